"""Published figures carry over; the demonstration survey is a seed and nothing else; the form can be deployed."""

from __future__ import annotations

import io
import re
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from model.errors import DataFileError
from tests.collected_facts import collected
from tools import build_incidents, build_surveys, questionnaire, synthetic_survey
from tools.fact_rows import as_texts, fact_rows
from tools.write_table import check_table, conform, write_table

TABLES = ("reference_figures", "survey_questions", "survey_waves", "survey_answers")
LADDER = {"clusters": 3, "people": 30, "cell": 5}
"""Limits of methods section 1: P1 fewer than 3 clusters, P6 fewer than 30 people or 5 answers of one kind."""


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    return build_surveys.build()


@pytest.fixture(scope="module")
def form() -> bytes:
    return build_surveys.documents()[0].content


def asked(built: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a district, wave and single-choice question: clusters, people, smaller cell."""
    questions = built["survey_questions"].set_index("question_id")
    single = questions.index[questions["insecure"].map(bool)]
    answers = built["survey_answers"]
    answers = answers[answers["question_id"].isin(single) & (answers["answer"] != "refused")]
    pairs = {(key, code) for key in single for code in questions.loc[key, "insecure"]}
    bad = [pair in pairs for pair in zip(answers["question_id"], answers["answer"], strict=True)]
    groups = answers.assign(bad=bad).groupby(["district_id", "wave", "question_id"])
    table = groups.agg(clusters=("cluster", "nunique"), people=("bad", "size"), yes=("bad", "sum")).reset_index()
    return table.assign(cell=table["yes"].combine(table["people"] - table["yes"], min))


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_meet_their_contracts(built, name):
    check_table(name, conform(name, built[name]))


@pytest.mark.facts
def test_all_38_and_28_published_figures_carry_over_with_their_source(built):
    theirs = pd.concat(
        [
            collected("surveys").rename(columns={"sample_size": "n", "what_it_measures": "what"}),
            collected("survey_evidence"),
        ]
    )
    ours = fact_rows("reference_figures", key="figure_id")
    assert (len(ours), list(ours["figure_id"])) == (66, list(theirs["id"]))
    for mine, old in (("value", "figure"), ("date_text", "date"), ("n", "n"), ("source_title", "source")):
        assert list(ours[mine]) == list(theirs[old]), mine
    assert not any(mine == old for mine, old in zip(ours["what"], theirs["what"], strict=True))


@pytest.mark.facts
def test_all_36_questions_carry_over_in_wording_of_our_own():
    ours, theirs = fact_rows("survey_questions", key="question_id"), collected("survey_questions")
    assert list(ours["question_id"]) == list(theirs["id"])
    assert list(ours["answer_mode"]) == list(theirs["answer_mode"])
    assert not any(mine == old for mine, old in zip(ours["text_en"], theirs["question_own_words"], strict=True))


def test_figures_that_measure_no_perception_are_coverage(built):
    figures = built["reference_figures"].set_index("figure_id")
    assert set(figures.loc[["SUR030", "SUR034", "SVE023", "SVE025", "SVE028"], "measure"]) == {"coverage"}
    assert figures.loc["SVE006", "measure"] == "change"
    assert figures.loc["SUR021", "measure"] == "confidence_index"


def test_a_national_number_of_people_is_marked_beside_a_regional_figure(built):
    figures = built["reference_figures"].set_index("figure_id")
    assert figures.loc["SUR021", ["n", "n_note"]].to_list() == [3600, "n of the whole national poll"]
    assert figures.loc["SVE001", "n"] is None or pd.isna(figures.loc["SVE001", "n"])


def test_comparison_rows_are_marked_and_batken_is_not_one(built):
    figures = built["reference_figures"].set_index("figure_id")["comparison"]
    assert figures[["SUR023", "SUR027", "SVE018", "SVE005"]].all()
    assert not figures[["SUR021", "SVE001", "SUR022"]].any()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-07", (date(2021, 7, 1), date(2021, 7, 31))),
        ("2021-H2", (date(2021, 7, 1), date(2021, 12, 31))),
        ("2012-2013", (date(2012, 1, 1), date(2013, 12, 31))),
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("", None),
    ],
)
def test_a_date_text_becomes_its_first_and_last_day(text, expected):
    assert build_surveys.period_of(text) == expected


def test_an_unreadable_date_text_is_refused():
    with pytest.raises(DataFileError, match="'spring 2021' is no period"):
        build_surveys.period_of("spring 2021")


def test_every_question_with_answers_offers_a_refusal_and_reads_only_its_own_answers(built):
    for _, question in built["survey_questions"].iterrows():
        assert len(question["scale"]) == len(question["scale_labels_en"])
        assert set(question["insecure"]) <= set(question["scale"])
        assert bool(question["insecure"]) == isinstance(question["reading"], str)
        assert question["question_id"] == "Q36" or question["scale"][-1] == "refused"


def test_the_demonstration_survey_is_the_same_for_the_same_seed_and_another_for_another(built):
    questions = synthetic_survey.asked_questions(
        fact_rows("survey_questions", key="question_id"), build_surveys.choice_lists()
    )
    districts = fact_rows("districts", key="district_id")
    again = synthetic_survey.answers(questions, districts, source_id="synthetic-survey")
    pd.testing.assert_frame_equal(again, built["survey_answers"])
    other = synthetic_survey.answers(questions, districts, source_id="synthetic-survey", seed=1)
    assert not other["answer"].head(500).equals(again["answer"].head(500))


def test_every_wave_asks_3408_people_in_18_districts_of_all_three_countries(built):
    answers = built["survey_answers"]
    assert set(answers.groupby("wave")["respondent_key"].nunique()) == {3408}
    assert answers["respondent_key"].nunique() == 3 * 3408
    by_country = answers.drop_duplicates("district_id")["district_id"].str[:2].value_counts()
    assert by_country.to_dict() == {"kg": 6, "tj": 6, "uz": 6}


def test_the_choice_of_districts_looks_at_nothing_but_their_ids():
    districts = fact_rows("districts", key="district_id")
    shuffled = districts.sample(frac=1, random_state=0).assign(population="1", lon="0", lat="0")
    assert synthetic_survey.designs(districts) == synthetic_survey.designs(shuffled)


def test_twelve_districts_pass_the_ladder_and_six_fall_below_it(built):
    table = asked(built)
    passes = (
        (table["clusters"] >= LADDER["clusters"])
        & (table["people"] >= LADDER["people"])
        & (table["cell"] >= LADDER["cell"])
    )
    by_district = passes.groupby(table["district_id"]).agg(["all", "any"])
    assert int(by_district["all"].sum()) == 12
    assert int((~by_district["any"]).sum()) == 6


def test_twelve_districts_have_20_clusters_of_12_people_and_six_are_thinner(built):
    people = built["survey_answers"].drop_duplicates("respondent_key")
    sizes = people.groupby(["district_id", "wave", "cluster"]).size().groupby(["district_id", "wave"])
    plan = sizes.agg(["size", "min", "max"]).reset_index()
    full = plan[(plan["size"] == 20) & (plan["min"] == 12) & (plan["max"] == 12)]
    thin = plan.drop(index=full.index)
    assert (full["district_id"].nunique(), thin["district_id"].nunique()) == (12, 6)
    assert (thin["size"] < 20).all()


def test_each_reason_to_suppress_is_there_twice(built):
    least = asked(built).groupby("district_id")[["clusters", "people", "cell"]].max()
    few_clusters = least["clusters"] < LADDER["clusters"]
    few_people = ~few_clusters & (least["people"] < LADDER["people"])
    few_of_a_kind = ~few_clusters & ~few_people & (least["cell"] < LADDER["cell"])
    assert [int(rule.sum()) for rule in (few_clusters, few_people, few_of_a_kind)] == [2, 2, 2]


def test_no_village_bears_a_made_up_answer(built):
    assert built["survey_answers"]["place_id"].isna().all()


def test_refusals_and_dont_know_are_answers_and_weights_vary(built):
    answers = built["survey_answers"]
    shares = answers["answer"].value_counts(normalize=True)
    assert 0.02 < shares["refused"] < 0.04
    assert 0.02 < shares["dont_know"] < 0.06
    assert answers["weight"].between(0.5, 1.8).all()
    assert answers.groupby("respondent_key")["weight"].nunique().max() == 1


def test_every_answer_is_in_the_scale_of_its_question(built):
    scales = built["survey_questions"].set_index("question_id")["scale"]
    pairs = built["survey_answers"][["question_id", "answer"]].drop_duplicates()
    assert all(row.answer in scales[row.question_id] for row in pairs.itertuples())


def test_waves_lie_inside_the_coverage_of_incidents_and_in_months_without_one(built):
    incidents = build_incidents.build()["incidents"]
    for _, wave in built["survey_waves"].iterrows():
        assert date(2010, 1, 1) <= wave["date_start"] < wave["date_end"] <= date(2025, 8, 31)
        first, last = wave["date_start"].isoformat(), wave["date_end"].isoformat()
        assert not ((incidents["date_start"] <= last) & (incidents["date_end"] >= first)).any()
        assert wave["synthetic"]
        assert wave["seed"] == synthetic_survey.SEED


def test_the_answers_stay_below_a_megabyte_on_disk(built, tmp_path):
    path = tmp_path / "survey_answers.parquet"
    write_table("survey_answers", built["survey_answers"], path)
    assert path.stat().st_size < 1_000_000


def test_pyxform_reads_the_form_without_a_warning_in_five_languages(form, tmp_path):
    path = tmp_path / "questionnaire.xlsx"
    path.write_bytes(form)
    result = convert(str(path), validate=False)
    assert result.warnings == []
    languages = re.findall(r'<translation lang="([^"]+)"', result.xform)
    assert languages == list(questionnaire.LANGUAGES.values())


def test_every_question_and_choice_of_the_form_has_a_label_in_every_language(form):
    book = load_workbook(io.BytesIO(form))
    for name, key in (("survey", "name"), ("choices", "name")):
        rows = list(book[name].iter_rows(values_only=True))
        header = list(rows[0])
        labels = [place for place, title in enumerate(header) if str(title).startswith("label::")]
        assert len(labels) == len(questionnaire.LANGUAGES)
        silent = {"start", "end", "today", "end_group"}
        without = [
            row[header.index(key)]
            for row in rows[1:]
            if row[0] not in silent and not all(row[place] for place in labels)
        ]
        assert without == []


def test_the_form_says_that_its_translations_are_not_reviewed(form):
    book = load_workbook(io.BytesIO(form))
    notes = [row for row in book["survey"].iter_rows(values_only=True) if row[1] == "translation_note"]
    assert len(notes) == 1
    assert "not reviewed" in notes[0][2]


def test_the_form_has_every_question_once_and_the_demographics_in_place_of_q36(form):
    names = [row[1] for row in load_workbook(io.BytesIO(form))["survey"].iter_rows(values_only=True) if row[1]]
    assert [name for name in names if re.fullmatch(r"Q\d\d", name)] == [
        f"Q{number:02d}" for number in range(1, 36)
    ]
    assert {"age_band", "sex", "ethnic_group", "household_size", "years_in_village"} <= set(names)


def test_the_form_has_the_same_bytes_each_time(form):
    assert build_surveys.documents()[0].content == form


def test_a_question_for_people_whom_the_form_cannot_tell_is_refused():
    questions = fact_rows("survey_questions", key="question_id")
    changed = questions.assign(asked_of="people who sing")
    with pytest.raises(DataFileError, match="the form cannot tell who 'people who sing' are"):
        questionnaire.workbook(changed, build_surveys.choice_rows(), fact_rows("survey_form", key="name"))


def test_a_question_with_an_unknown_list_of_answers_is_refused():
    questions = fact_rows("survey_questions", key="question_id").assign(choice_list="moods")
    with pytest.raises(DataFileError, match=r"Q01: survey_choices\.csv has no list 'moods'"):
        build_surveys.survey_questions(questions, build_surveys.choice_lists())


def test_no_translation_is_the_english_text():
    for row in as_texts(fact_rows("survey_questions", key="question_id")):
        assert len({row[f"text_{language}"] for language in questionnaire.LANGUAGES}) == len(
            questionnaire.LANGUAGES
        )
