"""A question in the words of a command line becomes an answer, and an answer becomes a file.

Names in any spelling, the choices made while reading them, and the one call of ``answers/``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from answers.details import detail
from answers.incidents import incidents
from answers.naming import select
from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.sections import sections
from answers.sources import sources
from answers.wording import in_words
from briefing.payload import render, with_choices
from briefing.snapshot import write_snapshot
from briefing.tabular import plain
from model.errors import BadInputError, UnknownNameError
from model.periods import last_day
from model.selection import Perceptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefing.payload import Format
    from model.enums import Mode
    from model.result import Result
    from model.strings import Message, Translator

Query = dict[str, list[str]]

ANSWERS: Mapping[str, Callable[..., Result]] = {
    "incidents": incidents,
    "perceptions": perceptions,
    "sections": sections,
    "sources": sources,
}
"""The questions of ``ferghana query``."""


def ask(store: Any, question: str, query: Mapping[str, Sequence[str]], *, mode: Mode, **more: Any) -> Result:
    """The published answer to a question whose filters may be names in any spelling.

    Raises
    ------
        UnknownNameError: names fit nothing; the nearest are listed.
        BadInputError: dates or words cannot be read.
    """
    return _asked(ANSWERS[question], store, query, mode=mode, **more)


def _asked(answer: Callable[..., Result], store: Any, query: Mapping[str, Sequence[str]], **more: Any) -> Result:
    named = select(store, query)
    return with_choices(answer(store, named.selection, **more), named.choices)


def ask_section(store: Any, section_id: str, query: Mapping[str, Sequence[str]], *, mode: Mode) -> Result:
    """The answer about one section: drawn as it was on its last day, or on the day asked for.

    Raises
    ------
        UnknownNameError: there is no such section.
    """
    timeline = _asked(detail, store, query, mode=mode, ref=f"section:{section_id}")
    drawn = ask(store, "sections", _day_query(timeline, section_id) | dict(query), mode=mode)
    return one_section(drawn, timeline, section_id)


def _day_query(timeline: Result, section_id: str) -> dict[str, list[str]]:
    """The day on which a section can be drawn: its last one, or the default while it still holds."""
    rows = timeline.table
    ends = rows.loc[rows["section_id"] == section_id, "valid_to"] if "valid_to" in rows.columns else rows.iloc[:0]
    last = None if not len(ends) else last_day(_day_or_none(ends.iloc[0]))
    return {} if last is None else {"on": [last.isoformat()]}


def _day_or_none(value: Any) -> date | None:
    text = plain(value)
    return None if text is None else date.fromisoformat(text)


def one_section(drawn: Result, timeline: Result, section_id: str) -> Result:
    """The answer about one section: its own row with geometry, and its ``timeline``.

    A section that others cover wholly that day has no feature; its rows stand in the timeline.
    """
    rows = drawn.table[drawn.table["section_id"] == section_id].reset_index(drop=True)
    borders = set(timeline.table["border"])
    beside = {name: frame[frame["border"].isin(borders)] for name, frame in drawn.tables.items()}
    tables = {**beside, "timeline": timeline.table}
    return replace(drawn, question="section", table=rows, tables=tables, figures={"on": drawn.figures["on"]})


def ask_perceptions(
    store: Any,
    query: Mapping[str, Sequence[str]],
    *,
    mode: Mode,
    by: str = Unit.DISTRICT.value,
    group: str | None = None,
) -> Result:
    """The answer about perceptions by a unit and, in working mode, by a group.

    Raises
    ------
        BadInputError: there is no such unit.
        UnknownNameError: a topic was asked for of which nothing is published.
    """
    if by not in set(Unit):
        message = f"'{by}' is not a unit of perceptions: use one of {', '.join(Unit)}."
        raise BadInputError(message)
    found = ask(store, "perceptions", query, mode=mode, by=Unit(by), group=group)
    _check_topic(found)
    return found


def _check_topic(found: Result) -> None:
    topics = list(found.tables["topics"]["topic"])
    wanted = found.selection.question
    if found.selection.perceptions is not Perceptions.PUBLISHED or wanted is None or wanted in topics:
        return
    message = (
        f"Nothing is published on '{wanted}': use one of {', '.join(sorted(topics))}, "
        "or add '--perceptions synthetic' for a question of the demonstration survey."
    )
    raise UnknownNameError(message)


def written(store: Any, result: Result, *, fmt: Format, tr: Translator) -> str:
    """The answer as the text of a file, its selection in words."""
    words = [message.text(tr) for message in in_words(store, result.selection)]
    return render(result, fmt=fmt, words=words, tr=tr)


def write_picture(
    path: Path, store: Any, query: Mapping[str, Sequence[str]], **options: Any
) -> tuple[Message, ...]:
    """Write the map of a selection in words to a file; what was chosen while its names were read.

    ``options`` as in :func:`briefing.snapshot.snapshot_png`; errors as in :func:`ask` and
    :func:`briefing.snapshot.write_snapshot`.
    """
    named = select(store, query)
    write_snapshot(path, store, named.selection, **options)
    return named.choices
