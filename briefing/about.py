"""What must stand inside a file of records, so that it can be forwarded alone: selection, sources, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers import wording
from answers.sources import sources
from briefing.caption import count_lines
from briefing.stamps import marks
from model.result import require_published
from model.settings import source_language_note
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.result import Result
    from model.strings import Translator

Lines = list[tuple[str, str]]
"""Pairs of heading and text, in the order shown."""

_SOURCE = N_("{title}. {attribution}. Licence: {licence}. Read on {date}.")
_HOW = N_(
    "An empty cell means unknown, never zero. Coordinates are degrees (WGS 84), distances metres, days local. "
    "radius_m and location_level say how far off a point may be; assigned_by and side_by say what decided "
    "district and side. The sheet or layer of accounts has who says what about whose losses."
)

_CHANGED = N_("{new} new, {updated} corrected, {withdrawn} withdrawn records; {decided} decisions.")
_HOW_CHANGED = N_(
    "A new record has one line; a corrected one a line for each column with its value before and after; a "
    "withdrawn one a line for each value that it had. The sheet of imports has the files, their hashes and what "
    "became of their rows."
)


def about(store: Any, result: Result, *, tr: Translator) -> Lines:
    """Marks, title, selection in words, counts and what was left out, sources with licence, versions, limits.

    Raises
    ------
        FerghanaError: the answer was not published.
    """
    mode = require_published(result).mode
    _ = tr.gettext
    selection = result.selection
    lines = [(_(N_("Mark")), mark) for mark in marks(result, tr=tr)]
    lines.append((_(N_("Title")), wording.title(store, selection).text(tr)))
    lines += [(_(N_("Selection")), words.text(tr)) for words in wording.in_words(store, selection)]
    lines.append((_(N_("Records")), _records(len(result.table)).text(tr)))
    lines += [(_(N_("Counts")), line) for line in count_lines(store, result, tr=tr)]
    lines += [(_(N_("Source")), line) for line in _sources(store, result, tr)]
    said = wording.disclaimers(store, selection)
    lines += [(_(N_("Please note")), message.text(tr)) for message in said]
    note = source_language_note(tr.lang)
    lines += [] if note is None else [(_(N_("Please note")), note.text(tr))]
    lines.append((_(N_("How to read it")), _(_HOW)))
    versions = {"workspace": result.workspace, "data_version": result.data_version, "mode": str(mode)}
    return [*lines, *versions.items()]


def about_changes(store: Any, result: Result, *, tr: Translator) -> Lines:
    """The same of an answer about changes: what they are, how many, sources, versions.

    Raises
    ------
        FerghanaError: the answer was not published.
    """
    mode = require_published(result).mode
    _ = tr.gettext
    lines = [(_(N_("Mark")), mark) for mark in marks(result, tr=tr)]
    lines.append((_(N_("Title")), _(N_("What changed in the data"))))
    lines.append((_(N_("Counts")), Message(_CHANGED, dict(result.figures)).text(tr)))
    lines += [(_(N_("Source")), line) for line in _sources(store, result, tr)]
    lines.append((_(N_("How to read it")), _(_HOW_CHANGED)))
    versions = {"workspace": result.workspace, "data_version": result.data_version, "mode": str(mode)}
    return [*lines, *versions.items()]


def _records(n: int) -> Message:
    return Message.counted(
        "{n} record: an event or a part of a larger event.",
        "{n} records, one a line: events and parts of larger events.",
        n,
    )


def _sources(store: Any, result: Result, tr: Translator) -> list[str]:
    table = sources(store, result.selection.but(source=())).table.set_index("source_id")
    read = table["access_date"].to_dict()
    return [
        Message(
            _SOURCE,
            {
                "title": source.title,
                "attribution": source.attribution.rstrip("."),
                "licence": source.licence,
                "date": read.get(source.source_id, "…"),
            },
        ).text(tr)
        for source in result.sources
    ]
