"""What the tables of an answer about incidents are made of: words beside records, counts by district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.periods import half_open
from store.symbol_keys import keys_of

if TYPE_CHECKING:
    from model.selection import Selection


def by_district(rows: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """``district_id, district, country, province, count``; the last row, with no id, is "unknown"."""
    counts = rows.groupby("district_id")["records"].sum()
    units = districts[districts["district_id"].isin(counts.index)]
    table = units[["district_id", "name_en", "country", "province"]].rename(columns={"name_en": "district"})
    table = table.assign(count=table["district_id"].map(counts).astype("Int64")).sort_values("district_id")
    unknown = int(rows["records"].sum() - table["count"].sum())
    if unknown:
        table = pd.concat([table, pd.DataFrame([{"count": unknown}])]).astype({"count": "Int64"})
    texts = ["district_id", "district", "country", "province"]
    return table.assign(
        **{name: table[name].astype(object).where(table[name].notna(), None) for name in texts}
    ).reset_index(drop=True)


def symbols_of(rows: pd.DataFrame) -> pd.Series[Any]:
    """The symbol of rows of a tally as one text, key and precision; empty where there is none."""
    keys: pd.Series[Any] = keys_of(rows)
    return keys.where(keys.isna(), keys.astype(str) + ":" + rows["location_level"].astype(str))


def partly_inside(records: pd.DataFrame, selection: Selection) -> pd.Series[bool]:
    """Whether some days of a record lie outside the period of the selection."""
    period = half_open(selection.date_from, selection.date_to)
    partly = pd.Series(data=False, index=records.index)
    if period.start is not None:
        partly |= records["date_start"] < period.start
    if period.stop is not None:
        partly |= records["date_end"] >= period.stop
    return partly


def with_district(records: pd.DataFrame, names: pd.Series[Any]) -> pd.DataFrame:
    """The records with the name of their district behind its id; ``names`` by district_id."""
    found = records["district_id"].map(names).astype(object)
    columns = list(records.columns)
    columns.insert(columns.index("district_id") + 1, "district")
    return records.assign(district=found.where(found.notna(), None))[columns]
