"""Names asked of a gazetteer: sure, to review, or unknown – and the rules beside the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.names import Gazetteer, name_key, name_score
from geo.place_matching import Answer, Question, match_names, remembered_key, shared_names

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = tuple[str, str, str, str]
VILLAGES: tuple[Row, ...] = (
    ("vorukh", "Ворух", "TJ", "village"),
    ("aksai", "Ак-Сай", "KG", "village"),
    ("arka", "Арка", "KG", "village"),
    ("ravat", "Рават", "KG", "village"),
    ("sokh", "Сох", "UZ", "town"),
    ("somon", "Сомониён", "TJ", "village"),
    ("somon", "Майское", "TJ", "village"),
    ("gul-kg", "Гүлстан", "KG", "village"),
    ("gul-tj", "Гулистон", "TJ", "city"),
)
NAMES = st.sampled_from(
    [row[1] for row in VILLAGES] + ["Vorukh", "Ak-Sai aiyl", "Isfana", "Gulistan", "Сух", "№ 5"]
)
COUNTRIES = st.sampled_from(["", "KG", "TJ", "UZ"])


def gazetteer(rows: tuple[Row, ...], country: str = "") -> Gazetteer:
    kept = [row for row in rows if country in {"", row[2]}]
    return Gazetteer(pd.DataFrame(kept, columns=["id", "name", "country", "kind"]))


def ask(
    *questions: Question,
    rows: tuple[Row, ...] = VILLAGES,
    decisions: Mapping[tuple[str, str], str | None] | None = None,
    shared: frozenset[str] = frozenset(),
) -> list[Answer]:
    found = match_names(
        questions,
        gazetteer=lambda unit: gazetteer(rows, unit),
        anywhere=gazetteer(rows),
        decisions=decisions or {},
        shared=shared,
    )
    return [found[question] for question in questions]


def one(text: str, within: str = "", *, sure: bool = True, shared: frozenset[str] = frozenset()) -> Answer:
    return ask(Question(text, within, sure), shared=shared)[0]


@pytest.mark.parametrize(
    ("text", "within", "outcome", "key"),
    [
        ("Ворух", "TJ", "matched", "vorukh"),
        ("ҷамоати Ворух", "TJ", "matched", "vorukh"),
        ("Ak-Say", "", "matched", "aksai"),
        ("Gulistan", "", "ambiguous", None),
        ("Gulistan", "KG", "matched", "gul-kg"),
        ("Равaт-Сай", "KG", "unmatched", None),
        ("Сох", "UZ", "matched", "sokh"),
        ("Сух", "UZ", "review", None),
        ("Ворух", "KG", "unmatched", None),
    ],
)
def test_a_name_is_sure_or_waits(text: str, within: str, outcome: str, key: str | None) -> None:
    answer = one(text, within)
    assert (answer.outcome, answer.id) == (outcome, key)
    assert answer.waits == (outcome != "matched")


def test_a_name_that_lies_elsewhere_is_shown_and_not_matched() -> None:
    answer = one("Ворух", "KG")
    assert (answer.outcome, answer.near[0].id) == ("unmatched", "vorukh")


def test_an_ambiguous_name_offers_all_that_fit() -> None:
    assert {near.id for near in one("Гулистан").near} == {"gul-kg", "gul-tj"}


@pytest.mark.parametrize(("text", "outcome"), [("Арка", "matched"), ("Арка 2", "review"), ("Арка-2", "review")])
def test_a_number_is_part_of_a_name(text: str, outcome: str) -> None:
    assert one(text, "KG").outcome == outcome


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Сомониён (Майское)", "somon"),
        ("Сомониён / Mayskoe", "somon"),
        ("Ворух (село)", "vorukh"),
        ("Сомониён (Ворух)", None),
        ("Ворух / Сомониён", None),
        ("Сомониён (рынок)", None),
    ],
)
def test_two_names_in_one_text_count_only_where_they_mean_one_place(text: str, key: str | None) -> None:
    answer = one(text, "TJ")
    assert answer.id == key
    assert key or answer.waits


def test_a_name_that_both_sides_of_a_crossing_have_needs_a_side() -> None:
    shared = shared_names([("Ravat", "Rovot", ["Равот", "Рават"])])
    assert one("Рават", shared=shared).outcome == "ambiguous"
    assert one("Рават", "KG", shared=shared).id == "ravat"
    assert one("Рават").id == "ravat"


def test_names_of_two_villages_at_one_crossing_are_not_shared() -> None:
    assert shared_names([("Kulundu-Avtodorozhny", "Ovchi-Kalacha", ["Кулунду"])]) == frozenset()


def test_nothing_is_sure_where_a_unit_is_stated_that_we_do_not_know() -> None:
    answer = one("Ворух", "TJ", sure=False)
    assert (answer.outcome, answer.id, answer.near[0].id) == ("review", None, "vorukh")


@pytest.mark.parametrize(("name", "other"), [("Хоҷаи кабир", "Khojai Kabir"), ("Арка 1", "Арка-1")])
def test_a_decision_holds_for_all_spellings_of_one_sound(name: str, other: str) -> None:
    assert remembered_key(name) == remembered_key(other)


@pytest.mark.parametrize(("name", "other"), [("Арка 1", "Арка 2"), ("№ 5", "№ 6"), ("***", "???")])
def test_a_decision_does_not_hold_for_another_number_or_sign(name: str, other: str) -> None:
    assert remembered_key(name) != remembered_key(other)


@settings(max_examples=50, deadline=None)
@given(names=st.lists(st.tuples(NAMES, COUNTRIES), min_size=1, max_size=8), data=st.data())
def test_the_order_of_questions_does_not_matter(names: list[tuple[str, str]], data: st.DataObject) -> None:
    questions = [Question(*name) for name in names]
    order = data.draw(st.permutations(questions))
    assert dict(zip(questions, ask(*questions), strict=True)) == dict(zip(order, ask(*order), strict=True))


@settings(max_examples=50, deadline=None)
@given(name=NAMES, country=COUNTRIES, chosen=st.sampled_from([None, *(row[0] for row in VILLAGES)]))
def test_a_decision_always_wins(name: str, country: str, chosen: str | None) -> None:
    (answer,) = ask(Question(name, country), decisions={(remembered_key(name), country): chosen})
    assert (answer.outcome, answer.id, answer.waits) == ("decided", chosen, False)


@settings(max_examples=50, deadline=None)
@given(
    name=st.sampled_from([row[1] for row in VILLAGES]),
    country=COUNTRIES,
    other=st.text(alphabet="абвгдежзиклмнопрстуфшы-", min_size=4, max_size=12),
)
def test_an_unrelated_entry_never_changes_an_exact_match(name: str, country: str, other: str) -> None:
    before = ask(Question(name, country))[0]
    if not name_key(other) or any(name_score(other, row[1]) >= 85 for row in VILLAGES):
        return
    after = ask(Question(name, country), rows=(*VILLAGES, ("other", other, "KG", "village")))[0]
    assert (after.outcome, after.id) == (before.outcome, before.id)


@settings(max_examples=50, deadline=None)
@given(name=NAMES, country=st.sampled_from(["KG", "TJ", "UZ"]))
def test_no_entry_outside_the_stated_country_is_ever_matched(name: str, country: str) -> None:
    answer = one(name, country)
    assert answer.id is None or answer.id in {row[0] for row in VILLAGES if row[2] == country}
