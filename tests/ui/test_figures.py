"""Key figures: both sides' counts stand as addends, totals stand alone, nothing is left unsaid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.incidents import incidents
from model.enums import Border
from model.selection import Selection
from model.strings import English
from ui.figures import pairs

if TYPE_CHECKING:
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


def test_what_has_no_point_and_what_is_left_out_is_counted(valley_store: Store) -> None:
    found = shown(valley_store, Selection())
    assert ("1", "known to the district only, drawn as areas") in found
    assert ("1", "not on the map: country or vague") in found
    assert ("1", "not verified, left out") in found


def test_one_is_one(valley_store: Store) -> None:
    found = shown(valley_store, Selection(district=("kg-alma-city",), border=(Border.KG_TJ,)))
    assert found[0] == ("0", "reported incidents")
    assert shown(valley_store, Selection(district=("kg-alma-city",)))[0] == ("1", "reported incident")
