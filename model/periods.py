"""Periods: inclusive as people write them, half-open as they are stored; converted here only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period ``[start, stop)``; ``None`` = open at that end."""

    start: date | None
    stop: date | None

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day from ``first`` to ``last`` (inclusive) lies in the period."""
        return (self.start is None or last >= self.start) and (self.stop is None or first < self.stop)

    def contains(self, first: date, last: date) -> bool:
        """Whether every day from ``first`` to ``last`` (inclusive) lies in the period."""
        return (self.start is None or first >= self.start) and (self.stop is None or last < self.stop)


def half_open(first: date | None, last: date | None) -> Period:
    """The half-open form of an inclusive period.

    >>> half_open(date(2022, 9, 14), date(2022, 9, 20)).stop
    datetime.date(2022, 9, 21)

    The last day that a calendar has leaves the end open: no day comes after it.
    """
    return Period(first, None if last is None or last == date.max else last + timedelta(days=1))


def last_day(stop: date | None) -> date | None:
    """The last day (inclusive) of a half-open end.

    >>> last_day(date(2025, 3, 13))
    datetime.date(2025, 3, 12)
    """
    return None if stop is None else stop - timedelta(days=1)
