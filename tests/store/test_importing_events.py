"""Coded events and responses on their way into a workspace: rows that are one record, records that come again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from answers.responses import responses
from model.enums import Mode
from model.errors import DataFileError
from model.imports import ImportKind
from model.selection import Selection
from store.importing import import_files
from store.workspace import open_current
from tests.sources.event_twins import ACLED_31, acled, ucdp, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import ImportReport

BY_ACTOR = tuple(name for name in ACLED_31 if name not in {"actor2", "assoc_actor_2", "inter2", "interaction"})
ONE = acled(location="Ak-Sai", admin1="Batken", admin2="Batken")
OTHER = acled(location="Ak-Sai", admin1="Batken", admin2="Batken", actor1="Military Forces of Tajikistan (1992-)")
ALONE = acled(event_id_cnty="KGZ2", event_date="2022-09-16", actor1="Protesters (Kyrgyzstan)")


def _events(tmp_path: Path, rows: Sequence[dict[str, Any]]) -> ImportReport:
    path = written(tmp_path, rows, BY_ACTOR, name="actors.csv")
    return import_files(tmp_path / "w", ImportKind.ACLED, [path])


def _counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.rows_read, report.accepted, report.updated, report.unchanged, report.quarantined_rows


def test_rows_by_actor_are_all_accounted_for_and_one_record_is_written(tmp_path: Path) -> None:
    report = _events(tmp_path, [ONE, ALONE, OTHER, acled(event_id_cnty="KGZ3", fatalities="many")])
    assert _counts(report) == (4, 3, 0, 0, 1)
    assert report.levels["L1"] == 2
    frame = open_current(tmp_path / "w").frame("incidents")
    mine = frame[frame["source_id"] == "acled"].set_index("incident_id")
    assert sorted(mine.index) == ["acled-KGZ1", "acled-KGZ2"]
    assert mine["parties"].map(list)["acled-KGZ1"] == [ONE["actor1"], OTHER["actor1"]]
    assert mine.loc["acled-KGZ1", "border"] == "KG-TJ"


def test_rows_by_actor_that_come_again_in_another_order_change_nothing_but_a_correction_does(
    tmp_path: Path,
) -> None:
    _events(tmp_path, [ONE, ALONE, OTHER])
    assert _counts(_events(tmp_path, [ONE, OTHER, ALONE])) == (3, 0, 0, 3, 0)
    corrected = [row | {"fatalities": 7, "timestamp": 1_800_000_000} for row in (ONE, OTHER)]
    assert _counts(_events(tmp_path, [*corrected, ALONE])) == (3, 0, 2, 1, 0)


def test_what_a_source_may_not_pass_on_is_said_with_it(tmp_path: Path) -> None:
    _events(tmp_path, [ONE])
    import_files(tmp_path / "w", None, [written(tmp_path, [ucdp()], tuple(ucdp()), name="ged.csv")])
    sources = open_current(tmp_path / "w").frame("sources").set_index("source_id")
    assert sources.loc[["acled", "ucdp-ged"], "redistributable"].to_list() == [False, True]
    assert "ACLED" in str(sources.loc["acled", "attribution"])


def test_responses_are_matched_and_found_by_their_province(tmp_path: Path) -> None:
    columns = ("Название", "Вид", "Область", "Страны", "Дата начала", "Дата окончания")
    rows = [
        dict(zip(columns, cells, strict=True))
        for cells in (
            ("Встречи двух сёл", "диалог", "Баткенская область", "", "2019", "2020"),
            ("Обучение", "обучение", "Баткен; Согд", "KG, TJ", "2019-05", ""),
        )
    ]
    path = written(tmp_path, rows, columns, name="responses.csv")
    report = import_files(tmp_path / "w", None, [path])
    assert (report.kind, report.accepted) == (ImportKind.RESPONSES, 2)
    store = open_current(tmp_path / "w")
    frame = store.frame("responses")
    mine = frame[frame["source_id"] == "responses"]
    assert [list(names) for names in mine["provinces"]] == [["Batken"], ["Batken", "Sughd"]]
    assert [list(codes) for codes in mine["countries"]] == [["KG"], ["KG", "TJ"]]
    found = responses(store, Selection(province=("Sughd",)), mode=Mode.INTERNAL).table
    assert set(found.loc[found["source_id"] == "responses", "name_en"]) == {"Обучение"}


def test_a_slip_of_a_reader_writes_nothing_and_asks_to_be_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.event_words.radii", lambda levels: levels)
    with pytest.raises(DataFileError, match=r"radius_m is no number in row 2.*nothing was imported"):
        _events(tmp_path, [ONE])
    assert not (tmp_path / "w" / "CURRENT").exists()
