"""A record and what is told about it in plain words: for the page's panels and for the one-file map."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from layers.naming import text_of
from layers.numbers import decimal, whole
from model import written
from model.enums import AboutSide, IncidentType, LocationLevel, SectionStatus, Theme, ToldBy, Verification
from model.labels import LOSSES_IN, label
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
_NO_NUMBER = N_("no number given")
_ORIGIN = N_("row {row} of {file}, imported on {date}")


def days(row: Row, tr: Translator) -> str:
    """The day of a record, or its first and last day, as the language writes them."""
    return written.days(row["date_start"], row["date_end"], lang=tr.lang)


def what(row: Row, tr: Translator) -> str:
    """The type of a record."""
    return tr.gettext(label(IncidentType(row["incident_type"])))


def place(row: Row, tr: Translator) -> str:
    """Where it happened in the words of its source, and how exactly that is known."""
    return f"{row['place_text']} ({tr.gettext(label(LocationLevel(row['location_level'])))})"


def where(row: Row, tr: Translator) -> str:
    """How far from the line a record lies, at which kilometre, and the status of the section then.

    Without a stated border only the distance: the name of a part alone says nothing, each border has
    its own ``main``.
    """
    km = decimal(round(row["distance_m"] / 1000, 1), lang=tr.lang)
    if row["border"]:
        border = f"{row['border']}, {row['part']}"
        words = fill(tr.gettext(_FROM_LINE), km=km, border=border, at=decimal(round(row["km"], 1), lang=tr.lang))
    else:
        words = fill(tr.gettext(_FROM_NEAREST), km=km)
    if row["section_status"]:
        status = tr.gettext(label(SectionStatus(row["section_status"])))
        words = f"{words}; {fill(tr.gettext(_STATUS_THEN), status=status)}"
    return words


def tellers(row: Row, tr: Translator, *, theme: str | None = None) -> str:
    """Who tells an account, and about whose losses: of a side of the border, or in a country.

    ``theme``: that of the record; interethnic violence has no sides of a border.
    """
    side = AboutSide(row["about_side"])
    by_country = LOSSES_IN if theme == Theme.INTERETHNIC else {}
    return f"{tr.gettext(label(ToldBy(row['told_by'])))}, {tr.gettext(by_country.get(side, label(side)))}"


def told(row: Row, tr: Translator) -> str:
    """What an account says; where it has no number, that is said."""
    return casualties(row, tr) or tr.gettext(_NO_NUMBER)


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


def origin(row: Row, tr: Translator) -> str:
    """From which row of which file an imported record comes, and when; an empty text for a bundled one."""
    if not row.get("import_file"):
        return ""
    day = written.short_day(date.fromisoformat(row["imported_at"][:10]), lang=tr.lang)
    return fill(tr.gettext(_ORIGIN), row=whole(row["import_row"]), file=row["import_file"], date=day)


def source_title(row: Row) -> str:
    """The title of a row's source, else its id."""
    return text_of(row["source_title"]) or text_of(row["source_id"])


def checked(row: Row, tr: Translator) -> str:
    """How well a row could be checked; an empty text where nothing is said."""
    return tr.gettext(label(Verification(row["verification"]))) if row["verification"] else ""
