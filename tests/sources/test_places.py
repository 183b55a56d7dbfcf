"""Lists of places: GeoNames, OpenStreetMap, KML, spreadsheets; each row is a place or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions, Parsed
from sources import registry
from sources.places import read, recognises
from tests.collected_facts import FACTS
from tests.sources.made_maps import geojson, kml, placemark, point, square, written, zipped
from tests.sources.twins import csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

GEONAMES = FACTS.parent / "files" / "geonames" / "cities15000_2013_ferghana_clip.txt"
A = point(70.5, 39.9)


def _read(path: Path, **options: Any) -> Parsed:
    return registry.read(ImportKind.PLACES, [path], ImportOptions(**options))


def _geonames(**changes: str) -> bytes:
    names = "id name ascii others lat lon class code country cc2 a1 a2 a3 a4 population elevation dem zone day"
    cells = ["1528512", "Ак-Сай", "Ak-Say", "Oqsoy,OSS,آق سای", "39.9", "70.5", "P", "PPL", "KG", "", "09"]
    cells += ["", "", "", "1200", "", "900", "Asia/Bishkek", "2024-01-01"]
    row = dict(zip(names.split(), cells, strict=True))
    return ("\t".join((row | changes).values()) + "\n").encode()


def test_a_row_of_geonames_is_a_place_with_its_id_and_spellings(tmp_path: Path) -> None:
    parsed = _read(written(tmp_path, "KG.txt", _geonames()))
    (place,) = parsed.tables["places"].to_dict("records")
    assert (place["place_id"], place["country"], place["kind"]) == ("GN1528512", "KG", "settlement")
    assert (place["name_en"], place["population"]) == ("Ak-Say", 1200)
    assert place["variants"] == ["Ак-Сай", "Oqsoy"], "codes of airports and other alphabets are no spellings here"
    assert (place["lon"], place["lat"], place["radius_m"], place["confidence"]) == (70.5, 39.9, 1000.0, "high")
    assert parsed.source["licence"] == "CC-BY-4.0"
    assert parsed.source["redistributable"]


def test_quotes_in_geonames_are_letters(tmp_path: Path) -> None:
    content = _geonames(name='Kolkhoz "Iskra', id="1") + _geonames(name='"Pobeda" Farm', id="2")
    names = _read(written(tmp_path, "KG.txt", content)).tables["places"]["name_en"].to_list()
    assert names == ['Kolkhoz "Iskra', '"Pobeda" Farm']


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"class": "H", "code": "STM"}, "Q22"),
        ({"class": ""}, "Q22"),
        ({"country": "KZ"}, "Q23"),
        ({"lat": "42.9", "lon": "74.6"}, "Q23"),
        ({"lat": "70.5", "lon": "39.9"}, "Q04"),
        ({"lat": "north"}, "Q04"),
        ({"lat": ""}, "Q01"),
        ({"name": ""}, "Q01"),
        ({"id": "12a"}, "Q03"),
        ({"population": "many"}, "Q03"),
    ],
)
def test_a_row_of_geonames_that_cannot_be_used_is_told(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    parsed = _read(written(tmp_path, "KG.txt", _geonames(id="7") + _geonames(**changes)))
    assert parsed.read == 2
    assert parsed.tables["places"]["place_id"].to_list() == ["GN7"]
    assert set(parsed.quarantine["code"]) == {code}
    assert set(parsed.quarantine["row"]) == {2}


def test_an_id_that_comes_twice_is_told_once(tmp_path: Path) -> None:
    parsed = _read(written(tmp_path, "KG.txt", _geonames() + _geonames(name="Other")))
    assert parsed.quarantine["code"].to_list() == ["Q06"]


def test_openstreetmap_has_names_by_language_old_ones_and_a_kind(tmp_path: Path) -> None:
    own = {"@id": "node/1", "place": "village", "name": "Ворух", "name:tg": "Ворух", "name:ru": "Ворух"}
    own |= {"name:en": "Vorukh", "old_name": "Варух;Warukh", "population": "30 506"}
    other = {"@id": "node/2", "place": "island", "name": "Ada"}
    parsed = _read(written(tmp_path, "osm.geojson", geojson([(point(70.625, 40.126), own), (A, other)])))
    (place,) = parsed.tables["places"].to_dict("records")
    assert (place["name_en"], place["name_ru"], place["name_local"]) == ("Vorukh", "Ворух", "Ворух")
    assert place["variants"] == ["Варух", "Warukh"]
    assert (place["kind"], place["population"], place["country"]) == ("village", 30506, "TJ")
    assert place["place_id"].startswith("osm-places-")
    assert place["coord_source"] == "OpenStreetMap node/1"
    assert parsed.source["attribution"] == "© OpenStreetMap contributors (ODbL)"
    assert parsed.quarantine["code"].to_list() == ["Q22"]


def test_tags_that_gdal_packs_into_one_column_are_read(tmp_path: Path) -> None:
    tags = '"name:ru"=>"Село","place"=>"hamlet","population"=>"12"'
    own = {"osm_id": "5", "name": "Айыл", "other_tags": tags}
    (place,) = _read(written(tmp_path, "o.geojson", geojson([(A, own)]))).tables["places"].to_dict("records")
    assert (place["name_ru"], place["kind"], place["population"]) == ("Село", "village", 12)
    assert place["name_en"] == "Ayyl"


def test_a_kml_of_points_is_a_list_of_places(tmp_path: Path) -> None:
    path = written(tmp_path, "mine.kml", kml(placemark("Көк-Таш", 70.5, 39.9) + placemark("Arka", 70.6, 39.95)))
    parsed = registry.read(None, [path])
    assert parsed.kind is ImportKind.PLACES
    assert parsed.tables["places"]["name_en"].to_list() == ["Kok-Tash", "Arka"]
    assert parsed.source["source_id"] == "mine"


def test_an_area_is_a_place_at_a_point_inside_it_and_a_line_is_told(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[70, 39.5], [71, 39.6]]}
    shapes = [(square(70.5, 39.8, 0.04), {"name": "A"}), (line, {"name": "B"}), (None, {"name": "C"})]
    parsed = _read(written(tmp_path, "a.geojson", geojson(shapes)))
    (place,) = parsed.tables["places"].to_dict("records")
    assert place["radius_m"] == pytest.approx(2_200, abs=50)
    assert parsed.quarantine["code"].to_list() == ["Q13", "Q13"]
    assert "areas stand at a point inside them: 1" in str(parsed.notes[0])


def test_a_sheet_of_places_is_read_by_its_headings_in_russian(tmp_path: Path) -> None:
    header = ["№", "Село", "Район", "Широта", "Долгота", "Население", "Тип", "Старое название"]
    rows = [[1, "Ак-Сай", "Баткенский район", "39,9", "70,5", "1 200", "село", "Аксай; Оксай"]]
    path = written(tmp_path, "sela.csv", csv_bytes(header, rows, separator=";"))
    assert registry.detect([path]) is ImportKind.PLACES
    parsed = _read(path)
    (place,) = parsed.tables["places"].to_dict("records")
    assert (place["name_en"], place["country"], place["kind"]) == ("Ak-Say", "KG", "village")
    assert place["variants"] == ["Ак-Сай", "Аксай", "Оксай"]
    assert (place["stated_district"], place["population"]) == ("Баткенский район", 1200)
    assert (place["radius_m"], place["confidence"]) == (2000.0, "medium")


def test_the_stated_country_stands_and_a_point_in_another_one_is_said(tmp_path: Path) -> None:
    content = csv_bytes(["name", "lon", "lat", "country"], [["A", 70.5, 39.9, "TJ"], ["B", 70.6, 39.9, "KG"]])
    parsed = _read(written(tmp_path, "a.csv", content))
    assert parsed.tables["places"]["country"].to_list() == ["TJ", "KG"]
    assert parsed.tables["places"]["confidence"].to_list() == ["low", "medium"]
    assert "another country than the one stated: 1" in str(parsed.notes[0])


def test_the_same_list_gives_the_same_ids_in_whatever_order(tmp_path: Path) -> None:
    rows = [["A", 70.5, 39.9], ["B", 70.6, 39.9]]
    header = ["name", "lon", "lat"]
    one = _read(written(tmp_path, "a.csv", csv_bytes(header, rows)), source_id="s")
    other = _read(written(tmp_path, "a.csv", csv_bytes(header, rows[::-1])), source_id="s")
    assert set(one.tables["places"]["place_id"]) == set(other.tables["places"]["place_id"])


def test_who_answers_for_a_village_is_not_kept(tmp_path: Path) -> None:
    header = ["name", "lon", "lat", "contact person", "phone"]
    content = csv_bytes(header, [["A", 70.5, 39.9, "Zzyzxova", "1"], ["B", "x", 39.9, "Zzyzxova", "1"]])
    parsed = _read(written(tmp_path, "a.csv", content))
    assert "Zzyzxova" not in parsed.tables["places"].to_csv()
    assert "Zzyzxova" not in parsed.cells.to_csv()


def test_a_list_without_points_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", csv_bytes(["name", "population"], [["A", 5]]))
    with pytest.raises(
        BadInputError, match=r"needs a name and a point, but a\.csv has the columns name, population"
    ):
        _read(path)


def test_a_list_with_days_or_of_something_else_is_not_recognised(tmp_path: Path) -> None:
    dated = csv_bytes(["date", "name", "lon", "lat"], [["2022-09-14", "A", 70.5, 39.9]])
    wide = csv_bytes(["name", "lon", "lat", "q1", "q2", "q3", "q4"], [["A", 70.5, 39.9, 1, 2, 3, 4]])
    for name, content in (("a.csv", dated), ("b.csv", wide)):
        (table,) = registry.tables_of([written(tmp_path, name, content)])
        assert not recognises(table)


def test_several_files_are_one_list_with_rows_numbered_on(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{n}.txt", _geonames(id=str(n), country=c)) for n, c in ((1, "KG"), (2, "KZ"))]
    parsed = read(registry.tables_of(paths), ImportOptions())
    assert (parsed.read, len(parsed.tables["places"]), parsed.quarantine["row"].to_list()) == (2, 1, [2])


def test_the_readme_in_an_archive_of_geonames_is_left_aside_and_told(tmp_path: Path) -> None:
    content = zipped({"KG.txt": _geonames(), "readme.txt": b"The data format is tab-delimited text.\nMore.\n"})
    parsed = registry.read(None, [written(tmp_path, "KG.zip", content)])
    assert (parsed.kind, parsed.read, len(parsed.quarantine)) == (ImportKind.PLACES, 1, 0)
    assert str(parsed.notes[0]) == "Not read, because it holds no names with points: readme.txt."


def test_the_collected_clip_of_geonames_is_read_whole() -> None:
    if not GEONAMES.is_file():
        pytest.skip(f"the collected files are not beside the repository ({GEONAMES.name})")
    parsed = _read(GEONAMES)
    assert (parsed.read, len(parsed.tables["places"])) == (65, 63)
    assert set(parsed.quarantine["value"]) == {"KZ"}, "two rows of the clip lie in Kazakhstan"
    assert parsed.tables["places"]["kind"].value_counts().to_dict() == {"settlement": 56, "city": 7}
