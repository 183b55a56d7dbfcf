"""Marks of a layer view packed for the browser and put into a Folium feature group.

The pack is compact (delta-coded coordinates, styles by number): a few dozen kilobytes for the whole
valley, where GeoJSON text would be several hundred. The browser unfolds it into ``L.geoJson``
with properties ``ref`` and ``title``; see :mod:`layers.client`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from folium.template import Template

from geo.cells import GRID, GRID_KM
from layers import escaping
from layers.escaping import plain
from layers.shorter import STEPS, shorter
from model.forms import FORMS
from model.settings import SYNTHETIC_MARK
from model.style import INCIDENT_HALO, LABEL_MIN_ZOOM, MUTED
from model.view import AreaMark, CellsMark, CoverMark, Form, Hatch, LabelKind, LabelMark, LineMark, PointMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.strings import Translator
    from model.view import CellLevel, LayerView, Ring, Style

_TO_SCRIPT = str.maketrans("\\`", "!#")
_FROM_SCRIPT = str.maketrans("!#", "\\`")
"""The two letters of packed lines that a script would have to escape, and what stands for them."""

_NAME, _TITLE = 80, 400
"""Letters of a label and of a title on the map; the panel beside it has them whole."""

_RANKED = (
    LabelKind.COUNT,
    LabelKind.NUMBER,
    LabelKind.VALUE,
    LabelKind.COUNTRY,
    LabelKind.CITY,
    LabelKind.EXCLAVE,
    LabelKind.DISTRICT,
    LabelKind.SECTION,
    LabelKind.VILLAGE,
    LabelKind.NOTE,
)
"""Which label wins where two would overlap."""
_CENTRED = frozenset({LabelKind.COUNT, LabelKind.NUMBER, LabelKind.COUNTRY, LabelKind.EXCLAVE, LabelKind.NOTE})
_SHY = frozenset({LabelKind.VALUE, LabelKind.NOTE, LabelKind.COUNTRY})
"""Labels that step aside for symbols where they can."""


class PackedMarks(folium.map.Layer):  # type: ignore[misc] # folium has no types
    """The marks of one layer as one Leaflet layer; ``pack`` is plain data, :func:`pack` makes it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = fv.group({{ this.packed }});
        {% endmacro %}
        """
    )

    def __init__(self, packed: str) -> None:
        super().__init__(name="marks", overlay=True, control=False, show=True)
        self._name = "PackedMarks"
        self.packed = packed


def draw(view: LayerView, tr: Translator) -> folium.FeatureGroup:
    """The view as a Folium feature group for the persistent map; every text in it is escaped."""
    return group_of(packed(view, tr), title=view.title.text(tr))


def packed(view: LayerView, tr: Translator) -> str:
    """The view as script text that :func:`group_of` takes: plain, so that it can be cached."""
    return escaping.script_json(shorter(pack(view, tr), encode=encode))


def group_of(packed_marks: str, *, title: str) -> folium.FeatureGroup:
    """A fresh feature group around packed marks; Folium objects must not be shared between sessions."""
    group = folium.FeatureGroup(name=escaping.text(title), control=False)
    PackedMarks(packed_marks).add_to(group)
    return group


def pack(view: LayerView, tr: Translator) -> dict[str, Any]:
    """The view as plain lists for the browser.

    Keys: ``styles`` (Leaflet path options), ``areas``, ``lines`` (style number, title, ref, packed
    coordinates), ``points`` (style number, title, ref, lon, lat, radius, halo in metres, its style, ring
    radius, its style), ``labels`` (number of the point that is named, or lon and lat; text and below, each
    as it is or as its span in the point's title; number of the kind), ``kinds`` (name, first zoom,
    centred, shy of symbols; in order of rank), ``watermark``, and where a view has them ``cells`` (``grid``
    as in :mod:`geo.cells` and its width, ``breaks``, ``ramp`` = style numbers, ``titles``, ``levels``: size in
    km, first zoom, caption, packed cells) and ``cover`` (west, south, east, north, first zoom).
    """
    styles = list[dict[str, Any]]()
    made: dict[str, Any] = {"styles": styles, "areas": [], "lines": [], "points": [], "labels": []}
    for mark in view.marks:
        if isinstance(mark, AreaMark):
            shapes = [[encode(ring) for ring in polygon] for polygon in mark.polygons]
            made["areas"].append([_number(styles, mark.style), _title(mark.title), mark.ref, shapes])
        elif isinstance(mark, LineMark):
            lines = [encode(line) for line in mark.lines]
            made["lines"].append([_number(styles, mark.style), _title(mark.title), mark.ref, lines])
        elif isinstance(mark, PointMark):
            made["points"].append(_point(styles, mark))
        elif isinstance(mark, CellsMark):
            made["cells"] = _cells(styles, mark)
        elif isinstance(mark, CoverMark):
            made["cover"] = [mark.west, mark.south, mark.east, mark.north, mark.from_zoom]
    spots = {(row[3], row[4]): number for number, row in enumerate(made["points"])}
    made["labels"] = [_label(mark, made["points"], spots) for mark in view.marks if isinstance(mark, LabelMark)]
    made["kinds"] = [
        [kind.value, LABEL_MIN_ZOOM[kind], int(kind in _CENTRED), int(kind in _SHY)] for kind in _RANKED
    ]
    made["watermark"] = tr.gettext(SYNTHETIC_MARK) if view.synthetic else ""
    return made


def _point(styles: list[dict[str, Any]], mark: PointMark) -> list[Any]:
    row: list[Any] = [_number(styles, mark.style), _title(mark.title), mark.ref, _step(mark.lon), _step(mark.lat)]
    row.append(round(mark.radius, 1))
    row += [round(mark.halo_m), _number(styles, mark.halo_style or INCIDENT_HALO)] if mark.halo_m else [0, 0]
    if mark.ring_radius and mark.ring_style is not None:
        row += [round(mark.ring_radius, 1), _number(styles, mark.ring_style)]
    while not row[-1]:
        row.pop()  # a missing end is read as "none"
    return row


def _cells(styles: list[dict[str, Any]], mark: CellsMark) -> dict[str, Any]:
    return {
        "grid": [*GRID, GRID_KM],
        "breaks": list(mark.breaks),
        "ramp": [_number(styles, style) for style in mark.ramp],
        "titles": list(mark.titles),
        "levels": [[level.size_km, level.from_zoom, level.caption, encode_cells(level)] for level in mark.levels],
    }


def _label(mark: LabelMark, points: list[Any], spots: dict[tuple[float, float], int]) -> list[Any]:
    at = (_step(mark.lon), _step(mark.lat))
    title = points[spots[at]][1] if at in spots else ""
    words = [_shared(plain(text, most=_NAME), title) for text in (mark.text, mark.below)]
    return [spots.get(at, at), *words, _RANKED.index(mark.kind)]


def _shared(text: str, title: str) -> str | list[int]:
    """A text that its point's title holds already, as where it begins and ends there: names travel once.

    >>> _shared("Сурх", "Surkh · Сурх"), _shared("Surkh", "")
    ([8, 12], 'Surkh')
    """
    plain = bool(text) and all(letter < "\U00010000" for letter in title)  # one unit each in JavaScript
    begin = title.find(text) if plain else -1
    return text if begin < 0 else [begin, begin + len(text)]


def _title(text: str) -> str:
    return plain(text, most=_TITLE)


def _step(degrees: float) -> float:
    return round(degrees * STEPS) / STEPS


def _number(styles: list[dict[str, Any]], style: Style) -> int:
    options = path_options(style)
    if options not in styles:
        styles.append(options)
    return styles.index(options)


def path_options(style: Style) -> dict[str, Any]:
    """A style as Leaflet path options; hatches carry ground and ink for an SVG pattern, forms their corners.

    >>> from model.view import Style
    >>> path_options(Style(line="#000000", width=2.0, dash=(4.0, 2.0)))["dashArray"]
    '4 2'
    """
    options: dict[str, Any] = {
        "stroke": style.line is not None,
        "color": style.line or MUTED,
        "opacity": style.line_opacity,
        "weight": style.width,
        "fill": style.fill is not None,
        "fillColor": style.fill or MUTED,
        "fillOpacity": style.fill_opacity,
        "lineCap": "butt",
    }
    if style.dash is not None:
        options["dashArray"] = " ".join(f"{length:g}" for length in style.dash)
    if style.form is not Form.CIRCLE:
        options["form"] = [list(corner) for corner in FORMS[style.form]]
    if style.hatch is not Hatch.NONE:
        ground = {"base": style.fill or MUTED, "baseOpacity": style.fill_opacity, "ink": style.line or MUTED}
        options |= {"hatch": style.hatch.value, **ground}
    return options


def encode(line: Ring) -> str:
    """A line as text: the steps from vertex to vertex, zigzag and in six-bit letters.

    The scheme is the one known as "encoded polyline", with longitude first; :func:`decode` undoes it to
    the nearest 0.0001 degrees, which is finer than any line is drawn.

    >>> decode(encode(((70.5, 40.25), (70.5001, 40.2499))))
    ((70.5, 40.25), (70.5001, 40.2499))
    """
    letters = list[str]()
    last = (0, 0)
    for lon, lat in line:
        step = (round(lon * STEPS), round(lat * STEPS))
        for now, before in zip(step, last, strict=True):
            _append(letters, now - before)
        last = step
    return "".join(letters).translate(_TO_SCRIPT)


def encode_cells(level: CellLevel) -> str:
    """The cells of a level as text: for each the step from the last one's place, count, deaths, unknown.

    >>> from model.view import CellLevel
    >>> encode_cells(CellLevel(8, 8.0, ((26, 21, 40, 0, 1), (27, 21, 1, 0, 0)), ""))
    'yi@g@?@@@??'
    """
    letters, last = list[str](), 0
    for column, row, *numbers in level.cells:
        place = row * (GRID_KM // level.size_km) + column
        for number in (place - last, *numbers):
            _append_whole(letters, number)
        last = place
    return "".join(letters).translate(_TO_SCRIPT)


def _append(letters: list[str], delta: int) -> None:
    _append_whole(letters, ~(delta << 1) if delta < 0 else delta << 1)


def _append_whole(letters: list[str], value: int) -> None:
    while value >= 32:
        letters.append(chr((32 | (value & 31)) + 63))
        value >>= 5
    letters.append(chr(value + 63))


def decode(text: str) -> Ring:
    """The vertices that :func:`encode` packed, as lon/lat degrees."""
    numbers = _numbers(text)
    lon = lat = 0
    found = list[tuple[float, float]]()
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        lon, lat = lon + east, lat + north
        found.append((lon / STEPS, lat / STEPS))
    return tuple(found)


def _numbers(text: str) -> Sequence[int]:
    numbers, value, shift = list[int](), 0, 0
    for letter in text.translate(_FROM_SCRIPT):
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers
