"""The selection and its answer in words: title, period, filters, the two sentences that may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers.naming import display_name
from model.enums import DEFAULT_VERIFICATION, AboutSide, ToldBy
from model.labels import label
from model.periods import last_day
from model.settings import DISCLAIMER, INCIDENT_SOURCE
from model.strings import N_, Message
from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from model.result import Result
    from model.selection import Selection
    from store.bundle import Store

_TITLE = N_("Reported incidents: {area}")
_WHOLE_VALLEY = N_("Ferghana Valley")
_PERIOD = N_("{first} to {last}")
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
_COUNT = N_("Reported incidents: {n} ({first} to {last}); without a point on the map: {hidden}.")
_DEATHS = N_("Reported deaths: {addends}; records without a number of deaths: {unknown}.")
_ALL_DEATHS = N_("Reported deaths: {addends}.")
_NOT_DIVISIBLE = N_("Reported for the whole of a larger event, not divisible by these filters: {addends}.")
_NO_DEATHS = N_("No number of deaths is known for any of them.")
_ADDEND = N_("{best} ({whose}, {about})")
_OWN = N_("{best} (sides not told apart)")
_OUTSIDE_COVERAGE = N_("The records cover {first} to {last}; the period asked for goes beyond that.")
_COVERAGE = N_("Collected from {first} to {last}; few records for {years}: few records are not peace.")
_INCIDENT_NONE = N_("No documented incident lies inside these filters; that does not mean that nothing happened.")


def title(store: Store, selection: Selection) -> Message:
    """The title of a map or a document of this selection: what is shown, and where."""
    return Message(_TITLE, {"area": area(store, selection)})


def area(store: Store, selection: Selection) -> tuple[Message | str, ...]:
    """The names of the places, districts, provinces, countries or borders that are asked for.

    The first of these fields that is in force speaks; without any it is the whole valley.
    """
    for field in _AREA:
        chosen = getattr(selection, field)
        if chosen:
            return tuple(_word(store, field, key) for key in chosen)
    return (Message(_WHOLE_VALLEY),)


def period(store: Store, selection: Selection) -> Message:
    """The period, inclusive; an end that is not asked for is that of the coverage."""
    first, last = period_days(store, selection)
    return Message(_PERIOD, {"first": _day(first), "last": _day(last)})


def period_days(store: Store, selection: Selection) -> tuple[date | None, date | None]:
    """First and last day of the period, both inclusive, the coverage where none is asked for."""
    covered = store.coverage(INCIDENT_SOURCE)
    return selection.date_from or covered.start, selection.date_to or last_day(covered.stop)


def in_words(store: Store, selection: Selection) -> tuple[Message, ...]:
    """The period and every filter in force, a message each; the default verification goes unsaid."""
    found = [period(store, selection)]
    for field, msgid in _FIELDS.items():
        chosen = getattr(selection, field)
        if chosen and not (field == "verification" and set(chosen) == set(DEFAULT_VERIFICATION)):
            words = tuple(_word(store, field, key) for key in chosen)
            found.append(Message(msgid, {"words": words}))
    return tuple(found)


def disclaimers(store: Store, selection: Selection) -> tuple[Message, ...]:
    """What must stand beside every picture: on boundaries, on coverage, on a period beyond it."""
    source = store.frame("sources").set_index("source_id").loc[INCIDENT_SOURCE]
    covered = store.coverage(INCIDENT_SOURCE)
    days = {"first": _day(covered.start), "last": _day(last_day(covered.stop))}
    found = [Message(DISCLAIMER), Message(_COVERAGE, days | {"years": ", ".join(source["thin_years"])})]
    if _beyond(selection.date_from, selection.date_to, covered.start, last_day(covered.stop)):
        found.append(Message(_OUTSIDE_COVERAGE, days))
    return tuple(found)


def what_can_be_said(store: Store, result: Result) -> tuple[Message, ...]:
    """Two sentences about an answer of ``incidents`` to copy, with n and limits; one if there is none.

    A third where the filters cut through the total of a larger event: its counts, side by side.
    """
    figures: Mapping[str, Any] = result.figures
    if not figures["count"]:
        return (Message(_INCIDENT_NONE),)
    first, last = period_days(store, result.selection)
    hidden = sum(figures["not_on_map"].values())
    count = Message(_COUNT, {"n": figures["count"], "first": _day(first), "last": _day(last), "hidden": hidden})
    return count, _deaths(result), *_whole_totals(result)


def _deaths(result: Result) -> Message:
    killed = result.figures["killed"]
    if killed["best"] is None:
        return Message(_NO_DEATHS)
    addends = deaths_by_side(result) or (0,)
    return Message(
        _DEATHS if killed["unknown_records"] else _ALL_DEATHS,
        {"addends": addends, "unknown": killed["unknown_records"]},
    )


def _whole_totals(result: Result) -> tuple[Message, ...]:
    """One sentence on the totals that the filters cut through, by the first count of each side."""
    cut = result.tables["not_divisible"]
    first = cut[cut["killed_best"].notna() & (cut["about_side"] != AboutSide.BOTH)].drop_duplicates(
        ["incident_id", "about_side"]
    )
    addends = tuple(_addend(row) for row in row_dicts(first))
    return (Message(_NOT_DIVISIBLE, {"addends": addends}),) if addends else ()


def deaths_by_side(result: Result) -> tuple[Message, ...]:
    """The addends of the deaths of an ``incidents`` answer, each with whose count and about whom."""
    found = list[Message]()
    sides = result.tables["by_side"]
    killed = sides[sides["killed_best"].fillna(0) > 0]
    for row in row_dicts(killed):
        best = int(row["killed_best"])
        if row["about_side"] in set(AboutSide):
            found.append(_addend(row))
        else:
            found.append(Message(_OWN, {"best": best}))
    return tuple(found)


def _addend(row: dict[str, Any]) -> Message:
    tellers = (row["told_by"] or ToldBy.UNKNOWN.value).split(", ")
    whose = tuple(Message(label(ToldBy(teller))) for teller in tellers)
    side = Message(label(AboutSide(row["about_side"] or AboutSide.BOTH)))
    return Message(_ADDEND, {"best": int(row["killed_best"]), "whose": whose, "about": side})


def _word(store: Store, field: str, key: Any) -> Message | str:
    """A name as it is, a word by its label, which can be translated."""
    return display_name(store, field, str(key)) if field in _NAMED else Message(label(key))


def _beyond(first: date | None, last: date | None, start: date | None, stop: date | None) -> bool:
    early = first is not None and start is not None and first < start
    late = last is not None and stop is not None and last > stop
    return early or late


def _day(day: date | None) -> str:
    return "…" if day is None else day.isoformat()
