"""The difference between the counts of two periods, only where the sources cover both; else why there is none.

A count that grows with the collecting is no change. So all days of both periods must lie in the coverage and
in no year of which few records were collected. What is given is a difference of counts, which may be chance;
its test (methods section 6) is another question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.publish import publish
from answers.wording import period_days
from model.enums import Mode, Status
from model.messages import coded
from model.result import Result
from model.selection import Selection
from model.strings import N_, Message
from store.open_pairs import pairs_inside
from store.queries import counts_by
from store.source_choice import coverage_of, thin_years_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from model.periods import Period
    from store.bundle import Store

LEAST = 5
"""Fewer incidents than this in both periods together say nothing about a change (methods section 6, C1)."""
_YEAR = 366
UNDECIDED = N_("No difference is given: pairs of records of several sources that may be one event are undecided.")


@dataclass(frozen=True, slots=True)
class Days:
    """A period with both ends, inclusive."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """The number of its days."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Days) -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last


def difference(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """Counted records of the period against those of :func:`earlier`, all other filters the same.

    ``figures``: ``now``, ``before``, ``difference`` (``None`` = refused, with ``code`` and ``message``),
    ``first, last, before_first, before_last`` (days). A selection without a period of its own has no
    earlier one: all of them are ``None``, without a message.
    """
    figures: dict[str, Any] = dict.fromkeys(FIGURES)
    now = _days(store, selection)
    why: Message | None = None
    if now is not None:
        before = earlier(now)
        counts = {period: _count(store, selection, period, mode) for period in (now, before)}
        # Zeros of a time that nobody collected are no counts.
        covered = coverage_of(store, selection, shared=True)
        why = refusal(covered, thin_years(store, selection), now, before, counts[now], counts[before])
        if _undecided(store, selection, (now, before), mode):
            why = Message(UNDECIDED)
        figures |= {"first": now.first, "last": now.last}
        figures |= {"before_first": before.first, "before_last": before.last}
        if why is None:
            figures |= {"now": counts[now], "before": counts[before]}
            figures["difference"] = counts[now] - counts[before]
    result = Result(
        question="difference",
        selection=selection,
        table=pd.DataFrame(),
        status=Status.OK if why is None else Status.REFUSED,
        code=None if why is None else why.code,
        message=why,
        figures=figures,
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


FIGURES = ("now", "before", "difference", "first", "last", "before_first", "before_last")


def earlier(now: Days) -> Days:
    """The same days a year before; of a period longer than a year, as many days right before it.

    >>> earlier(Days(date(2022, 3, 1), date(2022, 5, 31))).first
    datetime.date(2021, 3, 1)
    >>> earlier(Days(date(2020, 1, 1), date(2021, 12, 31)))
    Days(first=datetime.date(2017, 12, 31), last=datetime.date(2019, 12, 31))
    """
    before = Days(_year_before(now.first), _year_before(now.last))
    if now.length <= _YEAR and not before.overlaps(now):
        return before
    last = now.first - timedelta(days=1)
    return Days(last - timedelta(days=now.length - 1), last)


def refusal(
    covered: Period, thin_years: Collection[int], now: Days, before: Days, x1: int, x0: int
) -> Message | None:
    """Why the counts of two periods must not be compared, or nothing: C2 first, then C1."""
    for period in (now, before):
        share = covered_share(period, covered, thin_years)
        if share < 1.0:
            return coded("C2", x=int(100 * share), first=period.first, last=period.last)
    if x1 + x0 < LEAST:
        days = {"first": now.first, "last": now.last, "before": before.first, "until": before.last}
        return coded("C1", x1=x1, x0=x0, **days)
    return None


def covered_share(period: Days, covered: Period, thin_years: Collection[int]) -> float:
    """The share of a period's days that lie in the coverage and in no thin year.

    >>> from model.periods import Period
    >>> covered_share(Days(date(2011, 12, 31), date(2012, 1, 1)), Period(None, None), {2011})
    0.5
    """
    start = period.first if covered.start is None else max(period.first, covered.start)
    stop = period.last + timedelta(days=1)
    stop = stop if covered.stop is None else min(stop, covered.stop)
    days = max(0, (stop - start).days)
    for year in thin_years:
        first, last = max(start, date(year, 1, 1)), min(stop, date(year + 1, 1, 1))
        days -= max(0, (last - first).days)
    return days / period.length


def _days(store: Store, selection: Selection) -> Days | None:
    """The period that a reader chose, with both ends; the whole coverage is no choice."""
    if selection.date_from is None and selection.date_to is None:
        return None
    first, last = period_days(store, selection)
    return None if first is None or last is None else Days(first, last)


def _year_before(day: date) -> date:
    """The same day a year before; 29 February becomes the 28th."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28) if leap_day else day.replace(year=day.year - 1)


def _count(store: Store, selection: Selection, days: Days, mode: Mode) -> int:
    period = selection.but(date_from=days.first, date_to=days.last)
    return int(counts_by(store, period, by=("record_kind",), mode=mode)["count"].sum())


def _undecided(store: Store, selection: Selection, periods: Collection[Days], mode: Mode) -> bool:
    """Whether records of one of the periods may be one event, and nobody has decided."""
    asked = [selection.but(date_from=days.first, date_to=days.last) for days in periods]
    return any(len(pairs_inside(store, each, mode)) for each in asked)


def thin_years(store: Store, selection: Selection | None = None) -> tuple[int, ...]:
    """The years of which a source in force has few records: few records are not peace."""
    return thin_years_of(store, selection or Selection())
