"""A map in a file: which format, by its name or as asked for, and the one call that writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.offline_html import write_html
from briefing.payload import PICTURES
from briefing.sheet import SCREEN_DPI
from briefing.snapshot import SIZE, write_snapshot
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.selection import Selection

PNG, HTML = PICTURES
_NEITHER = N_(
    "Maps are written as PNG or as one HTML file, but {name} does not end in .png or .html: "
    "name it {stem}.png or {stem}.html."
)
MISFIT = N_("The format {fmt} does not fit the name {name}: name it {stem}.{fmt}, or leave --format out.")
_NO_SIZE = N_("An HTML file fits every screen and has no size: leave --size and --dpi out, or write a PNG.")


def format_of_file(path: Path, wanted: str = "") -> str:
    """The format of a map that shall stand in a file: as its name ends, which must be as ``wanted``.

    Raises
    ------
        BadInputError: the name ends in something else.

    >>> format_of_file(Path("map.HTML")), format_of_file(Path("map.png"), "png")
    ('html', 'png')
    """
    ending, words = path.suffix.casefold().removeprefix("."), {"name": path.name, "stem": path.stem}
    if ending in PICTURES and wanted in {"", ending}:
        return ending
    message = Message(MISFIT, words | {"fmt": wanted}) if wanted else Message(_NEITHER, words)
    raise BadInputError(message)


def write_map(path: Path, store: Any, selection: Selection, *, fmt: str = "", **options: Any) -> None:
    """Write the map of a selection as a picture, or as one HTML file, by its name and by ``fmt``.

    ``options`` as in :func:`briefing.snapshot.snapshot_png`; ``size`` and ``dpi`` are for pictures.

    Raises
    ------
        BadInputError: name and format do not fit, or a size was given for HTML.
        TargetError: the file cannot be written; nothing is left behind.
        MissingPartError: HTML was asked for and Leaflet is not installed.
    """
    if format_of_file(Path(path), fmt) == PNG:
        write_snapshot(path, store, selection, **options)
        return
    size, dpi = options.pop("size", SIZE), options.pop("dpi", SCREEN_DPI)
    if (tuple(size), dpi) != (SIZE, SCREEN_DPI):
        message = Message(_NO_SIZE)
        raise BadInputError(message)
    write_html(path, store, selection, **options)
