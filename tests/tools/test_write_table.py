"""The writer of data/: contract types on disk, the same bytes each time, all problems of a frame at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyarrow import parquet

from model.errors import DataFileError
from tools.write_table import check_table, read_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = shapely.box(70, 40, 71, 41)


def countries(**changes: Any) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        {
            "country": ["UZ", "KG"],
            "name_en": ["Uzbekistan", "Kyrgyzstan"],
            "name_ru": [None, float("nan")],
            "name_local": ["", "Кыргызстан"],
            "valid_from": ["1991-08-31", pd.Timestamp("1991-08-31")],
            "valid_to": [None, pd.NaT],
            "source_id": "made",
            "geometry": [SQUARE, None],
        }
    ).assign(**changes)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")


def test_what_is_written_is_read_back_with_contract_types(tmp_path: Path) -> None:
    path = tmp_path / "countries.parquet"
    write_table("countries", countries(), path)
    rows = read_table(path)
    assert rows["country"].tolist() == ["KG", "UZ"]  # sorted by key
    assert rows["name_ru"].tolist() == [None, None]
    assert rows["name_local"].tolist() == ["Кыргызстан", None]
    assert rows["valid_from"].tolist() == [date(1991, 8, 31)] * 2
    assert rows.loc[1, "geometry"].equals(SQUARE)
    assert rows.loc[0, "geometry"] is None


def test_other_readers_see_geoparquet_and_typed_columns(tmp_path: Path) -> None:
    path = tmp_path / "countries.parquet"
    write_table("countries", countries(), path)
    assert gpd.read_parquet(path).crs == "EPSG:4326"
    types = {field.name: str(field.type) for field in parquet.read_schema(path)}
    assert (types["name_ru"], types["valid_to"]) == ("string", "date32[day]")


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "countries.parquet", tmp_path / "b" / "countries.parquet"
    write_table("countries", countries(), one)
    write_table("countries", countries().iloc[::-1], other)
    assert one.read_bytes() == other.read_bytes()


def test_the_frame_is_left_as_it_was(tmp_path: Path) -> None:
    frame = countries()
    before = frame.copy()
    write_table("countries", frame, tmp_path / "countries.parquet")
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))


def test_all_problems_are_named_together(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    broken = countries(country="XX", name_en=None, valid_from="soon", geometry=bow_tie)
    with pytest.raises(DataFileError) as caught:
        write_table("countries", broken, tmp_path / "countries.parquet")
    text = str(caught.value)
    for part in (
        "column country: expected one of KG, TJ, UZ in XX",
        "column name_en: expected a value, but it is empty",
        "column valid_from: expected a date in XX (found 'soon')",
        "column geometry: expected a valid geometry",
        "the key country must be unique, but these repeat: XX",
    ):
        assert part in text
    assert not (tmp_path / "countries.parquet").exists()


def test_missing_and_unknown_columns_are_named() -> None:
    frame = countries().drop(columns="name_ru").assign(nearest_km=1.0)
    with pytest.raises(DataFileError, match=r"lacks the columns name_ru.* does not know, nearest_km"):
        check_table("countries", frame)


def test_a_table_that_no_contract_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="There is no table 'rivers': use one of countries, exclaves"):
        write_table("rivers", countries(), tmp_path / "rivers.parquet")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"countries\.parquet is missing: run `make data`"):
        read_table(tmp_path / "countries.parquet")


def test_a_file_of_other_columns_is_refused(tmp_path: Path) -> None:
    write_table("countries", countries(), tmp_path / "countries.parquet")
    (tmp_path / "countries.parquet").rename(tmp_path / "places.parquet")
    with pytest.raises(DataFileError, match=r"should have the columns place_id, .* but has country"):
        read_table(tmp_path / "places.parquet")
