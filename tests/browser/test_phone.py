"""A phone: every page in every language is as wide as the screen, legible, and its filters open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.settings import LANGUAGES
from tests.browser.map_robot import PHONE, WAIT, Robot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = ("", "incidents", "data")
LEAST = 12
"""Pixels of the smallest type."""
SLACK = 3
_SMALL = """(least) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (words && element.offsetParent && size < least) found.push(size + " " + words.slice(0, 40));
  }
  return [...new Set(found)];
}"""
_WORDS = ".stMain button p, .stMain h1, .fv-figures span, .fv-entry span, p.fv-line"
_CUT = """(words) => [...document.querySelectorAll(words)]
  .filter((e) => e.offsetParent && (e.getBoundingClientRect().right > innerWidth ||
    getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1))
  .map((e) => e.innerText.slice(0, 60))"""


@pytest.fixture
def phone(chromium: Browser, dashboard: str) -> Iterator[Robot]:
    page = chromium.new_page(viewport=PHONE, has_touch=True)  # type: ignore[arg-type]
    yield Robot(page, dashboard)
    page.close()


def visit(phone: Robot, path: str, lang: str) -> None:
    phone.page.goto(f"{phone.address}{path}?lang={lang}")
    phone.page.locator("h1").first.wait_for(timeout=WAIT)
    phone.wait_idle()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_wide_as_the_phone_and_legible(phone: Robot, path: str, lang: str) -> None:
    visit(phone, path, lang)
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.page.evaluate("() => document.querySelector('.stMain').scrollWidth") <= PHONE["width"]
    assert phone.page.evaluate(_CUT, _WORDS) == []
    for frame in phone.page.frames:
        assert frame.evaluate(_SMALL, LEAST) == []


@pytest.mark.parametrize("path", ["", "incidents"])
def test_the_filters_open_and_close_with_a_finger(phone: Robot, path: str) -> None:
    visit(phone, path, "en")
    district = phone.page.locator(".st-key-filters-district")
    district.wait_for(state="hidden", timeout=WAIT)  # on a busy machine it is still sliding away
    phone.page.get_by_test_id("stExpandSidebarButton").tap()
    district.wait_for(state="visible", timeout=WAIT)
    phone.page.get_by_test_id("stSidebarCollapseButton").locator("button").tap()
    district.wait_for(state="hidden", timeout=WAIT)


def test_a_finger_on_a_symbol_opens_its_detail_as_long_as_it_is(phone: Robot) -> None:
    phone.open()
    ref = max(phone.refs("incidents:"), key=len)
    phone.click_mark(ref)
    phone.until(lambda: phone.page.locator(".st-key-panel h3").count() == 1)
    panel = phone.page.locator(".st-key-panel")
    # A list that moves inside a page that moves is hard to use, and one that hangs out covers what is below.
    wrapper = "(e) => e.parentElement.getBoundingClientRect().height - e.scrollHeight"
    phone.until(lambda: panel.evaluate(wrapper) > -SLACK)
    assert panel.evaluate("(e) => getComputedStyle(e).overflowY") == "visible"
    box = phone.page.locator("iframe").first.bounding_box()
    assert box is not None
    assert PHONE["width"] * 0.8 <= box["width"] <= PHONE["width"]
    assert box["height"] <= PHONE["height"] * 0.7


def test_the_panel_of_a_record_is_as_high_as_what_it_says(phone: Robot) -> None:
    visit(phone, "incidents", "en")
    height = "(e) => e.getBoundingClientRect().height"
    panel = phone.page.locator(".st-key-panel")
    phone.until(lambda: panel.evaluate(height) < 200)  # its frame is drawn a moment before its rules are there
    phone.choose(".st-key-incidents-record", 3)
    phone.until(lambda: "Who says what, and where" in phone.panel())
    phone.until(lambda: panel.evaluate(height) > 300)
