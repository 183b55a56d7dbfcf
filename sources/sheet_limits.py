"""How far the sheets of a workbook reach, seen before it is opened: a far cell costs all in between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.settings import MOST_SHEET_CELLS
from model.strings import N_, Message

if TYPE_CHECKING:
    from sources.archives import Archive

_CELL = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_REPEATED = re.compile(
    rb"<table:table-row(?P<row>[^>]*)>|<table:table-cell(?P<cell>[^>]*)>",
)
_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')
_WIDE = N_(
    "The sheet {member} of {file} spans {found} cells, more than {most}: delete what stands far from the table, "
    "or save the table as CSV."
)
_ENTITIES = N_("The workbook {file} defines XML entities, which no spreadsheet program does: ask who sent it.")
_NO_RESULT = N_(
    "The workbook {file} holds formulas without their results ({cell}): open it in a spreadsheet program, save it "
    "and import it again."
)
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"(?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_CELL_ENDS = (b"</c>", b"-cell>", b"-row>")
_OVERLAP, _LONGEST_CELL = 512, 1_048_576


def check_sheets(archive: Archive) -> None:
    """Refuse a workbook with a sheet that spans more cells than memory should hold.

    Raises
    ------
    BadInputError
        A sheet is too wide, or a part of the file is damaged or defines XML entities.
    """
    for member in archive.names:
        sheet = member.startswith("xl/worksheets/") or member == "content.xml"
        if not member.endswith((".xml", ".rels")):
            continue
        spans = _Span(ods=member == "content.xml")
        rest = b""
        for part in archive.parts(member):
            text = rest + part
            if b"<!ENTITY" in text:
                raise BadInputError(Message(_ENTITIES, {"file": archive.name}))
            rest = _see(text, spans, archive.name) if sheet else text[-_OVERLAP:]
        if sheet:
            spans.see(rest)
        if spans.cells > MOST_SHEET_CELLS:
            fields = {"file": archive.name, "member": member, "found": spans.cells, "most": MOST_SHEET_CELLS}
            raise BadInputError(Message(_WIDE, fields))


def _see(text: bytes, spans: _Span, file: str) -> bytes:
    """Count the whole cells of a part; what is left of it."""
    ends = [at + len(end) for end in _CELL_ENDS if (at := text.rfind(end)) >= 0]
    cut = max([0, len(text) - _LONGEST_CELL, *ends])
    spans.see(text[:cut])
    bare = _FORMULA.search(text[:cut])
    if bare is not None:
        raise BadInputError(Message(_NO_RESULT, {"file": file, "cell": bare[1].decode()}))
    return text[cut:]


class _Span:
    """How many cells a sheet spans, counted from its XML as it comes."""

    def __init__(self, *, ods: bool) -> None:
        self._ods = ods
        self._columns = self._rows = 0
        self._filled = self._row_times = 0

    @property
    def cells(self) -> int:
        """The cells between the first and the last one; of an ODS sheet those that are written out."""
        return self._filled if self._ods else self._columns * self._rows

    def see(self, xml: bytes) -> None:
        """Count what this part of the XML says."""
        if self._ods:
            self._see_repeats(xml)
            return
        for column, row in set(_CELL.findall(xml)):
            self._columns = max(self._columns, _column(column))
            self._rows = max(self._rows, int(row))

    def _see_repeats(self, xml: bytes) -> None:
        for found in _REPEATED.finditer(xml):
            if found["row"] is not None:
                self._row_times = _number(_ROWS, found["row"])
            elif b"value-type" in found["cell"]:
                self._filled += self._row_times * _number(_COLUMNS, found["cell"])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
