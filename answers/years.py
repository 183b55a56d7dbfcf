"""The records of each year that the source covers, and the years in which few were collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from answers.publish import publish
from answers.sources import source_refs
from model.enums import Mode
from model.periods import last_day
from model.result import Result
from model.settings import INCIDENT_SOURCE
from store.queries import counts_by

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store


def years(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Counted records of the selection by the year of their first day, whatever its period.

    ``table``: ``year`` (every year that the incident source covers, and no other), ``count`` and
    ``thin`` (few records were collected: a low count says nothing).
    """
    counts = counts_by(store, selection.but(date_from=None, date_to=None), by=("year",), mode=mode)
    covered = store.coverage(INCIDENT_SOURCE)
    row = store.frame("sources").set_index("source_id").loc[INCIDENT_SOURCE]
    last = last_day(covered.stop)
    every = range(covered.start.year, last.year + 1) if covered.start and last else ()
    table = pd.DataFrame({"year": pd.Series(every, dtype="Int64")})
    found = table["year"].map(counts.set_index("year")["count"]).fillna(0).astype("Int64")
    thin = table["year"].astype(str).isin(list(row["thin_years"]))
    result = Result(
        question="years",
        selection=selection,
        table=table.assign(count=found, thin=thin),
        sources=source_refs(store, [INCIDENT_SOURCE]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)
