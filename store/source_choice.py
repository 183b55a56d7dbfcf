"""Which sources of incidents an answer is made from, and what these report together.

Without a choice the imported sources speak, and the bundled facts only where there is no other: figures of several
sources are no sum. A record that a merge made out of several sources is reported by each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import ibis

from model.enums import RecordKind
from model.periods import Period
from model.settings import INCIDENT_SOURCE
from model.workspace_tables import IMPORT_LOG, MERGE_ORIGINALS, PAIR_DECISIONS
from store.frames import row_dicts, to_frame
from store.merging import ledger_of, merging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from model.selection import Selection
    from store.bundle import Store

_STATED = ["incident_id", "source_id", "record_kind", "part_of"]


class Merged(NamedTuple):
    """A record that stands for several: the records, and the sources that report it."""

    members: tuple[str, ...]
    sources: frozenset[str]


def rows_by_source(store: Store) -> pd.Series[int]:
    """The number of incident rows of any kind by ``source_id``; made once."""

    def made() -> pd.Series[int]:
        counts = store.table("incidents").group_by("source_id").agg(rows=ibis._.count())
        return to_frame(counts.to_pyarrow()).set_index("source_id")["rows"]

    found: pd.Series[int] = store.derived("rows by source", made)
    return found


def default_sources(store: Store) -> tuple[str, ...]:
    """The sources that speak where none is chosen: the imported ones, if there are any; empty = all there are.

    A source of which no record lies in the area has nothing to say.
    """
    inside: set[str] = store.derived("sources inside", lambda: _sources_inside(store))
    own = inside & set(store.frame(IMPORT_LOG.name)["source_id"])
    return tuple(sorted(own)) if own != inside else ()


def sources_of(store: Store, selection: Selection) -> tuple[str, ...]:
    """The sources that a selection asks for, else the default; empty = no filter."""
    return selection.source or default_sources(store)


def sources_in_force(store: Store, selection: Selection) -> tuple[str, ...]:
    """The same by name, also where there is no filter; the bundled facts where there is no record at all."""
    every = tuple(sorted(str(source) for source in rows_by_source(store).index))
    return sources_of(store, selection) or every or (INCIDENT_SOURCE,)


def coverage_of(store: Store, selection: Selection, *, shared: bool = False) -> Period:
    """From the first to the last day that the sources in force cover; ``shared`` = that all of them cover.

    Sources that do not say what they cover leave the ends open.
    """
    known = {row["source_id"] for row in row_dicts(store.frame("sources"))}
    mine = [store.coverage(source) for source in sources_in_force(store, selection) if source in known]
    starts, stops = [period.start for period in mine], [period.stop for period in mine]
    first, last = (max, min) if shared else (min, max)
    if not mine:
        return Period(None, None)
    begun = [day for day in starts if day is not None]
    ended = [day for day in stops if day is not None]
    start = first(begun) if begun and (shared or len(begun) == len(mine)) else None
    return Period(start, last(ended) if ended and (shared or len(ended) == len(mine)) else None)


def thin_years_of(store: Store, selection: Selection) -> tuple[int, ...]:
    """The years of which one of the sources in force has few records: few records are not peace."""
    sources = store.frame("sources")
    mine = sources.loc[sources["source_id"].isin(sources_in_force(store, selection)), "thin_years"]
    return tuple(sorted({int(year) for years in mine for year in years}))


def stated(store: Store, ids: Iterable[str]) -> pd.DataFrame:
    """Source, kind and group of records as their sources state them, whatever a merge made of them."""
    wanted = set(ids)
    before = store.frame(MERGE_ORIGINALS.name)
    before = before.loc[before["incident_id"].isin(wanted), _STATED]
    rest = _records(store, wanted - set(before["incident_id"]))
    frames = [frame for frame in (before, rest) if len(frame)]
    return frames[0] if len(frames) == 1 else _joined(frames, rest)


def merged(store: Store) -> Mapping[str, Merged]:
    """For the id of each record that stands for several what it stands for; made once."""
    found: Mapping[str, Merged] = store.derived("merged", lambda: _merged(store))
    return found


def also_reported(store: Store, sources: Sequence[str]) -> list[str]:
    """The records that stand for one of these sources, whatever source they bear themselves."""
    return sorted(key for key, event in merged(store).items() if event.sources & set(sources))


def is_of(store: Store, records: pd.DataFrame, sources: Sequence[str]) -> pd.Series[bool]:
    """Whether each record (``incident_id``, ``source_id``) is reported by one of these sources."""
    return records["source_id"].isin(sources) | records["incident_id"].isin(also_reported(store, sources))


def _sources_inside(store: Store) -> set[str]:
    table = store.table("incidents")
    rows = table.filter(table.record_kind != RecordKind.OUTSIDE.value).select("source_id").distinct()
    return set(to_frame(rows.to_pyarrow())["source_id"])


def _merged(store: Store) -> dict[str, Merged]:
    decisions = merging(store.frame(PAIR_DECISIONS.name))
    if decisions.empty:
        return {}
    ids = {*decisions["one_id"], *decisions["other_id"]}
    source = stated(store, ids).set_index("incident_id")["source_id"]
    now = _records(store, ids).set_index("incident_id")["record_kind"]
    found = dict[str, Merged]()
    for members in ledger_of(stated(store, ids), decisions).events():
        for survivor in (key for key in members if now[key] != RecordKind.DUPLICATE):
            found[survivor] = Merged(members, frozenset(str(source[key]) for key in members))
    return found


def _records(store: Store, ids: set[str]) -> pd.DataFrame:
    table = store.table("incidents")
    return to_frame(table.filter(table.incident_id.isin(sorted(ids))).select(*_STATED).to_pyarrow())


def _joined(frames: Sequence[pd.DataFrame], empty: pd.DataFrame) -> pd.DataFrame:
    return empty if not frames else frames[0].merge(frames[1], how="outer", on=_STATED)
