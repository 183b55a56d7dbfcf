from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import delimited
from sources.delimited import SEPARATORS, read_delimited

_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffd\ufeff"), max_size=8)


def _written(rows: list[list[str]], separator: str, quoting: int) -> memoryview:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return memoryview(stream.getvalue().encode())


def _blank(cell: str) -> bool:
    return not cell or cell.isspace()


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=8),
    separator=st.sampled_from(SEPARATORS),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_wrote_comes_back_cell_by_cell(
    rows: list[tuple[str, str, str]], separator: str, quoting: int
) -> None:
    header = ["first", "second", "third"]
    raw = read_delimited(
        _written([header, *map(list, rows)], separator, quoting), name="made", separator=separator
    )
    wanted = {
        number: [None if _blank(cell) else cell for cell in row]
        for number, row in enumerate(rows, 2)
        if not all(_blank(cell) for cell in row)
    }
    tags = [
        number for number, row in list(wanted.items())[:3] if all(cell is None or cell[:1] == "#" for cell in row)
    ]
    cells = raw.cells.astype(object).where(raw.cells.notna(), None)
    found = {int(number): list(row) for number, row in zip(cells.index, cells.to_numpy().tolist(), strict=True)}
    assert not len(raw.ragged)
    assert {number: row for number, row in wanted.items() if number not in tags} == {
        number: row for number, row in found.items() if number not in tags
    }


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet='ab",;\n\r\t "', max_size=60))
def test_both_ways_of_reading_agree_wherever_the_fast_one_dares(text: str) -> None:
    buffer = memoryview(b"x,y\n" + text.encode())
    trimmed = delimited._trimmed(buffer)
    form = delimited.Form(
        ",", quoted=True, sound=delimited._quotes_fit(trimmed, ","), header_at=0, header=("x", "y")
    )
    fast = delimited._fast(trimmed, form)
    if fast is None:
        return
    slow = delimited._slow(trimmed, form, damaged=False, name="made")
    said = [any(cell and not cell.isspace() for cell in row.values()) for row in fast.table.to_pylist()]
    kept = [
        [cell or None for cell in row.values()]
        for row, keep in zip(fast.table.to_pylist(), said, strict=True)
        if keep
    ]
    assert not slow.ragged
    blank = [
        [None if not cell or not cell.strip(" \t") else cell for cell in row.values()]
        for row in slow.table.to_pylist()
    ]
    assert [[None if not cell or not cell.strip(" \t") else cell for cell in row] for row in kept] == blank
    assert np.array_equal(fast.rows[np.array(said, dtype=bool)], slow.rows)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading_of_quotes(content: bytes) -> None:
    assert delimited._quotes_fit(memoryview(content or b"a"), ",") in {True, False}


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('a,"b"\n', True),
        ('a,"b ""c"""\n', True),
        ('"a","b\nc"', True),
        ('a,""\n', True),
        ('a,b"c\n', False),
        ('a,"b" c\n', False),
        ('a,"b\n', False),
        ('a,"b"c"\n', False),
    ],
)
def test_quotes_fit_where_each_opens_or_closes_a_cell(text: str, *, fits: bool) -> None:
    assert delimited._quotes_fit(memoryview(text.encode()), ",") is fits


def test_quotes_are_counted_on_across_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_STEP", 7)
    text = '"a ""quoted"" cell","b"\n"c","d,e"\n' * 9
    assert delimited._quotes_fit(memoryview(text.encode()), ",")
    assert not delimited._quotes_fit(memoryview(text.encode() + b'"'), ",")
