"""Every kind of unit is found by its id and by the names that the data keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
