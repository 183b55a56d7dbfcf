from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.asking import ask, ask_perceptions, ask_section, write_picture, written
from briefing.payload import Format
from model.enums import Mode
from model.errors import BadInputError, UnknownNameError
from model.strings import English

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

PUBLIC = {"mode": Mode.PUBLIC}


def test_names_in_any_spelling_are_read_and_the_choice_is_said(valley_store: Store) -> None:
    result = ask(valley_store, "incidents", {"district": ["Алма"]}, **PUBLIC)
    assert result.selection.district == ("kg-alma",)
    assert "Alma (city) not included" in result.choices[0].english()


def test_an_unknown_name_is_refused_with_the_nearest(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"'Bulk' fits no name that we know: the nearest is Bulak"):
        ask(valley_store, "incidents", {"district": ["Bulk"]}, **PUBLIC)


def test_reversed_dates_are_refused(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"begin before it ends.*exchange the two dates"):
        ask(valley_store, "incidents", {"from": ["2022-02-01"], "to": ["2022-01-01"]}, **PUBLIC)


def test_one_section_is_asked_for_by_its_id(valley_store: Store) -> None:
    result = ask_section(valley_store, "s01A", {}, **PUBLIC)
    assert (result.question, result.table["section_id"].to_list()) == ("section", ["S01a"])


def test_names_in_a_file_follow_the_language(valley_store: Store) -> None:
    result = ask(valley_store, "incidents", {"district": ["Alma"]}, **PUBLIC)
    for fmt in Format:
        text = written(valley_store, result, fmt=fmt, tr=English("ru"))
        assert "Алма" in text, fmt
        assert "Алма" not in written(valley_store, result, fmt=fmt, tr=English()), fmt


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
