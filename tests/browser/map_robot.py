"""What a reader does with the Map page, as steps in a real browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Dialog, Frame, Locator, Page

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
WAIT = 30_000
STEP = 150
_FIND = """(ref) => {
  let found = null;
  map.eachLayer((layer) => {
    const mine = layer.feature && layer.feature.properties;
    if (mine && mine.ref === ref && (!found || (layer.getLatLng && !found.getLatLng))) found = layer;
  });
  if (!found) return null;
  const at = found.getLatLng ? found.getLatLng() : found.getBounds().getCenter();
  map.setView(at, 13, {animate: false});
  const point = map.latLngToContainerPoint(at);
  return [point.x, point.y];
}"""
_REFS = """() => {
  const refs = [];
  map.eachLayer((layer) => {
    if (layer.feature && layer.feature.properties.ref) refs.push(layer.feature.properties.ref);
  });
  return [...new Set(refs)].sort();
}"""
_PACKED = "() => JSON.stringify(window.__GLOBAL_DATA__.last_feature_group)"


@dataclass
class Robot:
    """A page that notes every request and every word on the console."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> Robot:
        """Open the page and wait for its map."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda entry: self._note(entry.type, entry.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(self.address + query)
        self.page.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for(
            state="attached", timeout=WAIT
        )
        self.wait_idle()
        return self

    def _refuse(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def wait_idle(self) -> None:
        """Wait until Streamlit has finished its run and the map has taken its marks."""
        self.page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=WAIT)
        self.page.wait_for_timeout(700)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; a loaded machine takes its time.

        Raises
        ------
            AssertionError: it never did.
        """
        for _ in range(WAIT // STEP):
            if holds():
                return
            self.page.wait_for_timeout(STEP)
        assert holds()

    @property
    def map(self) -> Frame:
        """The frame of the map, the first of two."""
        return self.map_at(0)

    def map_at(self, number: int) -> Frame:
        """The frame of one of two maps, in their order on the page."""
        element = self.page.locator("iframe[title^=streamlit_folium]").nth(number).element_handle(timeout=WAIT)
        frame = element.content_frame()
        assert frame is not None
        frame.wait_for_function("() => window.map && window.__GLOBAL_DATA__", timeout=WAIT)
        return frame

    def count(self) -> int:
        """The number of reported incidents above the map."""
        text = self.page.locator(".fv-figures b").first.inner_text()
        return int(text.replace("\u202f", ""))

    def refs(self, kind: str = "") -> list[str]:
        """The references of all marks of a kind that are on the map."""
        found: list[str] = self.map.evaluate(_REFS)
        return [ref for ref in found if ref.startswith(kind)]

    def packed(self) -> str:
        """Everything that varies on the map, as the browser got it."""
        text: str = self.map.evaluate(_PACKED)
        return text

    def click_mark(self, ref: str) -> None:
        """Bring a mark into the middle and click it where a finger would."""
        point = self.map.evaluate(_FIND, ref)
        assert point is not None, f"{ref} is not on the map"
        frame = self.page.locator("iframe").first
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box is not None
        self.page.wait_for_timeout(300)
        self.page.mouse.click(box["x"] + point[0], box["y"] + point[1])
        self.page.wait_for_timeout(400)
        self.wait_idle()

    def panel(self) -> str:
        """The text of the panel beside the map."""
        return self.page.locator(".st-key-panel").inner_text()

    def choose(self, where: str, number: int) -> None:
        """Choose from a list with the arrows of the keyboard: 0 is its first line."""
        box = self.page.locator(f"{where} input")
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(STEP)  # a list that opens while the page moves closes again
        self.until(lambda: self._stepped_to(box, number))
        self.page.keyboard.press("Enter")
        self.wait_idle()

    def _stepped_to(self, box: Locator, number: int) -> bool:
        """Whether a line of an open list is the marked one; if not, one step towards it (or the list opened)."""
        marked = (box.get_attribute("aria-activedescendant") or "").rpartition("option-")[2]
        if marked == str(number):
            return True
        box.focus()
        self.page.keyboard.press("ArrowUp" if marked.isdecimal() and int(marked) > number else "ArrowDown")
        return False

    def choose_district(self, words: str) -> None:
        """Pick a district from the list by typing its name."""
        box = self.page.locator(".st-key-filters-district input")
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(STEP)  # a list that opens while the sidebar scrolls closes again
        box.fill(words)
        self.page.get_by_role("option").first.click()
        self.page.keyboard.press("Escape")
        self.wait_idle()

    def choose_option(self, key: str, words: str) -> None:
        """Pick an option of the list that has this widget key by typing it."""
        box = self.page.locator(f".st-key-{key} input")
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(STEP)
        box.fill(words)
        self.page.get_by_role("option", name=words, exact=True).click()
        self.wait_idle()

    def choose_from(self, day: str) -> None:
        """Type the first day of the period."""
        self._date(".st-key-filters-from", day)

    def choose_status_day(self, day: str) -> None:
        """Type the day whose border status is shown."""
        self._date(".st-key-filters-on", day)

    def _date(self, where: str, day: str) -> None:
        self.page.locator(f"{where} [data-type=year]").click()
        self.page.keyboard.type(day.replace("-", ""))
        self.page.keyboard.press("Escape")
        self.wait_idle()

    def download(self, folder: Path) -> Path:
        """Press the download button and keep the file."""
        with self.page.expect_download(timeout=WAIT) as waiting:
            self.page.locator(".st-key-snapshot button").click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def strangers(self) -> list[str]:
        """Requests that left this computer."""
        web = [url for url in self.requests if urlsplit(url).scheme not in {"data", "blob"}]
        return [url for url in web if urlsplit(url).hostname not in {"localhost", "127.0.0.1"}]
