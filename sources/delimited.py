"""Text files with separators as raw tables: fast where the file is sound, row by row where it is not.

A sound file (every quotation mark where it belongs, as many cells in each row as in the header) is read by
pyarrow in memory about as large as its text. Any other goes through Python's csv module, which is ten times slower
and tells each row that cannot be cut into cells.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from model.errors import BadInputError
from model.settings import LONGEST_CELL, MOST_BROKEN_ROWS, MOST_COLUMNS
from model.strings import N_, Message
from sources.encodings import as_utf8, encoding_of
from sources.numbering import NUMBERED, repeating
from sources.quotation import quotation_of
from sources.table_making import Gathered, table_of
from sources.tolerant_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.raw_table import RawTable

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_BYTES, _SAMPLE_ROWS = 1_048_576, 25
_BLOCK, _NUMBERED_BLOCK, _LARGE_BLOCK, _STEP = 1_048_576, 4_194_304, 67_108_864, 8_388_608
_BLANKS = ["", " ", "  ", "   ", "\t"]
_NO_FIT = (0.0, 0)
_NO_ROWS = N_("A table was expected in {file}, but it has no row of headers: export it again.")
_TOO_WIDE = N_(
    "The header of {file} has {found} columns, more than {most}: its line ends are most likely lost, so export "
    "it again."
)

_TOO_LONG = N_(
    "A header of {file} has {found} characters, more than {most}: a quotation mark is most likely lost, so export "
    "it again."
)
_BROKEN = N_(
    "More than {found} of the first {row} rows of {file} have another number of cells than its header: export it "
    "again, and look whether its cells hold separators without quotation marks."
)


class Form(NamedTuple):
    """How a text is cut into cells, and in which record its header stands (the first is 0).

    ``sound``: every quotation mark opens or closes a cell, or is doubled inside one, or there is no quoting.
    ``lines``: a cell may hold line ends.
    """

    separator: str
    quoted: bool
    sound: bool
    header_at: int
    header: tuple[str, ...]
    lines: bool = True


def read_delimited(
    buffer: memoryview,
    *,
    name: str,
    sheet: str | None = None,
    separator: str | None = None,
    numbered: bool = False,
) -> RawTable:
    """The table that the bytes of a text file hold; ``sheet`` names the member of an archive.

    ``numbered``: columns of a long file that repeat their words may come as numbered words.

    Raises
    ------
    BadInputError
        There is no header, the table is too wide, or broken all through.
    """
    encoding = encoding_of(buffer)
    text = _trimmed(as_utf8(buffer, encoding))
    form = _form(text, name=name, separator=separator)
    holes = _has_nul(text)
    found = None if encoding.damaged or holes or form.header_at else _fast(text, form, numbered=numbered)
    if found is None:
        found = _slow(text, form, damaged=encoding.damaged, name=name)
    return table_of(found, form.header, file=name, sheet=sheet, encoding=encoding.name, separator=form.separator)


def _form(text: memoryview, *, name: str, separator: str | None) -> Form:
    sample = _sample(text)
    told = sample[4:5] if sample[:4].casefold() == "sep=" and sample[5:6] in {"\r", "\n"} else None
    found = separator or told or max(SEPARATORS, key=lambda one: _fit(sample, one))
    fits, lines = quotation_of(text, found)
    quoted = found != "\t" or fits
    records = _records(sample, found, quoted=quoted)
    first = next((at for at, record in enumerate(records) if any(cell.strip() for cell in record)), None)
    if first is None:
        raise BadInputError(Message(_NO_ROWS, {"file": name}))
    header_at = first + titles(records[first:]) if told is None else first + 1
    header = tuple(cell.strip() for cell in records[header_at]) if header_at < len(records) else ()
    if len(header) > MOST_COLUMNS:
        fields = {"file": name, "found": len(header), "most": MOST_COLUMNS}
        raise BadInputError(Message(_TOO_WIDE, fields))
    longest = max(map(len, header), default=0)
    if longest > LONGEST_CELL:
        raise BadInputError(Message(_TOO_LONG, {"file": name, "found": longest, "most": LONGEST_CELL}))
    return Form(found, quoted, fits or not quoted, header_at, header, lines and quoted)


def _sample(text: memoryview) -> str:
    """The first rows of the text: more bytes where no separator fits, because a cell is longer than the sample."""
    size = _SAMPLE_BYTES
    while True:
        sample = bytes(text[:size]).decode("utf-8", errors="replace")
        if size >= min(len(text), _LARGE_BLOCK) or any(_fit(sample, one) > _NO_FIT for one in SEPARATORS):
            return sample
        size *= 8


def titles(records: Sequence[Sequence[str]]) -> int:
    """How many rows above the header are a title: one cell alone, where the table below is wider."""
    filled = [sum(bool(cell.strip()) for cell in record) for record in records]
    if max(filled) < 3:
        return 0
    return next((at for at, number in enumerate(filled) if number > 1), 0)


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator cuts the first rows into as many cells as the header has."""
    # Tables cut by tabs often know no quoting: a mark in them is a letter.
    forms = (True, False) if separator == "\t" else (True,)
    return max(_fit_of(_records(sample, separator, quoted=quoted)) for quoted in forms)


def _fit_of(found: Sequence[Sequence[str]]) -> tuple[float, int]:
    records = [record for record in found if record]
    widths = [len(record) for record in records]
    if not widths or max(widths) == 1:
        return _NO_FIT
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (round(widths.count(usual) / len(widths), 1), usual) if usual > 1 else _NO_FIT


def _records(sample: str, separator: str, *, quoted: bool) -> list[list[str]]:
    found: list[list[str]] = []
    sound = _quotes_fit(memoryview(sample.encode()), separator, whole=False)
    for cells, _, code in rows_of(io.StringIO(sample, newline=""), separator, quoted=quoted, sound=sound):
        if sound and code:
            break  # the sample ends inside a cell
        found.append(cells)
        if len(found) == _SAMPLE_ROWS:
            break
    return found


def _trimmed(text: memoryview) -> memoryview:
    """The text without the blank lines at its end, which are no rows."""
    last = len(text)
    while last and text[last - 1] in b"\r\n":
        last -= 1
    return text[:last]


def _has_nul(text: memoryview) -> bool:
    whole = np.frombuffer(text, dtype=np.uint8)
    return any(not whole[at : at + _STEP].all() for at in range(0, len(whole), _STEP))


def _quotes_fit(text: memoryview, separator: str, *, whole: bool = True) -> bool:
    """Whether every quotation mark opens or closes a cell, or is doubled inside one; a part may end within one."""
    return quotation_of(text, separator, whole=whole).fits


def _fast(text: memoryview, form: Form, *, numbered: bool = False) -> Gathered | None:
    """The rows by pyarrow; None where the file is not as sound as that needs."""
    if not form.header or not form.sound:
        return None
    for block in (_BLOCK, _LARGE_BLOCK):
        try:
            table = _arrow_table(text, form, block, numbered=numbered)
        except pa.ArrowInvalid as error:
            if "block size" in str(error):
                continue
            return None
        return Gathered(table, np.arange(2, len(table) + 2), [], header_row=1)
    return None


def _arrow_table(text: memoryview, form: Form, block: int, *, numbered: bool) -> pa.Table:
    names = [str(at) for at in range(len(form.header))]
    few = repeating(text, lambda sample: _arrow_table(sample, form, block, numbered=False)) if numbered else ()
    types = {name: NUMBERED if name in few else pa.large_string() for name in names}
    return arrow_csv.read_csv(
        pa.BufferReader(pa.py_buffer(text)),
        # Each block numbers its words by itself: the fewer blocks, the less is to be put together.
        read_options=arrow_csv.ReadOptions(
            column_names=names, skip_rows_after_names=1, block_size=max(block, _NUMBERED_BLOCK) if few else block
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=form.separator,
            quote_char='"' if form.quoted else False,
            newlines_in_values=form.lines,
            ignore_empty_lines=False,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types,
            null_values=_BLANKS,
            strings_can_be_null=True,
            check_utf8=False,
        ),
    )


def _slow(text: memoryview, form: Form, *, damaged: bool, name: str) -> Gathered:
    """The rows one by one; each that cannot be cut into cells is kept as text."""
    stream = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", errors="replace", newline="")
    gathered = Gathered.empty(len(form.header), header_row=form.header_at + 1, separator=form.separator)
    rows = rows_of(stream, form.separator, quoted=form.quoted, sound=form.sound)
    for number, (cells, source, code) in enumerate(rows, 1):
        if number > form.header_at + 1:
            gathered.take(number, cells, text=source, code=code, damaged=damaged)
        if len(gathered.ragged) > MOST_BROKEN_ROWS:
            raise BadInputError(Message(_BROKEN, {"file": name, "found": MOST_BROKEN_ROWS, "row": number}))
    return gathered.closed()
