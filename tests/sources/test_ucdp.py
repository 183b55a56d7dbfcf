"""UCDP GED and Candidate events in all their layouts, and the files of UCDP that are no events."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from model.errors import BadInputError
from model.imports import ImportKind
from sources import contract, registry
from sources.ucdp import COLUMNS
from tests.sources.event_twins import collected_file, ucdp, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Parsed


def _read(folder: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str] = COLUMNS, **how: Any) -> Parsed:
    parsed = registry.read(None, [written(folder, rows, columns, **how)])
    assert parsed.kind is ImportKind.UCDP
    assert parsed.read == len(set(parsed.tables["incidents"].index) | set(parsed.quarantine["row"]))
    assert contract.broken("incidents", parsed.tables["incidents"]).empty
    return parsed


def _one(folder: Path, **changes: Any) -> dict[str, Any]:
    row = _read(folder, [ucdp(**changes)]).tables["incidents"].iloc[0]
    return {str(name): value for name, value in row.items()}


def _notes(parsed: Parsed) -> str:
    return " ".join(str(note) for note in parsed.notes)


def test_an_event_is_an_incident_with_all_that_it_says(tmp_path: Path) -> None:
    found = _one(tmp_path)
    assert (found["incident_id"], found["source_record"]) == ("ucdp-ged-500001", "500001")
    assert (found["date_start"], found["date_end"], found["date_level"]) == (
        date(2022, 9, 14),
        date(2022, 9, 14),
        "T1",
    )
    assert (found["place_text"], found["stated_province"], found["stated_district"]) == (
        "Ak-Sai village",
        "Batken region",
        "Batken district",
    )
    assert (found["lon"], found["lat"], found["country"], found["location_level"]) == (
        70.7339,
        39.9297,
        "KG",
        "L1",
    )
    assert found["parties"] == ["Government of Kyrgyzstan", "Government of Tajikistan"]
    assert (found["incident_type"], found["border"], found["theme"]) == ("armed_clash", "KG-TJ", "cross_border")
    assert [found[f"killed_{end}"] for end in ("low", "best", "high")] == [2, 2, 4]
    assert (found["source_title"], found["verification"]) == ("A made headline", "verified")
    assert found["description"] == "Government of Kyrgyzstan - Government of Tajikistan. near the village"


def test_the_source_is_cc_by_and_named(tmp_path: Path) -> None:
    source = _read(tmp_path, [ucdp(), ucdp(id=2, date_end="2022-09-20")]).source
    assert (source["source_id"], source["licence"], source["redistributable"]) == ("ucdp-ged", "CC-BY-4.0", True)
    assert "Uppsala Conflict Data Program" in source["attribution"]
    assert (source["coverage_from"], source["coverage_to"]) == (date(2022, 9, 14), date(2022, 9, 20))


@pytest.mark.parametrize(
    ("where", "when", "expected"),
    [
        # methods section 12, golden: definitions
        (3, 4, ("L3", "T3")),
        (7, 1, ("L9", "T1")),
        (1, 2, ("L1", "T2")),
        (2, 3, ("L2", "T2")),
        (4, 5, ("L4", "T5")),
        ("5.0", "1.0", ("L5", "T1")),
        (6, 1, ("L5", "T1")),
    ],
)
def test_precision_is_a_level(tmp_path: Path, where: object, when: object, expected: tuple[str, str]) -> None:
    found = _one(tmp_path, where_prec=where, date_prec=when)
    assert (found["location_level"], found["date_level"]) == expected


@pytest.mark.parametrize("code", ["0", "8", "", "near"])
def test_an_unknown_precision_is_never_taken_for_the_best(tmp_path: Path, code: str) -> None:
    parsed = _read(tmp_path, [ucdp(where_prec=code, date_prec=code)])
    found = parsed.tables["incidents"].iloc[0]
    assert (found["location_level"], found["date_level"]) == ("L9", "T5")
    assert "1 row has no code from 1 to 7 in where_prec" in _notes(parsed)
    assert "1 row has no code from 1 to 5 in date_prec" in _notes(parsed)


def test_an_event_spans_its_own_days_whatever_its_precision(tmp_path: Path) -> None:
    found = _one(tmp_path, date_prec=4, date_start="2021-04-28", date_end="2021-05-01 00:00:00.000")
    assert (found["date_start"], found["date_end"]) == (date(2021, 4, 28), date(2021, 5, 1))


@pytest.mark.parametrize(
    ("figures", "expected", "widened"),
    [((1, 2, 3), [1, 2, 3], False), ((3, 2, 4), [2, 2, 4], True), ((1, 5, 3), [1, 5, 5], True)],
)
def test_a_range_holds_its_best_figure_and_says_where_it_was_widened(
    tmp_path: Path, figures: tuple[int, int, int], expected: list[int], *, widened: bool
) -> None:
    low, best, high = figures
    parsed = _read(tmp_path, [ucdp(low=low, best=best, high=high)])
    found = parsed.tables["incidents"].iloc[0]
    assert [found[f"killed_{end}"] for end in ("low", "best", "high")] == expected
    assert ("widened" in _notes(parsed)) is widened


@pytest.mark.parametrize(
    ("violence", "side_a", "side_b", "expected"),
    [
        (1, "Government of Uzbekistan", "JIG", "armed_clash"),
        (2, "A", "B", "armed_clash"),
        (3, "Government of Uzbekistan", "Civilians", "abuse_by_security"),
        ("3.0", "IS", "Civilians", "other"),
        (3, "Islamic State", "Civilians", "other"),
        ("4", "A", "B", "other"),
    ],
)
def test_one_sided_violence_is_abuse_only_by_a_government(
    tmp_path: Path, violence: object, side_a: str, side_b: str, expected: str
) -> None:
    parsed = _read(tmp_path, [ucdp(type_of_violence=violence, side_a=side_a, side_b=side_b)])
    assert parsed.tables["incidents"].iloc[0]["incident_type"] == expected
    assert ("codebook" in _notes(parsed)) is (violence == "4")


def test_an_organisation_called_after_a_country_is_not_that_country(tmp_path: Path) -> None:
    found = _one(tmp_path, side_b="Islamic Movement of Uzbekistan")
    assert (found["border"], found["theme"]) == (None, "other")


def test_an_event_that_ucdp_calls_unclear_is_partly_verified(tmp_path: Path) -> None:
    assert _one(tmp_path, event_clarity=2)["verification"] == "partly"
    assert _one(tmp_path, event_clarity="")["verification"] == "verified"


def test_a_candidate_file_without_a_header_is_known_by_its_shape(tmp_path: Path) -> None:
    rows = [ucdp(id=number) for number in (1, 2, 3)]
    parsed = _read(tmp_path, rows, header=False)
    frame = parsed.tables["incidents"]
    assert (parsed.read, frame.index.to_list()) == (3, [1, 2, 3])
    assert "no header" in _notes(parsed)
    headed = _read(tmp_path, rows).tables["incidents"]
    pd.testing.assert_frame_equal(frame.reset_index(drop=True), headed.reset_index(drop=True))


def test_49_columns_that_are_no_events_are_not_taken_for_any(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(",".join(str(number) for number in range(49)) for _ in range(4)), "utf-8")
    assert registry.detect([path]) is not ImportKind.UCDP


def test_column_order_and_a_row_of_tags_change_nothing(tmp_path: Path) -> None:
    rows = [ucdp(id=number) for number in (1, 2)]
    expected = _read(tmp_path, rows).tables["incidents"].reset_index(drop=True)
    columns = list(COLUMNS)
    for seed in range(3):
        Random(seed).shuffle(columns)
        tags = ["#geo+lat" if name == "latitude" else "#date" if name == "date_start" else "" for name in columns]
        parsed = _read(tmp_path, rows, columns, tags=tags)
        assert parsed.read == 2
        pd.testing.assert_frame_equal(parsed.tables["incidents"].reset_index(drop=True), expected)


def test_columns_of_old_layouts_may_be_missing_and_others_may_stand_between(tmp_path: Path) -> None:
    absent = {"relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "where_description"}
    columns = [*(name for name in COLUMNS if name not in absent), "iso3", "start_year", "end_year"]
    found = _read(tmp_path, [ucdp()], columns).tables["incidents"].iloc[0]
    assert found["description"] == "Government of Kyrgyzstan - Government of Tajikistan"
    assert (found["location_level"], found["killed_high"]) == ("L1", 4)


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"date_start": "some day"}, "Q02", "date_start"),
        ({"date_end": ""}, "Q01", "date_end"),
        ({"date_end": "2022-09-13"}, "Q08", "date_end"),
        ({"latitude": "139"}, "Q04", "latitude"),
        ({"longitude": ""}, "Q16", "longitude"),
        ({"high": "many"}, "Q03", "high"),
        ({"id": "2"}, "Q06", "id"),
    ],
)
def test_a_bad_cell_sets_its_row_aside_and_never_the_others(
    tmp_path: Path, changes: dict[str, str], code: str, column: str
) -> None:
    parsed = _read(tmp_path, [ucdp(id="2"), ucdp(**{"id": "3", **changes})])
    assert parsed.tables["incidents"].index.to_list() == [2]
    assert parsed.quarantine[["row", "column", "code"]].to_numpy().tolist() == [[3, column, code]]


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        (
            ("country_id_cy", "country_cy", "year_cy", "sb_exist_cy"),
            "totals of countries and years: download UCDP",
        ),
        (
            ("type_of_violence", "date_start", "latitude"),
            "lacks id, date_end, longitude, best, low, high: download",
        ),
    ],
)
def test_other_files_of_ucdp_are_refused_with_what_to_do(
    tmp_path: Path, columns: tuple[str, ...], match: str
) -> None:
    path = written(tmp_path, [ucdp(country_id_cy=703, country_cy="Kyrgyzstan", year_cy=2022)], columns)
    assert registry.detect([path]) is ImportKind.UCDP
    with pytest.raises(BadInputError, match=match):
        registry.read(None, [path])


@pytest.mark.parametrize(
    ("name", "rows", "best", "long"),
    [
        ("ged_ukr_hdx_2021.csv", 993, 6_632, 540),
        ("ged_ukr_hdx_2023.csv", 2_989, 7_882, 666),
        ("ged191_syria_from_rda_clip.csv", 3_000, 32_793, 115),
    ],
)
def test_real_files_keep_their_rows_sums_and_spans(name: str, rows: int, best: int, long: int) -> None:
    frame = registry.read(None, [collected_file(f"ucdp/{name}")]).tables["incidents"]
    assert (len(frame), frame["killed_best"].sum()) == (rows, best)
    assert (frame["date_start"] != frame["date_end"]).sum() == long
    assert frame["incident_id"].is_unique
    assert contract.broken("incidents", frame).empty


def test_in_real_files_days_lie_as_far_apart_as_their_precision_says() -> None:
    """The codebook's spans of ``date_prec``: one day, 2 to 6 days, a week, up to a month, more."""
    most = {"T1": (0, 0), "T2": (1, 6), "T3": (7, 30), "T5": (31, 365)}
    for name in ("ged_ukr_hdx_2021", "ged_ukr_hdx_2023", "ged191_syria_from_rda_clip"):
        frame = registry.read(None, [collected_file(f"ucdp/{name}.csv")]).tables["incidents"]
        apart = [(last - first).days for first, last in zip(frame["date_start"], frame["date_end"], strict=True)]
        for level, days in pd.Series(apart, index=frame.index).groupby(frame["date_level"]):
            assert most[str(level)][0] <= days.min()
            assert days.max() <= most[str(level)][1]
