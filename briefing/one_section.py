"""One section of the border by its id: the day on which it can be drawn, and what to say where it cannot."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from answers.details import detail
from answers.sections import sections, status_day
from briefing.payload import with_choices
from model.enums import Status
from model.errors import UnknownNameError
from model.names import name_of
from model.periods import Period, last_day
from model.settings import LANGUAGES
from model.strings import N_, Message, Name

if TYPE_CHECKING:
    from datetime import date

    from model.enums import Mode
    from model.result import Result
    from model.selection import Selection

_LAST_DAY = N_("Section {id} is shown on {date}, the last day on which it holds: --on DATE shows another day.")
_FIRST_DAY = N_("Section {id} is shown on {date}, the first day on which it holds: --on DATE shows another day.")
_ENDED = N_("Section {id} ({name}) does not hold on {date}: it holds from {first} to {last}.")
_OPEN = N_("Section {id} ({name}) does not hold on {date}: it holds from {first} on.")
_COVERED = N_("On {date} shorter or later sections lie over the whole of {id} ({name}): see its timeline.")
_UNKNOWN = N_(
    "There is no border section '{text}'. 'ferghana query sections --on DATE' lists all sections of a day."
)
_UNKNOWN_NEAR = N_(
    "There is no border section '{text}': the nearest are {nearest}. "
    "'ferghana query sections --on DATE' lists all sections of a day."
)
_NEAREST = 3


def one_section(store: Any, selection: Selection, text: str, *, mode: Mode) -> Result:
    """The row of one section with its geometry, and its ``timeline`` (all statuses of that stretch).

    Without ``selection.on`` it is drawn on its last day, or on the default day while it holds; the
    choice is said. An answer without a feature is a caution that says when the section holds.

    Raises
    ------
        UnknownNameError: there is no such section; the nearest are named.
    """
    key = section_key(store, selection, text)
    day, choices = _day(store, selection, key)
    shown = selection if day is None else selection.but(on=day)
    timeline = detail(store, shown, f"section:{key}", mode=mode)
    drawn = sections(store, shown, mode=mode)
    borders = set(timeline.table["border"])
    answer = replace(
        drawn,
        question="section",
        table=drawn.table[drawn.table["section_id"] == key].reset_index(drop=True),
        tables={name: frame[frame["border"].isin(borders)] for name, frame in drawn.tables.items()}
        | {"timeline": timeline.table},
        figures={"on": drawn.figures["on"]},
    )
    return with_choices(answer if len(answer.table) else _absent(store, answer, key), choices)


def section_key(store: Any, selection: Selection, text: str) -> str:
    """The id of a section, whatever its letters' case.

    Raises
    ------
        UnknownNameError: there is no such section; the nearest by id and by name are listed.
    """
    named = store.frame("border_sections")
    remainder = sections(store, selection).table["section_id"] if text.casefold().startswith("nr-") else ()
    known = {key.casefold(): key for key in (*named["section_id"], *remainder)}
    words = text.strip().casefold()
    if words in known:
        return str(known[words])
    names = dict(zip(named["section_id"], named["name_en"], strict=True))
    called = [key for key, name in names.items() if words in name.casefold()]
    close = [known[key] for key in get_close_matches(words, known, n=_NEAREST, cutoff=0.6)]
    nearest = ", ".join((f"{key} ({names[key]})" if key in names else key) for key in (called or close)[:_NEAREST])
    message = Message(_UNKNOWN_NEAR if nearest else _UNKNOWN, {"text": text, "nearest": nearest})
    raise UnknownNameError(message)


def _day(store: Any, selection: Selection, key: str) -> tuple[date | None, tuple[Message, ...]]:
    """The day chosen for a section that does not hold on the default day, and the sentence about it."""
    rows = store.frame("border_sections")
    mine = rows[rows["section_id"] == key]
    if selection.on is not None or mine.empty:
        return None, ()
    default, _ = status_day(store, selection)
    first, last = mine["valid_from"].iloc[0], last_day(mine["valid_to"].iloc[0])
    if last is not None:
        return last, (Message(_LAST_DAY, {"id": key, "date": last}),)
    if default < first:
        return first, (Message(_FIRST_DAY, {"id": key, "date": first}),)
    return None, ()


def _absent(store: Any, answer: Result, key: str) -> Result:
    """The answer about a section that is not drawn that day, with the reason."""
    rows = store.frame("border_sections")
    mine = rows[rows["section_id"] == key].iloc[0]
    first, stop = mine["valid_from"], mine["valid_to"]
    day = answer.selection.on or status_day(store, answer.selection)[0]
    last = last_day(stop)
    name = Name(mine["name_en"], {lang: name_of(mine, lang=lang) for lang in LANGUAGES})
    words = {"id": key, "name": name, "date": day, "first": first}
    if Period(first, stop).overlaps(day, day):
        message = Message(_COVERED, words, "B1")
    elif last is None:
        message = Message(_OPEN, words, "B1")
    else:
        message = Message(_ENDED, words | {"last": last}, "B1")
    return replace(answer, status=Status.CAUTION, code=message.code, message=message)
