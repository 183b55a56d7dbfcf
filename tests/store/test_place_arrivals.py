"""Imported places: those there already, new ones, what that does to names; nothing is doubled silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from model.imports import ImportKind, ImportOptions
from store.importing import import_files
from store.workspace import open_current
from tests.sources.made_maps import written
from tests.sources.twins import csv_bytes
from tests.valley import valley, write_valley

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import ImportReport
    from store.bundle import Store

HEADER = ("id", "name", "other names", "lon", "lat", "country", "district", "population")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = valley()["places"]
    places.loc[places["place_id"] == "P04", "coord_source"] = "GeoNames 77"
    return write_valley(tmp_path_factory.mktemp("places") / "bundled", tables={"places": places})


class Desk:
    def __init__(self, folder: Path, bundled: Path) -> None:
        self.folder, self.bundled, self._files = folder / "w", bundled, folder

    def bring(self, *rows: Sequence[Any], source: str = "mine") -> ImportReport:
        filled = [[*row, *[""] * (len(HEADER) - len(row))] for row in rows]
        path = written(self._files, f"{source}.csv", csv_bytes(HEADER, filled))
        options = ImportOptions(source_id=source)
        return import_files(self.folder, ImportKind.PLACES, [path], options=options, bundled=self.bundled)

    @property
    def store(self) -> Store:
        return open_current(self.folder, bundled=self.bundled)

    def place(self, key: str) -> dict[str, Any]:
        return dict(self.store.frame("places").set_index("place_id").loc[key])

    def ids(self) -> list[str]:
        """The places that are not bundled."""
        places = self.store.frame("places")
        return sorted(places.loc[places["source_id"] != "made", "place_id"])


@pytest.fixture
def desk(tmp_path: Path, bundled: Path) -> Desk:
    return Desk(tmp_path, bundled)


def _counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.updated, report.unchanged, report.quarantined_rows


def test_a_place_of_the_same_name_nearby_is_the_same_and_gets_its_spellings(desk: Desk) -> None:
    report = desk.bring(["1", "Ак Булак", "Oqbuloq", 71.06, 40.405, "KG"])
    assert _counts(report) == (1, 0, 0, 0)
    assert "are places which were there already: 1" in " ".join(map(str, report.notes))
    assert desk.ids() == []
    assert desk.place("P01")["variants"] == ["Ak Bulak", "Ак Булак", "Oqbuloq"]
    assert (desk.place("P01")["lon"], desk.place("P01")["name_en"]) == (71.05, "Ak-Bulak")


def test_its_new_spellings_are_found_from_then_on(desk: Desk) -> None:
    assert desk.store.gazetteer("place").resolve("Suv Boʻyi", careful=True).status == "unknown"
    desk.bring(["1", "Ak-Bulak", "Suv Boʻyi", 71.06, 40.405, "KG"])
    assert desk.store.gazetteer("place").resolve("Suv Boʻyi", careful=True).ids == ("P01",)


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Ak-Bulak", "", 71.08, 40.42, "KG"],
        ["1", "Ak-Bulak", "", 71.06, 40.405, "UZ"],
        ["1", "Yrys", "", 71.06, 40.405, "KG"],
    ],
    ids=["farther than 2 km", "another country", "another name"],
)
def test_any_other_place_is_a_new_one(desk: Desk, row: list[Any]) -> None:
    desk.bring(row)
    assert desk.ids() == ["mine-1"]


def test_a_place_is_the_same_if_its_name_is_a_known_variant(desk: Desk) -> None:
    desk.bring(["1", "Qora Buloq", "", 71.02, 40.30, "KG"])
    assert desk.ids() == []


def test_the_id_of_geonames_joins_whatever_name_and_distance(desk: Desk) -> None:
    cells = [
        "77",
        "Sazdyk",
        "Sazdyk",
        "",
        "40.3",
        "71.8",
        "P",
        "PPL",
        "KG",
        *[""] * 5,
        "5",
        "",
        "9",
        "z",
        "2024-01-01",
    ]
    path = written(desk.folder.parent, "KG.txt", ("\t".join(cells) + "\n").encode())
    import_files(desk.folder, ImportKind.PLACES, [path], bundled=desk.bundled)
    assert desk.ids() == []
    assert desk.place("P04")["variants"] == ["Sazdyk"]


def test_a_guessed_point_gives_way_to_the_only_place_of_its_name_around(desk: Desk) -> None:
    desk.bring(["1", "Guzar", "", 71.15, 40.56, "UZ"])
    place = desk.place("P11")
    assert (place["lon"], place["lat"], place["confidence"], place["hugs_line"]) == (71.15, 40.56, "medium", False)
    assert desk.ids() == []


def test_two_places_that_a_guess_may_be_both_stay(desk: Desk) -> None:
    desk.bring(["1", "Guzar", "", 71.15, 40.56, "UZ"], ["2", "Guzar", "", 71.15, 40.60, "UZ"])
    assert desk.place("P11")["confidence"] == "low"
    assert desk.ids() == ["mine-1", "mine-2"]


def test_one_place_that_stands_twice_in_a_list_is_one(desk: Desk) -> None:
    report = desk.bring(["1", "Yrys", "", 71.5, 40.4, "KG"], ["2", "Ырыс", "Irys", 71.505, 40.4, "KG"])
    assert _counts(report) == (2, 0, 0, 0)
    assert desk.ids() == ["mine-1"]
    assert desk.place("mine-1")["variants"] == ["Ырыс", "Irys"]


def test_a_list_brought_again_changes_nothing(desk: Desk) -> None:
    rows = [["1", "Ak-Bulak", "Oqbuloq", 71.06, 40.405, "KG"], ["2", "Yrys", "", 71.5, 40.4, "KG"]]
    desk.bring(*rows)
    before = desk.place("P01")["variants"]
    assert _counts(desk.bring(*rows)) == (0, 0, 2, 0)
    assert desk.place("P01")["variants"] == before
    assert desk.ids() == ["mine-2"]


def test_a_changed_place_is_updated_and_told_field_by_field(desk: Desk) -> None:
    desk.bring(["1", "Yrys", "", 71.5, 40.4, "KG", "", 10])
    assert _counts(desk.bring(["1", "Yrys", "", 71.5, 40.4, "KG", "", 12])) == (0, 1, 0, 0)
    changes = desk.store.frame("changes")
    assert changes[["record_id", "column", "before", "after"]].to_numpy().tolist() == [
        ["mine-1", "population", "10", "12"]
    ]
    assert desk.place("mine-1")["population"] == 12


def test_a_second_list_joins_the_places_of_the_first(desk: Desk) -> None:
    desk.bring(["1", "Yrys", "", 71.5, 40.4, "KG"])
    desk.bring(["9", "Yrys", "Ырыс айылы", 71.505, 40.4, "KG"], source="theirs")
    assert desk.ids() == ["mine-1"]
    assert "Ырыс айылы" in desk.place("mine-1")["variants"]


def test_a_stated_district_is_taken_where_its_name_is_sure_else_the_one_around_the_point(desk: Desk) -> None:
    desk.bring(
        ["1", "Yrys", "", 71.5, 40.4, "KG", "Bulak"],
        ["2", "Tunuk", "", 71.15, 40.25, "KG", "Alma"],
        ["3", "Kirek", "", 71.9, 40.05, "KG"],
    )
    assert [desk.place(f"mine-{n}")["district_id"] for n in (1, 2, 3)] == ["kg-bulak", "kg-alma", None]
    # The point of the second lies in the catchment of kg-alma; "Alma" alone is a district and a city.


def test_a_place_in_an_exclave_says_so(desk: Desk) -> None:
    desk.bring(["1", "Ichki", "", 71.42, 40.22, "TJ"])
    assert desk.place("mine-1")["exclave_id"] == "halqa"


def test_newer_bundled_places_get_the_spellings_again(desk: Desk, tmp_path: Path) -> None:
    desk.bring(["1", "Ak-Bulak", "Suv Boʻyi", 71.06, 40.405, "KG"])
    places = valley()["places"].assign(population_year=2025)
    desk.bundled = write_valley(tmp_path / "newer", tables={"places": places})
    desk.bring(["5", "Yrys", "", 71.5, 40.4, "KG"], source="theirs")
    assert desk.place("P01")["population_year"] == 2025
    assert "Suv Boʻyi" in desk.place("P01")["variants"]


def test_an_incident_names_an_imported_place(desk: Desk) -> None:
    desk.bring(["1", "Yrys", "Ырыс", 71.7, 40.25, "KG"])
    content = "number;date;district;place;what\n1;2022-09-14;Bulak;Ырыс;brawl\n".encode()
    path = written(desk.folder.parent, "log.csv", content)
    report = import_files(desk.folder, ImportKind.SPREADSHEET, [path], bundled=desk.bundled)
    assert not report.unmatched
    assert not report.ambiguous
    records = desk.store.frame("incidents")
    assert records.loc[records["source_id"] == "log", ["place_id", "lon"]].to_numpy().tolist() == [
        ["mine-1", 71.7]
    ]
