"""Backgrounds from the internet, by choice only: which ones, who makes them, and how the map gets one.

Addresses and attributions come from xyzservices and stand in no file of ours. The tiles lie over land and
areas and are multiplied with them, so that what the map says stays in front. They are part of the screen only:
no picture or file holds one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium
import xyzservices.providers
from folium.template import Template

from layers import escaping
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.strings import Translator

OFFERED: Mapping[str, str] = {
    "OpenStreetMap.Mapnik": "OpenStreetMap",
    "OpenStreetMap.HOT": "Humanitarian OpenStreetMap",
    "OpenTopoMap": "OpenTopoMap",
}
"""Name in xyzservices: name for people. All are under a free licence, ask for no key and cover the valley."""

_ASKS = N_(
    "Your browser asks {host} on the internet for pictures of the area you look at: whoever keeps that server "
    "learns which area, when, and the address of your connection. No filter and no record is sent."
)
_LINES = N_("Lines and names of the background map are its makers' view.")
_FAILED = N_("The background map could not be loaded; the map itself is whole.")
_SUBDOMAIN = "{s}."


@dataclass(frozen=True, slots=True)
class Background:
    """A background: its name in xyzservices, for people, the host asked, address pattern, credit, last zoom."""

    key: str
    title: str
    host: str
    url: str
    credit: str
    max_zoom: int


def background(key: str) -> Background:
    """One of :data:`OFFERED`, from the list of providers that came with the program.

    >>> background("OpenTopoMap").max_zoom
    17
    """
    provider = xyzservices.providers.flatten()[key]
    host = urlsplit(provider.url.replace(_SUBDOMAIN, "")).hostname or ""
    credit = provider.attribution.replace("(C)", "©")
    return Background(key, OFFERED[key], host, provider.url, credit, int(provider["max_zoom"]))


def asks(chosen: Background) -> Message:
    """Who learns what when this background is on."""
    return Message(_ASKS, {"host": chosen.host})


def makers_view() -> Message:
    """Whose lines and names the background has."""
    return Message(_LINES)


class TileGround(folium.map.Layer):  # type: ignore[misc] # folium has no types
    """A background as one Leaflet layer; ``settings`` is script text."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = fv.background({{ this.settings }});
        {% endmacro %}
        """
    )

    def __init__(self, settings: str) -> None:
        super().__init__(name="background", overlay=True, control=False, show=True)
        self._name = "TileGround"
        self.settings = settings


def settings_of(chosen: Background, tr: Translator) -> dict[str, Any]:
    """What ``fv.background`` takes; the credit is escaped, because Leaflet reads it as HTML."""
    credit = f"{chosen.credit} · {makers_view().text(tr)}"
    return {
        "url": chosen.url,
        "credit": escaping.text(credit),
        "maxZoom": chosen.max_zoom,
        "failed": tr.gettext(_FAILED),
    }


def group_of(chosen: Background, tr: Translator) -> folium.FeatureGroup:
    """A fresh feature group with the background, to lie under all others."""
    group = folium.FeatureGroup(name=escaping.text(chosen.title), control=False)
    TileGround(escaping.script_json(settings_of(chosen, tr))).add_to(group)
    return group
