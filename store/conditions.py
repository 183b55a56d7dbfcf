"""What a record must fulfil to lie inside a selection, as expressions of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from model.enums import COUNTED_KINDS, Mode, Verification, Visibility
from model.periods import half_open
from store.source_choice import also_reported, sources_of

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

_FIELDS: dict[str, str] = {
    "district": "district_id",
    "place": "place_id",
    "country": "country",
    "type": "incident_type",
    "theme": "theme",
    "border": "border",
    "level": "location_level",
}
"""Field of a selection: column of incidents."""


def conditions(store: Store, table: Any, selection: Selection) -> list[Any]:
    """What a row of ``incidents`` must fulfil to lie inside the selection, verification aside."""
    period = half_open(selection.date_from, selection.date_to)
    found = [ibis.literal(value=True)]
    if period.start is not None:
        found.append(table.date_end >= period.start)
    if period.stop is not None:
        found.append(table.date_start < period.stop)
    for field, column in _FIELDS.items():
        wanted = districts_of(store, selection) if field == "district" else getattr(selection, field)
        if wanted is not None and (wanted or field == "district"):
            found.append(table[column].isin([str(word) for word in wanted]))
    return [*found, *_of_sources(store, table, selection)]


def that_count(table: Any, selection: Selection, mode: Mode) -> list[Any]:
    """What a row must fulfil to be counted: its kind, and what verification filter and mode let through."""
    return [table.record_kind.isin(sorted(COUNTED_KINDS)), *shown(table, selection, mode)]


def shown(table: Any, selection: Selection, mode: Mode) -> list[Any]:
    """What the verification filter and the mode let through."""
    wanted = set(selection.verification)
    found = []
    if mode is Mode.PUBLIC:
        wanted -= {Verification.UNVERIFIED}
        found.append(table.visibility == Visibility.PUBLIC.value)
    return [*found, table.verification.isin(sorted(wanted))]


def districts_of(store: Store, selection: Selection) -> tuple[str, ...] | None:
    """The districts that district and province filters leave; ``None`` where neither is in force."""
    if not selection.district and not selection.province:
        return None
    units = store.frame("districts")
    kept = units[units["province"].isin(selection.province)] if selection.province else units
    ids = set(kept["district_id"])
    return tuple(sorted(ids & set(selection.district) if selection.district else ids))


def _of_sources(store: Store, table: Any, selection: Selection) -> list[Any]:
    """The sources in force; a merged record is reported by each of the sources that it was made of."""
    wanted = sources_of(store, selection)
    if not wanted:
        return []
    also = also_reported(store, wanted)
    mine = table.source_id.isin(list(wanted))
    return [mine | table.incident_id.isin(also) if also else mine]
