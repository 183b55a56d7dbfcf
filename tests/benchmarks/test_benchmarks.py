"""The benchmark's own promises: made records keep the contract, and every rival gives our answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from benchmarks import counts, importing, maps, placing, report, timing
from benchmarks.made_acled import write_acled
from benchmarks.made_incidents import made_incidents
from model.imports import ImportKind
from model.tables import INCIDENTS
from sources import registry
from tools.write_table import check_table, conform

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

MANY = 400


@pytest.fixture(scope="module")
def made_store(bundled_store: Store) -> Store:
    return bundled_store.with_incidents(made_incidents(bundled_store, MANY))


@pytest.mark.parametrize("scattered", [False, True])
def test_made_incidents_keep_the_contract_and_are_the_same_each_time(
    bundled_store: Store, *, scattered: bool
) -> None:
    made = made_incidents(bundled_store, MANY, scattered=scattered)
    check_table("incidents", conform("incidents", made))
    assert tuple(made.columns) == INCIDENTS.column_names
    assert len(made) == MANY
    pd.testing.assert_frame_equal(made, made_incidents(bundled_store, MANY, scattered=scattered))


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "ENOUGH_SECONDS", 0.0)


def test_all_ways_to_count_agree(made_store: Store, bundled_store: Store, once: None) -> None:
    for store in (bundled_store, made_store):
        assert counts.measure(store).more["cells"] > 0


def test_all_ways_to_a_map_show_the_same_records(made_store: Store, bundled_store: Store, once: None) -> None:
    for store in (bundled_store, made_store):
        assert maps.measure(store).more["records shown"] > 0


def test_all_ways_to_place_points_agree(bundled_store: Store, once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "NAIVE_POINTS", 20)
    measured = placing.measure(bundled_store, MANY)
    assert measured.naive is not None
    assert measured.naive.timing.scaled


def test_an_import_counts_the_events_of_each_district_as_a_join_does(bundled_store: Store, once: None) -> None:
    alone, opened = importing.measure(bundled_store, MANY)
    assert alone.ours.milliseconds > 0
    assert opened.more["MB file"] > 0


def test_a_made_export_is_the_same_each_time_and_reads_as_acled(bundled_store: Store, tmp_path: Path) -> None:
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in files:
        write_acled(path, bundled_store, MANY)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert registry.detect(files[:1]) is ImportKind.ACLED


def test_results_go_between_the_markers_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", "utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "FIGURES", tmp_path / "performance.json")
    rival = timing.Rival("slow way", timing.Timing(300.0, 5))
    report.write([timing.Measurement("a job", 1000, timing.Timing(12.0, 5), rival, (rival,), {"kB": 1234.0})])
    text = page.read_text("utf-8")
    assert text.startswith(f"before\n{report.BEGIN}\nMeasured on ")
    assert text.endswith(f"{report.END}\nafter\n")
    assert (
        "| a job | 1\u202f000 | 12 ms | 300 ms (× 25, slow way) | 300 ms (× 25, slow way) | kB 1\u202f234 |"
        in text
    )
    assert "old" not in text
