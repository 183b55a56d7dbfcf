"""Names in an answer follow the language; where it has none, the English name stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers import survey_words
from answers.details import detail
from answers.incidents import incidents
from answers.languages import in_language, translator
from answers.naming import display_name, name_in_each_language
from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.sections import sections
from answers.sources import sources
from model.enums import Mode
from model.selection import Perceptions, Selection
from model.strings import English, Message

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


def test_sections_follow_the_language_and_the_rest_bears_the_word_of_its_status(bundled_store: Store) -> None:
    answer = in_language(bundled_store, sections(bundled_store, Selection(on=date(2019, 6, 1))), lang="ru")
    names = answer.table.set_index("section_id")["name"]
    assert names["S28"] == "Водозабор «Головной»"
    rest = answer.table["status"] == "not_recorded"
    assert set(answer.table.loc[rest, "name"]) == {translator("ru").gettext("status not recorded")}


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


@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_a_translator_speaks_its_language_and_falls_back_to_english(lang: str) -> None:
    tr = translator(lang)
    assert tr.lang == lang
    assert tr.gettext("Map") != "Map"
    assert tr.gettext("Nobody marked this.") == "Nobody marked this."
    assert tr.gettext("") == ""
    assert tr.ngettext("{n} unheard of", "{n} unheard of them", 3) == "{n} unheard of them"


@pytest.mark.parametrize("lang", ["en", "ky", "uz"])
def test_a_language_without_a_catalogue_keeps_english_sentences(lang: str) -> None:
    assert translator(lang).gettext("Map") == "Map"
    assert translator(lang).lang == lang


def test_a_translator_is_made_once() -> None:
    assert translator("ru") is translator("ru")


def test_russian_counts_in_three_forms() -> None:
    said = [Message.counted("{n} incident", "{n} incidents", n).text(translator("ru")) for n in (1, 3, 5, 21)]
    assert said == ["1 инцидент", "3 инцидента", "5 инцидентов", "21 инцидент"]


def test_tajik_counts_in_one_form() -> None:
    said = {Message.counted("{n} incident", "{n} incidents", n).text(translator("tg")).split()[1] for n in (1, 5)}
    assert said == {"ҳодиса"}


@pytest.mark.parametrize(
    ("ref", "title"),
    [("place:P01", "Ак-Булак"), ("district:kg-alma", "Алма"), ("district:kg-alma-city", "Алма (город)")],
)
def test_the_title_of_a_detail_follows_the_language(valley_store: Store, ref: str, title: str) -> None:
    answer = in_language(valley_store, detail(valley_store, Selection(), ref), lang="ru")
    assert answer.figures["title"] == title


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("response:RSP005", "Ворух"),
        ("response:RSP085", "Integrated Water Resources Management in the Ferghana Valley"),
    ],
)
def test_the_spot_of_responses_follows_the_language_and_a_response_without_one_keeps_its_name(
    bundled_store: Store, ref: str, title: str
) -> None:
    answer = in_language(bundled_store, detail(bundled_store, Selection(), ref), lang="ru")
    assert answer.figures["title"] == title


def test_the_words_of_the_bundled_surveys_are_marked(bundled_store: Store) -> None:
    questions = bundled_store.frame("survey_questions")
    asked = questions[questions["insecure"].map(len) > 0]
    assert set(survey_words.QUESTIONS) == set(asked["text_en"])
    assert set(survey_words.READINGS) == set(asked["reading"])
    figures = perceptions(bundled_store, Selection(), mode=Mode.INTERNAL).table
    told = figures[figures["estimate"].notna()]
    assert set(told["what"]) <= set(survey_words.PUBLISHED)
    assert set(told["value_unit"]) <= set(survey_words.UNITS)


def test_the_unit_of_a_survey_is_in_the_language(bundled_store: Store) -> None:
    answer = perceptions(bundled_store, Selection(perceptions=Perceptions.SYNTHETIC))
    units = {lang: set(in_language(bundled_store, answer, lang=lang).table["value_unit"]) for lang in ("ru", "tg")}
    assert units == {"ru": {"доля людей"}, "tg": {"ҳиссаи одамон"}}


def test_a_reason_is_a_sentence_in_the_language(valley_store: Store) -> None:
    asked = Selection(perceptions=Perceptions.SYNTHETIC)
    answer = in_language(valley_store, perceptions(valley_store, asked, mode=Mode.PUBLIC), lang="ru")
    hidden = answer.table[answer.table["suppressed"]]
    assert len(hidden)
    assert {type(reason) for reason in hidden["reason"]} == {str}
    assert not hidden["reason"].str.startswith("Not shown").any()


def test_a_publisher_that_is_ourselves_is_in_the_language_and_others_keep_their_names(
    bundled_store: Store,
) -> None:
    answer = sources(bundled_store, Selection())
    said = {
        lang: set(in_language(bundled_store, answer, lang=lang).table["publisher"]) for lang in ("en", "ru", "tg")
    }
    others = {"GeoNames", "OpenStreetMap contributors"}
    assert said == {"en": {"This project", *others}, "ru": {"Этот проект", *others}, "tg": {"Ин лоиҳа", *others}}
