"""The lines of the panel: one is one, a day is a day, what is not known is no zero."""

from __future__ import annotations

from datetime import date

import pytest

from answers.languages import translator
from model.strings import English
from ui.detail_panel import people, symbol_line, totals_lines

ONE = {"count": 1, "first": date(2021, 4, 28), "last": date(2021, 4, 28), "killed_best": None}


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (
            ONE | {"unknown_records": 1, "deaths_unknown": True},
            "1 incident, 2021-04-28; deaths not known",
        ),
        (
            ONE | {"unknown_records": 0, "deaths_unknown": False, "killed_best": 0},
            "1 incident, 2021-04-28; deaths 0",
        ),
        (
            ONE
            | {
                "count": 3,
                "last": date(2022, 9, 14),
                "unknown_records": 1,
                "deaths_unknown": False,
                "killed_best": 5,
            },
            "3 incidents, 2021-04-28 to 2022-09-14; deaths 5, unknown in 1",
        ),
    ],
)
def test_a_symbol_says_its_incidents_days_and_deaths(figures: dict[str, object], line: str) -> None:
    assert symbol_line(figures, English()) == line


def test_a_population_without_a_year_says_so() -> None:
    row = {"population": 5000, "population_year": None}
    assert people(row, English()).replace("\\", "").endswith("inhabitants (year not given)")


def test_a_total_that_nobody_tells_is_said_with_its_own_figure() -> None:
    """The contract of ``not_divisible``: a total without accounts has one row and no teller."""
    days = {"date_start": date(2020, 5, 1), "date_end": date(2020, 5, 3)}
    row = {"incident_id": "V08", "told_by": None, "about_side": None, "killed_best": 10} | days
    lines = totals_lines([row], English())
    assert lines == ["Not divisible by place: 10 killed, teller not named (2020-05-01 to 2020-05-03)"]
    assert "1 мая 2020 года" in totals_lines([row], translator("ru"))[0]


@pytest.mark.parametrize(("lang", "days"), [("ru", "28 апреля 2021 года"), ("tg", "28 апрели соли 2021")])
def test_days_are_written_as_the_language_writes_them(lang: str, days: str) -> None:
    figures = ONE | {"unknown_records": 0, "deaths_unknown": False, "killed_best": 0}
    later = figures | {"last": date(2022, 9, 14)}
    assert days in symbol_line(figures, translator(lang))
    line = symbol_line(later, translator(lang))
    assert days in line
    assert "2022-09-14" not in line
