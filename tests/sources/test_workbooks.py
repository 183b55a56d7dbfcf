from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError
from sources import sheet_limits
from sources.opening import open_tables

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"'
)


def _text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{value}</text:p></table:table-cell>'


def _row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def _ods(*rows: str) -> bytes:
    content = (
        f'<?xml version="1.0"?><office:document-content {_NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def _cells(folder: Path, content: bytes) -> pd.DataFrame:
    path = folder / "book.ods"
    path.write_bytes(content)
    [table] = open_tables(path)
    return table.cells


def test_an_open_document_is_read_with_days_as_iso_days(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2022-09-14"/>'
    number = '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    tail = _row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        attributes=' table:number-rows-repeated="1048000"',
    )
    cells = _cells(tmp_path, _ods(_row(_text("day"), _text("n")), _row(day, number), tail))
    assert cells.to_dict("index") == {2: {"day": "2022-09-14", "n": "3"}}


def test_cells_repeated_over_a_whole_sheet_are_refused_before_memory_is_taken(tmp_path: Path) -> None:
    cell = _text("x", ' table:number-columns-repeated="16384"')
    bomb = _row(cell, attributes=' table:number-rows-repeated="1048576"')
    with pytest.raises(BadInputError, match="delete what stands far from the table"):
        _cells(tmp_path, _ods(_row(_text("a")), bomb))


def test_a_far_cell_is_seen_wherever_the_parts_of_the_file_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    span = sheet_limits._Span(ods=False)
    rest = b""
    xml = (
        b"".join(b'<c r="B%d"><v>1</v></c>' % number for number in range(1, 50)) + b'<c r="ZZ900000"><v>1</v></c>'
    )
    for at in range(0, len(xml), 7):
        rest = sheet_limits._see(rest + xml[at : at + 7], span, "book.xlsx")
    span.see(rest)
    assert span.cells == 702 * 900_000
