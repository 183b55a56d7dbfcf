"""What is behind this mark? The answer that the panel beside the map shows for a clicked reference.

A reference is ``kind:id``: ``incidents:<key>:<level>`` (all records of one symbol),
``cell:<km>:<column>:<row>`` (those of one cell), ``place:<id>``,
``section:<id>``, ``district:<id>``, ``exclave:<id>``, ``crossing:<id>``, ``resource:<id>``, ``response:<id>``,
``perception:<unit kind>:<unit id>``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.cell_records import MOST_SHOWN, cell_of, figures_of, symbols_in
from answers.crossings import crossings
from answers.exclaves import exclaves
from answers.incidents import incidents, records_behind
from answers.naming import display_name
from answers.perceptions import perceptions
from answers.places import places
from answers.publish import publish
from answers.responses import responses
from answers.sections import sections, status_day
from answers.shared_resources import shared_resources
from answers.sources import source_refs
from model.enums import Mode
from model.errors import UnknownNameError
from model.periods import Period
from model.result import Result
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.selection import Selection
    from store.bundle import Store


_NO_REF = N_("'{ref}' refers to nothing: write kind:id with one of the kinds {words}.")
_NOTHING = N_("Nothing in this selection is called '{ref}': widen the filters, or choose a mark on the map.")


def detail(store: Store, selection: Selection, ref: str, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The answer about one mark. ``figures["title"]`` names it, ``figures["kind"]`` says what it is.

    ``incidents``: ``table`` = the stacked records, ``tables["by_account"]`` what is told about them.
    ``cell``: the latest of its records, ``tables["symbols"]`` the places in it, ``figures["left_out"]`` how many
    records more there are. ``place``: ``table`` = its row, ``tables["incidents"]`` its records in the selection.
    ``section``: ``table`` = its rows of all times (the status timeline with sources), oldest first, with
    ``current``; for an unrecorded stretch its one row. ``district``: ``table`` = its row, ``tables`` = incidents,
    accounts and ``not_divisible`` (by date, then side) of the selection. ``exclave``: its row.
    ``resource``, ``response``: all rows of the spot on which it stands, ``figures["on"]`` for the former.
    ``crossing``: its row on the day, ``tables["statuses"]`` what sources say of it in time.
    ``perception``: all rows of the unit.

    Raises
    ------
        UnknownNameError: the reference is of no known kind, or names nothing here.
    """
    kind, _, key = ref.partition(":")
    if kind not in _DETAILS or not key:
        message = Message(_NO_REF, {"ref": ref, "words": ", ".join(_DETAILS)})
        raise UnknownNameError(message)
    return _DETAILS[kind](store, selection, key, mode)


def _of_symbol(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    answer = incidents(store, selection, mode=mode, texts=False)
    symbol = answer.tables["symbols"]
    symbol = symbol[symbol["ref"] == f"incidents:{key}"]
    if symbol.empty:
        problem = _nothing("incidents", key)
        raise problem
    rows = records_behind(store, selection, symbol, mode=mode)
    accounts = answer.tables["by_account"]
    told = accounts[accounts["incident_id"].isin(rows["incident_id"])].reset_index(drop=True)
    figures = symbol.iloc[0].to_dict()
    title = str(figures["name"])
    more = {"kind": "incidents", "title": title} | {str(name): value for name, value in figures.items()}
    return _made(store, selection, rows, mode, figures=more, tables={"by_account": told})


def _of_cell(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    cell, answer = cell_of(key), incidents(store, selection, mode=mode, texts=False)
    symbols = answer.tables["symbols"].iloc[:0] if cell is None else symbols_in(answer, cell)
    if cell is None or symbols.empty:
        problem = _nothing("cell", key)
        raise problem
    records = records_behind(store, selection, symbols, mode=mode)
    rows = records.sort_values(["date_start", "incident_id"], ascending=[False, True], ignore_index=True)
    rows = rows.head(MOST_SHOWN)
    accounts = answer.tables["by_account"]
    told = accounts[accounts["incident_id"].isin(rows["incident_id"])].reset_index(drop=True)
    figures = {"kind": "cell", "title": cell.title, "left_out": len(records) - len(rows)} | figures_of(symbols)
    return _made(store, selection, rows, mode, figures=figures, tables={"symbols": symbols, "by_account": told})


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


def _of_resource(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    answer = shared_resources(store, selection, mode=mode)
    rows, title = _at_one_spot(answer, "resource_id", key, "resource")
    figures = {"kind": "resource", "title": title, "on": answer.figures["on"]}
    return _made(store, selection, rows, mode, figures=figures, choices=answer.choices)


def _of_response(store: Store, selection: Selection, key: str, mode: Mode) -> Result:
    rows, title = _at_one_spot(responses(store, selection, mode=mode), "response_id", key, "response")
    return _made(store, selection, rows, mode, figures={"kind": "response", "title": title})


def _at_one_spot(answer: Result, column: str, key: str, kind: str) -> tuple[pd.DataFrame, str]:
    """All rows of the spot on which one stands, and its name; a row without a spot stands alone."""
    spots = answer.tables["spots"]
    here = spots[[key in ids for ids in spots["ids"]]]
    if here.empty:
        row = _only(answer.table, column, key, kind)
        return row, str(row["name_en"].iloc[0])
    rows = answer.table[answer.table[column].isin(here["ids"].iloc[0])].reset_index(drop=True)
    return rows, str(here["name_en"].iloc[0])


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
    message = Message(_NOTHING, {"ref": f"{kind}:{key}"})
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
    "cell": _of_cell,
    "place": _of_place,
    "section": _of_section,
    "district": _of_district,
    "exclave": _of_exclave,
    "crossing": _of_crossing,
    "resource": _of_resource,
    "response": _of_response,
    "perception": _of_perception,
}
