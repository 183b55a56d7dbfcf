"""Responses as a view: one symbol a place with its number, kinds told by form, the unplaced counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.responses import responses
from layers.responses import FAMILIES, view
from model.enums import ResponseKind
from model.selection import Selection
from model.style import RESPONSE_FORM
from model.view import Form, LabelKind, LabelMark, PointMark
from tests.layers.made import TR, view_of

if TYPE_CHECKING:
    from store.bundle import Store


def test_one_response_bears_the_name_of_its_place_and_says_what_was_done(valley_store: Store) -> None:
    made = view_of(valley_store, "responses")
    (point,) = [mark for mark in made.marks if isinstance(mark, PointMark)]
    assert (point.style.form, point.ref, point.title) == (Form.SQUARE, "response:A2", "Ak-Bulak: Made meeting")
    assert [mark.text for mark in made.marks if isinstance(mark, LabelMark)] == ["Ak-Bulak"]


def test_several_at_one_place_are_one_symbol_whose_number_and_kinds_are_told(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection())
    made = view(answer, tr=TR)
    points = {mark.ref: mark for mark in made.marks if isinstance(mark, PointMark)}
    numbers = {
        mark.ref: mark.text for mark in made.marks if isinstance(mark, LabelMark) and mark.kind is LabelKind.NUMBER
    }
    largest = answer.tables["spots"].iloc[0]
    assert numbers[largest["ref"]] == str(largest["count"])
    assert points[largest["ref"]].title.startswith(f"{largest['name_en']}: ")
    assert points[largest["ref"]].title.count(";") == len(largest["kinds"]) - 1
    assert len(points) == len(answer.tables["spots"])


def test_what_has_no_point_is_counted_in_a_note_by_reason(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection())
    notes = " ".join(note.english() for note in view(answer, tr=TR).notes)
    figures = answer.figures["not_on_map"]
    assert f"known to the province only: {figures['province_only']}" in notes
    assert f"known to the country only: {figures['country_or_vague']}" in notes
    assert "nothing here shows an effect" in notes


def test_every_kind_but_other_has_a_family_with_a_form() -> None:
    members = [kind for kinds in FAMILIES.values() for kind in kinds]
    assert sorted(members) == sorted(kind for kind in ResponseKind if kind is not ResponseKind.OTHER)
    assert set(RESPONSE_FORM) == {*FAMILIES, "several"}


def test_an_empty_layer_says_that_it_is_empty(valley_store: Store) -> None:
    made = view_of(valley_store, "responses", Selection(date_to=date(2001, 1, 1)))
    assert not made.marks
    assert "does not mean that nothing was done" in made.notes[0].english()


def test_both_sides_of_the_border_have_responses_in_one_hue(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection())
    points = [mark for mark in view(answer, tr=TR).marks if isinstance(mark, PointMark)]
    countries = dict(zip(answer.tables["spots"]["ref"], answer.tables["spots"]["country"], strict=True))
    assert {"KG", "TJ", "UZ"} <= {countries[point.ref] for point in points}
    assert len({point.style.line for point in points}) == 1
