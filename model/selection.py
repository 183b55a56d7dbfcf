"""The selection: the filters in force, as ids and dates, and its form in a URL.

A :class:`Selection` holds ids only; names in any spelling become ids before one is made. Dates here
are inclusive on both ends, as people write them; :mod:`model.periods` has the one function that
turns them half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from model.enums import (
    DEFAULT_VERIFICATION,
    Border,
    Country,
    IncidentType,
    LocationLevel,
    Theme,
    Verification,
)
from model.errors import BadInputError, problems_error
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_REVERSED = N_("The period must begin before it ends, but it runs from {first} to {last}: exchange the two dates.")
_NO_VALUE = N_("'{text}' is not a value of '{name}': use one of {words}.")
_NO_DATE = N_("'{text}' is not a date for '{name}': write it as YYYY-MM-DD, for example 2022-09-14.")
_NO_YEAR = N_(
    "The year of '{name}' must lie from {year_first} to {year_last}, but '{day}' has the year {year}: "
    "write a day in these years, for example 2022-09-14."
)


class Perceptions(StrEnum):
    """Which perception figures lie over the map."""

    PUBLISHED = "published"
    SYNTHETIC = "synthetic"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters in force. Empty tuples mean "no filter"; ``None`` dates mean whole coverage.

    Fields become query parameters of the same name, with ``from`` and ``to`` for the two dates.
    """

    date_from: date | None = None
    date_to: date | None = None
    on: date | None = None
    district: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    country: tuple[Country, ...] = ()
    place: tuple[str, ...] = ()
    type: tuple[IncidentType, ...] = ()
    theme: tuple[Theme, ...] = ()
    border: tuple[Border, ...] = ()
    source: tuple[str, ...] = ()
    level: tuple[LocationLevel, ...] = ()
    verification: tuple[Verification, ...] = field(default=DEFAULT_VERIFICATION)
    perceptions: Perceptions = Perceptions.PUBLISHED
    question: str | None = None
    wave: str | None = None

    def __post_init__(self) -> None:
        """Sort and deduplicate the lists, so that equal selections are equal values."""
        for name in _LISTS:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.date_from and self.date_to and self.date_from > self.date_to:
            message = Message(_REVERSED, {"first": self.date_from, "last": self.date_to})
            raise BadInputError(message)

    def to_query(self) -> dict[str, list[str]]:
        """The selection as query parameters; what equals the default is left out.

        >>> Selection(district=("kg-batken",), date_from=date(2022, 9, 14)).to_query()
        {'from': ['2022-09-14'], 'district': ['kg-batken']}
        """
        default, query = Selection(), dict[str, list[str]]()
        for item in fields(self):
            value = getattr(self, item.name)
            if value != getattr(default, item.name):
                query[_PARAMETER.get(item.name, item.name)] = _as_texts(value)
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> Selection:
        """The selection that query parameters of ids and ISO dates describe.

        Unknown parameters are left alone. Every value that cannot be read is named in one error.

        >>> Selection.from_query({"on": ["2019-06-01"], "border": ["KG-TJ"]}).border
        (<Border.KG_TJ: 'KG-TJ'>,)

        Raises
        ------
            BadInputError: one sentence for each unreadable value, or reversed dates.
        """
        values, problems = dict[str, Any](), list[Message]()
        for item in fields(cls):
            texts = query.get(_PARAMETER.get(item.name, item.name))
            if texts:
                _read(item.name, texts, values, problems)
        if problems:
            raise problems_error(problems)
        return cls(**values)

    def but(self, **changes: Any) -> Selection:
        """The same selection with some filters changed."""
        return replace(self, **changes)

    @property
    def status_day(self) -> date | None:
        """The day whose border status is shown: ``on``, else the end of the period."""
        return self.on or self.date_to

    @property
    def is_whole(self) -> bool:
        """Whether no filter on incidents is in force."""
        return not any(getattr(self, name) for name in _LISTS if name != "verification") and not (
            self.date_from or self.date_to
        )


_PARAMETER: dict[str, str] = {"date_from": "from", "date_to": "to"}
_DATES = ("date_from", "date_to", "on")
_YEARS = (1900, 2100)
"""First and last year that a date may lie in; anything beyond is a slip of the pen."""
_WORDS: dict[str, type[StrEnum]] = {
    "country": Country,
    "type": IncidentType,
    "theme": Theme,
    "border": Border,
    "level": LocationLevel,
    "verification": Verification,
    "perceptions": Perceptions,
}
_LISTS = (
    "district",
    "province",
    "country",
    "place",
    "type",
    "theme",
    "border",
    "source",
    "level",
    "verification",
)


def _as_texts(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]


def _read(name: str, texts: Sequence[str], values: dict[str, Any], problems: list[Message]) -> None:
    try:
        parsed = [_parse(name, text) for text in texts]
    except BadInputError as problem:
        problems.append(problem.message)
        return
    values[name] = tuple(parsed) if name in _LISTS else parsed[-1]


def _parse(name: str, text: str) -> Any:
    if name in _DATES:
        return parse_date(text, _PARAMETER.get(name, name))
    words = _WORDS.get(name)
    return text if words is None else _parse_word(words, name, text)


def _parse_word(words: type[StrEnum], name: str, text: str) -> StrEnum:
    for word in words:
        if word.value.casefold() == text.strip().casefold():
            return word
    message = Message(_NO_VALUE, {"text": text, "name": name, "words": ", ".join(words)})
    raise BadInputError(message)


def parse_date(text: str, name: str) -> date:
    """The day that an ISO text names.

    >>> parse_date("2019-06-01", "on")
    datetime.date(2019, 6, 1)

    Raises
    ------
        BadInputError: the text is no calendar day written YYYY-MM-DD, or its year is not from 1900 to 2100.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        message = Message(_NO_DATE, {"text": text, "name": name})
        raise BadInputError(message) from None
    first, last = _YEARS
    if not first <= day.year <= last:
        years = {"year_first": first, "year_last": last, "year": day.year}
        message = Message(_NO_YEAR, {"name": name, "day": day.isoformat(), **years})
        raise BadInputError(message)
    return day
