"""The main job in a real browser: look, filter, click, read, save; no network, one map all the time."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.browser.map_robot import DESKTOP, PHONE, Robot

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_it_draws_everything_without_leaving_this_computer(robot: Robot) -> None:
    robot.open()
    for kind in ("incidents:", "place:", "section:", "district:", "exclave:", "perception:"):
        assert robot.refs(kind), f"no {kind} mark is on the map"
    for words in ("OpenStreetMap contributors", "do not imply official endorsement"):
        assert words in robot.page.frame_locator("iframe").locator(".leaflet-control-attribution").inner_text()
    assert robot.map.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    assert robot.strangers() == []
    assert robot.errors == []


def test_the_map_fits_the_screen(robot: Robot) -> None:
    robot.open()
    box = robot.page.locator("iframe").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= DESKTOP["height"]
    assert box["width"] >= 700


def test_the_map_fits_the_screen_below_the_filters_in_force(robot: Robot) -> None:
    robot.open("?level=L3&from=2021-01-01")
    assert robot.count()
    assert "Precision: " in robot.page.locator(".st-key-in_force").inner_text()
    box = robot.page.locator("iframe").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= DESKTOP["height"]


def test_a_filter_by_district_changes_count_and_map_and_keeps_iframe_and_zoom(robot: Robot) -> None:
    robot.open()
    before, all_refs = robot.count(), robot.refs("incidents:")
    robot.map.evaluate("() => { window.marked = 'same frame'; map.setView([40.1, 70.6], 10, {animate: false}); }")
    robot.wait_idle()
    robot.choose_district("TJ · Isfara")
    robot.until(lambda: 0 < robot.count() < before)
    robot.until(lambda: 0 < len(robot.refs("incidents:")) < len(all_refs))
    assert "district=tj-isfara-city" in robot.page.url
    assert robot.map.evaluate("() => [window.marked, map.getZoom()]") == ["same frame", 10]
    assert robot.errors == []


def test_a_filter_by_date_changes_count_and_map(robot: Robot) -> None:
    robot.open()
    before, packed = robot.count(), robot.packed()
    robot.choose_from("2022-09-01")
    robot.until(lambda: 0 < robot.count() < before)
    robot.until(lambda: robot.packed() != packed)
    assert "from=2022-09-01" in robot.page.url


def test_the_status_day_changes_the_lines(robot: Robot) -> None:
    robot.open()
    assert "disputed" not in robot.panel()
    robot.choose_status_day("2019-06-01")
    robot.until(lambda: "2019-06-01" in robot.page.locator("h1").inner_text())
    robot.until(lambda: "disputed" in robot.panel())
    assert "line drawn as of 2025" in robot.panel()


def test_a_click_on_a_village_and_on_an_incident_fills_the_panel(robot: Robot) -> None:
    robot.open()
    robot.map.evaluate("() => { window.marked = 'same frame'; }")
    village = next(
        ref for ref in robot.refs("place:") if f"incidents:{ref[6:]}:L1" not in robot.refs("incidents:")
    )
    robot.click_mark(village)
    robot.until(lambda: "incidents in this selection" in robot.panel())
    first = robot.panel()
    incident = next(ref for ref in robot.refs("incidents:") if ref.endswith(":L1"))
    robot.click_mark(incident)
    robot.until(lambda: robot.panel() != first)
    robot.until(lambda: "deaths" in robot.panel())
    assert robot.page.locator(".st-key-panel a[href^=http]").count() > 0
    assert robot.map.evaluate("() => window.marked") == "same frame"
    assert robot.errors == []


def test_the_same_mark_can_be_clicked_again(robot: Robot) -> None:
    robot.open()
    village = robot.refs("place:")[0]
    robot.click_mark(village)
    robot.until(lambda: "incidents in this selection" in robot.panel())
    robot.page.locator(".st-key-panel").get_by_text("Legend", exact=True).click()
    robot.until(lambda: "incidents in this selection" not in robot.panel())
    robot.click_mark(village)
    robot.until(lambda: "incidents in this selection" in robot.panel())


def test_the_synthetic_survey_is_shown_when_asked_for_and_says_so_inside_the_map(robot: Robot) -> None:
    robot.open()
    assert robot.map.locator(".fv-watermark").count() == 0
    robot.open("?perceptions=synthetic")
    robot.until(lambda: robot.map.locator(".fv-watermark").count() == 1)
    assert "SYNTHETIC DEMONSTRATION DATA" in robot.map.locator(".fv-watermark").inner_text()
    assert robot.map.locator("path[fill^='url(#fv-too_few']").count() > 0


def test_the_snapshot_downloads_and_opens(robot: Robot, tmp_path: Path) -> None:
    robot.open("?from=2022-09-01&to=2022-09-30")
    path = robot.download(tmp_path)
    assert path.suffix == ".png"
    with Image.open(io.BytesIO(path.read_bytes())) as picture:
        assert picture.size == (1600, 1200)
        assert "--from 2022-09-01" in json.dumps(picture.info, default=str)
    assert robot.strangers() == []
    assert robot.errors == []


def test_a_phone_shows_figures_and_map_without_sideways_scrolling(chromium: Browser, dashboard: str) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    robot = Robot(page, dashboard).open()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    box = page.locator("iframe").first.bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]
    assert robot.count() > 0
    page.close()
