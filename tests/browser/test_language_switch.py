"""The language is switched in the middle of the work: map, filters and address stay, every list follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.map_robot import Robot

ASKED = "?perceptions=off&verification=verified&verification=unverified&district=tj-isfara-city"
_CHOSEN = """() => [...document.querySelectorAll(
  '[data-testid=stSidebar] [data-testid=stSelectbox], [data-testid=stSidebar] [data-testid=stMultiSelect]'
)].map((list) => list.innerText + ' ' + [...list.querySelectorAll('input')].map((box) => box.value)).join('|')"""
_VIEW = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]"


def switch(robot: Robot, language: str) -> None:
    robot.choose_option("language", language)
    robot.wait_idle()


def view(robot: Robot) -> list[float]:
    found: list[float] = robot.map.evaluate(_VIEW)
    return found


def move(robot: Robot) -> list[float]:
    robot.map.evaluate("() => { map.setView([40.1, 70.6], 10.5, {animate: false}); }")
    robot.wait_idle()
    return view(robot)


def test_the_map_stays_where_it_was_moved_to(robot: Robot) -> None:
    robot.open()
    before = move(robot)
    switch(robot, "Русский")
    robot.until(lambda: "Условные обозначения" in robot.panel())
    robot.until(lambda: view(robot) == pytest.approx(before, abs=1e-3))
    assert robot.errors == []


def test_the_map_stays_where_it_was_moved_to_after_a_look_at_another_page(robot: Robot) -> None:
    robot.open()
    before = move(robot)
    robot.page.get_by_role("link", name="Incidents").click()
    robot.page.locator("[data-testid=stDataFrame]").wait_for()
    robot.wait_idle()
    robot.page.get_by_role("link", name="Map", exact=True).click()
    robot.page.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for(state="attached")
    robot.wait_idle()
    robot.until(lambda: view(robot) == pytest.approx(before, abs=1e-3))
    assert robot.errors == []


def test_every_list_says_its_choice_in_the_new_language_and_a_click_changes_nothing_else(robot: Robot) -> None:
    robot.open(ASKED)
    switch(robot, "Русский")
    robot.until(lambda: "Исфара" in robot.page.evaluate(_CHOSEN))
    said = robot.page.evaluate(_CHOSEN)
    left = [words for words in ("No comparison", "Off", "None (works offline)", "not verified") if words in said]
    assert left == []
    asked = robot.page.url
    robot.page.get_by_test_id("stSidebar").get_by_test_id("stCheckbox").first.click()
    robot.until(lambda: "layer=" in robot.page.url)
    robot.wait_idle()
    rest = [part for part in robot.page.url.partition("?")[2].split("&") if not part.startswith("layer=")]
    assert sorted(rest) == sorted(asked.partition("?")[2].split("&"))


def test_the_arrow_back_from_another_page_takes_no_filter_off(robot: Robot) -> None:
    robot.open("?district=tj-isfara-city")
    count, address = robot.count(), robot.page.url
    robot.page.get_by_role("link", name="Incidents").click()
    robot.until(lambda: "incidents?district=tj-isfara-city" in robot.page.url)
    for _ in range(3):  # the menu leads to an address without filters, which they join: a stop on the way back
        robot.page.go_back()
        robot.wait_idle()
        assert robot.count() == count
        if robot.page.url == address:
            break
    assert robot.page.url == address
