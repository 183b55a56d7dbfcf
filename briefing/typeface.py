"""The typeface of paper: DejaVu Sans from Matplotlib's own wheel, measured and wrapped.

It has every letter of Russian, Kyrgyz, Tajik and Uzbek, so a document looks the same on every
computer. The file is named by its path: a search through the fonts of a computer takes seconds at
the first run and may find something else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from layers.escaping import plain
from model.errors import MissingPartError

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINTS_PER_PIXEL = 72.0 / 96.0
"""Sizes in the project are pixels at 96 dpi; Matplotlib counts in points."""
LINE_HEIGHT = 1.32
"""Distance of two baselines as a multiple of the type size."""
LETTERS = "ӨөҮүҢңҒғӢӣҚқӮӯҲҳҶҷЎўЁёЫыЭэʻʼ–—≤±·…"
"""Letters and signs of the four languages that many fonts lack."""

MOST_LINES = 10
"""Of one text on paper: what is longer is folded, so that no cell of the data can push the map off the page."""

_WHOLE_PIXELS = 1.06
"""At 96 dpi small letters are set on whole pixels, which makes a line up to 6 % longer than its outlines."""
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_MEASURE = TextToPath()
_GAPS = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may end: not at the spaces inside a number, which would tear 17 301 into two."""


def font_file(*, bold: bool = False) -> Path:
    """The path of the typeface's file.

    Raises
    ------
        MissingPartError: Matplotlib came without its fonts.
    """
    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / _FILES[bold]
    if not path.is_file():
        message = f"The font file {path.name} of Matplotlib is missing: install the requirements again."
        raise MissingPartError(message)
    return path


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FontProperties:
    """The typeface at a size in pixels at 96 dpi."""
    return FontProperties(fname=str(font_file(bold=bold)), size=size * POINTS_PER_PIXEL)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that one line of text may need in pixels at 96 dpi.

    >>> text_width("nn", 12) > text_width("n", 12) > 0
    True
    """
    if not text:
        return 0.0
    words = printable(text)
    width, _, _ = _MEASURE.get_text_width_height_descent(words, font(size, bold=bold), ismath=False)
    return float(width) / POINTS_PER_PIXEL * _WHOLE_PIXELS


@lru_cache(maxsize=4096)
def outline(text: str, *, bold: bool = False) -> tuple[NDArray[np.float64], NDArray[np.uint8], float]:
    """The letters of one line as a path: vertices and codes on a baseline at 0, and their width, for size 1."""
    prop, text = font(1.0 / POINTS_PER_PIXEL, bold=bold), printable(text)
    vertices, codes = _MEASURE.get_text_path(prop, text, ismath=False)
    scale = _MEASURE.FONT_SCALE
    width, _, _ = _MEASURE.get_text_width_height_descent(text, font(scale, bold=bold), ismath=False)
    return np.asarray(vertices) / scale, np.asarray(codes), float(width) / POINTS_PER_PIXEL / scale


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = MOST_LINES) -> list[str]:
    """The text broken at spaces into lines not wider than ``width`` pixels, ``most`` of them at most.

    A word that is wider than the line (an address) is broken inside; a text that is cut ends in "…".

    >>> wrap("one two three", text_width("one two", 12) + 1, 12)
    ['one two', 'three']
    >>> wrap("one two three", text_width("one two", 12) + 1, 12, most=1)
    ['one …']
    """
    lines = _lines(text, width, size, bold=bold, most=most)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(f"{last} …", size, bold=bold) > width:
        last = last[:-1] if " " not in last else last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last} …"]


def _lines(text: str, width: float, size: float, *, bold: bool, most: int) -> list[str]:
    """At least one line more than ``most`` where there is more: the rest need not be measured."""
    lines: list[str] = []
    current = ""
    for word in _GAPS.split(text.strip()):
        if len(lines) > most:
            return lines
        longer = f"{current} {word}".strip()
        if text_width(longer, size, bold=bold) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        *full, current = _break_word(word, width, size, bold=bold)
        lines.extend(full)
    return [*lines, current] if current else lines


def _break_word(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    pieces, current = list[str](), ""
    for letter in word:
        if current and text_width(current + letter, size, bold=bold) > width:
            pieces.append(current)
            current = ""
        current += letter
    return [*pieces, current]


def printable(text: str) -> str:
    r"""The text in letters that the typeface has, on one line; a mark of replacement for each of the others.

    >>> printable("Исфара\t\x00\u202e")
    'Исфара �'
    """
    words = " ".join(plain(text).split())
    return "".join(letter if ord(letter) in _known() else "\ufffd" for letter in words)


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - an extension of its own: only where something is set

    return frozenset(FT2Font(str(font_file())).get_charmap())


def missing_letters(letters: str = LETTERS) -> str:
    """The letters that the typeface lacks; an empty text where it has them all.

    >>> missing_letters("Өғ")
    ''
    """
    return "".join(letter for letter in letters if ord(letter) not in _known())
