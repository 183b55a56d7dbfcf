"""The 76 collected rows of border status: each has one fate, and the status of a day is what sources say of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.lines import BorderLines
from geo.sections import partition, valid_on
from model.enums import SectionStatus
from tools import build_sections
from tools.fact_rows import as_texts, fact_rows
from tools.write_table import read_table

ROOT = Path(__file__).resolve().parents[2]
BOUNDARIES = ROOT / "data" / "boundaries"
FACTS = ROOT.parent / "shared" / "facts"
BEFORE, AFTER = date(2019, 6, 1), date(2025, 12, 1)
ROWS = 76
KG_TJ_TREATY, KG_UZ_TREATY = date(2025, 3, 13), date(2022, 11, 3)


@pytest.fixture(scope="module")
def sections() -> pd.DataFrame:
    return read_table(BOUNDARIES / "border_sections.parquet")


@pytest.fixture(scope="module")
def parts() -> pd.DataFrame:
    return BorderLines.from_frame(gpd.GeoDataFrame(read_table(BOUNDARIES / "border_lines.parquet"))).parts


@pytest.fixture(scope="module")
def fates() -> pd.DataFrame:
    return fact_rows("border_fates", key="row")


def test_every_row_has_one_fate_with_a_reason(fates):
    assert fates["row"].tolist() == [str(number) for number in range(1, ROWS + 1)]
    assert fates["reason"].str.strip().ne("").all()
    kinds = {"section: stretch", "section: point marker", "section: whole line", "statement", "annotation"}
    assert set(fates["fate"]) == kinds


def test_every_fate_stands_in_the_table_that_it_names(fates, sections):
    tables = {
        "section": set(sections["section_id"]),
        "statement": set(read_table(BOUNDARIES / "border_statements.parquet")["statement_id"]),
        "annotation": set(read_table(BOUNDARIES / "annotations.parquet")["annotation_id"]),
    }
    promised: dict[str, set[str]] = {name: set() for name in tables}
    for fate in as_texts(fates):
        promised[fate["fate"].split(":")[0]] |= set(fate["ids"].split("|"))
    assert promised == tables


def test_the_page_of_the_rows_is_written_from_the_fates():
    assert build_sections.PAGE.read_text(encoding="utf-8") == build_sections.page()
    table = [line for line in build_sections.page().splitlines() if line.startswith("| ")]
    assert len(table) == ROWS + 1


def test_nine_rows_are_flagged_and_none_of_them_is_drawn(fates, sections):
    flagged = fates[fates["flag"] == "do not draw"]
    assert flagged["row"].tolist() == ["7", "8", "9", "10", "38", "46", "47", "59", "71"]
    assert set(flagged["drawn"]) == {"no"}
    drawn = {int(key[1:3]) for key in sections["section_id"]}
    assert not drawn & {int(row) for row in flagged["row"]}


def test_remarks_markers_and_statements_are_what_the_data_model_says(fates):
    fate = dict(zip(fates["row"].astype(int), fates["fate"], strict=True))
    assert {row for row, word in fate.items() if word == "annotation"} == {27, 34, 38, 39, 59, 76}
    assert {30, 31, 36, 37, 63, 64, 68, 69} <= {
        row for row, word in fate.items() if word == "section: point marker"
    }
    assert fate[72] == fate[74] == "statement"
    assert {row for row, word in fate.items() if word == "section: whole line"} == {13, 48}


def status_of(sections: pd.DataFrame, parts: pd.DataFrame, name: str, on: date) -> set[str]:
    """Statuses of the winning runs, or of the markers, whose name begins so."""
    markers = valid_on(sections[sections["kind"] == "point"], on)
    shown = pd.concat([partition(sections, parts, on), markers])
    return set(shown.loc[shown["name_en"].str.startswith(name), "status"])


@pytest.mark.parametrize(
    "name",
    [
        "Golovnoy water intake",
        "Tort-Kocho",
        "Maksat - Ovchi-Kalacha",
        "Kempir-Abad",
        "Unkur-Too",
        "Isfara valley cluster Ak-Sai - Vorukh",
    ],
)
def test_in_june_2019_the_known_places_are_disputed(sections, parts, name):
    assert status_of(sections, parts, name, BEFORE) == {"disputed"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Golovnoy water intake", "delimited"),
        ("Tort-Kocho", "delimited"),
        ("Maksat - Ovchi-Kalacha", "delimited"),
        ("Kempir-Abad", "transferred"),
        ("Unkur-Too", "transferred"),
    ],
)
def test_in_december_2025_they_are_delimited_or_transferred(sections, parts, name, status):
    assert status_of(sections, parts, name, AFTER) == {status}


def test_in_december_2025_every_metre_of_maksat_is_delimited(sections, parts):
    maksat = sections.set_index("section_id").loc["S32"]
    runs = partition(sections, parts, AFTER)
    runs = runs[(runs["border"] == "KG-TJ") & (runs["part"] == maksat["part"])]
    there = runs[(runs["from_m"] < maksat["to_m"]) & (runs["to_m"] > maksat["from_m"])]
    assert set(there["status"]) == {"delimited"}


@pytest.mark.parametrize("on", [BEFORE, AFTER, date(1980, 1, 1), KG_TJ_TREATY, KG_UZ_TREATY, date(2030, 1, 1)])
def test_winners_and_remainder_cover_every_part_exactly(sections, parts, on):
    runs = partition(sections, parts, on)
    for part in parts.itertuples():
        run = runs[(runs["border"] == part.border) & (runs["part"] == part.part)]
        assert run["from_m"].iloc[0] == 0.0
        assert run["to_m"].iloc[-1] == part.length_m
        assert run["from_m"].tolist()[1:] == run["to_m"].tolist()[:-1]
        assert run["length_km"].min() > 0.001
        assert set(run["status"]) <= {word.value for word in SectionStatus}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("Golovnoy water intake", KG_TJ_TREATY),
        ("Tort-Kocho", KG_TJ_TREATY),
        ("Dostuk village", KG_TJ_TREATY),
        ("Kempir-Abad", KG_UZ_TREATY),
        ("Unkur-Too", KG_UZ_TREATY),
        ("Barak exclave", date(2018, 8, 14)),
    ],
)
def test_a_day_before_and_on_the_day_of_a_change_the_status_differs(sections, parts, name, change):
    day_before = status_of(sections, parts, name, change - timedelta(days=1))
    assert day_before == {"disputed"}
    assert status_of(sections, parts, name, change).isdisjoint(day_before)
    assert status_of(sections, parts, name, change) == status_of(sections, parts, name, change + timedelta(days=1))


def test_the_tajik_uzbek_line_is_not_coloured_by_a_treaty_on_certain_sections(sections, parts):
    runs = partition(sections, parts, AFTER)
    main = runs[(runs["border"] == "TJ-UZ") & (runs["part"] == "main")]
    assert set(main["status"]) == {"not_recorded", "transferred"}
    assert main.loc[main["status"] == "transferred", "length_km"].sum() == pytest.approx(2.0)


def test_ends_in_degrees_stand_on_their_kilometres():
    lines = BorderLines.from_frame(gpd.GeoDataFrame(read_table(BOUNDARIES / "border_lines.parquet")))
    rows = fact_rows("border_stretches", key="section_id")
    rows = rows[(rows["kind"] == "stretch") & (rows["from_lon"] != "")]
    for end in ("from", "to"):
        lon, lat, km = (rows[name].astype(float) for name in (f"{end}_lon", f"{end}_lat", f"km_{end}"))
        keys = zip(rows["border"], rows["part"], km, strict=True)
        on_line = pd.DataFrame([lines.point_at(border, part, at * 1000) for border, part, at in keys], lon.index)
        assert (on_line[0] - lon).abs().max() < 3e-4
        assert (on_line[1] - lat).abs().max() < 3e-4


@pytest.mark.facts
def test_figures_dates_and_addresses_are_those_of_the_collected_facts():
    path = FACTS / "border_status.csv"
    if not path.is_file():
        pytest.skip("the collected facts are not beside the repository: border_status.csv")
    facts = pd.read_csv(path, dtype=str, keep_default_na=False)
    ours = fact_rows("border_status", key="row")
    for name in (
        "border",
        "status",
        "valid_from",
        "length_km",
        "area_ha",
        "total_length_km",
        "from_lat",
        "from_lon",
    ):
        assert ours[name].tolist() == facts[name].tolist(), name
    kept = ours["row"] != "48"  # its source is a page that was read since
    assert ours.loc[kept, "source_url"].tolist() == facts.loc[kept, "source_url"].tolist()
    later = ours.loc[ours["valid_to"] != facts["valid_to"], "row"].tolist()
    assert later == ["2", "3", "4", "34", "64"]  # the facts give the last day there, we the day after
    assert not set(ours["note"]) & set(facts["note"].drop_duplicates())


def test_no_section_is_told_by_several_unnamed_pages_alone():
    assert not fact_rows("border_status", key="row")["source_title"].isin(["", "several"]).any()
