"""The table of records: deaths as the accounts have them, and an order that holds for texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from layers.rows import rows
from model.enums import Mode
from model.selection import Selection
from model.strings import English
from ui import caching
from ui.incident_table import HEADINGS, killed, records_frame
from ui.record_card import facts

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()


@pytest.fixture(autouse=True)
def _store(bundled_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "store", lambda: bundled_store)


def test_the_table_is_the_answer_line_by_line(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(), mode=Mode.INTERNAL)
    frame = records_frame(answer, tr=TR)
    assert list(frame.columns) == list(HEADINGS)
    assert frame.index.equals(answer.table.index)
    assert frame["place"].to_list() == answer.table["place_text"].to_list()
    assert frame.map(lambda cell: isinstance(cell, str)).all(axis=None)


def test_interethnic_violence_has_no_side_of_a_border(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(), mode=Mode.INTERNAL)
    sides, inside = records_frame(answer, tr=TR)["side"], answer.table["theme"] == "interethnic"
    assert set(sides[inside]) == {"–"}
    assert "Kyrgyz side" in set(sides[~inside])


@pytest.mark.parametrize(("theme", "said"), [("interethnic", 0), ("cross_border", 1)])
def test_a_card_names_a_side_only_where_a_border_lies_between(theme: str, said: int, bundled_store: Store) -> None:
    row = rows(incidents(bundled_store, Selection(), mode=Mode.INTERNAL).table)[0] | {"theme": theme, "side": "KG"}
    assert sum("Side: Kyrgyz side" in line.replace("\\", "") for line in facts(row, TR)) == said


def test_numbers_of_deaths_sort_as_numbers_although_they_are_texts(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(), mode=Mode.INTERNAL)
    known = [text for text in killed(answer, tr=TR) if text != "unknown"]
    lows = [int(text.split("–")[0].replace("or more", "")) for text in sorted(known)]
    assert len(known) > 80
    assert lows == sorted(lows)


def test_unknown_is_a_word_and_a_range_has_both_ends(valley_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "store", lambda: valley_store)
    answer = incidents(valley_store, Selection(), mode=Mode.INTERNAL)
    deaths = dict(zip(answer.table["incident_id"], killed(answer, tr=TR), strict=True))
    assert (deaths["V01"].strip(), deaths["V02"].strip(), deaths["V03"]) == ("3–4", "1", "unknown")
