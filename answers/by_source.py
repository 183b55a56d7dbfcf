"""Figures of several sources: one figure each while pairs of their records are undecided, never added up.

Two sources report one event twice. So a sum over sources stands only where somebody has decided about every pair
of records that may be one event (methods section 9); until then each source has its figure, and a sentence says
how many pairs wait and what the total would be if all of them were duplicates.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from answers import casualties
from answers.incident_tables import symbols_of
from model.messages import coded
from model.settings import MOST_SYMBOLS
from model.strings import N_, Message
from store.merging import order_of
from store.open_pairs import pairs_inside
from store.queries import rows_of
from store.source_choice import default_sources, merged, rows_by_source, sources_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from model.enums import Mode
    from model.result import Result
    from model.selection import Selection
    from store.bundle import Store

Range = dict[str, int | None]

MOST_RECORDS = 2_000
"""Of more records in undecided pairs only the number is given, not what their deaths would add up to."""
_ENDS = ("low", "best", "high")
_EACH = N_("{title}: {count}")
_EACH_DEATHS = N_("{title}: {count}, reported deaths: {deaths}")
_RANGE, _AT_LEAST = "{low}–{high}", N_("at least {low}")
_NUMBER = "{one}"
_AND = N_("{one}; {other}")
_APART = N_("By source, not added up: {each}. {pairs}")
_DEFAULT = N_("Imported sources speak: {sources}. Not included: --source {other}")


def waiting(store: Store, selection: Selection, *, mode: Mode) -> pd.DataFrame:
    """The undecided pairs (``one_id, other_id``) of which both records count in the selection."""
    return pairs_inside(store, selection, mode)


def speaking(store: Store, selection: Selection, rows: pd.DataFrame) -> tuple[str, ...]:
    """The sources that report any of the counted records (``source_id, incident_id``), by id."""
    found = {str(source) for source in rows["source_id"]}
    events = merged(store)
    for key in rows["incident_id"].dropna():
        found |= events[key].sources if key in events else set()
    return tuple(sorted(found & set(sources_in_force(store, selection))))


def figures(
    store: Store,
    pairs: pd.DataFrame,
    whole: Mapping[str, Any],
    each: Sequence[tuple[str, Mapping[str, Any]]],
    covered: casualties.Figures,
    summed: pd.DataFrame,
    *,
    mode: Mode,
) -> dict[str, Any]:
    """What replaces and joins the figures of an answer where several sources speak; nothing where one does.

    ``whole``: figures over all sources, which must not be shown while ``pairs`` wait; ``each``: the figures of
    each source. Gives ``by_source`` (a list of ``source_id, title, count, killed, injured, displaced``) and, while
    pairs wait, ``count`` = None, ranges that are unknown, ``undecided_pairs`` and ``if_all_same``.
    """
    if len(each) < len(("one", "other")):
        return {}
    titles = store.frame("sources").set_index("source_id")["title"]
    names = ("count", *casualties.MEASURES)
    rows = [
        {"source_id": source, "title": str(titles.get(source, source))} | {name: own[name] for name in names}
        for source, own in each
    ]
    if pairs.empty:
        return {"by_source": rows}
    unknown = {"low": None, "best": None, "high": None, "unknown_records": 0}
    return {
        "count": None,
        **{measure: dict(unknown) for measure in casualties.MEASURES},
        "partly_inside": max(own["partly_inside"] for _, own in each),
        "by_source": rows,
        "undecided_pairs": len(pairs),
        "if_all_same": _if_all_same(store, pairs, whole, covered, summed, mode),
    }


def message_of(figures_: Mapping[str, Any]) -> Message | None:
    """The sentence D2 where pairs wait."""
    if "undecided_pairs" not in figures_:
        return None
    return coded("D2", n=figures_["undecided_pairs"], total=figures_["if_all_same"]["count"])


def in_words(result: Result) -> Message | None:
    """The figure of each source, and how many pairs wait; nothing where the figures are one."""
    pairs = message_of(result.figures)
    if pairs is None:
        return None
    each = reduce(
        lambda one, other: Message(_AND, {"one": one, "other": other}), map(_each, result.figures["by_source"])
    )
    return Message(_APART, {"each": each, "pairs": pairs})


def deaths_of(row: Mapping[str, Any]) -> Message | None:
    """The reported deaths of a source as a number, a range or "at least"; nothing where none is known."""
    killed = row["killed"]
    if killed["best"] is None:
        return None
    if killed["high"] is None:
        return Message(_AT_LEAST, {"low": killed["low"]})
    if killed["low"] == killed["high"]:
        return Message(_NUMBER, {"one": killed["best"]})
    return Message(_RANGE, {"low": killed["low"], "high": killed["high"]})


def choices(store: Store, selection: Selection) -> tuple[Message, ...]:
    """What was chosen where nobody named a source: imported ones speak, and which are left out."""
    chosen = default_sources(store)
    if selection.source or not chosen:
        return ()
    others = sorted({str(source) for source in rows_by_source(store).index} - set(chosen))
    titles = store.frame("sources").set_index("source_id")["title"]
    named, left = (", ".join(str(titles.get(source, source)) for source in ids) for ids in (chosen, others))
    return (Message(_DEFAULT, {"sources": named, "left_out": left, "other": " --source ".join(others)}),)


def asked(store: Store, selection: Selection) -> tuple[str, ...]:
    """The sources whose incidents an answer is made from, by id."""
    return sources_in_force(store, selection)


def of_largest(rows: pd.DataFrame, unit: pd.Series[Any]) -> pd.DataFrame:
    """Of rows of a tally those of one source for each unit: the one with most records there.

    What they add up to is at least what there is, whichever pairs turn out to be one event.
    """
    keyed = rows.assign(unit=unit.astype(object).where(unit.notna(), ""))
    counts = keyed.groupby(["unit", "source_id"])["records"].sum().reset_index()
    best = counts.sort_values(["unit", "records", "source_id"], ascending=[True, False, True])
    chosen = best.drop_duplicates("unit").set_index("unit")["source_id"]
    return rows[keyed["source_id"] == keyed["unit"].map(chosen)]


def for_symbols(rows: pd.DataFrame) -> pd.DataFrame:
    """Of rows of a tally those of one source for each symbol; where cells add symbols up, those of one source."""
    keys = symbols_of(rows)
    return of_largest(rows, keys.where(keys.isna(), "") if keys.nunique() > MOST_SYMBOLS else keys)


def without_point(rows: pd.DataFrame) -> pd.DataFrame:
    """Of rows of a tally without a point on the map those of the one source that has most of them."""
    off = rows[rows["reason"].notna()]
    return of_largest(off, off["reason"].where(off["reason"].isna(), ""))


def records_shown(result: Result) -> int:
    """How many records the answer holds, whether or not they may be called a count."""
    count = result.figures["count"]
    return int(count) if count is not None else sum(int(row["count"]) for row in result.figures["by_source"])


def _each(row: Mapping[str, Any]) -> Message:
    count = Message.counted("{n} reported incident", "{n} reported incidents", row["count"])
    deaths = deaths_of(row)
    fields = {"title": row["title"], "count": count, "deaths": deaths}
    return Message(_EACH if deaths is None else _EACH_DEATHS, fields)


def _if_all_same(
    store: Store,
    pairs: pd.DataFrame,
    whole: Mapping[str, Any],
    covered: casualties.Figures,
    summed: pd.DataFrame,
    mode: Mode,
) -> dict[str, Any]:
    """Count and ranges if every waiting pair were one event: records of a chain of pairs are one."""
    events = _chains(pairs)
    fewer = sum(len(event) - 1 for event in events)
    found: dict[str, Any] = {"count": whole["count"] - fewer}
    ids = sorted(key for event in events for key in event)
    if len(ids) > MOST_RECORDS:
        return found | {measure: dict.fromkeys(_ENDS) for measure in casualties.MEASURES}
    rows = rows_of(store, ids)
    told = casualties.figures_of(store, rows, mode=mode)
    rank = rows.set_index("incident_id")["source_id"].map(order_of(store.frame("sources")))
    # Deaths of a part whose total counts stand in that total, and in nothing else.
    inside = {key for key in ids if key in covered.records.index and key not in summed.index}
    for measure in casualties.MEASURES:
        found[measure] = _fewer(whole[measure], events, told, rank, inside, measure)
    return found


def _fewer(
    whole: Mapping[str, Any],
    events: Sequence[Sequence[str]],
    told: pd.DataFrame,
    rank: pd.Series[Any],
    inside: set[str],
    measure: str,
) -> Range:
    if whole["best"] is None:
        return dict.fromkeys(_ENDS)
    columns = [f"{measure}_{end}" for end in _ENDS]
    sums = {end: whole[end] for end in _ENDS}
    for event in events:
        own = told.loc[sorted(event, key=lambda key: (rank[key], key)), columns].set_axis(list(_ENDS), axis=1)
        known = own.dropna(subset=["best"])
        counted = known[~known.index.isin(inside)]
        if counted.empty:
            continue
        one = {"low": 0.0, "best": 0.0, "high": 0.0}
        if not inside & set(event):
            one = {"low": known["low"].min(), "best": known["best"].iloc[0], "high": known["high"].max()}
        for end in _ENDS:
            if sums[end] is not None:
                sums[end] = int(sums[end] - counted[end].sum() + one[end])
    return sums


def _chains(pairs: pd.DataFrame) -> list[list[str]]:
    """The records that pairs join, however long the chain."""
    joined: dict[str, list[str]] = {}
    for one, other in zip(pairs["one_id"], pairs["other_id"], strict=True):
        first, second = joined.setdefault(one, [one]), joined.setdefault(other, [other])
        if first is not second:
            first += second
            joined |= dict.fromkeys(second, first)
    return list({id(event): event for event in joined.values()}.values())
