"""Official maps as units: loose columns, p-codes in every form, levels, countries, licences, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely.geometry import box

from model.errors import BadInputError
from sources.boundaries import DISTRICTS, PROVINCES, BoundaryUnits, code_text, read_boundaries
from sources.boundary_columns import boundary_columns
from sources.boundary_origins import may_be_passed_on
from tests.collected_facts import FACTS
from tests.sources.made_maps import BOW_TIE, geojson, point, shapefile, square, written, zipped

if TYPE_CHECKING:
    from pathlib import Path

ADMIN = FACTS.parent / "files" / "admin"
A, B = square(70.6, 39.8), square(71.0, 39.8)


def _units(folder: Path, *features: tuple[Any, dict[str, Any]]) -> BoundaryUnits:
    return read_boundaries(written(folder, "made.geojson", geojson(features)))


def _collected(name: str) -> BoundaryUnits:
    path = ADMIN / name
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({name})")
    return read_boundaries(path)


def test_the_old_headings_of_cod_ab_are_read(tmp_path: Path) -> None:
    own = {"ADM0_EN": "Kyrgyzstan", "ADM0_PCODE": "KG", "ADM1_EN": "Batken", "ADM1_PCODE": "KG05"}
    own |= {"ADM2_EN": "Leilek", "ADM2_RU": "Лейлекский", "ADM2_PCODE": "KG05236000000", "validOn": "2019-01-01"}
    found = _units(tmp_path, (A, own))
    unit = found.units.iloc[0]
    assert found.level == DISTRICTS
    assert (unit["country"], unit["province"], unit["names"]) == ("KG", ["Batken"], ["Leilek", "Лейлекский"])
    assert unit["codes"] == ["KG05236000000"]
    assert found.own["licence"] == "CC-BY-3.0-IGO"
    assert found.own["redistributable"]


def test_the_new_headings_say_the_language_of_each_name_and_the_first_may_be_empty(tmp_path: Path) -> None:
    own = {"adm0_name": "Tajikistan", "adm1_name": "Sughd", "adm2_name": None, "adm2_name1": "Исфара"}
    own |= {"adm2_name2": "Isfara", "adm2_pcode": "TJ3505220", "lang": "en", "lang1": "ru", "lang2": "en"}
    unit = _units(tmp_path, (A, own)).units.iloc[0]
    assert unit["spoken"] == {"ru": "Исфара", "en": "Isfara"}
    assert (unit["name"], unit["country"], unit["codes"]) == ("Isfara", "TJ", ["TJ3505220"])


def test_headings_that_a_dbf_cuts_and_that_people_mistype_are_read(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {
            "AMD0_EN": ["Kyrgyzstan"],
            "adm2_ref_n": ["Batken"],
            "ADM2_PCO_1": ["KG05214"],
            "adm1_name": ["Batken"],
        },
        geometry=[box(70.6, 39.8, 70.8, 40.0)],
        crs="EPSG:4326",
    )
    members = shapefile(frame, tmp_path / "parts")
    unit = read_boundaries(written(tmp_path, "cut.zip", zipped(members))).units.iloc[0]
    assert (unit["names"], unit["codes"], unit["country"]) == (["Batken"], ["KG05214"], "KG")


def test_geoboundaries_says_its_level_and_country_and_leaves_the_licence_to_be_said(tmp_path: Path) -> None:
    own = {
        "shapeName": "Batken District",
        "shapeISO": "",
        "shapeID": "x1",
        "shapeGroup": "KGZ",
        "shapeType": "ADM2",
    }
    found = _units(tmp_path, (A, own))
    assert (found.level, found.units["country"].to_list()) == (DISTRICTS, ["KG"])
    assert found.units["codes"].to_list() == [[]]
    assert not found.own["redistributable"], "the open and the non-commercial series have the same columns"


def test_openstreetmap_numbers_its_levels_in_its_own_way(tmp_path: Path) -> None:
    own = {"boundary": "administrative", "name": "Баткен району", "name:ru": "Баткенский район", "osm_id": 1}
    found = _units(tmp_path, (A, own | {"admin_level": "6"}), (B, own | {"admin_level": "4"}))
    assert found.level == DISTRICTS
    assert found.units["level"].to_list() == [DISTRICTS, PROVINCES]
    assert found.units["spoken"][1] == {"ru": "Баткенский район"}
    assert found.own["licence"] == "ODbL-1.0"


@pytest.mark.parametrize("code", [3590220000000.0, "3590220000000", 3590220000000, "3.59022e12"])
def test_a_code_is_a_text_whatever_a_table_made_of_it(tmp_path: Path, code: object) -> None:
    unit = _units(tmp_path, (A, {"DistrictE": "Rushon", "P_codes": code})).units.iloc[0]
    assert unit["codes"] == ["3590220000000"]
    assert code_text(str(code)) == "3590220000000"


def test_a_country_that_is_not_stated_is_that_of_the_unit_or_of_its_neighbours(tmp_path: Path) -> None:
    far = square(78.0, 42.0)
    found = _units(tmp_path, (square(72.9, 40.1), {"district": "Kara-Suu"}), (far, {"district": "Ak-Suu"}))
    assert found.units["country"].to_list() == ["KG", "KG"]
    assert "does not say of which level" not in " ".join(map(str, found.notes))


def test_a_unit_without_a_usable_shape_is_told_and_a_crossing_ring_is_mended(tmp_path: Path) -> None:
    names = [{"ADM2_EN": name} for name in ("A", "B", "C", "D")]
    found = _units(tmp_path, *zip((A, None, BOW_TIE, point(70.5, 39.9)), names, strict=True))
    assert found.quarantine[["row", "code", "value"]].to_numpy().tolist() == [
        [2, "Q13", "there is none"],
        [4, "Q13", "Point"],
    ]
    assert found.mended == 1
    assert len(found.units) == 4


def test_the_layer_with_districts_is_chosen_among_several_and_the_others_are_said(tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    for level in (0, 1, 2, 3):
        frame = gpd.GeoDataFrame(
            {f"ADM{level}_EN": ["A"], f"ADM{level}_PCODE": ["KG1"]},
            geometry=[box(70, 39.5, 71, 40)],
            crs="EPSG:4326",
        )
        frame.to_file(path, layer=f"adm{level}", driver="GPKG", engine="pyogrio", append=level > 0)
    found = read_boundaries(path)
    assert found.level == DISTRICTS
    assert str(found.notes[0]) == "Layers of all.gpkg that are not of the level that was read: adm0, adm1, adm3."


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ([(A, {})], r"its shapes \(1\) have neither"),
        ([(A, {"ADM0_EN": "Kyrgyzstan", "ADM0_PCODE": "KG"})], "units of level 0"),
        ([(A, {"ADM3_EN": "Ak-Sai", "ADM2_EN": "Batken"})], "units of level 3"),
        ([(point(70.5, 39.9), {"ADM2_EN": "Batken"})], "its shapes are Point"),
        ([(A, {"shapeName": "Kyrgyzstan", "shapeGroup": "KGZ", "shapeType": "ADM0"})], "units of level 0"),
    ],
)
def test_what_is_no_map_of_districts_is_refused(tmp_path: Path, features: Any, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        _units(tmp_path, *features)


def test_headings_of_kinds_ids_and_dates_are_neither_names_nor_codes() -> None:
    found = boundary_columns(["ADM2_TYPE", "dv_adm2_id", "validOn", "date", "Shape_Area", "area_sqkm", "OBJECTID"])
    assert (found.names, found.codes, found.kinds) == ({}, {}, ("ADM2_TYPE",))


@pytest.mark.parametrize("licence", ["CC BY 4.0", "ODbL-1.0", "CC-BY-3.0-IGO", "public domain"])
def test_rows_of_an_open_licence_may_be_passed_on(licence: str) -> None:
    assert may_be_passed_on(licence)


@pytest.mark.parametrize(
    "licence", ["CC BY-NC 4.0", "gbAuthoritative, non-commercial", "not stated: ask", "ask the ministry"]
)
def test_rows_of_any_other_licence_may_not(licence: str) -> None:
    assert not may_be_passed_on(licence)


@pytest.mark.parametrize(
    ("name", "level", "units", "mended", "country"),
    [
        ("kgz_wfp_district.json", DISTRICTS, 40, 0, "KG"),
        ("tjk_wfp_admin2_2019.json", DISTRICTS, 58, 0, "TJ"),
        ("uzb_osm_sirdaryo_region_districts.geojson", DISTRICTS, 11, 0, "UZ"),
        ("uzb_osm_tashkent_region_districts.geojson", DISTRICTS, 22, 3, "UZ"),
        ("uzb_osm_uzbekistan_regional.geojson", PROVINCES, 14, 4, "UZ"),
    ],
)
def test_each_collected_map_is_read_whole(name: str, level: int, units: int, mended: int, country: str) -> None:
    found = _collected(name)
    assert (found.level, len(found.units), found.mended) == (level, units, mended)
    assert set(found.units["country"]) == {country}
    assert found.quarantine.empty
    assert found.units.geometry.is_valid.all()
    assert found.units["name"].notna().all()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("tjk_unified_INVALID.json", "have neither: a bare outline"),
        ("worldgeojson_kyrgyzstan.json", "have neither: a bare outline"),
        ("kgz_viirs_NOT_geojson.geojson", "JSON of another kind"),
        ("lfs_pointer_kyrgyzstan.geojson", "Git LFS pointer"),
        ("tjk_openadmindata_districts.json", "JSON of another kind"),
    ],
)
def test_each_collected_file_that_is_no_map_of_districts_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        _collected(name)
