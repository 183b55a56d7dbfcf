"""The constant base map: Leaflet from this computer, no tiles, a scale bar, the disclaimer on the map.

It never changes while a language lasts; everything that varies is a feature group beside it, so the
browser keeps one map and its zoom. Leaflet comes from ``static/`` where set-up has put it, else from the
address that Folium knows, and :func:`assets_note` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from folium.template import Template

from layers import escaping
from layers.client import CLIENT_SCRIPT, compact
from layers.sync_client import SYNC_SCRIPT
from layers.tiles_client import TILES_SCRIPT
from model.settings import DISCLAIMER, MAP_CREDIT, START_VIEW
from model.strings import N_, Message, fill
from model.style import FOCUS, INCIDENT, INK, LABEL_SIZE, LAND, MUTED, SYNTHETIC
from model.view import LabelKind

if TYPE_CHECKING:
    from model.settings import Box
    from model.strings import Translator

ASSETS = "/app/static/leaflet"
"""Where Streamlit serves ``static/leaflet``; tools/web_assets.py fills that folder."""

_KILOMETRES, _METRES = N_("{km} km"), N_("{m} m")

MAP_ID = "ferghanabasemap"
MAP_OPTIONS = {"maxZoom": 18, "minZoom": 6, "zoomSnap": 0.5}

_LOCAL_JS = [("leaflet", f"{ASSETS}/leaflet.js")]
_LOCAL_CSS = [("leaflet_css", f"{ASSETS}/leaflet.css")]
_NEEDED_JS = ("leaflet",)
_NEEDED_CSS = ("leaflet_css",)
_DISTANT_JS = [link for link in folium.Map.default_js if link[0] in _NEEDED_JS]
_DISTANT_CSS = [link for link in folium.Map.default_css if link[0] in _NEEDED_CSS]

_LABEL_CSS = "".join(f".fv-{kind.value}{{font-size:{LABEL_SIZE[kind]:g}px}}" for kind in LabelKind)
STYLE = (
    f".leaflet-container{{background:#eceae4;font-family:'Source Sans','DejaVu Sans',sans-serif;color:{INK}}}"
    ".fv-anchor{overflow:visible}"
    f".fv-label{{position:absolute;left:0;top:0;white-space:nowrap;line-height:1.15;color:{INK};"
    f"text-shadow:0 0 2px {LAND},0 0 2px {LAND},0 0 3px {LAND},0 0 4px {LAND}}}"
    f"{_LABEL_CSS}"
    f".fv-country{{letter-spacing:.22em;text-transform:uppercase;color:{MUTED}}}"
    f".fv-exclave,.fv-section{{font-style:italic;color:{MUTED}}}"
    ".fv-section{white-space:normal;width:max-content;max-width:150px}"
    f".fv-city{{font-weight:600}}.fv-district{{color:{MUTED};letter-spacing:.03em}}"
    f".fv-count{{font-weight:700;color:{INCIDENT};text-shadow:none}}.fv-number{{font-weight:700;text-shadow:none}}.fv-note{{font-style:italic;color:{MUTED}}}"
    f".fv-value{{font-weight:600;background:#fff;border:1px solid {MUTED};border-radius:3px;padding:1px 4px;"
    "text-shadow:none}"
    f".fv-below{{display:block;font-size:.86em;font-weight:400;font-style:normal;color:{MUTED}}}"
    ".fv-tip{font-size:12px;max-width:280px;white-space:normal;width:max-content;overflow-wrap:anywhere}"
    ".fv-watermark{position:absolute;inset:-20% 0;z-index:640;pointer-events:none;display:flex;"
    "flex-direction:column;justify-content:space-around;align-items:center;overflow:hidden;"
    "transform:rotate(-18deg)}"
    f".fv-watermark span{{font-size:clamp(15px,3.4vw,27px);font-weight:700;letter-spacing:.12em;"
    f"white-space:nowrap;color:{SYNTHETIC};opacity:.22}}"
    ".leaflet-container .leaflet-control-attribution{font-size:10px;line-height:1.35;white-space:normal;"
    "max-width:calc(100% - 120px);background:rgba(255,255,255,.86)}"
    f".fv-caption{{position:absolute;right:6px;top:6px;z-index:630;max-width:60%;padding:2px 6px;font-size:11px;"
    f"color:{INK};background:rgba(255,255,255,.9);border-radius:3px;pointer-events:none}}"
    ".fv-failed{top:32px;font-style:italic}"
    "#map_div{width:100%!important;height:100vh!important}"
    ".fv-far .fv-minor{display:none}.leaflet-interactive:focus{outline:none}"
    ".leaflet-container:focus-visible,.leaflet-control-zoom a:focus-visible"
    f"{{outline:3px solid {FOCUS};outline-offset:-3px}}"
    "@media(max-width:640px){.fv-label,.fv-label .fv-below,.leaflet-container .leaflet-control-attribution"
    "{font-size:12px}}"
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
            fv.join({{ this.get_name() }}, "map");
        {% endmacro %}
        """
    )

    def __init__(self, *, settings: str) -> None:
        middle = ((START_VIEW.south + START_VIEW.north) / 2, (START_VIEW.west + START_VIEW.east) / 2)
        super().__init__(
            location=middle,
            tiles=None,
            zoom_start=8,
            **MAP_OPTIONS,
        )
        self._id = MAP_ID
        self.client = compact(CLIENT_SCRIPT + SYNC_SCRIPT + TILES_SCRIPT)
        self.style = STYLE
        self.settings = settings


class DistantBaseMap(BaseMap):
    """The same map with Leaflet from the address that Folium knows: needs a network."""

    default_js = _DISTANT_JS
    default_css = _DISTANT_CSS


def base_map(tr: Translator, *, local_assets: bool) -> BaseMap:
    """A new base map, the same for every call in a language; Folium objects must not be reused."""
    settings = escaping.script_json(start_settings(tr, START_VIEW))
    return BaseMap(settings=settings) if local_assets else DistantBaseMap(settings=settings)


def start_settings(tr: Translator, box: Box) -> dict[str, Any]:
    """What ``fv.start`` takes: the credits on the map, the words of its scale bar, and the first view.

    Words are escaped: Leaflet reads them as HTML. ``#`` stands for the number of the scale bar.
    """
    credit_lines = [escaping.text(tr.gettext(words)) for words in (MAP_CREDIT, DISCLAIMER)]
    scale = {
        "km": escaping.text(fill(tr.gettext(_KILOMETRES), km="#")),
        "m": escaping.text(fill(tr.gettext(_METRES), m="#")),
    }
    bounds = [[box.south, box.west], [box.north, box.east]]
    return {"credits": credit_lines, "scale": scale, "bounds": bounds}


def assets_note(*, local_assets: bool) -> Message | None:
    """What the page must say when the map's script has to come from the network; else nothing."""
    if local_assets:
        return None
    return Message(
        N_("The map script is not installed and is fetched from the internet: run 'make setup' to work offline.")
    )
