"""Backgrounds from the internet: named by xyzservices, without a key, with their credit, as data for the map."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import jinja2
import pytest
import xyzservices.providers

from layers.basemap import base_map
from layers.client import compact
from layers.tiles import OFFERED, asks, background, group_of, settings_of
from layers.tiles_client import TILES_SCRIPT
from model.settings import START_VIEW
from model.strings import English

TR = English()


@pytest.mark.parametrize("key", list(OFFERED))
def test_every_background_on_offer_is_free_of_a_key_and_covers_the_valley(key: str) -> None:
    provider = xyzservices.providers.flatten()[key]
    assert not provider.requires_token()
    assert provider.get("status") != "broken"
    assert "bounds" not in provider, f"it covers a part of the world only, the valley is {START_VIEW}"
    chosen = background(key)
    assert urlsplit(chosen.url).scheme == "https"
    assert {"x", "y", "z"} <= set(re.findall(r"{(.+?)}", chosen.url)) <= {"s", "x", "y", "z"}, (
        "Leaflet fills these"
    )


@pytest.mark.parametrize("key", list(OFFERED))
def test_its_credit_and_whose_lines_they_are_stand_on_the_map(key: str) -> None:
    credit = settings_of(background(key), TR)["credit"]
    assert "© OpenStreetMap" in credit
    assert "Lines and names of the background map are its makers&#x27; view." in credit
    assert "<" not in credit


def test_the_host_is_named_to_whoever_chooses_it() -> None:
    words = asks(background("OpenTopoMap")).english()
    assert f"asks {background('OpenTopoMap').host} on the internet" in words
    assert "{" not in background("OpenTopoMap").host
    assert "learns which area, when, and the address of your connection" in words


def test_the_base_map_holds_no_address_and_the_group_holds_one() -> None:
    chosen = background("OpenStreetMap.Mapnik")
    page = base_map(TR, local_assets=True)
    assert chosen.host not in page.get_root().render()
    group = group_of(chosen, TR)
    group.add_to(page)
    assert chosen.url in page.get_root().render()


def test_the_script_survives_folium_reading_it_as_a_template() -> None:
    script = compact(TILES_SCRIPT)
    assert jinja2.Template(script).render() == script
    assert "innerHTML" not in script
