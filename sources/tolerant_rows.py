"""Rows of a text one by one, in spite of quotation marks that are never closed.

Python's csv module cuts the cells. Where it meets a quotation mark that does not fit, one line of the file is
given up, told as such, and reading goes on with the next: a stray mark must not swallow the rows after it.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LONGEST_FIELD = 4_194_304
"""A cell with more letters than this is taken for a quotation mark that is not closed."""
_NO_LIMIT = 2_147_483_647
_MOST_LINES = 2_000
"""So many lines a cell may span."""
_MOST_BROKEN = 2_000
"""After so many broken rows a quotation mark is a letter like any other."""


class Row(NamedTuple):
    """One row: its cells, its text, and the code of what is wrong with it (None: nothing)."""

    cells: list[str]
    text: str
    code: str | None


class _Lines:
    """The lines of a stream; those taken since :meth:`begin` can be given back."""

    def __init__(self, stream: TextIO, most: int | None) -> None:
        self._stream, self._most = stream, most
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._most is not None and len(self.taken) >= self._most:
            message = "too many lines for one row"
            raise csv.Error(message)
        line = self._waiting.popleft() if self._waiting else next(self._stream)
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """Put back all lines but the first one, and give that."""
        first, *others = self.taken
        self._waiting.extendleft(reversed(others))
        self.taken.clear()
        return first


def rows_of(stream: TextIO, separator: str, *, quoted: bool, sound: bool = False) -> Iterator[Row]:
    """The rows of a text opened with ``newline=""``, blank ones too; a broken row has one cell, its line.

    Where all quotation marks are known to be ``sound`` a cell may be as long as it likes.
    """
    csv.field_size_limit(_NO_LIMIT if sound else LONGEST_FIELD)
    lines, broken = _Lines(stream, None if sound else _MOST_LINES), 0
    reader = _reader(lines, separator, quoted=quoted)
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            line = lines.give_back()
            broken += 1
            # Quotation marks that keep being wrong are letters: a list of sizes in inches, say.
            reader = _reader(lines, separator, quoted=quoted and broken < _MOST_BROKEN)
            yield Row([line.rstrip("\r\n")], line, "Q14")
            continue
        yield Row(cells, "", None)


def _reader(lines: _Lines, separator: str, *, quoted: bool) -> Iterator[list[str]]:
    if quoted:
        return csv.reader(lines, delimiter=separator, strict=True)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
