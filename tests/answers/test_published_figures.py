"""Published figures stand at their unit, the latest of each topic; a province without one says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.perceptions import perceptions
from answers.published_figures import NO_FIGURE
from model.enums import Country
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
