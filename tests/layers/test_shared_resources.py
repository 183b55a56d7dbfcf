"""Shared water, ways, markets and land as a view: form by family, the day in the title, the rest in notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.shared_resources import shared_resources
from layers.shared_resources import FAMILIES, LEFT_OUT, view
from model.enums import ResourceKind
from model.selection import Selection
from model.strings import English
from model.style import RESOURCE_FORM, RESOURCE_HALO
from model.view import Form, LabelMark, PointMark
from tests.layers.made import TR, view_of

if TYPE_CHECKING:
    from store.bundle import Store

DAY = Selection(on=date(2019, 6, 1))


def test_a_canal_is_a_drop_with_its_name_kind_and_year(valley_store: Store) -> None:
    made = view_of(valley_store, "shared_resources", DAY)
    (point,) = [mark for mark in made.marks if isinstance(mark, PointMark)]
    assert point.style.form is Form.DROP
    assert (point.ref, point.title) == ("resource:R1", "Old mill canal: Canal, since 1968")
    assert (point.halo_m, point.halo_style) == (3000.0, RESOURCE_HALO)
    assert made.title.english() == "Shared water, roads, markets and land on 2019-06-01"
    assert "1 июня 2019 года" in made.title.text(English("ru"))


def test_every_kind_belongs_to_one_family_and_every_family_has_a_form() -> None:
    members = [kind for kinds in FAMILIES.values() for kind in kinds]
    assert sorted(members) == sorted(ResourceKind)
    assert set(RESOURCE_FORM) == {*FAMILIES, "several"}


def test_the_legend_names_the_forms_that_are_there_and_no_other(bundled_store: Store) -> None:
    made = view(shared_resources(bundled_store, Selection()), tr=TR)
    drawn = {mark.style.form for mark in made.marks if isinstance(mark, PointMark)}
    assert {entry.style.form for entry in made.legend if entry.style.fill and not entry.style.dash} == drawn


def test_what_is_left_out_is_said_by_reason(bundled_store: Store) -> None:
    answer = shared_resources(bundled_store, DAY)
    notes = [note.english() for note in view(answer, tr=TR).notes]
    for reason, n in answer.excluded.items():
        assert any(f"{LEFT_OUT[reason]}: {n}" in note for note in notes)


def test_every_symbol_has_its_name_with_both_sides_names_beneath(bundled_store: Store) -> None:
    answer = shared_resources(bundled_store, Selection())
    made = view(answer, tr=TR)
    below = {mark.ref: mark.below for mark in made.marks if isinstance(mark, LabelMark) and mark.below}
    assert below["resource:SHR001"] == "Башкы суу алгыч / Сарбанди асосӣ"
    russian = view(answer, tr=English("ru"))
    names = {mark.ref: mark.text for mark in russian.marks if isinstance(mark, LabelMark)}
    assert names["resource:SHR001"] in {"Головной водозабор", "2"}


def test_a_point_that_is_far_off_is_hollow_and_says_so(bundled_store: Store) -> None:
    made = view(shared_resources(bundled_store, Selection()), tr=TR)
    far = [mark for mark in made.marks if isinstance(mark, PointMark) and "km off" in mark.title]
    assert far
    assert all(mark.style.dash and not mark.halo_m for mark in far)
