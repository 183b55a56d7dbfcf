"""KoboToolbox exports in all their shapes; every row accounted for, no person told by what is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from sources import kobo, registry
from sources.opening import open_tables
from tests.collected_facts import FACTS
from tests.sources.survey_twins import (
    PLANTED,
    as_csv,
    as_workbook,
    form_workbook,
    interview,
    planted_in,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from model.imports import Parsed

SECRET = b"made key of a made workspace 123"
OPTIONS = ImportOptions(secret=SECRET, source_id="round-one")
TWELVE = [interview(number) for number in range(12)]


def _read(path: Path, **options: Any) -> Parsed:
    chosen = ImportOptions(**{"secret": SECRET, "source_id": "round-one", **options})
    return registry.read(ImportKind.KOBO, [path], chosen)


def _answers(parsed: Parsed, question: str) -> dict[int, list[str]]:
    rows = parsed.tables["survey_answers"]
    asked = rows[rows["question_id"] == question]
    return {int(row): sorted(asked.loc[[row], "answer"]) for row in asked.index.unique()}


def _accounted(parsed: Parsed) -> bool:
    kept, aside = set(parsed.tables["survey_answers"].index), set(parsed.quarantine["row"])
    return parsed.read == len(kept | aside) and not kept & aside


SHAPES: dict[str, dict[str, Any]] = {
    "names": {},
    "names with groups": {"separator": "/"},
    "names with groups joined by colons": {"separator": ":", "option_separator": ":"},
    "names with groups joined by points": {"separator": ".", "option_separator": "."},
    "summaries only": {"multiple": "summary"},
    "options only": {"multiple": "details"},
    "English labels": {"language": "English (en)"},
    "Russian labels with groups": {"language": "Russian (ru)", "separator": "/"},
    "Tajik labels": {"language": "Tajik (tg)"},
    "Kyrgyz labels": {"language": "Kyrgyz (ky)"},
    "Uzbek labels, summaries only": {"language": "Uzbek (uz)", "multiple": "summary"},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_an_export_gives_the_same_answers(tmp_path: Path, shape: dict[str, Any]) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE, **shape)))
    assert _accounted(parsed)
    assert parsed.read == 12
    assert _answers(parsed, "Q01")[3] == ["rather_unsafe"]
    assert _answers(parsed, "Q04")[3] == ["stone_throwing", "theft"]
    rows = parsed.tables["survey_answers"]
    assert set(rows["question_id"]) == {"Q01", "Q02", "Q04"}
    assert set(rows["group_sex"]) == {"female", "male"}
    assert set(rows["group_age"]) == {"18-29", "60+"}
    assert set(rows["stated_district"]) == {"Batken", "Isfara"}
    assert set(rows["place_text"]) == {"Ak-Sai", "Vorukh"}
    assert rows["cluster"].nunique() == 4
    assert set(rows["wave"]) == {"2026-spring"}


def test_what_nobody_answered_is_no_answer(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)))
    assert 4 not in _answers(parsed, "Q04")


def test_our_questions_keep_their_ids_and_wording(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)))
    assert parsed.tables["survey_questions"].empty


def test_a_wave_has_its_days_and_its_way_of_asking(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)))
    wave = parsed.tables["survey_waves"].iloc[0]
    assert (wave["date_start"], wave["date_end"]) == (date(2026, 5, 1), date(2026, 5, 12))
    assert (wave["wave"], wave["interview_mode"], wave["synthetic"]) == ("2026-spring", "face to face", False)
    assert parsed.source["holds"] == "survey"
    assert (parsed.source["coverage_from"], parsed.source["coverage_to"]) == (date(2026, 5, 1), date(2026, 5, 12))


def test_the_wave_that_is_said_at_the_import_counts_for_all(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)), wave="2026-autumn")
    assert set(parsed.tables["survey_answers"]["wave"]) == {"2026-autumn"}


def test_without_any_wave_the_month_of_the_first_interview_names_it(tmp_path: Path) -> None:
    undated = [one | {"wave": ""} for one in TWELVE]
    parsed = _read(as_csv(tmp_path / "export.csv", table(undated)))
    assert set(parsed.tables["survey_answers"]["wave"]) == {"round-one-2026-05"}


def test_a_row_of_tags_is_no_interview(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE), tags=True))
    assert parsed.read == 12
    assert min(parsed.tables["survey_answers"].index) == 3


@pytest.mark.parametrize("status", ["Not Approved", "validation_status_not_approved"])
def test_an_interview_that_was_not_approved_is_set_aside(tmp_path: Path, status: str) -> None:
    rows = [interview(0, status=status), interview(1, status="Approved"), interview(2, status="On Hold")]
    parsed = _read(as_csv(tmp_path / "export.csv", table(rows)))
    assert parsed.quarantine[["row", "code", "column"]].to_numpy().tolist() == [[2, "Q17", "_validation_status"]]
    assert _accounted(parsed)


def test_nothing_is_kept_of_whoever_did_not_agree(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table([interview(0, consent="no"), interview(1)])))
    assert parsed.quarantine["code"].to_list() == ["Q18"]
    assert set(parsed.cells.iloc[0].drop("consent").dropna()) == {"•••"}
    assert _accounted(parsed)


def test_a_no_is_heard_where_the_words_of_consent_speak_of_names(tmp_path: Path) -> None:
    words = "Your name and phone number are not asked. Do you agree?"
    form = form_workbook(
        tmp_path / "form.xlsx",
        [["type", "name", "label"], ["select_one yn", "consent", words], ["select_one yn", "safe", "Safe?"]],
        [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]],
    )
    rows = [["consent", "safe", "_uuid", "_id"], ["yes", "no", "u1", "1"], ["no", "", "u2", "2"]]
    parsed = _read(as_csv(tmp_path / "export.csv", rows), form=form)
    assert parsed.quarantine["code"].to_list() == ["Q18"]
    assert parsed.tables["survey_answers"].index.nunique() == 1


def test_not_to_know_where_the_line_runs_is_an_answer_of_ours(tmp_path: Path) -> None:
    answers = ("know_exactly", "do_not_know", "refused")
    people = [interview(number, Q25=answers[number % 3]) for number in range(12)]
    for language in (None, "English (en)"):
        parsed = _read(as_csv(tmp_path / "export.csv", table(people, questions=["Q25"], language=language)))
        assert set(parsed.tables["survey_answers"]["answer"]) == set(answers)


def test_the_same_interview_twice_is_told(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table([interview(0), interview(1), interview(0)])))
    assert parsed.quarantine[["row", "code"]].to_numpy().tolist() == [[4, "Q06"]]
    assert "row 2" in parsed.quarantine["message"].iloc[0].english()


def test_an_answer_that_our_question_does_not_have_is_told(tmp_path: Path) -> None:
    rows = [interview(number) for number in range(9)] + [interview(9, Q01="splendid")]
    parsed = _read(as_csv(tmp_path / "export.csv", table(rows)))
    problem = parsed.quarantine.iloc[0]
    assert (problem["row"], problem["column"], problem["code"], problem["value"]) == (11, "Q01", "Q05", "splendid")
    assert "very_safe" in problem["message"].english()
    assert _accounted(parsed)


def test_weights_are_read_and_bad_ones_told(tmp_path: Path) -> None:
    weights = ["0.5", "1,25", "0", "heavy", ""]
    rows = [interview(number, weight=weight) for number, weight in enumerate(weights)]
    parsed = _read(as_csv(tmp_path / "export.csv", table(rows, more=["weight"])))
    kept = parsed.tables["survey_answers"]
    assert sorted(set(kept["weight"])) == [0.5, 1.25]
    assert parsed.quarantine["code"].to_list() == ["Q19", "Q19", "Q01"]
    assert _accounted(parsed)


def test_without_weights_everybody_counts_as_one_and_that_is_said(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)))
    assert set(parsed.tables["survey_answers"]["weight"]) == {1.0}
    assert any("no weights" in note.english() for note in parsed.notes)


def test_no_output_holds_what_could_tell_a_person(tmp_path: Path) -> None:
    rows = [interview(number) for number in range(9)]
    rows += [interview(9, Q01="splendid"), interview(10, status="Not Approved"), interview(11, consent="no")]
    parsed = _read(as_csv(tmp_path / "export.csv", table(rows)))
    outputs = [frame.to_csv() for frame in parsed.tables.values()]
    outputs += [parsed.quarantine.to_csv(), parsed.cells.to_csv(), str(dict(parsed.source))]
    outputs += [message.english() for message in (*parsed.notes, *parsed.quarantine["message"])]
    assert len(parsed.cells) == 3
    assert [planted_in(text) for text in outputs if planted_in(text)] == []
    assert not any("00000000-0000" in frame.to_csv() for frame in parsed.tables.values())


def test_hidden_columns_are_named_in_a_note(tmp_path: Path) -> None:
    parsed = _read(as_csv(tmp_path / "export.csv", table(TWELVE)))
    told = " ".join(note.english() for note in parsed.notes)
    assert all(column in told for column in PLANTED if column not in {"ip", "story"})
    assert "The ethnic group of a person is not stored." in told


def test_a_ragged_row_of_a_survey_is_told_and_masked(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "export.csv", table(TWELVE))
    with path.open("a", encoding="utf-8") as file:
        file.write('"Qwertova";"x"\n')
    parsed = _read(path)
    assert (parsed.read, parsed.quarantine["code"].to_list()) == (13, ["Q07"])
    assert planted_in(parsed.cells.to_csv()) == []


def test_the_same_interview_has_the_same_key_in_every_shape(tmp_path: Path) -> None:
    one = _read(as_csv(tmp_path / "a.csv", table(TWELVE)))
    other = _read(as_csv(tmp_path / "b.csv", table(TWELVE, language="Russian (ru)", separator="/")))
    keys = [set(parsed.tables["survey_answers"]["respondent_key"]) for parsed in (one, other)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 12


def test_without_a_secret_keys_are_made_up_and_that_is_said(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "export.csv", table(TWELVE))
    one, other = (_read(path, secret=None) for _ in range(2))
    keys = [set(parsed.tables["survey_answers"]["respondent_key"]) for parsed in (one, other)]
    assert not keys[0] & keys[1]
    assert any("rehearsal" in note.english() for note in one.notes)


FORM_SURVEY = [
    ["type", "name", "label::English (en)", "label::Русский (ru)"],
    ["begin_group", "grp", "Part one", "Часть один"],
    ["select_one water", "well", "State of the well", "Состояние колодца"],
    ["select_multiple parts", "parts", "What is broken?", "Что сломано?"],
    ["text", "other_text", "What is broken?", "Что ещё сломано?"],
    ["end_group", "", "", ""],
    ["begin_repeat", "visits", "Visits", "Приезды"],
    ["select_one who", "visitor", "Who came?", "Кто приехал?"],
    ["text", "visitor_name", "Name of the visitor", "Имя"],
    ["end_repeat", "", "", ""],
]
FORM_CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Русский (ru)"],
    ["water", "ok", "Works / well", "Работает"],
    ["water", "bad", "Broken", "Сломан"],
    ["water", "88", "Don't know", "Не знаю"],
    ["parts", "pump", "The pump", "Насос"],
    ["parts", "pump_handle", "The pump handle", "Ручка насоса"],
    ["parts", "none", "None", "Ничего"],
    ["who", "mechanic", "Mechanic", "Механик"],
    ["who", "mayor", "Mayor", "Глава"],
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return form_workbook(tmp_path / "form.xlsx", FORM_SURVEY, FORM_CHOICES, form_title="Wells", form_id="wells")


def test_a_form_gives_questions_their_wording_order_and_scale(tmp_path: Path, form: Path) -> None:
    rows = [
        ["grp/well", "grp/parts", "_uuid", "_id"],
        ["ok", "pump_handle pump", "u1", "1"],
        ["88", "", "u2", "2"],
    ]
    parsed = _read(as_csv(tmp_path / "wells.csv", rows), form=form, source_id=None)
    assert parsed.source["source_id"] == "wells"
    questions = parsed.tables["survey_questions"].set_index("question_id")
    assert questions.loc["wells-well", "text_en"] == "State of the well"
    assert questions.loc["wells-well", "scale"] == ["ok", "bad", "dont_know"]
    assert questions.loc["wells-well", "theme"] == "Part one"
    assert questions["answer_mode"].to_list() == ["single", "multi"]
    assert _answers(parsed, "wells-well") == {2: ["ok"], 3: ["dont_know"]}
    assert _answers(parsed, "wells-parts") == {2: ["pump", "pump_handle"]}


def test_labels_with_spaces_in_a_summary_are_taken_apart_by_the_form(tmp_path: Path, form: Path) -> None:
    rows = [["Состояние колодца", "Что сломано?", "_uuid", "_id"], ["Сломан", "Ручка насоса Насос", "u1", "1"]]
    parsed = _read(as_csv(tmp_path / "wells.csv", rows), form=form, source_id=None)
    assert _answers(parsed, "wells-parts") == {2: ["pump", "pump_handle"]}
    assert _answers(parsed, "wells-well") == {2: ["bad"]}


def test_equal_labels_are_told_apart_by_their_order(tmp_path: Path, form: Path) -> None:
    header = [
        "What is broken?",
        "What is broken?/The pump",
        "What is broken?/None",
        "What is broken?",
        "_uuid",
        "_id",
    ]
    rows = [header, ["The pump", "1", "0", "and Qwertova's bucket", "u1", "1"]]
    parsed = _read(as_csv(tmp_path / "wells.csv", rows), form=form, source_id=None)
    assert _answers(parsed, "wells-parts") == {2: ["pump"]}
    assert planted_in(parsed.tables["survey_answers"].to_csv()) == []


def test_an_answer_of_another_version_is_kept_as_other_and_never_as_text(tmp_path: Path, form: Path) -> None:
    rows = [["grp/well", "old_question", "_uuid", "_id"], ["Qwertova", "yes", "u1", "1"]]
    parsed = _read(as_csv(tmp_path / "wells.csv", rows), form=form, source_id=None)
    assert _answers(parsed, "wells-well") == {2: ["other"]}
    assert parsed.tables["survey_questions"].iloc[0]["scale"][-1] == "other"
    assert any("old_question" in note.english() and "another version" in note.english() for note in parsed.notes)


def test_the_form_of_another_survey_is_refused(tmp_path: Path, form: Path) -> None:
    rows = [["colour", "_uuid", "_id"], ["red", "u1", "1"]]
    with pytest.raises(BadInputError, match=r"None of the questions of the form Wells stands in colours\.csv"):
        _read(as_csv(tmp_path / "colours.csv", rows), form=form)


def _wells_book(tmp_path: Path) -> Path:
    return as_workbook(
        tmp_path / "wells.xlsx",
        {
            "Wells": [
                ["grp/well", "_id", "_uuid", "_submission_time", "_validation_status", "_index"],
                ["ok", 1, "u1", "2026-05-01T10:00:00", "", 1],
                ["bad", 2, "u2", "2026-05-02T10:00:00", "Not Approved", 2],
                ["bad", 3, "u3", "2026-05-03T10:00:00", "", 3],
            ],
            "visits": [
                ["visits/visitor", "visits/visitor_name", "_index", "_parent_table_name", "_parent_index"],
                ["mechanic", "Qwertova", 1, "Wells", 1],
                ["mayor", "Qwertova", 2, "Wells", 1],
                ["mechanic", "Qwertova", 3, "Wells", 1],
                ["mechanic", "Qwertova", 4, "Wells", 2],
                ["mayor", "Qwertova", 5, "Wells", 9],
            ],
            "Read me": [["about"], ["this file"]],
        },
    )


def test_repeats_are_more_answers_of_their_interview(tmp_path: Path, form: Path) -> None:
    parsed = _read(_wells_book(tmp_path), form=form, source_id=None)
    assert parsed.read == 8
    assert _accounted(parsed)
    rows = parsed.tables["survey_answers"]
    first = rows[rows["respondent_key"] == rows.loc[2, "respondent_key"]]
    assert sorted(first["answer"]) == ["mayor", "mechanic", "mechanic", "ok"]
    visits = parsed.tables["survey_questions"].set_index("question_id").loc["wells-visitor"]
    assert visits["answer_mode"] == "multi"
    assert parsed.quarantine[["code"]].to_numpy().ravel().tolist() == ["Q17", "Q20", "Q20"]
    assert any("'Read me'" in note.english() for note in parsed.notes)
    assert planted_in(rows.to_csv() + parsed.cells.to_csv()) == []


def test_repeats_within_repeats_find_their_interview(tmp_path: Path) -> None:
    path = as_workbook(
        tmp_path / "nests.xlsx",
        {
            "Nests": [["_id", "_uuid", "_submission_time", "_index"], [1, "u1", "2026-05-01", 1]],
            "tree": [["_index", "_parent_table_name", "_parent_index"], [1, "Nests", 1]],
            "nest": [["full", "_index", "_parent_table_name", "_parent_index"], ["yes", 1, "tree", 1]],
        },
    )
    parsed = _read(path)
    assert (parsed.read, len(parsed.quarantine)) == (3, 0)
    assert parsed.tables["survey_answers"]["respondent_key"].nunique() == 1


def test_parents_that_go_round_in_a_circle_end(tmp_path: Path) -> None:
    path = as_workbook(
        tmp_path / "round.xlsx",
        {
            "Main": [["_id", "_uuid", "_submission_time", "_index"], [1, "u1", "2026-05-01", 1]],
            "a": [["_index", "_parent_table_name", "_parent_index"], [1, "b", 1]],
            "b": [["_index", "_parent_table_name", "_parent_index"], [1, "a", 1]],
        },
    )
    parsed = _read(path)
    assert parsed.quarantine["code"].to_list() == ["Q20", "Q20"]
    assert _accounted(parsed)


def test_a_survey_without_form_is_read_by_its_cells(tmp_path: Path) -> None:
    header = ["Village", "State", "Why?", "Parts", "Parts/Theft / loss", "Parts/Worn out", "Cost", "_uuid", "_id"]
    rows = [
        [
            f"V{n % 3}",
            ("Good", "Bad", "Don't know")[n % 3],
            f"because {n}",
            "",
            str(n % 2),
            "1",
            str(n),
            f"u{n}",
            str(n),
        ]
        for n in range(30)
    ]
    rows[0][1] = "Qwertova says"
    parsed = _read(as_csv(tmp_path / "state.csv", [header, *rows]))
    questions = parsed.tables["survey_questions"].set_index("question_id")
    assert set(questions.index) == {"round-one-state", "round-one-parts"}
    assert {*questions["scale"]["round-one-state"]} == {"Good", "Bad", "dont_know", "other"}
    assert questions.loc["round-one-parts", "scale"] == ["theft_loss", "worn_out"]
    assert questions.loc["round-one-parts", "scale_labels_en"] == ["Theft / loss", "Worn out"]
    assert _answers(parsed, "round-one-parts")[3] == ["theft_loss", "worn_out"]
    assert planted_in("".join(frame.to_csv() for frame in parsed.tables.values())) == []


def test_a_file_without_interviews_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"empty\.csv holds no interview"):
        _read(as_csv(tmp_path / "empty.csv", [["Q01", "_uuid", "_id"]]))


def test_its_exports_are_recognised_and_lists_of_incidents_are_not(tmp_path: Path) -> None:
    survey = open_tables(as_csv(tmp_path / "a.csv", table(TWELVE)))
    incidents = open_tables(as_csv(tmp_path / "b.csv", [["date", "place"], ["2022-01-01", "Ak-Sai"]]))
    assert kobo.recognises(survey[0])
    assert not kobo.recognises(incidents[0])


BOREHOLES = FACTS.parent / "files" / "kobo" / "boreholefunc_mwi_kobo_export.csv"


@pytest.fixture(scope="module")
def boreholes() -> Parsed:
    if not BOREHOLES.is_file():
        pytest.skip(f"the collected files are not beside the repository ({BOREHOLES.name})")
    return registry.read(None, [BOREHOLES], ImportOptions(secret=SECRET, source_id="wells"))


def test_a_real_export_of_another_survey_is_read_whole(boreholes: Parsed) -> None:
    assert boreholes.kind is ImportKind.KOBO
    assert (boreholes.read, len(boreholes.quarantine)) == (197, 0)
    assert boreholes.tables["survey_answers"].index.nunique() == 197
    assert boreholes.tables["survey_answers"]["respondent_key"].nunique() == 197


def test_its_questions_with_choices_are_questions(boreholes: Parsed) -> None:
    questions = boreholes.tables["survey_questions"].set_index("text_en")
    assert len(questions) == 58
    assert questions.loc["Functional status of the borehole", "answer_mode"] == "single"
    assert (questions["answer_mode"] == "multi").sum() == 6
    parts = questions.loc["Which Afridev parts were repaired/replaced?"]
    assert (parts["answer_mode"], len(parts["scale"])) == ("multi", 28)


def test_its_unanswered_options_are_blank_and_its_ticked_ones_are_answers(boreholes: Parsed) -> None:
    questions = boreholes.tables["survey_questions"].set_index("text_en")["question_id"]
    rows = boreholes.tables["survey_answers"]
    asked = rows[rows["question_id"] == questions["What is the current problem?"]]
    assert asked.index.nunique() == 197 - 119
    assert (asked["answer"] == "broken_parts").sum() == 34


def test_its_free_texts_and_pictures_are_not_kept(boreholes: Parsed) -> None:
    told = "".join(frame.to_csv() for frame in boreholes.tables.values())
    assert ".jpg" not in told
    assert "user01" not in told
    assert "Siltation" not in told


def test_interviews_without_an_id_go_by_what_they_say(tmp_path: Path) -> None:
    rows = [["district", "safe", "_uuid", "_id"], *([["Batken", "yes", "", ""]] * 2), ["Isfara", "no", "u1", "1"]]
    keys = [
        set(_read(as_csv(tmp_path / "bare.csv", [rows[0], *part])).tables["survey_answers"]["respondent_key"])
        for part in (rows[1:], rows[:0:-1])
    ]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 3
