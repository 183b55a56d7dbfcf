"""Water, roads, markets, pastures and land that people on two sides of a line use, on one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.publish import publish
from answers.sections import status_day
from answers.sources import source_refs
from answers.spots import reasons_of, seated, spots
from model.enums import Mode, ResourceKind
from model.result import Result
from model.strings import N_, Message
from model.written import year_or_day_of
from store.frames import row_dicts
from store.queries import districts_of

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

_ON_DAY = N_("What was shared on {date}, as far as a source says; not all there is.")
NATURAL = frozenset({ResourceKind.RIVER, ResourceKind.SPRING, ResourceKind.PASTURE, ResourceKind.LAND})
"""What was there before its ``since``, which then dates the agreement or the quarrel."""


def shared_resources(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Every shared resource that was there on the day of border status.

    ``table``: the contract of shared_resources, ``place_ids`` (places that use it and that we know) and
    ``district_id`` (where all of them lie in one). What was built later, and what ended before, is counted in
    ``excluded`` (``not_yet``, ``ended``), beside ``unverified`` and, with a filter on district, province or
    place, ``place_unknown``. Filters: border, country, district, province, place (that of its point or
    of a linked place), verification. ``figures``: ``on`` (ISO), ``count``, ``by_kind``, ``not_on_map``
    (reason: n). ``tables["spots"]``: :data:`answers.spots.COLUMNS`.
    """
    day, choices = status_day(store, selection)
    chosen, excluded = _chosen(store, selection)
    states = [on_day(row, day) for row in row_dicts(chosen)]
    excluded |= {state: states.count(state) for state in ("not_yet", "ended") if state in states}
    there = chosen[pd.Series([state == "there" for state in states], index=chosen.index, dtype=bool)]
    table = seated(store, there).sort_values(["border", "resource_id"]).reset_index(drop=True)
    names = {row["resource_id"]: row for row in row_dicts(table)}
    result = Result(
        question="shared_resources",
        selection=selection,
        table=table,
        message=Message(_ON_DAY, {"date": day}),
        tables={"spots": spots(table, key="resource_id", kind="resource", names=names)},
        figures=_figures(table, day),
        choices=choices,
        excluded=excluded,
        sources=source_refs(store, {*table["source_id"], *_of_points(store, table)} or {*chosen["source_id"]}),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def on_day(row: dict[str, Any], day: date) -> str:
    """Whether a resource was ``there`` on a day, ``not_yet`` or ``ended``.

    A year begins with its first day and ends with its last. On the day on which a matter ended it is no
    longer there. Rivers, springs, pastures and land are never "not yet". A text that is neither year nor day says
    nothing about time: the words are shown, and the resource is there.

    >>> from datetime import date
    >>> canal = {"kind": "canal", "since": "2018", "until": None}
    >>> on_day(canal, date(2017, 12, 31)), on_day(canal, date(2018, 1, 1))
    ('not_yet', 'there')
    """
    begin, end = _begin(row["since"]), _end(row["until"])
    if end is not None and day >= end:
        return "ended"
    later = begin is not None and day < begin and ResourceKind(row["kind"]) not in NATURAL
    return "not_yet" if later else "there"


def _begin(text: str | None) -> date | None:
    known = year_or_day_of(text or "")
    return date(known, 1, 1) if isinstance(known, int) else known


def _end(text: str | None) -> date | None:
    """The first day on which it is over."""
    known = year_or_day_of(text or "")
    return date(known + 1, 1, 1) if isinstance(known, int) else known


def _chosen(store: Store, selection: Selection) -> tuple[pd.DataFrame, dict[str, int]]:
    table = _linked(store)
    keep = pd.Series(data=True, index=table.index)
    if selection.border:
        keep &= table["border"].isin([str(border) for border in selection.border])
    if selection.country:
        keep &= _shares(table["countries"], {str(country) for country in selection.country})
    table = table[keep]
    checked = table["verification"].isin([str(word) for word in selection.verification])
    excluded = {str(word): int(n) for word, n in table.loc[~checked, "verification"].value_counts().items()}
    table = table[checked]
    wanted = _wanted_places(store, selection)
    if wanted is None:
        return table, excluded
    unknown = table["place_ids"].map(len) == 0
    excluded |= {"place_unknown": int(unknown.sum())} if unknown.any() else {}
    return table[_shares(table["place_ids"], wanted)], excluded


def _linked(store: Store) -> pd.DataFrame:
    """The table with the places of each row, found once by the names that its source gives."""

    def made() -> pd.DataFrame:
        table, names = store.frame("shared_resources"), store.gazetteer("place")
        districts = store.frame("places").set_index("place_id")["district_id"]
        ids = list[list[str]]()
        for row in row_dicts(table):
            matches = (names.resolve(text) for text in row["linked_places"])
            # A name of several villages is decided by nobody: it links to none of them.
            named = [match.ids[0] for match in matches if match.status == "exact" and len(match.ids) == 1]
            ids.append(list(dict.fromkeys([*([row["place_id"]] if row["place_id"] else []), *named])))
        inside = [{districts[key] for key in keys if districts[key] is not None} for keys in ids]
        only = [next(iter(found)) if len(found) == 1 else None for found in inside]
        return table.assign(
            place_ids=pd.Series(ids, index=table.index, dtype=object),
            district_id=pd.Series(only, index=table.index, dtype=object),
        )

    found: pd.DataFrame = store.derived("linked resources", made)
    return found


def _wanted_places(store: Store, selection: Selection) -> set[str] | None:
    """The places of the area that is asked for; nothing where all of the valley is."""
    districts = districts_of(store, selection)
    if districts is None and not selection.place:
        return None
    places = store.frame("places")
    inside = places if districts is None else places[places["district_id"].isin(districts)]
    found = set(inside["place_id"])
    return found & set(selection.place) if selection.place else found


def _shares(lists: pd.Series[Any], wanted: set[str]) -> pd.Series[bool]:
    return pd.Series([bool(wanted & set(items)) for items in lists], index=lists.index, dtype=bool)


def _of_points(store: Store, table: pd.DataFrame) -> set[str]:
    places = store.frame("places")
    return set(places.loc[places["place_id"].isin(table["place_id"].dropna()), "source_id"])


def _figures(table: pd.DataFrame, day: date) -> dict[str, Any]:
    counts = table["kind"].value_counts()
    return {
        "on": day.isoformat(),
        "count": len(table),
        "by_kind": {kind.value: int(counts[kind.value]) for kind in ResourceKind if counts.get(kind.value, 0)},
        "not_on_map": reasons_of(table),
    }
