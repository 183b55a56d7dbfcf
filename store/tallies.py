"""Records counted together that are alike in all that an answer tells apart; the engine adds them up.

A million records are a few thousand such rows. Records with accounts, and those of a group with a
total, stay alone: their figures are not their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from model.periods import half_open
from store.frames import to_frame
from store.queries import conditions

if TYPE_CHECKING:
    import pandas as pd

    from model.selection import Selection
    from store.bundle import Store

MEASURES: tuple[str, ...] = ("killed", "injured", "displaced")
ALIKE: tuple[str, ...] = (
    "record_kind",
    "verification",
    "visibility",
    "location_level",
    "reason",
    "place_id",
    "spot",
    "district_id",
    "country",
    "source_id",
)
"""The columns in which the records of a row agree."""


def tally(store: Store, selection: Selection) -> pd.DataFrame:
    """The records of every kind and verification inside the selection, alike ones in one row.

    Columns: :data:`ALIKE`; ``incident_id`` (only of a record that is alone); ``records`` (how many), ``partly``
    (of them with days outside the period), ``first_row`` (number of the earliest), ``place_text`` (of that one),
    ``first, last`` (days), ``lon, lat`` (sums), ``radius_m`` (largest); and for each measure, of what the records
    say themselves: ``_low, _best, _high`` (sums), ``_known`` (records with a best), ``_closed`` (with a
    high), ``_uneven`` (with one of the two only). Sums over nothing are empty. By ``first_row``.
    """
    table = store.table("incidents")
    kept = table.filter(conditions(store, table, selection))
    alone = ibis.cases((kept.single, kept.row), else_=ibis.null("int64")).name("alone")
    sums = {name: number for measure in MEASURES for name, number in _own(kept, measure).items()}
    rows = kept.group_by([*ALIKE, alone]).agg(
        records=kept.count(),
        partly=_outside(kept, selection).sum(),
        first_row=kept.row.min(),
        place_text=kept.place_text.argmin(kept.row),
        incident_id=ibis.cases((kept.single, kept.incident_id), else_=ibis.null("string")).min(),
        first=kept.date_start.min(),
        last=kept.date_end.max(),
        lon=kept.lon.sum(),
        lat=kept.lat.sum(),
        radius_m=kept.radius_m.max(),
        **sums,
    )
    return to_frame(rows.drop("alone").order_by("first_row").to_pyarrow())


def _own(table: Any, measure: str) -> dict[str, Any]:
    low, best, high = (table[f"{measure}_{end}"] for end in ("low", "best", "high"))
    known, closed = ~best.coalesce(low).isnull(), ~high.isnull()  # noqa: PD003 - Ibis has no isna
    return {
        f"{measure}_low": low.coalesce(best).sum(),
        f"{measure}_best": best.coalesce(low).sum(),
        f"{measure}_high": high.sum(),
        f"{measure}_known": known.cast("int64").sum(),
        f"{measure}_closed": closed.cast("int64").sum(),
        f"{measure}_uneven": (known != closed).cast("int64").sum(),
    }


def _outside(table: Any, selection: Selection) -> Any:
    """1 where a day of the record lies outside the period, else 0."""
    period = half_open(selection.date_from, selection.date_to)
    outside = table.row < 0
    if period.start is not None:
        outside |= table.date_start < period.start
    if period.stop is not None:
        outside |= table.date_end >= period.stop
    return outside.cast("int64")
