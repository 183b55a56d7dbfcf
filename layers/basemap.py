"""The constant base map: Leaflet from this computer, no tiles, a scale bar, the disclaimer on the map.

It never changes while a language lasts; everything that varies is a feature group beside it, so the
browser keeps one map and its zoom. Leaflet comes from ``static/`` where set-up has put it, else from the
address that Folium knows, and :func:`assets_note` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
from folium.template import Template

from layers import escaping
from layers.client import CLIENT_SCRIPT, compact
from model.settings import DISCLAIMER, MAP_CREDIT, START_VIEW
from model.strings import N_, Message
from model.style import INCIDENT, INK, LABEL_SIZE, LAND, MUTED, SYNTHETIC
from model.view import LabelKind

if TYPE_CHECKING:
    from model.strings import Translator

ASSETS = "/app/static/leaflet"
"""Where Streamlit serves ``static/leaflet``; tools/web_assets.py fills that folder."""

MAP_ID = "ferghanabasemap"
_MAX_ZOOM = 18
_MIN_ZOOM = 6

_LOCAL_JS = [("leaflet", f"{ASSETS}/leaflet.js")]
_LOCAL_CSS = [("leaflet_css", f"{ASSETS}/leaflet.css")]
_NEEDED_JS = ("leaflet",)
_NEEDED_CSS = ("leaflet_css",)
_DISTANT_JS = [link for link in folium.Map.default_js if link[0] in _NEEDED_JS]
_DISTANT_CSS = [link for link in folium.Map.default_css if link[0] in _NEEDED_CSS]

_LABEL_CSS = "".join(f".fv-{kind.value}{{font-size:{LABEL_SIZE[kind]:g}px}}" for kind in LabelKind)
_STYLE = (
    f".leaflet-container{{background:#eceae4;font-family:'Source Sans','DejaVu Sans',sans-serif;color:{INK}}}"
    ".fv-anchor{overflow:visible}"
    f".fv-label{{position:absolute;left:0;top:0;white-space:nowrap;line-height:1.15;color:{INK};"
    f"text-shadow:0 0 2px {LAND},0 0 2px {LAND},0 0 3px {LAND},0 0 4px {LAND}}}"
    f"{_LABEL_CSS}"
    f".fv-country{{letter-spacing:.22em;text-transform:uppercase;color:{MUTED}}}"
    f".fv-exclave,.fv-section{{font-style:italic;color:{MUTED}}}"
    ".fv-section{white-space:normal;width:max-content;max-width:150px}"
    f".fv-city{{font-weight:600}}.fv-district{{color:{MUTED};letter-spacing:.03em}}"
    f".fv-count{{font-weight:700;color:{INCIDENT};text-shadow:none}}.fv-note{{font-style:italic;color:{MUTED}}}"
    f".fv-value{{font-weight:600;background:#fff;border:1px solid {MUTED};border-radius:3px;padding:1px 4px;"
    "text-shadow:none}"
    f".fv-below{{display:block;font-size:.86em;font-weight:400;font-style:normal;color:{MUTED}}}"
    ".fv-tip{font-size:12px;max-width:280px;white-space:normal;width:max-content}"
    ".fv-watermark{position:absolute;inset:-20% 0;z-index:640;pointer-events:none;display:flex;"
    "flex-direction:column;justify-content:space-around;align-items:center;overflow:hidden;"
    "transform:rotate(-18deg)}"
    f".fv-watermark span{{font-size:clamp(15px,3.4vw,27px);font-weight:700;letter-spacing:.12em;"
    f"white-space:nowrap;color:{SYNTHETIC};opacity:.22}}"
    ".leaflet-container .leaflet-control-attribution{font-size:10px;line-height:1.35;white-space:normal;"
    "max-width:calc(100% - 120px);background:rgba(255,255,255,.86)}"
    ".fv-far .fv-minor{display:none}.leaflet-interactive:focus{outline:none}"
)


class BaseMap(folium.Map):  # type: ignore[misc] # folium has no types
    """A Folium map that asks nothing from the network when the assets are installed."""

    default_js = _LOCAL_JS
    default_css = _LOCAL_CSS

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <style>
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
                {{ this.style }}
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            {{ this.client }}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
            fv.start({{ this.get_name() }}, {{ this.settings }});
        {% endmacro %}
        """
    )

    def __init__(self, *, settings: str) -> None:
        middle = ((START_VIEW.south + START_VIEW.north) / 2, (START_VIEW.west + START_VIEW.east) / 2)
        super().__init__(
            location=middle,
            tiles=None,
            zoom_start=8,
            maxZoom=_MAX_ZOOM,
            minZoom=_MIN_ZOOM,
            zoomSnap=0.5,
        )
        self._id = MAP_ID
        self.client = compact(CLIENT_SCRIPT)
        self.style = _STYLE
        self.settings = settings


class DistantBaseMap(BaseMap):
    """The same map with Leaflet from the address that Folium knows: needs a network."""

    default_js = _DISTANT_JS
    default_css = _DISTANT_CSS


def base_map(tr: Translator, *, local_assets: bool) -> BaseMap:
    """A new base map, the same for every call in a language; Folium objects must not be reused."""
    box = [[START_VIEW.south, START_VIEW.west], [START_VIEW.north, START_VIEW.east]]
    settings = escaping.script_json(
        {"credits": [escaping.text(tr.gettext(words)) for words in (MAP_CREDIT, DISCLAIMER)], "bounds": box}
    )
    return BaseMap(settings=settings) if local_assets else DistantBaseMap(settings=settings)


def assets_note(*, local_assets: bool) -> Message | None:
    """What the page must say when the map's script has to come from the network; else nothing."""
    if local_assets:
        return None
    return Message(
        N_("The map script is not installed and is fetched from the internet: run 'make setup' to work offline.")
    )
