"""Villages and towns: how sure their point is, and to which country they belonged that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from answers.publish import publish
from answers.sections import status_day
from answers.sources import source_refs
from model.enums import Mode
from model.result import Result

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store


def places(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """All places, whatever the filters: a map without its villages cannot be read.

    ``table``: the contract of places, ``district`` (name), ``country_on_day`` (the dated country on
    the day whose border status is shown) and ``selected`` (inside the place, district, province and
    country filters; true for all where none is in force).
    """
    day, _ = status_day(store, selection)
    rows = store.frame("places")
    units = store.frame("districts").set_index("district_id")
    before = pd.to_datetime(rows["country_since"]) > pd.Timestamp(day)
    on_day = rows["country"].mask(before, rows["country_before"])
    province = rows["district_id"].map(units["province"])
    selected = pd.Series(data=True, index=rows.index)
    for wanted, values in (
        (selection.place, rows["place_id"]),
        (selection.district, rows["district_id"]),
        (selection.province, province),
        (selection.country, on_day),
    ):
        selected &= values.isin([str(word) for word in wanted]) if wanted else True
    district = rows["district_id"].map(units["name_en"]).astype(object)
    table = rows.assign(district=district.where(district.notna(), None), country_on_day=on_day, selected=selected)
    result = Result(
        question="places",
        selection=selection,
        table=table,
        figures={"count": len(table), "selected": int(selected.sum())},
        sources=source_refs(store, table["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)
