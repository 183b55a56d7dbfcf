"""What was done about insecurity, by whom and where, as far as sources say; results are self-reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.publish import publish
from answers.sources import source_refs
from answers.spots import names_at, reasons_of, seated, spots
from model.enums import Border, Mode, ResponseKind, Status
from model.periods import half_open
from model.precision import SECTION_COUNTED
from model.result import Result
from model.strings import N_, Message
from store.queries import districts_of

if TYPE_CHECKING:
    from datetime import date

    from model.periods import Period
    from model.selection import Selection
    from store.bundle import Store

_FOUND = N_("Responses that sources name, not all there were; what they achieved is what the doers report.")
_NOTHING = N_(
    "No documented response lies inside these filters; that does not mean that nothing was done. "
    "Widen the period or the area."
)


def responses(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The responses whose days overlap the period, in the area of the selection.

    ``table``: the contract of responses and ``district`` (name), by first day and id; a row known to its
    district only has the point of the seat. A missing first or last day leaves that end open; a row with
    neither is in no period and counted. Filters: period, country, province, district, place,
    border (that of its countries, or the line nearest to its point), verification. ``figures``: ``count``,
    ``projects`` (rows of one ``part_of`` are one), ``by_kind``, ``not_on_map`` (reason: n),
    ``end_not_recorded``. ``tables["spots"]``:
    :data:`answers.spots.COLUMNS`. ``excluded``: ``unverified`` …, ``date_unknown``, ``place_unknown``.
    """
    every = _in_area(store, selection)
    excluded = dict[str, int]()
    checked = every["verification"].isin([str(word) for word in selection.verification])
    excluded |= {str(word): int(n) for word, n in every.loc[~checked, "verification"].value_counts().items()}
    inside, undated = _inside(every[checked], half_open(selection.date_from, selection.date_to))
    excluded |= {"date_unknown": undated} if undated else {}
    left = _place_unknown(store, selection)
    excluded |= {"place_unknown": left} if left else {}
    table = _finished(store, inside)
    result = Result(
        question="responses",
        selection=selection,
        table=table,
        status=Status.OK if len(table) else Status.CAUTION,
        message=Message(_FOUND if len(table) else _NOTHING),
        tables={
            "spots": spots(
                table, key="response_id", kind="response", names=names_at(store, table, key="response_id")
            )
        },
        figures=_figures(table),
        excluded=excluded,
        sources=source_refs(store, {*table["source_id"], *_of_points(store, table)} or {*every["source_id"]}),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def overlaps(first: date | None, last: date | None, period: Period) -> bool | None:
    """Whether the days of a response overlap a period; without either day it cannot be said (``None``).

    >>> from datetime import date
    >>> from model.periods import Period
    >>> overlaps(date(2019, 1, 1), None, Period(date(2021, 1, 1), None))
    True
    >>> overlaps(date(2019, 1, 1), date(2019, 2, 1), Period(date(2021, 1, 1), None))
    False
    """
    if period.start is None and period.stop is None:
        return True
    if first is None and last is None:
        return None
    ended = period.start is not None and last is not None and last < period.start
    later = period.stop is not None and first is not None and first >= period.stop
    return not (ended or later)


def _inside(rows: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, int]:
    verdicts = [
        overlaps(first, last, period) for first, last in zip(rows["date_start"], rows["date_end"], strict=True)
    ]
    keep = pd.Series([verdict is True for verdict in verdicts], index=rows.index, dtype=bool)
    return rows[keep], sum(verdict is None for verdict in verdicts)


def _in_area(store: Store, selection: Selection) -> pd.DataFrame:
    table = store.frame("responses")
    keep = pd.Series(data=True, index=table.index)
    if selection.country:
        keep &= _shares(table["countries"], {str(country) for country in selection.country})
    if selection.border:
        keep &= _shares(_borders(store), {str(border) for border in selection.border})
    if selection.place:
        keep &= table["place_id"].isin(selection.place)
    if selection.district:
        keep &= table["district_id"].isin(districts_of(store, selection) or ())
    elif selection.province:
        keep &= _shares(table["provinces"], set(selection.province)) | table["district_id"].isin(
            districts_of(store, selection) or ()
        )
    return table[keep]


def _borders(store: Store) -> pd.Series[Any]:
    """The borders that each row belongs to: those of two of its countries, and the line nearest to its point."""

    def made() -> pd.Series[Any]:
        table = store.frame("responses")
        pointed = table[table["lon"].notna() & table["location_level"].isin(SECTION_COUNTED)]
        located = store.lines.locate(pointed["lon"], pointed["lat"])["border"]
        nearest = {at: str(border) for at, border in located.items() if border is not None}
        found = list[set[str]]()
        for at, countries in table["countries"].items():
            pairs = {border.value for border in Border if set(border.split("-")) <= set(countries)}
            found.append(pairs | ({nearest[at]} if at in nearest else set()))
        return pd.Series(found, index=table.index, dtype=object)

    borders: pd.Series[Any] = store.derived("borders of responses", made)
    return borders


def _place_unknown(store: Store, selection: Selection) -> int:
    """With a filter on districts or places: rows of the wider area that name none, so that nobody can tell."""
    if not selection.district and not selection.place:
        return 0
    column = "place_id" if selection.place else "district_id"
    wider = _in_area(store, selection.but(district=(), place=()))
    checked = wider["verification"].isin([str(word) for word in selection.verification])
    kept, _ = _inside(wider[checked & wider[column].isna()], half_open(selection.date_from, selection.date_to))
    return len(kept)


def _shares(lists: pd.Series[Any], wanted: set[str]) -> pd.Series[bool]:
    return pd.Series([bool(wanted & set(items)) for items in lists], index=lists.index, dtype=bool)


def _finished(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    names = store.frame("districts").set_index("district_id")["name_en"]
    district = rows["district_id"].map(names).astype(object)
    columns = list(rows.columns)
    columns.insert(columns.index("district_id") + 1, "district")
    named = rows.assign(district=district.where(district.notna(), None))[columns]
    known = pd.to_datetime(named["date_start"].fillna(named["date_end"]))
    order = named.assign(_known=known).sort_values(["_known", "response_id"], na_position="last")
    return seated(store, order.drop(columns="_known")).reset_index(drop=True)


def _of_points(store: Store, table: pd.DataFrame) -> set[str]:
    places = store.frame("places")
    return set(places.loc[places["place_id"].isin(table["place_id"].dropna()), "source_id"])


def _figures(table: pd.DataFrame) -> dict[str, Any]:
    counts = table["kind"].value_counts()
    projects = table["part_of"].fillna(table["response_id"]).nunique()
    return {
        "count": len(table),
        "projects": int(projects),
        "by_kind": {kind.value: int(counts[kind.value]) for kind in ResponseKind if counts.get(kind.value, 0)},
        "not_on_map": reasons_of(table),
        "end_not_recorded": int((table["date_start"].notna() & table["date_end"].isna()).sum()),
    }
