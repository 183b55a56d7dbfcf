"""The Map page with an interethnic event: its buttons, its box, and figures that keep it apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.enums import Theme
from tests.valley import valley, write_valley
from ui import caching, theme_filter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valley whose large event of 2020 was violence between communities."""
    tables = valley()
    rows = tables["incidents"]
    inside = rows["part_of"] == "BIG2020"
    tables["incidents"] = rows.assign(theme=rows["theme"].mask(inside, "interethnic"))
    return write_valley(tmp_path_factory.mktemp("page"), tables=tables)


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", folder)
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def told(page: AppTest) -> str:
    return " ".join(element.value for element in page.markdown)


def test_at_first_both_are_shown_and_their_deaths_stand_apart(page: AppTest) -> None:
    page.run()
    assert not page.exception
    words = html(page)
    assert "reported deaths apart from interethnic violence" in words
    assert "reported deaths in interethnic violence, of which 10 belong to 2020-05-01 to 2020-05-03" in words
    assert "a story of its own" not in told(page), "nobody asked for it"
    said = page.code[0].value
    assert said.index("apart from interethnic violence") < said.index("in interethnic violence: ")


def test_its_button_sets_period_and_theme_and_opens_the_box(page: AppTest) -> None:
    page.run()
    page.button(key="event.BIG2020").click().run()
    assert not page.exception
    assert page.query_params["theme"] == ["interethnic"] or page.query_params["theme"] == "interethnic"
    assert page.query_params["from"] in ("2020-05-01", ["2020-05-01"])
    words = told(page)
    for part in ("a story of its own", "2020\\-05\\-01", "Kyrgyz count", "they are not added up", "contested"):
        assert part in words
    assert not [button for button in page.button if button.key == "story.BIG2020"], "it is shown already"


def test_the_theme_alone_opens_the_box_with_its_button(page: AppTest) -> None:
    page.query_params["theme"] = "interethnic"
    page.run()
    assert "a story of its own" in told(page)
    page.button(key="story.BIG2020").click().run()
    assert page.query_params["to"] in ("2020-05-03", ["2020-05-03"])


def test_border_incidents_alone_show_no_box(page: AppTest) -> None:
    page.query_params["theme"] = "cross_border"
    page.run()
    assert not page.exception
    assert "a story of its own" not in told(page)
    assert "in interethnic violence" not in html(page)


def test_all_and_a_theme_take_each_other_back(page: AppTest) -> None:
    page.run()
    assert page.session_state[theme_filter.KEY] == [theme_filter.ALL]
    page.button_group(key=theme_filter.KEY).set_value([theme_filter.ALL, Theme.CROSS_BORDER]).run()
    assert page.session_state[theme_filter.KEY] == [Theme.CROSS_BORDER]
    assert "cross_border" in page.query_params["theme"]
    page.button_group(key=theme_filter.KEY).set_value([Theme.CROSS_BORDER, theme_filter.ALL]).run()
    assert page.session_state[theme_filter.KEY] == [theme_filter.ALL]
    assert "theme" not in page.query_params
    page.button_group(key=theme_filter.KEY).set_value([]).run()
    assert page.session_state[theme_filter.KEY] == [theme_filter.ALL]


def test_precision_and_verification_are_filters_with_a_help_line(page: AppTest) -> None:
    page.run()
    level = page.multiselect(key="filters.level")
    assert "drawn with a thin circle" in level.help
    assert page.multiselect(key="filters.verification").help
    level.select("L1").run()
    assert not page.exception
    assert page.query_params["level"] in ("L1", ["L1"])
    assert "Precision: at the place" in html(page)


def test_responses_and_resources_are_layers_whose_cards_open(page: AppTest) -> None:
    page.query_params["layer"] = ["responses", "shared_resources"]
    page.run()
    assert not page.exception
    for ref, words in (("response:A2", "Made meeting"), ("resource:R1", "Old mill canal")):
        page.session_state["map.ref"], page.session_state["map.panel"] = ref, "detail"
        page.run()
        assert not page.exception
        assert words in told(page)
    page.session_state["map.panel"] = "legend"
    page.run()
    assert "working group, dialogue, training" in html(page)
    assert any("Responses without a point" in block.label for block in page.expander)


def test_a_difference_stands_only_where_both_periods_are_covered(page: AppTest) -> None:
    page.query_params["from"], page.query_params["to"] = "2020-01-01", "2020-12-31"
    page.run()
    assert "not tested: it may be chance" in html(page)
    assert "No difference is given" not in html(page)
    page.query_params["from"], page.query_params["to"] = "2015-01-01", "2015-12-31"
    page.run()
    assert "No difference is given" in html(page), "nothing was collected in 2014"
    assert "not tested: it may be chance" not in html(page)
