"""Words, labels, contracts and tokens hold together."""

from __future__ import annotations

import itertools
import string
from datetime import date

import pytest

from model import enums, labels, messages, periods, style, tables
from model.errors import BadInputError, DataFileError, FerghanaError, UnknownNameError, problems_error
from model.result import Result, require_published
from model.selection import Perceptions, Selection
from model.strings import English, Message, fill

LABELLED = (
    enums.Country,
    enums.Border,
    enums.SectionStatus,
    enums.IncidentType,
    enums.Theme,
    enums.Verification,
    enums.LocationLevel,
    enums.RecordKind,
    enums.Side,
    enums.SideBy,
    enums.ToldBy,
    enums.AboutSide,
    enums.DistrictKind,
    enums.CrossingType,
    enums.CrossingStatus,
    enums.ResourceKind,
    enums.ResponseKind,
    Perceptions,
)


@pytest.mark.parametrize("words", LABELLED, ids=lambda words: words.__name__)
def test_every_word_that_is_shown_has_a_label_of_its_own(words: type) -> None:
    shown = [labels.label(word) for word in words]
    assert all(text != word.value for text, word in zip(shown, words, strict=True) if word.value.isupper())
    assert len(set(shown)) == len(shown)


def test_the_same_code_means_a_country_or_a_side_by_its_class() -> None:
    assert labels.label(enums.Country.KG) == "Kyrgyzstan"
    assert labels.label(enums.Side.KG) == "Kyrgyz side"


@pytest.mark.parametrize("words", [enums.Country, enums.Border], ids=lambda words: words.__name__)
def test_countries_and_borders_are_listed_alphabetically(words: type) -> None:
    assert [word.value for word in words] == sorted(word.value for word in words)


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_every_table_has_its_key_among_unique_columns_with_a_meaning(table: tables.Table) -> None:
    assert len(set(table.column_names)) == len(table.column_names)
    assert set(table.key) <= set(table.column_names)
    assert all(column.meaning.strip() for column in table.columns)


def test_no_colour_stands_for_a_country() -> None:
    names = [name for name in vars(style) if not name.startswith("_")]
    assert not [name for name in names if name.split("_")[0] in {"KG", "TJ", "UZ", "KYRGYZ", "TAJIK", "UZBEK"}]


def test_every_status_of_a_section_has_its_own_dash_or_width() -> None:
    looks = {(item.dash, item.width) for item in style.SECTION.values()}
    assert set(style.SECTION) == set(enums.SectionStatus)
    assert len(looks) == len(style.SECTION)


def test_the_area_of_a_symbol_grows_with_the_count() -> None:
    assert style.incident_radius(9) == pytest.approx(3 * style.incident_radius(1))
    assert style.incident_radius(0) == 0.0


def test_a_range_whose_ends_are_one_number_is_said_as_one_number() -> None:
    assert messages.coded("V1", low=55, high=55).english().endswith(': 55 deaths shown as "unallocated".')
    assert messages.coded("V1", low=31, high=73).english().endswith(': 31–73 deaths shown as "unallocated".')
    assert {messages.coded("V1", low=1, high=high).code for high in (1, 2)} == {"V1"}


def test_every_coded_message_fills_from_its_own_fields() -> None:
    for code, text in messages._TEXTS.items():
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        message = messages.coded(code, **dict.fromkeys(names, 1))
        assert message.code == code
        assert "{" not in message.english()


def test_inclusive_and_half_open_periods_are_the_same_days() -> None:
    period = periods.half_open(date(2022, 9, 14), date(2022, 9, 20))
    assert period.stop == date(2022, 9, 21)
    assert periods.last_day(period.stop) == date(2022, 9, 20)
    assert period.contains(date(2022, 9, 14), date(2022, 9, 20))
    assert not period.contains(date(2022, 9, 14), date(2022, 9, 21))
    assert period.overlaps(date(2022, 9, 20), date(2022, 10, 1))
    assert not period.overlaps(date(2022, 9, 21), date(2022, 10, 1))
    assert periods.half_open(None, None).contains(date(1991, 1, 1), date(2050, 1, 1))


def test_the_last_day_of_the_calendar_leaves_a_period_open() -> None:
    assert periods.half_open(date(2022, 1, 1), date.max) == periods.Period(date(2022, 1, 1), None)


def test_errors_are_also_built_in_ones() -> None:
    pairs = itertools.product([BadInputError("x")], [FerghanaError, ValueError])
    assert all(isinstance(error, kind) for error, kind in pairs)
    assert isinstance(UnknownNameError("x"), LookupError)
    assert isinstance(DataFileError("x"), RuntimeError)
    assert str(problems_error(["One.", "Two."])) == "One. Two."


def test_a_message_keeps_its_fields_until_it_is_shown() -> None:
    message = Message("{n} incidents", {"n": 3})
    assert message.text(English()) == message.english() == "3 incidents"
    assert fill("plain {braces}") == "plain {braces}"
    assert English().ngettext("one", "many", 1) == "one"
    assert English().ngettext("one", "many", 2) == "many"


def test_an_answer_that_was_not_published_is_not_taken() -> None:
    import pandas as pd  # noqa: PLC0415 - the only test here that needs a frame

    result = Result("incidents", Selection(), pd.DataFrame())
    with pytest.raises(FerghanaError, match="was not published"):
        require_published(result)
