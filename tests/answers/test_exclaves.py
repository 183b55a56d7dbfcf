"""Exclaves of the day are rings or points, and the countries come beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.exclaves import exclaves
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_exclaves_are_rings_or_points_and_countries_come_beside_them(valley_store: Store) -> None:
    answer = exclaves(valley_store, Selection())
    assert answer.table["geometry_kind"].to_list() == ["ring", "point"]
    assert answer.tables["countries"]["country"].to_list() == ["KG", "TJ", "UZ"]
    assert exclaves(valley_store, Selection(on=date(1990, 1, 1))).table.empty


def test_the_bundle_has_the_five_rings_and_the_points(bundled_store: Store) -> None:
    kinds = exclaves(bundled_store, Selection()).table["geometry_kind"].value_counts()
    assert kinds["ring"] >= 5
    assert kinds["point"] >= 2
