"""Rows that say the same are looked at once, and every one of them gets what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from model.alike_rows import Alike
from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.tables import INCIDENTS
from store import matching, placing

if TYPE_CHECKING:
    import pytest

    from store.bundle import Store

CELLS = st.tuples(st.sampled_from(["x", "y", None]), st.sampled_from([1.0, 2.0, float("nan")]))


@given(cells=st.lists(CELLS, min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_every_row_finds_its_group_and_every_group_its_rows(cells: list[tuple[str | None, float]]) -> None:
    rows = pd.DataFrame(cells, columns=["a", "b"], index=pd.RangeIndex(2, 2 + len(cells)))
    alike = Alike(rows, ["a", "b"])
    assert len(alike.first) == len(rows.drop_duplicates())
    assert alike.counts.sum() == len(rows)
    first = rows.iloc[alike.first].reset_index(drop=True)
    for name in rows:
        pd.testing.assert_series_equal(alike.spread(first[name]), rows[name])
    lines, at = alike.rows_of(np.arange(len(alike.first)))
    assert sorted(at.tolist()) == list(range(len(rows)))
    assert alike.codes[at].tolist() == lines.tolist()


def records(store: Store) -> pd.DataFrame:
    """Names and points as a file may have them, each three times."""
    names = [
        ("Ворух", "Исфара"),
        ("Ак-Сай", "Баткен"),
        ("Somewhere", None),
        (None, "Лейлек"),
        ("Vorukh", "Batken"),
    ]
    plain = dict.fromkeys([*INCIDENTS.column_names, STATED_DISTRICT, STATED_PROVINCE])
    plain |= {"incident_id": "x", "assigned_by": "unknown", "record_kind": "event", "location_level": "L1"}
    lines = [
        plain | {"place_text": place, STATED_DISTRICT: district, "lon": lon, "lat": lat}
        for place, district in names
        for lon, lat in ((None, None), (70.6, 39.86))
    ]
    frame = pd.DataFrame(lines * 3).astype({"lon": float, "lat": float, "radius_m": float})
    return frame.set_axis(pd.RangeIndex(2, 2 + len(frame), name="row"))


def test_matching_gives_the_same_whether_rows_are_taken_one_by_one_or_together(
    bundled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = records(bundled_store)
    apart = matching.match("incidents", rows, bundled_store)
    monkeypatch.setattr(matching, "_MANY", 1)
    together = matching.match("incidents", rows, bundled_store)
    pd.testing.assert_frame_equal(together.frame, apart.frame, check_dtype=False)
    assert (together.unmatched, together.ambiguous) == (apart.unmatched, apart.ambiguous)
    order = ["row", "kind", "text", "within"]
    one, other = (found.waiting.rename_axis("row").reset_index() for found in (apart, together))
    pd.testing.assert_frame_equal(
        other.sort_values(order, ignore_index=True)[order], one.sort_values(order, ignore_index=True)[order]
    )


def test_placing_gives_the_same_whether_points_are_asked_one_by_one_or_together(
    bundled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = bundled_store.frame("incidents")
    rows = pd.concat([rows] * 3, ignore_index=True)
    ground = bundled_store._ground()
    apart = placing.place(rows[list(placing.NEEDED)], ground)
    monkeypatch.setattr(placing, "_MANY", 1)
    together = placing.place(rows[list(placing.NEEDED)], ground)
    pd.testing.assert_frame_equal(together, apart)
