"""No barrier that axe-core finds: every page, two screens, two languages, with panel, detail and card open.

Asked are the rules of WCAG 2.0 to 2.2, levels A and AA, among them contrast and size of targets; the
frame of the map is looked at like the page around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefing.offline_html import write_html
from model.selection import Selection
from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot
from tools.web_assets import TEST_ASSETS, TEST_COPIES, are_built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from store.bundle import Store

pytestmark = pytest.mark.browser

AXE: Path = TEST_ASSETS / TEST_COPIES[0][1]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
TRIES = 8
SIZES = {"desktop": DESKTOP, "phone": PHONE}
_RUN = "(rules) => axe.run({runOnly: rules})"


@pytest.fixture
def reader(chromium: Browser, dashboard: str) -> Iterator[Callable[..., Robot]]:
    if not are_built(TEST_ASSETS, copies=TEST_COPIES):
        pytest.skip("axe-core is not there: python -m tools.web_assets tests")
    pages: list[Page] = []

    def opened(path: str, query: str, size: str) -> Robot:
        page = chromium.new_page(viewport=SIZES[size])  # type: ignore[arg-type]
        pages.append(page)
        robot = Robot(page, dashboard)
        page.goto(f"{dashboard}{path}{query}")
        page.locator("h1").first.wait_for(timeout=WAIT)
        robot.wait_idle()
        for frame in page.frames[1:]:
            frame.locator(".leaflet-control-zoom").first.wait_for(timeout=WAIT)
        return robot

    yield opened
    for page in pages:
        page.close()


def _looked(robot: Robot) -> tuple[dict[str, Any], int]:
    """What axe found, and into how many frames it looked."""
    for frame in robot.page.frames:
        # Not as an init script: it would keep the empty document that a frame begins with.
        frame.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = robot.page.evaluate(_RUN, RULES)
    return found, len({tuple(node["target"][:-1]) for rule in found["passes"] for node in rule["nodes"]})


def barriers(robot: Robot) -> list[str]:
    """What axe finds on the page and in its frames, a line each; nothing is excused.

    A frame that is still being drawn has no axe in it, and what is half unfolded is half transparent: it is looked
    again, and what stays is a barrier.
    """
    lines, frames = list[str](), 0
    for _ in range(TRIES):
        before = lines
        found, frames = _looked(robot)
        lines = _grave(found)
        if frames == len(robot.page.frames) and lines in ([], before):
            break
        robot.wait_idle()
    assert frames == len(robot.page.frames), "axe did not look into every frame"
    return lines


def _grave(found: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_map_its_legend_and_its_detail_have_no_barrier(
    reader: Callable[..., Robot], size: str, lang: str
) -> None:
    robot = reader("", f"?lang={lang}", size)
    robot.until(lambda: robot.map.locator("path.leaflet-interactive").count() > 100)
    assert barriers(robot) == []
    assert len(robot.page.frames) == 2
    robot.page.locator(".st-key-map-panel button").nth(1).click()
    robot.wait_idle()
    robot.choose(".st-key-map-finder", 3)
    robot.until(lambda: robot.page.locator(".st-key-panel h3").count() > 0)
    assert barriers(robot) == []


@pytest.mark.parametrize(
    "query",
    [
        "?theme=interethnic&perceptions=synthetic",
        "?district=nowhere&verification=unverified",
        "?from=2022-01-01&to=2022-12-31&compare_from=2021-01-01&compare_to=2021-12-31",
    ],
)
def test_a_story_a_strip_a_warning_and_a_comparison_have_no_barrier(
    reader: Callable[..., Robot], query: str
) -> None:
    robot = reader("", query, "desktop")
    assert barriers(robot) == []
    for expander in robot.page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    robot.wait_idle()
    assert barriers(robot) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_records_and_an_open_card_have_no_barrier(reader: Callable[..., Robot], size: str, lang: str) -> None:
    robot = reader("incidents", f"?district=tj-isfara-city&lang={lang}", size)
    assert barriers(robot) == []
    robot.choose(".st-key-incidents-record", 2)
    robot.until(lambda: robot.page.locator(".st-key-panel li").count() > 5)
    assert barriers(robot) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_data_page_has_no_barrier(reader: Callable[..., Robot], size: str, lang: str) -> None:
    assert barriers(reader("data", f"?lang={lang}", size)) == []


@pytest.mark.parametrize("size", ["phone"])
def test_the_filters_of_a_phone_have_no_barrier(reader: Callable[..., Robot], size: str) -> None:
    robot = reader("", "", size)
    robot.page.get_by_test_id("stExpandSidebarButton").click()
    robot.page.locator(".st-key-filters-district").wait_for(timeout=WAIT)
    robot.wait_idle()
    assert barriers(robot) == []


@pytest.mark.parametrize("size", list(SIZES))
def test_the_one_file_map_and_its_panel_have_no_barrier(
    chromium: Browser, bundled_store: Store, tmp_path: Path, size: str
) -> None:
    if not are_built(TEST_ASSETS, copies=TEST_COPIES):
        pytest.skip("axe-core is not there: python -m tools.web_assets tests")
    path = tmp_path / "map.html"
    write_html(path, bundled_store, Selection())
    context = chromium.new_context(viewport=SIZES[size], offline=True)  # type: ignore[arg-type]
    robot = Robot(context.new_page(), path.as_uri())
    robot.page.goto(robot.address)
    robot.page.locator("#fv-map path").first.wait_for(state="attached")
    assert barriers(robot) == []
    robot.page.locator("#fv-finder").select_option(index=5)
    robot.page.locator("#fv-panel").wait_for()
    assert barriers(robot) == []
    context.close()


def test_a_barrier_on_the_page_or_in_the_map_is_found(reader: Callable[..., Robot]) -> None:
    robot = reader("", "", "desktop")
    robot.until(lambda: robot.map.locator("path.leaflet-interactive").count() > 100)
    assert barriers(robot) == []
    look = "position:fixed;top:0;left:40%;z-index:99999999;font-size:20px;color:#ddd;background:#fff"
    for frame in robot.page.frames:
        frame.evaluate(f"() => document.body.insertAdjacentHTML('beforeend', '<p style=\"{look}\">pale</p>')")
    found = [line for line in _grave(_looked(robot)[0]) if line.startswith("color-contrast")]
    assert len(found) == len(robot.page.frames)
