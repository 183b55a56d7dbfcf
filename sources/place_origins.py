"""Where a list of places comes from, and what follows from it: source, licence, how far points may be off."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from model.strings import N_
from sources.place_headers import GEONAMES
from sources.raw_table import plain
from sources.record_ids import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sources.raw_table import RawTable

_POINT_RADIUS_M, _LIST_RADIUS_M = 1_000.0, 2_000.0
_NOT_STATED = N_("not stated: ask whoever made the list")
_OSM_MARKS = frozenset({"osm_id", "osmid", "full_id", "@id", "other_tags", "osm_type"})


class Origin(NamedTuple):
    """``own`` is for :func:`sources.source_rows.source_row`; ``cites`` says of a place where its point is from."""

    own: Mapping[str, Any]
    radius_m: float = _LIST_RADIUS_M
    confidence: str = "medium"
    cites: str = "{file}"


OF_GEONAMES = Origin(
    {
        "source_id": "geonames-file",
        "title": "GeoNames",
        "publisher": "GeoNames",
        "url": "https://www.geonames.org",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames (CC BY 4.0)",
        "holds": "places",
        "redistributable": True,
    },
    _POINT_RADIUS_M,
    "high",
    "GeoNames {key}",
)
_OF_OSM = Origin(
    {
        "source_id": "osm-places",
        "title": "OpenStreetMap: places",
        "publisher": "OpenStreetMap contributors",
        "url": "https://www.openstreetmap.org",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors (ODbL)",
        "holds": "places",
        "redistributable": True,
    },
    _POINT_RADIUS_M,
    "high",
    "OpenStreetMap {key}",
)


def origin_of(raw: RawTable, found: Mapping[str, Sequence[str]]) -> Origin:
    """The origin that the columns speak for; ``found`` as :func:`sources.place_headers.columns_of` gives it."""
    if raw.column("geonameid"):
        return OF_GEONAMES
    tagged = found.get("kind", [""])[0] == "place" or "other_tags" in found
    if tagged and (_OSM_MARKS & set(raw.headers) or any(header.startswith("name:") for header in raw.headers)):
        return _OF_OSM
    stem = slug(PurePath(raw.file).stem) or "places"
    return Origin(
        {"source_id": stem, "title": raw.file, "publisher": raw.file, "licence": _NOT_STATED, "holds": "places"}
    )


def is_geonames(table: RawTable) -> bool:
    """Whether the table is one of GeoNames', with or without a header."""
    if {"geonameid", "featureclass"} <= {plain(header) for header in table.headers}:
        return True
    first = table.first_row or table.headers
    if len(first) != len(GEONAMES) or not first[0].isdigit():
        return False
    return all(_is_number(first[at]) for at in (4, 5)) and len(first[6]) <= 1


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
