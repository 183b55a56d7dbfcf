"""The tables ``border_sections``, ``border_statements`` and ``annotations``, from the facts on the border.

``tools/facts/border_status.csv`` has the 76 rows that were collected, ``border_fates.csv`` says of each what
became of it, ``border_stretches.csv`` where on its line each section lies, ``border_remarks.csv`` the
annotations. ``valid_to`` is the day after the last. ``docs/border-status-rows.md`` is written from the
fates: ``python -m tools.build_sections`` writes it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.errors import DataFileError
from tools import build_boundaries
from tools.fact_rows import as_texts, fact_rows, our_word

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).parents[1] / "docs" / "border-status-rows.md"
SOURCE = "facts-border"
STATEMENT = "statement"
SNAP_M = 10.0
"""Kilometres of the facts have two decimals: an end this close to the end of its part is that end."""

Lengths = dict[tuple[str, str], float]
Row = dict[str, str]


def build(lines: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The three tables; ``lines`` = the table border_lines, built where it is not given.

    Raises
    ------
        DataFileError: the fact files do not fit each other or the lines.
    """
    known = build_boundaries.build()["border_lines"] if lines is None else lines
    lengths: Lengths = {
        (str(border), str(part)): float(length)
        for border, part, length in zip(known["border"], known["part"], known["length_m"], strict=True)
    }
    status = {row["row"]: row for row in as_texts(fact_rows("border_status", key="row"))}
    stretches = as_texts(fact_rows("border_stretches", key="section_id"))
    remarks = as_texts(fact_rows("border_remarks", key="annotation_id"))
    fates = as_texts(fact_rows("border_fates", key="row"))
    built = {
        "border_sections": pd.DataFrame([_section(row, status, lengths) for row in stretches]),
        "border_statements": pd.DataFrame(
            [_statement(fate["ids"], status[fate["row"]]) for fate in fates if fate["fate"] == STATEMENT]
        ),
        "annotations": pd.DataFrame([_annotation(row, status[row["row"]]) for row in remarks]),
    }
    _check_fates(fates, built)
    return built


def _section(stretch: Row, rows: Mapping[str, Row], lengths: Lengths) -> dict[str, Any]:
    first, last = _ends(stretch, lengths)
    status = rows[stretch["row"]]
    named = rows[stretch["named_after"] or stretch["row"]]
    doubts = [status["note"], stretch["derivation"], stretch["doubt"]]
    return {
        "section_id": stretch["section_id"],
        "border": stretch["border"],
        "name_en": named["name"],
        "name_ru": named["name_ru"] or None,
        "name_local": None,
        "kind": stretch["kind"],
        "part": stretch["part"] or None,
        "from_m": first,
        "to_m": last,
        "lon": _number(stretch["lon"]),
        "lat": _number(stretch["lat"]),
        "radius_m": _number(stretch["radius_m"]),
        "status": our_word("border_status", status["status"], where=f"row {status['row']}"),
        "valid_from": status["valid_from"],
        "valid_to": status["valid_to"] or None,
        "area_ha": _number(status["area_ha"]),
        "extent_basis": stretch["basis"] or None,
        "note": " ".join(text for text in doubts if text) or None,
        **_source(status),
    }


def _ends(stretch: Row, lengths: Lengths) -> tuple[float | None, float | None]:
    """Metres of both ends on the part; nothing for a marker that stands on no part."""
    if not stretch["part"]:
        return None, None
    length = lengths.get((stretch["border"], stretch["part"]))
    if length is None:
        message = (
            f"border_stretches.csv, {stretch['section_id']}: the border {stretch['border']} has no part "
            f"'{stretch['part']}'; correct the name."
        )
        raise DataFileError(message)
    if stretch["kind"] == "whole_line":
        return 0.0, length
    first, last = (_snapped(float(stretch[name]) * 1000, length) for name in ("km_from", "km_to"))
    if not 0 <= first <= last <= length:
        message = (
            f"border_stretches.csv, {stretch['section_id']}: {first:.0f} to {last:.0f} m do not lie in that "
            f"order on the {length:.0f} m of {stretch['border']} {stretch['part']}; correct km_from and km_to."
        )
        raise DataFileError(message)
    return first, last


def _snapped(m: float, length: float) -> float:
    return length if abs(m - length) <= SNAP_M else round(m, 1)


def _statement(key: str, status: Row) -> dict[str, Any]:
    return {
        "statement_id": key,
        "border": status["border"],
        "date_from": status["valid_from"],
        "date_to": status["valid_to"] or None,
        "status": our_word("border_status", status["status"], where=f"row {status['row']}"),
        "statement": status["note"],
        "km": _number(status["length_km"]),
        "km_total": _number(status["total_length_km"]),
        **_source(status),
    }


def _annotation(remark: Row, status: Row) -> dict[str, Any]:
    return {
        "annotation_id": remark["annotation_id"],
        "border": status["border"],
        "date_from": status["valid_from"],
        "date_to": status["valid_to"] or None,
        "place_text": remark["place_text"],
        "text": remark["text"],
        "lon": _number(remark["lon"]),
        "lat": _number(remark["lat"]),
        **_source(status),
    }


def _source(status: Row) -> dict[str, str | None]:
    return {
        "verification": our_word("verification", status["verification"], where=f"row {status['row']}"),
        "source_title": status["source_title"] or None,
        "source_url": status["source_url"] or None,
        "source_id": SOURCE,
    }


def _number(text: str) -> float | None:
    return float(text) if text else None


def _check_fates(fates: list[Row], built: Mapping[str, pd.DataFrame]) -> None:
    """Every row has one fate, and every built row comes from the fate that names it."""
    rows = [int(fate["row"]) for fate in fates]
    promised = sorted(key for fate in fates for key in fate["ids"].split("|"))
    found = sorted(
        [
            *built["border_sections"]["section_id"],
            *built["border_statements"]["statement_id"],
            *built["annotations"]["annotation_id"],
        ]
    )
    if rows != list(range(1, len(rows) + 1)) or promised != found:
        odd = sorted(set(promised) ^ set(found))
        message = (
            f"border_fates.csv and the built tables disagree about {', '.join(odd) or 'the rows'}; correct it."
        )
        raise DataFileError(message)


def page() -> str:
    """``docs/border-status-rows.md``: one table of the fate of every collected row."""
    lines = [
        "# What became of each collected row of border status",
        "",
        "Written by `python -m tools.build_sections` from `tools/facts/border_fates.csv`; do not edit here.",
        'A row flagged "do not draw" is text only. Ends of periods are the day after the last: where a source',
        "gives the last day itself (rows 2, 3, 4, 34 and 64), the next day stands in `border_status.csv`.",
        "",
        "| row | border | name | status | from | to | fate | drawn | ids | why |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    status = {row["row"]: row for row in as_texts(fact_rows("border_status", key="row"))}
    for fate in as_texts(fact_rows("border_fates", key="row")):
        row = status[fate["row"]]
        word = our_word("border_status", row["status"], where=f"row {fate['row']}") or ""
        ids = ", ".join(fate["ids"].split("|"))
        cells = [fate["row"], fate["border"], fate["name"], word, row["valid_from"], row["valid_to"]]
        lines.append("| " + " | ".join([*cells, fate["fate"], fate["drawn"], ids, fate["reason"]]) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"written: {PAGE.name}")
