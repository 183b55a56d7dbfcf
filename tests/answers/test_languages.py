"""Names in an answer follow the language; where it has none, the English name stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from answers.languages import in_language
from answers.naming import display_name, name_in_each_language
from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.sections import sections
from model.enums import Mode
from model.selection import Perceptions, Selection
from model.strings import English

if TYPE_CHECKING:
    from store.bundle import Store


def test_an_english_answer_stays_as_it_is(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection())
    assert in_language(valley_store, answer, lang="en") is answer


def test_districts_and_symbols_of_incidents_follow_the_language(valley_store: Store) -> None:
    answer = in_language(valley_store, incidents(valley_store, Selection()), lang="ru")
    rows = answer.table.set_index("incident_id")
    named = rows.loc[rows["district_id"] == "kg-alma", "district"]
    assert set(named) == {"Алма"}
    assert "Ак-Булак" in set(answer.tables["symbols"]["name"])
    assert "Алма" in set(answer.tables["by_district"]["district"])


def test_ids_figures_and_rows_are_the_same_in_every_language(valley_store: Store) -> None:
    english = incidents(valley_store, Selection())
    other = in_language(valley_store, english, lang="tg")
    assert other.figures == english.figures
    assert other.table.drop(columns="district").equals(english.table.drop(columns="district"))


def test_units_of_perceptions_follow_the_language(valley_store: Store) -> None:
    asked = Selection(perceptions=Perceptions.SYNTHETIC)
    rows = perceptions(valley_store, asked, mode=Mode.INTERNAL, by=Unit.DISTRICT)
    names = in_language(valley_store, rows, lang="ru").table.set_index("unit_id")["unit"]
    assert names["kg-bulak"] == "Булак"


def test_sections_follow_the_language_and_the_rest_keeps_its_words(bundled_store: Store) -> None:
    answer = in_language(bundled_store, sections(bundled_store, Selection(on=date(2019, 6, 1))), lang="ru")
    names = answer.table.set_index("section_id")["name"]
    assert names["S28"] == "Водозабор «Головной»"
    rest = answer.table["status"] == "not_recorded"
    assert set(answer.table.loc[rest, "name"]) == {"status not recorded"}


@pytest.mark.parametrize(
    ("field", "key", "lang", "name"),
    [
        ("district", "kg-batken", "ru", "Баткенский район"),
        ("district", "kg-batken-city", "ru", "Баткен (город)"),
        ("district", "kg-batken", "ky", "Баткен району"),
        ("district", "kg-batken", "uz", "Batken"),
        ("province", "Sughd", "ru", "Согдийская область"),
        ("province", "Fergana", "uz", "Fargʻona viloyati"),
        ("country", "TJ", "tg", "Тоҷикистон"),
    ],
)
def test_a_name_falls_back_to_english(bundled_store: Store, field: str, key: str, lang: str, name: str) -> None:
    assert display_name(bundled_store, field, key, lang=lang) == name
    assert name_in_each_language(bundled_store, field, key).text(English(lang)) == name


def test_every_bundled_province_has_its_names(bundled_store: Store) -> None:
    for province in bundled_store.frame("districts")["province"].unique():
        assert display_name(bundled_store, "province", province, lang="ru") != province


def test_a_name_that_is_offered_can_be_typed(bundled_store: Store) -> None:
    city = display_name(bundled_store, "district", "kg-batken-city", lang="ru")
    assert bundled_store.gazetteer("district").resolve(city).ids == ("kg-batken-city",)
