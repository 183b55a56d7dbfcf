"""Data of one's own: ``ferghana import`` and ``ferghana workspace``."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli_options import Common, Desk, Query, say, unfolded
from model.imports import ImportKind, ImportOptions
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.imports import ImportReport, Profile
    from model.strings import Translator

_ABOUT = N_("The folder with your own data: what it holds, a copy of all of it, a copy taken back.")
_DONE = N_("{read} rows read: {new} new, {changed} changed, {same} as before, {aside} set aside.")
_WAIT = N_("Names that wait for a decision: {n}. See: ferghana review places.")
_PAIRS = N_("Possible duplicates that wait for a decision: {n}. See: ferghana review duplicates.")
_DRY = N_("Nothing was written (--dry-run).")
_WRITTEN = N_("Written as version {version} of the workspace {folder}.")
_FILE = N_("Written: {path}")
_RESTORED = N_("Restored as version {version} of the workspace {folder}.")

workspace = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT)


@dataclass(frozen=True, slots=True)
class Said:
    """What the person who imports says about the files."""

    form: Annotated[Path | None, typer.Option(help=N_("XLSForm of the survey: the key to its answers"))] = None
    profile: Annotated[
        str | None, typer.Option(help=N_("mapping of a spreadsheet: name in the workspace, or JSON file"))
    ] = None
    source: Annotated[str | None, typer.Option(help=N_("short name of the source; again = compared"))] = None
    title: Annotated[str | None, typer.Option(help=N_("title of the source, as it shall be cited"))] = None
    licence: Annotated[str | None, typer.Option(help=N_("licence of the rows"))] = None
    wave: Annotated[str | None, typer.Option(help=N_("name of the survey wave"))] = None
    adds_only: Annotated[
        bool, typer.Option("--adds-only", help=N_("the file is no whole list: nothing is withdrawn"))
    ] = False

    def options(self, folder: Path) -> ImportOptions:
        """The same as the import takes it; a mapping is looked up in the workspace."""
        return ImportOptions(
            source_id=self.source,
            title=self.title,
            licence=self.licence,
            form=self.form,
            wave=self.wave,
            adds_only=self.adds_only,
            profile=_profile(folder, self.profile),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether anything is written, and where the report goes."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("check everything, write nothing"))] = False
    report: Annotated[Path | None, typer.Option(help=N_("write the report as JSON into this file"))] = None
    quarantine: Annotated[
        Path | None, typer.Option(help=N_("write the rows set aside as CSV, to mend and import again"))
    ] = None


@unfolded()
def import_command(
    wanted: Query,  # noqa: ARG001 - it has no filters
    kind: Annotated[ImportKind, typer.Argument(help=N_("what the files are"))],
    files: Annotated[list[Path], typer.Argument(help=N_("files to import"))],
    common: Desk,
    said: Said,
    outcome: Outcome,
) -> None:
    """Import the files and say what became of every row."""
    from store.importing import import_files  # noqa: PLC0415 - slow

    options = said.options(common.folder)
    progress = _progress(common.tr)
    found = import_files(common.folder, kind, files, options=options, dry_run=outcome.dry_run, progress=progress)
    _write(found, outcome, common.tr)
    _say(found, common.folder, common.tr)


@workspace.command(help=N_("What the workspace holds: version, imports, tables, what waits for a person."))
@unfolded()
def info(wanted: Query, common: Desk) -> None:  # noqa: ARG001 - it has no filters
    """Print the state of the workspace as JSON."""
    from store.workspace_state import state  # noqa: PLC0415 - slow

    typer.echo(json.dumps(state(common.folder), indent=1, ensure_ascii=False))


@workspace.command(help=N_("One archive of the whole workspace; it holds internal records and its key."))
@unfolded()
def export(
    wanted: Query,  # noqa: ARG001 - it has no filters
    out: Annotated[Path, typer.Option(help=N_("zip file to write"))],
    common: Common,
) -> None:
    """Write the archive and print what it contains."""
    from store.archive import export_archive  # noqa: PLC0415 - slow
    from store.workspace import DEFAULT  # noqa: PLC0415

    contents = export_archive(common.workspace or DEFAULT, out, internal=common.internal)
    typer.echo(json.dumps(contents, indent=1, ensure_ascii=False))
    say(Message(_FILE, {"path": str(out)}), common.tr)


@workspace.command(help=N_("Make what an archive holds the current version; older versions stay."))
@unfolded()
def restore(
    wanted: Query,  # noqa: ARG001 - it has no filters
    archive: Annotated[Path, typer.Argument(help=N_("zip file that export made"))],
    common: Desk,
) -> None:
    """Restore an archive."""
    from store.archive import restore_archive  # noqa: PLC0415 - slow

    version = restore_archive(archive, common.folder)
    say(Message(_RESTORED, {"version": version, "folder": str(common.folder)}), common.tr)


def _profile(folder: Path, named: str | None) -> Profile | None:
    if named is None:
        return None
    from store.profiles import find_profile  # noqa: PLC0415 - slow

    return find_profile(folder, named)


def _progress(tr: Translator) -> Any:
    if not sys.stderr.isatty():
        return None
    return lambda step, share: say(f"{share:4.0%} {step.text(tr)}")


def _write(found: ImportReport, outcome: Outcome, tr: Translator) -> None:
    from briefing.import_payload import import_payload  # noqa: PLC0415 - slow
    from briefing.quarantine_file import quarantine_csv  # noqa: PLC0415
    from briefing.writing import write_atomic  # noqa: PLC0415

    text = json.dumps(import_payload(found, tr=tr), indent=1, ensure_ascii=False)
    if outcome.report is None:
        typer.echo(text)
    else:
        write_atomic(outcome.report, f"{text}\n".encode())
    if outcome.quarantine is not None:
        write_atomic(outcome.quarantine, quarantine_csv(found, tr=tr))


def _say(found: ImportReport, folder: Path, tr: Translator) -> None:
    sums = {
        "read": found.rows_read,
        "new": found.accepted,
        "changed": found.updated,
        "same": found.unchanged,
        "aside": found.quarantined_rows,
    }
    say(Message(_DONE, sums), tr)
    for sentence, n in ((_WAIT, len(found.unmatched) + len(found.ambiguous)), (_PAIRS, found.duplicates)):
        if n:
            say(Message(sentence, {"n": n}), tr)
    say(
        Message(_DRY) if found.dry_run else Message(_WRITTEN, {"version": found.version, "folder": str(folder)}),
        tr,
    )
