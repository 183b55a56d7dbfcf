"""A record and what is told about it as lines of Markdown: for the panel beside the map and the record card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import record_words
from briefing.record_words import casualties
from layers.escaping import link, markdown
from layers.naming import text_of

if TYPE_CHECKING:
    from layers.rows import Row
    from model.strings import Translator

__all__ = ["account", "casualties", "record", "source", "where"]


def record(row: Row, tr: Translator) -> list[str]:
    """A record in Markdown lines: day and type, place and precision, what happened, its own figures, the line."""
    lines = [
        f"**{markdown(record_words.days(row, tr))}** {markdown(record_words.what(row, tr))}",
        markdown(record_words.place(row, tr)),
    ]
    if text_of(row.get("description")):
        lines.append(markdown(row["description"]))
    own = casualties(row, tr)
    return [
        *lines,
        *([markdown(own)] if own else []),
        *([where(row, tr)] if row["distance_m"] is not None else []),
    ]


def where(row: Row, tr: Translator) -> str:
    """How far from the line a record lies in Markdown; see :func:`briefing.record_words.where`."""
    return markdown(record_words.where(row, tr))


def account(row: Row, tr: Translator, *, theme: str | None = None) -> str:
    """One account in Markdown: who says what about whose losses, and where; ``theme`` is that of its record."""
    note = f" ({markdown(row['note'])})" if text_of(row["note"]) else ""
    page = link(row["source_title"], row["source_url"]) if row["source_title"] else ""
    tellers = record_words.tellers(row, tr, theme=theme)
    return f"{markdown(tellers)}: **{markdown(record_words.told(row, tr))}**{note} {page}"


def source(row: Row, tr: Translator) -> str:
    """The source of a row as a Markdown link, and how well the row could be checked."""
    page, checked = link(record_words.source_title(row), row["source_url"]), record_words.checked(row, tr)
    return f"{page} · {markdown(checked)}" if checked else page
