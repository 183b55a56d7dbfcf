"""Files on the Data page, without a browser: proposed, mapped, checked, imported, refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from answers.languages import translator
from briefing.incident_template import incident_template
from model.enums import Mode
from model.incident_log import KEY_SHEET, LOG_FIELDS, UNIT
from store.workspace import current_version, open_current
from tests.messy_list import (
    ASIDE,
    PLACE_HEADER,
    READ,
    ROWS,
    SOURCE,
    TAKEN,
    TEXT_HEADER,
    TITLE,
    UNKNOWN_WORD,
    write_messy,
)
from tests.page_words import said
from ui import caching, data_desk

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from store.bundle import Store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def uploaded(page: AppTest, *files: tuple[str, bytes, str]) -> AppTest:
    page.session_state[data_desk.KEY] = data_desk.ADD
    uploader = next(one for one in page.run().get("file_uploader") if one.key == "import.files")
    uploader.set_value(list(files))
    return page.run()


def listed(page: AppTest, messy_file: Path) -> AppTest:
    return uploaded(page, (messy_file.name, messy_file.read_bytes(), _XLSX))


def mapped(page: AppTest, messy_file: Path) -> AppTest:
    """The list uploaded, and told what the proposal did not find."""
    listed(page, messy_file)
    page.selectbox(key="import.column.place_text").set_value(PLACE_HEADER)
    page.selectbox(key="import.column.description").set_value(TEXT_HEADER)
    meaning = next(one for one in page.selectbox if one.label == UNKNOWN_WORD)
    meaning.set_value("land_water")
    page.text_input(key="import.source").set_value(SOURCE)
    page.text_input(key="import.title").set_value(TITLE)
    return page.run()


def test_without_a_file_there_is_a_template_to_fill_in(data_page: AppTest) -> None:
    data_page.session_state[data_desk.KEY] = data_desk.ADD
    data_page.run()
    assert not data_page.exception
    assert [one.proto.label for one in data_page.get("download_button")] == [
        "Download the incident log as a template (XLSX)"
    ]


def test_a_messy_list_is_recognised_and_its_mapping_proposed(data_page: AppTest, messy_file: Path) -> None:
    page = listed(data_page, messy_file)
    assert not page.exception
    assert page.selectbox(key="import.kind").value == "spreadsheet"
    proposed = {
        str(one.key).removeprefix("import.column."): one.value
        for one in page.selectbox
        if str(one.key).startswith("import.column.") and one.value
    }
    assert proposed == {
        "source_record": "№",
        "date_start": "Дата",
        "stated_district": "Район",
        "incident_type": "Вид",
        "killed_best": "Погибло",
        "injured_best": "Ранено",
    }
    assert f"{messy_file.name} · Март: {READ} rows, 10 columns" in said(page)


def test_a_column_that_could_tell_a_person_is_masked_before_anything_is_imported(
    data_page: AppTest, messy_file: Path
) -> None:
    page = listed(data_page, messy_file)
    assert "Never kept, because it could tell a person: Телефон." in said(page)
    assert set(page.dataframe[0].value["Телефон"].dropna()) == {"•••"}


def test_a_check_accounts_for_every_row_and_writes_nothing(
    data_page: AppTest, messy_file: Path, workspace: Path
) -> None:
    page = mapped(data_page, messy_file)
    page.button(key="import.check").click().run()
    assert not page.exception
    assert "Checked, nothing was written." in said(page)
    assert f"{READ} read = {TAKEN} new + 0 changed + 0 as before + {ASIDE} set aside." in said(page)
    assert current_version(workspace) is None
    assert not [one for one in page.button if one.key == "import.cancel"], "nothing runs that could be cancelled"


def test_the_report_of_a_check_goes_when_the_mapping_changes(data_page: AppTest, messy_file: Path) -> None:
    page = mapped(data_page, messy_file)
    page.button(key="import.check").click().run()
    page.selectbox(key="import.column.description").set_value("").run()
    assert "Checked, nothing was written." not in said(page)


def test_an_import_is_the_next_version_with_the_source_as_it_was_named(
    data_page: AppTest, messy_file: Path, workspace: Path
) -> None:
    page = mapped(data_page, messy_file)
    page.button(key="import.write").click().run()
    assert not page.exception
    assert "Imported as data version" in said(page)
    store = open_current(workspace)
    mine = store.frame("incidents").set_index("source_id").loc[SOURCE]
    assert len(mine) == TAKEN
    assert set(mine["incident_type"]) == {"shooting", "road_blockade", "stone_throwing", "land_water"}
    assert store.frame("sources").set_index("source_id").loc[SOURCE, "title"] == TITLE


def test_rows_set_aside_stand_with_row_cell_and_reason_and_can_be_downloaded(
    data_page: AppTest, messy_file: Path
) -> None:
    page = mapped(data_page, messy_file)
    page.button(key="import.check").click().run()
    aside = page.dataframe[-1].value
    assert list(aside["Row"]) == [11, 12]
    assert aside["Cell"].iloc[0] == "31.02.2026"
    assert "not a date" in aside["What is wrong"].iloc[0]
    assert "import.quarantine" in {one.key for one in page.get("download_button")}


def test_the_same_file_again_changes_nothing(data_page: AppTest, messy_file: Path, filled: Path) -> None:
    page = mapped(data_page, messy_file)
    page.button(key="import.check").click().run()
    assert f"{READ} read = 0 new + 0 changed + {TAKEN} as before + {ASIDE} set aside." in said(page)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        ("a.xlsx", b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "a.xlsx"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff", "a.csv"),
    ],
)
def test_a_file_that_is_not_what_it_claims_gets_one_sentence(
    data_page: AppTest, workspace: Path, name: str, content: bytes, words: str
) -> None:
    page = uploaded(data_page, (name, content, "text/csv"))
    assert not page.exception
    assert len(page.error) == 1
    assert words in page.error[0].value.replace("\\", "")
    assert not [one for one in page.button if one.key == "import.write"]
    assert current_version(workspace) is None


def test_a_list_without_a_day_says_which_column_is_missing(data_page: AppTest, messy_file: Path) -> None:
    page = mapped(data_page, messy_file)
    page.selectbox(key="import.column.date_start").set_value("").run()
    page.button(key="import.check").click().run()
    assert not page.exception
    assert "day of each incident was expected" in page.error[0].value


def test_in_public_mode_nothing_can_be_added(
    data_page: AppTest, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MODE", Mode.PUBLIC)
    for part in (data_desk.ADD, data_desk.DECIDE, data_desk.HISTORY):
        data_page.session_state[data_desk.KEY] = part
        data_page.run()
        assert not data_page.exception
        assert "public mode, which changes nothing" in data_page.info[0].value
        assert not data_page.get("file_uploader")
        assert not data_page.button


def test_another_file_is_proposed_anew_and_never_read_by_the_words_of_the_one_before(
    data_page: AppTest, messy_file: Path, tmp_path: Path
) -> None:
    page = mapped(data_page, messy_file)
    other = write_messy(tmp_path / "other.xlsx", [row for row in ROWS if row[:1] not in {(1,), (5,)}])
    page = uploaded(page, (other.name, other.read_bytes(), _XLSX))
    meanings = {one.label: one.value for one in page.selectbox if str(one.key).startswith("import.word.")}
    assert meanings["драка"] == "stone_throwing"
    assert meanings["перекрытие дороги"] == "road_blockade"
    assert page.selectbox(key="import.column.place_text").value == ""


def test_another_file_has_a_source_of_its_own_so_that_it_withdraws_nothing_of_the_one_before(
    data_page: AppTest, messy_file: Path
) -> None:
    page = mapped(data_page, messy_file)
    page.checkbox(key="import.day_first").set_value(False).run()
    head = b"When;Village;Category;Comment\n"
    page = uploaded(page, ("b.csv", head + b"2026-05-01;Vorukh;shooting;Text\n", "text/csv"))
    assert not page.exception
    assert (page.text_input(key="import.source").value, page.text_input(key="import.title").value) == ("", "")
    assert page.selectbox(key="import.column.date_start").value == "When"
    assert page.selectbox(key="import.column.place_text").value == "Village"
    assert page.checkbox(key="import.day_first").value


def test_words_belong_to_their_column(data_page: AppTest, messy_file: Path) -> None:
    page = mapped(data_page, messy_file)
    page.selectbox(key="import.column.incident_type").set_value("Папка").run()
    meanings = {one.label: one.value for one in page.selectbox if str(one.key).startswith("import.word.")}
    assert meanings == {"синяя": "", "зелёная": ""}


def test_a_filled_in_template_keeps_every_district_that_was_chosen_in_it(
    data_page: AppTest, bundled_store: Store, workspace: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(incident_template(bundled_store, tr=translator("ru"))))
    units = {row[3].value: row[2].value for row in book[KEY_SHEET].iter_rows() if row[0].value == UNIT}
    columns = [field.column for field in LOG_FIELDS]
    brawl = translator("ru").gettext("Stone throwing or brawl")
    values = {"date_start": "2026-05-02", "incident_type": brawl, "description": "Текст"}
    for at, district in enumerate(units, 2):
        record = values | {"source_record": f"N{at}", "stated_district": district}
        for column, value in record.items():
            book.worksheets[0].cell(at, columns.index(column) + 1, value)
    book.save(filled := io.BytesIO())
    page = uploaded(data_page, ("log.xlsx", filled.getvalue(), _XLSX))
    told = [one.value.replace("\\", "") for one in page.markdown if "rows," in one.value]
    only = f"**log.xlsx · Инциденты: {len(units)} rows, {len(LOG_FIELDS)} columns**"
    assert told == [only], "the sheets that programs read and that explain are no data"
    page.button(key="import.write").click().run()
    assert not page.exception
    assert f"{len(units)} read = {len(units)} new" in said(page)
    rows = open_current(workspace).frame("incidents").set_index("source_id").loc["log"]
    assert sorted(rows["district_id"]) == sorted(units.values())


def test_a_saved_mapping_is_where_the_next_file_of_these_columns_begins(
    data_page: AppTest, messy_file: Path, tmp_path: Path
) -> None:
    page = mapped(data_page, messy_file)
    page.text_input(key="import.profile_name").set_value("Patrols")
    page.button(key="import.write").click().run()
    new = write_messy(tmp_path / "April.xlsx", ROWS[:2])
    page = uploaded(page, (new.name, new.read_bytes(), _XLSX))
    assert not page.exception
    assert page.text_input(key="import.profile_name").value == "Patrols"
    assert page.selectbox(key="import.column.place_text").value == PLACE_HEADER
    assert page.selectbox(key="import.column.description").value == TEXT_HEADER
    page = uploaded(page, ("b.csv", b"When;Village;Category\n2026-05-01;Vorukh;shooting\n", "text/csv"))
    assert page.text_input(key="import.profile_name").value == ""
    assert page.selectbox(key="import.column.place_text").value == "Village"
