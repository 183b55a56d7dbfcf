"""ODK Central's submissions: its own test files, each with its fate, and made ones for what those do not show."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from sources import odk, registry
from sources.opening import open_tables
from sources.personal import respondent_key
from sources.xlsform import BUNDLED_FORM
from tests.collected_facts import FACTS
from tests.sources.survey_twins import as_csv, form_workbook, planted_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Parsed

SECRET = b"made key of a made workspace 123"
CENTRAL = FACTS.parent / "files" / "odk" / "central_expected"
FATES: dict[str, tuple[int, list[str]]] = {
    "all-data-types_01": (1, []),
    "ambiguous-entry~1_01": (3, []),
    "ambiguous-entry~2_01": (3, []),
    "ambiguous_01": (3, []),
    "multirepeat-child_01": (4, []),
    "multirepeat-toy_01": (6, []),
    "multirepeat_01": (3, []),
    "mytestform_01": (3, []),
    "mytestform_02": (3, []),
    "mytestform_03": (3, []),
    "mytestform_04": (2, ["Q21", "Q17"]),
    "mytestform_05": (1, ["Q21"]),
    "mytestform_06": (1, []),
    "mytestform_07": (2, []),
    "mytestform_08": (1, []),
    "mytestform_09": (3, []),
    "nested-repeats-g1_01": (3, []),
    "nested-repeats-g2_01": (4, []),
    "nested-repeats-g3_01": (5, []),
    "nested-repeats_01": (1, []),
    "pathprefix-children_01": (2, []),
    "pathprefix_01": (1, []),
    "selectMultiple_01": (2, []),
    "selectMultiple_02": (2, []),
    "singlerepeat-child_01": (3, []),
    "singlerepeat_01": (3, []),
    "structuredform_01": (3, []),
    "structuredform_02": (3, []),
}
"""Rows of each file, and the codes of those that are set aside."""


def _central(*names: str) -> list[Path]:
    paths = [CENTRAL / f"{name}.csv" for name in names]
    for path in paths:
        if not path.is_file():
            pytest.skip(f"the collected files are not beside the repository ({path.name})")
    return paths


def _read(paths: Sequence[Path], **options: Any) -> Parsed:
    chosen = ImportOptions(**{"secret": SECRET, "source_id": "round-one", **options})
    return registry.read(ImportKind.ODK, paths, chosen)


def _accounted(parsed: Parsed) -> bool:
    kept, aside = set(parsed.tables["survey_answers"].index), set(parsed.quarantine["row"])
    return parsed.read == len(kept | aside) and not kept & aside


def _answers(parsed: Parsed, question: str) -> dict[int, list[str]]:
    rows = parsed.tables["survey_answers"]
    asked = rows[rows["question_id"] == question]
    return {int(row): sorted(asked.loc[[row], "answer"]) for row in asked.index.unique()}


@pytest.mark.parametrize("name", FATES)
def test_a_file_of_central_is_recognised_and_accounted_for(name: str) -> None:
    (path,) = _central(name)
    parsed = registry.read(None, [path], ImportOptions(secret=SECRET))
    assert parsed.kind is ImportKind.ODK
    assert (parsed.read, parsed.quarantine["code"].to_list()) == FATES[name]
    assert _accounted(parsed)


def test_every_file_of_central_has_a_fate() -> None:
    if not CENTRAL.is_dir():
        pytest.skip("the collected files are not beside the repository")
    assert {path.stem for path in CENTRAL.glob("*.csv")} == set(FATES)


def test_names_and_places_of_people_in_the_files_of_central_are_kept_nowhere() -> None:
    for path in _central(*FATES):
        parsed = _read([path])
        told = "".join(frame.to_csv() for frame in (*parsed.tables.values(), parsed.quarantine, parsed.cells))
        told += "".join(note.english() for note in parsed.notes)
        for value in ("Alice", "Bob", "Chelsea", "Candace", "hernando", "47.649434", "43.3149254", "Pike St"):
            assert value not in told


def test_children_find_their_interview(tmp_path: Path) -> None:
    parsed = _read(_central("multirepeat_01", "multirepeat-child_01", "multirepeat-toy_01"))
    assert (parsed.read, len(parsed.quarantine)) == (13, 0)
    assert parsed.tables["survey_answers"]["respondent_key"].nunique() == 3
    assert [note.english()[:2] for note in parsed.notes if "repeats within interviews" in note.english()] == [
        "4 ",
        "6 ",
    ]


def test_repeats_without_their_interviews_are_told() -> None:
    parsed = _read(_central("singlerepeat-child_01"))
    assert any("repeats without their interviews" in note.english() for note in parsed.notes)
    keys = {respondent_key(SECRET, key) for key in ("two", "three")}
    assert set(parsed.tables["survey_answers"]["respondent_key"]) == keys


def test_a_repeat_of_a_rejected_interview_is_set_aside_with_it(tmp_path: Path) -> None:
    main = as_csv(
        tmp_path / "main.csv",
        [["SubmissionDate", "KEY", "ReviewState"], ["2026-05-01", "a", "rejected"], ["2026-05-01", "b", ""]],
    )
    child = as_csv(
        tmp_path / "main-child.csv",
        [["safe", "PARENT_KEY", "KEY"], ["yes", "a", "a/c[1]"], ["no", "b", "b/c[1]"], ["no", "", "?"]],
    )
    parsed = _read([main, child])
    assert parsed.quarantine["code"].to_list() == ["Q17", "Q20", "Q20"]
    assert _accounted(parsed)


def _submissions(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    header = [
        "SubmissionDate",
        "resp-name",
        "resp-district",
        "resp-sex",
        "q",
        "q/a",
        "q/b",
        "safe",
        "spot-Latitude",
        "spot-Longitude",
        "spot-Altitude",
        "spot-Accuracy",
        "KEY",
        "SubmitterName",
        "ReviewState",
        "DeviceID",
    ]
    return [header, *map(list, rows)]


def _submission(number: int, q: str, a: str, b: str, state: str = "") -> list[str]:
    safe = ("yes", "no")[number % 2]
    person = ["Zarina Qwertova", "Isfara", "female", q, a, b, safe, "40.1234567", "70.7654321", "812", "4"]
    return [
        f"2026-05-0{number + 1}T10:00:00.000Z",
        *person,
        f"uuid:{number}",
        "enumerator_aziz",
        state,
        "collect:Xq7",
    ]


def test_zeros_are_answers_only_where_the_summary_says_something(tmp_path: Path) -> None:
    rows = [_submission(0, "a", "1", "0"), _submission(1, "", "0", "0"), _submission(2, "a b", "1", "1")]
    parsed = _read([as_csv(tmp_path / "q.csv", _submissions(rows), separator=",")])
    assert _answers(parsed, "round-one-q") == {2: ["a"], 4: ["a", "b"]}


def test_the_summary_is_right_where_the_options_contradict_it(tmp_path: Path) -> None:
    rows = [_submission(0, "", "1", "0"), _submission(1, "b", "0", "1")]
    parsed = _read([as_csv(tmp_path / "q.csv", _submissions(rows), separator=",")])
    assert _answers(parsed, "round-one-q") == {3: ["b"]}


def test_days_groups_and_persons_are_read_and_nobody_is_told(tmp_path: Path) -> None:
    rows = [_submission(0, "a", "1", "0"), _submission(1, "b", "0", "1", "rejected")]
    parsed = _read([as_csv(tmp_path / "q.csv", _submissions(rows), separator=",")])
    answers = parsed.tables["survey_answers"]
    assert set(answers["stated_district"]) == {"Isfara"}
    assert set(answers["group_sex"]) == {"female"}
    assert parsed.tables["survey_waves"].iloc[0]["date_start"] == date(2026, 5, 1)
    frames = (*parsed.tables.values(), parsed.quarantine, parsed.cells)
    told = "".join(frame.to_csv() for frame in frames) + "".join(note.english() for note in parsed.notes)
    assert planted_in(told) == []
    assert "collect:" not in told


def test_the_zip_of_a_form_is_read_with_its_repeats(tmp_path: Path) -> None:
    path = tmp_path / "form.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("form.csv", "SubmissionDate,safe,KEY\n2026-05-01T10:00:00.000Z,yes,uuid:1\n")
        packed.writestr("form-child.csv", "kind,PARENT_KEY,KEY\nyes,uuid:1,uuid:1/child[1]\n")
    parsed = registry.read(None, [path], ImportOptions(secret=SECRET, source_id="round-one"))
    assert parsed.kind is ImportKind.ODK
    assert (parsed.read, len(parsed.quarantine)) == (2, 0)
    assert _answers(parsed, "round-one-safe") == {2: ["yes"]}
    assert _answers(parsed, "round-one-kind") == {4: ["yes"]}
    assert parsed.tables["survey_answers"]["respondent_key"].nunique() == 1


def test_a_form_reads_groups_joined_by_lines(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label"],
        ["begin_group", "g1", "Group"],
        ["select_multiple l", "q2", "Second"],
        ["select_one l", "q3", "Third"],
        ["end_group", "", ""],
    ]
    form = form_workbook(
        tmp_path / "form.xlsx",
        survey,
        [["list_name", "name", "label"], ["l", "m", "Em"], ["l", "n", "En"]],
        form_id="f",
    )
    rows = [
        ["SubmissionDate", "g1-q2", "g1-q2/m", "g1-q2/n", "g1-q3", "KEY"],
        ["2026-05-01", "m n", "1", "1", "n", "k1"],
        ["2026-05-01", "", "0", "0", "", "k2"],
    ]
    parsed = _read([as_csv(tmp_path / "f.csv", rows, separator=",")], form=form)
    assert _answers(parsed, "round-one-q2") == {2: ["m", "n"]}
    assert _answers(parsed, "round-one-q3") == {2: ["n"]}
    assert _answers(parsed, "round-one--interview") == {3: ["held"]}


def test_its_files_are_recognised_and_those_of_others_are_not(tmp_path: Path) -> None:
    ours = open_tables(as_csv(tmp_path / "a.csv", [["SubmissionDate", "q", "KEY"], ["2026-05-01", "a", "k"]]))
    theirs = open_tables(
        as_csv(tmp_path / "b.csv", [["_submission_time", "q", "_uuid"], ["2026-05-01", "a", "k"]])
    )
    assert odk.recognises(ours[0])
    assert not odk.recognises(theirs[0])


@pytest.mark.parametrize("kind", [ImportKind.ODK, ImportKind.KOBO])
def test_a_form_is_refused_as_answers_even_when_somebody_says_that_it_holds_them(kind: ImportKind) -> None:
    with pytest.raises(BadInputError, match=r"questionnaire.xlsx is a form \(XLSForm\), not the answers to it"):
        registry.read(kind, [BUNDLED_FORM], ImportOptions(secret=SECRET))
