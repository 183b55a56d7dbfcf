"""One section by its id: the day on which it is drawn is said, and so is why there is nothing to draw."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefing.one_section import one_section
from model.enums import Mode, Status
from model.errors import UnknownNameError
from model.selection import Selection

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store


def asked(store: Store, text: str, on: date | None = None) -> Result:
    return one_section(store, Selection(on=on), text, mode=Mode.PUBLIC)


def test_a_section_is_drawn_on_its_last_day_with_its_timeline(valley_store: Store) -> None:
    result = asked(valley_store, "S01a")
    assert result.figures["on"] == "2020-12-31"
    assert result.table["section_id"].to_list() == ["S01a"]
    assert result.table.geometry.geom_type.to_list() == ["MultiLineString"], "a shorter section lies in its middle"
    assert list(result.tables["timeline"]["section_id"]) == ["S01a", "S01b"]
    assert set(result.tables["statements"]["border"]) <= {"KG-TJ"}


def test_the_day_that_was_chosen_is_said_with_the_reason(valley_store: Store) -> None:
    (choice,) = asked(valley_store, "S01a").choices
    assert choice.english().startswith("Section S01a is shown on 2020-12-31, the last day on which it holds")
    (default,) = asked(valley_store, "S01b").choices
    assert "the last day that the incident records cover" in default.english()
    assert asked(valley_store, "S01a", date(2019, 6, 1)).choices == ()


def test_a_section_that_begins_after_the_default_day_is_drawn_on_its_first(valley_store: Store) -> None:
    result = asked(valley_store, "S04")
    assert result.figures["on"] == "2023-01-27"
    assert "the first day on which it holds" in result.choices[0].english()


def test_a_section_that_does_not_hold_that_day_is_a_caution_with_its_period(valley_store: Store) -> None:
    before = asked(valley_store, "S01b", date(2019, 6, 1))
    assert (before.status, before.code, before.table.empty) == (Status.CAUTION, "B1", True)
    assert before.message is not None
    assert "does not hold on 2019-06-01: it holds from 2021-01-01 on" in before.message.english()
    after = asked(valley_store, "S01a", date(2022, 6, 1)).message
    assert after is not None
    assert after.english().endswith("to 2020-12-31.")


def test_an_id_is_read_in_any_case(valley_store: Store) -> None:
    assert asked(valley_store, " s01B ").table["section_id"].to_list() == ["S01b"]
    rest = asked(valley_store, "nr-kg-tj-main-0", date(2019, 6, 1))
    assert rest.table["section_id"].to_list() == ["NR-KG-TJ-main-0"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("S01", r"S01b? \(|S01a"), ("mill", r"the nearest are S02 \(Old mill\)"), ("river", "lists all")],
)
def test_an_unknown_id_is_refused_with_the_nearest_and_the_command_that_lists_all(
    valley_store: Store, text: str, nearest: str
) -> None:
    with pytest.raises(UnknownNameError, match=nearest) as caught:
        asked(valley_store, text)
    assert "'ferghana query sections --on DATE' lists all sections" in str(caught.value)
