"""Interethnic violence and border incidents told apart, and the large interethnic events as stories of their own.

A sum over both would hide one behind the other: most deaths of June 2010 stand in one total, which is no
border incident. So every figure of deaths that holds both is divided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.incidents import addends
from answers.publish import admit, publish
from answers.sources import source_refs
from answers.totals import totals_of
from model.enums import DEFAULT_VERIFICATION, Mode, RecordKind, Theme
from model.result import Result
from model.selection import Selection
from model.strings import N_, Message
from store.open_pairs import pairs_inside
from store.queries import account_rows, counts_by, total_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.bundle import Store

INTERETHNIC, OTHERS = "interethnic", "others"
"""The two groups of themes: violence between communities, and everything else (across a border, mostly)."""
_THEMES: Mapping[str, tuple[Theme, ...]] = {
    INTERETHNIC: (Theme.INTERETHNIC,),
    OTHERS: tuple(theme for theme in Theme if theme is not Theme.INTERETHNIC),
}
_NAMES: Mapping[str, str] = {"JUN2010": N_("June 2010")}
"""What people call an event, by its group; any other is called by its days."""
_DAYS = N_("{first} to {last}")


def themes(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Deaths by side for interethnic records and for all others, where the selection holds both.

    ``table``: ``group`` (:data:`INTERETHNIC`, :data:`OTHERS`) and the columns of ``by_side`` of
    ``incidents``; empty where there is only one group, or sources must not be added up.
    ``figures``: ``count`` of records by group, ``events``
    (``part_of`` of every interethnic total there is).
    ``tables["events"]``: one row for each interethnic total that counts in the sums: ``part_of``,
    ``incident_id, date_start, date_end, killed_low, killed_best, killed_high``.
    """
    counts = _counts(store, selection, mode)
    parts = list[pd.DataFrame]()
    if all(counts.values()) and pairs_inside(store, selection, mode).empty:
        for group in counts:
            sides = addends(store, selection.but(theme=_of_group(selection, group)), mode=mode)
            parts.append(sides.assign(group=group)[["group", *sides.columns]])
    standing = totals_of(store, selection, mode=mode).standing
    events = _totals(store, mode)
    result = Result(
        question="themes",
        selection=selection,
        table=pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"group": []}, dtype=object),
        tables={"events": events.loc[events["part_of"].isin(standing), list(_EVENT)].reset_index(drop=True)},
        figures={"count": counts, "events": events["part_of"].to_list()},
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def stories(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The large interethnic events in the area of the selection, whatever its period and theme.

    ``table``: the rows of their totals (contract of incidents) with ``provinces`` and ``places`` (how many
    its parts name), ``parts``, ``parts_with_deaths``, ``first`` and ``last`` day of total and parts.
    ``tables["accounts"]``: who tells what of them. ``figures["asked"]``: the ``part_of`` of those that the
    selection asks for: by its theme, or by a period that the reader chose and that touches them.
    """
    area = selection.but(date_from=None, date_to=None, theme=(), type=(), verification=DEFAULT_VERIFICATION)
    near = totals_of(store, area, mode=mode)
    totals = _totals(store, mode)
    totals = totals[totals["part_of"].isin([*near.standing, *near.cut])].reset_index(drop=True)
    told = [_story(store, group, near.members) for group in totals["part_of"]]
    table = totals.assign(**{name: [row[name] for row in told] for name in _ADDED}) if len(totals) else totals
    accounts, _ = admit(account_rows(store, totals["incident_id"].to_list()), mode=mode)
    result = Result(
        question="stories",
        selection=selection,
        table=table,
        tables={"accounts": accounts},
        figures={"asked": [row["part_of"] for row in table.to_dict("records") if _is_asked(selection, row)]},
        sources=source_refs(store, table["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def name_of_event(row: Mapping[Any, Any]) -> Message:
    """What an event is called: its usual name, else its days.

    >>> name_of_event({"part_of": "JUN2010"}).english()
    'June 2010'
    """
    name = _NAMES.get(row["part_of"])
    if name is not None:
        return Message(name)
    return Message(_DAYS, {"first": row["date_start"], "last": row["date_end"]})


def of_event(row: Mapping[Any, Any], selection: Selection) -> Selection:
    """The selection of one event alone: its days, its theme, no other filter on records."""
    whole = Selection(on=selection.on, perceptions=selection.perceptions, question=selection.question)
    return whole.but(date_from=row["first"], date_to=row["last"], theme=(Theme.INTERETHNIC,), wave=selection.wave)


_EVENT = ("part_of", "incident_id", "date_start", "date_end", "killed_low", "killed_best", "killed_high")
_ADDED = ("provinces", "places", "parts", "parts_with_deaths", "first", "last")


def _of_group(selection: Selection, group: str) -> tuple[Theme, ...]:
    asked = selection.theme or tuple(Theme)
    return tuple(theme for theme in _THEMES[group] if theme in asked)


def _counts(store: Store, selection: Selection, mode: Mode) -> dict[str, int]:
    """Records by group; an event whose total stands counts as interethnic even where no part is shown."""
    found = counts_by(store, selection, by=("theme",), mode=mode).set_index("theme")["count"]
    words = {group: [theme.value for theme in members] for group, members in _THEMES.items()}
    return {group: int(found.reindex(members).fillna(0).sum()) for group, members in words.items()}


def _totals(store: Store, mode: Mode) -> pd.DataFrame:
    def made() -> pd.DataFrame:
        rows = total_rows(store)
        totals = rows[rows["theme"] == Theme.INTERETHNIC]
        return admit(totals, mode=mode)[0].sort_values(["date_start", "incident_id"]).reset_index(drop=True)

    found: pd.DataFrame = store.derived(f"interethnic totals {mode}", made)
    return found


def _story(store: Store, group: str, members: pd.DataFrame) -> dict[str, Any]:
    mine = members[members["part_of"] == group]
    parts = mine[mine["record_kind"] == RecordKind.PART]
    total = mine[mine["record_kind"] == RecordKind.TOTAL]
    districts = {*parts["district_id"].dropna(), *(key for keys in total["district_ids"] for key in keys)}
    units = store.frame("districts")
    mine_units = units[units["district_id"].isin(districts)].sort_values(["country", "province"])
    return {
        "provinces": list(dict.fromkeys(mine_units["province"])),
        "places": int(parts["place_text"].nunique()),
        "parts": len(parts),
        "parts_with_deaths": int(parts["killed_best"].notna().sum()),
        "first": min([*total["date_start"], *parts["date_start"]]),
        "last": max([*total["date_end"], *parts["date_end"]]),
    }


def _is_asked(selection: Selection, row: Mapping[Any, Any]) -> bool:
    if selection.theme and Theme.INTERETHNIC not in selection.theme:
        return False
    if selection.theme:
        return _touches(selection, row)
    return bool(selection.date_from or selection.date_to) and _touches(selection, row)


def _touches(selection: Selection, row: Mapping[Any, Any]) -> bool:
    late = selection.date_from is not None and selection.date_from > row["last"]
    early = selection.date_to is not None and selection.date_to < row["first"]
    return not (late or early)
