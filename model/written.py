"""Numbers and days as a language writes them: pure rules, no locale of the computer.

The rules for Tajik are our own, because no library has them whole (CLDR gives months without the izofat and
no plural); they stand here for every language so that all follow one scheme.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

THIN = "\u202f"
"""Narrow no-break space: between thousands in every language."""
_COMMA = frozenset({"ky", "ru", "tg", "uz"})
"""Languages with a decimal comma."""
_MONTHS: dict[str, str] = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
}
"""The months as they stand after a day: genitive in Russian, with the izofat in Tajik."""
_DAYS: dict[str, str] = {"ru": "{day} {month} {year} года", "tg": "{day} {month} соли {year}"}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12][0-9]{3}")
_PERCENT: dict[str, str] = {"en": " %", "ru": "\u00a0%"}
"""What stands behind the number; elsewhere the sign follows without a space."""
_ALPHABETS: dict[str, str] = {
    "ky": "абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "tg": "абвгғдежзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
}
"""Order of the letters; ё goes with е. Other languages follow their code points."""


def whole(value: float) -> str:
    """A whole number with narrow no-break spaces between thousands and a true minus.

    >>> whole(12345).replace(chr(0x202F), "_")
    '12_345'
    """
    return f"{int(value):,}".replace(",", THIN).replace("-", "\u2212")


def decimal(value: float, *, lang: str = "en") -> str:
    """A figure with at most two decimals, as its source writes it; a comma where the language has one.

    >>> decimal(43.90), decimal(51.0), decimal(43.9, lang="ru")
    ('43.9', '51', '43,9')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    return text.replace(".", ",") if lang in _COMMA else text


def percent(share: float, *, lang: str = "en") -> str:
    """A share as whole per cent.

    >>> percent(0.427), percent(0.427, lang="tg")
    ('43 %', '43%')
    """
    return of_hundred(round(100 * share), lang=lang)


def of_hundred(value: float, *, lang: str = "en") -> str:
    """A value that is in per cent already, as exactly as its source has it, with the sign.

    >>> of_hundred(43.9), of_hundred(43.9, lang="tg")
    ('43.9 %', '43,9%')
    """
    return decimal(value, lang=lang) + _PERCENT.get(lang, "%")


def day(value: date, *, lang: str = "en") -> str:
    """A day in a sentence: ISO in English, else as the language writes it, or ISO where we have no rule.

    >>> day(date(2021, 4, 29)), day(date(2021, 4, 29), lang="ru"), day(date(2021, 4, 29), lang="tg")
    ('2021-04-29', '29 апреля 2021 года', '29 апрели соли 2021')
    """
    if lang not in _DAYS:
        return value.isoformat()
    return _DAYS[lang].format(day=value.day, month=_MONTHS[lang].split()[value.month - 1], year=value.year)


def short_day(value: date, *, lang: str = "en") -> str:
    """A day where room is short: ISO in English, else in figures as the language writes them.

    >>> short_day(date(2021, 4, 9)), short_day(date(2021, 4, 9), lang="tg")
    ('2021-04-09', '09.04.2021')
    """
    if lang not in _DAYS:
        return value.isoformat()
    return f"{value.day:02}.{value.month:02}.{value.year}"


def year_or_day(text: str, *, lang: str = "en") -> str:
    """A text that is a year or an ISO day: the day as the language writes it, a year as it is.

    >>> year_or_day("1968", lang="ru"), year_or_day("2025-03-13", lang="ru")
    ('1968', '13 марта 2025 года')
    """
    known = year_or_day_of(text)
    return day(known, lang=lang) if isinstance(known, date) else text


def year_or_day_of(text: str) -> int | date | None:
    """What a text that should be a year or an ISO day says; ``None`` where it is neither.

    >>> year_or_day_of("1968"), year_or_day_of("2025-03-13"), year_or_day_of("2025-13-13"), year_or_day_of("soon")
    (1968, datetime.date(2025, 3, 13), None, None)
    """
    if _YEAR.fullmatch(text):
        return int(text)
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def days(first: date | None, last: date | None, *, lang: str = "en", until: str = "…") -> str:
    """A day, or a first and a last day with a dash between; without a first one dots, without a last ``until``.

    >>> days(date(2021, 4, 29), date(2021, 4, 29)), days(date(2021, 4, 29), None)
    ('2021-04-29', '2021-04-29 – …')
    >>> days(date(2021, 4, 29), date(2021, 5, 1), lang="ru")
    '29 апреля 2021 года – 1 мая 2021 года'
    """
    begin = "…" if first is None else day(first, lang=lang)
    end = until if last is None else day(last, lang=lang)
    return begin if first is not None and first == last else f"{begin} – {end}"


def written(value: Any, *, lang: str) -> Any:
    """A day or a number as text in the language; anything else as it is.

    >>> written(12.5, lang="ru"), written("2021", lang="ru"), written(True, lang="ru")
    ('12,5', '2021', True)
    """
    if isinstance(value, date):
        return day(value, lang=lang)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return whole(value)
    return decimal(value, lang=lang) if isinstance(value, float) else value


def sort_key(text: str, *, lang: str) -> tuple[tuple[int, str], ...]:
    """What a list of names is sorted by in a language, whatever the computer's locale knows.

    >>> sorted(["Фон", "Ӯрта", "Ура"], key=lambda name: sort_key(name, lang="tg"))
    ['Ура', 'Ӯрта', 'Фон']
    """
    alphabet = _ALPHABETS.get(lang, "")
    folded = text.casefold().replace("ё", "е")
    if not alphabet:
        return tuple((0, letter) for letter in folded)
    return tuple((alphabet.find(letter), letter) for letter in folded)
