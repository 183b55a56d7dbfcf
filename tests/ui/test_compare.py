"""Comparing two periods without a browser: the choice, the address, what each map says, what is not subtracted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answers.incidents import incidents
from model.enums import Mode
from model.selection import Selection
from tests.valley import write_valley
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.bundle import Store

SECONDS = 60
YEARS = {"from": "2020-01-01", "to": "2020-12-31"}
OTHER = {"compare_from": "2019-01-01", "compare_to": "2019-12-31"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("compare"))


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", folder)
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def count_of(store: Store, year: int) -> int:
    selection = Selection(date_from=date(year, 1, 1), date_to=date(year, 12, 31))
    return int(incidents(store, selection, mode=Mode.INTERNAL).figures["count"])


def test_it_is_off_at_first(page: AppTest) -> None:
    page.run()
    assert page.selectbox(key="compare.choice").value == "off"
    assert "compare_from" not in page.query_params
    assert 'class="fv-period"' not in html(page)
    assert [button.key for button in page.get("download_button")] == ["snapshot", "offline-map"]


def test_an_address_brings_two_maps_each_with_period_figures_and_coverage(
    page: AppTest, valley_store: Store
) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    words = html(page)
    for year in (2020, 2019):
        assert f'<p class="fv-period">{year}-01-01 to {year}-12-31</p>' in words
        assert f"<b>{count_of(valley_store, year)}</b><span>reported incident" in words
    assert words.count("The sources cover all of this period.") == 2
    assert page.title[0].value.endswith("described on 2020-12-31 and on 2019-12-31?")
    assert page.query_params["compare_from"] == "2019-01-01"


def test_the_two_files_of_each_map_stand_under_its_period(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    keys = [button.key for button in page.get("download_button")]
    assert keys == ["snapshot", "offline-map", "snapshot-other", "offline-map-other"]
    assert "2019-01-01 to 2019-12-31: files and remarks" in html(page)


def test_the_difference_stands_between_them_and_deaths_are_not_subtracted(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    between = next(
        element.proto.body for element in page.get("html") if 'class="fv-between"' in element.proto.body
    )
    assert "reported from 2020-01-01 to 2020-12-31 than from 2019-01-01 to 2019-12-31" in between
    assert "death" not in between
    assert between.split(">", 1)[1].split("<")[0] in page.code[0].value


def test_choices_that_follow_the_period_move_with_it(page: AppTest) -> None:
    for name, text in YEARS.items():
        page.query_params[name] = text
    page.run()
    page.selectbox(key="compare.choice").select("before").run()
    assert page.query_params["compare_from"] == "2018-12-31"
    assert page.query_params["compare_to"] == "2019-12-31"
    page.date_input(key="filters.from").set_value(date(2020, 12, 1)).run()
    assert (page.query_params["compare_from"], page.query_params["compare_to"]) == ("2020-10-31", "2020-11-30")
    page.selectbox(key="compare.choice").select("years").run()
    assert (page.query_params["compare_from"], page.query_params["compare_to"]) == ("2019-12-01", "2019-12-31")
    page.selectbox(key="compare.choice").select("off").run()
    assert "compare_from" not in page.query_params
    assert not page.exception


def test_an_address_that_says_the_year_before_is_read_as_that_choice(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    assert page.selectbox(key="compare.choice").value == "years"
    assert not [box for box in page.date_input if box.key == "compare.from"]


def test_a_choice_whose_period_nobody_collected_is_not_offered(page: AppTest) -> None:
    page.run()
    assert page.selectbox(key="compare.choice").options == ["No comparison", "Other dates"]


def test_other_dates_begin_with_what_was_compared_last_and_can_be_changed(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    page.selectbox(key="compare.choice").select("dates").run()
    assert page.date_input(key="compare.from").value == date(2019, 1, 1)
    page.date_input(key="compare.from").set_value(date(2018, 1, 1)).run()
    assert page.query_params["compare_from"] == "2018-01-01"
    page.date_input(key="compare.from").set_value(date(2030, 1, 1)).run()
    assert not page.exception
    assert "The period to compare with must begin before it ends" in page.error[0].value
    assert page.query_params["compare_from"] == "2018-01-01", "the period before them stays in force"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"compare_from": "2019-01-01"}, "needs both"),
        ({"compare_from": "spring", "compare_to": "2019-12-31"}, "is not a date for 'compare\\_from'"),
        ({"compare_from": "2019-12-31", "compare_to": "2019-01-01"}, "must begin before it ends"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_no_comparison(
    page: AppTest, query: dict[str, str], words: str
) -> None:
    for name, text in query.items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    assert words.replace("\\", "") in page.warning[0].value.replace("\\", "")
    assert page.selectbox(key="compare.choice").value == "off"
    assert "compare_from" not in page.query_params


def test_an_empty_period_says_why_over_its_map(page: AppTest) -> None:
    for name, text in (YEARS | {"compare_from": "2012-01-01", "compare_to": "2012-12-31"}).items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    assert "The sources cover no day of this period" in html(page)
    assert "No difference is given" in html(page)


def test_the_comparison_goes_along_to_another_page_and_back(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.run()
    page.switch_page("ui/pages/incidents.py").run()
    assert not page.exception
    assert page.query_params["compare_from"] == "2019-01-01"
    page.query_params.clear()
    page.switch_page("ui/pages/map.py").run()
    assert not page.exception
    assert page.query_params["compare_to"] == "2019-12-31"
    assert html(page).count('class="fv-period"') == 2


def test_the_panel_says_of_which_period_its_detail_is_and_shows_the_other_one_too(page: AppTest) -> None:
    for name, text in (YEARS | OTHER).items():
        page.query_params[name] = text
    page.session_state["map.panel"], page.session_state["map.ref"] = "detail", "place:P01"
    page.session_state["map.side"] = 1
    page.run()
    assert not page.exception
    chosen = page.button_group(key="map.side")
    assert chosen.value == 1
    texts = []
    for side in (1, 0):
        page.session_state["map.side"] = side
        page.run()
        texts.append(" ".join(element.value for element in page.markdown))
    assert "Made record V05" in texts[0]
    assert "Made record V09" in texts[1]


def test_a_pair_of_larger_events_sets_both_periods() -> None:
    st.cache_resource.clear()
    page = AppTest.from_file("../../dashboard.py", default_timeout=SECONDS).run()
    assert "2021-04-28 against 2022-09-14" in page.selectbox(key="compare.choice").options
    page.selectbox(key="compare.choice").select("events:0").run()
    assert not page.exception
    assert [page.query_params[name] for name in ("from", "to", "compare_from", "compare_to")] == [
        "2021-04-28",
        "2021-05-01",
        "2022-09-14",
        "2022-09-20",
    ]
    st.cache_resource.clear()
