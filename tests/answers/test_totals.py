"""A total stands for all its parts or stands on its own line; it never hides inside a sum."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from answers.totals import totals_of
from model.enums import Border, Country, IncidentType, LocationLevel, Mode, Theme, Verification
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store

BOTH = ("kg-alma", "tj-chinar-city")


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"date_from": date(2020, 5, 1), "date_to": date(2020, 5, 3)},
        {"country": (Country.KG,)},
        {"country": (Country.UZ,)},
        {"district": BOTH},
        {"province": ("Alma", "Chinor")},
        {"place": ("P01", "P02", "P06", "P07")},
        {"type": (IncidentType.ARMED_CLASH,)},
        {"theme": (Theme.CROSS_BORDER,)},
        {"border": (Border.KG_TJ,)},
        {"source": ("facts-incidents",)},
        {"level": (LocationLevel.L1, LocationLevel.L2)},
        {"verification": (Verification.VERIFIED,)},
    ],
)
def test_a_total_stands_where_all_its_parts_are_inside(valley_store: Store, filters: dict[str, Any]) -> None:
    found = totals_of(valley_store, Selection(**filters), mode=Mode.PUBLIC)
    assert (found.standing, found.cut) == (("BIG2020",), {})


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"district": ("kg-alma",)}, "place"),
        ({"place": ("P06",)}, "place"),
        ({"level": (LocationLevel.L1,)}, "place"),
        ({"level": (LocationLevel.L2, LocationLevel.L5)}, "place"),
        ({"date_from": date(2020, 5, 2)}, "date"),
        ({"date_to": date(2020, 5, 2)}, "date"),
        ({"date_from": date(2020, 5, 3)}, "date"),
        ({"date_to": date(2020, 5, 1), "district": ("tj-chinar-city",)}, "place"),
    ],
)
def test_a_filter_that_leaves_some_of_it_cuts_it(
    valley_store: Store, filters: dict[str, Any], reason: str
) -> None:
    found = totals_of(valley_store, Selection(**filters), mode=Mode.PUBLIC)
    assert (found.standing, found.cut) == ((), {"BIG2020": reason})


@pytest.mark.parametrize(
    "filters",
    [
        {"date_from": date(2020, 5, 4)},
        {"date_to": date(2020, 4, 30)},
        {"district": ("uz-erk",)},
        {"type": (IncidentType.PROTEST,)},
        {"level": (LocationLevel.L3,)},
        {"level": (LocationLevel.L5,)},
        {"verification": (Verification.UNVERIFIED,)},
    ],
)
def test_a_total_with_nothing_inside_says_nothing(valley_store: Store, filters: dict[str, Any]) -> None:
    found = totals_of(valley_store, Selection(**filters), mode=Mode.PUBLIC)
    assert (found.standing, found.cut) == ((), {})
