"""The records of each year that the source covers, and the years in which few were collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from answers.publish import publish
from answers.sources import source_refs
from model.enums import Mode
from model.periods import last_day
from model.result import Result
from store.queries import counts_by
from store.source_choice import coverage_of, sources_in_force, thin_years_of

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store


def years(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Counted records of the selection by the year of their first day, whatever its period.

    ``table``: ``year`` (every year that the incident source covers, and no other), ``count`` and
    ``thin`` (few records were collected: a low count says nothing).
    """
    counts = counts_by(store, selection.but(date_from=None, date_to=None), by=("year",), mode=mode)
    covered = coverage_of(store, selection)
    few = [str(year) for year in thin_years_of(store, selection)]
    last = last_day(covered.stop)
    every = range(covered.start.year, last.year + 1) if covered.start and last else ()
    table = pd.DataFrame({"year": pd.Series(every, dtype="Int64")})
    found = table["year"].map(counts.set_index("year")["count"]).fillna(0).astype("Int64")
    thin = table["year"].astype(str).isin(few)
    result = Result(
        question="years",
        selection=selection,
        table=table.assign(count=found, thin=thin),
        sources=source_refs(store, sources_in_force(store, selection)),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)
