"""A record and what is told about it as lines of Markdown: for the panel beside the map and the record card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.escaping import link, markdown
from layers.naming import text_of
from layers.numbers import decimal, whole
from model.enums import AboutSide, IncidentType, LocationLevel, SectionStatus, ToldBy, Verification
from model.labels import label
from model.strings import N_, fill

if TYPE_CHECKING:
    from layers.rows import Row
    from model.strings import Translator

_MEASURES: tuple[tuple[str, str], ...] = (
    ("killed", N_("{n} killed")),
    ("injured", N_("{n} injured")),
    ("displaced", N_("{n} displaced")),
)
_RANGE = N_("{low} to {high}")
_FROM_LINE = N_("{km} km from the line ({border}, km {at})")
_FROM_NEAREST = N_("{km} km from the nearest border line")
_STATUS_THEN = N_("section then: {status}")


def record(row: Row, tr: Translator) -> list[str]:
    """A record in Markdown lines: day and type, place and precision, what happened, its own figures, the line."""
    days = str(row["date_start"]) + ("" if row["date_end"] == row["date_start"] else f" – {row['date_end']}")
    what = tr.gettext(label(IncidentType(row["incident_type"])))
    level = tr.gettext(label(LocationLevel(row["location_level"])))
    lines = [f"**{markdown(days)}** {markdown(what)}", f"{markdown(row['place_text'])} ({markdown(level)})"]
    if text_of(row.get("description")):
        lines.append(markdown(row["description"]))
    own = casualties(row, tr)
    return [
        *lines,
        *([markdown(own)] if own else []),
        *([where(row, tr)] if row["distance_m"] is not None else []),
    ]


def where(row: Row, tr: Translator) -> str:
    """How far from the line a record lies, at which kilometre, and the status of the section then.

    Without a stated border only the distance: the name of a part alone says nothing, each border has
    its own ``main``.
    """
    km = decimal(round(row["distance_m"] / 1000, 1))
    if row["border"]:
        border = f"{row['border']}, {row['part']}"
        words = fill(tr.gettext(_FROM_LINE), km=km, border=border, at=decimal(round(row["km"], 1)))
    else:
        words = fill(tr.gettext(_FROM_NEAREST), km=km)
    if row["section_status"]:
        status = tr.gettext(label(SectionStatus(row["section_status"])))
        words = f"{words}; {fill(tr.gettext(_STATUS_THEN), status=status)}"
    return markdown(words)


def account(row: Row, tr: Translator) -> str:
    """One account in Markdown: who says what about whose losses, and where."""
    whose = tr.gettext(label(ToldBy(row["told_by"])))
    about = tr.gettext(label(AboutSide(row["about_side"])))
    figures = casualties(row, tr) or tr.gettext(N_("no number given"))
    note = f" ({markdown(row['note'])})" if text_of(row["note"]) else ""
    page = link(row["source_title"], row["source_url"]) if row["source_title"] else ""
    return f"{markdown(whose)}, {markdown(about)}: **{markdown(figures)}**{note} {page}"


def casualties(row: Row, tr: Translator) -> str:
    """Killed, injured and displaced of a row in plain words; an empty text where none is known."""
    parts = [_measure(row, stem, text, tr) for stem, text in _MEASURES]
    return ", ".join(part for part in parts if part)


def _measure(row: Row, stem: str, text: str, tr: Translator) -> str:
    low, best, high = (row[f"{stem}_{end}"] for end in ("low", "best", "high"))
    if best is None and low is None:
        return ""
    number = whole(best if best is not None else low)
    if low is not None and high is not None and low != high:
        number = fill(tr.gettext(_RANGE), low=whole(low), high=whole(high))
    return fill(tr.gettext(text), n=number)


def source(row: Row, tr: Translator) -> str:
    """The source of a row as a Markdown link, and how well the row could be checked."""
    checked = tr.gettext(label(Verification(row["verification"]))) if row["verification"] else ""
    title = text_of(row["source_title"]) or text_of(row["source_id"])
    return f"{link(title, row['source_url'])} · {markdown(checked)}" if checked else link(title, row["source_url"])
