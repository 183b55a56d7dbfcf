"""The one-file map opened from the disk in a real Chromium whose network is cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from briefing.offline_html import write_html
from model.enums import Mode, Verification
from model.selection import Perceptions, Selection
from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot
from tests.hostile import TEXTS, hostile_store
from tools.web_assets import are_built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from store.bundle import Store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not are_built(), reason="static/ is not built: python -m tools.web_assets"),
]
_BRING = """(ref) => {
  const mark = ferghana.find(ref).mark, map = ferghana.map;
  const at = mark.getLatLng ? mark.getLatLng() : mark.getBounds().getCenter();
  map.setView(at, 13, {animate: false});
  const point = map.latLngToContainerPoint(at), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}"""
_BUSIEST = """() => {
  const records = JSON.parse(document.getElementById("fv-data").textContent).records;
  return Object.keys(records).sort((a, b) => records[b].length - records[a].length || (a < b ? -1 : 1))[0];
}"""

_METRES_FROM_MIDDLE = "(ref) => ferghana.map.getCenter().distanceTo(ferghana.find(ref).mark.getLatLng())"
_ORDER = "() => [...document.querySelectorAll('.leaflet-overlay-pane path')].map(p => p.getAttribute('d')).join()"


@dataclass
class Reader:
    """A page that notes every request and every word on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def click_mark(self, ref: str) -> None:
        """Bring a mark into the middle and click it where a finger would."""
        x, y = self.page.evaluate(_BRING, ref)
        self.page.wait_for_timeout(200)
        self.page.mouse.click(x, y)

    def panel(self) -> str:
        return self.page.locator("#fv-panel").inner_text()

    def shapes(self) -> int:
        """The symbols, lines and areas on the map."""
        return self.page.locator("#fv-map path").count()

    def records(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, Any] = self.page.evaluate("JSON.parse(document.getElementById('fv-data').textContent)")
        records: dict[str, list[dict[str, Any]]] = found["records"]
        return records


@pytest.fixture
def reader(chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    contexts = []

    def opened(store: Store, selection: Selection, *, size: dict[str, int] = DESKTOP, **options: Any) -> Reader:
        path = tmp_path / "map.html"
        write_html(path, store, selection, **options)
        context = chromium.new_context(viewport=size, offline=True)  # type: ignore[arg-type]
        contexts.append(context)
        found = Reader(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda entry: found.errors.append(entry.text))
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.on("dialog", lambda dialog: found.errors.append(dialog.message))
        found.page.goto(path.as_uri())
        found.page.locator("#fv-map path").first.wait_for(state="attached")
        return found

    yield opened
    for context in contexts:
        context.close()


def test_it_draws_without_a_network_and_asks_for_nothing(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    assert found.shapes() > 100
    assert found.page.locator(".fv-label:visible").count() > 10
    assert found.page.locator("#fv-map").bounding_box()["height"] > 400
    assert len(found.requests) == 1
    assert found.requests[0].startswith("file://")
    assert found.errors == []


def test_a_click_opens_the_records_of_that_symbol_and_escape_closes(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    ref = found.page.evaluate(_BUSIEST)
    records = found.records()[ref]
    found.click_mark(ref)
    found.page.locator("#fv-panel article").first.wait_for()
    assert found.page.locator("#fv-panel article").count() == len(records)
    assert found.page.locator("#fv-panel h4 b").all_inner_texts() == [record["days"] for record in records]
    for record in records:
        assert record["text"] in found.panel()
        assert record["source"] in found.panel()
    links = found.page.locator("#fv-panel a")
    assert links.count() > 0
    for number in range(links.count()):
        assert links.nth(number).get_attribute("rel") == "noopener noreferrer"
        assert links.nth(number).get_attribute("href").startswith("http")
    found.page.keyboard.press("Escape")
    assert found.page.locator("#fv-panel").is_hidden()
    assert found.errors == []


def test_the_list_reaches_every_mark_without_a_mouse(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    assert found.page.locator("#fv-finder optgroup").count() >= 4
    ref = found.page.evaluate(_BUSIEST)
    found.page.locator("#fv-finder").focus()
    found.page.locator("#fv-finder").select_option(ref)
    assert found.page.locator("#fv-panel article").count() == len(found.records()[ref])
    assert found.page.evaluate("document.activeElement.id") == "fv-finder"
    middle = found.page.evaluate(
        "(ref) => ferghana.map.getCenter().distanceTo(ferghana.find(ref).mark.getLatLng())", ref
    )
    assert middle < 500
    found.page.keyboard.press("Escape")
    assert found.page.locator("#fv-panel").is_hidden()
    assert found.page.evaluate("document.activeElement.id") == "fv-finder"


def test_a_switch_takes_a_layer_its_legend_and_its_places_away_and_back(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    before, ref = found.shapes(), found.page.evaluate(_BUSIEST)
    part = found.page.locator("section[data-layer=incidents]")
    assert part.locator(".fv-entry").first.is_visible()
    part.locator("input").uncheck()
    assert found.shapes() < before
    assert part.locator(".fv-entry").first.is_hidden()
    assert found.page.evaluate("(ref) => ferghana.find(ref)", ref) is None
    assert found.page.locator(f"#fv-finder option[value='{ref}']").count() == 0
    part.locator("input").check()
    assert found.shapes() == before
    assert part.locator(".fv-entry").first.is_visible()
    assert found.page.locator("section[data-layer=sections] input").count() == 0, (
        "a line is never without its status"
    )


def test_a_layer_that_comes_back_lies_where_it_lay(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    before = found.page.evaluate(_ORDER)
    box = found.page.locator("section[data-layer=places] input")
    box.uncheck()
    box.check()
    assert found.page.evaluate(_ORDER) == before


def test_on_a_phone_nothing_is_wider_than_the_screen(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection(), size=PHONE)
    found.page.locator("#fv-finder").select_option(found.page.evaluate(_BUSIEST))
    assert found.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    panel, map_ = (found.page.locator(name).bounding_box() for name in ("#fv-panel", "#fv-map"))
    assert panel["y"] >= map_["y"] + map_["height"]
    assert map_["width"] > 340


def test_on_a_desktop_map_and_panel_stand_side_by_side_at_once(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    aside, map_ = (found.page.locator(name).bounding_box() for name in ("aside", "#fv-map"))
    assert aside["x"] >= map_["x"] + map_["width"]
    assert max(box["y"] + box["height"] for box in (aside, map_)) <= DESKTOP["height"]
    assert found.page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


def test_hostile_texts_are_shown_and_never_run(valley_store: Store, reader: Any) -> None:
    texts = [*TEXTS, "<img src=x onerror='window.hacked=1'>", "<script>window.hacked=1</script>"]
    found = reader(hostile_store(valley_store, texts), Selection())
    found.page.locator("#fv-finder").select_option(found.page.evaluate(_BUSIEST))
    assert found.page.locator("#fv-panel article").count() == len(texts)
    shown = found.page.eval_on_selector_all("#fv-panel article", "all => all.map(one => one.textContent)")
    assert [text for text in texts if not any(text in one for one in shown)] == []
    assert found.page.locator("#fv-panel a").count() == 0
    assert found.page.locator("#fv-panel img, #fv-panel script").count() == 0
    assert found.page.evaluate("window.hacked") is None
    assert len(found.requests) == 1
    assert found.errors == []


def test_a_script_that_gets_into_the_page_does_not_run(valley_store: Store, reader: Any) -> None:
    found = reader(valley_store, Selection())
    found.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.appendChild(script);
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked=2'>");
        }"""
    )
    found.page.wait_for_timeout(300)
    assert found.page.evaluate("window.hacked") is None


def test_no_internal_record_is_in_the_public_file(valley_store: Store, reader: Any) -> None:
    everything = Selection(verification=tuple(Verification))
    found = reader(valley_store, everything)
    assert "V14" not in found.page.content()
    internal = reader(valley_store, everything, mode=Mode.INTERNAL)
    assert "V14" in internal.page.content()
    assert internal.page.locator(".fv-strip").is_visible()


def test_synthetic_data_are_marked_across_the_map(valley_store: Store, reader: Any) -> None:
    found = reader(valley_store, Selection(perceptions=Perceptions.SYNTHETIC))
    assert found.page.locator(".fv-watermark").is_visible()
    assert found.page.locator(".fv-synthetic").is_visible()


def test_on_paper_stand_map_legend_and_sources_and_no_buttons(bundled_store: Store, reader: Any) -> None:
    found = reader(bundled_store, Selection())
    found.page.emulate_media(media="print")
    found.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for name in ("#fv-map", ".fv-legend", ".fv-sources", "h1"):
        assert found.page.locator(name).first.is_visible()
    for name in ("#fv-finder", ".leaflet-control-zoom"):
        assert found.page.locator(name).first.is_hidden()
    assert found.page.locator("#fv-map").bounding_box()["width"] == pytest.approx(1030, abs=1)
    found.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert found.errors == []


def test_the_page_gives_the_file_of_what_it_shows(robot: Robot, chromium: Browser, tmp_path: Path) -> None:
    robot.open("?from=2022-09-01&to=2022-09-30&district=tj-isfara-city")
    robot.page.locator(".st-key-offline-map button").scroll_into_view_if_needed()
    with robot.page.expect_download(timeout=WAIT) as waiting:
        robot.page.locator(".st-key-offline-map button").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".html"
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert page.locator(".fv-figures b").first.inner_text() == str(robot.count()) == "8"
    assert page.locator("pre").inner_text().startswith("ferghana snapshot --from 2022-09-01 --to 2022-09-30")
    page.close()
