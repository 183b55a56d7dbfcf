"""A question in the words of a command line becomes an answer, and an answer becomes a file.

Names in any spelling, the choices made while reading them, and the one call of ``answers/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers.changes import changes
from answers.incidents import incidents
from answers.languages import in_language
from answers.naming import select
from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.responses import responses
from answers.said import said
from answers.sections import sections
from answers.sources import sources
from answers.wording import in_words
from briefing.map_file import format_of_file, write_map
from briefing.one_section import one_section
from briefing.payload import Format, render, with_choices
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from model.enums import Mode
    from model.result import Result
    from model.strings import Translator

_NO_UNIT = N_("'{by}' is not a unit of perceptions: use one of {words}.")

Query = dict[str, list[str]]

ANSWERS: Mapping[str, Callable[..., Result]] = {
    "changes": changes,
    "incidents": incidents,
    "perceptions": perceptions,
    "responses": responses,
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
    named = select(store, query)
    return with_choices(ANSWERS[question](store, named.selection, mode=mode, **more), named.choices)


def ask_section(store: Any, section_id: str, query: Mapping[str, Sequence[str]], *, mode: Mode) -> Result:
    """The answer about one section: drawn on the day asked for, else on the day nearest to now that it has.

    Raises
    ------
        UnknownNameError: there is no such section; the nearest are named.
    """
    named = select(store, query)
    return with_choices(one_section(store, named.selection, section_id, mode=mode), named.choices)


def ask_perceptions(
    store: Any,
    query: Mapping[str, Sequence[str]],
    *,
    mode: Mode,
    by: str | None = None,
    group: str | None = None,
) -> Result:
    """The answer about perceptions by a unit and, in working mode, by a group.

    Without ``by`` a survey is read by district, and published figures by what they speak of.

    Raises
    ------
        BadInputError: there is no such unit, or published figures were asked for by wave or group.
        UnknownNameError: a topic was asked for of which nothing is published.
    """
    if by is not None and by not in set(Unit):
        message = Message(_NO_UNIT, {"by": by, "words": ", ".join(Unit)})
        raise BadInputError(message)
    unit = None if by is None else Unit(by)
    return ask(store, "perceptions", query, mode=mode, by=unit, group=group)


def written(store: Any, result: Result, *, fmt: Format, tr: Translator) -> str:
    """The answer as the text of a file, names in the language and its selection in words."""
    words = [message.text(tr) for message in in_words(store, result.selection)]
    more: dict[str, Any] = {}
    if result.question == "incidents" and fmt is not Format.CSV:
        more["said"] = [sentence.text(tr) for sentence in said(store, result)]
    return render(in_language(store, result, lang=tr.lang), fmt=fmt, words=words, tr=tr, more=more)


def write_picture(
    path: Path, store: Any, query: Mapping[str, Sequence[str]], *, fmt: str = "", **options: Any
) -> tuple[Message, ...]:
    """Write the map of a selection in words to a file; what was chosen while its names were read.

    ``fmt`` and ``options`` as in :func:`briefing.map_file.write_map`; errors as there and in :func:`ask`.
    """
    format_of_file(path, fmt)  # a name that does not fit is said before names are read
    named = select(store, query)
    write_map(path, store, named.selection, fmt=fmt, **options)
    return named.choices
