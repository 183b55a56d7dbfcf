"""Records matched once more, as if they came now: after a decision about a name, and after it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.enums import AssignedBy, LocationLevel
from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.workspace_tables import EVERY_TABLE, WAITING_NAMES
from store.comparing import KEYS, record_ids
from store.contents import ids_of
from store.duplicate_pairs import refresh
from store.frames import to_arrow, to_frame
from store.matched_points import MATCHED_POINT, PLACE_TEXT, POINT, levels
from store.matching import match
from store.name_knowledge import ANYWHERE, DISTRICT, PLACE, Names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from store.drafts import Draft

_FOUND = ("place_id", "district_id")


def match_again(draft: Draft, table: str, ids: set[str]) -> int:
    """Match the names of these records of a table anew; how many of them have another place or district now.

    What waits is written anew too: a district that is decided may leave a place to decide.
    """
    contract = EVERY_TABLE[table]
    rows = draft.rows(table)
    wanted = pa.array(sorted(ids), pa.large_string())
    mine = pc.is_in(ids_of(rows, KEYS[table]), value_set=wanted).to_numpy(zero_copy_only=False)
    touched = to_frame(rows.filter(pa.array(mine)))
    if touched.empty:
        return 0
    keys = record_ids(table, touched)
    found = match(table, _as_they_came(draft, table, touched, keys), draft)
    draft.replace(table, _in_place(rows, mine, to_arrow(found.frame, contract.columns)))
    _wait_anew(draft, table, found.waiting.assign(record_id=keys.loc[found.waiting.index]), ids)
    changed = _differing(touched, found.frame, keys)
    if changed and table == "incidents":
        refresh(draft)
    return changed


def match_waiting(draft: Draft) -> int:
    """Match all records whose names wait or were decided: places came in, and some may be known now."""
    waiting = draft.frame(WAITING_NAMES.name)
    return sum(match_again(draft, str(table), set(ids)) for table, ids in waiting.groupby("table")["record_id"])


def _in_place(rows: pa.Table, mine: NDArray[np.bool_], new: pa.Table) -> pa.Table:
    """The rows with these in the place of those marked, in the order that they had."""
    both = pa.concat_tables([rows.filter(pa.array(~mine)), new.cast(rows.schema)])
    return both.take(pa.array(np.argsort(np.argsort(mine, kind="stable"), kind="stable")))


def _as_they_came(draft: Draft, table: str, rows: pd.DataFrame, keys: pd.Series[Any]) -> pd.DataFrame:
    """The records without what matching gave them, and with the file's words where these waited.

    The unit within which a name was looked for says what the file stated: a district, a province, a country or
    nothing.
    """
    names = Names(draft)
    waiting = draft.frame(WAITING_NAMES.name)
    waiting = waiting[waiting["table"] == table].drop_duplicates(["record_id", "kind"])
    by_kind = {kind: waiting[waiting["kind"] == kind].set_index("record_id") for kind in (DISTRICT, PLACE)}
    district, place = (keys.map(by_kind[kind]["text"]) for kind in (DISTRICT, PLACE))
    within = {kind: keys.map(by_kind[kind]["within"]) for kind in (DISTRICT, PLACE)}
    stated = within[PLACE].isin(set(names.districts.index)) & district.isna()
    unit = within[DISTRICT].where(district.notna(), within[PLACE])
    came = rows.assign(
        **{
            STATED_DISTRICT: _none(district),
            STATED_PROVINCE: _none(unit.where(unit.isin(set(names.country_of_province)))),
            PLACE_TEXT: rows[PLACE_TEXT] if PLACE_TEXT in rows.columns else _none(place),
            "place_id": None,
            "district_id": _none(rows["district_id"].where(stated)),
        }
    )
    if "assigned_by" in rows.columns:
        came["assigned_by"] = rows["assigned_by"].where(stated, AssignedBy.UNKNOWN.value)
    came = _without_country(came, nowhere=unit.eq(ANYWHERE))
    return _without_point(rows, came, names) if set(POINT) <= set(rows.columns) else came


def _without_country(came: pd.DataFrame, *, nowhere: pd.Series[bool]) -> pd.DataFrame:
    """No country where the file stated none: what stands there came with a district."""
    if "countries" in came.columns:
        alone = nowhere & came["countries"].map(len).eq(1)
        return came.assign(countries=came["countries"].mask(alone, came["countries"].map(lambda _: [])))
    return came.assign(country=_none(came["country"].mask(nowhere))) if "country" in came.columns else came


def _without_point(rows: pd.DataFrame, came: pd.DataFrame, names: Names) -> pd.DataFrame:
    """No point and no level that matching gave."""
    given = rows["coord_source"].eq(MATCHED_POINT)
    country = rows["country"] if "country" in rows.columns else rows["countries"].map(lambda codes: codes or None)
    now = came.assign(place_id=rows["place_id"], district_id=rows["district_id"], country=country)
    computed = rows["location_level"].eq(levels(now, names)) & (given | rows["lon"].isna())
    return came.assign(
        lon=rows["lon"].mask(given),
        lat=rows["lat"].mask(given),
        coord_source=_none(rows["coord_source"].mask(given)),
        location_level=rows["location_level"].mask(computed, LocationLevel.L1.value),
    )


def _wait_anew(draft: Draft, table: str, waiting: pd.DataFrame, ids: set[str]) -> None:
    known = draft.frame(WAITING_NAMES.name)
    rest = known[~((known["table"] == table) & known["record_id"].isin(ids))]
    new = waiting.assign(table=table).drop_duplicates(["record_id", "kind"])[rest.columns.to_list()]
    draft.replace(WAITING_NAMES.name, pd.concat([rest, new], ignore_index=True))


def _differing(before: pd.DataFrame, after: pd.DataFrame, keys: pd.Series[Any]) -> int:
    """How many records have another place or district."""
    differs = pd.Series(data=False, index=before.index)
    for name in _FOUND:
        differs |= before[name].fillna("") != after[name].fillna("")
    return int(keys[differs].nunique())


def _none(values: pd.Series[Any]) -> pd.Series[Any]:
    plain = values.astype(object)
    return plain.where(plain.notna(), None)
