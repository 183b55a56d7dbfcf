"""Which crossings were open on a day, as far as a source says so.

Sources are single reports. A status whose end no page names holds until a later report of the same
crossing: "closed since DATE, end not recorded". Where nothing holds, the status is unknown, and neither
open nor closed is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.publish import publish
from answers.sections import status_day
from answers.sources import source_refs
from model.enums import CrossingStatus, Mode
from model.result import Result
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import districts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from model.selection import Selection
    from store.bundle import Store

Row = dict[str, Any]

_ON_DAY = N_("Crossings on {date}. Where no source says anything the status is unknown.")

OF_CROSSING: tuple[str, ...] = (
    "crossing_id",
    "border",
    "name_en",
    "name_ru",
    "name_a",
    "name_b",
    "crossing_type",
    "district_ids",
    "provinces",
    "lon",
    "lat",
    "location_level",
    "radius_m",
    "note",
)
OF_STATUS: tuple[str, ...] = (
    "status_id",
    "date_from",
    "date_to",
    "date_level",
    "date_doubt",
    "reason",
    "verification",
    "verification_note",
    "source_title",
    "source_url",
)
COLUMNS: tuple[str, ...] = (*OF_CROSSING, "status", *OF_STATUS, "end_recorded", "exceptions", "source_id")


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at one crossing on a day: the row that decides, and the restricted rows that except from it."""

    status: CrossingStatus
    decides: Row | None = None
    exceptions: tuple[Row, ...] = ()


def crossings(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Every crossing with its status on the day of border status: open, restricted, closed or unknown.

    ``table``: :data:`COLUMNS`, one row a crossing, by border and id; the columns of :data:`OF_STATUS` are those
    of the row that decides (empty where unknown), ``end_recorded`` is false where no source names its end,
    ``exceptions`` holds the ids of restricted rows inside a closed period. ``tables["exceptions"]`` are those
    rows, ``tables["statuses"]`` all rows of the crossings shown, oldest first. Filters: border, country,
    district, province. ``figures``: ``on`` (ISO), ``count``, ``count_by_status``, ``end_not_recorded``.
    """
    day, choices = status_day(store, selection)
    shown = _selected(store, selection)
    rows = store.frame("crossing_status")
    mine = rows[rows["crossing_id"].isin(shown["crossing_id"])].sort_values(
        ["crossing_id", "date_from", "status_id"]
    )
    table = _on_day(shown, mine, day)
    excepted = mine[mine["status_id"].isin([key for keys in table["exceptions"] for key in keys])]
    result = Result(
        question="crossings",
        selection=selection,
        table=table,
        message=Message(_ON_DAY, {"date": day}),
        tables={"exceptions": excepted.reset_index(drop=True), "statuses": mine.reset_index(drop=True)},
        figures=_figures(table, day),
        choices=choices,
        sources=source_refs(store, {*shown["source_id"], *mine["source_id"], *_of_points(store, shown)}),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def standing(rows: Iterable[Row], day: date) -> Standing:
    """What holds on a day, from the status rows of one crossing.

    Of the open and closed rows that hold, the one that began last decides. Restricted rows count if their
    own end lies later than the day, or if they began under it and have no end: inside a closed period they
    are exceptions, otherwise the one that began last decides. ``date_to`` is the day after the last.

    >>> from datetime import date
    >>> closed = {"status_id": "a", "status": "closed", "date_from": date(2020, 3, 15), "date_to": None}
    >>> standing([closed], date(2021, 1, 1)).status.value, standing([closed], date(2019, 1, 1)).status.value
    ('closed', 'unknown')
    """
    holding = sorted(
        (row for row in rows if _holds(row, day)), key=lambda row: (row["date_from"], row["status_id"])
    )
    firm = [row for row in holding if row["status"] != CrossingStatus.RESTRICTED]
    base = firm[-1] if firm else None
    restricted = [row for row in holding if row["status"] == CrossingStatus.RESTRICTED and _under(row, base)]
    if base is not None and base["status"] == CrossingStatus.CLOSED:
        return Standing(CrossingStatus.CLOSED, base, tuple(restricted))
    if restricted:
        return Standing(CrossingStatus.RESTRICTED, restricted[-1])
    return Standing(CrossingStatus.UNKNOWN) if base is None else Standing(CrossingStatus(base["status"]), base)


def _holds(row: Row, day: date) -> bool:
    return bool(row["date_from"] <= day and (row["date_to"] is None or day < row["date_to"]))


def _under(row: Row, base: Row | None) -> bool:
    """Whether a restricted row still stands: a later report of open or closed ends one without an end."""
    return base is None or row["date_to"] is not None or row["date_from"] >= base["date_from"]


def _of_points(store: Store, shown: pd.DataFrame) -> set[str]:
    """The sources of the places whose points crossings have."""
    places = store.frame("places")
    return set(places.loc[places["place_id"].isin(shown["place_id"].dropna()), "source_id"])


def _selected(store: Store, selection: Selection) -> pd.DataFrame:
    table = store.frame("crossings")
    keep = pd.Series(data=True, index=table.index)
    if selection.border:
        keep &= table["border"].isin([str(border) for border in selection.border])
    if selection.country:
        keep &= _shares(table["border"].str.split("-"), [str(country) for country in selection.country])
    districts = districts_of(store, selection)
    if districts is not None:
        keep &= _shares(table["district_ids"], districts)
    return table[keep].sort_values(["border", "crossing_id"]).reset_index(drop=True)


def _shares(lists: pd.Series[Any], wanted: Iterable[str]) -> pd.Series[bool]:
    chosen = set(wanted)
    return pd.Series([bool(chosen & set(items)) for items in lists], index=lists.index, dtype=bool)


def _on_day(shown: pd.DataFrame, rows: pd.DataFrame, day: date) -> pd.DataFrame:
    by_crossing = {key: row_dicts(part) for key, part in rows.groupby("crossing_id")}
    found = [_row(row, standing(by_crossing.get(row["crossing_id"], []), day)) for row in row_dicts(shown)]
    table = pd.DataFrame(found, columns=list(COLUMNS), dtype=object)
    return table.astype(dict.fromkeys(("lon", "lat", "radius_m"), float))


def _row(crossing: Row, found: Standing) -> Row:
    said = found.decides or {}
    return (
        {name: crossing[name] for name in OF_CROSSING}
        | {name: said.get(name) for name in OF_STATUS}
        | {
            "status": found.status.value,
            "end_recorded": None if found.decides is None else said["date_to"] is not None,
            "exceptions": [row["status_id"] for row in found.exceptions],
            "source_id": said.get("source_id", crossing["source_id"]),
        }
    )


def _figures(table: pd.DataFrame, day: date) -> dict[str, Any]:
    counts = table["status"].value_counts()
    return {
        "on": day.isoformat(),
        "count": len(table),
        "count_by_status": {status.value: int(counts.get(status.value, 0)) for status in CrossingStatus},
        "end_not_recorded": sum(recorded is False for recorded in table["end_recorded"]),
    }
