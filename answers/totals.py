"""Totals of large events: when one stands for its parts, and when a filter cuts through it.

A total has no point and no district. It stands in a selection if its own days and all its parts lie
inside the filters, that of precision too; the verification of the parts does not matter, and a country
filter does not cut it: it shows what is told about that country. If only some of it lies inside, it is
*not divisible*: shown on its own line, never summed. If none of it does, it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.casualties import FIGURE_COLUMNS
from answers.publish import admit
from model.enums import AboutSide, Mode, RecordKind
from model.periods import half_open
from store.frames import row_dicts
from store.queries import districts_of, group_rows
from store.source_choice import is_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.enums import Country
    from model.selection import Selection
    from store.bundle import Store


class CutBy(StrEnum):
    """Which filter cuts through a total."""

    DATE = "date"
    PLACE = "place"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Totals:
    """The groups of a selection: those whose total stands, and those that it cuts, with the reason."""

    standing: tuple[str, ...]
    cut: dict[str, CutBy]
    members: pd.DataFrame
    """All totals and parts of all groups, with :data:`store.queries.GROUP_COLUMNS`."""


_FIELDS: tuple[tuple[str, str, CutBy], ...] = (
    ("place", "place_id", CutBy.PLACE),
    ("level", "location_level", CutBy.PLACE),
    ("border", "border", CutBy.PLACE),
    ("type", "incident_type", CutBy.TYPE),
    ("theme", "theme", CutBy.TYPE),
)


def totals_of(store: Store, selection: Selection, *, mode: Mode) -> Totals:
    """Which groups' totals stand in the selection, and which it cuts through.

    A total that the mode or the verification filter hides does neither: its parts speak.
    """
    rows: pd.DataFrame = store.derived("groups", lambda: group_rows(store))
    totals, _ = admit(rows[rows["record_kind"] == RecordKind.TOTAL], mode=mode)
    totals = totals[totals["verification"].isin([str(word) for word in selection.verification])]
    if sources := sources_of(store, selection):
        totals = totals[is_of(store, totals, sources)]
    standing, cut = [], dict[str, CutBy]()
    for total in row_dicts(totals):
        parts = rows[(rows["part_of"] == total["part_of"]) & (rows["record_kind"] == RecordKind.PART)]
        verdict = _verdict(store, selection, total, parts)
        if isinstance(verdict, CutBy):
            cut[total["part_of"]] = verdict
        elif verdict:
            standing.append(total["part_of"])
    return Totals(tuple(standing), cut, rows)


def _verdict(store: Store, selection: Selection, total: dict[str, Any], parts: pd.DataFrame) -> CutBy | bool:
    """True: it stands; a reason: it is cut; False: nothing of it lies inside."""
    period = half_open(selection.date_from, selection.date_to)
    reasons = _outside(store, selection, total, parts)
    inside = reasons.isna()
    own_days = (total["date_start"], total["date_end"])
    days = [
        (period.overlaps(first, last), period.contains(first, last))
        for first, last in [own_days, *zip(parts["date_start"], parts["date_end"], strict=True)]
    ]
    touched = days[0][0] or any(overlaps for (overlaps, _), kept in zip(days[1:], inside, strict=False) if kept)
    if not inside.any() or not touched:
        return False
    if not inside.all():
        return CutBy(reasons.dropna().iloc[0])
    return True if all(contains for _, contains in days) else CutBy.DATE


def _outside(store: Store, selection: Selection, total: dict[str, Any], parts: pd.DataFrame) -> pd.Series[Any]:
    """For each part (for a total without parts: its districts) the filter that leaves it out, or empty."""
    rows = parts if len(parts) else _as_parts(total)
    reasons = pd.Series(None, index=rows.index, dtype=object)
    for field, column, reason in _FIELDS:
        wanted = [str(word) for word in getattr(selection, field)]
        if wanted:
            reasons = reasons.mask(reasons.isna() & ~rows[column].isin(wanted), reason.value)
    if sources := sources_of(store, selection):
        reasons = reasons.mask(reasons.isna() & ~is_of(store, rows, sources), CutBy.TYPE.value)
    districts = districts_of(store, selection)
    if districts is not None:
        reasons = reasons.mask(~rows["district_id"].isin(districts), CutBy.PLACE.value)
    return reasons


def _as_parts(total: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([total | {"district_id": district} for district in total["district_ids"] or [None]])


def not_divisible(
    totals: pd.DataFrame, accounts: pd.DataFrame, groups: Totals, *, countries: Sequence[Country]
) -> pd.DataFrame:
    """One row an account of each of these totals: group, days, reason, teller, side, figures, source.

    ``accounts`` are all that the mode may see. A total without any has one row with its own figures and no
    teller; with a country filter it says nothing about that country and has none.
    """
    rows = totals[["incident_id", "part_of", "date_start", "date_end"]].assign(
        reason=totals["part_of"].map(lambda group: groups.cut[group].value).astype(object)
    )
    own = totals[[name for name in totals.columns if name in FIGURE_COLUMNS]]
    about = accounts_about(accounts, groups, countries=countries)
    told = rows.merge(about[["incident_id", *_ACCOUNT_COLUMNS]], on="incident_id")
    silent = ~rows["incident_id"].isin(accounts["incident_id"]) & (not countries)
    alone = rows[silent].join(own[silent]).assign(told_by=None, about_side=None, note=None)
    columns = [*rows.columns, *_ACCOUNT_COLUMNS]
    if alone.empty:
        return told[columns]
    return pd.concat([told, alone], ignore_index=True).reindex(columns=columns)


def accounts_about(accounts: pd.DataFrame, groups: Totals, *, countries: Sequence[Country]) -> pd.DataFrame:
    """The accounts of totals that a country filter leaves; without one all of them.

    It leaves those about that country, and those about both sides where it is one of the two: a part lies
    in it, or its border does.
    """
    if not countries:
        return accounts
    wanted = {str(country) for country in countries}
    of_both = accounts["about_side"] == AboutSide.BOTH
    shared = accounts["incident_id"].isin(_totals_with(groups.members, wanted))
    return accounts[accounts["about_side"].isin(wanted) | (of_both & shared)]


def _totals_with(members: pd.DataFrame, countries: set[str]) -> set[str]:
    """The totals of the groups in which one of these countries took part."""
    borders = members["border"].map(
        lambda border: isinstance(border, str) and bool(countries & {*border.split("-")})
    )
    mine = members.loc[members["country"].isin(countries) | borders.astype(bool), "part_of"]
    total = members["record_kind"] == RecordKind.TOTAL
    return set(members.loc[total & members["part_of"].isin(mine), "incident_id"])


_ACCOUNT_COLUMNS: tuple[str, ...] = (
    "told_by",
    "about_side",
    *FIGURE_COLUMNS,
    "note",
    "source_title",
    "source_url",
    "verification",
)
