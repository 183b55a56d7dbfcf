"""The status of every metre of line on a day, and the words that say which day and which line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.sections import COLUMNS, sections, status_day
from model.enums import Border, Country, Status
from model.selection import Selection

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store


def on(store: Store, day: date, **filters: object) -> Result:
    return sections(store, Selection(on=day, **filters))


def test_winners_and_the_unrecorded_rest_cover_the_lines(valley_store: Store) -> None:
    table = on(valley_store, date(2019, 6, 1)).table
    assert tuple(table.columns) == COLUMNS
    assert table.crs.to_epsg() == 4326
    lengths = valley_store.lines.parts["length_m"].sum() / 1000
    assert table["length_km"].sum() == pytest.approx(lengths)


def test_the_named_shorter_stretch_wins_and_the_other_stays_readable(valley_store: Store) -> None:
    table = on(valley_store, date(2019, 6, 1)).table
    mill = table[table["section_id"] == "S02"].iloc[0]
    assert (mill["name"], mill["status"], mill["also"]) == ("Old mill", "agreed", ["S01a"])
    assert table[table["section_id"] == "S01a"]["length_km"].to_list() == [12.0]


def test_geometry_follows_the_line_and_markers_are_points(valley_store: Store) -> None:
    table = on(valley_store, date(2022, 1, 1)).table.set_index("section_id")
    assert table.geometry["S01b"].geom_type == "LineString"
    assert table.geometry["S01b"].bounds == pytest.approx((71.0, 40.32, 71.0, 40.455), abs=0.001)
    assert (table.geometry["S03"].x, table.geometry["S03"].y) == (71.7, 40.1)
    assert table.loc["S03", "length_km"] != table.loc["S03", "length_km"]  # empty for point markers


def test_the_answer_says_the_day_and_the_age_of_the_line(valley_store: Store) -> None:
    answer = on(valley_store, date(2019, 6, 1))
    assert answer.message is not None
    assert answer.message.english() == "Status on 2019-06-01; line drawn as of 2025."
    assert (answer.figures["on"], answer.figures["drawn_as_of"], answer.choices) == ("2019-06-01", 2025, ())
    assert answer.figures["km_by_status"]["disputed"] == 12.0


def test_statements_of_that_day_come_as_text(valley_store: Store) -> None:
    assert len(on(valley_store, date(2019, 6, 1)).tables["statements"]) == 1
    later = on(valley_store, date(2021, 6, 1)).tables
    assert (len(later["statements"]), len(later["annotations"])) == (0, 1)


def test_the_day_is_the_end_of_the_period_or_of_the_coverage(valley_store: Store) -> None:
    day, choices = status_day(valley_store, Selection(date_to=date(2018, 1, 1)))
    assert day == date(2018, 1, 1)
    assert "the last day of the period" in choices[0].english()
    day, choices = status_day(valley_store, Selection())
    assert day == date(2022, 12, 31)
    assert "the last day that the incident records cover" in choices[0].english()


def test_border_and_country_filters_leave_their_lines(valley_store: Store) -> None:
    day = date(2019, 6, 1)
    assert set(on(valley_store, day, border=(Border.KG_UZ,)).table["border"]) == {"KG-UZ"}
    assert set(on(valley_store, day, country=(Country.UZ,)).table["border"]) == {"KG-UZ", "TJ-UZ"}


def test_a_day_without_any_section_says_so(valley_store: Store) -> None:
    answer = on(valley_store, date(1990, 1, 1))
    assert (answer.status, answer.code) == (Status.CAUTION, "B1")
    assert set(answer.table["status"]) == {"not_recorded"}


DISPUTED_2019 = ("Golovnoy", "Tort-Kocho", "Maksat", "Kempir-Abad", "Unkur-Too")


@pytest.mark.parametrize("name", DISPUTED_2019)
def test_bundled_sections_disputed_on_1_june_2019(bundled_store: Store, name: str) -> None:
    table = on(bundled_store, date(2019, 6, 1)).table
    assert set(table[table["name"].str.contains(name)]["status"]) == {"disputed"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Golovnoy", "delimited"),
        ("Tort-Kocho", "delimited"),
        ("Maksat", "delimited"),
        ("Kempir-Abad", "transferred"),
        ("Unkur-Too", "transferred"),
    ],
)
def test_bundled_sections_settled_on_1_december_2025(bundled_store: Store, name: str, status: str) -> None:
    table = on(bundled_store, date(2025, 12, 1)).table
    assert set(table[table["name"].str.contains(name)]["status"]) == {status}


def test_the_line_at_maksat_is_delimited_on_1_december_2025(bundled_store: Store) -> None:
    then = on(bundled_store, date(2019, 6, 1)).table
    maksat = then[then["name"].str.contains("Maksat")].iloc[0]
    now = on(bundled_store, date(2025, 12, 1)).table
    there = now[now["name"] == maksat["name"]]
    assert there["length_km"].to_list() == pytest.approx([maksat["length_km"]])
    assert there["status"].to_list() == ["delimited"]
