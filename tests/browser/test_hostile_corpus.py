"""Hostile texts in every text column of every table, on every page in a real browser: shown as text, never run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pyogrio
import pytest
from PIL import Image

from briefing.offline_html import write_html
from layers.escaping import plain
from layers.registry import LAYERS
from model.selection import Selection
from store.bundle import open_store
from tests.browser.conftest import PORT, served
from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot
from tests.hostile import LONG, TEXTS, hostile_valley
from tests.valley import write_valley

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ALL_LAYERS = "?" + "&".join(f"layer={layer.key}" for layer in LAYERS)
KINDS = ("incidents", "place", "district", "section", "exclave", "perception", "crossing", "resource", "response")
PAGES = {"Incidents": "Which records are behind this number?", "Data": "What is in here, and can I trust it?"}
SHOWN = [" ".join(plain(text).split()) for text in TEXTS if text.strip()]
JOINER = "\u2060"
_INJECTED = """() => {
  const ours = (element) => /^(data:image\\/svg|blob:)/.test(element.src || "") ||
    element.src.startsWith(location.origin + "/static/") || element.src.includes("streamlit_folium");
  const found = [...document.querySelectorAll("img, iframe")].filter((element) => !ours(element));
  found.push(...document.querySelectorAll("base, object, embed, [onerror], [onload], [onmouseover]"));
  found.push(...[...document.querySelectorAll("a[href]")].filter((link) => !/^(https?:|#)/.test(link.href)));
  found.push(...document.querySelectorAll(".katex, [data-testid=stMarkdownContainer] table"));
  found.push(...document.querySelectorAll(".stMain [data-testid=stMarkdownContainer] img:not([src^=data])"));
  return found.map((element) => element.outerHTML.slice(0, 200));
}"""
_FIRE = """(ref) => map.eachLayer((layer) => {
  const mine = layer.feature && layer.feature.properties;
  if (mine && mine.ref === ref && !window.fired) {
    window.fired = ref;
    const at = layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter();
    layer.openTooltip(at);
    layer.fire("click", {latlng: at}, true);
  }
})"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard whose every text is hostile."""
    folder = write_valley(tmp_path_factory.mktemp("hostile"), tables=hostile_valley())
    with served("tests/browser/made_server.py", PORT, str(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard whose every text is ten kilobytes without a place to break."""
    folder = write_valley(tmp_path_factory.mktemp("long"), tables=hostile_valley(LONG[:1]))
    with served("tests/browser/made_server.py", PORT, str(folder)) as address:
        yield address


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., Robot]]:
    pages: list[Page] = []

    def opened(address: str, *, size: dict[str, int] = DESKTOP, query: str = ALL_LAYERS) -> Robot:
        page = chromium.new_page(viewport=size, accept_downloads=True)  # type: ignore[arg-type]
        pages.append(page)
        return Robot(page, address).open(query)

    yield opened
    for page in pages:
        page.close()


def require_harmless(robot: Robot) -> None:
    """Nothing ran, nothing was asked of another computer, nothing of the data became an element."""
    for frame in robot.page.frames:
        assert frame.evaluate("() => window.__pwned") is None
        assert frame.evaluate(_INJECTED) == []
    assert robot.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert robot.page.locator(".stException").all_inner_texts() == []
    assert robot.strangers() == []
    assert robot.errors == []


def go(robot: Robot, name: str) -> None:
    robot.page.get_by_test_id("stSidebarNavItems").get_by_text(name, exact=True).click()
    robot.page.get_by_role("heading", name=PAGES[name]).wait_for(timeout=WAIT)
    robot.wait_idle()


def words(robot: Robot, where: str = ".stMain") -> str:
    """The text of a part of the page, letter by letter, rooms made equal."""
    return " ".join(robot.page.locator(where).inner_text().replace(JOINER, "").split())


def open_mark(robot: Robot, ref: str) -> str:
    """What the panel says once the mark was pressed."""
    robot.map.evaluate("() => { window.fired = null; }")
    robot.map.evaluate(_FIRE, ref)
    robot.page.wait_for_timeout(400)
    robot.wait_idle()
    assert robot.page.locator(".st-key-panel h3").count() == 1, f"{ref} opened nothing"
    return words(robot, ".st-key-panel")


def test_the_map_its_titles_and_its_panel_show_every_text_as_text(
    hostile: str, reader: Callable[..., Robot]
) -> None:
    robot = reader(hostile)
    require_harmless(robot)
    said, refs = "", robot.refs()
    for kind in KINDS:
        mine = [ref for ref in refs if ref.startswith(f"{kind}:")]
        assert mine, f"no {kind} mark is on the map"
        for ref in mine[:2]:
            said += open_mark(robot, ref)
            require_harmless(robot)
    # What is in the panel came out of the corpus: most of it is seen through a dozen of its marks.
    seen = [text for text in SHOWN if text in said]
    assert len(seen) > len(SHOWN) // 2
    for expander in robot.page.locator(".stMain [data-testid=stExpander] summary").all():
        expander.click()
    robot.wait_idle()
    require_harmless(robot)


def test_lists_to_choose_from_show_hostile_names_as_text(hostile: str, reader: Callable[..., Robot]) -> None:
    robot = reader(hostile)
    robot.page.locator(".stSidebar [data-testid=stExpander] summary").click()
    for name in ("district", "province", "place", "source"):
        field = robot.page.locator(f".st-key-filters-{name} input")
        field.scroll_into_view_if_needed()
        robot.page.wait_for_timeout(800)  # a list that opens while its place still scrolls closes again
        field.click()
        robot.page.get_by_role("option").first.wait_for()
        require_harmless(robot)
        robot.page.keyboard.press("Escape")
    robot.page.locator(".st-key-filters-place input").fill("img src")
    robot.until(lambda: robot.page.get_by_role("option").count() == 1)
    robot.page.keyboard.press("ArrowDown")
    robot.page.keyboard.press("Enter")
    robot.page.keyboard.press("Escape")
    robot.wait_idle()
    assert "<img src=x onerror=window.__pwned=1>" in robot.page.locator(".st-key-in_force").inner_text()
    require_harmless(robot)


def test_the_table_and_the_cards_of_records_show_every_text_as_text(
    hostile: str, reader: Callable[..., Robot]
) -> None:
    robot = reader(hostile)
    go(robot, "Incidents")
    require_harmless(robot)
    said = ""
    for number in range(1, 28, 3):
        robot.choose(".st-key-incidents-record", number)
        said += words(robot, ".st-key-panel")
        require_harmless(robot)
    seen = [text for text in SHOWN if text in said]
    assert len(seen) > len(SHOWN) // 2
    robot.page.locator(".st-key-incidents-search input").fill("<script>")
    robot.page.keyboard.press("Enter")
    robot.wait_idle()
    require_harmless(robot)


def test_the_data_page_shows_every_text_as_text_and_its_picture(
    hostile: str, reader: Callable[..., Robot]
) -> None:
    robot = reader(hostile)
    go(robot, "Data")
    said = words(robot)
    assert [text for text in SHOWN if text not in said] == []
    assert robot.page.evaluate("() => [...document.images].every((image) => image.naturalWidth > 0)")
    require_harmless(robot)


def test_files_from_the_pages_open_and_hold_texts_only(
    hostile: str, reader: Callable[..., Robot], tmp_path: Path
) -> None:
    robot = reader(hostile)
    with Image.open(io.BytesIO(robot.download(tmp_path).read_bytes())) as picture:
        assert picture.size == (1600, 1200)
    go(robot, "Incidents")
    files = {}
    for fmt in ("csv", "xlsx", "geojson", "gpkg"):
        with robot.page.expect_download(timeout=WAIT) as waiting:
            robot.page.locator(f".st-key-incidents-{fmt} button").click()
        files[fmt] = tmp_path / f"records.{fmt}"
        waiting.value.save_as(files[fmt])
    rows = list(csv.reader(io.StringIO(files["csv"].read_text("utf-8-sig"))))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "@", "\t", "\r"))] == []
    book = openpyxl.load_workbook(files["xlsx"])
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    assert len(pyogrio.read_dataframe(files["gpkg"], layer="incidents")) == len(rows) - 1
    assert len(pyogrio.read_dataframe(files["geojson"])) == len(rows) - 1
    require_harmless(robot)


def test_two_periods_side_by_side_show_every_text_as_text(hostile: str, reader: Callable[..., Robot]) -> None:
    robot = reader(hostile, query=f"{ALL_LAYERS}&from=2020-01-01&compare_from=2015-01-01&compare_to=2019-12-31")
    robot.until(lambda: robot.page.locator("iframe").count() > 1)
    robot.wait_idle()
    require_harmless(robot)


@pytest.mark.parametrize("texts", [TEXTS, LONG[:1]], ids=["corpus", "ten kilobytes"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_one_file_map_shows_every_text_as_text(
    chromium: Browser, tmp_path: Path, texts: tuple[str, ...], size: dict[str, int]
) -> None:
    store = open_store(write_valley(tmp_path / "data", tables=hostile_valley(texts)))
    path = tmp_path / "map.html"
    write_html(path, store, Selection(), layers=tuple(layer.key for layer in LAYERS))
    context = chromium.new_context(viewport=size, offline=True)  # type: ignore[arg-type]
    robot = Robot(context.new_page(), path.as_uri())
    for event in ("pageerror", "dialog"):
        robot.page.on(event, lambda found: robot.errors.append(str(found)))  # type: ignore[call-overload]
    robot.page.on("request", lambda request: robot.requests.append(request.url))
    robot.page.goto(robot.address)
    robot.page.locator("#fv-map path").first.wait_for(state="attached")
    finder = robot.page.locator("#fv-finder")
    for number in range(1, finder.locator("option").count(), 5):
        finder.select_option(index=number)
    assert robot.page.evaluate("() => window.__pwned") is None
    assert robot.page.locator("#fv-panel img, #fv-panel script, iframe, base, [onerror], [onload]").count() == 0
    assert robot.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert [url for url in robot.requests if not url.startswith(("file:", "data:"))] == []
    assert robot.errors == []
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_ten_kilobytes_in_every_cell_break_no_page(
    long: str, reader: Callable[..., Robot], size: dict[str, int]
) -> None:
    robot = reader(long, size=size)
    require_harmless(robot)
    box: Any = robot.page.locator("iframe").first.bounding_box()
    assert box["width"] <= size["width"]
    open_mark(robot, robot.refs("place:")[0])
    require_harmless(robot)
    if size == PHONE:
        return
    for name in PAGES:
        go(robot, name)
        require_harmless(robot)
        assert robot.page.evaluate("() => document.querySelector('.stMain').scrollWidth <= window.innerWidth")
