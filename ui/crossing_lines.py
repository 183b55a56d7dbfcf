"""A crossing and what sources say about it in time as lines of Markdown, for the panel beside the map."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from layers.crossings import status_text
from layers.escaping import markdown
from layers.naming import text_of
from model.enums import Border, CrossingStatus, CrossingType
from model.labels import label
from model.periods import last_day
from model.strings import N_, Message, fill
from model.written import days, written
from ui import record_lines

if TYPE_CHECKING:
    from layers.rows import Row
    from model.strings import Translator

_ON = N_("On {date}: {status}")
_OPEN_END = N_("{first} – end not recorded")


def crossing(row: Row, tr: Translator, *, on: str) -> list[str]:
    """The status on a day, who may cross, and what a reader should know."""
    border = tr.gettext(label(Border(row["border"])))
    kind = tr.gettext(label(CrossingType(row["crossing_type"])))
    day = written(date.fromisoformat(on), lang=tr.lang)
    said = fill(tr.gettext(_ON), date=day, status=status_text(row, tr))
    note = text_of(row["note"])
    return [f"**{markdown(said)}**", markdown(f"{border} · {kind}"), *([markdown(note)] if note else [])]


def status(row: Row, tr: Translator) -> list[str]:
    """One statement: status and days, the reason, what is not exact, its source."""
    word = tr.gettext(label(CrossingStatus(row["status"])))
    first, last = row["date_from"], last_day(row["date_to"])
    span = Message(_OPEN_END, {"first": first}).text(tr) if last is None else days(first, last, lang=tr.lang)
    doubt = text_of(row["verification_note"])
    lines = [f"{markdown(word)}, {markdown(span)}", markdown(row["reason"]), *([markdown(doubt)] if doubt else [])]
    return [*lines, record_lines.source(row, tr)]
