"""Names that a person decides: what waits, what a decision does at once and later, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError, UnknownNameError
from model.imports import ImportKind, NameCase
from store.importing import import_files
from store.name_reviews import NameChoice, decide_name, decide_names, decisions, open_names, the_one, undo_name
from store.workspace import open_current

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

WITHIN = "tj-isfara-city"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one record in "Varux", a spelling that nobody knows, and one in a known place."""
    bring(tmp_path, "1;2022-09-14;Исфара;Хоҷаи кабир;драка;Text", "2;2022-09-15;Исфара;Ворух;драка;Text")
    return tmp_path / "w"


def bring(tmp_path: Path, *lines: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["Номер;Дата;Район;Село;Что случилось;Описание", *lines]), "utf-8")
    import_files(tmp_path / "w", ImportKind.SPREADSHEET, [path])


def records(folder: Path) -> pd.DataFrame:
    rows = open_current(folder).frame("incidents")
    return rows[rows["source_id"] == "log"].set_index("incident_id")


def test_what_waits_is_told_with_its_rows_and_where_it_was_looked_for(folder: Path) -> None:
    (case,) = open_names(folder)
    assert (case.text, case.rows, case.within, case.kind) == ("Хоҷаи кабир", 1, WITHIN, "place")
    assert records(folder).loc["log-1", "location_level"] == "L3"


def test_a_decision_places_the_record_at_once_and_nothing_waits(folder: Path) -> None:
    assert decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id="SET151", by="AB", reason="local name") == 1
    assert open_names(folder) == ()
    found = records(folder).loc["log-1"]
    assert (found["place_id"], found["location_level"]) == ("SET151", "L1")
    assert found["lon"] == records(folder).loc["log-2", "lon"]


def test_a_decision_holds_for_later_imports_in_any_spelling(folder: Path, tmp_path: Path) -> None:
    decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id="SET151", by="AB")
    bring(tmp_path, "3;2022-09-16;Исфара;Khojai Kabir;драка;Text")
    assert records(folder).loc["log-3", "place_id"] == "SET151"


def test_a_decision_taken_back_leaves_everything_as_it_was(folder: Path) -> None:
    before = records(folder)
    decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id="SET151", by="AB")
    assert undo_name(folder, "Хоҷаи кабир", within=WITHIN) == 1
    after = records(folder)
    assert after.astype(str).equals(before.astype(str))
    assert [case.text for case in open_names(folder)] == ["Хоҷаи кабир"]


def test_none_of_them_is_a_decision_too(folder: Path) -> None:
    assert decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id=None, by="AB") == 0
    assert open_names(folder) == ()
    assert records(folder).loc["log-1", "place_id"] is None


def test_a_decision_needs_a_name_that_waits_a_unit_that_is_there_and_somebody(folder: Path) -> None:
    with pytest.raises(UnknownNameError, match="'Ворух' is not among the names that wait"):
        decide_name(folder, "Ворух", within=WITHIN, unit_id="SET151", by="AB")
    with pytest.raises(UnknownNameError, match="There is no place 'SET999'"):
        decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id="SET999", by="AB")
    with pytest.raises(BadInputError, match="needs to say whose it is"):
        decide_name(folder, "Хоҷаи кабир", within=WITHIN, unit_id="SET151", by=" ")
    with pytest.raises(UnknownNameError, match="Nothing was decided about"):
        undo_name(folder, "Хоҷаи кабир", within=WITHIN)


def test_a_district_that_nobody_knows_waits_and_its_place_follows_the_decision(tmp_path: Path) -> None:
    bring(tmp_path, "1;2022-09-14;Незнаемый;Ворух;драка;Text")
    folder = tmp_path / "w"
    assert ("Незнаемый", "district") in [(case.text, case.kind) for case in open_names(folder)]
    decide_name(folder, "Незнаемый", kind="district", unit_id=WITHIN, by="AB")
    found = records(folder).loc["log-1"]
    assert (found["district_id"], found["place_id"], found["assigned_by"]) == (WITHIN, "SET151", "stated")
    assert open_names(folder) == ()


def test_a_place_comes_up_when_its_district_is_decided_and_goes_when_that_is_taken_back(tmp_path: Path) -> None:
    bring(tmp_path, "1;2022-09-14;Незнаемый;Неведомое;драка;Text")
    folder = tmp_path / "w"
    before = records(folder)
    assert [case.kind for case in open_names(folder)] == ["district"]
    decide_name(folder, "Незнаемый", kind="district", unit_id=WITHIN, by="AB")
    (case,) = open_names(folder)
    assert (case.kind, case.text, case.within) == ("place", "Неведомое", WITHIN)
    assert decide_name(folder, "Неведомое", within=WITHIN, unit_id="SET151", by="AB") == 1
    assert undo_name(folder, "Незнаемый", kind="district") == 1
    assert [case.kind for case in open_names(folder)] == ["district"]
    assert records(folder).astype(str).equals(before.astype(str))
    decide_name(folder, "Незнаемый", kind="district", unit_id=WITHIN, by="AB")
    assert records(folder).loc["log-1", "place_id"] == "SET151"


def test_a_place_whose_district_is_none_of_ours_is_never_taken_without_asking(tmp_path: Path) -> None:
    bring(tmp_path, "1;2022-09-14;Незнаемый;Ворух;драка;Text")
    folder = tmp_path / "w"
    decide_name(folder, "Незнаемый", kind="district", unit_id=None, by="AB")
    (case,) = open_names(folder)
    assert (case.text, case.candidates[0]["id"]) == ("Ворух", "SET151")
    assert records(folder).loc["log-1", "place_id"] is None


def test_several_names_are_decided_in_one_step_all_or_none(tmp_path: Path) -> None:
    bring(tmp_path, "1;2022-09-14;Исфара;Первое;драка;Text", "2;2022-09-14;Исфара;Второе;драка;Text")
    folder = tmp_path / "w"
    bad = [NameChoice("Первое", "SET151", WITHIN), NameChoice("Второе", "SET999", WITHIN)]
    with pytest.raises(UnknownNameError, match="SET999"):
        decide_names(folder, bad, by="AB")
    assert len(open_names(folder)) == 2
    good = [NameChoice("Первое", "SET151", WITHIN), NameChoice("Второе", None, WITHIN)]
    assert decide_names(folder, good, by="AB", reason="known to us") == 1
    assert {(row["text"], row["decision"], row["reason"]) for row in decisions(folder)} == {
        ("Первое", "is", "known to us"),
        ("Второе", "none", "known to us"),
    }


def test_a_number_keeps_two_names_apart(tmp_path: Path) -> None:
    bring(tmp_path, "1;2022-09-14;Исфара;Пост 1;драка;Text", "2;2022-09-14;Исфара;Пост 2;драка;Text")
    folder = tmp_path / "w"
    assert decide_name(folder, "Пост 1", within=WITHIN, unit_id="SET151", by="AB") == 1
    assert [case.text for case in open_names(folder)] == ["Пост 2"]


def test_a_name_is_found_among_those_that_wait_and_told_apart_by_its_unit() -> None:
    cases = (NameCase("Неведомое", 1, "kg-batken"), NameCase("Неведомое", 2, "kg-leilek"), NameCase("Иное", 1))
    assert the_one(cases, "Inoye").text == "Иное"
    assert the_one(cases, "Неведомое", within="kg-leilek").rows == 2
    with pytest.raises(UnknownNameError, match="waits in several units: say in which, --within 'kg-batken'"):
        the_one(cases, "Неведомое")
    with pytest.raises(UnknownNameError, match="'Третье' is not among the names that wait: use one of"):
        the_one(cases, "Третье")
    with pytest.raises(UnknownNameError, match="none waits"):
        the_one((), "Третье")


def test_the_interviews_of_a_place_follow_a_decision(tmp_path: Path) -> None:
    lines = ["district,village,safe_dark", "Исфара,Неведомое,1", "Исфара,Неведомое,2", "Исфара,Ворух,1"]
    path = tmp_path / "kobo.csv"
    path.write_text("\n".join(lines), "utf-8")
    folder = tmp_path / "w"
    import_files(folder, ImportKind.KOBO, [path])
    (case,) = open_names(folder)
    assert (case.text, case.rows) == ("Неведомое", 2)
    assert decide_name(folder, "Неведомое", within=WITHIN, unit_id="SET155", by="AB") == 2
    answers = open_current(folder).frame("survey_answers")
    assert sorted(answers["place_id"]) == ["SET151", "SET155", "SET155"]
    assert undo_name(folder, "Неведомое", within=WITHIN) == 2
    assert open_current(folder).frame("survey_answers")["place_id"].isna().sum() == 2


def test_a_list_of_places_settles_the_names_that_it_has(folder: Path, tmp_path: Path) -> None:
    order = open_current(folder).frame("incidents")["incident_id"].to_list()
    path = tmp_path / "places.csv"
    path.write_text("id,name,lat,lon,country,district\n1,Хоҷаи кабир,39.95,70.60,TJ,Исфара\n", "utf-8")
    import_files(folder, ImportKind.PLACES, [path])
    assert open_names(folder) == ()
    assert str(records(folder).loc["log-1", "place_id"]).startswith("places")
    assert open_current(folder).frame("incidents")["incident_id"].to_list() == order
