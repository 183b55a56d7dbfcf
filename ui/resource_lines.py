"""Shared resources and responses as lines of Markdown, for the panel beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.escaping import markdown
from layers.naming import names_of, text_of
from layers.numbers import whole
from model.enums import Border, Country, DateLevel, LocationLevel, ResourceKind, ResponseKind
from model.labels import label
from model.strings import N_, Message, fill
from model.written import year_or_day
from ui import record_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.rows import Row
    from model.strings import Translator

_SINCE = N_("since {since}")
_UNTIL = N_("until {until}")
_USED_IN = N_("Used in: {countries}")
_LINKED = N_("Places that depend on it: {places}")
_WHERE = N_("{place} ({level}, up to {km} km off)")
_ROUGH_WHERE = N_("{place} ({level})")
_ON = N_("{first} ({level})")
_DAYS = N_("{first} – {last} ({level})")
_NO_END = N_("{first} – end not recorded ({level})")
_NO_BEGIN = N_("until {last}, beginning not recorded ({level})")
_NO_DAYS = N_("no day recorded")
_ACTORS = N_("Done by: {actors}")
_FUNDER = N_("Paid by: {funder}")
_CONCERN = N_("Against what: {concern}")
_RESULT = N_("Reported by those who did it: {result}")
_PROJECT = N_("One of several entries of one project")
_DOUBT = N_("Note: {note}")


def resource(row: Row, tr: Translator) -> list[str]:
    """What is shared, between whom, since when; places on it, what is not exact, its source."""
    _ = tr.gettext
    days = [fill(_(_SINCE), since=year_or_day(row["since"], lang=tr.lang))] if row["since"] else []
    days += [fill(_(_UNTIL), until=year_or_day(row["until"], lang=tr.lang))] if row["until"] else []
    kind = _(label(ResourceKind(row["kind"])))
    lines = [f"**{markdown(names_of(row, lang=tr.lang))}**", markdown(" · ".join([kind, *days]))]
    lines.append(markdown(row["issue"]))
    lines.append(markdown(fill(_(_USED_IN), countries=_countries(row["countries"], tr))))
    lines.append(markdown(_(label(Border(row["border"])))))
    if len(row["linked_places"]):
        lines.append(markdown(fill(_(_LINKED), places=", ".join(row["linked_places"]))))
    return [*lines, *_checked(row, tr)]


def response(row: Row, tr: Translator) -> list[str]:
    """What was done, when, where and by whom, against what, with which reported result; its source."""
    _ = tr.gettext
    kind = _(label(ResponseKind(row["kind"])))
    lines = [f"**{markdown(row['name_en'])}**", markdown(f"{kind} · {_countries(row['countries'], tr)}")]
    lines.append(markdown(days_of(row, tr)))
    lines += [markdown(text_of(row["date_note"]))] if text_of(row["date_note"]) else []
    lines.append(markdown(_where(row, tr)))
    for pattern, name, text in (
        (_ACTORS, "actors", ", ".join(row["actors"])),
        (_FUNDER, "funder", text_of(row["funder"])),
        (_CONCERN, "concern", text_of(row["concern"])),
        (_RESULT, "result", text_of(row["reported_result"])),
    ):
        lines += [markdown(fill(tr.gettext(pattern), **{name: text}))] if text else []
    lines += [markdown(_(_PROJECT))] if row["part_of"] else []
    return [*lines, *_checked(row, tr)]


def days_of(row: Row, tr: Translator) -> str:
    """The days of a response with how exactly they are known; an end that no source names is said."""
    first, last = row["date_start"], row["date_end"]
    level = tr.gettext(label(DateLevel(row["date_level"])))
    if first is None and last is None:
        return tr.gettext(_NO_DAYS)
    if last is None:
        return Message(_NO_END, {"first": first, "level": level}).text(tr)
    if first is None:
        return Message(_NO_BEGIN, {"last": last, "level": level}).text(tr)
    if first == last:
        return Message(_ON, {"first": first, "level": level}).text(tr)
    return Message(_DAYS, {"first": first, "last": last, "level": level}).text(tr)


def _where(row: Row, tr: Translator) -> str:
    level = tr.gettext(label(LocationLevel(row["location_level"])))
    if row["radius_m"] is None:
        return fill(tr.gettext(_ROUGH_WHERE), place=row["place_text"], level=level)
    return fill(tr.gettext(_WHERE), place=row["place_text"], level=level, km=whole(row["radius_m"] / 1000))


def _countries(codes: Sequence[str], tr: Translator) -> str:
    return ", ".join(tr.gettext(label(Country(code))) for code in sorted(codes))


def _checked(row: Row, tr: Translator) -> list[str]:
    note = text_of(row["verification_note"])
    doubt = [markdown(fill(tr.gettext(_DOUBT), note=note))] if note else []
    return [*doubt, record_lines.source(row, tr)]
