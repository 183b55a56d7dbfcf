"""Lists of responses: headings in several languages, days that are months and years, every row accounted for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import Workbook

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from sources import contract, registry
from sources.response_headers import KINDS, columns_of
from tests.sources.event_twins import written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Parsed

CONTRACT = (
    *(
        "response_id",
        "name_en",
        "kind",
        "part_of",
        "place_text",
        "district",
        "provinces",
        "countries",
        "date_start",
    ),
    *("date_end", "actors", "funder", "concern", "reported_result", "lon", "lat", "source_title", "source_url"),
)
ROW: dict[str, Any] = {
    "response_id": "R1",
    "name_en": "Meetings of two villages",
    "kind": "dialogue",
    "part_of": "WATER",
    "place_text": "Ak-Sai",
    "district": "Batken",
    "provinces": "Batken",
    "countries": "KG|TJ",
    "date_start": "2019-03-01",
    "date_end": "2019-04-30",
    "actors": "Made NGO; Made committee",
    "concern": "water",
    "reported_result": "They agreed.",
}


def _read(folder: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str] = CONTRACT, **how: Any) -> Parsed:
    path = written(folder, rows, columns, name="made-list.csv", **how)
    parsed = registry.read(ImportKind.RESPONSES, [path])
    frame = parsed.tables["responses"]
    assert parsed.read == len(set(frame.index) | set(parsed.quarantine["row"]))
    assert contract.broken("responses", frame).empty
    return parsed


def _one(folder: Path, **changes: Any) -> dict[str, Any]:
    row = _read(folder, [{**ROW, **changes}]).tables["responses"].iloc[0]
    return {str(name): value for name, value in row.items()}


def test_a_list_with_the_contract_s_headings_is_read_as_it_stands(tmp_path: Path) -> None:
    found = _one(tmp_path)
    assert (found["response_id"], found["part_of"]) == ("made-list-R1", "made-list-WATER")
    assert (found["name_en"], found["kind"]) == ("Meetings of two villages", "dialogue")
    assert (found["provinces"], found["countries"]) == (["Batken"], ["KG", "TJ"])
    assert (found["stated_province"], found["stated_district"], found["place_text"]) == (
        "Batken",
        "Batken",
        "Ak-Sai",
    )
    assert (found["date_start"], found["date_end"], found["date_level"]) == (
        date(2019, 3, 1),
        date(2019, 4, 30),
        "T1",
    )
    assert found["actors"] == ["Made NGO", "Made committee"]
    assert (found["reported_result"], found["verification"]) == ("They agreed.", "partly")


def test_headings_and_words_of_the_region_are_understood(tmp_path: Path) -> None:
    columns = ["№", "Название", "Вид", "Область", "Район", "Село", "Дата начала", "Дата окончания", "Исполнитель"]
    row = dict(
        zip(
            columns,
            ["7", "Встреча", "диалог", "Баткен", "Лейлек", "X", "2020", "продолжается", "НПО"],
            strict=True,
        )
    )
    path = written(tmp_path, [row], columns)
    assert registry.detect([path]) is ImportKind.RESPONSES
    found = registry.read(None, [path]).tables["responses"].iloc[0]
    assert (found["kind"], found["stated_district"], found["actors"]) == ("dialogue", "Лейлек", ["НПО"])
    assert (found["date_start"], found["date_end"], found["date_level"]) == (date(2020, 1, 1), None, "T5")


@pytest.mark.parametrize(
    ("start", "end", "expected", "note"),
    [
        ("2019-03-01", "2019-03-04", (date(2019, 3, 1), date(2019, 3, 4), "T1"), None),
        ("2019-03", "2019-05", (date(2019, 3, 1), date(2019, 5, 31), "T3"), "2019-03 – 2019-05"),
        ("2019", "2020", (date(2019, 1, 1), date(2020, 12, 31), "T5"), "2019 – 2020"),
        ("2019-03-01", "2020", (date(2019, 3, 1), date(2020, 12, 31), "T5"), "2019-03-01 – 2020"),
        ("2019", "", (date(2019, 1, 1), None, "T5"), "2019"),
        ("", "2020-02-01", (None, date(2020, 2, 1), "T1"), None),
        ("март 2019", "ongoing", (date(2019, 3, 1), None, "T3"), "март 2019 – ongoing"),
        ("", "", (None, None, "T5"), None),
    ],
)
def test_days_may_be_months_or_years(
    tmp_path: Path, start: str, end: str, expected: tuple[date | None, date | None, str], note: str | None
) -> None:
    found = _one(tmp_path, date_start=start, date_end=end)
    assert (found["date_start"], found["date_end"], found["date_level"]) == expected
    assert found["date_note"] == note


def test_with_one_column_of_days_a_response_ends_with_what_it_says(tmp_path: Path) -> None:
    columns = ("name_en", "kind", "date")
    rows = [{**ROW, "date": "2019"}, {**ROW, "name_en": "Another", "date": "2019-05-06"}]
    frame = _read(tmp_path, rows, columns).tables["responses"]
    assert frame["date_end"].to_list() == [date(2019, 12, 31), date(2019, 5, 6)]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"name_en": ""}, "Q01", "name_en"),
        ({"kind": "party"}, "Q05", "kind"),
        ({"countries": "KG|Atlantis"}, "Q05", "countries"),
        ({"date_start": "long ago"}, "Q02", "date_start"),
        ({"date_end": "since the beginning"}, "Q02", "date_end"),
        ({"date_end": "2018"}, "Q08", "date_end"),
        ({"lon": "70.5"}, "Q16", "lat"),
        ({"lon": "east", "lat": "39.9"}, "Q04", "lon"),
        ({"response_id": "R1"}, "Q06", "response_id"),
    ],
)
def test_a_bad_cell_sets_its_row_aside_and_never_the_others(
    tmp_path: Path, changes: dict[str, str], code: str, column: str
) -> None:
    parsed = _read(tmp_path, [ROW, {**ROW, "response_id": "R2", **changes}])
    assert parsed.tables["responses"].index.to_list() == [2]
    assert parsed.quarantine[["row", "column", "code"]].to_numpy().tolist() == [[3, column, code]]


@pytest.mark.parametrize(
    ("changes", "level", "units"),
    [
        ({}, "L1", ("Batken", "Batken")),
        ({"lon": "70.7", "lat": "39.9", "place_text": ""}, "L1", ("Batken", "Batken")),
        ({"place_text": ""}, "L3", ("Batken", "Batken")),
        ({"place_text": "", "district": ""}, "L4", ("Batken", None)),
        ({"place_text": "", "district": "Batken; Leylek"}, "L4", ("Batken", None)),
        ({"place_text": "", "district": "", "provinces": "Osh|Sughd"}, "L4", (None, None)),
        ({"place_text": "", "district": "", "provinces": ""}, "L5", (None, None)),
    ],
)
def test_of_several_units_none_decides(
    tmp_path: Path, changes: dict[str, str], level: str, units: tuple[str | None, str | None]
) -> None:
    found = _one(tmp_path, **changes)
    assert found["location_level"] == level
    assert (found["stated_province"], found["stated_district"]) == units
    assert found["district_id"] is None


def test_columns_that_could_tell_a_person_are_never_read(tmp_path: Path) -> None:
    parsed = _read(
        tmp_path, [{**ROW, "Contact person": "Zzyzx", "phone": "1"}], (*CONTRACT, "Contact person", "phone")
    )
    assert "Zzyzx" not in parsed.tables["responses"].to_csv()
    assert any("Contact person, phone" in str(note) for note in parsed.notes)


def test_columns_that_no_response_has_are_told(tmp_path: Path) -> None:
    parsed = _read(tmp_path, [{**ROW, "Budget": "5"}], (*CONTRACT, "Budget"))
    assert any("not read" in str(note) and "Budget" in str(note) for note in parsed.notes)


def test_a_list_without_ids_keeps_its_records_when_results_are_corrected(tmp_path: Path) -> None:
    columns = CONTRACT[1:]
    first = _read(tmp_path, [ROW], columns).tables["responses"]
    later = _read(tmp_path, [{**ROW, "reported_result": "Nothing came of it."}], columns).tables["responses"]
    assert first["response_id"].to_list() == later["response_id"].to_list()


def test_a_list_without_names_or_rows_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"needs a column that says what was done, but .* head it 'name_en'"):
        registry.read(ImportKind.RESPONSES, [written(tmp_path, [ROW], ("kind", "place_text"))])
    with pytest.raises(BadInputError, match="has headers but no rows"):
        registry.read(ImportKind.RESPONSES, [written(tmp_path, [], CONTRACT)])


def test_sheets_of_a_workbook_that_are_no_list_are_left_aside(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Читать меня"])
    sheet = book.create_sheet("List")
    sheet.append(["Activity", "Type", "Year"])
    sheet.append(["A made dialogue", "Dialogue", 2021])
    book.save(tmp_path / "list.xlsx")
    parsed = registry.read(ImportKind.RESPONSES, [tmp_path / "list.xlsx"], ImportOptions(source_id="made"))
    assert parsed.tables["responses"]["name_en"].to_list() == ["A made dialogue"]
    assert (parsed.source["source_id"], parsed.source["holds"]) == ("made", "responses")
    assert not parsed.source["redistributable"]


def test_a_list_of_places_or_incidents_is_no_list_of_responses(tmp_path: Path) -> None:
    villages = [{"name": f"V{n}", "kind": "village", "lon": 70.5, "lat": 39.9} for n in range(3)]
    assert registry.detect([written(tmp_path, villages, ("name", "kind", "lon", "lat"))]) is ImportKind.PLACES
    fights = [{"name": "A fight", "type": "драка", "date": "2022-09-14"}]
    assert registry.detect([written(tmp_path, fights, ("name", "type", "date"))]) is not ImportKind.RESPONSES


def test_every_word_for_a_kind_means_one_of_ours() -> None:
    assert {"working group", "рабочая группа", "ishchi guruh"} <= KINDS.keys()
    assert columns_of(["name_en", "Название"]) == {"name_en": "name_en"}


def test_our_own_table_comes_back_as_it_went_out(tmp_path: Path) -> None:
    frame = _read(tmp_path, [ROW, {**ROW, "response_id": "R2", "date_start": "2019", "date_end": ""}]).tables[
        "responses"
    ]
    out = frame.drop(columns=["stated_province", "stated_district"]).astype(object)
    for column in ("provinces", "countries", "actors"):
        out[column] = out[column].map("|".join)
    out["response_id"] = out["response_id"].str.removeprefix("made-list-")
    out["part_of"] = out["part_of"].str.removeprefix("made-list-")
    path = tmp_path / "made-list.csv"
    out.to_csv(path, index=False)
    again = registry.read(None, [path]).tables["responses"]
    kept = [name for name in frame.columns if name not in {"stated_province", "stated_district", "date_note"}]
    pd.testing.assert_frame_equal(again[kept], frame[kept])
