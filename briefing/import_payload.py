"""The report of an import as JSON: what became of every row (schema: docs/cli/import.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from briefing.names_payload import case_payload

if TYPE_CHECKING:
    from model.imports import ImportReport
    from model.strings import Translator


def import_payload(report: ImportReport, *, tr: Translator) -> dict[str, Any]:
    """The report as a JSON object; sentences in the translator's language."""
    return {
        "kind": report.kind.value,
        "source_id": report.source_id,
        "files": [*report.files],
        "dry_run": report.dry_run,
        "import_id": report.import_id,
        "version": report.version,
        "rows_read": report.rows_read,
        "accepted": report.accepted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "quarantined": [_problem(row, tr) for row in report.quarantine.to_dict("records")],
        "unmatched_places": [case_payload(case) for case in report.unmatched],
        "ambiguous_places": [case_payload(case) for case in report.ambiguous],
        "levels": dict(report.levels),
        "outside_area": report.outside_area,
        "duplicates": report.duplicates,
        "notes": [note.text(tr) for note in report.notes],
        "seconds": report.seconds,
    }


def _problem(row: dict[Any, Any], tr: Translator) -> dict[str, Any]:
    return {
        "row": int(row["row"]),
        "column": row["column"],
        "code": row["code"],
        "value": None if pd.isna(row["value"]) else str(row["value"]),
        "message": row["message"].text(tr),
    }
