"""Rows of one event say the same; nothing of a row is lost by it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sources.acled_folding import HELPERS, fold

KEYS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 2), st.sampled_from("xyz")), min_size=1, max_size=8
)


def _frame(rows: list[tuple[str, int, str]]) -> pd.DataFrame:
    cells: dict[str, Any] = {
        "incident_id": [key for key, _, _ in rows],
        "parties": [[party] for _, _, party in rows],
        "source_title": [f"{party} news" for _, _, party in rows],
        **dict.fromkeys(
            ("date_start", "date_end", "date_level", "lon", "lat", "location_level", "place_text"), None
        ),
        "killed_best": pd.array([stamp for _, stamp, _ in rows], dtype="Int64"),
        "description": "",
        HELPERS["type"]: "Battles",
        HELPERS["sub_type"]: None,
        HELPERS["stamp"]: [str(stamp) for _, stamp, _ in rows],
        HELPERS["marks"]: [1 << "xyz".index(party) for _, _, party in rows],
        HELPERS["kinds"]: 1,
        HELPERS["groups1"]: None,
        HELPERS["groups2"]: None,
    }
    return pd.DataFrame(cells, index=pd.RangeIndex(2, 2 + len(rows), name="row"))


@given(rows=KEYS)
def test_each_row_stays_and_says_what_the_latest_rows_of_its_event_say(rows: list[tuple[str, int, str]]) -> None:
    found = fold(_frame(rows)).frame
    assert found.index.to_list() == list(range(2, 2 + len(rows)))
    assert found["incident_id"].to_list() == [key for key, _, _ in rows]
    for key, group in found.groupby("incident_id"):
        latest = max(stamp for one, stamp, _ in rows if one == key)
        said = list(dict.fromkeys(party for one, stamp, party in rows if (one, stamp) == (key, latest)))
        assert group["parties"].to_list() == [said] * len(group)
        assert set(group["killed_best"]) == {latest}
        assert set(group[HELPERS["marks"]]) == {sum(1 << "xyz".index(party) for party in said)}


@given(rows=KEYS)
def test_folding_again_changes_nothing(rows: list[tuple[str, int, str]]) -> None:
    once = fold(_frame(rows)).frame
    assert fold(once).frame["parties"].to_list() == once["parties"].to_list()


def test_events_that_speak_with_two_voices_are_counted() -> None:
    found = fold(_frame([("A", 1, "x"), ("A", 2, "x"), ("B", 1, "x"), ("B", 1, "y"), ("C", 1, "z")]))
    assert (found.events, found.rows, found.differing) == (2, 4, 1)
