"""Killed, injured and displaced: ranges of a record from its accounts, and sums that double nothing.

Methods section 13 with the accounts of both sides kept apart: a side's range is the envelope of what
is told about that side, a record is the sum of its sides, and who counted is always named. Sums of
lows and highs are envelopes, no confidence intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from answers.publish import admit
from model.enums import AboutSide
from store.queries import account_rows, single_rows
from store.source_choice import merged
from store.tallies import MEASURES as TALLIED_MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from model.enums import Country, Mode
    from store.bundle import Store

MEASURES = TALLIED_MEASURES
RANGE: tuple[str, ...] = ("low", "best", "high")
FIGURE_COLUMNS: tuple[str, ...] = tuple(f"{measure}_{end}" for measure in MEASURES for end in RANGE)
NOT_STATED = "not_stated"
"""The side of a record's own figure, which no account divides by side."""

PLAIN: tuple[str, ...] = (
    "records",
    *(f"{measure}_{what}" for measure in MEASURES for what in (*RANGE, "known", "closed", "uneven")),
)
"""What a tally adds up of records that speak for themselves alone."""

_OF = "\x1f"
"""Between a record and the source that tells of it, where sources are read one by one."""
_NONE = pd.Series(0.0, index=list(PLAIN))
Range = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What counts of records.

    ``sides``: long, from accounts: ``incident_id, measure, about_side, told_by`` (whose figure is the
    best), ``low, best, high``; a side with an account that names no number stands with NaN.
    ``own`` and ``records``: wide, index incident_id, :data:`FIGURE_COLUMNS`; ``own`` only what no
    account replaces, ``records`` the sum of a record's sides. All float, NaN = unknown.
    """

    sides: pd.DataFrame
    own: pd.DataFrame
    records: pd.DataFrame

    def sides_of(self, incident_ids: Iterable[str]) -> pd.DataFrame:
        """The rows of ``sides`` of these records."""
        return self.sides[self.sides["incident_id"].isin(set(incident_ids))]


def figures_of_store(store: Store, *, mode: Mode, sources: Sequence[str] = ()) -> Figures:
    """The figures of all records that have accounts or belong to a group; made once.

    They come from the accounts that the mode may see. What all other records say themselves, the
    engine adds up (:func:`store.tallies.tally`). With ``sources``, records that a merge made of several say what
    these tell of them.
    """
    told_by = frozenset(sources if merged(store) else ())

    def made() -> Figures:
        accounts, _ = admit(store.frame("accounts"), mode=mode)
        rows = single_rows(store)
        if told_by:
            cut = {key for key, event in merged(store).items() if event.sources - told_by}
            accounts = accounts[~accounts["incident_id"].isin(cut) | accounts["source_id"].isin(told_by)]
            own = list(FIGURE_COLUMNS)
            rows = rows.assign(**rows[own].mask(rows["incident_id"].isin(cut)))
        return figures(rows, accounts)

    found: Figures = store.derived(f"figures {mode} {' '.join(sorted(told_by))}", made)
    return found


def figures_of(store: Store, records: pd.DataFrame, *, mode: Mode) -> pd.DataFrame:
    """The figures of these records (contract of incidents) alone: wide, index incident_id, in their order."""
    accounts, _ = admit(account_rows(store, records["incident_id"].to_list()), mode=mode)
    return figures(records, accounts).records


def figures(incidents: pd.DataFrame, accounts: pd.DataFrame) -> Figures:
    """The figures of records (any kind) from their accounts, else from their own columns.

    For each measure, accounts of single sides go before accounts of both, these before the record's
    own figure. An account of both that is read first raises the high of the sum of the sides beside it,
    and nothing else; one that is read later says nothing there. An unknown side leaves low and best of a
    record, and makes its high unknown ("at least"). Where several sources tell of one record, each is read by
    itself: low is the lowest of them, high the highest, best and the sides are those of the first that knows.
    """
    found, keys = _figures(incidents, accounts), ["incident_id", "source_id"]
    sources = accounts[keys].drop_duplicates()["incident_id"]
    several = accounts[accounts["incident_id"].isin(sources[sources.duplicated()])]
    return found if several.empty else _over_sources(found, several.sort_values("priority", kind="stable"))


def _over_sources(found: Figures, accounts: pd.DataFrame) -> Figures:
    """The figures, those of records that several sources tell of (all their accounts) read source by source."""
    keyed = accounts.assign(incident_id=accounts["incident_id"] + _OF + accounts["source_id"])
    one = keyed["incident_id"].drop_duplicates()
    each = _figures(pd.DataFrame({"incident_id": one}).reindex(columns=["incident_id", *FIGURE_COLUMNS]), keyed)
    told = each.records.reindex(one)
    records, sides = found.records.copy(), [found.sides[~found.sides["incident_id"].isin(accounts["incident_id"])]]
    for measure in MEASURES:
        low, best, high = (f"{measure}_{end}" for end in RANGE)
        known = told.dropna(subset=[best])
        by_record = known.groupby(known.index.str.rsplit(_OF, n=1).str[0], sort=False)
        closed = by_record[high].count() == by_record[high].size()
        whole = {
            low: by_record[low].min(),
            best: by_record[best].first(),
            high: by_record[high].max().where(closed),
        }
        for column, values in whole.items():
            records.loc[values.index, column] = values
        first = set(known.index[~pd.Index(known.index.str.rsplit(_OF, n=1).str[0]).duplicated()])
        of_first = each.sides[(each.sides["measure"] == measure) & each.sides["incident_id"].isin(first)]
        sides.append(of_first.assign(incident_id=of_first["incident_id"].str.rsplit(_OF, n=1).str[0]))
    return Figures(pd.concat(sides), found.own, records)


def _figures(incidents: pd.DataFrame, accounts: pd.DataFrame) -> Figures:
    sides = _sides(accounts)
    told = sides.dropna(subset=["best"])
    own = incidents.set_index("incident_id")[list(FIGURE_COLUMNS)].astype(float)
    for measure in MEASURES:
        low, best, high = (f"{measure}_{end}" for end in RANGE)
        known = own.index.isin(set(told.loc[told["measure"] == measure, "incident_id"]))
        own[best] = own[best].fillna(own[low])
        own[low] = own[low].fillna(own[best])
        own.loc[known, [low, best, high]] = float("nan")
    summed = wide(sides).reindex(own.index).combine_first(own)[list(FIGURE_COLUMNS)]
    return Figures(sides, own, _raised(summed, accounts, sides))


def _raised(records: pd.DataFrame, accounts: pd.DataFrame, sides: pd.DataFrame) -> pd.DataFrame:
    """The records, their highs raised to those of first accounts of both that stand beside sides."""
    first = accounts[(accounts["about_side"] == AboutSide.BOTH) & (accounts["priority"] == 1)]
    beside = sides[sides["about_side"] != AboutSide.BOTH]
    raised: dict[str, pd.Series[float]] = {}
    for measure in MEASURES:
        told = _by_teller(first, measure).dropna(subset=["best"]).set_index("incident_id")["high"]
        of_both = told[told.index.isin(beside.loc[beside["measure"] == measure, "incident_id"])]
        high = records[f"{measure}_high"]
        # An end that one of the two leaves open stays open: the maximum with NaN is NaN.
        higher = np.maximum(high, of_both.reindex(high.index))
        raised[f"{measure}_high"] = high.mask(high.index.isin(of_both.index), higher)
    return records.assign(**raised)


def wide(sides: pd.DataFrame, *, by: str = "incident_id") -> pd.DataFrame:
    """The sums of long rows by a column: index ``by``, :data:`FIGURE_COLUMNS`."""
    groups = sides.groupby([by, "measure"])
    sums = groups[["low", "best"]].sum(min_count=1)
    complete = groups["high"].count() == groups["high"].size()
    sums["high"] = groups["high"].sum(min_count=1).where(complete)
    columns: dict[str, pd.Series[float]] = {}
    for measure in MEASURES:
        of_measure = sums[sums.index.get_level_values("measure") == measure].droplevel("measure")
        columns |= {f"{measure}_{end}": of_measure[end] for end in RANGE}
    return pd.DataFrame(columns, columns=list(FIGURE_COLUMNS)).rename_axis(by).astype(float)


def total_of(records: pd.DataFrame, measure: str, *, plain: pd.Series[float] | None = None) -> Range:
    """The sum over wide rows: ``low, best, high`` (None = unknown) and ``unknown_records``.

    ``high`` is unknown as soon as one record or side is. No record at all is 0. ``plain`` = the sums over
    rows of a tally, which are added.
    """
    more = _NONE if plain is None else plain
    low, best, high = (float(records[f"{measure}_{end}"].sum() + more[f"{measure}_{end}"]) for end in RANGE)
    count = len(records) + int(more["records"])
    unknown = count - int(records[f"{measure}_best"].count() + more[f"{measure}_known"])
    if unknown and unknown == count:
        return {"low": None, "best": None, "high": None, "unknown_records": unknown}
    at_least = records[f"{measure}_high"].count() + more[f"{measure}_closed"] < count
    return {
        "low": int(low),
        "best": int(best),
        "high": None if at_least else int(high),
        "unknown_records": unknown,
    }


def plain_sums(rows: pd.DataFrame) -> pd.Series[float]:
    """The sums over rows of a tally, as :func:`total_of` and :func:`by_side` take them; nothing is 0."""
    return rows[list(PLAIN)].astype(float).sum()


def by_side(sides: pd.DataFrame, own: pd.DataFrame, *, plain: pd.Series[float] | None = None) -> pd.DataFrame:
    """The addends of a sum: one row a side, alphabetical, and one for what no account divides.

    Columns: ``about_side`` (KG, TJ, UZ, both, not_stated), ``told_by`` (tellers, comma between) and
    :data:`FIGURE_COLUMNS` (Int64, empty = unknown).
    """
    known = sides.dropna(subset=["best"])
    rows = wide(known, by="about_side")
    rest = _not_divided(own, _NONE if plain is None else plain)
    if rest:
        rows.loc[NOT_STATED] = rest
    tellers = known.groupby("about_side")["told_by"].agg(_words)
    table = rows.astype("Int64").rename_axis("about_side").reset_index()
    told = table["about_side"].map(tellers).astype(object)
    table.insert(1, "told_by", told.where(told.notna(), None))
    return table.astype({"about_side": object})


def _not_divided(own: pd.DataFrame, plain: pd.Series[float]) -> dict[str, float]:
    """What records say of themselves; nothing where none says anything. A high needs one beside every best."""
    found, anything = dict[str, float](), False
    for measure in MEASURES:
        best, high = own[f"{measure}_best"].notna(), own[f"{measure}_high"].notna()
        known = bool(best.any() or plain[f"{measure}_known"])
        closed = bool(high.any() or plain[f"{measure}_closed"])
        even = best.equals(high) and not plain[f"{measure}_uneven"]
        for end, says in (("low", known), ("best", known), ("high", closed and even)):
            name = f"{measure}_{end}"
            found[name] = float(own[name].sum() + plain[name]) if says else float("nan")
        anything |= known or closed
    return found if anything else {}


def about(sides: pd.DataFrame, countries: Sequence[Country]) -> pd.DataFrame:
    """The rows about these countries' losses; all rows where no country is asked for."""
    return sides[sides["about_side"].isin([str(country) for country in countries])] if countries else sides


def _sides(accounts: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([_of_measure(accounts, measure).assign(measure=measure) for measure in MEASURES])


def _of_measure(accounts: pd.DataFrame, measure: str) -> pd.DataFrame:
    told = _by_teller(accounts, measure)
    both = told["about_side"] == AboutSide.BOTH
    known = told["best"].notna()
    sided = set(told.loc[known & ~both, "incident_id"])
    beside = told["incident_id"].isin(sided)
    return told[(~both & beside) | (both & known & ~beside)]


def _by_teller(accounts: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One row a record and side: the envelope of all accounts, the best of the first that has one."""
    ends = accounts[["incident_id", "about_side", "told_by", "priority", "account_id"]].assign(
        **{end: accounts[f"{measure}_{end}"].astype(float) for end in RANGE}
    )
    ends["best"] = ends["best"].fillna(ends["low"])
    ends["low"] = ends["low"].fillna(ends["best"])
    keys = ["incident_id", "about_side"]
    groups = ends.groupby(keys, sort=False)
    # An account without a number says nothing about the upper end, one that says "at least" opens it.
    known = ends.dropna(subset=["best"]).groupby(keys, sort=False)["high"]
    high = known.max().where(known.count() == known.size())
    first = (
        ends.assign(silent=ends["best"].isna())
        .sort_values(["silent", "priority", "account_id"])
        .drop_duplicates(keys)
        .set_index(keys)[["told_by", "best"]]
    )
    return first.assign(low=groups["low"].min(), high=high).reset_index()


def _words(values: pd.Series[Any]) -> str | None:
    return ", ".join(sorted({str(value) for value in values.dropna()})) or None
