from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from answers.languages import translator
from briefing.incident_template import heading, incident_template
from model.enums import IncidentType, LocationLevel, RecordKind, Verification
from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions, Profile
from model.incident_log import KEY_SHEET, LOG_FIELDS
from model.tables import INCIDENTS, SOURCES
from sources import registry, spreadsheet
from sources.checking import MASK
from sources.opening import open_tables
from sources.raw_table import ROW, RawTable, no_ragged
from tests.sources.twins import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Parsed
    from store.bundle import Store

HEADER = ("Дата", "Район", "Населённый пункт", "Вид", "Погибло", "Широта", "Долгота", "Описание")
GOOD = ("14.09.2022", "Баткен", "Ак-Сай", "Драка", "1", "39,9", "70,7", "Спор")


def _table(header: Sequence[str], *rows: Sequence[str | None], file: str = "list.csv") -> RawTable:
    cells = pd.DataFrame(rows, columns=list(header), index=pd.RangeIndex(2, 2 + len(rows), name=ROW), dtype="str")
    return RawTable(file, tuple(header), cells, no_ragged())


def _read(*rows: Sequence[str | None], header: Sequence[str] = HEADER, **options: Any) -> Parsed:
    return spreadsheet.read([_table(header, *rows)], ImportOptions(**options))


def _changed(**cells: str | None) -> tuple[str | None, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True))


def _only(parsed: Parsed) -> dict[str, Any]:
    [row] = parsed.tables["incidents"].to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_a_list_with_russian_headers_becomes_incidents() -> None:
    parsed = _read(GOOD)
    row = _only(parsed)
    assert parsed.kind is ImportKind.SPREADSHEET
    assert (row["date_start"], row["date_end"], row["date_level"]) == (date(2022, 9, 14), date(2022, 9, 14), "T1")
    assert (row["place_text"], row["stated_district"], row["lon"], row["lat"]) == ("Ак-Сай", "Баткен", 70.7, 39.9)
    assert (row["incident_type"], row["killed_low"], row["killed_high"]) == (IncidentType.STONE_THROWING, 1, 1)
    assert pd.isna(row["injured_best"])
    assert parsed.tables["incidents"].index.to_list() == [2]
    assert set(parsed.tables["incidents"].columns) == {
        *INCIDENTS.column_names,
        "stated_province",
        "stated_district",
    }


@pytest.mark.parametrize(
    "header",
    [
        ("Date", "District", "Place", "Type of incident", "Killed", "Latitude", "Longitude", "What happened"),
        ("Күнү", "Район", "Калктуу конуш", "Окуянын түрү", "Каза болгондор", "Кеңдик", "Узундук", "Эмне болду"),
        ("Сана", "Ноҳия", "Деҳа", "Навъи ҳодиса", "Ҳалокшудагон", "Арз", "Тӯл", "Тавсиф"),
        ("Sana", "Tuman", "Qishloq", "Hodisa turi", "Halok bo'lganlar", "Kenglik", "Uzunlik", "Tavsif"),
        ("event_date", "admin2", "location", "event_type", "fatalities", "lat", "lon", "notes"),
        (
            "ДАТА  события",
            "район.",
            "Населенный пункт:",
            "Вид происшествия",
            "Погибших",
            "ШИРОТА",
            "долгота ",
            "Описание",
        ),
        ("Datte", "Distrikt", "Locaton", "Incident typ", "Fatalites", "Latitud", "Longitud", "Descripton"),
    ],
)
def test_headers_of_five_languages_and_slips_of_the_pen_are_understood(header: tuple[str, ...]) -> None:
    profile = spreadsheet.propose(_table(header, GOOD, GOOD))
    wanted = (
        "date_start",
        "stated_district",
        "place_text",
        "incident_type",
        "killed_best",
        "lat",
        "lon",
        "description",
    )
    assert {column: header.index(found) for column, found in profile.columns.items()} == {
        column: at for at, column in enumerate(wanted) if column in profile.columns
    }
    assert {"date_start", "place_text", "incident_type", "lat", "lon"} <= profile.columns.keys()


def test_columns_are_known_by_their_cells_where_their_headers_say_nothing() -> None:
    header = ("Поле А", "Поле Б", "Поле В", "Поле Г")
    profile = spreadsheet.propose(_table(header, *[("2022-09-14", "39.9", "70.7", "стрельба")] * 3))
    assert profile.columns == {"date_start": "Поле А", "lat": "Поле Б", "lon": "Поле В", "incident_type": "Поле Г"}


def test_a_proposal_says_how_sure_it_is_and_shows_cells() -> None:
    found = {one.column: one for one in spreadsheet.proposals(_table(HEADER, GOOD, _changed(Дата="когда-то")))}
    assert found["place_text"].confidence > found["date_start"].confidence
    assert found["date_start"].samples == ("14.09.2022", "когда-то")


def test_words_are_proposed_only_where_they_are_known() -> None:
    rows = [_changed(Вид=kind) for kind in ("Драка", "СТРЕЛЬБА", "стрельбa", "нечто иное")]
    profile = spreadsheet.propose(_table(HEADER, *rows))
    assert profile.words["incident_type"] == {
        "Драка": "stone_throwing",
        "СТРЕЛЬБА": "shooting",
        "стрельбa": "shooting",
    }


@pytest.mark.parametrize(("day", "wanted"), [("25/06/2019", True), ("06/25/2019", False), ("03/04/2019", True)])
def test_the_order_of_day_and_month_is_proposed_from_the_whole_column(day: str, *, wanted: bool) -> None:
    assert spreadsheet.propose(_table(HEADER, _changed(Дата=day))).day_first is wanted


def test_a_month_alone_is_known_to_the_month() -> None:
    row = _only(_read(_changed(Дата="сентябрь 2022")))
    assert (row["date_start"], row["date_end"], row["date_level"]) == (date(2022, 9, 1), date(2022, 9, 30), "T3")


@pytest.mark.parametrize(
    ("cells", "level", "place"),
    [
        ({}, LocationLevel.L1, "Ак-Сай"),
        ({"Широта": None, "Долгота": None}, LocationLevel.L1, "Ак-Сай"),
        ({"Широта": None, "Долгота": None, "Населённый пункт": None}, LocationLevel.L3, "Баткен"),
        ({"Широта": None, "Долгота": None, "Населённый пункт": None, "Район": None}, LocationLevel.L5, ""),
    ],
)
def test_a_row_without_a_place_is_kept_and_says_how_little_is_known(
    cells: dict[str, str | None], level: str, place: str
) -> None:
    row = _only(_read(_changed(**cells)))
    assert (row["location_level"], row["place_text"]) == (level, place)


def test_a_point_outside_the_map_is_kept_and_marked() -> None:
    assert _only(_read(_changed(Широта="55.7", Долгота="37.6")))["record_kind"] == RecordKind.OUTSIDE


def test_an_organisations_own_records_are_partly_verified_unless_they_say_otherwise() -> None:
    assert _only(_read(GOOD))["verification"] == Verification.PARTLY
    said = _read((*GOOD, "не подтверждено"), header=(*HEADER, "Проверено"))
    assert _only(said)["verification"] == Verification.UNVERIFIED


@pytest.mark.parametrize(
    ("cells", "column", "code", "match"),
    [
        ({"Дата": None}, "Дата", "Q01", "Дата is empty"),
        ({"Дата": "31.02.2022"}, "Дата", "Q02", "YYYY-MM-DD"),
        ({"Дата": "14.09.1022"}, "Дата", "Q11", "1900 to 2100"),
        ({"Погибло": "несколько"}, "Погибло", "Q03", "whole number"),
        ({"Погибло": "-1"}, "Погибло", "Q03", "'-1'"),
        ({"Широта": "139,9"}, "Широта", "Q04", "−90 to 90"),
        ({"Широта": None}, "Широта", "Q16", "a point needs both"),
        ({"Вид": "нечто иное"}, "Вид", "Q05", "armed_clash, shooting"),
        ({"Описание": "x" * 40_000}, "Описание", "Q10", "40\u202f000 characters"),
    ],
)
def test_a_row_with_a_slip_is_set_aside_with_its_reason_and_the_rest_is_read(
    cells: dict[str, str | None], column: str, code: str, match: str
) -> None:
    parsed = _read(GOOD, _changed(**cells), _changed(Описание="другое"))
    assert parsed.tables["incidents"].index.to_list() == [2, 4]
    [problem] = parsed.quarantine.to_dict("records")
    assert (problem["row"], problem["column"], problem["code"]) == (3, column, code)
    assert match in str(problem["message"])
    assert parsed.cells.index.to_list() == [3]
    assert parsed.read == 3


def test_every_slip_of_a_row_is_told_at_once() -> None:
    parsed = _read(_changed(Дата="x", Погибло="y", Широта="z"))
    assert sorted(parsed.quarantine["code"]) == ["Q02", "Q03", "Q04"]
    assert parsed.quarantine["row"].nunique() == parsed.read == 1


def test_an_end_before_the_start_is_set_aside() -> None:
    parsed = _read(
        ("2022-09-14", "2022-09-13", "x"), ("2022-09-14", "2022-09-16", "x"), header=("Date", "End date", "Place")
    )
    assert parsed.quarantine["code"].to_list() == ["Q08"]
    assert "2022-09-13" in str(parsed.quarantine["message"][0])
    assert parsed.tables["incidents"]["date_end"].to_list() == [date(2022, 9, 16)]


def test_a_range_that_turns_round_is_set_aside() -> None:
    header = ("Date", "Place", "killed_low", "killed_best", "killed_high")
    parsed = _read(("2022-09-14", "x", "5", "3", "9"), ("2022-09-14", "x", "1", "3", "9"), header=header)
    assert parsed.quarantine["code"].to_list() == ["Q09"]
    assert parsed.tables["incidents"][["killed_low", "killed_best", "killed_high"]].to_numpy().tolist() == [
        [1, 3, 9]
    ]


def test_a_key_that_comes_again_is_set_aside_with_the_row_that_has_it() -> None:
    parsed = _read(
        ("7", "2022-09-14", "x"), ("8", "2022-09-14", "y"), ("7", "2022-09-15", "z"), header=("№", "Date", "Place")
    )
    [problem] = parsed.quarantine.to_dict("records")
    assert (problem["row"], problem["code"]) == (4, "Q06")
    assert "row 2" in str(problem["message"])


def test_ids_follow_the_key_else_the_content_and_not_the_order() -> None:
    rows = (GOOD, _changed(Описание="a"), _changed(Описание="b", Погибло="2"))
    first = _read(*rows, source_id="ours").tables["incidents"].set_index("description")["incident_id"]
    again = _read(*reversed(rows), source_id="ours").tables["incidents"].set_index("description")["incident_id"]
    assert first.to_dict() == again.to_dict()
    corrected = (
        _read(_changed(Описание="b", Погибло="9"), source_id="ours").tables["incidents"]["incident_id"].item()
    )
    assert corrected == first["b"]
    assert _only(_read(("A/7", "2022-09-14", "x"), header=("№", "Date", "Place"), source_id="s"))[
        "incident_id"
    ].startswith("s-a-7-")


def test_equal_rows_without_a_key_stay_two_records() -> None:
    ids = _read(GOOD, GOOD).tables["incidents"]["incident_id"]
    assert ids.nunique() == 2


def test_a_profile_says_columns_words_and_fixed_values() -> None:
    profile = Profile(
        "Патруль",
        columns={"date_start": "a", "incident_type": "b", "place_text": "c"},
        words={"incident_type": {"инц. 3": "shooting"}, "place_text": {"Аксай": "SET001"}},
        fixed={"country": "KG", "verification": "unverified"},
    )
    parsed = _read(("01/02/2022", "Инц.  3", "аксай"), header=("a", "b", "c"), profile=profile)
    row = _only(parsed)
    assert (row["date_start"], row["incident_type"], row["place_text"]) == (date(2022, 2, 1), "shooting", "SET001")
    assert (row["country"], row["verification"]) == ("KG", "unverified")
    assert row["source_id"] == parsed.source["source_id"] == "patrul"
    assert parsed.source["title"] == "Патруль"


def test_a_profile_of_columns_that_are_not_there_is_refused() -> None:
    profile = Profile("p", columns={"date_start": "Когда"})
    with pytest.raises(BadInputError, match=r"expects the columns Когда in list\.csv, which has Дата, Район"):
        _read(GOOD, profile=profile)


def test_headers_of_a_profile_match_in_spite_of_case_and_spaces() -> None:
    profile = Profile("p", columns={"date_start": " дата ", "place_text": "населённый_пункт"})
    assert _only(_read(GOOD, profile=profile))["place_text"] == "Ак-Сай"


def test_a_table_without_a_day_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"the day of each incident was expected in list\.csv"):
        _read(("x", "y"), header=("foo", "bar"))


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(BadInputError, match="has headers but no rows"):
        _read()


def test_a_table_of_something_else_is_not_recognised() -> None:
    assert not spreadsheet.recognises(_table(("question", "answer"), ("a", "b")))
    assert not spreadsheet.recognises(
        _table(("date", "village", "lat", "lon"), ("2022-09-14", "Ak-Sai", "39.9", "70.7"))
    )
    assert not spreadsheet.recognises(_table(("date", "notes"), ("2022-09-14", None)))
    assert spreadsheet.recognises(_table(HEADER, GOOD))


def test_the_source_is_a_full_row_of_its_contract() -> None:
    parsed = _read(GOOD, _changed(Дата="01.01.2021"), title="Ours", licence="CC BY 4.0", redistributable=True)
    assert set(parsed.source) == set(SOURCES.column_names)
    assert (parsed.source["coverage_from"], parsed.source["coverage_to"]) == (date(2021, 1, 1), date(2022, 9, 14))
    assert (parsed.source["title"], parsed.source["licence"], parsed.source["redistributable"]) == (
        "Ours",
        "CC BY 4.0",
        True,
    )


def test_the_notes_say_how_columns_were_read() -> None:
    assert "Дата as date_start" in str(_read(GOOD).notes[0])


def test_several_files_with_the_same_columns_are_one_list_numbered_through(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_bytes(csv_bytes(HEADER, [GOOD, _changed(Описание="a")]))
    paths[1].write_bytes(csv_bytes(HEADER, [_changed(Описание="b"), _changed(Дата="x")]))
    parsed = registry.read(ImportKind.SPREADSHEET, paths)
    assert parsed.tables["incidents"].index.to_list() == [2, 3, 5]
    assert parsed.quarantine["row"].to_list() == [6]


def test_another_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_bytes(csv_bytes(HEADER, [GOOD]))
    paths[1].write_bytes(csv_bytes(("x", "y"), [("1", "2")]))
    with pytest.raises(BadInputError, match=r"in b\.csv, which has x, y"):
        registry.read(ImportKind.SPREADSHEET, paths)


def _log(store: Store, lang: str, **cells: object) -> bytes:
    tr = translator(lang)
    book = load_workbook(io.BytesIO(incident_template(store, tr=tr)))
    for at, field in enumerate(LOG_FIELDS, 1):
        assert book.worksheets[0].cell(1, at).value == heading(field, tr)
        book.worksheets[0].cell(2, at, cells.get(field.column))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["en", "ru", "tg"])
def test_the_incident_log_reads_back_without_a_mapping(lang: str, valley_store: Store, tmp_path: Path) -> None:
    tr = translator(lang)
    book = load_workbook(io.BytesIO(incident_template(valley_store, tr=tr)))
    label = {(row[1], row[2]): row[3] for row in book[KEY_SHEET].iter_rows(min_row=2, values_only=True)}
    district = valley_store.frame("districts")["district_id"].iloc[0]
    path = tmp_path / "log.xlsx"
    path.write_bytes(
        _log(
            valley_store,
            lang,
            source_record=7,
            date_start=pd.Timestamp("2022-09-14").to_pydatetime(),
            country=label["country", "KG"],
            stated_district=label["stated_district", district],
            place_text="Ак-Сай",
            incident_type=label["incident_type", "land_water"],
            theme=label["theme", "interethnic"],
            verification=label["verification", "verified"],
            visibility=label["visibility", "internal"],
            location_level=label["location_level", "L2"],
            border=label["border", "KG-TJ"],
            parties="a; b",
            killed_best=0,
            description="Спор",
        )
    )
    parsed = registry.read(None, [path])
    row = _only(parsed)
    assert parsed.kind is ImportKind.SPREADSHEET
    assert not len(parsed.quarantine), [str(one) for one in parsed.quarantine["message"]]
    assert row["incident_id"].endswith("-7")
    assert (row["date_start"], row["country"], row["stated_district"]) == (date(2022, 9, 14), "KG", district)
    assert (row["incident_type"], row["theme"], row["verification"]) == ("land_water", "interethnic", "verified")
    assert (row["visibility"], row["location_level"], row["border"]) == ("internal", "L2", "KG-TJ")
    assert (row["parties"], row["killed_best"], row["description"]) == (["a", "b"], 0, "Спор")


_TEXTS = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from(["2022-09-14", "1", "39.9", "драка", "NA", "KG"])
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[_TEXTS] * len(HEADER)), min_size=1, max_size=8))
def test_whatever_the_cells_say_every_row_is_an_incident_or_set_aside(rows: list[tuple[str | None, ...]]) -> None:
    profile = Profile("p", columns=spreadsheet.propose(_table(HEADER, GOOD)).columns)
    parsed = _read(*rows, profile=profile)
    kept, aside = set(parsed.tables["incidents"].index), set(parsed.quarantine["row"])
    assert kept | aside == set(range(2, 2 + len(rows)))
    assert not kept & aside
    assert parsed.tables["incidents"]["incident_id"].is_unique
    assert parsed.tables["incidents"][["date_start", "date_end"]].notna().all(axis=None)


def test_a_file_of_a_partner_goes_all_the_way(tmp_path: Path) -> None:
    path = tmp_path / "Журнал.csv"
    text = "Журнал инцидентов\n\n" + csv_bytes(HEADER, [GOOD, _changed(Вид="?")], separator=";").decode()
    path.write_bytes(text.encode("cp1251"))
    [table] = open_tables(path)
    assert table.encoding == "cp1251"
    parsed = registry.read(None, [path])
    assert (parsed.read, len(parsed.quarantine), parsed.source["source_id"]) == (2, 1, "zhurnal")
    assert parsed.quarantine["row"].to_list() == [5]


def test_a_column_that_could_tell_a_person_is_stored_nowhere_even_where_a_mapping_names_it() -> None:
    header = ("Date", "Place", "What happened", "Phone")
    profile = Profile(
        "p", columns=dict(zip(("date_start", "place_text", "description", "parties"), header, strict=True))
    )
    rows = (("2022-09-14", "x", "y", "+996 555 000000"), ("soon", "x", "y", "+996 555 000000"))
    assert "Phone" not in spreadsheet.propose(_table(header, *rows)).columns.values()
    parsed = _read(*rows, header=header, profile=profile)
    frames = (*parsed.tables.values(), parsed.quarantine, parsed.cells)
    assert not any("555" in frame.astype(str).to_csv() for frame in frames)
    assert parsed.cells["Phone"].to_list() == [MASK]
    assert "Never stored, because it could tell a person: Phone." in [str(note) for note in parsed.notes]
