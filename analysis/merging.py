"""One event out of the records of several sources, and what becomes of the records (methods sections 9 and 13).

The record of the source first in order survives. It gets the days on which all sources agree, the best known place
and the range of all casualty figures; every source keeps an account of its own. The others are duplicates, which
are never counted. A whole event becomes a total, which is counted through its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.enums import (
    AboutSide,
    AssignedBy,
    DateLevel,
    LocationLevel,
    RecordKind,
    ToldBy,
    Verification,
    Visibility,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.decisions import Ledger

Row = dict[str, Any]

MADE = "merged:"
"""What the ids of accounts begin with that a merge made."""
MEASURES: tuple[str, ...] = ("killed", "injured", "displaced")
_PLACE: tuple[str, ...] = (
    *("place_text", "place_id", "lon", "lat", "location_level", "radius_m", "coord_source"),
    *("district_id", "district_ids", "assigned_by"),
)
_POINT: tuple[str, ...] = ("place_id", "district_id", "country", "lon", "lat", "radius_m", "coord_source")
_UNIT: tuple[str, ...] = ("district_id", "district_ids", "assigned_by")
_LEVELS = [level.value for level in LocationLevel]
_DATES = [level.value for level in DateLevel]
_CHECKED = [word.value for word in Verification]
_LONGEST = ((1, DateLevel.T1), (7, DateLevel.T2), (31, DateLevel.T3))
"""Days at most, and the level of dates that are known so well."""


def merge(
    records: Sequence[Row], accounts: Sequence[Row], ledger: Ledger, order: Mapping[str, int]
) -> tuple[list[Row], list[Row]]:
    """The records as the decisions leave them, and the accounts that are made beside the ones there are.

    ``records``: all records of the ledger as their sources state them; ``accounts``: their accounts; ``order``:
    rank of each source, the smallest speaks first. Records come back in the order given, the given rows unchanged.
    """
    found = {str(row["incident_id"]): dict(row) for row in records}
    told = _by_record(accounts)
    survivors: dict[str, str] = {}
    made: list[Row] = []
    for members in ledger.events():
        rows = sorted((found[name] for name in members), key=lambda row: _rank(row, order))
        survivor = str(rows[0]["incident_id"])
        survivors[ledger.event_of(survivor)] = survivor
        made += _accounts(rows, told)
        found |= {str(row["incident_id"]): row for row in _one_event(rows)}
    _put_into_wholes(found, survivors, ledger)
    return [found[str(row["incident_id"])] for row in records], made


def days_together(rows: Sequence[Row]) -> Row:
    """The days on which all records agree, else those of the earliest one; ``date_start, date_end, date_level``.

    Three days in which two months meet are known better than either month.
    """
    start, end = max(row["date_start"] for row in rows), min(row["date_end"] for row in rows)
    if start > end:
        first = min(rows, key=lambda row: row["date_start"])
        return {name: first[name] for name in ("date_start", "date_end", "date_level")}
    days = (end - start).days + 1
    by_length = next((level for most, level in _LONGEST if days <= most), DateLevel.T5)
    best = min((by_length.value, *(row["date_level"] for row in rows)), key=_DATES.index)
    return {"date_start": start, "date_end": end, "date_level": best}


def range_of(rows: Sequence[Row], measure: str) -> Row:
    """The range of a measure over sources, the first in order first: never averaged, never added.

    Low is the lowest, high the highest, best that of the first source that has one. A source with a number and
    no upper end leaves the upper end open: "at least".
    """
    ends = [_ends(row, measure) for row in rows]
    known = [item for item in ends if item[1] is not None]
    if not known:
        return dict.fromkeys((f"{measure}_low", f"{measure}_best", f"{measure}_high"))
    highs = [high for _, _, high in known]
    return {
        f"{measure}_low": min(low for low, _, _ in known),
        f"{measure}_best": known[0][1],
        f"{measure}_high": None if None in highs else max(highs),
    }


def _ends(row: Row, measure: str) -> tuple[Any, Any, Any]:
    low, best, high = (_number(row[f"{measure}_{end}"]) for end in ("low", "best", "high"))
    return (low if low is not None else best, best if best is not None else low, high)


def _number(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _rank(row: Row, order: Mapping[str, int]) -> tuple[bool, int, str]:
    return row["visibility"] != Visibility.PUBLIC, order.get(str(row["source_id"]), len(order)), row["incident_id"]


def _speaking(rows: Sequence[Row]) -> list[Row]:
    """The records that may speak for the event: where one is public, internal ones say nothing."""
    public = [row for row in rows if row["visibility"] == Visibility.PUBLIC]
    return public or list(rows)


def _one_event(rows: Sequence[Row]) -> list[Row]:
    """The survivor with what the others add, then the others as duplicates."""
    speaking = _speaking(rows)
    survivor = dict(rows[0]) | days_together(speaking) | _place(speaking)
    for measure in MEASURES:
        survivor |= range_of(speaking, measure)
    survivor["verification"] = min((str(row["verification"]) for row in speaking), key=_CHECKED.index)
    for name in ("country", "border"):
        survivor[name] = next((row[name] for row in speaking if row[name] is not None), None)
    of_group = next((row for row in rows if row["record_kind"] == RecordKind.PART), None)
    if of_group is not None:
        survivor |= {"record_kind": RecordKind.PART.value, "part_of": of_group["part_of"]}
    return [survivor, *(dict(row) | {"record_kind": RecordKind.DUPLICATE.value} for row in rows[1:])]


def _place(rows: Sequence[Row]) -> Row:
    """The place of the record that knows it best; of equally good ones that of the first in order."""
    best = min(rows, key=_imprecision)
    found = {name: best[name] for name in _PLACE}
    if best["district_id"] is None:
        stated = next((row for row in rows if row["district_id"] is not None), best)
        found |= {name: stated[name] for name in _UNIT}
    if best is not rows[0] and found["coord_source"] is None:
        found["coord_source"] = best["source_id"]
    return found


def _imprecision(row: Row) -> tuple[int, float]:
    radius = row["radius_m"]
    return _LEVELS.index(row["location_level"]), float("inf") if radius is None or pd.isna(radius) else float(
        radius
    )


def _by_record(accounts: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in accounts:
        found.setdefault(str(row["incident_id"]), []).append(row)
    return found


def _accounts(rows: Sequence[Row], told: Mapping[str, list[Row]]) -> list[Row]:
    """The accounts that are made: one for each record that has none, copies for those of the others."""
    survivor = str(rows[0]["incident_id"])
    made: list[Row] = []
    last = max((int(row["priority"]) for row in told.get(survivor, ())), default=0)
    for row in _speaking(rows):
        own = told.get(str(row["incident_id"]), [])
        if row is rows[0] and own:
            continue
        spoken = [_copied(account, survivor, last) for account in own] or [_own(row, survivor, last + 1)]
        last = max(int(account["priority"]) for account in spoken)
        made += spoken
    return made


def _copied(account: Row, survivor: str, last: int) -> Row:
    return dict(account) | {
        "account_id": f"{MADE}{survivor}:{account['account_id']}",
        "incident_id": survivor,
        "priority": last + int(account["priority"]),
    }


def _own(row: Row, survivor: str, priority: int) -> Row:
    """What a record without accounts says of itself: nobody knows whose count it is, and it divides no sides."""
    figures = {
        f"{measure}_{end}": value
        for measure in MEASURES
        for end, value in zip(("low", "best", "high"), _ends(row, measure), strict=True)
    }
    return {
        "account_id": f"{MADE}{survivor}:{row['incident_id']}",
        "incident_id": survivor,
        "told_by": ToldBy.UNKNOWN.value,
        "about_side": AboutSide.BOTH.value,
        "priority": priority,
        **figures,
        "note": None,
        **{name: row[name] for name in ("source_title", "source_url", "verification", "source_id")},
    }


def _put_into_wholes(found: dict[str, Row], survivors: Mapping[str, str], ledger: Ledger) -> None:
    """Mark parts as such, and let whole events be totals with the districts of their parts."""
    for part_key, whole_key in ledger.wholes().items():
        part, whole = found[survivors.get(part_key, part_key)], found[survivors.get(whole_key, whole_key)]
        group = ledger.group_of(whole_key) or str(whole["incident_id"])
        part |= {"record_kind": RecordKind.PART.value, "part_of": group}
        districts = {*whole["district_ids"], whole["district_id"], part["district_id"]} - {None}
        whole |= {"record_kind": RecordKind.TOTAL.value, "part_of": group, "district_ids": sorted(districts)}
        whole |= dict.fromkeys(_POINT)
        whole |= {"location_level": LocationLevel.L5.value, "assigned_by": AssignedBy.UNKNOWN.value}
