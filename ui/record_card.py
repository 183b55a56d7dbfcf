"""The card of one record: all that is known of it, who says so, and what else lies at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from answers.symbols import symbol_keys
from briefing import record_words
from layers.escaping import markdown
from layers.naming import text_of
from layers.numbers import decimal, whole
from layers.rows import Row, rows
from model.enums import (
    AssignedBy,
    Country,
    DateLevel,
    IncidentType,
    LocationLevel,
    RecordKind,
    SectionStatus,
    Side,
    SideBy,
    Theme,
)
from model.labels import label
from model.strings import N_, fill
from model.written import day, short_day
from ui import record_lines
from ui.incident_table import RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    import pandas as pd

    from model.result import Result
    from model.strings import Translator

HEIGHT = 520
_OFFERED = 500
"""Records in the list; a search brings others in."""

_HINT = N_("Open a record: tick the box of a line of the table, or choose one in the list above.")
_FACTS = N_("{what}: {words}")
_HOW = N_("{words} ({how})")
_RADIUS = N_("{level}, point up to {km} km off")
_PART = N_("Part of the larger event {group}: {n} of its records lie in this selection.")
_WHOLE = N_("Figures for the whole of {group} are in no single record; the line of counts above has them.")
_NO_ACCOUNT = N_("No account of losses is recorded beside the record's own figures.")
_WHO = N_("Who says what, and where")
_UNKNOWN = N_("not known")


def show(incidents: Result, found: Sequence[str], *, tr: Translator) -> None:
    """Draw the list of the records that were found and the card of the one that is open."""
    table = incidents.table
    if st.session_state.get(RECORD) not in set(table["incident_id"]):
        st.session_state[RECORD] = None
    _finder(table, found, tr)
    mine = rows(table[table["incident_id"] == st.session_state[RECORD]])
    if not mine:
        st.markdown(tr.gettext(_HINT))
        return
    row = mine[0]
    st.markdown("  \n".join(record_lines.record(row, tr)))
    st.markdown("\n".join(f"- {line}" for line in facts(row, tr)))
    _group(row, table, tr)
    accounts = incidents.tables["by_account"]
    _accounts(row, rows(accounts[accounts["incident_id"] == row["incident_id"]]), tr)
    _stacked(table, row, tr)


def _finder(table: pd.DataFrame, found: Sequence[str], tr: Translator) -> None:
    """The first records found in a list, and the open one: the way to a card without a mouse."""
    offered = dict.fromkeys([*found[:_OFFERED], *filter(None, [st.session_state[RECORD]])])
    few = table[table["incident_id"].isin(list(offered))]
    columns = (few[name] for name in ("incident_id", "date_start", "place_text"))
    named = {
        key: f"{short_day(first, lang=tr.lang)} · {place} ({key})"
        for key, first, place in zip(*columns, strict=True)
    }
    st.selectbox(
        tr.gettext(N_("Open a record")),
        options=list(named),
        format_func=lambda key: named.get(key, key),
        placeholder=tr.gettext(N_("Open a record")),
        label_visibility="collapsed",
        key=RECORD,
    )


def facts(row: Row, tr: Translator) -> list[str]:
    """What is known of a record beside what happened, a Markdown line each; what is not known is said."""
    _ = tr.gettext
    pairs = [
        (_(N_("Parties")), "; ".join(row["parties"] if row["parties"] is not None else ())),
        (_(N_("Theme")), _word(Theme, row["theme"], tr)),
        (_(N_("Date known")), _word(DateLevel, row["date_level"], tr)),
        (_(N_("Place known")), _precision(row, tr)),
        (_(N_("District")), _with(row["district"], _word(AssignedBy, row["assigned_by"], tr), tr)),
        (_(N_("Country")), _word(Country, row["country"], tr)),
        *_side(row, tr),
        (_(N_("Section")), _section(row, tr)),
        (_(N_("Kind of record")), _word(RecordKind, row["record_kind"], tr)),
        (_(N_("Where the point comes from")), text_of(row["coord_source"])),
        *_origin(row, tr),
        (_(N_("Record")), " · ".join(dict.fromkeys(filter(None, (row["incident_id"], row["source_record"]))))),
    ]
    return [markdown(fill(_(_FACTS), what=what, words=words or _(_UNKNOWN))) for what, words in pairs]


def _origin(row: Row, tr: Translator) -> list[tuple[str, str]]:
    """From which file and row an imported record comes; nothing is said of bundled ones."""
    words = record_words.origin(row, tr)
    return [(tr.gettext(N_("Imported from")), words)] if words else []


def _side(row: Row, tr: Translator) -> list[tuple[str, str]]:
    """On which side of the border it happened; interethnic violence has none, only its country."""
    if row["theme"] == Theme.INTERETHNIC:
        return []
    side = _with(_word(Side, row["side"], tr), _word(SideBy, row["side_by"], tr), tr)
    return [(tr.gettext(N_("Side")), side)]


def _word(words: type[StrEnum], value: Any, tr: Translator) -> str:
    return "" if value is None else tr.gettext(label(words(value)))


def _with(words: str | None, how: str, tr: Translator) -> str:
    return fill(tr.gettext(_HOW), words=words, how=how) if words and how else words or ""


def _section(row: Row, tr: Translator) -> str:
    """The section's id; without one why there is none: no source describes it, or the place is too vague."""
    if row["section_id"] is not None:
        return str(row["section_id"])
    return _word(SectionStatus, row["section_status"], tr)


def _precision(row: Row, tr: Translator) -> str:
    level = _word(LocationLevel, row["location_level"], tr)
    if row["radius_m"] is None:
        return level
    return fill(tr.gettext(_RADIUS), level=level, km=decimal(row["radius_m"] / 1000, lang=tr.lang))


def _group(row: Row, table: pd.DataFrame, tr: Translator) -> None:
    if row["part_of"] is None:
        return
    n = int((table["part_of"] == row["part_of"]).sum())
    words = fill(tr.gettext(_PART), group=row["part_of"], n=whole(n))
    st.markdown(f"{markdown(words)} {markdown(fill(tr.gettext(_WHOLE), group=row['part_of']))}")


def _accounts(row: Row, told: Sequence[Row], tr: Translator) -> None:
    st.markdown(f"**{markdown(tr.gettext(_WHO))}**")
    lines = [record_lines.account(account, tr, theme=row["theme"]) for account in told]
    lines = lines or [markdown(tr.gettext(_NO_ACCOUNT))]
    st.markdown("\n".join(f"- {line}" for line in [*lines, record_lines.source(row, tr)]))


def _stacked(table: pd.DataFrame, row: Row, tr: Translator) -> None:
    """The other records of the same place, newest first: a map shows them as one symbol."""
    keys, mine = symbol_keys(table), table["incident_id"] == row["incident_id"]
    others = table[(keys == keys[mine].iloc[0]) & ~mine]
    if others.empty:
        return
    n = len(others)
    heading = fill(tr.ngettext("{n} more record at this place", "{n} more records at this place", n), n=n)
    st.markdown(f"**{markdown(heading)}**")
    for other in sorted(rows(others), key=lambda record: str(record["date_start"]), reverse=True):
        what = tr.gettext(label(IncidentType(other["incident_type"])))
        st.button(
            markdown(f"{day(other['date_start'], lang=tr.lang)} · {what}"),
            key=f"incidents.stacked.{other['incident_id']}",
            on_click=_open,
            args=(other["incident_id"],),
            type="tertiary",
        )


def _open(incident_id: str) -> None:
    st.session_state[RECORD] = incident_id
