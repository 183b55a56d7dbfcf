"""The few fixed facts of the product: its map box, its disclaimer, where its data lie, its languages."""

from __future__ import annotations

from typing import NamedTuple

from model.strings import N_, Message


class Box(NamedTuple):
    """A bounding box in degrees, in the order west, south, east, north."""

    west: float
    south: float
    east: float
    north: float


MAP_BOX = Box(68.5, 39.0, 74.3, 42.2)
"""What the bundled boundaries cover."""

START_VIEW = Box(69.25, 39.4, 73.35, 41.5)
"""What a map shows at first."""

LINE_DRAWN_AS_OF = 2025
"""The bundled line is the one after the treaties of 2022-2025."""

DISCLAIMER = N_(
    "The boundaries and names shown on this map do not imply official endorsement or acceptance by anyone."
)
MAP_CREDIT = N_("© OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)")
"""What must stand on every map; the sources of each layer stand beside it in full."""
SYNTHETIC_MARK = N_("SYNTHETIC DEMONSTRATION DATA")
INTERNAL_MARK = N_("INTERNAL")
BUNDLED_WORKSPACE = N_("bundled")
INCIDENT_SOURCE = "facts-incidents"

LANGUAGES: tuple[str, ...] = ("en", "ky", "ru", "tg", "uz")
TRANSLATED: tuple[str, ...] = ("en", "ru", "tg")
"""Languages whose catalogue stands; the others show names in their language and text in English."""
REVIEWED: tuple[str, ...] = ("en",)
"""Languages whose wording is signed off in docs/translations.md; a test compares."""
OWN_NAMES: dict[str, str] = {
    "en": "English",
    "ky": "Кыргызча",
    "ru": "Русский",
    "tg": "Тоҷикӣ",
    "uz": "Oʻzbekcha",
}
"""Each language in its own words, as a switch shows it; nothing to translate."""
_NOT_REVIEWED = N_("Translation not reviewed")
_NAMES_ONLY = N_("Names follow this language; its sentences come in a later version and stand in English here.")

_IN_ITS_LANGUAGE = N_("Records, notes and the titles of sources stand in the language of their source.")


def source_language_note(lang: str) -> Message | None:
    """What a page or a file must say about words that are data; nothing in English, where most of them are so."""
    return None if lang == "en" else Message(_IN_ITS_LANGUAGE)


def language_note(lang: str) -> Message | None:
    """What a page or a file in this language must say about its wording; nothing where it is reviewed."""
    if lang in REVIEWED:
        return None
    return Message(_NOT_REVIEWED if lang in TRANSLATED else _NAMES_ONLY)


SUPPRESS_CLUSTERS = 3
SUPPRESS_N = 30
SUPPRESS_CELL = 5
"""Public mode: fewer clusters, people or people in a cell than these are not shown (methods section 1)."""

MOST_SYMBOLS = 2_000
"""Above so many symbols the map counts incidents in cells."""
MOST_IN_SIGHT = 300
"""Where the map has cells, a part of it that holds no more symbols than this shows them one by one."""
SIGHT_FROM_ZOOM = 9.0
"""From this zoom on a map with cells asks for what lies in sight, in finer cells or one by one."""

MOST_FILE_BYTES = 2_000_000_000
"""Larger files, and archives that hold more than this, are not imported."""
MOST_MEMBERS = 5_000
"""An archive with more files than this is not unpacked."""
MOST_PACKED = 250
"""A member of an archive that is packed tighter than this is no table of facts."""
MOST_SHEET_CELLS = 10_000_000
"""A sheet that spans more cells than this, filled or not, is not opened."""
MOST_COLUMNS = 5_000
"""A table with more columns than this has lost its line ends."""
MOST_BROKEN_ROWS = 100_000
"""A table with more rows of a wrong width than this is refused whole."""
LONGEST_CELL = 32_767
"""Cells with more characters are not stored; spreadsheets hold no longer ones either."""
