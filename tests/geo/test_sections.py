"""Sections: valid on a day, winners and remainder, assignment of located points; on made lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.sections import assign, partition, valid_on
from model.tables import BORDER_SECTIONS

LENGTH = 100_000.0
PARTS = pd.DataFrame(
    {
        "border": ["KG-TJ", "KG-TJ"],
        "part": ["main", "ring"],
        "length_m": [LENGTH, 10_000.0],
        "closed": [False, True],
    }
)
DAY = date(2020, 1, 1)


def section(key: str, from_km: float | None, to_km: float | None, **more: Any) -> dict[str, Any]:
    given = {
        "section_id": key,
        "border": "KG-TJ",
        "part": "main",
        "kind": "stretch",
        "from_m": None if from_km is None else from_km * 1000,
        "to_m": None if to_km is None else to_km * 1000,
        "status": "disputed",
        "valid_from": date(2000, 1, 1),
        "valid_to": None,
    }
    return dict.fromkeys(BORDER_SECTIONS.column_names) | given | more


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(BORDER_SECTIONS.column_names)).astype(object)


def runs(sections: pd.DataFrame, on: date = DAY, part: str = "main") -> list[tuple[str, float, float]]:
    found = partition(sections, PARTS, on)
    found = found[found["part"] == part]
    rows = zip(found["section_id"], found["from_m"], found["to_m"], strict=True)
    return [(key, start / 1000, stop / 1000) for key, start, stop in rows]


def test_a_period_holds_its_first_day_and_not_its_end():
    sections = frame(section("S1", 0, 1, valid_from=date(2020, 1, 1), valid_to=date(2020, 2, 1)))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 1)]
    assert [len(valid_on(sections, day)) for day in days] == [0, 1, 1, 0]


def test_what_no_section_speaks_of_is_not_recorded():
    assert runs(frame(section("S1", 20, 30))) == [
        ("NR-KG-TJ-main-0", 0, 20),
        ("S1", 20, 30),
        ("NR-KG-TJ-main-1", 30, 100),
    ]
    remainder = partition(frame(section("S1", 20, 30)), PARTS, DAY).iloc[0]
    assert (remainder["status"], remainder["also"], remainder["length_km"]) == ("not_recorded", [], 20.0)


def test_without_any_section_every_part_is_one_run():
    assert partition(frame(), PARTS, DAY)["section_id"].tolist() == ["NR-KG-TJ-main-0", "NR-KG-TJ-ring-0"]


def test_a_named_stretch_beats_a_whole_line_even_where_it_is_longer():
    sections = frame(section("S1", 0, 100), section("S2", None, None, kind="whole_line"))
    assert runs(sections) == [("S1", 0, 100)]
    assert partition(sections, PARTS, DAY)["also"].iloc[0] == ["S2"]


def test_of_two_stretches_the_shorter_wins_and_the_longer_goes_on_behind_it():
    sections = frame(section("S1", 10, 50), section("S2", 20, 30))
    assert runs(sections)[1:4] == [("S1", 10, 20), ("S2", 20, 30), ("S1", 30, 50)]
    assert partition(sections, PARTS, DAY)["also"].tolist()[1:4] == [[], ["S1"], []]


def test_of_two_equally_long_stretches_the_later_wins():
    sections = frame(section("S1", 10, 20), section("S2", 10, 20, valid_from=date(2010, 1, 1)))
    assert runs(sections)[1] == ("S2", 10, 20)


def test_point_markers_take_no_part():
    assert runs(frame(section("S1", 10, 10, kind="point"))) == [("NR-KG-TJ-main-0", 0, 100)]


def test_a_stretch_of_a_ring_may_pass_km_0():
    found = runs(frame(section("S1", 9, 1, part="ring")), part="ring")
    assert found == [("S1", 0, 1), ("NR-KG-TJ-ring-0", 1, 9), ("S1", 9, 10)]


def test_an_end_within_a_metre_of_the_end_of_the_part_leaves_no_crumb():
    assert runs(frame(section("S1", 0.0004, 99.9996))) == [("S1", 0, 100)]


def located(*kilometres: float | None, part: str = "main") -> pd.DataFrame:
    """What BorderLines.locate gives, as far as it matters here."""
    here = [None if km is None else part for km in kilometres]
    borders = [None if km is None else "KG-TJ" for km in kilometres]
    index = pd.Index([f"r{number}" for number in range(len(kilometres))])
    return pd.DataFrame(
        {"border": borders, "part": here, "km": pd.Series(kilometres, dtype=float).to_numpy()}, index
    )


def test_a_point_gets_the_winner_of_its_kilometre_on_its_day_and_the_index_stays():
    sections = frame(section("S1", 10, 50), section("S2", 20, 30, status="agreed"))
    points = located(25.0, 15.0, 5.0, None)
    found = assign(points, sections, PARTS, dates=pd.Series([DAY] * 4))
    assert list(found.index) == list(points.index)
    assert found["section_id"].tolist() == ["S2", "S1", None, None]
    assert found["section_status"].tolist() == ["agreed", "disputed", "not_recorded", None]
    assert found["section_also"].tolist() == [["S1"], [], [], []]
    assert not found["spans_change"].any()


def test_a_stretch_holds_its_start_and_not_its_end_but_the_end_of_the_part():
    sections = frame(section("S1", 10, 20), section("S2", 90, 100))
    found = assign(located(10.0, 20.0, 100.0), sections, PARTS, dates=pd.Series([DAY] * 3))
    assert found["section_id"].tolist() == ["S1", None, "S2"]


def test_a_period_over_a_change_of_status_says_so_and_takes_the_first_day():
    change = date(2025, 3, 13)
    sections = frame(
        section("S1", 0, 10, valid_to=change), section("S2", 0, 10, valid_from=change, status="delimited")
    )
    first = pd.Series([change - timedelta(1), change - timedelta(2), change])
    last = pd.Series([change, change - timedelta(1), change])
    found = assign(located(5.0, 5.0, 5.0), sections, PARTS, dates=pd.DataFrame({"first": first, "last": last}))
    assert found["section_id"].tolist() == ["S1", "S1", "S2"]
    assert found["spans_change"].tolist() == [True, False, False]


def test_timestamps_do_as_well_as_dates():
    sections = frame(section("S1", 0, 10, valid_from=pd.Timestamp(2000, 1, 1)))
    found = assign(located(5.0), sections, PARTS, dates=pd.Series(pd.to_datetime(["2020-01-01"])))
    assert found["section_id"].tolist() == ["S1"]


def test_nothing_given_is_changed():
    sections, points = frame(section("S1", 0, 10)), located(5.0)
    before = sections.copy(), points.copy()
    assign(points, sections, PARTS, dates=pd.Series([DAY]))
    partition(sections, PARTS, DAY)
    pd.testing.assert_frame_equal(sections, before[0])
    pd.testing.assert_frame_equal(points, before[1])


def _made(seed: int, count: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        start, stop = sorted(rng.integers(0, 101, 2).tolist())
        years = sorted(rng.integers(2000, 2031, 2).tolist())
        kind = "whole_line" if rng.random() < 0.2 else "stretch"
        ends = (None, None) if kind == "whole_line" else (start, stop)
        period = {
            "valid_from": date(years[0], 1, 1),
            "valid_to": date(years[1], 1, 1) if rng.random() < 0.7 else None,
        }
        rows.append(section(f"S{number:02d}", *ends, kind=kind, **period))
    return frame(*rows)


def _brute(sections: pd.DataFrame, km: float, on: date) -> list[str]:
    """Everything that speaks of the kilometre on the day, best first, said a second time in plain words."""
    here = []
    for row in sections.to_dict("records"):
        whole = row["kind"] == "whole_line"
        start, stop = (0.0, LENGTH) if whole else (row["from_m"], row["to_m"])
        inside = start <= km * 1000 < stop or (km * 1000 == stop == LENGTH and start < stop)
        if inside and row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"]):
            here.append((whole, stop - start, -row["valid_from"].toordinal(), row["section_id"]))
    return [key for *_, key in sorted(here)]


@given(st.integers(0, 10_000), st.integers(0, 12))
@settings(max_examples=50, deadline=None)
def test_assignment_equals_brute_force(seed, count):
    sections = _made(seed, count)
    rng = np.random.default_rng(seed)
    kilometres = [0.0, 100.0, *rng.integers(0, 101, 10).astype(float), *rng.uniform(0, 100, 10)]
    days = [
        date(int(year), 1, 1) + timedelta(int(shift))
        for year, shift in rng.integers((1999, -1), (2032, 2), (22, 2))
    ]
    found = assign(located(*kilometres), sections, PARTS, dates=pd.Series(days))
    for row, km, day in zip(found.itertuples(), kilometres, days, strict=True):
        expected = _brute(sections, km, day)
        assert [*([] if row.section_id is None else [row.section_id]), *row.section_also] == expected


@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(1999, 2032))
@settings(max_examples=50, deadline=None)
def test_winners_and_remainder_cover_every_part_exactly_once(seed, count, year):
    found = partition(_made(seed, count), PARTS, date(year, 6, 1))
    for part, length in zip(PARTS["part"], PARTS["length_m"], strict=True):
        run = found[found["part"] == part]
        assert run["from_m"].iloc[0] == 0.0
        assert run["to_m"].iloc[-1] == length
        assert run["from_m"].tolist()[1:] == run["to_m"].tolist()[:-1]
        assert (run["from_m"] < run["to_m"]).all()
        assert run["length_km"].sum() == pytest.approx(length / 1000)
