"""What people know and dislike in dashboards with Folium maps, one test each: none of it happens here.

Quotes and code in every text column and every kind of output have a test file of their own
(test_hostile_titles.py); here they go through the real page.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from layers.basemap import base_map
from layers.marks import draw
from model.settings import START_VIEW
from model.strings import English, Message
from model.style import INCIDENT_CELLS, PLACE_POINT
from model.view import CellLevel, CellsMark, LayerView, PointMark
from tests.browser.conftest import ROOT, free_port, wait_for
from tests.browser.made_server import NAMES
from tests.browser.map_robot import DESKTOP, Robot
from tests.browser.test_hostile_titles import ADDRESS, answer
from tools.web_assets import are_built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
TR = English()
MADE = 100_000
BYTES_TO_THE_MAP = 120_000
_WATCH_PAGE = """() => {
  window.theFrame = document.querySelector('iframe');
  window.lost = 0;
  const look = () => {
    const frame = document.querySelector('iframe');
    let shown = frame === window.theFrame && frame.getBoundingClientRect().width > 0;
    for (let e = frame; shown && e; e = e.parentElement) shown = +getComputedStyle(e).opacity > 0.9;
    if (!shown) window.lost += 1;
    requestAnimationFrame(look);
  };
  look();
}"""
_WATCH_MAP = """() => {
  window.theMap = map;
  window.counts = [];
  const look = () => {
    window.counts.push(document.querySelectorAll('path.leaflet-interactive').length);
    requestAnimationFrame(look);
  };
  look();
}"""
_INK = """() => {
  const canvas = document.querySelector('canvas.fv-cells');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let ink = 0;
  for (let at = 3; at < data.length; at += 400) if (data[at]) ink += 1;
  return ink;
}"""


def set_view(robot: Robot, lat: float, lon: float, zoom: float) -> None:
    robot.map.evaluate("(at) => { map.setView(at.slice(0, 2), at[2], {animate: false}); }", [lat, lon, zoom])
    robot.wait_idle()


def view(robot: Robot) -> list[float]:
    found: list[float] = robot.map.evaluate("() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    return found


def legend_heads(robot: Robot) -> list[str]:
    """The headings of the legend: what a layer is called there."""
    return robot.page.locator(".st-key-panel .fv-head").all_inner_texts()


# Flicker on filter


def test_a_filter_never_shows_an_empty_or_pale_map(robot: Robot) -> None:
    robot.open()
    before = robot.count()
    robot.page.evaluate(_WATCH_PAGE)
    robot.map.evaluate(_WATCH_MAP)
    robot.choose_district("TJ · Isfara")
    robot.until(lambda: 0 < robot.count() < before)
    robot.wait_idle()
    counts = robot.map.evaluate("() => window.counts")
    assert robot.map.evaluate("() => window.theMap === map")
    assert len(set(counts)) > 1, "the filter must have changed the marks"
    assert min(counts) > 0
    assert robot.page.evaluate("() => window.lost") == 0


# Lost zoom


def test_zoom_and_middle_stay_when_a_filter_a_layer_or_the_status_day_changes(robot: Robot) -> None:
    robot.open()
    set_view(robot, 40.1, 70.6, 10.5)
    before = view(robot)
    robot.choose_from("2022-09-01")
    robot.page.get_by_text("Villages and towns", exact=True).first.click()
    robot.choose_status_day("2019-06-01")
    robot.until(lambda: not robot.refs("place:"))
    assert view(robot) == pytest.approx(before)


# Stale map


def test_two_selections_that_differ_in_the_year_only_show_different_marks(robot: Robot) -> None:
    robot.open("?from=2021-01-01&to=2021-12-31")
    one, refs = robot.count(), robot.refs("incidents:")
    robot.open("?from=2022-01-01&to=2022-12-31")
    assert robot.count() != one
    assert robot.refs("incidents:") != refs


# Legend not tied to the layers


@pytest.mark.parametrize(
    ("layer", "kind"), [("Incidents", "incidents:"), ("Villages and towns", "place:"), ("Districts", "district:")]
)
def test_a_layer_that_goes_takes_its_legend_along_and_brings_it_back(robot: Robot, layer: str, kind: str) -> None:
    robot.open()
    heads = legend_heads(robot)
    box = robot.page.get_by_test_id("stSidebar").get_by_test_id("stCheckbox").get_by_text(layer, exact=True)
    box.click()
    robot.until(lambda: not robot.refs(kind))
    robot.until(lambda: len(legend_heads(robot)) == len(heads) - 1)
    gone = set(heads) - set(legend_heads(robot))
    assert len(gone) == 1
    box.click()
    robot.until(lambda: bool(robot.refs(kind)))
    robot.until(lambda: legend_heads(robot) == heads)


# Popups that close


def test_the_detail_stays_open_when_filters_and_layers_change(robot: Robot) -> None:
    robot.open()
    ref = next(ref for ref in robot.refs("place:") if f"incidents:{ref[6:]}:L1" not in robot.refs("incidents:"))
    robot.click_mark(ref)
    robot.until(lambda: "incidents in this selection" in robot.panel())
    name = robot.page.locator(".st-key-panel h3").inner_text()
    for change in (
        partial(robot.choose_from, "2022-09-01"),
        robot.page.get_by_text("Districts", exact=True).first.click,
        robot.page.get_by_text("Villages and towns", exact=True).first.click,
    ):
        change()
        robot.wait_idle()
        assert robot.page.locator(".st-key-panel h3").inner_text() == name


# Blank map in a hidden tab


def hidden_page(browser: Browser, marks: tuple[PointMark | CellsMark, ...]) -> Page:
    """A map alone on a page, in a box that is not shown yet."""
    if not are_built():
        pytest.skip("static/ is not built: python -m tools.web_assets")
    map_ = base_map(TR, local_assets=True)
    draw(LayerView("made", Message("Made"), marks=marks), TR).add_to(map_)
    style = "<style>.folium-map{width:900px;height:600px}body{display:none}body.shown{display:block}</style>"
    html = map_.get_root().render().replace("<head>", f"<head>{style}")
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.route("**/*", lambda route: answer(route, html))
    page.goto(ADDRESS)
    page.wait_for_timeout(300)
    return page


def map_name(page: Page) -> str:
    name: str = page.evaluate("() => document.querySelector('.folium-map').id")
    return name


def test_a_map_that_begins_hidden_fills_its_box_when_it_is_shown(chromium: Browser) -> None:
    level = CellLevel(8, 0.0, ((28, 21, 40, 0, 1),), "Cells of about 8 km")
    marks = (
        PointMark(70.5, 40.2, 9.0, PLACE_POINT, "Batken", "place:1"),
        CellsMark((level,), INCIDENT_CELLS, (1.0, 5.0, 20.0, 100.0), ("{n}", "{n}", "{n}")),
    )
    page = hidden_page(chromium, marks)
    name = map_name(page)
    assert page.evaluate(f"() => {name}.getSize().x") == 0
    page.evaluate("() => document.body.classList.add('shown')")
    page.wait_for_timeout(600)
    size = page.evaluate(f"() => [{name}.getSize().x, {name}.getSize().y]")
    assert size == [900, 600]
    west, south, east, north = page.evaluate(f"() => {name}.getBounds().toBBoxString().split(',').map(Number)")
    assert west <= START_VIEW.west < START_VIEW.east <= east
    assert south <= START_VIEW.south < START_VIEW.north <= north
    assert east - west < 3 * (START_VIEW.east - START_VIEW.west)
    point = page.locator("path.leaflet-interactive").bounding_box()
    assert point is not None
    assert point["width"] == pytest.approx(18.0, abs=3.0)
    assert page.evaluate(_INK) > 0
    page.close()


def test_a_map_whose_frame_grows_in_odd_steps_still_shows_the_valley_and_no_more(chromium: Browser) -> None:
    page = hidden_page(chromium, (PointMark(70.5, 40.2, 9.0, PLACE_POINT, "Batken", "place:1"),))
    name = map_name(page)
    for width, height in ((901, 3), (900, 152), (899, 333), (898, 471), (901, 600)):
        # Leaflet answers to the window before anyone sees the new size; it rounds the middle to a pixel.
        size = (
            f"box.style.width = '{width}px'; box.style.height = '{height}px'; document.body.className = 'shown';"
        )
        page.evaluate(f"() => {{ const box = {name}.getContainer(); {size} {name}.invalidateSize(); }}")
        page.wait_for_timeout(150)
    west, east = page.evaluate(f"() => [{name}.getBounds().getWest(), {name}.getBounds().getEast()]")
    assert west <= START_VIEW.west < START_VIEW.east <= east
    assert east - west < 2 * (START_VIEW.east - START_VIEW.west)
    page.close()


def test_the_map_of_the_page_fills_its_frame_again_after_it_was_hidden(robot: Robot) -> None:
    robot.open()
    frame = robot.page.locator("iframe").first
    wide = robot.map.evaluate("() => map.getSize().x")
    frame.evaluate("(e) => { e.parentElement.style.display = 'none'; }")
    robot.choose_from("2022-09-01")
    robot.page.set_viewport_size({"width": 1200, "height": 768})
    robot.page.wait_for_timeout(300)
    frame.evaluate("(e) => { e.parentElement.style.display = ''; }")
    robot.page.wait_for_timeout(700)
    box = frame.bounding_box()
    assert box is not None
    assert robot.map.evaluate("() => map.getSize().x") == pytest.approx(box["width"], abs=1.0)
    assert box["width"] < wide
    assert robot.map.locator("path.leaflet-interactive").count() > 0


# Cyrillic tooltips


def test_a_tooltip_shows_cyrillic_letters(robot: Robot) -> None:
    robot.open()
    busy = {ref.split(":")[1] for ref in robot.refs("incidents:")}
    alone = [ref for ref in robot.refs("place:") if ref.split(":")[1] not in busy]
    found = robot.map.evaluate(
        """(refs) => {
          let best = null;
          map.eachLayer((layer) => {
            const mine = layer.feature && layer.getTooltip() && layer.feature.properties;
            if (mine && layer.getLatLng && refs.includes(mine.ref) && /[Ѐ-ӿ]/.test(mine.title)) best = layer;
          });
          map.setView(best.getLatLng(), 14, {animate: false});
          const at = map.latLngToContainerPoint(best.getLatLng());
          return [at.x, at.y, best.feature.properties.title];
        }""",
        alone,
    )
    robot.page.wait_for_timeout(300)
    box = robot.page.locator("iframe").first.bounding_box()
    assert box is not None
    robot.page.mouse.move(box["x"] + found[0], box["y"] + found[1])
    robot.until(lambda: robot.map.locator(".fv-tip").count() == 1)
    assert robot.map.locator(".fv-tip").inner_text() == found[2]
    assert any("Ѐ" <= letter <= "ӿ" for letter in found[2])


# CDN needed


def test_the_map_draws_while_every_other_computer_is_out_of_reach(chromium: Browser, dashboard: str) -> None:
    page = chromium.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
    asked = list[str]()

    def only_here(url: str) -> bool:
        host = urlsplit(url).hostname
        if host not in {"localhost", "127.0.0.1", None}:
            asked.append(url)
        return host not in {"localhost", "127.0.0.1", None}

    page.route(only_here, lambda route: route.abort())
    robot = Robot(page, dashboard).open()
    assert robot.refs("incidents:")
    assert asked == robot.strangers() == []
    page.close()


# Quotes that break the script, and many markers: 100,000 made incidents with hostile names


@pytest.fixture(scope="module")
def crowded() -> Iterator[str]:
    """The address of a dashboard on made incidents, each with a symbol of its own."""
    if not are_built():
        pytest.skip("static/ is not built: python -m tools.web_assets")
    port = free_port()
    words = [sys.executable, "tests/browser/made_server.py", str(port), str(MADE)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def crowd(chromium: Browser, crowded: str) -> Iterator[Robot]:
    page = chromium.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
    yield Robot(page, crowded).open()
    page.close()


def paper(robot: Robot) -> dict[str, float]:
    found: dict[str, float] = robot.map.evaluate(
        "() => ({fields: map.fvPaper.fields.length, drawn: map.fvPaper.drawn,"
        " canvases: document.querySelectorAll('canvas').length})"
    )
    return found


def test_100_000_incidents_are_cells_on_one_canvas_and_zooming_in_shows_them_one_by_one(crowd: Robot) -> None:
    assert crowd.count() == MADE
    assert len(crowd.packed().encode()) <= BYTES_TO_THE_MAP
    far = paper(crowd)
    assert far["canvases"] == 1
    assert 200 < far["drawn"] < 3_000
    assert crowd.map.evaluate(_INK) > 0
    assert not crowd.refs("incidents:")
    assert "symbols are too many to draw one by one" in crowd.panel()
    crowd.map.evaluate("() => { window.marked = 'same frame'; }")
    set_view(crowd, 40.1, 70.6, 10)
    crowd.until(lambda: crowd.map.locator(".fv-caption").inner_text() == "Cells of about 2 km")
    assert not crowd.refs("incidents:")
    set_view(crowd, 40.1, 70.6, 14)
    crowd.until(lambda: 5 < len(crowd.refs("incidents:")) <= 300)
    crowd.until(lambda: "Incidents in sight, one by one" in legend_heads(crowd))
    assert len(crowd.packed().encode()) <= BYTES_TO_THE_MAP
    crowd.click_mark(crowd.refs("incidents:")[0])
    crowd.until(lambda: "1 incident, " in crowd.panel())
    crowd.page.locator(".st-key-panel").get_by_text("Legend", exact=True).click()
    set_view(crowd, 40.1, 70.6, 8)
    crowd.until(lambda: "Incidents in sight, one by one" not in legend_heads(crowd))
    assert paper(crowd)["drawn"] > 200
    assert crowd.map.evaluate("() => window.marked") == "same frame"
    assert crowd.errors == []


def test_a_cell_tells_its_numbers_to_the_pointer_and_opens_its_records_on_a_click(crowd: Robot) -> None:
    box = crowd.page.locator("iframe").first.bounding_box()
    assert box is not None
    at = crowd.map.evaluate(
        """() => {
          const field = map.fvPaper.fields[0], level = field.level(map.getZoom());
          const inside = (c) => {
            const p = map.latLngToContainerPoint([field.lat(level, c.y + .5), field.lng(level, c.x + .5)]);
            const over = document.elementFromPoint(p.x, p.y);
            const free = over && (over === map.getContainer() || map.getPane('fvAreas').contains(over));
            return free && p.x > 50 && p.y > 50 && p.x < map.getSize().x - 50 && p.y < map.getSize().y - 80 && p;
          };
          const cell = level.cells.filter((c) => c.n > 40 && inside(c))[0], p = inside(cell);
          return [p.x, p.y, cell.n, `cell:${level.km}:${cell.x}:${cell.y}`];
        }"""
    )
    crowd.page.mouse.move(box["x"] + at[0], box["y"] + at[1])
    crowd.until(lambda: crowd.map.locator(".fv-tip").count() == 1)
    assert crowd.map.locator(".fv-tip").inner_text().startswith(f"Incidents: {at[2]} · deaths: ")
    crowd.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    crowd.until(lambda: f"{at[2]} incidents, " in crowd.panel())
    assert "8 km · " in crowd.page.locator(".st-key-panel h3").inner_text()
    crowd.until(lambda: "earlier records: see the Incidents page" in crowd.panel())
    assert crowd.errors == []


def test_quotes_and_signs_of_code_in_a_name_are_shown_letter_by_letter(crowd: Robot) -> None:
    set_view(crowd, 40.1, 70.6, 14)
    crowd.until(lambda: len(crowd.refs("incidents:")) > 5)
    titles = crowd.map.evaluate(
        """() => {
          const found = [];
          map.eachLayer((layer) => {
            const mine = layer.feature && layer.feature.properties;
            if (mine && mine.ref.startsWith('incidents:')) found.push(layer.getTooltip().getContent().textContent);
          });
          return found;
        }"""
    )
    names = {title.rpartition(": ")[0] for title in titles}
    assert names <= set(NAMES)
    assert len(names) > 1
    assert crowd.errors == []


def test_cells_never_vanish_while_the_map_zooms(crowd: Robot) -> None:
    crowd.map.evaluate(
        """() => {
          const canvas = document.querySelector('canvas.fv-cells'), pen = canvas.getContext('2d');
          window.inks = [];
          window.scales = new Set();
          const look = () => {
            const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
            let ink = 0;
            for (let at = 3; at < data.length; at += 4000) if (data[at]) ink += 1;
            window.inks.push(ink);
            window.scales.add(canvas.style.transform.split('scale')[1] || '');
            requestAnimationFrame(look);
          };
          look();
          map.setZoom(map.getZoom() + 1, {animate: true});
        }"""
    )
    crowd.page.wait_for_timeout(1_500)
    assert min(crowd.map.evaluate("() => window.inks")) > 0
    assert len(crowd.map.evaluate("() => [...window.scales]")) > 1, "the old cells must be scaled while it zooms"
    assert crowd.errors == []
