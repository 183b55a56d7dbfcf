"""A long file is read with its repeated words numbered: whatever it holds, the reader says the same of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from model.imports import ImportKind, ImportOptions
from model.numbered import all_plain, is_numbered
from sources import numbering, registry
from sources.quotation import quotation_of
from tests.sources.event_twins import ACLED_31, acled, written

if TYPE_CHECKING:
    from pathlib import Path

    from model.imports import Parsed

_CELLS: dict[str, tuple[Any, ...]] = {
    "event_id_cnty": ("KGZ1", "KGZ2", "", "KGZ 9/ä"),
    "event_date": ("2022-09-14", " 2022-09-14", "14 September 2022", "soon", "", "1022-09-14"),
    "time_precision": ("1", "2.0", "3", "", "7"),
    "event_type": ("Battles", "battles ", "Riots", "Violence against civilians", "?", "-"),
    "sub_event_type": ("Armed clash", "Attack", "", "  "),
    "actor1": ("Military Forces of Tajikistan (1992-)", "Rioters (Kyrgyzstan)", "A; B", ""),
    "assoc_actor_1": ("Kyrgyz Ethnic Group (Kyrgyzstan)", "Tajik Ethnic Group (Tajikistan)", ""),
    "assoc_actor_2": ("Uzbek Ethnic Group (Uzbekistan)", ""),
    "inter1": ("State forces", "5", ""),
    "country": ("Kyrgyzstan", "kyrgyzstan", "Kazakhstan", ""),
    "latitude": ("39.9297", "39,9297", "95", "x", ""),
    "longitude": ("70.7339", " 70.7339", "10", ""),
    "geo_precision": ("1", "2", "", "9"),
    "fatalities": ("0", "3", "many", "", "n/a"),
    "notes": ('He said: "no"', "two\nlines", "", "x" * 40),
    "timestamp": ("1700000000", "1800000000", ""),
}


def _read(path: Path) -> Parsed:
    return registry.read(ImportKind.ACLED, [path], ImportOptions())


@pytest.mark.parametrize("seed", range(12))
def test_numbered_words_and_plain_ones_give_the_same_records_and_the_same_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    rows = [acled(**{name: chance.choice(cells) for name, cells in _CELLS.items()}) for _ in range(60)]
    path = written(tmp_path, rows, ACLED_31)
    apart = _read(path)
    monkeypatch.setattr(numbering, "_LONG", 0)
    monkeypatch.setattr(numbering, "_MOST_DIFFERENT", chance.choice([0.1, 1.0]))
    together = _read(path)
    assert any(map(is_numbered, (registry.tables_of([path], numbered=True)[0].cells[name] for name in ACLED_31)))
    frames = [all_plain(parsed.tables["incidents"]) for parsed in (apart, together)]
    for name in frames[0]:
        one, other = (frame[name].astype(object) for frame in frames)
        assert other.where(other.notna(), None).to_dict() == one.where(one.notna(), None).to_dict(), name
    assert (together.read, together.notes, together.source) == (apart.read, apart.notes, apart.source)
    pd.testing.assert_frame_equal(together.quarantine, apart.quarantine)
    pd.testing.assert_frame_equal(together.cells, apart.cells, check_dtype=False)


@pytest.mark.parametrize(
    ("text", "lines"),
    [('a,"b\nc"\n', True), ('a,"b\r"\n', True), ('a,"b"\nc\r\n', False), ("a\nb\n", False), ('"a""\n"\n', True)],
)
def test_line_ends_inside_of_cells_are_found(text: str, *, lines: bool) -> None:
    assert quotation_of(memoryview(text.encode()), ",").lines is lines


def test_line_ends_are_found_wherever_the_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.quotation._STEP", 3)
    for at in range(12):
        text = "ab,\n" * at + '"c\nd",e\n' + "ab,\n" * at
        assert quotation_of(memoryview(text.encode()), ",") == (True, True)
        assert quotation_of(memoryview(text.replace("c\n", "cc").encode()), ",") == (True, False)
