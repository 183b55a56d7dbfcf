"""Names in any spelling become ids; choices are said, and what fits nothing is refused with the nearest."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.naming import display_name, resolve, select
from model.enums import Country
from model.errors import BadInputError, UnknownNameError
from model.selection import Selection
from model.strings import English

if TYPE_CHECKING:
    from store.bundle import Store


def test_a_bare_name_takes_the_district_and_says_that_the_city_is_left_out(valley_store: Store) -> None:
    ids, choices = resolve(valley_store, "district", ["Алма"])
    assert ids == ("kg-alma",)
    assert [choice.english() for choice in choices] == ["Alma (city) not included: --district 'Alma (city)'"]


def test_asking_for_both_leaves_nothing_to_say(valley_store: Store) -> None:
    assert resolve(valley_store, "district", ["Alma", "Alma (city)"]) == (("kg-alma", "kg-alma-city"), ())


def test_with_no_district_of_that_name_the_city_is_taken(valley_store: Store) -> None:
    assert resolve(valley_store, "district", ["Chinor", "Chinor"]) == (("tj-chinar-city",), ())


def test_a_whole_query_becomes_a_selection(valley_store: Store) -> None:
    query = {"district": ["Дара"], "country": ["Tajikistan"], "place": ["P01"], "from": ["2019-01-01"]}
    named = select(valley_store, query)
    assert named.selection == Selection(
        district=("tj-dara",), country=(Country.TJ,), place=("P01",), date_from=date(2019, 1, 1)
    )
    assert named.choices == ()


def test_unknown_names_are_refused_with_the_nearest_all_at_once(valley_store: Store) -> None:
    query = {"district": ["Alam", "Zzz"], "place": ["Kara-Bulok"], "country": ["Atlantis"], "from": ["x"]}
    with pytest.raises(UnknownNameError) as caught:
        select(valley_store, query)
    text = str(caught.value)
    assert (
        "district: 'Alam' fits no name that we know: the nearest are Alma (kg-alma, district, KG) and Alma" in text
    )
    assert "'Zzz'" in text
    assert "country: 'Atlantis' fits no name that we know: use one of KG, TJ, UZ." in text
    assert "'x' is not a date" in text


def test_a_readable_name_with_an_unreadable_date_is_bad_input(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match="'x' is not a date for 'to'"):
        select(valley_store, {"district": ["Dara"], "to": ["x"]})


@pytest.mark.parametrize(
    ("field", "key", "name"),
    [
        ("district", "kg-alma", "Alma"),
        ("district", "kg-alma-city", "Alma (city)"),
        ("district", "tj-chinar-city", "Chinor"),
        ("place", "P02", "Kara-Bulak"),
        ("country", "UZ", "Uzbekistan"),
        ("source", "made", "Made map"),
        ("province", "Erk", "Erk"),
        ("place", "gone", "gone"),
    ],
)
def test_an_id_is_shown_by_its_name(valley_store: Store, field: str, key: str, name: str) -> None:
    assert display_name(valley_store, field, key) == name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Batken", "kg-batken"),
        ("Баткен", "kg-batken"),
        ("Batken (city)", "kg-batken-city"),
        ("Leilek", "kg-leilek"),
        ("Ляйляк", "kg-leilek"),
        ("Лейлек", "kg-leilek"),
        ("Isfara", "tj-isfara-city"),
    ],
)
def test_bundled_districts_in_several_spellings(bundled_store: Store, text: str, key: str) -> None:
    assert resolve(bundled_store, "district", [text])[0] == (key,)


def test_bundled_batken_says_that_the_city_is_not_included(bundled_store: Store) -> None:
    choices = resolve(bundled_store, "district", ["Batken"])[1]
    assert [choice.english() for choice in choices] == ["Batken (city) not included: --district 'Batken (city)'"]


def test_bundled_isfana_is_razzakov(bundled_store: Store) -> None:
    assert resolve(bundled_store, "place", ["Isfana"]) == resolve(bundled_store, "place", ["Razzakov"])


def test_a_name_that_only_resembles_one_is_taken_and_said(bundled_store: Store) -> None:
    def said(field: str, text: str) -> list[str]:
        return [choice.english() for choice in resolve(bundled_store, field, [text])[1]]

    assert said("district", "Isfarra") == ["'Isfarra' read as Isfara (city, TJ)"]
    assert said("place", "Tort-Kul") == ["'Tort-Kul' read as Tort-Kol (Toktogul district, KG)"]
    assert said("country", "Kirgizia") == ["'Kirgizia' read as Kyrgyzstan"]
    assert said("province", "Баткенской области") == ["'Баткенской области' read as Batken (KG)"]
    assert said("district", "ISFARA") == [], "letter case is no other spelling"


def test_what_a_name_was_read_as_follows_the_language_of_the_reader(bundled_store: Store) -> None:
    (choice,) = resolve(bundled_store, "place", ["Tort-Kul"])[1]
    assert "Токтогул" in choice.text(English("ru"))


def test_places_of_one_name_are_told_apart_by_district_and_country(bundled_store: Store) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(bundled_store, "place", ["Dostuk"])
    assert str(caught.value) == (
        "place: 'Dostuk' fits several: Dostuk (SET023, TJ) and Dostuk (SET059, Leilek district, KG); "
        "write the id of one of them."
    )


def test_a_village_of_the_same_name_is_asked_for_by_its_id(bundled_store: Store) -> None:
    ids, choices = resolve(bundled_store, "place", ["Кара-Суу"])
    assert ids == ("SET094",)
    assert [choice.english() for choice in choices] == [
        "Qorasuv (Qoʻrgʻontepa district, UZ) not included: --place SET212"
    ]


DISTRICT_WORD = re.compile(r"(^| )(район|району|tumani|ноҳияи|District)( |$)", re.IGNORECASE)


def test_every_language_form_of_a_bare_name_gives_the_same_unit_the_district_first(bundled_store: Store) -> None:
    units = bundled_store.frame("districts")
    wrong = list[str]()
    for unit in units.to_dict("records"):
        bare = unit["name_en"].removesuffix(" (city)")
        (expected,), _ = resolve(bundled_store, "district", [bare])
        forms = {unit["name_en"], unit["name_ru"], unit["name_local"]}
        # A name with its word of kind asks for that kind; the Russian adjective of a district needs the word.
        plain = {DISTRICT_WORD.sub(" ", form).strip() for form in forms if not form.endswith("ский район")}
        for form in {name.removesuffix(" (city)") for name in plain}:
            found = resolve(bundled_store, "district", [form])[0]
            wrong += [f"{form}: {found} and not {expected}"] if found != (expected,) else []
    assert wrong == []


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "uz-fergana",
            "Fergana|Ferghana|Fargʻona|Farg'ona|Фергана|Фарғона|Фаргона|Ферганский район|Fargʻona tumani",
        ),
        ("uz-andijan", "Andijan|Andizhan|Andijon|Андижан|Андижон|Андижанский район|Andijon tumani"),
        ("uz-namangan", "Namangan|Наманган|Наманганский район|Namangan tumani"),
        ("uz-fergana-city", "Fergana (city)|город Фергана|г. Фергана|Fargʻona shahri|Фарғона шаҳри"),
        ("uz-andijan-city", "Andijan city|город Андижан|Andijon shahri|Андижон шаҳри"),
        ("uz-namangan-city", "Namangan city|г. Наманган|Namangan shahri"),
        ("kg-batken", "Batken|Баткен|Баткенский район|Баткен району"),
        ("kg-batken-city", "Batken (city)|Баткен шаары|г. Баткен"),
    ],
)
def test_a_bare_name_takes_the_district_and_a_word_for_city_the_city_in_any_language(
    bundled_store: Store, key: str, names: str
) -> None:
    found = {name: resolve(bundled_store, "district", [name])[0] for name in names.split("|")}
    assert found == dict.fromkeys(names.split("|"), (key,))


def test_no_city_name_is_exact_where_a_district_of_the_same_name_is_not(bundled_store: Store) -> None:
    units = bundled_store.frame("districts")
    cities, districts = units[units["kind"] == "city"], units[units["kind"] == "district"]
    spelled = {row["district_id"]: {row["name_en"], *row["variants"]} for row in districts.to_dict("records")}
    for city in cities.to_dict("records"):
        twins = [key for key, names in spelled.items() if city["name_en"].removesuffix(" (city)") in names]
        for form in (city["name_ru"], city["name_local"]):
            assert not twins or resolve(bundled_store, "district", [form])[0] == (twins[0],), (
                city["name_en"],
                form,
            )


@pytest.mark.parametrize(
    ("field", "query"),
    [("province", "Вилояти Суғд"), ("province", "Ферганская область"), ("province", "DRS")],
)
def test_a_province_may_be_named_with_its_word(bundled_store: Store, field: str, query: str) -> None:
    assert resolve(bundled_store, field, [query])[1] == ()
