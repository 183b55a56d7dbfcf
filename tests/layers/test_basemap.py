"""The base map: nothing from the network, the same for every call, its two lines of small print."""

from __future__ import annotations

import folium
import jinja2
import pytest

from answers.languages import translator
from layers.basemap import ASSETS, BaseMap, assets_note, base_map, start_settings
from layers.client import CLIENT_SCRIPT, compact
from model.settings import START_VIEW
from model.strings import English

TR = English()


def script_of(map_: BaseMap) -> str:
    text: str = map_._template.module.script(map_)
    return text


def test_it_loads_from_this_computer_only() -> None:
    links = [link for _, link in (*BaseMap.default_js, *BaseMap.default_css)]
    assert links == [f"{ASSETS}/leaflet.js", f"{ASSETS}/leaflet.css"]
    page = base_map(TR, local_assets=True).get_root().render()
    assert "https://" not in page.replace("http://www.w3.org", "")


def test_without_assets_it_takes_leaflet_from_where_folium_does_and_says_so() -> None:
    distant = base_map(TR, local_assets=False)
    assert all(link in folium.Map.default_js for link in distant.default_js)
    assert [name for name, _ in distant.default_js] == ["leaflet"]
    note = assets_note(local_assets=False)
    assert note is not None
    assert "make setup" in note.english()
    assert assets_note(local_assets=True) is None


def test_two_calls_make_the_same_map() -> None:
    assert script_of(base_map(TR, local_assets=True)) == script_of(base_map(TR, local_assets=True))


def test_it_has_a_largest_zoom_and_no_tiles() -> None:
    map_ = base_map(TR, local_assets=True)
    assert '"maxZoom": 18' in script_of(map_)
    assert not map_._children


@pytest.mark.parametrize("words", ["© OpenStreetMap contributors", "do not imply official endorsement"])
def test_credit_and_disclaimer_stand_on_the_map(words: str) -> None:
    assert words in script_of(base_map(TR, local_assets=True))


@pytest.mark.parametrize(("lang", "km"), [("en", "# km"), ("ru", "# км"), ("tg", "# км")])
def test_the_scale_bar_is_in_the_language(lang: str, km: str) -> None:
    said = start_settings(translator(lang), START_VIEW)["scale"]
    assert said["km"].replace("\u00a0", " ") == km
    assert said["m"].startswith("#")


def test_the_client_script_survives_folium_reading_it_as_a_template() -> None:
    script = compact(CLIENT_SCRIPT)
    assert jinja2.Template(script).render() == script
    assert "</script" not in script
    assert "innerHTML" not in script


def test_areas_lie_in_a_pane_below_lines_and_symbols() -> None:
    assert 'createPane("fvAreas").style.zIndex = 390' in CLIENT_SCRIPT  # Leaflet's own pane of paths has 400
    assert 'all.slice(0, split), "fvAreas"' in CLIENT_SCRIPT
