"""Days as people write them, one cell at a time: digits in either order, months as words, serial numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("jan", "yan", "янв"),
    ("feb", "fev", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "май", "мая"),
    ("jun", "iyun", "июн"),
    ("jul", "iyul", "июл"),
    ("aug", "avg", "авг"),
    ("sep", "sen", "сен"),
    ("oct", "okt", "окт"),
    ("nov", "noy", "ноя"),
    ("dec", "dek", "дек"),
)
"""How the months begin in English, Russian, Kyrgyz, Tajik and Uzbek (both alphabets)."""
_BESIDE = re.compile(
    r"г|год|года|году|ж|жыл|жылы|жылдын|с|сол|соли|й|yil|yilning|yili|st|nd|rd|th|of|числа"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
)
"""Words that stand beside a day and say nothing more."""
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$", re.DOTALL)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:\s*(?:г\.?|года|ж\.?|й\.?))?")
_TWO = re.compile(r"(\d{1,4})[./-](\d{1,4})(?:\s*г\.?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})(?:\s*г\.?|\s*год)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_0, _SERIALS = date(1899, 12, 30), range(18_264, 73_416)
"""Day 0 of the serial numbers of spreadsheets; numbers from 1950 to 2100 are taken as days."""
_CENTURY_TURN = 69
"""Two digits from this on mean the twentieth century, as in POSIX."""
_YEARS = range(1800, 2200)
_LONGEST = 60


def span(cell: str, *, day_first: bool) -> tuple[date, date] | None:
    """First and last day that the cell means: one day, a month or a year; None where it means none.

    >>> span("2022-жылдын 14-сентябры", day_first=True)
    (datetime.date(2022, 9, 14), datetime.date(2022, 9, 14))
    """
    text = _TIME.sub("", cell.strip())
    if len(text) > _LONGEST:
        return None
    return _in_digits(text, day_first=day_first) or _in_words(text)


def _in_digits(text: str, *, day_first: bool) -> tuple[date, date] | None:
    if three := _NUMBERS.fullmatch(text):
        return _three(three[1], three[2], three[3], day_first=day_first)
    if two := _TWO.fullmatch(text):
        year, month = (two[1], two[2]) if len(two[1]) == 4 else (two[2], two[1])
        return _month(int(year), int(month)) if len(year) == 4 and len(month) <= 2 else None
    if compact := _COMPACT.fullmatch(text):
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    if serial := _SERIAL.fullmatch(text):
        day = _SERIAL_0 + timedelta(days=int(serial[1]))
        return (day, day) if int(serial[1]) in _SERIALS else None
    if year := _YEAR.fullmatch(text):
        return _whole_year(int(year[1]))
    return None


def _three(one: str, middle: str, last: str, *, day_first: bool) -> tuple[date, date] | None:
    if len(one) == 4:
        return _day(int(one), int(middle), int(last)) if len(last) <= 2 else None
    if len(one) > 2 or len(last) not in {2, 4}:
        return None
    day, month = (one, middle) if day_first else (middle, one)
    return _day(_full_year(last), int(month), int(day))


def _in_words(text: str) -> tuple[date, date] | None:
    tokens = _TOKEN.findall(text.casefold())
    numbers = [token for token in tokens if token.isdigit()]
    named = [token for token in tokens if not token.isdigit() and not _BESIDE.fullmatch(token)]
    month = _month_named(named[0]) if len(named) == 1 else None
    if month is None or not 1 <= len(numbers) <= 2:
        return None
    years = [number for number in numbers if len(number) == 4]
    if len(numbers) == 1:
        return _month(int(numbers[0]), month) if years else None
    year = years[0] if len(years) == 1 else numbers[1]
    day = numbers[1 - numbers.index(year)] if numbers[0] != numbers[1] else numbers[0]
    return _day(_full_year(year), month, int(day)) if len(day) <= 2 and len(year) in {2, 4} else None


def _month_named(word: str) -> int | None:
    found = (number for number, begins in enumerate(_MONTHS, 1) if word.startswith(begins))
    return next(found, None)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return (found, found)


def _month(year: int, month: int) -> tuple[date, date] | None:
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _whole_year(year: int) -> tuple[date, date] | None:
    return (date(year, 1, 1), date(year, 12, 31)) if year in _YEARS else None
