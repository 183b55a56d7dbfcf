"""What can be said about a selection: two sentences to copy into a note, one with figures, one with their limits.

Page, files and command use the same two. Nothing here speaks of a change: for that both periods must be
covered (:mod:`answers.difference`).
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from answers import by_source
from answers.nothing_found import outside_coverage
from answers.themes import INTERETHNIC, OTHERS, name_of_event, themes
from answers.wording import deaths_of, in_words, period_days, split, whole_totals
from model.enums import LocationLevel, Mode, Verification
from model.periods import last_day
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import counts_by
from store.source_choice import coverage_of, thin_years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.result import Result
    from store.bundle import Store

_FOUND = N_("{count} ({words}); {deaths}.")
_APART = N_("{each} ({words})")
_NOTHING = N_("No documented incident ({words}), which does not mean that nothing happened.")
_NOTHING_CUT = N_("No documented incident ({words}), which does not mean that nothing happened; {events}.")
_NOT_COVERED = N_("The sources do not cover this period ({words}): nothing can be said about it.")
_LIMITS = N_("Limits: {clauses}.")
_JOINED = N_("{one}; {other}")
_DEATHS = N_("reported deaths: {addends}")
_OF_OTHERS = N_("reported deaths apart from interethnic violence: {addends}")
_OF_INTERETHNIC = N_("reported deaths in interethnic violence: {addends}")
_OF_EVENT = N_("reported deaths in interethnic violence: {addends}, of which {n} belong to {event}")
_NONE_OF_OTHERS = N_("no reported death apart from interethnic violence")
_NO_DEATH = N_("no reported death")
_NO_NUMBER = N_("no number of deaths is known")
_UNKNOWN = N_("number of deaths unknown in {n} of the records")
_CUT = N_("for the whole of larger events, not divisible by these filters: {events}")
_PLACED = N_("{exact} at the place, {near} near it, {wide} known to the district or less")
_CHECKED = N_("{partly} partly verified")
_UNVERIFIED_IN = N_("{n} not verified")
_LEFT = N_("{n} not verified and left out")
_PARTLY_INSIDE = N_("{n} only partly in the period")
_COLLECTED = N_("collected from {first} to {last}")
_THIN = N_("collected from {first} to {last}, few records for {years}, which is not peace")
_BEYOND = N_("the period goes beyond that")
_SIDES = N_("each side's deaths as told, sides not added up")
_SOURCES = N_("source: {titles}")


def said(store: Store, result: Result, *, told_apart: Result | None = None) -> tuple[Message, Message]:
    """Exactly two sentences about an answer of ``incidents``: what is reported, and how far it can be trusted.

    ``told_apart``: the answer of :func:`answers.themes.themes` to the same selection, where it is at hand.
    """
    mode = result.mode or Mode.PUBLIC
    apart = themes(store, result.selection, mode=mode) if told_apart is None else told_apart
    return _figures(store, result, apart), _limits(store, result, mode)


def _figures(store: Store, result: Result, apart: Result) -> Message:
    n, words = result.figures["count"], in_words(store, result.selection)
    if (each := by_source.in_words(result)) is not None:
        return Message(_APART, {"each": each, "words": words})
    events = whole_totals(result, by_country=apart.figures["events"])
    if n:
        clauses = [*_deaths(result, apart), *([Message(_CUT, {"events": events})] if events else [])]
        count = Message.counted("{n} reported incident", "{n} reported incidents", n)
        return Message(_FOUND, {"count": count, "words": words, "deaths": _together(clauses)})
    if outside_coverage(store, result.selection):
        return Message(_NOT_COVERED, {"words": words})
    if events:
        return Message(_NOTHING_CUT, {"words": words, "events": Message(_CUT, {"events": events})})
    return Message(_NOTHING, {"words": words})


def _deaths(result: Result, apart: Result) -> list[Message]:
    """The deaths by side; interethnic ones stand apart, and those of one event are named with it."""
    killed, counts = result.figures["killed"], apart.figures["count"]
    if killed["best"] is None:
        return [Message(_NO_NUMBER)]
    both = split(result, apart)
    if both is not None:
        others, inside = both
        first = Message(_OF_OTHERS, {"addends": others}) if others else Message(_NONE_OF_OTHERS)
        found = [first, *_interethnic(inside, apart)]
    elif counts[INTERETHNIC] and not counts[OTHERS]:
        found = _interethnic(deaths_of(result.tables["by_side"], by_country=True), apart)
    else:
        addends = deaths_of(result.tables["by_side"])
        found = [Message(_DEATHS, {"addends": addends}) if addends else Message(_NO_DEATH)]
    unknown = killed["unknown_records"]
    return [*found, *([Message(_UNKNOWN, {"n": unknown})] if unknown else [])]


def _interethnic(addends: tuple[Message, ...], apart: Result) -> list[Message]:
    events = [row for row in row_dicts(apart.tables["events"]) if row["killed_best"]]
    if not addends:
        return [Message(_NO_DEATH)]
    if len(events) != 1:
        return [Message(_OF_INTERETHNIC, {"addends": addends})]
    named = {"n": int(events[0]["killed_best"]), "event": name_of_event(events[0])}
    return [Message(_OF_EVENT, {"addends": addends, **named})]


def _limits(store: Store, result: Result, mode: Mode) -> Message:
    clauses = [*_records(store, result, mode), *_coverage(store, result)]
    titles = ", ".join(source.title for source in result.sources)
    return Message(_LIMITS, {"clauses": _together([*clauses, Message(_SOURCES, {"titles": titles})])})


def _records(store: Store, result: Result, mode: Mode) -> list[Message]:
    """How exactly the records are known, and how many are left out because nobody could verify them."""
    found = list[Message]()
    if result.figures["count"]:
        by = counts_by(store, result.selection, by=("location_level", "verification"), mode=mode)
        levels = by.groupby("location_level")["count"].sum()
        checked = by.groupby("verification")["count"].sum()
        exact, near = (int(levels.get(level.value, 0)) for level in (LocationLevel.L1, LocationLevel.L2))
        wide = int(levels.sum()) - exact - near
        found.append(Message(_PLACED, {"exact": exact, "near": near, "wide": wide}))
        found += _if_any(_CHECKED, partly=int(checked.get(Verification.PARTLY.value, 0)))
        found += _if_any(_UNVERIFIED_IN, n=int(checked.get(Verification.UNVERIFIED.value, 0)))
        found += _if_any(_PARTLY_INSIDE, n=result.figures.get("partly_inside", 0))
        found += [Message(_SIDES)] if len(deaths_of(result.tables["by_side"])) > 1 else []
    return [*found, *_if_any(_LEFT, n=result.excluded.get(Verification.UNVERIFIED.value, 0))]


def _coverage(store: Store, result: Result) -> list[Message]:
    covered = coverage_of(store, result.selection)
    start, stop = covered.start, last_day(covered.stop)
    first, last = period_days(store, result.selection)
    thin = _thin_years(store, result, first, last)
    days = {"first": start or "…", "last": stop or "…"}
    found = [Message(_THIN, {**days, "years": ", ".join(thin)}) if thin else Message(_COLLECTED, days)]
    early = first is not None and start is not None and first < start
    late = last is not None and stop is not None and last > stop
    return [*found, *([Message(_BEYOND)] if early or late else [])]


def _thin_years(store: Store, result: Result, first: Any, last: Any) -> list[str]:
    """The thin years that the period touches."""
    return [
        str(year)
        for year in thin_years_of(store, result.selection)
        if (first is None or year >= first.year) and (last is None or year <= last.year)
    ]


def _if_any(msgid: str, **number: int) -> list[Message]:
    fields: Mapping[str, object] = number
    return [Message(msgid, fields)] if any(number.values()) else []


def _together(clauses: Iterable[Message]) -> Message:
    return reduce(lambda one, other: Message(_JOINED, {"one": one, "other": other}), clauses)
