"""A survey of one's own in a workspace: matched, compared, answered, and nobody told by what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from answers.perceptions import perceptions
from model.enums import Mode, Status
from model.imports import ImportKind
from model.selection import Perceptions, Selection
from store.importing import import_files
from store.workspace import open_current
from tests.sources.survey_twins import PLANTED, as_csv, interview, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import ImportReport
    from store.bundle import Store

SURVEY = Selection(perceptions=Perceptions.SYNTHETIC, question="Q01")


def _import(folder: Path, interviews: Sequence[dict[str, Any]], **more: Any) -> ImportReport:
    path = as_csv(folder / "round.csv", table(interviews))
    return import_files(folder / "own", ImportKind.KOBO, [path], **more)


def _many(n: int = 120, **changes: Any) -> list[dict[str, Any]]:
    districts = ("Batken district", "Isfara district")
    return [
        interview(number, district=districts[number % 2], cluster=f"EA-{number % 10}", **changes)
        for number in range(n)
    ]


def _counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    fates = (report.accepted, report.updated, report.unchanged, report.withdrawn)
    return (*fates, report.quarantined_rows)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[ImportReport, Store]:
    folder = tmp_path_factory.mktemp("survey")
    report = _import(folder, [*_many(), interview(500, district="Nowhereville", place="Nowhereville")])
    return report, open_current(folder / "own")


def test_every_interview_is_accounted_for_and_the_demonstration_leaves(
    imported: tuple[ImportReport, Store],
) -> None:
    report, store = imported
    assert _counts(report) == (121, 0, 0, 0, 0)
    assert set(store.frame("survey_answers")["source_id"]) == {"round"}
    assert list(store.frame("survey_waves")["wave"]) == ["2026-spring"]
    assert set(store.frame("survey_questions")["source_id"]) == {"questionnaire"}


def test_districts_are_matched_and_unknown_ones_wait(imported: tuple[ImportReport, Store]) -> None:
    report, store = imported
    answers = store.frame("survey_answers")
    assert {"kg-batken", "tj-isfara"} & set(answers["district_id"].dropna()) or answers[
        "district_id"
    ].nunique() == 2
    assert answers["district_id"].isna().groupby(answers["respondent_key"]).all().sum() == 1
    waiting = {case.text: case.rows for case in report.unmatched}
    assert waiting["Nowhereville"] == 1


def test_figures_count_the_people_without_a_district_beside_the_rows(
    imported: tuple[ImportReport, Store],
) -> None:
    _, store = imported
    result = perceptions(store, SURVEY, mode=Mode.PUBLIC)
    assert result.excluded == {"district_unknown": 1}
    assert result.table["n"].sum() == 120
    assert not result.synthetic
    assert result.status is Status.OK


def test_a_survey_of_other_questions_is_told_and_breaks_no_answer(tmp_path: Path) -> None:
    rows = [["colour", "_uuid", "_id"], *([c, f"u{n}", str(n)] for n, c in enumerate(["red", "blue"] * 9))]
    path = as_csv(tmp_path / "colours.csv", rows)
    report = import_files(tmp_path / "own", ImportKind.KOBO, [path])
    assert _counts(report) == (18, 0, 0, 0, 0)
    store = open_current(tmp_path / "own")
    result = perceptions(store, Selection(perceptions=Perceptions.SYNTHETIC))
    assert result.table.empty
    assert result.status is Status.CAUTION
    assert "colours-colour" in set(store.frame("survey_questions")["question_id"])


def test_again_is_a_comparison_of_interviews(tmp_path: Path) -> None:
    first = _many(12)
    assert _counts(_import(tmp_path, first)) == (12, 0, 0, 0, 0)
    assert _counts(_import(tmp_path, first)) == (0, 0, 12, 0, 0)
    changed = [first[0] | {"Q01": "very_unsafe"}, *first[1:]]
    assert _counts(_import(tmp_path, changed)) == (0, 1, 11, 0, 0)
    assert _counts(_import(tmp_path, changed[:-1])) == (0, 0, 11, 1, 0)
    store = open_current(tmp_path / "own")
    assert store.frame("survey_answers")["respondent_key"].nunique() == 11
    assert "very_unsafe" in set(store.frame("survey_answers")["answer"])


def test_the_same_interviews_under_another_name_are_the_same_people(tmp_path: Path) -> None:
    rows = table(_many(12))
    import_files(tmp_path / "own", ImportKind.KOBO, [as_csv(tmp_path / "one.csv", rows)])
    import_files(tmp_path / "own", ImportKind.KOBO, [as_csv(tmp_path / "other.csv", rows)])
    answers = open_current(tmp_path / "own").frame("survey_answers")
    assert not answers.duplicated(["wave", "respondent_key", "question_id", "answer"]).any()
    assert set(answers["source_id"]) == {"other"}


def test_no_file_of_a_workspace_holds_what_could_tell_a_person(tmp_path: Path) -> None:
    people = [*_many(12), interview(20, status="Not Approved"), interview(21, consent="no")]
    report = _import(tmp_path, people)
    assert report.quarantined_rows == 2
    store = open_current(tmp_path / "own")
    told = "".join(
        store.frame(name).to_csv()
        for name in ("survey_answers", "survey_questions", "survey_waves", "quarantine", "provenance", "changes")
    )
    told += "".join(store.frame(name).to_csv() for name in ("import_log", "sources", "waiting_names"))
    assert [value for value in (*PLANTED.values(), "Qwertova") if value in told] == []


def test_a_rehearsal_writes_nothing_and_has_no_key(tmp_path: Path) -> None:
    report = _import(tmp_path, _many(3), dry_run=True)
    assert _counts(report) == (3, 0, 0, 0, 0)
    assert not (tmp_path / "own").exists()
    assert any("rehearsal" in note.english() for note in report.notes)
