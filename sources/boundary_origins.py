"""Where an official map comes from, as its columns tell, and the licence that its publisher gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from model.strings import N_
from sources.boundary_columns import UNITS
from sources.raw_table import plain
from sources.record_ids import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.boundary_columns import BoundaryColumns

_NOT_STATED = N_("not stated: ask whoever made the map")
_FREE = re.compile(r"\b(?:cc[- ]?by|cc[- ]?0|odbl|pddl|public domain|open data)\b", re.IGNORECASE)
_NOT_FREE = re.compile(r"non[- ]?commercial|\bnc\b|-nc\b|\bnd\b|-nd\b|not stated", re.IGNORECASE)


def own_source(stem: str, columns: BoundaryColumns, headers: Sequence[str]) -> dict[str, Any]:
    """The map as a source: id, title, publisher, licence, attribution, whether its rows may be passed on.

    geoBoundaries has an open and a non-commercial series with the same columns, so its licence must be said.
    """
    heads = {plain(header) for header in headers}
    if {"shapename", "shapegroup"} <= heads:
        return _row("geoboundaries", "geoBoundaries", "William & Mary geoLab", _NOT_STATED, "geoBoundaries", stem)
    if "adminlevel" in heads or {"boundary", "osmid"} <= heads:
        credit = "© OpenStreetMap contributors (ODbL)"
        return _row("osm-boundaries", "OpenStreetMap", "OpenStreetMap contributors", "ODbL-1.0", credit, stem)
    if any("pc" in plain(header) for level, codes in columns.codes.items() if level != UNITS for header in codes):
        credit = "OCHA, Common Operational Datasets"
        return _row("cod-ab", "COD-AB", "OCHA", "CC-BY-3.0-IGO", credit, stem)
    name = slug(stem) or "boundaries"
    return {**_row(name, stem, stem, _NOT_STATED, stem, ""), "source_id": name, "title": stem}


def may_be_passed_on(licence: str) -> bool:
    """Whether a licence in words or as an SPDX id lets rows stand in a public export; doubt means no.

    >>> may_be_passed_on("CC-BY-4.0"), may_be_passed_on("CC BY-NC 4.0"), may_be_passed_on("ask them")
    (True, False, False)
    """
    return bool(_FREE.search(licence)) and not _NOT_FREE.search(licence)


def _row(key: str, title: str, publisher: str, licence: str, credit: str, stem: str) -> dict[str, Any]:
    return {
        "source_id": f"{key}-{slug(stem)}".strip("-"),
        "title": f"{title}: {stem}",
        "publisher": publisher,
        "licence": licence,
        "attribution": credit,
        "holds": "boundaries",
        "redistributable": may_be_passed_on(licence),
    }
