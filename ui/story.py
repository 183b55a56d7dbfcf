"""A large interethnic event as a story of its own above the map: what its total says, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.naming import name_in_each_language
from answers.themes import name_of_event, of_event
from layers.escaping import link, markdown
from layers.rows import Row, rows
from model.enums import ToldBy
from model.labels import label
from model.strings import N_, Message
from ui import caching, filters, record_lines

if TYPE_CHECKING:
    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store

_HEAD = N_("{event}: interethnic violence, a story of its own and no border incident")
_WHERE = N_("{first} – {last} · {provinces}")
_ONLY = N_("no second account is recorded here")
_PARTS = N_(
    "The total holds all its parts (records: {parts}, places: {places}, with a number of deaths of their own: "
    "{known}); they are not added up, because they are in the total already."
)
_CAUTION = N_(
    "Numbers of this event are contested and concern people who live there today: quote them with their "
    "source, name no community as the guilty one, and do not add them to border incidents."
)
_SHOW = N_("Show {event}")


def show(store: Store, selection: Selection, layers: tuple[str, ...], *, tr: Translator) -> None:
    """A box for each event that the selection asks for by its theme or its period."""
    answer = caching.answer("stories", selection)
    told = rows(answer.tables["accounts"])
    for number, row in enumerate(rows(answer.table)):
        if row["part_of"] in answer.figures["asked"]:
            mine = [account for account in told if account["incident_id"] == row["incident_id"]]
            with st.container(border=True, key=f"story_{number}"):
                st.markdown("  \n".join(lines(store, row, mine, tr)))
                _button(store, row, selection, layers, tr)


def lines(store: Store, row: Row, accounts: list[Row], tr: Translator) -> list[str]:
    """The story in lines of Markdown: days and provinces, total, accounts, what it includes, parts, caution."""
    names = tuple(name_in_each_language(store, "province", key) for key in row["provinces"])
    days = {"first": row["date_start"], "last": row["date_end"], "provinces": names}
    parts = {"parts": row["parts"], "places": row["places"], "known": row["parts_with_deaths"]}
    told = [_account(account, tr) for account in accounts]
    if len(told) == 1:
        told = [f"{told[0]}; {markdown(tr.gettext(_ONLY))}"]
    return [
        f"**{markdown(Message(_HEAD, {'event': name_of_event(row)}).text(tr))}**",
        markdown(Message(_WHERE, days).text(tr)),
        *told,
        markdown(row["description"]),
        f"{markdown(Message(_PARTS, parts).text(tr))} {markdown(tr.gettext(_CAUTION))}",
    ]


def _account(row: Row, tr: Translator) -> str:
    """Who says how many; no side of a border, because none was between those who died."""
    teller = markdown(tr.gettext(label(ToldBy(row["told_by"]))))
    page = link(row["source_title"], row["source_url"]) if row["source_title"] else ""
    return f"{teller}: **{markdown(record_lines.casualties(row, tr))}** {page}"


def _button(store: Store, row: Row, selection: Selection, layers: tuple[str, ...], tr: Translator) -> None:
    alone = of_event(row, selection)
    if alone != selection:
        name = Message(_SHOW, {"event": name_of_event(row)}).text(tr)
        st.button(name, on_click=filters.preset, args=(store, alone, layers), key=f"story.{row['part_of']}")
