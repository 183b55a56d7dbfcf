"""The map of a selection as one PNG that survives being forwarded.

Page and command call the same function: the answers of the selection become layer views, the views
are drawn on a sheet with everything that a reader of a lone picture needs.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import shapely

from answers.crossings import crossings
from answers.districts import districts
from answers.exclaves import exclaves
from answers.incidents import incidents
from answers.languages import in_language
from answers.perceptions import perceptions
from answers.places import places
from answers.responses import responses
from answers.sections import sections
from answers.shared_resources import shared_resources
from answers.sources import sources
from briefing.caption import caption
from briefing.extent import box_of, fit
from briefing.furniture import arrange, draw_furniture, draw_watermark
from briefing.legend_column import legend_rows
from briefing.paper_map import draw_map
from briefing.sheet import SCREEN_DPI, Sheet, check_size
from briefing.writing import check_target, write_atomic
from geo.crs import to_lonlat
from layers.registry import asked, chosen, questions
from layers.registry import views as views_of
from layers.shapes import label_point
from model.enums import Country, Mode
from model.errors import BadInputError
from model.labels import label
from model.settings import Box
from model.strings import N_, English, Message
from model.view import LabelKind, LabelMark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from briefing.extent import Extent
    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator
    from model.view import LayerView

Store: TypeAlias = Any
"""A :class:`store.bundle.Store`, handed on to ``answers/``: this room opens no data itself."""

ENGLISH = English()
SIZE = (1600, 1200)
SUFFIX = ".png"
_NO_PNG = N_("Pictures are written as PNG, but {name} does not end in {suffix}: name it {better}.")

ASK: Mapping[str, Callable[..., Result]] = {
    "crossings": crossings,
    "districts": districts,
    "exclaves": exclaves,
    "incidents": incidents,
    "perceptions": perceptions,
    "places": places,
    "responses": responses,
    "sections": sections,
    "shared_resources": shared_resources,
}
"""The answer behind each question that a layer may need."""

_AREA_FILTERS = ("district", "province", "place", "country", "border")


class Drawing(NamedTuple):
    """What a picture shows: the answers, their views and the answer about all sources."""

    results: Mapping[str, Result]
    views: Sequence[LayerView]
    sources: Result


def gather(
    store: Store, selection: Selection, *, mode: Mode, layers: Sequence[str] | None, tr: Translator
) -> Drawing:
    """The published answers and the views of the chosen layers.

    Raises
    ------
        UnknownNameError: a layer's key is unknown.
    """
    results = {
        question: in_language(store, _ask(store, selection, question, mode), lang=tr.lang)
        for question in questions(chosen(layers))
    }
    every = replace(sources(store, selection.but(source=()), mode=mode), selection=selection)
    return Drawing(results, views_of(results, layers, tr=tr), every)


def _ask(store: Store, selection: Selection, question: str, mode: Mode) -> Result:
    if question == "incidents":
        return incidents(store, selection, mode=mode, texts=False)
    return ASK[question](store, asked(question, selection), mode=mode)


def snapshot_png(
    store: Store,
    selection: Selection,
    *,
    mode: Mode = Mode.PUBLIC,
    layers: Sequence[str] | None = None,
    tr: Translator = ENGLISH,
    size: tuple[int, int] = SIZE,
    dpi: int = SCREEN_DPI,
) -> bytes:
    """The map of a selection as PNG bytes: ``size`` in pixels at 96 dpi; 300 dpi = same layout, finer.

    ``layers`` = keys of :data:`layers.registry.LAYERS` (by default those shown at first). Metadata: title, words,
    data version and the command line that makes the same picture.

    Raises
    ------
        BadInputError: the size cannot be laid out.
        UnknownNameError: a layer's key is unknown.
    """
    check_size(size, dpi=dpi)
    drawing = gather(store, selection, mode=mode, layers=layers, tr=tr)
    text = caption(store, drawing.results, drawing.views, sources=drawing.sources, tr=tr)
    sheet = Sheet(size, dpi=dpi)
    layout = arrange(size, text, tr=tr)
    extent = fit(first_view(drawing, selection), layout.map)
    views = _with_countries_in_sight(drawing, extent, tr)
    axes = sheet.axes_at(layout.map)
    draw_map(axes, views, extent=extent, frame=layout.map)
    if text.synthetic:
        draw_watermark(axes, layout.map, tr=tr)
    draw_furniture(sheet, layout, text, rows=legend_rows(views, tr=tr), extent=extent, tr=tr)
    command = command_line(selection, mode=mode, layers=layers, size=size, dpi=dpi, lang=tr.lang)
    version = f"{drawing.sources.workspace} {drawing.sources.data_version}"
    return sheet.png(
        {"Title": text.title, "Description": " · ".join(text.words), "Source": version, "Comment": command}
    )


def write_snapshot(path: Path, store: Store, selection: Selection, **options: Any) -> None:
    """Write the picture to a file whose name ends in .png; ``options`` as in :func:`snapshot_png`.

    Raises
    ------
        BadInputError: the name ends in something else.
        TargetError: the file cannot be written; nothing is left behind.
    """
    path = Path(path)
    if path.suffix.casefold() != SUFFIX:
        message = Message(_NO_PNG, {"name": path.name, "suffix": SUFFIX, "better": f"{path.stem}{SUFFIX}"})
        raise BadInputError(message)
    check_target(path)
    write_atomic(path, snapshot_png(store, selection, **options))


def command_line(
    selection: Selection,
    *,
    mode: Mode = Mode.PUBLIC,
    layers: Sequence[str] | None = None,
    size: tuple[int, int] = SIZE,
    dpi: int = SCREEN_DPI,
    lang: str = "en",
    out: str = "map.png",
) -> str:
    """The command that makes the same picture again, or the same one-file map where ``out`` says so.

    >>> from model.selection import Selection
    >>> command_line(Selection(district=("kg-batken",)), dpi=300)
    'ferghana snapshot --district kg-batken --dpi 300 --out map.png'
    """
    words = ["ferghana", "snapshot"]
    for name, values in selection.to_query().items():
        words += [word for value in values for word in (f"--{name}", value)]
    words += [word for key in layers or () for word in ("--layer", key)]
    words += [] if tuple(size) == SIZE else ["--size", f"{size[0]}x{size[1]}"]
    words += [] if dpi == SCREEN_DPI else ["--dpi", str(dpi)]
    words += [] if lang == "en" else ["--lang", lang]
    words += ["--internal"] if mode is Mode.INTERNAL else []
    return shlex.join([*words, "--out", out])


def first_view(drawing: Drawing, selection: Selection) -> Box:
    """What a map of these answers shows at first: the valley, or what a filter on places left of it."""
    whole = not any(getattr(selection, name) for name in _AREA_FILTERS)
    return box_of(drawing.views, whole=whole, areas=_selected_districts(drawing, selection))


def _selected_districts(drawing: Drawing, selection: Selection) -> list[Box]:
    """Boxes of the districts asked for: their catchment, or their seat where there is none."""
    if "districts" not in drawing.results or not (selection.district or selection.province):
        return []
    rows = drawing.results["districts"].table
    mine = rows[rows["selected"]]
    boxes = [Box(*row) for row in mine.geometry.dropna().bounds.to_numpy().tolist()]
    seats = mine[mine.geometry.isna() & mine["lon"].notna()]
    return boxes + [Box(lon, lat, lon, lat) for lon, lat in zip(seats["lon"], seats["lat"], strict=True)]


def _with_countries_in_sight(drawing: Drawing, extent: Extent, tr: Translator) -> list[LayerView]:
    """The views with each country's label where the country is seen, or away where it is not."""
    countries = drawing.results["exclaves"].tables["countries"]
    spots = {tr.gettext(label(Country(code))): spot for code, spot in seen_at(countries, extent).items()}
    return [replace(view, marks=tuple(_moved(view, spots))) for view in drawing.views]


def seen_at(countries: pd.DataFrame, extent: Extent) -> dict[str, tuple[float, float]]:
    """Country code: the middle of the widest room that the extent shows of it, in lon/lat degrees."""
    lon, lat = to_lonlat([extent.west, extent.east] * 2, [extent.south, extent.south, extent.north, extent.north])
    window = float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
    coarse = shapely.simplify(countries["geometry"].to_numpy(), 0.005)
    parts = shapely.clip_by_rect(coarse, *window)
    return {
        str(code): label_point(part)
        for code, part in zip(countries["country"], parts, strict=True)
        if not shapely.is_empty(part)
    }


def _moved(view: LayerView, spots: Mapping[str, tuple[float, float]]) -> list[Any]:
    moved = list[Any]()
    for mark in view.marks:
        if not isinstance(mark, LabelMark) or mark.kind is not LabelKind.COUNTRY:
            moved.append(mark)
        elif mark.text in spots:
            lon, lat = spots[mark.text]
            moved.append(replace(mark, lon=lon, lat=lat))
    return moved
