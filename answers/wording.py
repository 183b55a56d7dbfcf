"""The selection and its answer in words: title, period, filters, the two sentences that may be quoted."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from answers import by_source
from answers.naming import name_in_each_language
from answers.themes import INTERETHNIC, OTHERS, name_of_event, themes
from model.enums import DEFAULT_VERIFICATION, AboutSide, Mode, ToldBy
from model.labels import label
from model.periods import last_day
from model.settings import DISCLAIMER
from model.strings import N_, Message, Name
from store.frames import row_dicts
from store.source_choice import coverage_of, sources_of, thin_years_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    import pandas as pd

    from model.result import Result
    from model.selection import Selection
    from store.bundle import Store

_TITLE = N_("Reported incidents: {area}")
_WHOLE_VALLEY = N_("Ferghana Valley")
_PERIOD = N_("{first} to {last}")
_SINCE = N_("from {first}")
_UNTIL = N_("until {last}")
_FIELDS: dict[str, str] = {
    "country": N_("Country: {words}"),
    "province": N_("Province: {words}"),
    "district": N_("District: {words}"),
    "place": N_("Place: {words}"),
    "border": N_("Border: {words}"),
    "type": N_("Type: {words}"),
    "theme": N_("Theme: {words}"),
    "level": N_("Precision: {words}"),
    "source": N_("Source: {words}"),
    "verification": N_("Checked: {words}"),
}
_NAMED = frozenset({"district", "province", "place", "source"})
_AREA = ("place", "district", "province", "country", "border")
_COUNT = N_("Reported incidents: {n} ({days}); without a point on the map: {hidden}.")
_DEATHS = N_("Reported deaths: {addends}; records without a number of deaths: {unknown}.")
_ALL_DEATHS = N_("Reported deaths: {addends}.")
_DEATHS_OTHERS = N_("Reported deaths apart from interethnic violence: {addends}.")
_DEATHS_INSIDE = N_("Reported deaths in interethnic violence: {addends}.")
_DEATHS_EVENT = N_("Reported deaths in interethnic violence: {addends}, of which {n} belong to {event}.")
_UNKNOWN = N_("Records without a number of deaths: {unknown}.")
_NOT_DIVISIBLE = N_("Reported for the whole of a larger event, not divisible by these filters: {events}.")
_EVENT = N_("{addends} from {first} to {last}")
_EVENT_OF_A_DAY = N_("{addends} on {first}")
_ANOTHER_EVENT = N_("{one}; {other}")
_NO_DEATHS = N_("No number of deaths is known for any of them.")
_ADDENDS: dict[str, str] = {
    AboutSide.KG.value: N_("{best} on the Kyrgyz side ({whose})"),
    AboutSide.TJ.value: N_("{best} on the Tajik side ({whose})"),
    AboutSide.UZ.value: N_("{best} on the Uzbek side ({whose})"),
    AboutSide.BOTH.value: N_("{best} on both sides together ({whose})"),
}
_IN_COUNTRY: dict[str, str] = {
    AboutSide.KG.value: N_("{best} in Kyrgyzstan ({whose})"),
    AboutSide.TJ.value: N_("{best} in Tajikistan ({whose})"),
    AboutSide.UZ.value: N_("{best} in Uzbekistan ({whose})"),
}
_SEVERAL = N_("several sources")
_OWN = N_("{best} (sides not told apart)")
_OUTSIDE_COVERAGE = N_("The records cover {first} to {last}; the period asked for goes beyond that.")
_COLLECTED = N_("Collected from {first} to {last}.")
_COVERAGE = N_("Collected from {first} to {last}; few records for {years}: few records are not peace.")


def title(store: Store, selection: Selection) -> Message:
    """The title of a map or a document of this selection: what is shown, and where."""
    return Message(_TITLE, {"area": area(store, selection)})


def area(store: Store, selection: Selection) -> tuple[Message | Name, ...]:
    """The names of the places, districts, provinces, countries or borders that are asked for.

    The first of these fields that is in force speaks; without any it is the whole valley.
    """
    for field in _AREA:
        chosen = getattr(selection, field)
        if chosen:
            return tuple(_word(store, field, key) for key in chosen)
    return (Message(_WHOLE_VALLEY),)


def period(store: Store, selection: Selection) -> Message:
    """The period, inclusive; an end that is not asked for is that of the coverage, or stays open beyond it."""
    first, last = period_days(store, selection)
    if first is not None and last is not None:
        return Message(_PERIOD, {"first": first, "last": last})
    return Message(_UNTIL, {"last": _day(last)}) if first is None else Message(_SINCE, {"first": _day(first)})


def period_days(store: Store, selection: Selection) -> tuple[date | None, date | None]:
    """First and last day of the period, both inclusive, the coverage where none is asked for.

    ``None`` where the coverage would end before the day that is asked for, or begin after it.
    """
    covered = coverage_of(store, selection)
    first, last = selection.date_from or covered.start, selection.date_to or last_day(covered.stop)
    if first is None or last is None or first <= last:
        return first, last
    return selection.date_from, selection.date_to


def in_words(store: Store, selection: Selection) -> tuple[Message, ...]:
    """The period and every filter in force, a message each; the default verification goes unsaid.

    Where imported sources speak because nobody chose, they are named as if chosen.
    """
    found = [period(store, selection)]
    for field, msgid in _FIELDS.items():
        chosen = sources_of(store, selection) if field == "source" else getattr(selection, field)
        if chosen and not (field == "verification" and set(chosen) == set(DEFAULT_VERIFICATION)):
            words = tuple(_word(store, field, key) for key in chosen)
            found.append(Message(msgid, {"words": words}))
    return tuple(found)


def disclaimers(store: Store, selection: Selection) -> tuple[Message, ...]:
    """What must stand beside every picture: on boundaries, on coverage, on a period beyond it."""
    covered, thin = coverage_of(store, selection), thin_years_of(store, selection)
    days = {"first": _day(covered.start), "last": _day(last_day(covered.stop))}
    collected = (
        Message(_COVERAGE, days | {"years": ", ".join(map(str, thin))}) if thin else Message(_COLLECTED, days)
    )
    found = [Message(DISCLAIMER), collected]
    if _beyond(selection.date_from, selection.date_to, covered.start, last_day(covered.stop)):
        found.append(Message(_OUTSIDE_COVERAGE, days))
    return tuple(found)


def what_can_be_said(store: Store, result: Result) -> tuple[Message, ...]:
    """Two sentences about an answer of ``incidents`` to copy, with n and limits; without records the reason.

    One more where the filters cut through the totals of larger events: their counts, side by side.
    """
    figures: Mapping[str, Any] = result.figures
    why = by_source.in_words(result) or remark(result)
    if not figures["count"] and why is not None:
        return why, *_whole_totals(result)
    hidden = sum(figures["not_on_map"].values())
    days = period(store, result.selection)
    count = Message(_COUNT, {"n": figures["count"], "days": days, "hidden": hidden})
    return count, *_deaths(store, result), *_whole_totals(result)


def remark(result: Result) -> Message | None:
    """The message of an answer of ``incidents``, to stand beside :func:`what_can_be_said`.

    Without V1 where the sentence on larger events gives the counts of the sides: a summed range beside
    them would be a second figure for the same deaths.
    """
    message = result.message
    if message is None or message.code != "V1" or not _whole_totals(result):
        return message
    why = message.fields.get("one")
    return why if isinstance(why, Message) else None


def split(result: Result, apart: Result) -> tuple[tuple[Message, ...], tuple[Message, ...]] | None:
    """The addends of deaths apart from interethnic violence, and those in it; nothing where there are not both.

    ``result``: an answer of ``incidents``; ``apart``: that of ``themes`` to the same selection.
    """
    if result.figures["killed"]["best"] is None or apart.table.empty:
        return None
    groups = dict(iter(apart.table.groupby("group")))
    inside = deaths_of(groups[INTERETHNIC], by_country=True) if INTERETHNIC in groups else ()
    return (deaths_of(groups[OTHERS]) if OTHERS in groups else (), inside) if inside else None


def _deaths(store: Store, result: Result) -> tuple[Message, ...]:
    """A sentence on the deaths, or one for each group where interethnic violence is among them."""
    apart = themes(store, result.selection, mode=result.mode or Mode.PUBLIC)
    both = split(result, apart)
    if both is None:
        return (_all_deaths(result),)
    others, inside = both
    events = [row for row in row_dicts(apart.tables["events"]) if row["killed_best"]]
    found = [Message(_DEATHS_OTHERS, {"addends": others})] if others else []
    if len(events) == 1:
        event = {"n": int(events[0]["killed_best"]), "event": name_of_event(events[0])}
        found.append(Message(_DEATHS_EVENT, {"addends": inside, **event}))
    else:
        found.append(Message(_DEATHS_INSIDE, {"addends": inside}))
    unknown = result.figures["killed"]["unknown_records"]
    return (*found, *([Message(_UNKNOWN, {"unknown": unknown})] if unknown else []))


def _all_deaths(result: Result) -> Message:
    killed = result.figures["killed"]
    if killed["best"] is None:
        return Message(_NO_DEATHS)
    addends = deaths_by_side(result) or (0,)
    return Message(
        _DEATHS if killed["unknown_records"] else _ALL_DEATHS,
        {"addends": addends, "unknown": killed["unknown_records"]},
    )


def _whole_totals(result: Result) -> tuple[Message, ...]:
    """One sentence on the totals that the filters cut through."""
    events = whole_totals(result)
    return () if events is None else (Message(_NOT_DIVISIBLE, {"events": events}),)


def whole_totals(result: Result, *, by_country: Collection[str] = ()) -> Message | None:
    """The totals that the filters cut through as one message: a clause each, oldest first; none, nothing.

    ``by_country``: groups (``part_of``) whose deaths were on no side of a border, so that the country is named.
    """
    cut = result.tables["not_divisible"]
    first = cut[cut["killed_best"].notna()].drop_duplicates(["incident_id", "about_side"])
    of_each = first.sort_values(["date_start", "date_end", "incident_id", "about_side"])
    clauses = [
        _event(event, by_country=event["part_of"].iloc[0] in by_country)
        for _, event in of_each.groupby("incident_id", sort=False)
    ]
    if not clauses:
        return None
    return reduce(lambda one, other: Message(_ANOTHER_EVENT, {"one": one, "other": other}), clauses)


def _event(counts: pd.DataFrame, *, by_country: bool = False) -> Message:
    """Days and counts of one event, sides in the order of their codes; both together only where alone."""
    by_side = counts[counts["about_side"] != AboutSide.BOTH]
    told = row_dicts(counts if by_side.empty else by_side)
    first, last = told[0]["date_start"], told[0]["date_end"]
    addends = tuple(_addend(row, by_country=by_country) for row in told)
    fields = {"addends": addends, "first": _day(first), "last": _day(last)}
    return Message(_EVENT_OF_A_DAY if first == last else _EVENT, fields)


def deaths_by_side(result: Result) -> tuple[Message, ...]:
    """The addends of the deaths of an ``incidents`` answer, each with whose count and about whom."""
    return deaths_of(result.tables["by_side"])


def deaths_of(sides: pd.DataFrame, *, by_country: bool = False) -> tuple[Message, ...]:
    """The addends of rows of ``by_side``; ``by_country`` where no border was between those who died."""
    killed = sides[sides["killed_best"].fillna(0) > 0]
    return tuple(_addend(row, by_country=by_country) for row in row_dicts(killed))


def _addend(row: dict[str, Any], *, by_country: bool = False) -> Message:
    msgid = (_IN_COUNTRY if by_country else _ADDENDS).get(row["about_side"])
    best = int(row["killed_best"])
    if msgid is None:
        return Message(_OWN, {"best": best})
    return Message(msgid, {"best": best, "whose": whose(row["told_by"])})


def whose(told_by: str | None) -> Message:
    """Whose count a figure is: its teller, or that there are several; ``told_by`` as in ``by_side``.

    >>> whose("KG").english(), whose("KG, third").english(), whose(None).english()
    ('Kyrgyz count', 'several sources', 'teller not named')
    """
    tellers = (told_by or ToldBy.UNKNOWN.value).split(", ")
    return Message(label(ToldBy(tellers[0])) if len(tellers) == 1 else _SEVERAL)


def _word(store: Store, field: str, key: Any) -> Message | Name:
    """A name in its languages, a word by its label: both follow the language of the reader."""
    return name_in_each_language(store, field, str(key)) if field in _NAMED else Message(label(key))


def _beyond(first: date | None, last: date | None, start: date | None, stop: date | None) -> bool:
    early = first is not None and start is not None and first < start
    late = last is not None and stop is not None and last > stop
    return early or late


def _day(day: date | None) -> date | str:
    return "…" if day is None else day
