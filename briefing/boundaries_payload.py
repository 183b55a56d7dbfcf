"""What became of an official map, as JSON (schemas: docs/cli/boundaries-install and boundaries-list)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.boundaries import BoundaryReport
    from model.strings import Translator

_SOURCE = ("source_id", "title", "publisher", "licence", "attribution", "redistributable")


def report_payload(report: BoundaryReport, *, tr: Translator) -> dict[str, Any]:
    """The report of an installation as a JSON object; sentences in the translator's language."""
    return {
        "file": report.file,
        "source": {name: _plain(report.source[name]) for name in _SOURCE},
        "level": report.level,
        "dry_run": report.dry_run,
        "version": report.version,
        "units": report.units,
        "matched": [dict(one) for one in report.matched],
        "unmatched": [dict(one) for one in report.unmatched],
        "ambiguous": [dict(one) for one in report.ambiguous],
        "quarantined": [{**one, "message": one["message"].text(tr)} for one in report.quarantined],
        "mended": report.mended,
        "overlaps": [dict(one) for one in report.overlaps],
        "gaps": [dict(one) for one in report.gaps],
        "outside_province": [dict(one) for one in report.outside_province],
        "not_drawn": [*report.not_drawn],
        "notes": [note.text(tr) for note in report.notes],
    }


def list_payload(maps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The maps that are installed."""
    return {"maps": [{name: _plain(value) for name, value in one.items()} for one in maps]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
