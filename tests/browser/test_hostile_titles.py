"""Names from data are shown letter by letter in a real browser and never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layers.basemap import base_map
from layers.marks import draw
from model.strings import English, Message
from model.style import PLACE_POINT
from model.view import LabelKind, LabelMark, LayerView, PointMark
from tests.hostile import HOSTILE
from tools.web_assets import STATIC, are_built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser
TR = English()
ADDRESS = "http://localhost:1/map"


def page_of(names: list[str]) -> str:
    marks: list[PointMark | LabelMark] = []
    for number, name in enumerate(names):
        lon = 69.5 + 0.4 * number
        marks.append(PointMark(lon, 40.5, 6.0, PLACE_POINT, name, f"place:{number}"))
        marks.append(LabelMark(lon, 40.5, name, LabelKind.VALUE, name))
    map_ = base_map(TR, local_assets=True)
    draw(LayerView("made", Message("Made"), marks=tuple(marks)), TR).add_to(map_)
    page: str = map_.get_root().render()
    return page.replace("<head>", "<head><style>.folium-map { height: 600px; }</style>")


def answer(route: Route, page: str) -> None:
    path = route.request.url.split("/app/static/")
    if len(path) == 2:
        route.fulfill(path=STATIC / path[1])
    elif route.request.url == ADDRESS:
        route.fulfill(body=page, content_type="text/html; charset=utf-8")
    else:
        route.abort()


def test_hostile_names_are_shown_and_not_run(chromium: Browser) -> None:
    if not are_built():
        pytest.skip("static/ is not built: python -m tools.web_assets")
    names = [name for name in HOSTILE if name.strip()] + ["<img src=x onerror='window.__pwned=1'>"]
    page, errors = chromium.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    html = page_of(names)
    page.route("**/*", lambda route: answer(route, html))
    page.goto(ADDRESS)
    page.locator(".fv-label").first.wait_for(state="attached")
    shown = page.eval_on_selector_all(".fv-label", "all => all.map(one => one.firstChild.textContent)")
    below = page.eval_on_selector_all(".fv-below", "all => all.map(one => one.textContent)")
    assert sorted(shown) == sorted(below) == sorted(names)
    page.locator("path.leaflet-interactive").last.hover()
    assert page.locator(".fv-tip").inner_text() == names[-1]
    assert page.evaluate("() => [window.__pwned, document.images.length]") == [None, 0]
    assert errors == []
    page.close()
