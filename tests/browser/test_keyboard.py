"""The main job without a mouse: every stop of the tab key is seen, none is a trap, none is lost after a run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST_STOPS = 70
"""Presses of the tab key from the top of a page to its end."""
SCROLLED = ("|MAIN|", "|CANVAS|", "|TD|")
LOOKS = 5
"""How often a slow machine is looked at before a ring counts as not drawn."""
ROOM = 6
"""Pixels around a thing in which its ring may be."""
_INNER = """() => {
  const outer = document.activeElement;
  return outer.tagName === "IFRAME" ? outer.contentDocument.activeElement : outer;
}"""
_NAME = f"""() => {{
  const element = ({_INNER})();
  const inside = element.ownerDocument !== document;
  const key = element.closest("[class*=st-key-]");
  const widget = key ? [...key.classList].find((name) => name.startsWith("st-key-")) : "";
  const words = (element.ariaLabel || element.innerText || "").trim().split("\\n")[0];
  return [inside ? "map" : "page", element.tagName, widget, words.slice(0, 60)].join("|");
}}"""
_BOX = f"""() => {{
  let element = ({_INNER})(), x = 0, y = 0;
  if (element.ownerDocument !== document) {{
    const frame = document.activeElement.getBoundingClientRect();
    x = frame.x; y = frame.y;
  }} else {{
    element = element.closest("label, [data-testid=stDateInput], .stSelectbox, .stMultiSelect") || element;
  }}
  const box = element.getBoundingClientRect();
  return [x + box.x, y + box.y, box.width, box.height];
}}"""
_BLUR = f"() => {{ window.held = ({_INNER})(); window.held.blur(); }}"
_BACK = "() => window.held.focus({preventScroll: true, focusVisible: true})"


@pytest.fixture
def opened(chromium: Browser, dashboard: str) -> Iterator[Callable[..., Robot]]:
    pages: list[Page] = []

    def one(path: str = "", query: str = "", *, size: dict[str, int] = DESKTOP) -> Robot:
        page = chromium.new_page(viewport=size, accept_downloads=True)  # type: ignore[arg-type]
        pages.append(page)
        robot = Robot(page, f"{dashboard}{path}")
        if not path:
            return robot.open(query)
        page.goto(robot.address + query)
        page.locator("h1").first.wait_for(timeout=WAIT)
        robot.wait_idle()
        return robot

    yield one
    for page in pages:
        page.close()


def at(robot: Robot) -> str:
    """Where the keyboard is: page or map, tag, the widget's key, its words."""
    name: str = robot.page.evaluate(_NAME)
    return name


def tab_to(robot: Robot, words: str) -> None:
    """Press the tab key until the keyboard is at something that says so."""
    for _ in range(MOST_STOPS):
        robot.page.keyboard.press("Tab")
        if words in at(robot):
            return
    pytest.fail(f"the tab key does not reach {words}")


def stops(robot: Robot) -> Iterator[str]:
    """Every stop of the tab key from the top of the page until it begins anew."""
    first = ""
    for _ in range(MOST_STOPS):
        robot.page.keyboard.press("Tab")
        name = at(robot)
        if name == first or "|BODY|" in name:
            return
        first = first or name
        yield name
    pytest.fail("the tab key goes on without an end")


def is_seen(robot: Robot) -> bool:
    """Whether the screen shows where the keyboard is: around it, it looks different without it."""
    clip = _around(robot)
    return any(_differs(robot, clip) for _ in range(LOOKS))


def _differs(robot: Robot, clip: dict[str, float]) -> bool:
    with_focus = _picture(robot, clip)
    robot.page.evaluate(_BLUR)
    robot.page.wait_for_timeout(250)
    without = _picture(robot, clip)
    robot.page.evaluate(_BACK)
    robot.page.wait_for_timeout(50)
    return ImageChops.difference(with_focus, without).getbbox() is not None


def _around(robot: Robot) -> dict[str, float]:
    """What the keyboard is at and a little more, as far as it is on the screen."""
    x, y, width, height = robot.page.evaluate(_BOX)
    screen = robot.page.viewport_size
    assert screen is not None
    left, top = max(0, x - ROOM), max(0, y - ROOM)
    right, bottom = min(screen["width"], x + width + ROOM), min(screen["height"], y + height + ROOM)
    assert right > left, f"{at(robot)} lies beside the screen"
    assert bottom > top, f"{at(robot)} lies beside the screen"
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _picture(robot: Robot, clip: dict[str, float]) -> Image.Image:
    shot = robot.page.screenshot(clip=clip, caret="initial", animations="disabled")  # type: ignore[arg-type]
    return Image.open(io.BytesIO(shot)).convert("RGB")


@pytest.mark.parametrize("path", ["", "incidents", "data"])
def test_every_stop_of_the_tab_key_is_seen_and_there_is_an_end(opened: Callable[..., Robot], path: str) -> None:
    robot = opened(path)
    unseen, found = list[str](), list[str]()
    for name in stops(robot):
        found.append(name)
        # The page itself, a table and its cells are stops for scrolling; they have nothing to press.
        if not any(tag in name for tag in SCROLLED) and not is_seen(robot):
            unseen.append(name)
    assert unseen == []
    assert len(found) > 5
    assert found[0].endswith("Skip to main content")
    assert len([name for name in found if name.startswith("map|")]) <= 4, "marks are no stops"


def test_the_main_job_is_done_with_the_keyboard_alone(opened: Callable[..., Robot], tmp_path: Path) -> None:
    robot = opened()
    before = robot.count()
    keyboard = robot.page.keyboard
    tab_to(robot, "|st-key-filters-district|")
    keyboard.type("TJ · Isfara")
    robot.until(lambda: robot.page.get_by_role("option").count() == 1)
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    robot.until(lambda: 0 < robot.count() < before)
    keyboard.press("Escape")
    robot.wait_idle()
    assert "filters-district" in at(robot), "the keyboard stays where it was after a run"
    tab_to(robot, "|st-key-map-panel|Legend")
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    robot.until(lambda: robot.page.locator(".st-key-map-finder").count() == 1)
    robot.wait_idle()
    tab_to(robot, "|st-key-map-finder|")
    keyboard.press("ArrowDown")
    robot.page.get_by_role("option").first.wait_for(timeout=WAIT)
    keyboard.press("Enter")
    robot.until(lambda: robot.page.locator(".st-key-panel h3").count() == 1)
    robot.wait_idle()
    assert "map-finder" in at(robot)
    tab_to(robot, "|st-key-snapshot|")
    with robot.page.expect_download(timeout=WAIT) as waiting:
        keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as saved:
        assert saved.size == (1600, 1200)
    assert robot.errors == []


def test_the_way_to_a_record_and_its_file_needs_no_mouse(opened: Callable[..., Robot], tmp_path: Path) -> None:
    robot = opened("", "?district=tj-isfara-city&from=2022-09-01&to=2022-09-30")
    keyboard = robot.page.keyboard
    tab_to(robot, "||Incidents")
    keyboard.press("Enter")
    robot.page.get_by_role("heading", name="Which records are behind this number?").wait_for(timeout=WAIT)
    robot.wait_idle()
    tab_to(robot, "|st-key-incidents-search|")
    keyboard.type("Ворух")
    keyboard.press("Enter")
    robot.wait_idle()
    assert "incidents-search" in at(robot)
    tab_to(robot, "|st-key-incidents-csv|")
    with robot.page.expect_download(timeout=WAIT) as waiting:
        keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "records.csv")
    assert (tmp_path / "records.csv").stat().st_size > 0
    tab_to(robot, "|st-key-incidents-record|")
    keyboard.press("ArrowDown")
    robot.page.get_by_role("option").first.wait_for(timeout=WAIT)
    keyboard.press("Enter")
    robot.until(lambda: "Who says what, and where" in robot.panel())
    assert "incidents-record" in at(robot)
    assert robot.errors == []


def test_the_map_moves_and_zooms_by_keys_and_shows_where_they_go(opened: Callable[..., Robot]) -> None:
    robot = opened()
    tab_to(robot, "map|DIV|")
    assert is_seen(robot)
    zoom, middle = robot.map.evaluate("() => [map.getZoom(), map.getCenter().lng]")
    robot.page.keyboard.press("+")
    robot.until(lambda: robot.map.evaluate("() => map.getZoom()") > zoom)
    robot.page.keyboard.press("ArrowRight")
    robot.until(lambda: robot.map.evaluate("() => map.getCenter().lng") > middle)
    tab_to(robot, "map|A||Zoom in")
    assert is_seen(robot)
    zoom = robot.map.evaluate("() => map.getZoom()")
    robot.page.keyboard.press("Enter")
    robot.until(lambda: robot.map.evaluate("() => map.getZoom()") > zoom)


def test_on_a_phone_the_folded_filters_are_no_stops_and_open_and_close(opened: Callable[..., Robot]) -> None:
    robot = opened(size=PHONE)
    assert not [name for name in stops(robot) if "st-key-filters" in name]
    tab_to(robot, "Expand sidebar")
    robot.page.keyboard.press("Enter")
    robot.page.locator(".st-key-filters-district").wait_for(state="visible", timeout=WAIT)
    tab_to(robot, "|st-key-filters-district|")
    robot.page.get_by_test_id("stSidebarCollapseButton").locator("button").press("Enter")
    robot.page.locator(".st-key-filters-district").wait_for(state="hidden", timeout=WAIT)
