"""Official boundaries installed, layered and taken out; districts and records follow them; nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from shapely.geometry import Point, box

from model.boundaries import BoundaryOptions, BoundaryReport
from model.errors import BadInputError, UnknownNameError
from model.imports import ImportKind, ImportOptions
from store.importing import import_files
from store.own_boundaries import install, installed, remove
from store.workspace import current_version, open_current
from tests.collected_facts import FACTS
from tests.sources.made_maps import BOW_TIE, geojson, square, written
from tests.valley import valley, write_valley

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ADMIN = FACTS.parent / "files" / "admin"
ALMA, BULAK, FAR = square(71.0, 40.0, 0.45), square(71.5, 40.0, 0.48), square(70.6, 40.55, 0.3)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("boundaries") / "bundled")


@pytest.fixture
def desk(tmp_path: Path, bundled: Path) -> Desk:
    return Desk(tmp_path, bundled)


class Desk:
    """A workspace of the made valley, and maps that are written for it."""

    def __init__(self, folder: Path, bundled: Path) -> None:
        self.folder, self.bundled, self._maps = folder / "w", bundled, folder

    def map(self, name: str, units: Mapping[str, Any], **more: Any) -> Path:
        rows = [(shape, {"ADM0_EN": "Kyrgyzstan", "ADM2_EN": unit, **more}) for unit, shape in units.items()]
        return written(self._maps, f"{name}.geojson", geojson(rows))

    def install(self, path: Path, *, dry_run: bool = False, **said: Any) -> BoundaryReport:
        options = BoundaryOptions(**said)
        return install(self.folder, path, options=options, dry_run=dry_run, bundled=self.bundled)

    def district(self, key: str) -> dict[str, Any]:
        rows = open_current(self.folder, bundled=self.bundled).geometry("districts")
        return dict(rows.set_index("district_id").loc[key])

    def records(self, *lines: str) -> list[tuple[str | None, str]]:
        """District and what assigned it, of records that state only a point."""
        content = "\n".join(["number;date;what;longitude;latitude", *lines]).encode()
        path = written(self._maps, "points.csv", content)
        options = ImportOptions(source_id="points")
        import_files(self.folder, ImportKind.SPREADSHEET, [path], options=options, bundled=self.bundled)
        return self.assigned()

    def assigned(self) -> list[tuple[str | None, str]]:
        rows = open_current(self.folder, bundled=self.bundled).frame("incidents")
        mine = rows[rows["source_id"] == "points"]
        return list(mine[["district_id", "assigned_by"]].itertuples(index=False, name=None))


def test_a_dry_run_tells_every_unit_and_writes_nothing(desk: Desk) -> None:
    path = desk.map("kg", {"Bulak": BULAK, "Alma": ALMA, "Nowhere": FAR, "Empty": None})
    report = desk.install(path, dry_run=True)
    assert report.units == len(report.matched) + len(report.ambiguous) + len(report.unmatched) == 4
    (matched,) = report.matched
    assert (matched["row"], matched["unit_id"], matched["by"]) == (1, "kg-bulak", "name")
    (ambiguous,) = report.ambiguous
    assert (ambiguous["why"], [near["id"] for near in ambiguous["near"]]) == (
        "several_fit",
        ["kg-alma", "kg-alma-city"],
    )
    assert [one["why"] for one in report.unmatched] == ["unknown_name", "no_shape"]
    assert [one["code"] for one in report.quarantined] == ["Q13"]
    assert report.dry_run
    assert not desk.folder.exists()


def test_installed_shapes_draw_the_districts_and_place_the_records(desk: Desk) -> None:
    assert desk.records("1;2022-09-14;brawl;71.55;40.45") == [(None, "unknown")]
    report = desk.install(desk.map("kg", {"Bulak": BULAK}), title="Districts of KG")
    assert report.version == current_version(desk.folder)
    drawn = desk.district("kg-bulak")
    assert drawn["geometry"].equals(box(71.5, 40.0, 71.98, 40.48))
    assert (drawn["geometry_quality"], drawn["source_id"]) == ("official", "kg")
    assert drawn["name_ru"] == "Булак", "names stay"
    assert desk.assigned() == [("kg-bulak", "geometry")]


def test_a_removed_map_gives_the_districts_back_as_they_were(desk: Desk) -> None:
    desk.records("1;2022-09-14;brawl;71.55;40.45")
    before = desk.district("kg-bulak")
    desk.install(desk.map("kg", {"Bulak": BULAK}))
    ids, version = remove(desk.folder, "kg", bundled=desk.bundled)
    after = desk.district("kg-bulak")
    assert (ids, version) == (["kg-bulak"], current_version(desk.folder))
    assert after["geometry"].equals_exact(before["geometry"], 0)
    assert (after["geometry_quality"], after["source_id"]) == (before["geometry_quality"], before["source_id"])
    assert desk.assigned() == [(None, "unknown")]
    assert "kg" not in set(open_current(desk.folder, bundled=desk.bundled).frame("sources")["source_id"])


def test_the_map_installed_last_is_drawn_and_the_one_before_comes_back(desk: Desk) -> None:
    desk.install(desk.map("one", {"Bulak": BULAK}))
    desk.install(desk.map("two", {"Bulak": square(71.6, 40.1, 0.2)}))
    assert desk.district("kg-bulak")["source_id"] == "two"
    listed = {
        one["source_id"]: (one["units"], one["drawn"]) for one in installed(desk.folder, bundled=desk.bundled)
    }
    assert listed == {"two": (1, 1), "one": (1, 0)}
    remove(desk.folder, "two", bundled=desk.bundled)
    assert desk.district("kg-bulak")["source_id"] == "one"


def test_installing_a_source_again_replaces_its_map(desk: Desk) -> None:
    desk.install(desk.map("one", {"Bulak": BULAK}), source_id="mine")
    desk.install(desk.map("two", {"Bulak": square(71.6, 40.1, 0.2)}), source_id="mine")
    (only,) = installed(desk.folder, bundled=desk.bundled)
    assert (only["source_id"], only["file"]) == ("mine", "two.geojson")
    assert desk.district("kg-bulak")["geometry"].area == pytest.approx(0.04)


def test_what_fits_several_districts_is_assigned_by_a_person(desk: Desk) -> None:
    path = desk.map("kg", {"Alma": ALMA})
    report = desk.install(path, assigned={"Alma": "kg-alma-city"})
    assert [(one["unit_id"], one["by"]) for one in report.matched] == [("kg-alma-city", "assigned")]
    with pytest.raises(UnknownNameError, match="no district 'kg-alam' for 'Alma'"):
        desk.install(path, assigned={"Alma": "kg-alam"})


def test_a_city_answers_before_the_district_that_is_drawn_around_it(desk: Desk) -> None:
    city = square(71.18, 40.33, 0.04)
    desk.install(desk.map("kg", {"Alma district": ALMA, "Alma city": city}))
    assert desk.records("1;2022-09-14;brawl;71.2;40.35", "2;2022-09-14;brawl;71.3;40.1") == [
        ("kg-alma-city", "geometry"),
        ("kg-alma", "geometry"),
    ]


def test_a_city_that_the_map_does_not_draw_is_said(desk: Desk) -> None:
    report = desk.install(desk.map("kg", {"Alma district": ALMA}), dry_run=True)
    assert report.not_drawn == ("kg-alma-city",)
    assert "draws within another district: Alma" in " ".join(map(str, report.notes))


def test_a_map_of_which_nothing_matches_installs_nothing(desk: Desk) -> None:
    with pytest.raises(BadInputError, match=r"None of the 1 units of kg\.geojson is a district that we know"):
        desk.install(desk.map("kg", {"Nowhere": FAR}))
    assert current_version(desk.folder) is None


def test_a_map_may_not_take_the_name_of_another_source(desk: Desk) -> None:
    desk.records("1;2022-09-14;brawl;71.55;40.45")
    for taken in ("made", "points"):
        with pytest.raises(BadInputError, match=f"'{taken}' is the name of another source"):
            desk.install(desk.map("kg", {"Bulak": BULAK}), source_id=taken)


def test_removing_what_is_not_installed_names_what_is(desk: Desk) -> None:
    with pytest.raises(UnknownNameError, match="none are installed"):
        remove(desk.folder, "kg", bundled=desk.bundled)
    desk.install(desk.map("kg", {"Bulak": BULAK}))
    with pytest.raises(UnknownNameError, match="use one of kg"):
        remove(desk.folder, "gk", bundled=desk.bundled)


def test_the_licence_that_a_person_states_decides_whether_rows_are_passed_on(desk: Desk) -> None:
    path = desk.map("kg", {"Bulak": BULAK})
    assert not desk.install(path, dry_run=True).source["redistributable"]
    assert desk.install(path, dry_run=True, licence="CC BY 4.0").source["redistributable"]
    assert not desk.install(path, dry_run=True, licence="CC BY-NC 4.0").source["redistributable"]


def test_overlap_with_the_neighbour_and_gaps_are_told_in_square_kilometres(desk: Desk) -> None:
    across = desk.install(
        desk.map("kg", {"Bulak": BULAK, "Alma district": square(70.9, 40.0, 0.55)}), dry_run=True
    )
    # Half a degree of latitude by a tenth of longitude at 40.25 N, and the exclave, which the map swallows.
    (overlap,) = [one for one in across.overlaps if one["other"] == "TJ"]
    assert (overlap["one"], overlap["beside"]) == ("KG", "bundled")
    assert overlap["km2"] == pytest.approx(0.1 * 85.06 * 55.52 + 94.4 * 0.5, rel=0.01)
    short = desk.install(desk.map("kg", {"Alma district": square(71.01, 40.0, 0.3)}), dry_run=True)
    (gap,) = [one for one in short.gaps if one["other"] == "TJ"]
    # A strip of 0.85 km along the unit and 2 km beyond its corner, and the rest of that corner.
    assert gap["km2"] == pytest.approx(0.8506 * (0.3 * 111.04 + 2) + (2 - 0.8506) * 2, rel=0.02)


def test_newer_bundled_data_keep_the_installed_shapes(desk: Desk, tmp_path: Path) -> None:
    desk.install(desk.map("kg", {"Bulak": BULAK}))
    places = valley()["places"].assign(population_year=2025)
    newer = write_valley(tmp_path / "newer", tables={"places": places})
    desk.bundled = newer
    desk.records("1;2022-09-14;brawl;71.55;40.45")
    assert desk.district("kg-bulak")["geometry_quality"] == "official"
    assert desk.assigned() == [("kg-bulak", "geometry")]


def test_a_map_of_provinces_draws_no_district_and_checks_those_that_come_after(desk: Desk) -> None:
    path = written(
        desk.folder.parent, "p.geojson", geojson([(square(71.6, 40.1, 0.1), {"ADM1_EN": "Bulak province"})])
    )
    report = desk.install(path)
    assert (report.level, [one["unit_id"] for one in report.matched]) == ("province", ["Bulak"])
    assert "they draw no district" in " ".join(map(str, report.notes))
    assert desk.district("kg-bulak")["geometry_quality"] == "approximate"
    (outside,) = desk.install(desk.map("kg", {"Bulak": BULAK}), dry_run=True).outside_province
    assert (outside["unit_id"], outside["inside"]) == ("kg-bulak", pytest.approx(0.01 / 0.48**2, rel=0.05))


def test_imported_places_get_the_district_that_a_map_draws_around_them(desk: Desk) -> None:
    content = b"name,lon,lat,country\nYrys,71.55,40.45,KG\n"
    path = written(desk.folder.parent, "mine.csv", content)
    import_files(desk.folder, ImportKind.PLACES, [path], bundled=desk.bundled)

    def district() -> Any:
        places = open_current(desk.folder, bundled=desk.bundled).frame("places")
        return places.set_index("name_en")["district_id"]["Yrys"]

    assert district() is None
    desk.install(desk.map("kg", {"Bulak": BULAK}))
    assert district() == "kg-bulak"


def test_mended_outlines_are_counted_and_usable(desk: Desk) -> None:
    tie = {**BOW_TIE, "coordinates": [[[lon + 1.4, lat + 0.5] for lon, lat in BOW_TIE["coordinates"][0]]]}
    report = desk.install(desk.map("kg", {"Bulak": tie}))
    assert report.mended == 1
    assert desk.district("kg-bulak")["geometry"].contains(Point(71.45, 40.2))


@pytest.mark.parametrize(
    ("name", "level", "matched", "unmatched"),
    [
        ("kgz_wfp_district.json", "district", 18, 22),
        ("tjk_wfp_admin2_2019.json", "district", 15, 43),
        ("uzb_osm_sirdaryo_region_districts.geojson", "district", 0, 11),
        ("uzb_osm_tashkent_region_districts.geojson", "district", 0, 22),
        ("uzb_osm_uzbekistan_regional.geojson", "province", 3, 11),
    ],
)
def test_every_unit_of_a_collected_map_has_its_fate(
    tmp_path: Path, name: str, level: str, matched: int, unmatched: int
) -> None:
    path = ADMIN / name
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({name})")
    report = install(tmp_path / "w", path, dry_run=True)
    assert (report.level, len(report.matched), len(report.unmatched)) == (level, matched, unmatched)
    assert not report.ambiguous
    assert report.units == matched + unmatched
    assert {one["by"] for one in report.matched} <= {"pcode", "name"}


def test_the_two_maps_of_wfp_overlap_by_what_is_told(tmp_path: Path) -> None:
    if not ADMIN.is_dir():
        pytest.skip("the collected files are not beside the repository")
    install(tmp_path / "w", ADMIN / "kgz_wfp_district.json")
    report = install(tmp_path / "w", ADMIN / "tjk_wfp_admin2_2019.json", dry_run=True)
    (overlap,) = [one for one in report.overlaps if one["other"] == "KG"]
    assert (overlap["beside"], overlap["km2"]) == ("installed", pytest.approx(240.3, abs=1))
    (gap,) = [one for one in report.gaps if one["other"] == "KG"]
    assert gap["km2"] == pytest.approx(88.0, abs=1)
