from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import Workbook

from model.errors import BadInputError
from sources import delimited, opening
from sources.opening import open_tables
from tests.collected_facts import FACTS

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "id;дата;место\n1;2022-09-14;Ак-Сай\n2;2022-09-15;Чоркӯҳ\n"
ASCII = "id,date,place\n1,2022-09-14,Ak-Sai\n2,2022-09-15,Chorku\n"


def _file(folder: Path, content: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _only(folder: Path, content: bytes | str, name: str = "list.csv") -> pd.DataFrame:
    [table] = open_tables(_file(folder, content, name))
    assert table.read == len(table.cells)
    return table.cells


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_reads_the_same_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    cells = _only(tmp_path, TABLE.encode(encoding))
    assert cells["место"].to_list() == ["Ак-Сай", "Чоркӯҳ"]
    assert cells.index.to_list() == [2, 3]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_russian_in_old_encodings_is_recognised_by_its_letters(encoding: str, tmp_path: Path) -> None:
    rows = [f"{number};Баткенский район, село Ак-Сай;Произошла драка между жителями" for number in range(50)]
    cells = _only(tmp_path, "\n".join(["номер;место;описание", *rows]).encode(encoding))
    assert cells.columns.to_list() == ["номер", "место", "описание"]
    assert set(cells["описание"]) == {"Произошла драка между жителями"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_line_ends_are_found(separator: str, ends: str, tmp_path: Path) -> None:
    text = ends.join(separator.join(row) for row in (("a", "b", "c"), ("1", "x y", "3"), ("4", "5", "6"))) + ends
    assert _only(tmp_path, text).to_numpy().tolist() == [["1", "x y", "3"], ["4", "5", "6"]]


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, "sep=;\na;b\n1,5;2\n"))
    assert table.cells.to_dict("index") == {3: {"a": "1,5", "b": "2"}}


def test_decimal_commas_do_not_cut_cells(tmp_path: Path) -> None:
    cells = _only(tmp_path, "широта;долгота\n39,87;70,56\n39,88;70,57\n")
    assert cells.columns.to_list() == ["широта", "долгота"]


def test_line_ends_separators_and_quotes_inside_cells_are_kept(tmp_path: Path) -> None:
    cells = _only(tmp_path, 'id,text\n1,"two\nlines, one ""cell"""\n2,plain\n')
    assert cells["text"].to_list() == ['two\nlines, one "cell"', "plain"]
    assert cells.index.to_list() == [2, 3]


def test_a_row_of_another_width_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12\n13,14,15,,\n"))
    assert table.cells.index.to_list() == [2, 6, 7]
    assert table.ragged[["row", "expected", "found", "text", "code"]].to_numpy().tolist() == [
        [3, 3, 2, "4,5", "Q07"],
        [4, 3, 4, "6,7,8,9", "Q07"],
    ]
    assert table.read == 5


def test_a_quotation_mark_that_is_never_closed_costs_its_row_and_no_other(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, 'a,b\n1,x\n2,"never closed\n3,y\n4,"z" z\n5,w\n'))
    assert table.cells["a"].to_list() == ["1", "3", "5"]
    assert table.ragged[["row", "code"]].to_numpy().tolist() == [[3, "Q14"], [5, "Q14"]]


def test_a_quotation_mark_inside_a_cell_is_a_letter(tmp_path: Path) -> None:
    assert _only(tmp_path, 'a,b\n1,a 5" pipe\n2,x\n')["b"].to_list() == ['a 5" pipe', "x"]


def test_marks_in_a_table_with_tabs_are_letters(tmp_path: Path) -> None:
    cells = _only(tmp_path, 'id\tname\tx\n1\t"Ak-Sai\tx\n2\tb\ty\n', "places.txt")
    assert cells["name"].to_list() == ['"Ak-Sai', "b"]


def test_a_nul_character_costs_its_row(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, ASCII + "3,2022-\x0009-16,Ov\x00chi\n4,2022-09-17,Vorukh\n"))
    assert table.ragged[["row", "code"]].to_numpy().tolist() == [[4, "Q15"]]
    assert table.read == 4


def test_a_broken_letter_costs_its_row(tmp_path: Path) -> None:
    broken = TABLE.encode() + "3;2022-09-16;Ворух".encode()[:-1] + b"\n4;2022-09-17;x\n"
    [table] = open_tables(_file(tmp_path, broken))
    assert table.ragged[["row", "code"]].to_numpy().tolist() == [[4, "Q12"]]
    assert table.cells.index.to_list() == [2, 3, 5]


def test_a_row_of_tags_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    [table] = open_tables(
        _file(tmp_path, "id,date,x\n#id,#date+start,\n1,2022-09-14,#1\n,,\n \n2,2022-09-15,y\n\n\n")
    )
    assert table.cells.index.to_list() == [3, 6]
    assert table.read == 2


def test_equal_headers_are_told_apart_and_empty_ones_numbered(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, "Specify,,Specify\n1,2,3\n"))
    assert table.headers == ("Specify", "2", "Specify (2)")
    assert table.first_row == ("Specify", "", "Specify")


def test_a_file_without_a_header_gives_its_first_row_back(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, "1\tAk-Sai\t\n2\tVorukh\tx\n"))
    plain = table.headless(["id", "name", "note"])
    assert plain.cells["name"].to_dict() == {1: "Ak-Sai", 2: "Vorukh"}
    assert plain.cells["note"].isna().to_list() == [True, False]
    assert plain.read == 2


def test_a_title_above_the_header_is_no_row(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, "Incidents 2022\n\nid,date,place\n1,2022-09-14,Ak-Sai\n"))
    assert table.header_row == 3
    assert table.cells.index.to_list() == [4]


@pytest.mark.parametrize("size", [1_000_000, 5_000_000])
def test_a_very_large_cell_is_read_or_told(size: int, tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, f'a,b\n1,"{"x" * size}"\n2,y\n'))
    assert table.read == 2
    assert "y" in table.cells["b"].to_list()


def test_the_first_rows_do_not_decide_for_the_last_ones(tmp_path: Path) -> None:
    rows = [f"{number},x" for number in range(50_000)]
    [table] = open_tables(_file(tmp_path, "\n".join(["a,b", *rows, "ragged", *rows])))
    assert table.read == 100_001
    assert table.ragged["row"].to_list() == [50_002]
    assert table.cells.index[-1] == 100_002


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "the file is empty"),
        (b" \n\r\n\t", "the file is empty"),
        (b"\xef\xbb\xbf\n", "the file is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"\n  <HTML><table></table></HTML>", "web page"),
        (b'<?xml version="1.0"?><kml></kml>', "XML file"),
        (b'{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        (b'[{"lat": 1}]', "JSON"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x1f\x8b\x08\x00abc", "packed file"),
        (bytes(range(256)) * 20, "no text and no spreadsheet"),
        (b"PK\x03\x04 and no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "cannot be opened"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(content: bytes, match: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=match) as caught:
        open_tables(_file(tmp_path, content), name="upload.csv")
    assert "upload.csv" in str(caught.value)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"no file nothing\.csv"):
        open_tables(tmp_path / "nothing.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="check the path"):
        open_tables(tmp_path)


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILE_BYTES", 10)
    with pytest.raises(BadInputError, match="cut it into parts"):
        open_tables(_file(tmp_path, ASCII))


def test_a_line_of_separators_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no row of headers"):
        open_tables(_file(tmp_path, ",,,\n,,,\n"))


def test_a_header_as_wide_as_a_lost_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="line ends are most likely lost"):
        open_tables(_file(tmp_path, ",".join(str(number) for number in range(6_000))))


def _zip(**members: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_every_table_of_an_archive_is_opened(tmp_path: Path) -> None:
    content = _zip(
        **{"form.csv": ASCII, "media/1.jpg": b"\xff\xd8", "sub/form-repeat.csv": ASCII, "__MACOSX/._a.csv": "x"}
    )
    tables = open_tables(_file(tmp_path, content, "form.zip"))
    assert [table.sheet for table in tables] == ["form.csv", "sub/form-repeat.csv"]
    assert all(table.read == 2 and table.file == "form.zip" for table in tables)


@pytest.mark.parametrize(
    ("members", "match"),
    [
        ({"../evil.csv": ASCII}, "lie outside its folder"),
        ({"/etc/evil.csv": ASCII}, "lie outside its folder"),
        ({"a\\..\\..\\evil.csv": ASCII}, "lie outside its folder"),
        ({"C:/evil.csv": ASCII}, "lie outside its folder"),
        ({"inner.zip": _zip(**{"a.csv": ASCII})}, "an archive or workbook itself"),
        ({"note.md": "x"}, "holds no table"),
        ({"bomb.csv": b"0" * 30_000_000}, "unpacks to more"),
        ({"a.shp": b"x", "a.dbf": b"x"}, "holds a map"),
        ({"a.csv": b'{"a": 1}'}, "JSON"),
    ],
)
def test_an_archive_that_is_not_safe_is_refused(members: dict[str, bytes], match: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=match):
        open_tables(_file(tmp_path, _zip(**members), "a.zip"))


def _book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_every_sheet_is_a_table_and_days_come_as_iso_days(tmp_path: Path) -> None:
    day = pd.Timestamp("2022-09-14").to_pydatetime()
    content = _book(
        ("first", [["day", "n"], [day, 3], [None, None], [day, 2.5]]), ("empty", []), ("next", [["a"], ["x"]])
    )
    first, following = open_tables(_file(tmp_path, content, "book.xlsx"))
    assert first.cells.to_dict("index") == {
        2: {"day": "2022-09-14", "n": "3"},
        4: {"day": "2022-09-14", "n": "2.5"},
    }
    assert (first.sheet, following.sheet) == ("first", "next")


def test_a_title_above_a_sheets_header_is_no_row(tmp_path: Path) -> None:
    content = _book(("a", [["Incidents"], [], ["id", "date", "place"], [1, "2022-09-14", "Ak-Sai"]]))
    [table] = open_tables(_file(tmp_path, content, "book.xlsx"))
    assert table.cells.to_dict("index") == {4: {"id": "1", "date": "2022-09-14", "place": "Ak-Sai"}}


def test_formulas_without_their_results_are_refused_and_not_read_as_blank(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"formulas without their results \(B2\)"):
        open_tables(_file(tmp_path, _book(("a", [["id", "n"], [1, "=1+1"], [2, 5]])), "book.xlsx"))


def test_a_cell_in_the_far_corner_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    book = Workbook()
    book.active.cell(1, 1, "a")
    book.active.cell(1_048_576, 16_384, "b")
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(BadInputError, match="delete what stands far from the table"):
        open_tables(_file(tmp_path, stream.getvalue(), "book.xlsx"))


def test_a_workbook_with_xml_entities_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO(_book(("a", [["id"], [1]])))
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            entity = b'<!DOCTYPE a [<!ENTITY x "y">]>' if name == "xl/workbook.xml" else b""
            new.writestr(name, entity + old.read(name))
    with pytest.raises(BadInputError, match="defines XML entities"):
        open_tables(_file(tmp_path, changed.getvalue(), "book.xlsx"))


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_workbooks_of_others_are_read(suffix: str) -> None:
    found = sorted((FACTS.parent / "files").rglob(f"*.{suffix}"))
    if not found:
        pytest.skip(f"no .{suffix} file is beside the repository")
    assert all(open_tables(path) for path in found)


def test_a_million_cells_take_moments_and_little_memory(tmp_path: Path) -> None:
    row = ",".join(["Kyrgyzstan", "2022-09-14", "40.2345", '"a longer, quoted text with ""marks"""'] * 5)
    header = ",".join(f"c{number}" for number in range(20))
    [table] = open_tables(_file(tmp_path, "\n".join([header, *[row] * 50_000])))
    assert table.read == 50_000
    assert not len(table.ragged)
    assert table.cells.memory_usage().sum() < 3 * 50_000 * len(row)


def test_a_table_that_is_broken_all_through_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_BROKEN_ROWS", 5)
    with pytest.raises(BadInputError, match="More than 5 of the first 7 rows"):
        open_tables(_file(tmp_path, "a,b\n" + "1,2,3\n" * 20))


def test_a_cell_of_many_lines_is_one_cell(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, 'a,b\n1,"' + "line\n" * 500_000 + '"\n2,y\n'))
    assert table.cells["a"].to_list() == ["1", "2"]


def test_two_members_of_one_name_are_refused_and_not_read_twice(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", ASCII)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", ASCII)
    with pytest.raises(BadInputError, match="damaged"):
        open_tables(_file(tmp_path, stream.getvalue(), "a.zip"))


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(_zip(**{"a.csv": ASCII}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(mark) + (6 if mark.endswith(b"\x04") else 8)
        content[at] |= 1
    with pytest.raises(BadInputError, match="protected by a password"):
        open_tables(_file(tmp_path, bytes(content), "a.zip"))


def test_an_archive_whose_sizes_lie_is_refused(tmp_path: Path) -> None:
    content = _zip(**{"a.csv": ASCII * 2_000})
    size = len(ASCII * 2_000).to_bytes(4, "little")
    with pytest.raises(BadInputError, match="damaged"):
        open_tables(_file(tmp_path, content.replace(size, (100).to_bytes(4, "little")), "a.zip"))


def test_a_header_of_a_million_lines_is_refused_and_not_read_as_rows(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="a quotation mark is most likely lost"):
        open_tables(_file(tmp_path, 'a,"' + "line\n" * 100_000 + '",c\n1,2,3\n'))


def test_a_cell_of_many_lines_does_not_hide_the_separator(tmp_path: Path) -> None:
    [table] = open_tables(_file(tmp_path, 'a;b;c\n1;2;3\n4;"' + "line\n" * 300_000 + '";6\n7;8;9\n'))
    assert table.headers == ("a", "b", "c")
    assert table.read == 3


def test_headers_of_many_lines_are_headers(tmp_path: Path) -> None:
    header = ",".join(f'"question {number}\n' + "in many lines\n" * 200 + '"' for number in range(20))
    [table] = open_tables(_file(tmp_path, header + "\n" + ",".join("1" * 20) + "\n"))
    assert table.read == 1
    assert len(table.headers) == 20
