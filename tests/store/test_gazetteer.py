"""Every kind of unit is found by its id and by the names that the data keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.names import PROVINCES

if TYPE_CHECKING:
    from store.bundle import Store


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("district", "Дара", "tj-dara"),
        ("district", "Alma Town", "kg-alma-city"),
        ("place", "Кара-Булак", "P02"),
        ("place", "Qora-Buloq", "P02"),
        ("province", "Chinor", "Chinor"),
        ("country", "Кыргызстан", "KG"),
        ("country", "Oʻzbekiston", "UZ"),
        ("country", "TJ", "TJ"),
        ("source", "Made incidents", "facts-incidents"),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(valley_store: Store, kind: str, text: str, key: str) -> None:
    assert valley_store.gazetteer(kind).require(text).ids == (key,)


def test_a_gazetteer_is_made_once(valley_store: Store) -> None:
    assert valley_store.gazetteer("place") is valley_store.gazetteer("place")


def test_provinces_are_found_in_other_spellings(bundled_store: Store) -> None:
    assert bundled_store.gazetteer("province").require("Согдийская область").ids == ("Sughd",)
    assert bundled_store.gazetteer("province").require("Баткен").ids == ("Batken",)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("Batken", "Batken Region|Batken oblast|Баткен|Баткенская область|Баткен облусу"),
        ("Sughd", "Sughd Region|Sogd Province|Суғд|Вилояти Суғд|Согд|Согдийская область|Сугд облусу"),
        ("Fergana", "Fergana Region|Fargʻona viloyati|Farg'ona|Фарғона вилояти|Фергана|Ферганская область"),
        ("Andijan", "Andijan Region|Andijon viloyati|Андижон вилояти|Андижанская область|Вилояти Андиҷон"),
        ("Namangan", "Namangan Region|Namangan viloyati|Наманган вилояти|Наманганская область"),
        ("Jalal-Abad", "Jalal-Abad Region|Джалал-Абадская область|Жалал-Абад облусу|Jalolobod viloyati"),
        ("Osh", "Osh|Osh Region|Ош|Ошская область|Ош облусу|Oʻsh viloyati"),
        ("Osh city", "Osh city|Osh (city)|город Ош|г. Ош|Ош шаары|Ош (город)"),
        ("Districts of Republican Subordination", "DRS|РРП|НТҶ|Районы республиканского подчинения"),
    ],
)
def test_a_province_is_found_in_every_language_with_and_without_its_word(
    bundled_store: Store, key: str, names: str
) -> None:
    gazetteer = bundled_store.gazetteer("province")
    found = {name: (match.status, match.ids) for name in names.split("|") for match in [gazetteer.resolve(name)]}
    assert found == dict.fromkeys(names.split("|"), ("exact", (key,)))


def test_every_province_of_the_data_is_found_by_its_names_in_all_languages(bundled_store: Store) -> None:
    gazetteer = bundled_store.gazetteer("province")
    for key in set(bundled_store.frame("districts")["province"]):
        names = PROVINCES[key]
        for column in ("name_en", "name_ru", "name_local"):
            assert gazetteer.resolve(names[column]).ids == (key,)
