from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.asking import ask, ask_perceptions, ask_section, write_picture
from model.enums import Mode
from model.errors import BadInputError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

PUBLIC = {"mode": Mode.PUBLIC}


def test_names_in_any_spelling_are_read_and_the_choice_is_said(valley_store: Store) -> None:
    result = ask(valley_store, "incidents", {"district": ["Алма"]}, **PUBLIC)
    assert result.selection.district == ("kg-alma",)
    assert "Alma (city) not included" in result.choices[0].english()


def test_an_unknown_name_is_refused_with_the_nearest(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"'Bulk' fits no name that we know: the nearest are Bulak"):
        ask(valley_store, "incidents", {"district": ["Bulk"]}, **PUBLIC)


def test_reversed_dates_are_refused(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"begin before it ends.*exchange the two dates"):
        ask(valley_store, "incidents", {"from": ["2022-02-01"], "to": ["2022-01-01"]}, **PUBLIC)


def test_a_section_is_drawn_on_its_last_day_with_its_timeline(valley_store: Store) -> None:
    result = ask_section(valley_store, "S01a", {}, **PUBLIC)
    assert result.figures["on"] == "2020-12-31"
    assert result.table["section_id"].to_list() == ["S01a"]
    assert result.table.geometry.geom_type.to_list() == ["MultiLineString"], "a shorter section lies in its middle"
    assert list(result.tables["timeline"]["section_id"]) == ["S01a", "S01b"]
    assert result.question == "section"


def test_a_section_that_still_holds_is_drawn_on_the_default_day_or_the_one_asked_for(valley_store: Store) -> None:
    assert not ask_section(valley_store, "S01b", {}, **PUBLIC).table.empty
    before = ask_section(valley_store, "S01b", {"on": ["2019-06-01"]}, **PUBLIC)
    assert before.table.empty, "it did not hold yet that day"
    assert set(before.tables["statements"]["border"]) == {"KG-TJ"}


def test_a_section_that_is_not_there_is_refused(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"Nothing in this selection is called 'section:S99'"):
        ask_section(valley_store, "S99", {}, **PUBLIC)


def test_a_question_of_the_survey_is_not_looked_for_among_published_topics(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"Nothing is published on 'Q1'.*--perceptions synthetic"):
        ask_perceptions(valley_store, {"question": ["Q1"]}, **PUBLIC)
    assert len(ask_perceptions(valley_store, {"question": ["confidence-council"]}, **PUBLIC).table)


def test_another_unit_is_refused(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"'hex' is not a unit of perceptions: use one of place, district"):
        ask_perceptions(valley_store, {}, by="hex", **PUBLIC)


def test_a_picture_is_written_and_choices_come_back(valley_store: Store, tmp_path: Path) -> None:
    choices = write_picture(tmp_path / "map.png", valley_store, {"district": ["Alma"]}, size=(1280, 960))
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert len(choices) == 1
