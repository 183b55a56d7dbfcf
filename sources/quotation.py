"""Whether the quotation marks of a text stand where marks of cells belong, and whether cells hold line ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_STEP = 262_144
"""Bytes looked at together: few enough to stay in the processor's memory."""
_MARK, _LINE_FEED, _RETURN = b'"\n\r'


class Quotation(NamedTuple):
    """``fits``: every mark opens or closes a cell, or is doubled inside one; ``lines``: line ends within marks."""

    fits: bool
    lines: bool


def quotation_of(text: memoryview, separator: str, *, whole: bool = True) -> Quotation:
    """What the marks of a text say; a part of one (``whole=False``) may end within a cell.

    >>> quotation_of(memoryview(b'a,"b"'), ","), quotation_of(memoryview(b'"a' + bytes([10]) + b'b"'), ",")
    (Quotation(fits=True, lines=False), Quotation(fits=True, lines=True))
    >>> quotation_of(memoryview(b'a "b" c'), ",").fits
    False
    """
    beside = np.zeros(256, dtype=bool)
    beside[[*f'{separator}\r\n"'.encode()]] = True
    letters, seen, lines = np.frombuffer(text, dtype=np.uint8), 0, False
    for start in range(0, len(letters), _STEP):
        part = letters[start : start + _STEP]
        at = np.flatnonzero(part == _MARK)
        opening, closing = at[seen % 2 :: 2], at[1 - seen % 2 :: 2]
        before = letters[start + opening - 1] if start else letters[np.maximum(opening - 1, 0)]
        after = letters[np.minimum(start + closing + 1, len(letters) - 1)]
        fits = beside[before] | (start + opening == 0), beside[after] | (start + closing == len(letters) - 1)
        if not (fits[0].all() and fits[1].all()):
            return Quotation(fits=False, lines=True)
        lines = lines or _ends_inside(part, at, seen)
        seen += len(at)
    return Quotation(not whole or seen % 2 == 0, lines)


def _ends_inside(part: np.ndarray, marks: np.ndarray, seen: int) -> bool:
    """Whether a line ends after an odd number of marks."""
    ends = np.flatnonzero((part == _LINE_FEED) | (part == _RETURN))
    return bool(((np.searchsorted(marks, ends) + seen) % 2).any())
