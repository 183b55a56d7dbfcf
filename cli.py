"""The ``ferghana`` command: each command a thin call of the same answers that the pages ask.

Exit 0: done, also when the answer is a refusal; 1: bad input, in one sentence; 2: usage. Slow rooms are
imported where they are used: help, doctor and mistakes answer at once.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_type_hints

import typer

from model.enums import Mode
from model.errors import BadInputError, FerghanaError
from model.filters import AREA_FILTERS, FILTERS, INCIDENT_FILTERS
from model.settings import TRANSLATED
from model.strings import N_, English, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.bundle import Store

DEBUG = "FERGHANA_DEBUG"
WORKSPACE = "FERGHANA_WORKSPACE"
Language: TypeAlias = Literal["en", "ky", "ru", "tg", "uz"]
Query: TypeAlias = dict[str, list[str]]
_KEYWORD = inspect.Parameter.KEYWORD_ONLY
_ABOUT = N_("Border and interethnic tension in the Ferghana Valley: answers, pictures, dashboard.")
_ABOUT_QUERY = N_("Ask a question; the answer comes as JSON, CSV, GeoJSON, XLSX or GeoPackage.")
_OPENING = N_("Opening the data …")
_LATER_WORKSPACE = N_("Workspaces come with imports in a later version: only the bundled data are used here.")
_ENGLISH_TEXT = N_("Sentences come in English for now; names follow the language '{lang}' where it has them.")
_WRITTEN = N_("Written: {path}")
_UNEXPECTED = N_(
    "Something went wrong that should not have ({kind}): run 'ferghana doctor', and set {debug}=1 to see details."
)

app = typer.Typer(name="ferghana", no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=_ABOUT)
query = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT_QUERY)
app.add_typer(query, name="query")


def _format(option: typer.CallbackParam, text: str) -> str:
    from briefing.payload import format_of, picture_format_of  # noqa: PLC0415 - help must not wait for it

    try:
        return picture_format_of(text) if option.default == "png" else format_of(text).value
    except BadInputError as problem:
        raise typer.BadParameter(str(problem)) from None


@dataclass(frozen=True, slots=True)
class Common:
    """What every command about data takes."""

    workspace: Annotated[
        Path | None,
        typer.Option(envvar=WORKSPACE, help=N_("folder of your own data, else the bundled data")),
    ] = None
    internal: Annotated[
        bool, typer.Option("--internal", help=N_("working mode: internal rows, free filters, marked INTERNAL"))
    ] = False
    lang: Annotated[Language, typer.Option(help=N_("language of names and sentences"))] = "en"


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is written, and where."""

    fmt: Annotated[
        str, typer.Option("--format", callback=_format, help=N_("json, csv, geojson, xlsx or gpkg"))
    ] = "json"
    out: Annotated[Path | None, typer.Option(help=N_("file to write; by default the terminal"))] = None


def unfolded(*filters: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that gives a command an option for each filter and for each field of its dataclasses.

    The command's first parameter gets the filters as a query (name: values); a parameter typed with
    a dataclass gets one made of its options.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        hints = get_type_hints(command, include_extras=True)
        _, *others = inspect.signature(command).parameters.values()
        groups = {item.name: hints[item.name] for item in others if is_dataclass(hints[item.name])}
        own = [item.replace(annotation=hints[item.name]) for item in others if item.name not in groups]
        shared = [item for group in groups.values() for item in _fields_as_options(group)]

        @wraps(command)
        def run_command(**values: Any) -> Any:
            wanted = {name: texts for name in filters if (texts := values.pop(f"filter_{name}"))}
            made = {name: _filled(group, values) for name, group in groups.items()}
            return command(wanted, **made, **values)

        options = [item.replace(kind=_KEYWORD) for item in (*own, *map(_filter_as_option, filters), *shared)]
        run_command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined] # read by Typer
        run_command.__annotations__ = {}
        return run_command

    return decorate


def _filter_as_option(name: str) -> inspect.Parameter:
    option = Annotated[list[str] | None, typer.Option(f"--{name}", help=FILTERS[name], metavar="TEXT")]
    return inspect.Parameter(f"filter_{name}", _KEYWORD, default=None, annotation=option)


def _fields_as_options(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(x.name, _KEYWORD, default=x.default, annotation=hints[x.name]) for x in fields(group)
    ]


def _filled(group: type, values: dict[str, Any]) -> Any:
    return group(**{item.name: values.pop(item.name) for item in fields(group)})


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


@query.command(help=N_("Where the data come from: licence, coverage, day when they were read."))
@unfolded("source")
def sources(wanted: Query, common: Common, output: Output) -> None:
    """Write the answer of ``answers.sources``."""
    _answer("ask", common, output, "sources", wanted)


@app.command(help=N_("The map of a selection as one picture with everything that its reader needs."))
@unfolded(*FILTERS)
def snapshot(
    wanted: Query,
    common: Common,
    out: Annotated[Path, typer.Option(help=N_("file to write, ending in .png"))],
    layer: Annotated[list[str] | None, typer.Option(help=N_("layer to show; repeat for several"))] = None,
    _fmt: Annotated[str, typer.Option("--format", callback=_format, help=N_("png"))] = "png",
    size: Annotated[str, typer.Option(help=N_("width x height in pixels at 96 dpi"))] = "1600x1200",
    dpi: Annotated[int, typer.Option(help=N_("96 for screens, 300 for print: the same layout"))] = 96,
) -> None:
    """Write the picture of ``briefing.snapshot``."""
    from briefing import asking, sheet  # noqa: PLC0415 - slow

    look = {"layers": layer, "size": sheet.size_of(size), "dpi": dpi, "tr": (tr := English(common.lang))}
    for choice in asking.write_picture(out, _open(common), wanted, mode=_mode(common), **look):
        _say(choice.text(tr))
    _say(fill(_WRITTEN, path=out))


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
) -> int:
    """Run the dashboard until it is stopped."""
    from ui import server  # noqa: PLC0415 - only this command starts pages

    chosen = server.choose_port(port, host=host)
    _say(server.opens(host, chosen).english())
    return server.serve(host, chosen)


def _open(common: Common) -> Store:
    from briefing.writing import check_workspace  # noqa: PLC0415 - help must not wait for it

    if common.workspace is not None:
        check_workspace(common.workspace, variable=WORKSPACE)
        _say(_LATER_WORKSPACE)
    if common.lang not in TRANSLATED:
        _say(fill(_ENGLISH_TEXT, lang=common.lang))
    if sys.stderr.isatty():
        _say(_OPENING)
    return _bundled()


def _bundled() -> Store:
    from store.bundle import open_store  # noqa: PLC0415 - slow

    return open_store()


def _answer(asks: str, common: Common, output: Output, *words: Any, **more: Any) -> None:
    """Ask with a function of ``briefing.asking`` and write what comes back."""
    from briefing import asking, records, writing  # noqa: PLC0415 - slow

    records.check_out(output.out, output.fmt)
    store, tr = _open(common), English(common.lang)
    result = getattr(asking, asks)(store, *words, mode=_mode(common), **more)
    content = records.content(store, result, fmt=output.fmt, tr=tr, to_file=output.out is not None)
    if output.out is None:
        typer.echo(content, nl=False)
        return
    writing.write_atomic(output.out, content)
    _say(fill(_WRITTEN, path=output.out))


def _data_sentence() -> str:
    return f"{len((store := _bundled()).catalog.files)} files as in the catalog, version {store.data_version}"


def _port_sentence() -> str:
    from ui import server  # noqa: PLC0415 - only here and in serve

    return f"port {server.choose_port()} is free"


def _mode(common: Common) -> Mode:
    return Mode.INTERNAL if common.internal else Mode.PUBLIC


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; every problem is one sentence on stderr, never a traceback."""
    command = typer.main.get_command(app)
    try:
        return int(command.main(args=arguments, prog_name="ferghana", standalone_mode=False) or 0)
    except typer.TyperException as problem:
        _say(problem.format_message())
        return problem.exit_code
    except FerghanaError as problem:
        _say(str(problem))
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
        _say(fill(_UNEXPECTED, kind=type(problem).__name__, debug=DEBUG))
        return 1


def main() -> None:
    """Run the command line of this process."""
    raise SystemExit(run())


if __name__ == "__main__":
    main()
