"""The background from the internet in a real browser: nobody is asked until it is chosen, then one host only."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from layers.tiles import OFFERED, background

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.map_robot import Robot

pytestmark = pytest.mark.browser
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CHOSEN = background("OpenTopoMap")
NOTE = ".fv-failed"


def abroad(robot: Robot) -> set[str]:
    return {urlsplit(url).hostname or "" for url in robot.strangers()}


def catch(robot: Robot, answer: bytes | None) -> None:
    """Answer every request that leaves this computer with a picture, or cut it off."""

    def handle(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"localhost", "127.0.0.1"}:
            route.continue_()
        elif answer is None:
            route.abort("internetdisconnected")
        else:
            route.fulfill(body=answer, content_type="image/png")

    robot.page.route("**/*", handle)


def test_it_is_off_at_first_and_asks_the_chosen_host_only(robot: Robot) -> None:
    catch(robot, DOT)
    robot.open("?from=2022-09-14&to=2022-09-20")
    assert robot.strangers() == []
    robot.map.evaluate("() => { window.marked = 'same frame'; map.setView([40.1, 70.6], 10, {animate: false}); }")
    robot.choose_option("background", OFFERED[CHOSEN.key])
    robot.until(lambda: robot.map.locator("img.leaflet-tile-loaded").count() > 3)
    assert {host.split(".", 1)[1] for host in abroad(robot)} == {CHOSEN.host}
    assert robot.map.evaluate("() => [window.marked, map.getZoom()]") == ["same frame", 10]
    credit = robot.map.locator(".leaflet-control-attribution").inner_text()
    assert "OpenTopoMap (CC-BY-SA)" in credit
    assert "Lines and names of the background map are its makers' view." in credit
    assert not robot.map.locator(NOTE).is_visible()
    assert f"Your browser asks {CHOSEN.host}" in robot.page.get_by_test_id("stSidebar").inner_text()
    assert "background" not in robot.page.url
    robot.choose_option("background", "None (works offline)")
    robot.until(lambda: robot.map.locator("img.leaflet-tile").count() == 0)
    assert "OpenTopoMap" not in robot.map.locator(".leaflet-control-attribution").inner_text()
    assert robot.errors == []


def test_a_filter_leaves_its_tiles_where_they_are(robot: Robot) -> None:
    catch(robot, DOT)
    robot.open()
    robot.choose_option("background", OFFERED[CHOSEN.key])
    robot.until(lambda: robot.map.locator("img.leaflet-tile-loaded").count() > 3)
    asked, packed = len(robot.strangers()), robot.packed()
    robot.map.evaluate("() => { window.tile = document.querySelector('img.leaflet-tile-loaded'); }")
    robot.choose_district("TJ · Isfara")
    robot.until(lambda: robot.packed() != packed)
    assert robot.map.evaluate("() => window.tile.isConnected")
    assert len(robot.strangers()) == asked


def test_without_a_network_the_map_is_whole_and_a_note_says_what_is_missing(robot: Robot) -> None:
    catch(robot, None)
    robot.open()
    robot.choose_option("background", OFFERED["OpenStreetMap.Mapnik"])
    robot.until(lambda: robot.map.locator(NOTE).is_visible())
    assert "could not be loaded" in robot.map.locator(NOTE).inner_text()
    village = robot.refs("place:")[0]
    robot.click_mark(village)
    robot.until(lambda: "incidents in this selection" in robot.panel())
    assert [words for words in robot.errors if "ERR_INTERNET_DISCONNECTED" not in words] == []
