"""Two periods side by side: which ones to offer, how far the sources cover each, and what differs between them.

The difference of the counts has the guard of :mod:`answers.difference`: both periods must be covered whole, and
it is said that nobody has tested it. Deaths stand beside each other and are never subtracted.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from answers.difference import UNDECIDED, Days, covered_share, refusal, thin_years
from answers.publish import admit
from answers.wording import period_days
from model.enums import Mode
from model.result import require_published
from model.selection import Selection
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import total_rows
from store.source_choice import coverage_of

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

EARLIEST = 1900
"""No period that begins before this year is offered: an address could not name it."""

_ALL = N_("The sources cover all of this period.")
_NONE = N_("The sources cover no day of this period: nothing is known about it, and that is not peace.")
_THIN = N_("Few records were collected for {years}, which is not peace.")
_OVERLAP = N_("No difference is given: the two periods share days, so some records may lie in both.")
_OPEN = N_("No difference is given: one of the periods has an open end.")
_SAME = N_("As many incidents are reported from {first} to {last} as from {before} to {until}: {x1}. {limits}")
_UNTESTED = N_("A difference of counts may be chance; it is not tested here.")
_LENGTHS = N_(
    "The periods have {days} and {others} days. A difference of counts may be chance; it is not tested here."
)


def days_of(store: Store, selection: Selection) -> Days | None:
    """The period of a selection, the coverage where it has none; ``None`` where an end stays open."""
    first, last = period_days(store, selection)
    return None if first is None or last is None else Days(first, last)


def just_before(now: Days) -> Days | None:
    """As many days, ending on the day before ``now`` begins; ``None`` where that is before :data:`EARLIEST`.

    >>> just_before(Days(date(2024, 2, 29), date(2024, 3, 1)))
    Days(first=datetime.date(2024, 2, 27), last=datetime.date(2024, 2, 28))
    """
    if now.first.toordinal() - now.length < date(EARLIEST, 1, 1).toordinal():
        return None
    last = now.first - timedelta(days=1)
    return Days(last - timedelta(days=now.length - 1), last)


def years_before(now: Days) -> Days | None:
    """The same days of the year, as few years before as keep the two apart; whole months stay whole months.

    29 February becomes the 28th. ``None`` where that is before :data:`EARLIEST`.

    >>> years_before(Days(date(2023, 2, 1), date(2023, 2, 28)))
    Days(first=datetime.date(2022, 2, 1), last=datetime.date(2022, 2, 28))
    >>> years_before(Days(date(2021, 2, 1), date(2021, 2, 28))).last
    datetime.date(2020, 2, 29)
    """
    whole_months = now.first.day == 1 and now.last.day == _month_length(now.last.year, now.last.month)
    for years in range(1, now.first.year - EARLIEST + 1):
        before = Days(_moved(now.first, years), _moved(now.last, years, to_end=whole_months))
        if not before.overlaps(now):
            return before
    return None


def _moved(day: date, years: int, *, to_end: bool = False) -> date:
    length = _month_length(day.year - years, day.month)
    return date(day.year - years, day.month, length if to_end else min(day.day, length))


def _month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def event_pairs(store: Store) -> tuple[tuple[Days, Days], ...]:
    """The periods of larger events of the data that follow each other along one border, earlier one first.

    Only what anybody may see is read: such a pair is an offer to everyone.
    """
    totals, _ = admit(total_rows(store), mode=Mode.PUBLIC)
    along = totals[totals["border"].notna()].sort_values(["date_start", "incident_id"])
    found = list[tuple[Days, Days]]()
    for _, events in along.groupby(["border", "theme"], sort=True):
        days = [Days(row["date_start"], row["date_end"]) for row in row_dicts(events)]
        found += [(one, other) for one, other in pairwise(days) if not one.overlaps(other)]
    return tuple(found)


def is_covered(store: Store, days: Days) -> bool:
    """Whether the sources cover any day of the period."""
    return covered_share(days, coverage_of(store, Selection()), ()) > 0


def coverage(store: Store, days: Days, selection: Selection | None = None) -> tuple[Message, ...]:
    """How many days of the period the sources cover, and the years in it of which few records were collected."""
    share = covered_share(days, coverage_of(store, selection or Selection()), ())
    n = round(share * days.length)
    if not n:
        return (Message(_NONE),)
    part = Message.counted(
        "The sources cover {n} day of this period, which has {all}.",
        "The sources cover {n} of the {all} days of this period.",
        n,
        all=days.length,
    )
    thin = [
        str(year)
        for year in thin_years(store, selection)
        if Days(date(year, 1, 1), date(year, 12, 31)).overlaps(days)
    ]
    found = Message(_ALL) if n == days.length else part
    return (found, Message(_THIN, {"years": ", ".join(thin)})) if thin else (found,)


def between(store: Store, one: Result, other: Result) -> Message:
    """The difference between the counts of two answers of ``incidents``, or why none is given.

    The later period is set against the earlier one, whichever comes first here.
    """
    periods = [days_of(store, require_published(result).selection) for result in (one, other)]
    if any(result.figures["count"] is None for result in (one, other)):
        return Message(UNDECIDED)
    counts = [int(result.figures["count"]) for result in (one, other)]
    ends = [(days, count) for days, count in zip(periods, counts, strict=True) if days is not None]
    if len(ends) < len(counts):
        return Message(_OPEN)
    (before, x0), (now, x1) = sorted(ends, key=lambda end: (end[0].first, end[0].last))
    if before.overlaps(now):
        return Message(_OVERLAP)
    covered = coverage_of(store, one.selection, shared=True)
    why = refusal(covered, thin_years(store, one.selection), now, before, x1, x0)
    return why or _difference(now, before, x1, x0)


def _difference(now: Days, before: Days, x1: int, x0: int) -> Message:
    lengths = {"days": now.length, "others": before.length}
    limits = Message(_UNTESTED) if now.length == before.length else Message(_LENGTHS, lengths)
    ends = {"first": now.first, "last": now.last, "before": before.first, "until": before.last}
    fields: dict[str, object] = {**ends, "x1": x1, "x0": x0, "limits": limits}
    if x1 > x0:
        return Message.counted(
            "{n} incident more is reported from {first} to {last} than from {before} to {until} "
            "({x1}, {x0}). {limits}",
            "{n} incidents more are reported from {first} to {last} than from {before} to {until} "
            "({x1}, {x0}). {limits}",
            x1 - x0,
            **fields,
        )
    if x1 < x0:
        return Message.counted(
            "{n} incident fewer is reported from {first} to {last} than from {before} to {until} "
            "({x1}, {x0}). {limits}",
            "{n} incidents fewer are reported from {first} to {last} than from {before} to {until} "
            "({x1}, {x0}). {limits}",
            x0 - x1,
            **fields,
        )
    return Message(_SAME, fields)
