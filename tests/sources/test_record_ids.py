from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.record_ids import record_ids, slug


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(min_size=1, max_size=90)), max_size=12))
def test_different_keys_have_different_ids_that_any_file_can_hold(keys: list[str | None]) -> None:
    different = [*dict.fromkeys(key for key in keys if key is not None), *[None for key in keys if key is None]]
    cells = pd.DataFrame({"a": ["same"] * len(different)})
    ids = record_ids("ours", pd.Series(different, dtype=object), cells)
    assert ids.is_unique
    assert ids.str.fullmatch(r"ours-[A-Za-z0-9._-]+").all()


def test_a_row_without_a_key_keeps_its_id_wherever_it_stands() -> None:
    keys = pd.Series([None, None, None], dtype=object)
    cells = pd.DataFrame({"a": ["x", "y", None]})
    first, again = record_ids("s", keys, cells), record_ids("s", keys, cells[::-1].reset_index(drop=True))
    assert sorted(first) == sorted(again)
    assert first[0] == again[2]


def test_a_slug_has_small_latin_letters_whatever_the_alphabet() -> None:
    assert slug("Чоркӯҳ — ҷамоат №2") == "chorkuh-jamoat-no2"
    assert slug("—") == ""
