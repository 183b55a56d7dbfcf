"""Boundaries of one's own: ``ferghana boundaries install|list|remove``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from cli_options import Desk, Query, say, unfolded
from model.boundaries import BoundaryOptions
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.boundaries import BoundaryReport

_ABOUT = N_("Official boundaries that you have: districts drawn as they are, in the place of approximate areas.")
_DONE = N_(
    "{units} units: {matched} matched, {ambiguous} that fit several or none for sure, {unmatched} not ours."
)
_DRY = N_("Nothing was written (--dry-run).")
_WRITTEN = N_("Written as version {version} of the workspace {folder}.")
_REMOVED = N_("Removed: {source}. Districts drawn as before it: {n}.")
_ASSIGN = N_("--assign takes NAME=ID, for example 'Batken=kg-batken', but '{text}' has no '='.")

boundaries = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT)


@dataclass(frozen=True, slots=True)
class Said:
    """What the person who installs says about the map."""

    source: Annotated[str | None, typer.Option(help=N_("short name of the map; again = replaced"))] = None
    title: Annotated[str | None, typer.Option(help=N_("title of the map, as it shall be cited"))] = None
    licence: Annotated[str | None, typer.Option(help=N_("licence of the map, as its publisher states it"))] = None
    assign: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=ID", help=N_("a unit, by name or code, and the district it is; repeat it")),
    ] = None

    @property
    def options(self) -> BoundaryOptions:
        """The same as the installation takes it."""
        return BoundaryOptions(
            self.source, self.title, self.licence, dict(_assigned(one) for one in self.assign or ())
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether anything is written, and where the report goes."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("match and report, write nothing"))] = False
    report: Annotated[Path | None, typer.Option(help=N_("write the report as JSON into this file"))] = None


@boundaries.command(help=N_("Match a map's units to our districts and draw them; the report lists every unit."))
@unfolded()
def install(
    wanted: Query,  # noqa: ARG001 - it has no filters
    file: Annotated[Path, typer.Argument(help=N_("GeoJSON, GeoPackage, KML or zipped shapefile with districts"))],
    common: Desk,
    said: Said,
    outcome: Outcome,
) -> None:
    """Install a map and say what became of every unit."""
    from briefing.boundaries_payload import report_payload  # noqa: PLC0415 - slow
    from briefing.writing import write_atomic  # noqa: PLC0415
    from store import own_boundaries  # noqa: PLC0415

    found = own_boundaries.install(common.folder, file, options=said.options, dry_run=outcome.dry_run)
    text = json.dumps(report_payload(found, tr=common.tr), indent=1, ensure_ascii=False)
    if outcome.report is None:
        typer.echo(text)
    else:
        write_atomic(outcome.report, f"{text}\n".encode())
    _say(found, common)


@boundaries.command("list", help=N_("The maps that are installed: source, licence, how many districts they draw."))
@unfolded()
def listed(wanted: Query, common: Desk) -> None:  # noqa: ARG001 - it has no filters
    """Print the installed maps as JSON."""
    from briefing.boundaries_payload import list_payload  # noqa: PLC0415 - slow
    from store import own_boundaries  # noqa: PLC0415

    payload = list_payload(own_boundaries.installed(common.folder))
    typer.echo(json.dumps(payload, indent=1, ensure_ascii=False))


@boundaries.command(help=N_("Take a map out: its districts are drawn as they were before."))
@unfolded()
def remove(
    wanted: Query,  # noqa: ARG001 - it has no filters
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=N_("short name of the map, as list prints it"))],
    common: Desk,
) -> None:
    """Remove a map."""
    from store import own_boundaries  # noqa: PLC0415 - slow

    ids, version = own_boundaries.remove(common.folder, source)
    say(Message(_REMOVED, {"source": source, "n": len(ids)}), common.tr)
    say(Message(_WRITTEN, {"version": version, "folder": str(common.folder)}), common.tr)


def _assigned(text: str) -> tuple[str, str]:
    name, sign, unit = text.rpartition("=")
    if not sign or not name.strip():
        raise BadInputError(Message(_ASSIGN, {"text": text}))
    return name.strip(), unit.strip()


def _say(found: BoundaryReport, common: Desk) -> None:
    sums = {"units": found.units, "matched": len(found.matched), "ambiguous": len(found.ambiguous)}
    say(Message(_DONE, {**sums, "unmatched": len(found.unmatched)}), common.tr)
    for note in found.notes:
        say(note, common.tr)
    written = {"version": found.version, "folder": str(common.folder)}
    say(Message(_DRY) if found.dry_run else Message(_WRITTEN, written), common.tr)
