"""The ``ferghana`` command: each command a thin call of the same answers that the pages ask.

Exit 0: done, also when the answer is a refusal; 1: bad input, in one sentence; 2: usage. Slow rooms are
imported where they are used: help, doctor and mistakes answer at once.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated, Any

import typer

import cli_boundaries
import cli_data
import cli_review
from cli_options import WORKSPACE, Common, Output, Query, Workspace, check_format, say, unfolded
from model.enums import Mode
from model.errors import FerghanaError
from model.filters import AREA_FILTERS, FILTERS, INCIDENT_FILTERS, RESPONSE_FILTERS
from model.settings import TRANSLATED, language_note
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.bundle import Store

DEBUG = "FERGHANA_DEBUG"
_ABOUT = N_("Border and interethnic tension in the Ferghana Valley: answers, pictures, dashboard.")
_ABOUT_QUERY = N_("Ask a question; the answer comes as JSON, CSV, GeoJSON, XLSX or GeoPackage.")
_ABOUT_IMPORT = N_("Bring your own data: every row of the files is accounted for.")
_OPENING = N_("Opening the data …")
_NO_DATA_YET = N_("The workspace {folder} has no data yet: the bundled data are used.")
_WRITTEN = N_("Written: {path}")
_UNEXPECTED = N_(
    "Something went wrong that should not have ({kind}): run 'ferghana doctor', and set {debug}=1 to see details."
)

app = typer.Typer(name="ferghana", no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=_ABOUT)
query = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT_QUERY)
app.add_typer(query, name="query")
app.add_typer(cli_data.workspace, name="workspace")
app.add_typer(cli_boundaries.boundaries, name="boundaries")
app.add_typer(cli_review.review, name="review")
app.command("import", help=_ABOUT_IMPORT)(cli_data.import_command)


@query.command(help=N_("Documented incidents: counts, casualties by account, records."))
@unfolded(*INCIDENT_FILTERS)
def incidents(wanted: Query, common: Common, output: Output) -> None:
    """Write the answer of ``answers.incidents``."""
    _answer("ask", common, output, "incidents", wanted)


@query.command(help=N_("What sources say about each stretch of the border on a day."))
@unfolded("on", "border", "country")
def sections(wanted: Query, common: Common, output: Output) -> None:
    """Write the answer of ``answers.sections``."""
    _answer("ask", common, output, "sections", wanted)


@query.command(help=N_("One section of the border, drawn, and its status over time."))
@unfolded("on")
def section(
    wanted: Query,
    section_id: Annotated[str, typer.Argument(metavar="ID", help=N_("id of a section, as S28 or S33a"))],
    common: Common,
    output: Output,
) -> None:
    """Write the answers of ``answers.sections`` and ``answers.details`` about one section."""
    _answer("ask_section", common, output, section_id, wanted)


@query.command(help=N_("What people say: published figures, or the demonstration survey."))
@unfolded("perceptions", "question", "wave", *AREA_FILTERS)
def perceptions(
    wanted: Query,
    common: Common,
    output: Output,
    by: Annotated[str | None, typer.Option(help=N_("unit: place, district, province or country"))] = None,
    group: Annotated[str | None, typer.Option(help=N_("split by sex or age (working mode)"))] = None,
) -> None:
    """Write the answer of ``answers.perceptions``."""
    _answer("ask_perceptions", common, output, wanted, by=by, group=group)


@query.command(help=N_("What was done about insecurity, by whom and where; results are self-reported."))
@unfolded(*RESPONSE_FILTERS)
def responses(wanted: Query, common: Common, output: Output) -> None:
    """Write the answer of ``answers.responses``."""
    _answer("ask", common, output, "responses", wanted)


@query.command(help=N_("What changed since a day, or since the data that a briefing was made of."))
@unfolded("source")
def changes(
    wanted: Query,
    common: Common,
    output: Output,
    since: Annotated[str, typer.Option(help=N_("YYYY-MM-DD, or the data version that the briefing states"))],
) -> None:
    """Write the answer of ``answers.changes``."""
    _answer("ask", common, output, "changes", wanted, since=since)


@query.command(help=N_("Where the data come from: licence, coverage, day when they were read."))
@unfolded("source")
def sources(wanted: Query, common: Common, output: Output) -> None:
    """Write the answer of ``answers.sources``."""
    _answer("ask", common, output, "sources", wanted)


@app.command(help=N_("The map of a selection as a picture or one HTML file with all that its reader needs."))
@unfolded(*FILTERS)
def snapshot(
    wanted: Query,
    common: Common,
    out: Annotated[Path, typer.Option(help=N_("file to write, ending in .png or .html"))],
    layer: Annotated[list[str] | None, typer.Option(help=N_("layer to show; repeat for several"))] = None,
    fmt: Annotated[
        str, typer.Option("--format", callback=check_format, help=N_("png or html, as the file ends"))
    ] = "",
    size: Annotated[str, typer.Option(help=N_("width x height in pixels at 96 dpi"))] = "1600x1200",
    dpi: Annotated[int, typer.Option(help=N_("96 for screens, 300 for print: the same layout"))] = 96,
) -> None:
    """Write the map with ``briefing.asking``."""
    from briefing import asking, sheet  # noqa: PLC0415 - slow

    look = {"layers": layer, "size": sheet.size_of(size), "dpi": dpi, "tr": common.tr}
    for choice in asking.write_picture(out, _open(common), wanted, fmt=fmt, mode=_mode(common), **look):
        say(choice, common.tr)
    say(Message(_WRITTEN, {"path": str(out)}), common.tr)


@app.command(help=N_("Versions, data, assets, fonts, folders, port: what is wrong and how to mend it."))
def doctor(as_json: Annotated[bool, typer.Option("--json", help=N_("as JSON"))] = False) -> int:
    """Print every check; 1 where one found something to mend."""
    from briefing import installation  # noqa: PLC0415 - slow

    checks = installation.every_check(data=_data_sentence, port=_port_sentence)
    payload = installation.as_payload(checks)
    typer.echo(json.dumps(payload, indent=1, ensure_ascii=False) if as_json else installation.as_text(checks))
    return 0 if payload["ok"] else 1


@app.command(help=N_("Open the dashboard at http://localhost:8501, or the next free port."))
def serve(
    port: Annotated[int | None, typer.Option(help=N_("port; refused where it is taken"))] = None,
    host: Annotated[str, typer.Option(help=N_("address; any but localhost opens it to others"))] = "localhost",
    workspace: Workspace = None,
) -> int:
    """Run the dashboard until it is stopped."""
    from store.workspace import find_workspace  # noqa: PLC0415 - slow
    from ui import server  # noqa: PLC0415 - only this command starts pages

    if (folder := find_workspace(workspace)) is not None:
        os.environ[WORKSPACE] = str(folder.resolve())  # the pages run in a process of their own
    chosen = server.choose_port(port, host=host)
    say(server.opens(host, chosen))
    return server.serve(host, chosen)


def _open(common: Common) -> Store:
    from store import workspace  # noqa: PLC0415 - slow

    folder = workspace.find_workspace(common.workspace, create=common.create)
    version = None if folder is None else workspace.current_version(folder)
    if common.workspace is not None and version is None:
        say(Message(_NO_DATA_YET, {"folder": str(folder)}), common.tr)
    if common.lang not in TRANSLATED:
        say(language_note(common.lang) or "")
    if sys.stderr.isatty():
        say(Message(_OPENING), common.tr)
    return _bundled() if version is None else workspace.open_store_of(folder, version)


def _bundled() -> Store:
    from store.bundle import open_store  # noqa: PLC0415 - slow

    return open_store()


def _answer(asks: str, common: Common, output: Output, *words: Any, **more: Any) -> None:
    """Ask with a function of ``briefing.asking`` and write what comes back."""
    from briefing import asking, records, writing  # noqa: PLC0415 - slow

    fmt = records.format_for(output.out, output.fmt)
    records.check_out(output.out, fmt)
    store, tr = _open(common), common.tr
    result = getattr(asking, asks)(store, *words, mode=_mode(common), **more)
    content = records.content(store, result, fmt=fmt, tr=tr, to_file=output.out is not None)
    if output.out is None:
        typer.echo(content, nl=False)
        return
    writing.write_atomic(output.out, content)
    say(Message(_WRITTEN, {"path": str(output.out)}), tr)


def _data_sentence() -> str:
    return f"{len((store := _bundled()).catalog.files)} files as in the catalog, version {store.data_version}"


def _port_sentence() -> str:
    from ui import server  # noqa: PLC0415 - only here and in serve

    return f"port {server.choose_port()} is free"


def _mode(common: Common) -> Mode:
    return Mode.INTERNAL if common.internal else Mode.PUBLIC


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; every problem is one sentence on stderr, never a traceback."""
    command = typer.main.get_command(app)
    try:
        return int(command.main(args=arguments, prog_name="ferghana", standalone_mode=False) or 0)
    except typer.TyperException as problem:
        say(problem.format_message())
        return problem.exit_code
    except FerghanaError as problem:
        say(str(problem))
        return 1
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away (| head): nothing is wrong, and nobody listens any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if os.environ.get(DEBUG):
            raise
        say(Message(_UNEXPECTED, {"kind": type(problem).__name__, "debug": DEBUG}))
        return 1


def main() -> None:
    """Run the command line of this process."""
    raise SystemExit(run())


if __name__ == "__main__":
    main()
