"""The documented incidents inside a selection, and how many people were killed, injured, displaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers import by_source, casualties
from answers.incident_tables import by_district, partly_inside, with_district
from answers.nothing_found import outside_coverage, why_nothing
from answers.publish import admit, closed_sources, licensed, publish
from answers.sources import source_refs
from answers.symbols import not_on_map, symbols
from answers.totals import Totals, accounts_about, not_divisible, totals_of
from answers.unallocated import caution, together, unallocated
from model.enums import COUNTED_KINDS, Mode, RecordKind, Status, Visibility
from model.result import Result
from store.origins import with_origins
from store.queries import account_rows, counts_by, incident_rows, total_rows
from store.source_choice import sources_in_force, sources_of
from store.tallies import ALIKE, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from answers.casualties import Figures
    from model.selection import Selection
    from store.bundle import Store

TALLIED: tuple[str, ...] = tuple(name for name in ALIKE if name not in {"reason", "spot"})
"""The words in which the records of a row agree, in an answer without texts."""
_UNKNOWN = {"low": None, "best": None, "high": None, "unknown_records": 0}


@dataclass(frozen=True, slots=True)
class _Drawer:
    """What the figures of one answer are made from; nothing in it is hidden from the mode."""

    rows: pd.DataFrame
    """The counted records as rows of a tally, with ``deaths`` and ``known``."""
    totals: pd.DataFrame
    accounts: pd.DataFrame
    groups: Totals
    figures: Figures
    summed: pd.DataFrame
    sides: pd.DataFrame
    own: pd.DataFrame
    plain: pd.Series[float]
    excluded: Mapping[str, int]
    pairs: pd.DataFrame
    """Undecided pairs of records that may be one event."""

    @property
    def apart(self) -> bool:
        """Whether the sources must not be added up."""
        return not self.pairs.empty

    @property
    def on_map(self) -> pd.DataFrame:
        """The rows that symbols count."""
        return by_source.for_symbols(self.rows) if self.apart else self.rows

    @property
    def off_map(self) -> pd.DataFrame:
        """The rows from which those without a point are counted."""
        return by_source.without_point(self.rows) if self.apart else self.rows

    @property
    def in_districts(self) -> pd.DataFrame:
        """The rows that districts count."""
        return by_source.of_largest(self.rows, self.rows["district_id"]) if self.apart else self.rows


def incidents(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC, texts: bool = True) -> Result:
    """The counted records (event, part) of the selection, with figures that double nothing.

    ``table``: the contract of incidents, the columns of ``store.placing.PLACED`` and of ``store.origins.ORIGIN``,
    ``district`` (name) and ``partly_inside`` (some of its days lie outside the period). Without ``texts`` it is a
    tally: one row for all records that agree in its words (:data:`TALLIED`), and ``records``, how many they are;
    that is what a map needs, and it stays small whatever their number. ``figures``: ``count``, ``killed``,
    ``injured``, ``displaced`` (each ``low, best, high, unknown_records``; None = unknown), ``partly_inside``,
    ``not_on_map`` (reason: n),
    ``unallocated`` (deaths of totals that the filters cut). ``tables``: ``by_account``, ``by_side``
    (the addends), ``by_district`` (an empty district_id = unknown), ``not_divisible``,
    ``not_on_map``, ``symbols``. Of several sources each has its figures too; while pairs of their records are
    undecided nothing is added over sources (:mod:`answers.by_source`): a symbol or a district then counts the
    records of the source that has most there. ``excluded``: ``internal``, ``unverified`` … ``duplicate``,
    ``outside``, ``district_unknown``. An answer without records is a caution whose message says why, and
    beyond the coverage of the source its figures are unknown, not 0.
    """
    drawer = _gather(store, selection, mode)
    left = unallocated(drawer.groups, drawer.figures, mode=mode, countries=selection.country)
    figures = _figures(store, selection, drawer) | _of_sources(store, selection, drawer, mode)
    why = None if len(drawer.rows) else why_nothing(store, selection, drawer.excluded, mode=mode)
    message = together(why, by_source.message_of(figures), caution(left))
    names = store.frame("districts").set_index("district_id")["name_en"]
    table = drawer.rows[["records", *TALLIED]]
    if texts:
        table = with_origins(store, _records(incident_rows(store, selection), selection, mode))
    result = Result(
        question="incidents",
        selection=selection,
        table=with_district(table, names),
        status=Status.OK if message is None else Status.CAUTION,
        code=None if message is None else message.code,
        message=message,
        tables=_tables(store, selection, drawer),
        figures=figures | {"unallocated": left.killed},
        choices=by_source.choices(store, selection),
        excluded=drawer.excluded,
        sources=_sources(store, selection, drawer),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def records_behind(
    store: Store, selection: Selection, symbols: pd.DataFrame, *, mode: Mode = Mode.PUBLIC
) -> pd.DataFrame:
    """The records behind some of the ``symbols`` of an answer (rows with ``level`` and ``key``), by first day.

    Columns as in ``table``; nothing else of the selection is read, so it is quick among very many records.
    """
    keys = {str(level): list(keys) for level, keys in symbols.groupby("level")["key"]}
    every = _records(incident_rows(store, selection, keys=keys), selection, mode)
    records = with_origins(store, licensed(every, closed_sources(store), mode=mode)[0].reset_index(drop=True))
    return with_district(records, store.frame("districts").set_index("district_id")["name_en"])


def addends(store: Store, selection: Selection, *, mode: Mode) -> pd.DataFrame:
    """``tables["by_side"]`` of the answer alone, for an answer that divides its sums; not published yet."""
    return _by_side(_gather(store, selection, mode))


def _by_side(drawer: _Drawer) -> pd.DataFrame:
    sides = drawer.sides.iloc[:0] if drawer.apart else drawer.sides
    own = drawer.own.iloc[:0] if drawer.apart else drawer.own
    return casualties.by_side(sides, own, plain=None if drawer.apart else drawer.plain)


def _gather(store: Store, selection: Selection, mode: Mode) -> _Drawer:
    every = tally(store, selection)
    rows, excluded = _kept(every[every["record_kind"].isin(COUNTED_KINDS)], selection, mode)
    excluded |= _not_counted(every, selection, mode) | _district_unknown(store, selection, mode)
    groups = totals_of(store, selection, mode=mode)
    totals = _total_rows(store, [*groups.standing, *groups.cut])
    single = rows["incident_id"].dropna()
    accounts, _ = admit(account_rows(store, [*single, *totals["incident_id"]]), mode=mode)
    figures = casualties.figures_of_store(store, mode=mode, sources=sources_of(store, selection))
    standing = totals[totals["part_of"].isin(groups.standing)]
    of_totals = casualties.about(figures.sides_of(standing["incident_id"]), selection.country)
    # A total that is silent about the country asked for says nothing here: its parts speak.
    speaking = standing[standing["incident_id"].isin(of_totals["incident_id"])] if selection.country else standing
    alone = single[~single.isin(_members(groups, speaking["part_of"]))]
    whole = casualties.wide(of_totals) if selection.country else figures.records
    return _Drawer(
        rows=_with_deaths(rows, figures),
        totals=totals,
        accounts=accounts,
        groups=groups,
        figures=figures,
        summed=pd.concat([whole.reindex(speaking["incident_id"]), figures.records.reindex(alone)]),
        sides=pd.concat([of_totals, figures.sides_of(alone)]),
        own=figures.own.reindex([*alone, *(() if selection.country else speaking["incident_id"])]),
        plain=casualties.plain_sums(rows[rows["incident_id"].isna()]),
        excluded=excluded,
        pairs=by_source.waiting(store, selection, mode=mode),
    )


def _of_sources(store: Store, selection: Selection, drawer: _Drawer, mode: Mode) -> dict[str, Any]:
    """The figures of each source, where several speak."""
    sources = by_source.speaking(store, selection, drawer.rows)
    if len(sources) < len(("one", "other")):
        return {}
    each = [(source, selection.but(source=(source,))) for source in sources]
    own = [(source, _figures(store, asked, _gather(store, asked, mode))) for source, asked in each]
    whole = _figures(store, selection, drawer)
    return by_source.figures(store, drawer.pairs, whole, own, drawer.figures, drawer.summed, mode=mode)


def _members(groups: Totals, names: pd.Series[Any]) -> pd.Series[Any]:
    """The records of these groups."""
    found: pd.Series[Any] = groups.members.loc[groups.members["part_of"].isin(names), "incident_id"]
    return found


def _with_deaths(rows: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The rows with ``deaths`` and ``known``: of a single record as its accounts have them."""
    told = rows["incident_id"].map(figures.records["killed_best"])
    single = rows["incident_id"].notna()
    return rows.assign(
        deaths=rows["killed_best"].astype(float).mask(single, told).fillna(0.0),
        known=rows["killed_known"].astype("int64").mask(single, told.notna().astype("int64")),
    )


def _records(rows: pd.DataFrame, selection: Selection, mode: Mode) -> pd.DataFrame:
    """Those of the rows that are counted, with ``partly_inside``."""
    wanted = [str(word) for word in selection.verification]
    counted = rows["record_kind"].isin(COUNTED_KINDS) & rows["verification"].isin(wanted)
    records = admit(rows[counted], mode=mode)[0].reset_index(drop=True)
    return records.assign(partly_inside=partly_inside(records, selection))


def _kept(rows: pd.DataFrame, selection: Selection, mode: Mode) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows of the wanted verification that the mode may see, and how many records went for which reason."""
    wanted = rows["verification"].isin([str(word) for word in selection.verification])
    kept, _ = admit(rows[wanted], mode=mode)
    hidden = rows[wanted].drop(index=kept.index)
    internal = hidden["visibility"] == Visibility.INTERNAL
    gone = hidden.assign(verification=hidden["verification"].mask(internal, Visibility.INTERNAL.value))
    return kept, _counts(pd.concat([rows[~wanted], gone]), "verification")


def _not_counted(rows: pd.DataFrame, selection: Selection, mode: Mode) -> dict[str, int]:
    kinds = rows[rows["record_kind"].isin([RecordKind.DUPLICATE, RecordKind.OUTSIDE])]
    return _counts(_kept(kinds, selection, mode)[0], "record_kind")


def _counts(rows: pd.DataFrame, column: str) -> dict[str, int]:
    """The number of records by a column, the largest first."""
    counts = rows.groupby(column)["records"].sum().sort_values(ascending=False, kind="stable")
    return {str(word): int(n) for word, n in counts.items()}


def _district_unknown(store: Store, selection: Selection, mode: Mode) -> dict[str, int]:
    """With a district filter in force: records that match all else and have no district."""
    if not selection.district and not selection.province:
        return {}
    counts = counts_by(store, selection.but(district=(), province=()), by=("district_id",), mode=mode)
    unknown = int(counts.loc[counts["district_id"].isna(), "count"].sum())
    return {"district_unknown": unknown} if unknown else {}


def _total_rows(store: Store, groups: list[str]) -> pd.DataFrame:
    rows: pd.DataFrame = store.derived("totals", lambda: total_rows(store))
    return rows[rows["part_of"].isin(groups)].reset_index(drop=True)


def _figures(store: Store, selection: Selection, drawer: _Drawer) -> dict[str, Any]:
    reasons = not_on_map(drawer.off_map)
    nothing = drawer.summed.empty and not drawer.plain["records"]
    unknown = nothing and outside_coverage(store, selection)
    return {
        "count": int(drawer.rows["records"].sum()),
        **{
            measure: dict(_UNKNOWN) if unknown else casualties.total_of(drawer.summed, measure, plain=drawer.plain)
            for measure in casualties.MEASURES
        },
        "partly_inside": int(drawer.rows["partly"].sum()),
        "not_on_map": dict(zip(reasons["reason"], reasons["count"].astype(int).tolist(), strict=True)),
    }


def _tables(store: Store, selection: Selection, drawer: _Drawer) -> dict[str, pd.DataFrame]:
    cut = drawer.totals[drawer.totals["part_of"].isin(drawer.groups.cut)]
    about = accounts_about(drawer.accounts, drawer.groups, countries=selection.country)
    of_totals = drawer.accounts["incident_id"].isin(drawer.totals["incident_id"])
    kept = drawer.accounts[~of_totals | drawer.accounts.index.isin(about.index)]
    districts = store.frame("districts")
    return {
        "by_account": kept[~kept["incident_id"].isin(cut["incident_id"])].reset_index(drop=True),
        "by_side": _by_side(drawer),
        "by_district": by_district(drawer.in_districts, districts),
        "not_divisible": not_divisible(cut, drawer.accounts, drawer.groups, countries=selection.country),
        "not_on_map": not_on_map(drawer.off_map),
        "symbols": symbols(drawer.on_map, places=store.frame("places"), districts=districts),
    }


def _off_map(drawer: _Drawer) -> pd.DataFrame:
    """The rows; while sources must not be added up those of the one that has most without a point."""
    off = drawer.rows[drawer.rows["reason"].notna()]
    return (
        by_source.of_largest(off, off["reason"].where(off["reason"].isna(), "")) if drawer.apart else drawer.rows
    )


def _of_districts(drawer: _Drawer) -> pd.DataFrame:
    return by_source.of_largest(drawer.rows, drawer.rows["district_id"]) if drawer.apart else drawer.rows


def _sources(store: Store, selection: Selection, drawer: _Drawer) -> Any:
    ids = {*drawer.rows["source_id"], *drawer.totals["source_id"], *drawer.accounts["source_id"]}
    return source_refs(store, ids or sources_in_force(store, selection))
