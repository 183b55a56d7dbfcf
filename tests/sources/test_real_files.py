"""What becomes of each real file that was collected: its kind, its rows, or the sentence that refuses it.

The files are other people's and stay where they are (../shared/files; SOURCES.md there tells their quirks). A
new file without a line here fails the last test.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import pytest

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from sources import registry
from sources.boundaries import read_boundaries
from tests.collected_facts import FACTS
from tests.sources.made_maps import geojson, square, written

if TYPE_CHECKING:
    from pathlib import Path

    from model.imports import Parsed

FILES = FACTS.parent / "files"
ROOMS = ("acled", "admin", "geonames", "kobo", "odk", "ucdp")
_OPTIONS = ImportOptions(secret=b"a made secret of a made workspace", wave="W1")
_A, _U, _K, _O = ImportKind.ACLED, ImportKind.UCDP, ImportKind.KOBO, ImportKind.ODK
_P, _S = ImportKind.PLACES, ImportKind.SPREADSHEET


class Fate(NamedTuple):
    """A file that is read: as which kind, how many rows, how many set aside, whether the kind must be said."""

    path: str
    kind: ImportKind
    rows: int
    aside: int = 0
    said: bool = False


_CENTRAL: dict[str, tuple[int, int]] = {
    "all-data-types_01": (1, 0),
    "ambiguous-entry~1_01": (3, 0),
    "ambiguous-entry~2_01": (3, 0),
    "ambiguous_01": (3, 0),
    "multirepeat-child_01": (4, 0),
    "multirepeat-toy_01": (6, 0),
    "multirepeat_01": (3, 0),
    "mytestform_01": (3, 0),
    "mytestform_02": (3, 0),
    "mytestform_03": (3, 0),
    "mytestform_04": (2, 2),
    "mytestform_05": (1, 1),
    "mytestform_06": (1, 0),
    "mytestform_07": (2, 0),
    "mytestform_08": (1, 0),
    "mytestform_09": (3, 0),
    "nested-repeats-g1_01": (3, 0),
    "nested-repeats-g2_01": (4, 0),
    "nested-repeats-g3_01": (5, 0),
    "nested-repeats_01": (1, 0),
    "pathprefix-children_01": (2, 0),
    "pathprefix_01": (1, 0),
    "selectMultiple_01": (2, 0),
    "selectMultiple_02": (2, 0),
    "singlerepeat-child_01": (3, 0),
    "singlerepeat_01": (3, 0),
    "structuredform_01": (3, 0),
    "structuredform_02": (3, 0),
}
"""What the tests of ODK Central expect: rows, and rows set aside (rejected by a reviewer, or encrypted)."""
READ: tuple[Fate, ...] = (
    Fate("acled/new31_benin_2023.csv", _A, 811),
    Fate("acled/old31_burkina_2020_clip.csv", _A, 2_000),
    Fate("acled/api2016_africa.csv", _A, 500),
    Fate("acled/old32_kenya_2019_clip.csv", _A, 1_500),
    Fate("acled/minimal5col_clip.csv", _A, 500),
    Fate("acled/acledR_old_dummy.csv", _A, 326),
    Fate("acled/new31_somalia_2025_excerpt_TRANSCRIBED.csv", _A, 5),
    Fate("ucdp/ged_ukr_hdx_2021.csv", _U, 993),
    Fate("ucdp/ged_ukr_hdx_2023.csv", _U, 2_989),
    Fate("ucdp/ged191_syria_from_rda_clip.csv", _U, 3_000),
    Fate("kobo/boreholefunc_mwi_kobo_export.csv", _K, 197),
    # Cleaned or of another tool: nothing in them says KoBo, so the command or the page must.
    Fate("kobo/boreholefunc_mwi_clean.xlsx", _K, 108, said=True),
    Fate("kobo/flood_chlorination_mwater.csv", _K, 328, said=True),
    Fate("kobo/waterpoint_functionality_clip.csv", _K, 2_000, said=True),
    *(Fate(f"odk/central_expected/{name}.csv", _O, rows, aside) for name, (rows, aside) in _CENTRAL.items()),
    Fate("geonames/cities15000_2013_ferghana_clip.txt", _P, 65, aside=2),
)


class Map(NamedTuple):
    """A map that is installed as boundaries: its level (2 districts, 1 provinces), units, how many mended."""

    path: str
    level: int
    units: int
    mended: int = 0


MAPS: tuple[Map, ...] = (
    Map("admin/kgz_wfp_district.json", 2, 40),
    Map("admin/tjk_wfp_admin2_2019.json", 2, 58),
    Map("admin/uzb_osm_sirdaryo_region_districts.geojson", 2, 11),
    Map("admin/uzb_osm_tashkent_region_districts.geojson", 2, 22, mended=3),
    Map("admin/uzb_osm_uzbekistan_regional.geojson", 1, 14, mended=4),
)
"""What matches of them, and what does not: tests/store/test_own_boundaries.py."""
NO_MAPS: dict[str, str] = {
    "admin/tjk_unified_INVALID.json": "bare outline",
    "admin/worldgeojson_kyrgyzstan.json": "bare outline",
    "admin/kgz_viirs_NOT_geojson.geojson": "JSON of another kind",
    "admin/lfs_pointer_kyrgyzstan.geojson": "Git LFS pointer",
}
REFUSED: dict[str, str] = {
    "ucdp/organizedviolence_countryyear_v25_1_clip.csv": "country",
    "admin/lfs_pointer_kyrgyzstan.geojson": "Git LFS pointer",
    "admin/kgz_viirs_NOT_geojson.geojson": "JSON",
}
NO_IMPORTS: dict[str, str] = {
    "kobo/formpack/*.json": "forms in the JSON of another tool",
    "odk/*.xls*": "forms, given with --form",
    "kobo/boreholefunc_mwi_dictionary.csv": "a dictionary of columns",
    "admin/tjk_openadmindata_districts.json": "middles of districts, no shape and no settlement",
}
"""Files that hold no rows of data; what else is done with them."""


def _path(name: str) -> Path:
    path = FILES / name
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({path.name})")
    return path


def _read(path: Path, kind: ImportKind | None = None) -> Parsed:
    return registry.read(kind, [path], _OPTIONS)


@pytest.mark.parametrize("fate", READ, ids=lambda fate: fate.path)
def test_a_file_is_recognised_and_every_row_of_it_is_accounted_for(fate: Fate) -> None:
    parsed = _read(_path(fate.path), fate.kind if fate.said else None)
    kept, aside = set(parsed.tables[parsed.table].index), set(parsed.quarantine["row"])
    assert parsed.kind is fate.kind
    assert (parsed.read, len(aside)) == (fate.rows, fate.aside)
    assert parsed.read == len(kept | aside)
    assert not kept & aside


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_what_it_seems_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(BadInputError, match=REFUSED[name]):
        _read(_path(name))


@pytest.mark.parametrize("fate", MAPS, ids=lambda fate: fate.path)
def test_a_map_is_read_whole(fate: Map) -> None:
    found = read_boundaries(_path(fate.path))
    assert (found.level, len(found.units), found.mended) == (fate.level, fate.units, fate.mended)
    assert found.quarantine.empty


@pytest.mark.parametrize("name", NO_MAPS)
def test_a_file_that_is_no_map_of_districts_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(BadInputError, match=NO_MAPS[name]):
        read_boundaries(_path(name))


def test_a_map_in_units_of_a_screen_is_refused_in_a_sentence(tmp_path: Path) -> None:
    drawn = [(square(x, y, 200), {"ADM2_EN": f"{x}"}) for x, y in ((0, 0), (600, 400))]
    path = written(tmp_path, "screen.geojson", geojson(drawn))
    for reads in (read_boundaries, _read):
        with pytest.raises(BadInputError, match="x runs from 0 to 800 and y from 0 to 600"):
            reads(path)


def test_every_collected_file_has_a_fate() -> None:
    if not FILES.is_dir():
        pytest.skip("the collected files are not beside the repository")
    found = {
        path.relative_to(FILES).as_posix()
        for room in ROOMS
        for path in (FILES / room).rglob("*")
        if path.is_file()
    }
    told = {fate.path for fate in (*READ, *MAPS)} | REFUSED.keys() | NO_MAPS.keys()
    other = {name for name in found for pattern in NO_IMPORTS if PurePosixPath(name).match(pattern)}
    assert not found - told - other
