"""Key figures: both sides' counts stand as addends, totals stand alone, nothing is left unsaid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.difference import difference
from answers.incidents import incidents
from answers.languages import translator
from answers.themes import themes
from briefing.key_figures import pairs
from model.enums import Border
from model.selection import Selection
from model.strings import English
from tests.pair_desk import BOTH, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

TR = English()
SEPTEMBER = Selection(date_from=date(2022, 9, 1), date_to=date(2022, 9, 30))


def shown(store: Store, selection: Selection) -> list[tuple[str, str]]:
    return pairs(incidents(store, selection), tr=TR)


def test_september_2022_shows_the_two_counts_as_addends(bundled_store: Store) -> None:
    assert shown(bundled_store, SEPTEMBER)[:2] == [
        ("34", "reported incidents"),
        ("62 + 41", "reported deaths: Kyrgyz side (Kyrgyz count) + Tajik side (Tajik count)"),
    ]


def test_a_district_cuts_the_total_and_it_stands_alone(bundled_store: Store) -> None:
    found = dict(shown(bundled_store, SEPTEMBER.but(district=("tj-isfara-city",))))
    assert found["8"] in {"reported incidents", "records without a number of deaths"}
    assert found["62 + 41"] == (
        "deaths 2022-09-14 – 2022-09-20, not divisible by these filters: "
        "Kyrgyz side (Kyrgyz count) + Tajik side (Tajik count)"
    )


def test_the_days_of_a_total_are_written_as_the_language_writes_them(bundled_store: Store) -> None:
    cut = incidents(bundled_store, SEPTEMBER.but(district=("tj-isfara-city",)))
    said = dict(pairs(cut, tr=translator("ru")))["62 + 41"]
    assert "14 сентября 2022 года – 20 сентября 2022 года" in said


def test_what_has_no_point_and_what_is_left_out_is_counted(valley_store: Store) -> None:
    found = shown(valley_store, Selection())
    assert ("1", "known to the district only, drawn as areas") in found
    assert ("1", "not on the map: country or vague") in found
    assert ("1", "not verified, left out") in found


def test_deaths_in_interethnic_violence_stand_apart(bundled_store: Store) -> None:
    apart = themes(bundled_store, Selection())
    found = pairs(incidents(bundled_store, Selection()), apart=apart, tr=TR)
    assert found[1][0] == "107 + 70 + 4"
    assert found[1][1].startswith("reported deaths apart from interethnic violence: Kyrgyz side")
    assert found[2] == (
        "473",
        "reported deaths in interethnic violence, of which 470 belong to June 2010: Kyrgyzstan (several sources)",
    )


def test_a_difference_is_a_count_and_says_that_it_may_be_chance(bundled_store: Store) -> None:
    year = Selection(date_from=date(2022, 1, 1), date_to=date(2022, 12, 31))
    found = pairs(incidents(bundled_store, year), change=difference(bundled_store, year), tr=TR)
    assert found[1] == (
        "+15",
        "reported incidents against 27 from 2021-01-01 to 2021-12-31; a count, not tested: it may be chance",
    )
    refused = difference(bundled_store, year.but(date_from=date(2023, 1, 1), date_to=date(2023, 12, 31)))
    assert len(pairs(incidents(bundled_store, year), change=refused, tr=TR)) == len(found) - 1


def test_one_is_one(valley_store: Store) -> None:
    found = shown(valley_store, Selection(district=("kg-alma-city",), border=(Border.KG_TJ,)))
    assert found[0] == ("0", "reported incidents")
    assert shown(valley_store, Selection(district=("kg-alma-city",)))[0] == ("1", "reported incident")


def test_sources_with_undecided_pairs_stand_one_beside_the_other(tmp_path: Path) -> None:
    found = shown(Desk(tmp_path).store, Selection(source=BOTH))
    assert found[:4] == [
        ("4", "reported incidents: Closed incidents"),
        ("at least 5", "reported deaths: Closed incidents"),
        ("10", "reported incidents: Made incidents"),
        ("at least 14", "reported deaths: Made incidents"),
    ]
    assert found[4][0] == "4"
    assert found[4][1].endswith("so sources are not added up; if all are duplicates: 10")


def test_deaths_of_which_no_side_is_told_are_not_left_unsaid(tmp_path: Path) -> None:
    found = shown(Desk(tmp_path).store, Selection(source=("closed",)))
    assert ("7", "reported deaths: sides not told apart") in found
    assert ("1", "record without a number of deaths") in found
