"""Answers as files for machines: one Result becomes JSON, GeoJSON or CSV of the contract.

Pure: nothing is computed here that the answer does not carry, so a page and a file cannot disagree.
Every payload names its selection, what was left out, its sources, workspace, data version and mode.
"""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from briefing.geojson import features_of, point_feature
from briefing.stamps import line_stamp, stamp
from briefing.tabular import plain, rows_of, to_csv
from model.errors import BadInputError
from model.result import require_published
from model.strings import N_, English, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from model.result import Result
    from model.strings import Translator


class Format(StrEnum):
    """The formats that an answer can be written in."""

    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"
    XLSX = "xlsx"
    GPKG = "gpkg"


_NO_FORMAT = N_("The format '{text}' is not known: use one of {words}.")
_NO_PLACES = N_("The answer '{question}' has no places to write as GeoJSON: use json or csv.")
_NO_PICTURE = N_("The picture format '{text}' is not known: maps are written as png or html.")
_PICTURES_LATER = N_("The picture format '{text}' comes later: maps are written as png or html.")
PICTURES: tuple[str, ...] = ("png", "html")
"""The formats of a map."""

PICTURES_LATER: tuple[str, ...] = ("svg", "pdf", "docx", "pptx")
"""Formats of the contract that are not there yet."""

_ENGLISH = English()
MEASURES: tuple[str, ...] = ("killed", "injured", "displaced")
_RANGE = ("low", "best", "high")
_ACCOUNT_TEXTS = ("incident_id", "told_by", "about_side")
_WITH_GEOMETRY = frozenset({"incidents", "responses", "sections", "section"})
_POINT_ROWS: dict[str, str] = {"incidents": "records", "responses": "rows"}
"""Answers whose rows become features where GeoJSON is asked for, and what the rows are called else."""


def format_of(text: str) -> Format:
    """The format that a user asked for.

    Raises
    ------
        BadInputError: there is no such format; the text lists those there are.

    >>> format_of("CSV").value
    'csv'
    """
    wanted = text.strip().casefold()
    if wanted in set(Format):
        return Format(wanted)
    message = Message(_NO_FORMAT, {"text": text, "words": ", ".join(Format)})
    raise BadInputError(message)


def picture_format_of(text: str) -> str:
    """The format of a map that a user asked for, png or html; empty where the name of the file decides.

    Raises
    ------
        BadInputError: maps are not written in this format, or not yet.

    >>> picture_format_of("HTML"), picture_format_of("")
    ('html', '')
    """
    wanted = text.strip().casefold()
    if wanted in {"", *PICTURES}:
        return wanted
    message = Message(_PICTURES_LATER if wanted in PICTURES_LATER else _NO_PICTURE, {"text": text})
    raise BadInputError(message)


def as_file(text: str, *, fmt: Format) -> bytes:
    """The bytes of a file; CSV begins with a byte order mark, or Excel would misread Cyrillic."""
    return text.encode("utf-8-sig" if fmt is Format.CSV else "utf-8")


def with_choices(result: Result, choices: Sequence[Message]) -> Result:
    """The same answer that also says what was chosen while its names were read."""
    return replace(result, choices=(*choices, *result.choices))


def render(
    result: Result, *, fmt: Format, words: Sequence[str], tr: Translator, more: Mapping[str, Any] | None = None
) -> str:
    """The text of the file: ``words`` is the selection in words, ``more`` stands beside what the answer holds.

    Raises
    ------
        BadInputError: GeoJSON was asked of an answer that has no places.
    """
    if fmt is Format.CSV:
        return as_csv(result, tr=tr)
    payload = document(result, words=words, tr=tr, geojson=fmt is Format.GEOJSON, more=more)
    return json.dumps(payload, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def document(
    result: Result,
    *,
    words: Sequence[str],
    tr: Translator,
    geojson: bool = False,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The answer as plain data: the common header, then what its question adds.

    Sections are a GeoJSON FeatureCollection in both forms, with the header as foreign members.
    """
    require_published(result)
    if geojson and result.question not in _WITH_GEOMETRY:
        message = Message(_NO_PLACES, {"question": result.question})
        raise BadInputError(message)
    body = _BODIES.get(result.question, _rows_body)(result)
    payload = header(result, words=words, tr=tr) | dict(more or {}) | body
    name = _POINT_ROWS.get(result.question)
    if geojson and name is not None:
        records = payload.pop(name)
        return {"type": "FeatureCollection"} | payload | {"features": [point_feature(row) for row in records]}
    return payload


def header(result: Result, *, words: Sequence[str], tr: Translator) -> dict[str, Any]:
    """What every payload begins with: status, selection, choices, what was left out, sources, versions."""
    return {
        "question": result.question,
        "status": result.status.value,
        "code": result.code,
        "message": None if result.message is None else result.message.text(tr),
        "selection": {"ids": result.selection.to_query(), "words": list(words)},
        "choices": [choice.text(tr) for choice in result.choices],
        "excluded": {reason: int(n) for reason, n in sorted(result.excluded.items())},
        "sources": [
            {
                "source_id": source.source_id,
                "title": source.title,
                "attribution": source.attribution,
                "licence": source.licence,
                "synthetic": source.synthetic,
            }
            for source in result.sources
        ],
        **stamp(result, tr=tr),
    }


def as_csv(result: Result, *, tr: Translator = _ENGLISH) -> str:
    """The rows of the answer's table as CSV, geometry left out, stamped line by line."""
    columns = [name for name in result.table.columns if name != "geometry"]
    return to_csv(rows_of(result.table), columns=columns, stamp=line_stamp(result, tr=tr))


def figures_body(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Key figures as plain data; a figure that is not known is ``None``."""
    return {
        name: {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else plain(value)
        for name, value in figures.items()
    }


def _incidents_body(result: Result) -> dict[str, Any]:
    figures = figures_body(result.figures)
    by_account = result.tables.get("by_account")
    not_divisible = result.tables.get("not_divisible")
    return {
        "count": figures["count"],
        **{measure: figures[measure] for measure in MEASURES},
        **_of_sources(result.figures),
        "unallocated": figures.get("unallocated"),
        "partly_inside": figures.get("partly_inside", 0),
        "not_on_map": figures.get("not_on_map", {}),
        "by_account": [] if by_account is None else account_rows(by_account),
        "not_divisible": [] if not_divisible is None else rows_of(not_divisible),
        "records": rows_of(result.table),
    }


def _of_sources(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of each source where several speak, and either what they are together or what waits."""
    if not figures.get("by_source"):
        return {}
    names = ("count", *MEASURES)
    found: dict[str, Any] = {"by_source": figures["by_source"]}
    if figures["count"] is None:
        return found | {name: figures[name] for name in ("undecided_pairs", "if_all_same")}
    return found | {"merged": {name: figures[name] for name in names}}


def account_rows(accounts: pd.DataFrame) -> list[dict[str, Any]]:
    """Who says what about whose losses, each measure as ``{low, best, high}``."""
    rows = rows_of(accounts)
    return [
        {name: row.get(name) for name in _ACCOUNT_TEXTS}
        | {measure: {end: row.get(f"{measure}_{end}") for end in _RANGE} for measure in MEASURES}
        | {"source_url": row.get("source_url")}
        for row in rows
    ]


def _sections_body(result: Result) -> dict[str, Any]:
    beside = {
        name: rows_of(result.tables[name])
        for name in ("statements", "annotations", "timeline")
        if name in result.tables
    }
    features = features_of(result.table)
    for feature in features:
        row = feature["properties"]
        source = {name: row.get(name) for name in ("source_id", "source_title", "source_url")}
        row["sources"] = [source] if source["source_id"] else []
    return {"type": "FeatureCollection", "figures": figures_body(result.figures), **beside, "features": features}


def _changes_body(result: Result) -> dict[str, Any]:
    return {**_rows_body(result), "imports": rows_of(result.tables["imports"])}


def _rows_body(result: Result) -> dict[str, Any]:
    return {"figures": figures_body(result.figures), "rows": rows_of(result.table)}


_BODIES: dict[str, Callable[[Result], dict[str, Any]]] = {
    "changes": _changes_body,
    "incidents": _incidents_body,
    "sections": _sections_body,
    "section": _sections_body,
}
