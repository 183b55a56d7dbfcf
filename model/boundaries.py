"""What an installation of official boundaries found: every unit of the map, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.strings import Message


@dataclass(frozen=True, slots=True)
class BoundaryOptions:
    """What the person who installs says about the map; all of it may be left out.

    ``assigned`` maps a unit, by a name or a code of the map, to the district that it is.
    """

    source_id: str | None = None
    title: str | None = None
    licence: str | None = None
    assigned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundaryReport:
    """``units == len(matched) + len(unmatched) + len(ambiguous)``; rows are numbers of shapes, the first is 1.

    ``level`` is ``district`` or ``province``. Each unit has ``row, name, country, province, codes``; matched ones
    ``unit_id, unit, by`` (assigned, pcode, name), ``also_named`` and ``area_km2``; the others ``why`` and ``near``
    (``id, name`` of what comes near). ``overlaps`` and ``gaps`` have ``one, other, beside, km2``. ``not_drawn``
    has the cities of district rank that lie in a matched unit and have none of their own.
    """

    file: str
    source: Mapping[str, Any]
    level: str
    units: int
    matched: tuple[Mapping[str, Any], ...]
    unmatched: tuple[Mapping[str, Any], ...]
    ambiguous: tuple[Mapping[str, Any], ...]
    quarantined: tuple[Mapping[str, Any], ...] = ()
    mended: int = 0
    overlaps: tuple[Mapping[str, Any], ...] = ()
    gaps: tuple[Mapping[str, Any], ...] = ()
    outside_province: tuple[Mapping[str, Any], ...] = ()
    not_drawn: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    dry_run: bool = False
    version: str | None = None
