"""What is behind this mark? The answer that the panel beside the map shows for a clicked reference.

A reference is ``kind:id``: ``incidents:<key>:<level>`` (all records of one symbol), ``place:<id>``,
``section:<id>``, ``district:<id>``, ``exclave:<id>``, ``crossing:<id>``, ``perception:<unit kind>:<unit id>``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.crossings import crossings
from answers.exclaves import exclaves
from answers.incidents import incidents
from answers.naming import display_name
from answers.perceptions import perceptions
from answers.places import places
from answers.publish import publish
from answers.sections import sections, status_day
from answers.sources import source_refs
from answers.symbols import symbol_keys
from model.enums import Mode
from model.errors import UnknownNameError
from model.periods import Period
from model.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.selection import Selection
    from store.bundle import Store


def detail(store: Store, selection: Selection, ref: str, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The answer about one mark. ``figures["title"]`` names it, ``figures["kind"]`` says what it is.

    ``incidents``: ``table`` = the stacked records, ``tables["by_account"]`` what is told about them.
    ``place``: ``table`` = its row, ``tables["incidents"]`` its records in the selection. ``section``:
    ``table`` = its rows of all times (the status timeline with sources), oldest first, with ``current``;
    for an unrecorded stretch its one row. ``district``: ``table`` = its row, ``tables`` = incidents,
    accounts and ``not_divisible`` (by date, then side) of the selection. ``exclave``: its row.
    ``crossing``: its row on the day, ``tables["statuses"]`` what sources say of it in time.
    ``perception``: all rows of the unit.

    Raises
    ------
        UnknownNameError: the reference is of no known kind, or names nothing here.
    """
    kind, _, key = ref.partition(":")
    if kind not in _DETAILS or not key:
        message = f"'{ref}' refers to nothing: write kind:id with one of the kinds {', '.join(_DETAILS)}."
        raise UnknownNameError(message)
    return _DETAILS[kind](store, selection, key, mode)


def _of_symbol(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    place, _, level = key.rpartition(":")
    answer = incidents(store, selection, mode=mode)
    mine = (symbol_keys(answer.table) == place) & (answer.table["location_level"] == level)
    rows = answer.table[mine].reset_index(drop=True)
    if rows.empty:
        problem = _nothing("incidents", key)
        raise problem
    accounts = answer.tables["by_account"]
    told = accounts[accounts["incident_id"].isin(rows["incident_id"])].reset_index(drop=True)
    symbol = answer.tables["symbols"]
    figures = symbol[symbol["ref"] == f"incidents:{key}"].iloc[0].to_dict()
    title = str(figures["name"])
    more = {"kind": "incidents", "title": title} | {str(name): value for name, value in figures.items()}
    return _made(store, selection, rows, mode, figures=more, tables={"by_account": told})


def _of_place(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    row = _only(places(store, selection, mode=mode).table, "place_id", key, "place")
    answer = incidents(store, selection.but(place=(key,)), mode=mode)
    figures = {"kind": "place", "title": row["name_en"].iloc[0], "count": answer.figures["count"]}
    tables = {"incidents": answer.table, "by_account": answer.tables["by_account"]}
    return _made(store, selection, row, mode, figures=figures, tables=tables)


def _of_section(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    day, choices = status_day(store, selection)
    every = store.frame("border_sections")
    mine = every[every["section_id"] == key]
    if mine.empty:
        rows = _only(sections(store, selection, mode=mode).table, "section_id", key, "section")
        figures = {"kind": "section", "title": rows["name"].iloc[0], "on": day.isoformat()}
        return _made(store, selection, pd.DataFrame(rows.drop(columns="geometry")), mode, figures=figures)
    same = every[(every["border"] == mine["border"].iloc[0]) & (every["name_en"] == mine["name_en"].iloc[0])]
    spans = zip(same["valid_from"], same["valid_to"], strict=True)
    current = [Period(first, stop).overlaps(day, day) for first, stop in spans]
    timeline = same.assign(name=same["name_en"], current=current).sort_values(["valid_from", "section_id"])
    figures = {"kind": "section", "title": mine["name_en"].iloc[0], "on": day.isoformat()}
    return _made(store, selection, timeline.reset_index(drop=True), mode, figures=figures, choices=choices)


def _of_district(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    row = _only(store.frame("districts"), "district_id", key, "district")
    answer = incidents(store, selection.but(district=(key,), province=(), country=()), mode=mode)
    figures = {"kind": "district", "title": display_name(store, "district", key)} | dict(answer.figures)
    cut = answer.tables["not_divisible"]
    tables = {
        "incidents": answer.table,
        "by_account": answer.tables["by_account"],
        # The first account of a side stays its first: the sort is stable.
        "not_divisible": cut.sort_values(
            ["date_start", "date_end", "incident_id", "about_side"], kind="stable", ignore_index=True
        ),
    }
    return _made(store, selection, row, mode, figures=figures, tables=tables)


def _of_exclave(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    rows = pd.DataFrame(exclaves(store, selection, mode=mode).table.drop(columns="geometry"))
    row = _only(rows, "exclave_id", key, "exclave")
    return _made(store, selection, row, mode, figures={"kind": "exclave", "title": row["name_en"].iloc[0]})


def _of_crossing(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    answer = crossings(store, selection.but(border=(), country=(), district=(), province=()), mode=mode)
    row = _only(answer.table, "crossing_id", key, "crossing")
    every = answer.tables["statuses"]
    tables = {"statuses": every[every["crossing_id"] == key].reset_index(drop=True)}
    figures = {"kind": "crossing", "title": row["name_en"].iloc[0], "on": answer.figures["on"]}
    return _made(store, selection, row, mode, figures=figures, tables=tables, choices=answer.choices)


def _of_perception(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    kind, _, unit = key.partition(":")
    answer = perceptions(store, selection, mode=mode)
    rows = answer.table
    mine = rows[(rows["unit_kind"] == kind) & (rows["unit_id"] == unit)].reset_index(drop=True)
    if mine.empty:
        problem = _nothing("perception", key)
        raise problem
    figures = {"kind": "perception", "title": mine["unit"].iloc[0]} | {
        name: value for name, value in answer.figures.items() if name != "kind"
    }
    # Published already: its cells are suppressed, and the mode is the same.
    return _made(store, selection, mine, mode, figures=figures, choices=answer.choices, synthetic=answer.synthetic)


def _only(rows: pd.DataFrame, column: str, key: str, kind: str) -> pd.DataFrame:
    found = rows[rows[column] == key].reset_index(drop=True)
    if found.empty:
        raise _nothing(kind, key)
    return found


def _nothing(kind: str, key: str) -> UnknownNameError:
    message = (
        f"Nothing in this selection is called '{kind}:{key}': widen the filters, or choose a mark on the map."
    )
    return UnknownNameError(message)


def _made(store: Store, selection: Selection, table: pd.DataFrame, mode: Mode, **more: Any) -> Result:
    result = Result(
        question="detail",
        selection=selection,
        table=table,
        sources=source_refs(store, table["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
        **more,
    )
    return publish(result, mode=mode)


_DETAILS: dict[str, Callable[[Store, Selection, str, Mode], Result]] = {
    "incidents": _of_symbol,
    "place": _of_place,
    "section": _of_section,
    "district": _of_district,
    "exclave": _of_exclave,
    "crossing": _of_crossing,
    "perception": _of_perception,
}
