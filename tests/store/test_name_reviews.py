"""Names that a person decides: what waits, what a decision does at once and later, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError, UnknownNameError
from model.imports import ImportKind
from store.importing import import_files
from store.name_reviews import decide_name, open_names, undo_name
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
