"""No button, label, figure or line of the legend is wider than its place, in any language, on screen and phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.languages import translator
from model.settings import TRANSLATED
from tests.browser.map_robot import DESKTOP, PHONE, WAIT, Robot
from ui.incident_table import HEADINGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = {"map": "", "incidents": "incidents", "data": "data"}
ASKED = "district=kg-batken&district=tj-isfara-city&from=2022-09-01&to=2022-09-30"
_TOO_WIDE = """() => {
  const places = [
    "button", "label", "[role=tab]", "[data-testid=stWidgetLabel]", "[data-testid=stSidebarNavItems] a",
    "[data-testid=stSidebarNavItems] a span", ".fv-figures div", ".fv-figures b", ".fv-figures span",
    ".fv-legend div", ".fv-legend span", "h1", "h3", "p.fv-line", "p.fv-strip", ".stAlert", "summary",
  ].join(",");
  const found = [];
  for (const element of document.querySelectorAll(places)) {
    const box = element.getBoundingClientRect(), words = element.innerText;
    if (!words || !words.trim() || box.width < 2 || box.height < 2 || box.right <= 0) continue;
    const inline = getComputedStyle(element).display === "inline";
    const clipped = !inline && element.scrollWidth > element.clientWidth + 1;
    if (clipped || box.right > window.innerWidth + 1) {
      found.push(element.tagName + " " + element.className.toString().slice(0, 30) + ": " + words.slice(0, 80)
        + " (" + element.scrollWidth + " > " + element.clientWidth + ")");
    }
  }
  if (document.documentElement.scrollWidth > window.innerWidth) found.push("the page scrolls sideways");
  return [...new Set(found)];
}"""


_WIDTHS = """(texts) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "14px 'Source Sans', sans-serif";
  return texts.map((text) => Math.ceil(pen.measureText(text).width));
}"""
_CELL_PADDING = 16


def wait(page: Page, robot: Robot) -> None:
    page.locator("h1").first.wait_for(timeout=WAIT)
    robot.wait_idle()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_fits_its_place(chromium: Browser, dashboard: str, lang: str, screen: dict[str, int]) -> None:
    page = chromium.new_page(viewport=screen)  # type: ignore[arg-type]
    robot, found = Robot(page, dashboard), dict[str, list[str]]()
    for name, path in PAGES.items():
        page.goto(f"{dashboard}{path}?lang={lang}&{ASKED}")
        wait(page, robot)
        assert page.locator(".st-key-language").count() == 1
        found[name] = page.evaluate(_TOO_WIDE)
        if screen is PHONE and name == "map":
            page.get_by_test_id("stExpandSidebarButton").click()
            robot.wait_idle()
            found["filters"] = page.evaluate(_TOO_WIDE)
    page.close()
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_heading_of_the_table_fits_its_column(chromium: Browser, dashboard: str, lang: str) -> None:
    """The table is one canvas, so its headings are measured in the typeface and size that it draws them in."""
    page = chromium.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
    page.goto(f"{dashboard}incidents?lang={lang}&{ASKED}")
    wait(page, Robot(page, dashboard))
    tr = translator(lang)
    texts = [tr.gettext(heading) for heading, _ in HEADINGS.values()]
    measured = page.evaluate(_WIDTHS, texts)
    page.close()
    rooms = [width - _CELL_PADDING for _, width in HEADINGS.values()]
    assert {text: wide for text, wide, room in zip(texts, measured, rooms, strict=True) if wide > room} == {}


def test_a_text_that_does_not_fit_would_be_found(chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.set_content('<button style="width:40px;white-space:nowrap;overflow:hidden">much too long a text</button>')
    assert len(page.evaluate(_TOO_WIDE)) == 1
    page.set_content("<button>short</button>")
    assert page.evaluate(_TOO_WIDE) == []
    page.close()
