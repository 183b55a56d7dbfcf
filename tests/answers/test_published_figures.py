"""Published figures stand at their unit, the latest of each topic; a province without one says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.published_figures import NO_FIGURE
from model.enums import Country, Status
from model.errors import BadInputError, UnknownNameError
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_the_latest_figure_of_a_unit_and_topic_is_shown_as_its_source_gives_it(valley_store: Store) -> None:
    table = perceptions(valley_store, Selection()).table.set_index("figure_id")
    row = table.loc["F02"]
    assert "F01" not in table.index
    assert (row["unit_id"], row["unit_kind"], row["estimate"], row["value_unit"]) == (
        "Alma",
        "province",
        43.5,
        "index -100..100",
    )
    assert (row["n"], row["wave"], bool(row["suppressed"])) == (3600, "2020-H1", False)


def test_comparisons_from_outside_and_mere_numbers_of_people_are_no_perceptions(valley_store: Store) -> None:
    assert not {"F04", "F05"} & set(perceptions(valley_store, Selection()).table["figure_id"])


def test_a_province_without_a_figure_says_so(valley_store: Store) -> None:
    table = perceptions(valley_store, Selection()).table
    silent = table[table["reason"] == NO_FIGURE]
    assert silent["unit_id"].to_list() == ["Bulak", "Chinor", "Erk"]
    assert silent["estimate"].isna().all()
    assert silent[["lon", "lat"]].notna().all(axis=None)


def test_a_country_filter_leaves_its_rows(valley_store: Store) -> None:
    table = perceptions(valley_store, Selection(country=(Country.UZ,))).table
    assert table["unit_id"].to_list() == ["Erk"]


def test_a_province_filter_keeps_the_national_figure_beside_it(valley_store: Store) -> None:
    table = perceptions(valley_store, Selection(province=("Alma",))).table
    assert set(table["unit_id"]) == {"Alma", "KG"}


def test_a_topic_may_be_asked_for(valley_store: Store) -> None:
    assert len(perceptions(valley_store, Selection(question="confidence-council")).table) == 5


def test_bundled_figures_stand_at_batken_and_sughd_has_none(bundled_store: Store) -> None:
    table = perceptions(bundled_store, Selection()).table
    assert table[(table["unit_id"] == "Batken") & table["estimate"].notna()].shape[0] >= 1
    silent = set(table.loc[table["reason"] == NO_FIGURE, "unit_id"])
    assert {"Sughd", "Andijan", "Fergana", "Namangan"} <= silent
    assert not {"Batken", "Osh", "Osh city", "Jalal-Abad"} & silent


def test_a_chosen_topic_is_the_only_one_in_the_answer(bundled_store: Store) -> None:
    selection = Selection(question="confidence_state_power", province=("Batken",))
    table = perceptions(bundled_store, selection).table
    assert set(table["question"]) == {"confidence_state_power"}
    assert set(table["unit_id"]) == {"Batken", "KG"}


@pytest.mark.parametrize(
    ("topic", "why"),
    [
        (
            "confidence_overall",
            "On 'confidence_overall' there are only figures that their source gives for comparison",
        ),
        ("sample_size", "The figures on 'sample_size' say nothing about what people think"),
        ("weather", "Nothing is published on 'weather'"),
    ],
)
def test_a_topic_without_a_usable_figure_is_refused_with_the_reason_and_the_usable_ones(
    bundled_store: Store, topic: str, why: str
) -> None:
    with pytest.raises(UnknownNameError, match=why + ".*: use one of confidence_city_hall, ") as caught:
        perceptions(bundled_store, Selection(question=topic))
    assert "sample_size," not in str(caught.value)


def test_only_topics_of_which_something_is_published_are_offered(bundled_store: Store) -> None:
    topics = perceptions(bundled_store, Selection()).tables["topics"]["topic"]
    assert not {"confidence_overall", "sample_size", "drinking_water"} & set(topics)
    assert topics.is_unique
    for topic in topics:
        assert perceptions(bundled_store, Selection(question=topic)).table["estimate"].notna().any(), topic


def test_a_district_selects_the_figures_of_its_province_and_says_so(bundled_store: Store) -> None:
    answer = perceptions(bundled_store, Selection(district=("kg-batken",)))
    assert set(answer.table["unit_id"].dropna()) == {"Batken", "KG"}
    assert [choice.english() for choice in answer.choices] == [
        "Published figures speak of provinces: Batken is shown by those of its province Batken"
    ]


def test_a_city_that_is_a_province_is_shown_by_its_own_figures_without_a_word(bundled_store: Store) -> None:
    answer = perceptions(bundled_store, Selection(district=("kg-osh-city",)))
    assert "kg-osh-city" in set(answer.table["unit_id"])
    assert not {"Osh", "Batken"} & set(answer.table["unit_id"])
    assert answer.choices == ()


def test_a_figure_of_a_group_of_provinces_stays_beside_those_of_one(bundled_store: Store) -> None:
    table = perceptions(bundled_store, Selection(province=("Osh",), question="country_direction")).table
    assert "southern Kyrgyzstan" in set(table["unit"])


def test_the_national_figure_beside_a_province_is_that_of_its_own_country(bundled_store: Store) -> None:
    table = perceptions(bundled_store, Selection(province=("Batken",))).table
    assert set(table["country"]) == {"KG"}


@pytest.mark.parametrize(
    ("by", "kinds"),
    [(Unit.PROVINCE, {"province", "district"}), (Unit.COUNTRY, {"country"}), (Unit.DISTRICT, {"district"})],
)
def test_figures_by_a_unit_are_those_of_that_unit_and_a_city_that_is_a_province_is_one(
    bundled_store: Store, by: Unit, kinds: set[str]
) -> None:
    table = perceptions(bundled_store, Selection(), by=by).table
    assert set(table["unit_kind"]) == kinds
    assert set(table.loc[table["unit_kind"] == "district", "unit_id"]) <= {"kg-osh-city"}


def test_a_unit_of_which_nothing_is_published_is_answered_with_a_sentence(valley_store: Store) -> None:
    answer = perceptions(valley_store, Selection(), by=Unit.PLACE)
    assert (answer.status, len(answer.table)) == (Status.CAUTION, 0)
    assert answer.message is not None
    assert answer.message.english() == (
        "No published figure inside these filters speaks of a place: ask by province or country."
    )


def test_an_answer_of_silent_provinces_only_says_so(valley_store: Store) -> None:
    answer = perceptions(valley_store, Selection(country=(Country.UZ,)))
    assert answer.status is Status.CAUTION
    assert answer.message is not None
    assert answer.message.english().startswith("Nothing is published here")


def test_filters_that_exclude_each_other_are_answered_with_a_sentence(valley_store: Store) -> None:
    answer = perceptions(valley_store, Selection(district=("kg-alma",), province=("Erk",)))
    assert (answer.status, len(answer.table)) == (Status.CAUTION, 0)
    assert answer.message is not None
    assert "take one of them off" in answer.message.english()


def test_waves_and_groups_of_published_figures_are_refused(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"have no wave to choose .*leave --wave out"):
        perceptions(valley_store, Selection(wave="2021-spring"))
    with pytest.raises(BadInputError, match=r"have no group to choose .*leave --group out"):
        perceptions(valley_store, Selection(), group="sex")


def test_the_districts_of_republican_subordination_go_by_their_short_name_and_whole_id(
    bundled_store: Store,
) -> None:
    table = perceptions(bundled_store, Selection()).table.set_index("unit_id")
    assert table.loc["Districts of Republican Subordination", "unit"] == "DRS"
