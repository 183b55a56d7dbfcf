"""Maps as shapes in degrees: every kind of file, every kind of damage, every coordinate system; no row lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, box

from model.errors import BadInputError
from sources.shapes import LAT, LON, RADIUS, SHAPE, ShapeLayer, open_shapes, opens, read_layers
from tests.sources.made_maps import BOW_TIE, geojson, kml, placemark, point, shapefile, square, written, zipped

if TYPE_CHECKING:
    from pathlib import Path

A, B = point(70.5, 39.9), point(70.6, 39.95)
TOWN = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=[Point(70.5, 39.9), Point(70.6, 39.95)], crs="EPSG:4326")


def _only(path: Path) -> ShapeLayer:
    (layer,) = read_layers(path)
    return layer


@pytest.fixture
def two_points(tmp_path: Path) -> Path:
    return written(tmp_path, "two.geojson", geojson([(A, {"name": "A", "n": 3}), (B, {"name": "B", "n": None})]))


def test_a_geojson_gives_shapes_and_attributes_as_text(two_points: Path) -> None:
    layer = _only(two_points)
    assert layer.cells.to_dict("list") == {
        "name": ["A", "B"],
        "n": ["3", pytest.approx(float("nan"), nan_ok=True)],
    }
    assert list(layer.cells.index) == [1, 2]
    assert layer.shapes.crs == "EPSG:4326"
    assert layer.shapes[1].equals(Point(70.5, 39.9))


@pytest.mark.parametrize(
    ("name", "driver"), [("two.gpkg", "GPKG"), ("two.kml", "KML"), ("two.geojson", "GeoJSON")]
)
def test_every_kind_of_map_gives_the_same_points(tmp_path: Path, name: str, driver: str) -> None:
    TOWN.rename(columns={"name": "Name"}).to_file(tmp_path / name, driver=driver, engine="pyogrio")
    assert opens(tmp_path / name)
    (table,) = open_shapes(tmp_path / name)
    assert table.cells[["Name", LON, LAT]].to_numpy().tolist() == [["A", "70.5", "39.9"], ["B", "70.6", "39.95"]]
    assert table.read == 2


def test_a_zipped_shapefile_is_read_where_it_lies(tmp_path: Path) -> None:
    members = shapefile(TOWN, tmp_path / "parts")
    path = written(
        tmp_path, "upload-without-suffix", zipped({f"inner/{key}": one for key, one in members.items()})
    )
    assert opens(path)
    assert _only(path).cells["name"].to_list() == ["A", "B"]


def test_a_kmz_is_an_archive_with_a_kml(tmp_path: Path) -> None:
    path = written(tmp_path, "a.kmz", zipped({"doc.kml": kml(placemark("Ak-Sai", 70.5, 39.9))}))
    assert _only(path).cells["Name"].to_list() == ["Ak-Sai"]


def test_metres_become_degrees(tmp_path: Path) -> None:
    TOWN.to_crs("EPSG:32643").to_file(tmp_path / "utm.gpkg", driver="GPKG", engine="pyogrio")
    shape = _only(tmp_path / "utm.gpkg").shapes[1]
    assert (shape.x, shape.y) == (pytest.approx(70.5, abs=1e-7), pytest.approx(39.9, abs=1e-7))


def test_a_shapefile_without_a_system_is_taken_if_its_numbers_are_plainly_degrees_of_our_area(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "a.zip", zipped(shapefile(TOWN, tmp_path / "parts", without=[".prj"])))
    assert _only(path).shapes[2].equals(Point(70.6, 39.95))


@pytest.mark.parametrize("at", [(7.2, 12.1), (500_000.0, 4_420_000.0)])
def test_a_shapefile_without_a_system_and_other_numbers_is_refused(
    tmp_path: Path, at: tuple[float, float]
) -> None:
    frame = gpd.GeoDataFrame({"name": ["A"]}, geometry=[Point(at)], crs="EPSG:4326")
    path = written(tmp_path, "a.zip", zipped(shapefile(frame, tmp_path / "parts", without=[".prj"])))
    with pytest.raises(BadInputError, match=r"does not say its coordinate system .* its \.prj file"):
        read_layers(path)


def test_a_map_in_units_of_a_screen_is_refused_with_what_was_found(tmp_path: Path) -> None:
    drawn = [(square(x, y, 40), {"name": f"{x}"}) for x, y in ((0, 0), (760, 560), (300, 200))]
    path = written(tmp_path, "screen.geojson", geojson(drawn))
    with pytest.raises(BadInputError, match=r"Degrees were expected .* x runs from 0 to 800 and y from 0 to 600"):
        read_layers(path)


def test_exchanged_coordinates_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "turned.geojson", geojson([(point(39.9, 70.5), {}), (point(40.1, 71.2), {})]))
    with pytest.raises(BadInputError, match="longitude and latitude are exchanged"):
        read_layers(path)


def test_degrees_that_call_themselves_metres_are_refused(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path = written(tmp_path, "wrong.geojson", geojson([(A, {}), (B, {})], crs=crs))
    with pytest.raises(BadInputError, match=r"Pseudo-Mercator, but x runs from 70.5 to 70.6 .* which are degrees"):
        read_layers(path)


def test_a_collection_is_its_areas_and_a_crossing_ring_is_mended_and_counted(tmp_path: Path) -> None:
    both = {"type": "GeometryCollection", "geometries": [A, square(70, 39.5), square(71, 39.5)]}
    path = written(tmp_path, "mixed.geojson", geojson([(both, {}), (BOW_TIE, {}), (A, {})]))
    layer = _only(path)
    assert layer.shapes.geom_type.to_list() == ["MultiPolygon", "MultiPolygon", "Point"]
    assert layer.shapes.is_valid.all()
    assert (layer.mended, len(layer.faults)) == (1, 0)
    assert layer.shapes[1].area == pytest.approx(0.08)


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        (None, "there is none"),
        ({"type": "Point", "coordinates": []}, "there is none"),
        ({"type": "Nothing"}, "there is none"),
        ({"type": "GeometryCollection", "geometries": []}, "it is empty"),
        ({"type": "Point", "coordinates": [400.5, 39_000_000]}, "no degrees"),
        ({"type": "Polygon", "coordinates": [[[70, 39], [71, 39], [70, 39], [70, 39]]]}, "enclose nothing"),
        ({"type": "LineString", "coordinates": [[70, 39], [71, 40]]}, "LineString"),
    ],
)
def test_a_shape_that_is_none_is_told_and_stops_nothing(tmp_path: Path, shape: Any, fault: str) -> None:
    path = written(
        tmp_path, "a.geojson", geojson([(A, {"name": "A"}), (shape, {"name": "?"}), (B, {"name": "B"})])
    )
    (table,) = open_shapes(path)
    assert table.read == 3
    assert fault in table.cells[SHAPE][2]
    assert table.cells[[LON, LAT]].loc[2].isna().all()
    assert table.cells[LON].drop(2).to_list() == ["70.5", "70.6"]


def test_an_area_has_a_point_inside_it_and_a_radius(tmp_path: Path) -> None:
    (table,) = open_shapes(written(tmp_path, "a.geojson", geojson([(square(70, 39.5, 0.02), {"name": "A"})])))
    row = table.cells.iloc[0]
    assert box(70, 39.5, 70.02, 39.52).contains(Point(float(row[LON]), float(row[LAT])))
    # 0.02 by 0.02 degrees at 39.5 N are 1.72 by 2.22 km: a circle of that area has 1.1 km.
    assert float(row[RADIUS]) == pytest.approx(1_103, abs=15)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.geojson", geojson([(A, {"name": "A"})])[:-40], "cannot be read to its end"),
        ("a.geojson", geojson([(A, {"name": "A"})]).replace(b'"A"', b'"A\x00"'), "NUL characters"),
        ("a.geojson", geojson([(A, {"name": "A"})]).replace(b'"A"', b'"\xff\xfe"'), "letters of the map"),
        ("a.geojson", b'[{"lat": 40.1, "lon": 70.2}]', "JSON of another kind"),
        ("a.geojson", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "Git LFS pointer"),
        ("a.geojson", b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        ("a.geojson", b"", "the file is empty"),
        ("a.kml", kml("&a;", head='<!DOCTYPE kml [<!ENTITY a "lol">]>'), "defines XML entities"),
        ("a.kml", kml("").replace(b"<Document>", b"<!DOCTYPE x><Document>"), "defines XML entities"),
        ("a.kml", kml(placemark("A", 70.5, 39.9))[:-30], "cannot be read to its end"),
        ("a.gpkg", b"SQLite format 3\x00" + bytes(500), "cannot be read to its end"),
        ("a.csv", b"name,lon,lat\nA,70,40\n", "it is a text"),
        ("a.zip", zipped({"a.csv": b"a,b\n"}), "the archive holds no map"),
        ("a.zip", zipped({"../../a.geojson": geojson([(A, {})])}), "outside its folder"),
        ("a.zip", zipped({"a.geojson": b" " * 50_000_000 + geojson([(A, {})])}), "more than it can honestly hold"),
    ],
)
def test_a_file_that_is_no_sound_map_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(BadInputError, match=sentence) as refusal:
        read_layers(path)
    assert str(refusal.value).endswith(".")


def test_a_map_without_features_has_no_rows(tmp_path: Path) -> None:
    assert not open_shapes(written(tmp_path, "a.geojson", geojson([])))[0].read


def test_entities_in_wide_letters_are_found_too(tmp_path: Path) -> None:
    text = kml("&a;", head='<!DOCTYPE kml [<!ENTITY a "lol">]>').decode()
    with pytest.raises(BadInputError, match=r"XML entities|A map .* was expected"):
        read_layers(written(tmp_path, "a.kml", text.encode("utf-16")))


def test_one_file_of_a_shapefile_alone_is_refused(tmp_path: Path) -> None:
    members = shapefile(TOWN, tmp_path / "parts")
    path = written(tmp_path, "made.shp", members["made.shp"])
    with pytest.raises(BadInputError, match="one of several files of a shapefile"):
        read_layers(path)
    assert _only(tmp_path / "parts" / "made.shp").cells["name"].to_list() == ["A", "B"]


def test_old_cyrillic_letters_of_a_shapefile_are_read_and_said(tmp_path: Path) -> None:
    frame = TOWN.assign(name=["Баткен", "Исфара"])
    members = shapefile(frame, tmp_path / "parts", without=[".cpg"], encoding="cp1251")
    layer = _only(written(tmp_path, "a.zip", zipped(members)))
    assert layer.cells["name"].to_list() == ["Баткен", "Исфара"]
    assert "cp1251" in str(layer.notes[0])


def test_each_layer_of_a_geopackage_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "both.gpkg"
    TOWN.to_file(path, layer="towns", driver="GPKG", engine="pyogrio")
    roads = gpd.GeoDataFrame({"name": ["road"]}, geometry=[LineString([(70, 40), (71, 40)])], crs="EPSG:4326")
    roads.to_file(path, layer="roads", driver="GPKG", engine="pyogrio", append=True)
    assert [(table.sheet, table.read) for table in open_shapes(path)] == [("towns", 2), ("roads", 1)]


def test_codes_stay_codes_and_lists_stay_texts(tmp_path: Path) -> None:
    own = {"p": 3590220000000.0, "share": 0.5, "list": ["a", "b"], "day": "2020-01-02"}
    cells = _only(written(tmp_path, "a.geojson", geojson([(A, own)]))).cells
    assert cells.iloc[0].to_dict() == {
        "p": "3590220000000",
        "share": "0.5",
        "list": '["a", "b"]',
        "day": "2020-01-02",
    }


def test_a_file_that_is_no_map_is_left_to_others(tmp_path: Path) -> None:
    assert not opens(written(tmp_path, "a.csv", b"a,b\n1,2\n"))
    assert not opens(tmp_path / "absent.geojson")
