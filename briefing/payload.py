"""Answers as files for machines: one Result becomes JSON, GeoJSON or CSV of the contract.

Pure: nothing is computed here that the answer does not carry, so a page and a file cannot disagree.
Every payload names its selection, what was left out, its sources, workspace, data version and mode.
"""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import shapely

from briefing.tabular import DECIMALS, plain, rows_of, to_csv
from model.enums import LocationLevel, Mode
from model.errors import BadInputError
from model.precision import DRAWN_AS, DrawnAs
from model.result import require_published
from model.settings import INTERNAL_MARK, SYNTHETIC_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from model.result import Result
    from model.strings import Message, Translator


class Format(StrEnum):
    """The formats that an answer can be written in."""

    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"
    XLSX = "xlsx"
    GPKG = "gpkg"


PICTURES_LATER: tuple[str, ...] = ("svg", "pdf", "html", "docx", "pptx")
"""Formats of the contract that are not there yet."""

MEASURES: tuple[str, ...] = ("killed", "injured", "displaced")
_STAMP_NAMES = {"synthetic": "answer_synthetic"}
_RANGE = ("low", "best", "high")
_ACCOUNT_TEXTS = ("incident_id", "told_by", "about_side")
_WITH_GEOMETRY = frozenset({"incidents", "sections", "section"})
_AT_A_POINT = frozenset({DrawnAs.POINT, DrawnAs.HALO})


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
    message = f"The format '{text}' is not known: use one of {', '.join(Format)}."
    raise BadInputError(message)


def picture_format_of(text: str) -> str:
    """The format of a picture that a user asked for: there is one, png.

    Raises
    ------
        BadInputError: pictures are not written in this format, or not yet.
    """
    wanted = text.strip().casefold()
    if wanted == "png":
        return wanted
    found = "comes later" if wanted in PICTURES_LATER else "is not known"
    message = f"The picture format '{text}' {found}: pictures are written as png."
    raise BadInputError(message)


def as_file(text: str, *, fmt: Format) -> bytes:
    """The bytes of a file; CSV begins with a byte order mark, or Excel would misread Cyrillic."""
    return text.encode("utf-8-sig" if fmt is Format.CSV else "utf-8")


def with_choices(result: Result, choices: Sequence[Message]) -> Result:
    """The same answer that also says what was chosen while its names were read."""
    return replace(result, choices=(*choices, *result.choices))


def render(result: Result, *, fmt: Format, words: Sequence[str], tr: Translator) -> str:
    """The text of the file: ``words`` is the selection in words.

    Raises
    ------
        BadInputError: GeoJSON was asked of an answer that has no places.
    """
    if fmt is Format.CSV:
        return as_csv(result)
    payload = document(result, words=words, tr=tr, geojson=fmt is Format.GEOJSON)
    return json.dumps(payload, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def document(result: Result, *, words: Sequence[str], tr: Translator, geojson: bool = False) -> dict[str, Any]:
    """The answer as plain data: the common header, then what its question adds.

    Sections are a GeoJSON FeatureCollection in both forms, with the header as foreign members.
    """
    require_published(result)
    if geojson and result.question not in _WITH_GEOMETRY:
        message = f"The answer '{result.question}' has no places to write as GeoJSON: use json or csv."
        raise BadInputError(message)
    body = _BODIES.get(result.question, _rows_body)(result)
    payload = header(result, words=words, tr=tr) | body
    if geojson and "records" in payload:
        records = payload.pop("records")
        return {"type": "FeatureCollection"} | payload | {"features": [_point_feature(row) for row in records]}
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
        **stamp(result),
    }


def stamp(result: Result) -> dict[str, Any]:
    """Where an answer comes from and who may see it: stands in every payload and in every CSV line."""
    mode = require_published(result).mode
    return {
        "workspace": result.workspace,
        "data_version": result.data_version,
        "mode": mode.value if mode is not None else None,
        "synthetic": result.synthetic,
        "marks": marks(result),
    }


def marks(result: Result) -> list[str]:
    """The words that must stand on whatever is made of this answer; none for public, real data."""
    wanted = ((SYNTHETIC_MARK, result.synthetic), (INTERNAL_MARK, result.mode is Mode.INTERNAL))
    return [mark for mark, is_so in wanted if is_so]


def line_stamp(result: Result) -> dict[str, Any]:
    """The stamp as columns of a line.

    ``synthetic`` is called ``answer_synthetic`` there: a table may have a column of that name.
    """
    return {_STAMP_NAMES.get(name, name): value for name, value in stamp(result).items()}


def as_csv(result: Result) -> str:
    """The rows of the answer's table as CSV, geometry left out, stamped line by line."""
    columns = [name for name in result.table.columns if name != "geometry"]
    return to_csv(rows_of(result.table), columns=columns, stamp=line_stamp(result))


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
        "unallocated": figures.get("unallocated"),
        "partly_inside": figures.get("partly_inside", 0),
        "not_on_map": figures.get("not_on_map", {}),
        "by_account": [] if by_account is None else account_rows(by_account),
        "not_divisible": [] if not_divisible is None else rows_of(not_divisible),
        "records": rows_of(result.table),
    }


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


def _rows_body(result: Result) -> dict[str, Any]:
    return {"figures": figures_body(result.figures), "rows": rows_of(result.table)}


_BODIES: dict[str, Callable[[Result], dict[str, Any]]] = {
    "incidents": _incidents_body,
    "sections": _sections_body,
    "section": _sections_body,
}


def features_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as GeoJSON features (lon before lat, RFC 7946); a row without geometry keeps ``null``."""
    shapes = frame["geometry"] if "geometry" in frame.columns else [None] * len(frame)
    return [
        {"type": "Feature", "geometry": geometry_of(shape), "properties": row}
        for shape, row in zip(shapes, rows_of(frame), strict=True)
    ]


def geometry_of(shape: Any) -> dict[str, Any] | None:
    """A Shapely geometry as GeoJSON with rounded coordinates.

    >>> geometry_of(shapely.Point(70.123456789, 40))
    {'type': 'Point', 'coordinates': [70.123457, 40.0]}
    """
    if shape is None or shapely.is_empty(shape) or shapely.is_missing(shape):
        return None
    found = json.loads(shapely.to_geojson(shape))
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, list):
        return [_rounded(item) for item in coordinates]
    return round(float(coordinates), DECIMALS)


def _point_feature(row: dict[str, Any]) -> dict[str, Any]:
    """A record as a point where its place is known; what is known to a district only has no geometry."""
    lon, lat = row.get("lon"), row.get("lat")
    imprecise = DRAWN_AS[LocationLevel(row["location_level"])] not in _AT_A_POINT
    geometry = None if imprecise or lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": row}
