"""What people say: published as it is, surveys only by the fixed partition, small cells never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from answers.perception_units import COLUMNS, Unit
from answers.perceptions import perceptions
from model.enums import Country, Mode, Status
from model.errors import UnknownNameError
from model.selection import Perceptions, Selection

if TYPE_CHECKING:
    from store.bundle import Store

SURVEY = Selection(perceptions=Perceptions.SYNTHETIC)


def test_every_kind_of_answer_has_the_same_columns(valley_store: Store) -> None:
    for kind in Perceptions:
        answer = perceptions(valley_store, Selection(perceptions=kind))
        assert tuple(answer.table.columns) == COLUMNS


def test_off_shows_nothing(valley_store: Store) -> None:
    assert perceptions(valley_store, Selection(perceptions=Perceptions.OFF)).table.empty


def test_the_weighted_share_and_n_of_a_district(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY).table.set_index("unit_id")
    row = table.loc["kg-alma"]
    # Four of ten in each cluster, weights 1 and 2 in turn: (1 + 2 + 1 + 2) / 15.
    assert row["estimate"] == pytest.approx(6 / 15)
    assert (row["n"], row["wave"], row["question"], row["what"]) == (50, "2021-spring", "Q01", "feel unsafe")
    assert row[["low", "high", "n_effective"]].isna().all()
    assert (row["lon"], row["lat"]) == (71.1, 40.3)


def test_cells_that_could_reveal_a_person_carry_no_figure(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY).table.set_index("unit_id")
    assert table["code"].to_dict() == {
        "kg-alma": None,
        "kg-bulak": "P6",
        "tj-chinar-city": "P1",
        "tj-dara": "P6",
        "uz-erk": None,
    }
    hidden = table[table["suppressed"]]
    assert hidden[["estimate", "n", "clusters"]].isna().all(axis=None)
    assert hidden["reason"].notna().all()


def test_working_mode_hides_only_what_has_no_margin_of_error(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY, mode=Mode.INTERNAL).table.set_index("unit_id")
    assert table.index[table["suppressed"]].to_list() == ["tj-chinar-city"]


@pytest.mark.parametrize("more", [{"by": Unit.PROVINCE}, {"by": Unit.PLACE}, {"group": "sex"}])
def test_the_public_gets_answers_by_district_wave_and_question_only(
    valley_store: Store, more: dict[str, Any]
) -> None:
    answer = perceptions(valley_store, SURVEY, **more)
    assert (answer.status, answer.code) == (Status.REFUSED, "P9")
    assert answer.table.empty


def test_working_mode_adds_districts_up_to_provinces(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY, mode=Mode.INTERNAL, by=Unit.PROVINCE).table.set_index("unit_id")
    assert table["n"].to_dict() == {"Alma": 50, "Bulak": 40, "Chinor": 68, "Erk": 48}
    assert table.loc["Chinor", "clusters"] == 6


def test_working_mode_splits_by_a_group(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY, mode=Mode.INTERNAL, group="sex").table
    assert table[table["unit_id"] == "kg-alma"]["group"].to_list() == ["female", "male"]


def test_a_multiple_choice_counts_a_person_once(valley_store: Store) -> None:
    table = perceptions(valley_store, SURVEY.but(question="Q02")).table
    assert (table["n"].to_list(), table["estimate"].to_list()) == ([50], [pytest.approx(0.4)])


def test_area_filters_choose_rows_and_compute_nothing_anew(valley_store: Store) -> None:
    whole = perceptions(valley_store, SURVEY).table.set_index("unit_id")
    part = perceptions(valley_store, SURVEY.but(country=(Country.KG,), province=("Alma",))).table.set_index(
        "unit_id"
    )
    assert part.index.to_list() == ["kg-alma"]
    assert part.loc["kg-alma", "estimate"] == whole.loc["kg-alma", "estimate"]


def test_what_was_chosen_and_that_it_is_synthetic_is_said(valley_store: Store) -> None:
    answer = perceptions(valley_store, SURVEY)
    assert answer.synthetic
    assert [choice.english() for choice in answer.choices] == [
        "Question Q01, the first of the survey: How safe do you feel after dark?",
        "Wave 2021-spring, the latest of the survey",
    ]
    asked = perceptions(valley_store, SURVEY.but(question="Q01", wave="2020-spring"))
    assert (asked.choices, asked.figures["wave"]) == ((), "2020-spring")


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"question": "Q99"}, "no question 'Q99' with answers to add up: use one of Q01, Q02"),
        ({"wave": "1999"}, "no wave '1999': use one of 2020-spring, 2021-spring"),
    ],
)
def test_an_unknown_question_or_wave_is_refused_with_the_known(
    valley_store: Store, more: dict[str, str], problem: str
) -> None:
    with pytest.raises(UnknownNameError, match=problem):
        perceptions(valley_store, SURVEY.but(**more))


def test_an_unknown_group_is_refused(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match="cannot be split by 'party': use one of sex, age"):
        perceptions(valley_store, SURVEY, mode=Mode.INTERNAL, group="party")


def test_the_bundled_survey_hides_thin_districts_and_is_marked(bundled_store: Store) -> None:
    answer = perceptions(bundled_store, SURVEY)
    assert answer.synthetic
    assert 0 < answer.table["suppressed"].sum() < len(answer.table)
    shown = answer.table[~answer.table["suppressed"]]
    assert shown["estimate"].between(0, 1).all()
    assert (shown["n"] >= 30).all()


def test_the_bundled_survey_shows_twelve_full_districts_and_suppresses_six_thin_ones(bundled_store: Store) -> None:
    table = perceptions(bundled_store, SURVEY.but(question="Q01", wave="2024-autumn")).table
    assert int((~table["suppressed"]).sum()) == 12
    assert table["code"].value_counts().to_dict() == {"P6": 4, "P1": 2}
    assert (table.loc[~table["suppressed"], "n"] > 200).all()


def test_a_suppressed_answer_comes_with_its_sentence(valley_store: Store) -> None:
    answer = perceptions(valley_store, SURVEY.but(district=("tj-chinar-city",)))
    assert (answer.status, answer.code) == (Status.SUPPRESSED, "P1")
    assert answer.message is not None
    assert answer.message.english().startswith("Only 2 clusters interviewed here")


def test_a_survey_whose_answers_name_no_place_says_so(valley_store: Store) -> None:
    answer = perceptions(valley_store, SURVEY, mode=Mode.INTERNAL, by=Unit.PLACE)
    assert (answer.status, len(answer.table)) == (Status.CAUTION, 0)
    assert answer.message is not None
    assert answer.message.english() == (
        "The answers of this survey name no place: ask by district, province or country."
    )


def test_a_question_that_no_wave_asked_is_said_to_have_no_answers(bundled_store: Store) -> None:
    answer = perceptions(bundled_store, Selection(perceptions=Perceptions.SYNTHETIC, question="Q27"))
    assert answer.status is Status.CAUTION
    assert answer.message is not None
    assert answer.message.english().startswith(
        "The questionnaire has question Q27, but wave 2024-autumn has no answers"
    )


def test_a_survey_that_asked_nobody_inside_the_filters_says_so(valley_store: Store) -> None:
    answer = perceptions(valley_store, SURVEY.but(district=("uz-furqat",)))
    assert (answer.status, len(answer.table)) == (Status.CAUTION, 0)
    assert answer.message is not None
    assert "asked nobody inside these filters" in answer.message.english()
