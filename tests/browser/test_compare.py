"""Two periods side by side in a real browser: one view on both maps, nothing lost when the second one comes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT
from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
ONE, OTHER = ("2021-04-28", "2021-05-01"), ("2022-09-14", "2022-09-20")
BOTH = f"?from={ONE[0]}&to={ONE[1]}&compare_from={OTHER[0]}&compare_to={OTHER[1]}"
MAPS = "iframe[title^=streamlit_folium]"
_VIEW = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]"


def compared(robot: Robot, query: str = BOTH) -> Robot:
    robot.open(query)
    robot.until(lambda: robot.page.locator(MAPS).count() == 2)
    robot.map_at(1).locator("path.leaflet-interactive").first.wait_for(state="attached", timeout=WAIT)
    robot.wait_idle()
    return robot


def view(robot: Robot, number: int) -> list[float]:
    found: list[float] = robot.map_at(number).evaluate(_VIEW)
    return found


def same_view(robot: Robot) -> bool:
    return view(robot, 0) == pytest.approx(view(robot, 1), abs=1e-9)


def drag(robot: Robot, number: int, right: int, down: int) -> None:
    frame = robot.page.locator(MAPS).nth(number)
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    robot.page.mouse.move(x, y)
    robot.page.mouse.down()
    robot.page.mouse.move(x + right, y + down, steps=8)
    robot.page.wait_for_timeout(150)  # a hand that stops, so that the map does not run on
    robot.page.mouse.up()
    robot.page.wait_for_timeout(500)


def count_of(first: str, last: str) -> int:
    command = [sys.executable, "-m", "cli", "query", "incidents", "--from", first, "--to", last, "--internal"]
    done = subprocess.run([*command, "--format", "json"], cwd=ROOT, capture_output=True, check=True)
    return int(json.loads(done.stdout)["count"])


def test_side_by_side_each_map_has_its_period_and_the_count_that_the_command_gives(robot: Robot) -> None:
    compared(robot)
    for number, (first, last) in enumerate((ONE, OTHER)):
        head = robot.page.locator(f".st-key-period-{number}")
        assert f"{first} to {last}" in head.inner_text()
        assert "The sources cover all of this period." in head.inner_text()
        assert int(head.locator(".fv-figures b").first.inner_text()) == count_of(first, last)
    one, other = (robot.page.locator(MAPS).nth(number).bounding_box() for number in (0, 1))
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    assert one["y"] + one["height"] <= DESKTOP["height"]
    between = robot.page.locator(".st-key-between").inner_text()
    more = count_of(*OTHER) - count_of(*ONE)
    assert between.startswith(f"{more} incidents more are reported from 2022-09-14 to 2022-09-20")
    assert robot.page.locator(".st-key-panel .fv-legend").count() == 1
    assert robot.strangers() == []
    assert robot.errors == []


@pytest.mark.parametrize("number", [0, 1])
def test_whichever_map_is_moved_or_zoomed_the_other_goes_along(robot: Robot, number: int) -> None:
    compared(robot)
    start = view(robot, number)
    assert same_view(robot)
    drag(robot, number, 60, 30)
    assert view(robot, number)[:2] != pytest.approx(start[:2], abs=1e-3)
    assert same_view(robot)
    robot.map_at(number).locator(".leaflet-control-zoom-in").click()
    robot.until(lambda: view(robot, 1 - number)[2] == start[2] + 1)
    robot.page.wait_for_timeout(500)
    assert same_view(robot)
    assert robot.errors == []


def test_moving_one_map_and_then_the_other_adds_no_drift_and_both_come_to_rest(robot: Robot) -> None:
    compared(robot)
    start = view(robot, 0)
    for _ in range(3):
        drag(robot, 0, 70, 0)
        drag(robot, 1, -70, 0)
    assert same_view(robot)
    width = 360 / (256 * 2 ** start[2])  # degrees of one pixel
    assert view(robot, 0)[1] == pytest.approx(start[1], abs=3 * width)
    assert view(robot, 0)[2] == start[2]
    for number in (0, 1):
        robot.map_at(number).evaluate("() => { window.moves = 0; map.on('move', () => { window.moves += 1; }); }")
    robot.page.wait_for_timeout(800)
    assert [robot.map_at(number).evaluate("() => window.moves") for number in (0, 1)] == [0, 0]


def test_two_tabs_do_not_move_each_other(chromium: Browser, dashboard: str) -> None:
    context = chromium.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    tabs = [Robot(context.new_page(), dashboard).open() for _ in range(2)]
    before = view(tabs[1], 0)
    tabs[0].map.evaluate("() => { map.setView([40.1, 70.6], 10, {animate: false}); }")
    tabs[0].page.wait_for_timeout(400)
    assert view(tabs[0], 0)[2] == 10
    assert view(tabs[1], 0) == before
    context.close()


def test_a_second_map_keeps_frame_and_zoom_of_the_first_and_takes_its_view(robot: Robot) -> None:
    robot.open(f"?from={ONE[0]}&to={ONE[1]}")
    robot.map.evaluate("() => { window.marked = 'same frame'; map.setView([40.1, 70.6], 10, {animate: false}); }")
    robot.choose_option("compare-choice", "2021-04-28 against 2022-09-14")
    robot.until(lambda: robot.page.locator(MAPS).count() == 2)
    robot.map_at(1).locator("path.leaflet-interactive").first.wait_for(state="attached", timeout=WAIT)
    robot.wait_idle()
    assert robot.map_at(0).evaluate("() => window.marked") == "same frame"
    assert view(robot, 0) == pytest.approx([40.1, 70.6, 10], abs=2e-3)
    robot.until(lambda: same_view(robot))
    assert f"compare_from={OTHER[0]}&compare_to={OTHER[1]}" in robot.page.url
    robot.choose_option("compare-choice", "No comparison")
    robot.until(lambda: robot.page.locator(MAPS).count() == 1)
    robot.wait_idle()
    assert robot.map_at(0).evaluate("() => window.marked") == "same frame"
    assert view(robot, 0) == pytest.approx([40.1, 70.6, 10], abs=4e-3)
    assert "compare_from" not in robot.page.url
    assert robot.errors == []


def test_a_click_on_either_map_opens_the_one_panel_with_its_period(robot: Robot) -> None:
    compared(robot)
    for number, (first, last) in enumerate((ONE, OTHER)):
        ref = next(ref for ref in refs(robot, number) if ref.startswith("incidents:"))
        click(robot, number, ref)
        chosen = robot.page.locator(".st-key-map-side button[aria-checked=true], .st-key-map-side [kind$=Active]")
        robot.until(lambda chosen=chosen, first=first, last=last: f"{first} to {last}" in chosen.inner_text())
        assert robot.page.locator(".st-key-panel").count() == 1
        assert "incident" in robot.panel()


def refs(robot: Robot, number: int) -> list[str]:
    found: list[str] = robot.map_at(number).evaluate(
        """() => Object.values(map._layers).map((layer) => layer.feature && layer.feature.properties.ref)
            .filter(Boolean)"""
    )
    return sorted(set(found))


def click(robot: Robot, number: int, ref: str) -> None:
    at = robot.map_at(number).evaluate(
        """(ref) => {
          const mark = Object.values(map._layers).find((layer) =>
            layer.getLatLng && layer.feature && layer.feature.properties.ref === ref);
          map.setView(mark.getLatLng(), 13, {animate: false});
          const point = map.latLngToContainerPoint(mark.getLatLng());
          return [point.x, point.y];
        }""",
        ref,
    )
    frame = robot.page.locator(MAPS).nth(number)
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    robot.page.wait_for_timeout(400)
    robot.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    robot.page.wait_for_timeout(400)
    robot.wait_idle()


def test_a_phone_stacks_the_maps_without_sideways_scrolling(chromium: Browser, dashboard: str) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    robot = compared(Robot(page, dashboard))
    one, other = (page.locator(MAPS).nth(number).bounding_box() for number in (0, 1))
    assert one is not None
    assert other is not None
    assert one["x"] == other["x"]
    assert one["y"] + one["height"] <= other["y"]
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert same_view(robot)
    page.close()
