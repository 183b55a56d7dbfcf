"""Forms: XLSForm in its variants, and the JSON of KoboToolbox, as the key to labels and scales."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from model.errors import BadInputError
from sources.xlsform import BUNDLED_FORM, Choice, Form, FormQuestion, bundled_form, form_of, open_form
from tests.collected_facts import FACTS
from tests.sources.survey_twins import as_csv, as_workbook, form_workbook

if TYPE_CHECKING:
    from pathlib import Path

FILES = FACTS.parent / "files"
REAL: dict[str, tuple[int, tuple[str, ...], dict[str, int]]] = {
    "odk/I8n_label_choices.xls": (7, ("English (en)", "French (fr)"), {"test_yn": 3}),
    "odk/I8n_label_lang.xls": (7, ("English (en)", "French (fr)"), {"test_yn": 3}),
    "odk/I8n_lang_choicefilter.xlsx": (
        10,
        ("English (en)", "French (fr)"),
        {
            "select_example_filter": 3,
            "choice_filter_question_1": 4,
            "choice_filter_question_2": 4,
            "test_yn": 3,
        },
    ),
    "odk/I8n_no_lang.xls": (41, (), {"select_example": 3, "skip_example": 3, "select_multiple_1": 3}),
    "odk/I8n_no_lang_choicefilter.xlsx": (42, (), {"choice_filter_question_1": 4}),
    "kobo/formpack/all_geo_types_v1.json": (6, (), {}),
    "kobo/formpack/geojson_and_selects_v1.json": (3, (), {"current_location": 2}),
    "kobo/formpack/grouped_repeatable_v1.json": (4, (), {}),
    "kobo/formpack/grouped_translated_v1.json": (
        6,
        ("English", "Español"),
        {"What_kind_of_symmetry_do_you_have": 3},
    ),
    "kobo/formpack/hxl_grouped_repeatable_v1.json": (4, (), {}),
    "kobo/formpack/long_unicode_labels_v1.json": (9, ("Swahili", "English", "Français"), {"q_2241": 2}),
    "kobo/formpack/nested_grouped_repeatable_v1.json": (6, (), {"What_kind_of_tree_is_this": 4}),
}
"""Questions, languages and choices of some questions of each real form."""


@pytest.mark.parametrize("name", REAL)
def test_a_real_form_is_read(name: str) -> None:
    path = FILES / name
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({path.name})")
    form = open_form(path)
    questions, languages, choices = REAL[name]
    assert (len(form.questions), form.languages) == (questions, languages)
    counted = {question.name: len(question.choices) for question in form.questions}
    assert choices.items() <= counted.items()


def test_numbers_as_names_of_choices_lose_their_point() -> None:
    path = FILES / "odk" / "I8n_lang_choicefilter.xlsx"
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({path.name})")
    question = next(one for one in open_form(path).questions if one.name == "test_yn")
    assert [(choice.name, choice.labels["French (fr)"]) for choice in question.choices] == [
        ("0", "Oui"),
        ("1", "Non"),
        ("99", "peut-être"),
    ]


def test_the_bundled_questionnaire_is_read_in_five_languages() -> None:
    form = bundled_form()
    assert BUNDLED_FORM.is_file()
    assert form.form_id == "ferghana_questionnaire"
    assert len(form.languages) == 5
    asked = [question for question in form.questions if question.name.startswith("Q")]
    assert len(asked) == 35
    assert all(question.is_closed and question.groups == ("interview",) for question in asked)
    assert all(len(question.labels) == 5 for question in asked)


def _form(survey: list[list[str]], choices: list[list[str]] | None = None) -> Form:
    rows = [dict(zip(survey[0], row, strict=True)) for row in survey[1:]]
    told = choices or [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]]
    lists = [dict(zip(told[0], row, strict=True)) for row in told[1:]]
    return form_of({"survey": rows, "choices": lists}, name="made.xlsx")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("select_one l", "select_one"),
        ("select one l", "select_one"),
        ("Select_One l", "select_one"),
        ("select1 l", "select_one"),
        ("select_multiple l", "select_multiple"),
        ("select multiple l", "select_multiple"),
        ("select all that apply from l", "select_multiple"),
    ],
)
def test_selects_are_known_by_all_their_names(kind: str, expected: str) -> None:
    question = _form([["type", "name"], [kind, "q"]]).questions[0]
    assert question.kind == expected
    assert [choice.name for choice in question.choices] == ["a", "b"]


def test_or_other_adds_a_choice() -> None:
    question = _form([["type", "name"], ["select_one l or_other", "q"]]).questions[0]
    assert [choice.name for choice in question.choices] == ["a", "b", "other"]


def test_a_list_that_is_not_there_gives_no_choices() -> None:
    question = _form([["type", "name"], ["select_one_from_file towns.csv", "q"]]).questions[0]
    assert (question.is_closed, question.choices) == (True, ())


def test_groups_and_repeats_are_told_with_their_labels() -> None:
    rows = [
        ["type", "name", "label::en"],
        ["begin_group", "g", "Group"],
        ["begin repeat", "r", "Repeat"],
        ["text", "inner", ""],
        ["end repeat", "", ""],
        ["end_group", "", ""],
        ["text", "outer", ""],
    ]
    inner, outer = _form(rows).questions
    assert (inner.groups, inner.repeat) == (("g", "r"), "r")
    assert inner.group_labels == ({"en": "Group"}, {"en": "Repeat"})
    assert (outer.groups, outer.repeat) == ((), None)


def test_a_choice_that_stands_twice_for_a_filter_is_one() -> None:
    choices = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "a", "A again"], ["l", "b", "B"]]
    question = _form([["type", "name"], ["select_one l", "q"]], choices).questions[0]
    assert question.choices == (Choice("a", {"": "A"}), Choice("b", {"": "B"}))


def test_labels_without_and_with_languages_are_told_apart() -> None:
    rows = [["type", "name", "label", "label::Русский (ru)", "label:ky"], ["text", "q", "Plain", "По-русски", "К"]]
    assert _form(rows).questions[0].labels == {"": "Plain", "Русский (ru)": "По-русски", "ky": "К"}


def test_a_form_without_labels_is_worded_by_its_names() -> None:
    form = _form([["type", "name"], ["select_one l", "q"]], [["list_name", "name"], ["l", "a"]])
    assert form.questions == (FormQuestion("select_one", "q", {}, choices=(Choice("a", {}),)),)
    assert form.wording({}, otherwise="q") == "q"


@pytest.mark.parametrize("suffix", ["xlsx"])
def test_headings_with_spaces_and_capitals_are_understood(tmp_path: Path, suffix: str) -> None:
    path = form_workbook(
        tmp_path / f"form.{suffix}",
        [["Type", "Name", "Label::English (en)"], ["select_one L", "q", "Asked"]],
        [["List name", "Name", "Label::English (en)"], ["L", "a", "Ay"]],
        form_title="Made",
        version="3",
    )
    form = open_form(path)
    assert (form.title, form.version, form.languages) == ("Made", "3", ("English (en)",))
    assert form.questions[0].choices == (Choice("a", {"English (en)": "Ay"}),)


@pytest.mark.parametrize(
    "sheets",
    [
        {"Sheet1": [["date", "place"], ["2022-01-01", "Ak-Sai"]]},
        {"survey": [["date", "place"], ["2022-01-01", "Ak-Sai"]]},
        {"choices": [["list_name", "name"], ["l", "a"]]},
    ],
)
def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path, sheets: dict[str, Any]) -> None:
    path = as_workbook(tmp_path / "list.xlsx", sheets)
    with pytest.raises(BadInputError, match=r"list\.xlsx is no XLSForm: sheets 'survey' and 'choices'"):
        open_form(path)


def test_a_text_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"a\.csv is no XLSForm"):
        open_form(as_csv(tmp_path / "a.csv", [["type", "name"], ["text", "q"]]))


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "cannot be read"), ('{"a": 1}', "JSON without a form"), ('{"content": []}', "JSON without a form")],
)
def test_json_that_is_no_form_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "form.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInputError, match=told):
        open_form(path)


def test_a_project_of_kobotoolbox_is_a_form(tmp_path: Path) -> None:
    content = {
        "translations": [None, "Русский (ru)"],
        "survey": [
            {"type": {"select_one": "l"}, "$autoname": "q", "label": ["Asked", "Вопрос"]},
            {"type": "select_multiple", "select_from_list_name": "l", "name": "p", "label": ["Parts", None]},
        ],
        "choices": [{"list_name": "l", "name": "a", "label": ["Ay", "А"]}],
        "settings": {"id_string": "made"},
    }
    path = tmp_path / "asset.json"
    path.write_text(json.dumps({"name": "Made", "content": content}), "utf-8")
    form = open_form(path)
    assert (form.title, form.form_id) == ("Made", "made")
    assert [question.kind for question in form.questions] == ["select_one", "select_multiple"]
    assert form.questions[0].choices == (Choice("a", {"": "Ay", "Русский (ru)": "А"}),)
