"""The address: every selection survives it, names come in any spelling, what is wrong is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.difference import Days
from model.enums import Border, Country, IncidentType, Verification
from model.selection import Perceptions, Selection
from ui.url import parse, unparse

if TYPE_CHECKING:
    from store.bundle import Store

DAYS = st.dates(date(1991, 1, 1), date(2030, 12, 31))
SWITCHED = ("districts", "perceptions", "places", "incidents")


def some(words: object) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(list(words)), max_size=2).map(tuple)  # type: ignore[call-overload]


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    perceptions = draw(st.sampled_from(list(Perceptions)))
    questions = ["Q01"] if perceptions is Perceptions.SYNTHETIC else []
    return Selection(
        date_from=draw(st.sampled_from([None, first])),
        date_to=draw(st.sampled_from([None, last])),
        on=draw(st.none() | DAYS),
        district=draw(some(["kg-alma", "kg-alma-city", "tj-dara"])),
        province=draw(some(["Alma", "Erk"])),
        place=draw(some(["P01", "P06"])),
        country=draw(some(Country)),
        type=draw(some(IncidentType)),
        border=draw(some(Border)),
        verification=draw(st.sampled_from([(word,) for word in Verification])),
        perceptions=perceptions,
        question=draw(st.sampled_from([None, *questions])),
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=selections(), layers=st.sets(st.sampled_from(SWITCHED)))
def test_a_selection_and_its_layers_survive_the_address(
    valley_store: Store, selection: Selection, layers: set[str]
) -> None:
    back = parse(valley_store, unparse(selection, tuple(layers)))
    assert back.selection == selection
    assert set(back.layers) == layers
    assert back.problems == ()


def test_the_address_of_the_first_view_is_empty() -> None:
    assert unparse(Selection(), SWITCHED) == {}


@pytest.mark.parametrize("name", ["kg-bulak", "Bulak", "Булак", "bulak district"])
def test_a_name_in_any_spelling_becomes_an_id(valley_store: Store, name: str) -> None:
    assert parse(valley_store, {"district": [name]}).selection.district == ("kg-bulak",)


def test_an_unknown_name_is_said_and_the_rest_stays(valley_store: Store) -> None:
    address = parse(valley_store, {"district": ["Bulak", "Nowhere"], "on": ["2019-06-01"]})
    assert address.selection == Selection(district=("kg-bulak",), on=date(2019, 6, 1))
    assert len(address.problems) == 1
    assert "Nowhere" in str(address.problems[0])


def test_what_was_chosen_for_the_reader_is_said(valley_store: Store) -> None:
    address = parse(valley_store, {"district": ["Alma"]})
    assert address.selection.district == ("kg-alma",)
    assert [str(choice.fields["name"]) for choice in address.choices] == ["Alma (city)"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": ["2022-09-30"], "to": ["2022-09-01"]}, "exchange the two dates"),
        ({"from": ["September"]}, "write it as YYYY-MM-DD"),
        ({"type": ["war"]}, "use one of armed_clash"),
        ({"layer": ["roads"]}, "There is no layer 'roads'"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_a_sentence(
    valley_store: Store, query: dict[str, list[str]], sentence: str
) -> None:
    address = parse(valley_store, query)
    assert address.selection == Selection()
    assert [sentence in str(problem) for problem in address.problems] == [True]


def test_parameters_of_others_are_left_alone(valley_store: Store) -> None:
    assert parse(valley_store, {"utm_source": ["mail"], "embed": ["true"]}).problems == ()


def test_an_unknown_question_or_wave_is_said_and_left_out(valley_store: Store) -> None:
    address = parse(valley_store, {"perceptions": ["synthetic"], "question": ["zzz"], "wave": ["99"]})
    assert address.selection == Selection(perceptions=Perceptions.SYNTHETIC)
    assert ["'zzz'" in str(address.problems[0]), "'99'" in str(address.problems[1])] == [True, True]


def test_a_question_that_only_the_other_perceptions_have_is_said(valley_store: Store) -> None:
    address = parse(valley_store, {"question": ["Q01"]})
    assert address.selection == Selection()
    assert len(address.problems) == 1


def test_an_address_that_names_no_known_layer_shows_those_of_the_first_view(valley_store: Store) -> None:
    at_first = parse(valley_store, {}).layers
    assert parse(valley_store, {"layer": ["foo"]}).layers == at_first
    assert parse(valley_store, {"layer": ["foo", "incidents"]}).layers == ("incidents",)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.tuples(DAYS, DAYS))
def test_the_period_to_compare_with_survives_the_address(valley_store: Store, ends: tuple[date, date]) -> None:
    days = Days(*sorted(ends))
    back = parse(valley_store, unparse(Selection(), SWITCHED, compared=days))
    assert back.compared == days
    assert back.selection == Selection()
    assert back.problems == ()


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ({"compare_to": ["2019-12-31"]}, ["A comparison needs both"]),
        ({"compare_from": ["x"], "compare_to": ["1800-01-01"]}, ["write it as YYYY-MM-DD", "must lie from 1900"]),
        ({"compare_from": ["2020-01-02"], "compare_to": ["2020-01-01"]}, ["exchange the two dates"]),
    ],
)
def test_a_comparison_that_cannot_be_read_is_left_out_with_a_sentence(
    valley_store: Store, query: dict[str, list[str]], sentences: list[str]
) -> None:
    address = parse(valley_store, query)
    assert address.compared is None
    assert address.selection == Selection()
    assert [words in str(problem) for words, problem in zip(sentences, address.problems, strict=True)] == [
        True
    ] * len(sentences)
