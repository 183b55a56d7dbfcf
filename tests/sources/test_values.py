from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import values


def _cells(*texts: str | None) -> pd.Series:
    return pd.Series(list(texts), dtype="str", index=pd.RangeIndex(10, 10 + len(texts)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-09-14", date(2022, 9, 14)),
        (" 2022-09-14 ", date(2022, 9, 14)),
        ("2014-01-22 00:00:00.000", date(2014, 1, 22)),
        ("2022-09-14T23:30:00.000+06:00", date(2022, 9, 14)),
        ("2022-09-14T23:30:00Z", date(2022, 9, 14)),
        ("20220914", date(2022, 9, 14)),
        ("2022/9/4", date(2022, 9, 4)),
        ("16 February 2023", date(2023, 2, 16)),
        ("28 December 2022", date(2022, 12, 28)),
        ("Sep 14, 2022", date(2022, 9, 14)),
        ("14-Sep-22", date(2022, 9, 14)),
        ("14 сентября 2022 г.", date(2022, 9, 14)),
        ("2022-жылдын 14-сентябры", date(2022, 9, 14)),
        ("14 сентябри соли 2022", date(2022, 9, 14)),
        ("2022-yil 14-sentabr", date(2022, 9, 14)),
        ("25/06/2019", date(2019, 6, 25)),
        ("3/12/2019", date(2019, 12, 3)),
        ("31-12-19", date(2019, 12, 31)),
        ("31-12-75", date(1975, 12, 31)),
        ("14.09.2022 10:30", date(2022, 9, 14)),
        ("44818", date(2022, 9, 14)),
        ("44818.5", date(2022, 9, 14)),
        ("1 мая 2021", date(2021, 5, 1)),
        ("2 марта 2021", date(2021, 3, 2)),
    ],
)
def test_a_day_is_read_in_every_form_that_files_have(text: str, day: date) -> None:
    found, bad = values.dates(_cells(text))
    assert found.to_list() == [day]
    assert not bad.any()


@pytest.mark.parametrize(
    "text", ["soon", "31.02.2022", "2022-13-01", "0", "7", "99999", "14.09", "32 мая 2021", "x" * 99]
)
def test_what_is_no_day_is_bad(text: str) -> None:
    found, bad = values.dates(_cells(text))
    assert found.isna().all()
    assert bad.all()


@pytest.mark.parametrize("text", ["", " ", "NA", "N/A", "null", "-", "—", "н/д", None, "NaN", "#N/A"])
def test_a_cell_that_says_nothing_is_missing_and_not_bad(text: str | None) -> None:
    cells = _cells(text)
    for found, bad in (
        values.dates(cells),
        values.whole_numbers(cells),
        values.coordinates(cells, most=90),
        values.words(cells, {}),
    ):
        assert found.isna().all()
        assert not bad.any()
    assert values.texts(cells).to_list() == [None]
    assert values.lists(cells).to_list() == [[]]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-09", date(2022, 9, 1), date(2022, 9, 30)),
        ("09.2022", date(2022, 9, 1), date(2022, 9, 30)),
        ("февраль 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021 год", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_month_or_a_year_means_all_of_it_and_is_no_single_day(text: str, first: date, last: date) -> None:
    spans = values.spans(_cells(text))
    assert (spans.first.to_list(), spans.last.to_list()) == ([first], [last])
    assert not spans.bad.any()
    assert values.dates(_cells(text)).bad.all()


def test_the_order_of_day_and_month_is_one_for_the_whole_column() -> None:
    cells = _cells("03/12/2019", "25/06/2019")
    assert values.dates(cells, day_first=False).bad.to_list() == [False, True]
    assert values.day_first(cells) is True
    assert values.day_first(_cells("03/25/2019", "01/02/2019")) is False
    assert values.day_first(_cells("03/04/2019")) is None
    assert values.day_first(_cells("25/06/2019", "06/25/2019")) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("3.0", 3),
        ("3,0", 3),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1,200", 1200),
        ("1'200", 1200),
        ("0", 0),
    ],
)
def test_a_whole_number_is_read_in_every_form_that_files_have(text: str, number: int) -> None:
    found, bad = values.whole_numbers(_cells(text))
    assert found.to_list() == [number]
    assert not bad.any()


@pytest.mark.parametrize("text", ["2.5", "-1", "1.200", "several", "10-15", ">5", "1e3", "1 2", "9" * 20])
def test_what_is_no_whole_number_from_zero_on_is_bad(text: str) -> None:
    assert values.whole_numbers(_cells(text)).bad.all()


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("39.8765", 39.8765),
        ("39,8765", 39.8765),
        ("39.8765°", 39.8765),
        ("39.8765 N", 39.8765),
        ("N 39.8765", 39.8765),
        ("39.5 с.ш.", 39.5),
        ("39°30'00\" N", 39.5),
        ("39° 30′ 00″", 39.5),
        ("39°30'", 39.5),
        ("10 S", -10.0),
        ("-0.5", -0.5),
        ("−0.5", -0.5),
    ],
)
def test_a_latitude_is_read_in_every_form_that_files_have(text: str, degrees: float) -> None:
    found, bad = values.coordinates(_cells(text), most=90)
    assert found.to_list() == pytest.approx([degrees])
    assert not bad.any()


@pytest.mark.parametrize("text", ["95", "70 E", "39.5, 70.1", "inf", "nan°", "north", "39°75'", "1 000", "N 39 S"])
def test_what_is_no_latitude_is_bad(text: str) -> None:
    assert values.coordinates(_cells(text), most=90).bad.all()


def test_a_letter_of_the_quarter_gives_the_sign_of_a_longitude() -> None:
    found, bad = values.coordinates(_cells("70.5 E", "70.5 W", "70,5 в.д.", "70.5 N"), most=180)
    assert found.fillna(0).to_list() == [70.5, -70.5, 70.5, 0]
    assert bad.to_list() == [False, False, False, True]


def test_words_are_found_whatever_their_case_and_spaces() -> None:
    found, bad = values.words(_cells(" Драка ", "драка  с камнями", "?"), {"драка": "a", "драка с камнями": "b"})
    assert found.to_list() == ["a", "b", None]
    assert bad.to_list() == [False, False, True]


def test_the_index_of_the_cells_is_kept() -> None:
    cells = _cells("1", "x", None)
    for column in (*values.whole_numbers(cells), *values.spans(cells), *values.coordinates(cells, most=90)):
        assert column.index.equals(cells.index)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=20))
def test_no_text_stops_a_column_and_each_cell_is_a_value_missing_or_bad(texts: list[str]) -> None:
    cells = _cells(*texts)
    missing = values.known(cells).isna()
    for found, bad in (
        values.dates(cells),
        values.whole_numbers(cells),
        values.coordinates(cells, most=180),
        values.words(cells, {"a": "a"}),
    ):
        assert (found.isna() == (missing | bad)).all()
        assert not (missing & bad).any()


@settings(max_examples=100, deadline=None)
@given(day=st.dates(min_value=date(1970, 1, 1), max_value=date(2068, 12, 31)), day_first=st.booleans())
def test_a_day_comes_back_however_it_is_written(day: date, *, day_first: bool) -> None:
    month_names = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября"]
    month_names += ["ноября", "декабря"]
    begins = (day.day, day.month) if day_first else (day.month, day.day)
    forms = (
        day.isoformat(),
        f"{begins[0]:02}/{begins[1]:02}/{day.year}",
        f"{begins[0]}-{begins[1]}-{day.year % 100:02}",
        f"{day.day} {month_names[day.month - 1]} {day.year}",
        day.strftime("%d %B %Y"),
        str((day - date(1899, 12, 30)).days),
    )
    found, bad = values.dates(_cells(*forms), day_first=day_first)
    assert found.to_list() == [day] * len(forms), bad.to_list()


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_whole_number_comes_back_however_it_is_grouped(number: int) -> None:
    forms = (str(number), f"{number}.0", f"{number:,}", f"{number:,}".replace(",", " "))
    found, _ = values.whole_numbers(_cells(*forms))
    assert found.to_list() == [number] * 4
