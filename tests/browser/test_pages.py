"""The pages beside the map in a real browser: the filters go along, nothing leaves this computer."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.browser.map_robot import PHONE, WAIT, Robot

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def go(robot: Robot, name: str, question: str) -> None:
    robot.page.get_by_test_id("stSidebarNavItems").get_by_text(name, exact=True).click()
    robot.page.get_by_role("heading", name=question).wait_for(timeout=WAIT)
    robot.wait_idle()


def test_filters_go_along_the_menu_and_a_record_opens_with_its_sources(robot: Robot) -> None:
    robot.open("?district=tj-isfara-city&from=2022-09-01&to=2022-09-30")
    assert robot.count() == 8
    go(robot, "Incidents", "Which records are behind this number?")
    assert robot.count() == 8
    assert "district=tj-isfara-city" in robot.page.url
    box = robot.page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box is not None
    robot.page.mouse.click(box["x"] + 16, box["y"] + 90)
    robot.until(lambda: "Who says what, and where" in robot.panel())
    robot.until(lambda: robot.page.locator(".st-key-panel a[href^=http]").count() > 0)
    go(robot, "Data", "What is in here, and can I trust it?")
    assert "district=tj-isfara-city" in robot.page.url
    go(robot, "Map", "Where are incidents reported")
    robot.until(lambda: robot.count() == 8)
    assert robot.strangers() == []
    assert robot.errors == []


def test_the_records_download_as_a_table_of_exactly_the_selection(robot: Robot, tmp_path: Path) -> None:
    robot.open("?district=tj-isfara-city&from=2022-09-01&to=2022-09-30")
    go(robot, "Incidents", "Which records are behind this number?")
    for fmt in ("csv", "xlsx", "geojson", "gpkg"):
        with robot.page.expect_download(timeout=WAIT) as waiting:
            robot.page.locator(f".st-key-incidents-{fmt} button").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.suffix == f".{fmt}"
        assert path.stat().st_size > 0
        if fmt == "csv":
            rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
            assert len(rows) == 8
            assert {row["mode"] for row in rows} == {"public"}
    assert robot.strangers() == []
    assert robot.errors == []


@pytest.mark.parametrize("path", ["incidents", "data"])
def test_a_phone_shows_a_page_by_its_own_link_without_sideways_scrolling(
    chromium: Browser, dashboard: str, path: str
) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    robot = Robot(page, dashboard)
    page.on("request", lambda request: robot.requests.append(request.url))
    page.goto(f"{dashboard}{path}?district=tj-isfara-city")
    page.locator("h1").first.wait_for(timeout=WAIT)
    robot.wait_idle()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert "district=tj-isfara-city" in page.url
    assert robot.strangers() == []
    page.close()
