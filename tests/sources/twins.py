"""Small made files of every kind that can be imported, in the shape of the real ones; no row is anybody's."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook
from shapely.geometry import Point

from model.imports import ImportKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ROWS = 12
SECRET = "Zzyzxova"
"""The name of a person who must stand nowhere after an import."""
_PLACES = ("Ak-Sai", "Vorukh", "Chorku", "Batken", "Isfara", "Кок-Таш")


@dataclass(frozen=True)
class Twin:
    """A made file: its name, its kind, its bytes, how many rows it holds, whether it is a text with separators."""

    name: str
    kind: ImportKind
    content: bytes
    rows: int = ROWS
    text: bool = True

    @property
    def file(self) -> str:
        """Name of the file: two twins may have one."""
        return self.name.split("/")[-1]


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[object]], *, separator: str = ",") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerows([header, *rows])
    return stream.getvalue().encode()


def _days() -> list[pd.Timestamp]:
    return [pd.Timestamp("2022-09-14") + pd.Timedelta(days=number) for number in range(ROWS)]


def _acled() -> bytes:
    header = [
        "event_id_cnty",
        "event_date",
        "year",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "admin3",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "source",
        "source_scale",
        "notes",
        "fatalities",
        "tags",
        "timestamp",
    ]
    rows = [
        [
            *(f"KGZ{number}", day.date(), day.year, 1, "Political violence", "Battles", "Armed clash"),
            *("Military Forces of A", "", "State forces", "Military Forces of B", "", "State forces"),
            *(
                "State forces-State forces",
                "",
                417,
                "Caucasus and Central Asia",
                "Kyrgyzstan",
                "Batken",
                "Batken",
                "",
            ),
            *(_PLACES[number % 6], 39.9 + number / 100, 70.7, 1 + number % 3, "A; B", "National"),
            *("On 14 September, a made note, with commas.", number, "", 1_700_000_000 + number),
        ]
        for number, day in enumerate(_days())
    ]
    return csv_bytes(header, rows)


_UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def _ucdp(*, header: bool = True) -> bytes:
    rows = [
        [
            *(
                500_000 + number,
                f"KGZ-2022-1-{number}",
                2022,
                1,
                "Clear",
                1,
                "1",
                1,
                "A - B",
                "1",
                1,
                "A - B",
                "1",
                1,
            ),
            *(
                "Government of A",
                "2",
                2,
                "Government of B",
                1,
                '"Agency, 2022-09-15, A ""made"" headline"',
                "Agency",
            ),
            *(
                "2022-09-15",
                "A made headline",
                "officials",
                1 + number % 7,
                f"{_PLACES[number % 6]} village",
                "near",
            ),
            *(
                "Batken province",
                "Batken district",
                39.9,
                70.7 + number / 100,
                f"POINT ({70.7} {39.9})",
                1,
                "Kyrgyzstan",
            ),
            *(703, "Asia", 1, 1 + number % 5, f"{day.date()} 00:00:00.000", f"{day.date()} 00:00:00.000"),
            *(1, 0, 0, number, 1 + number, 2 + number, 1 + number, 703, 702),
        ]
        for number, day in enumerate(_days())
    ]
    if header:
        return csv_bytes(_UCDP, rows)
    return csv_bytes([str(cell) for cell in rows[0]], rows[1:])


def _kobo() -> bytes:
    header = [
        "start",
        "end",
        "Your name",
        "phone",
        "district",
        "village",
        "safe",
        "problems",
        "problems/water",
        "problems/land",
        "_location_latitude",
        "",
    ][:-1]
    header += [
        "_location_longitude",
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
    ]
    header += ["_submitted_by", "__version__", "_tags", "_index"]
    rows = [
        [
            *(
                "2024-05-01T10:00:00.000+06:00",
                "2024-05-01T10:20:00.000+06:00",
                f"{SECRET} {number}",
                "+996 555 000000",
            ),
            *("Batken", _PLACES[number % 6], ("yes", "no", "")[number % 3], "water land", 1, 1, 39.9, 70.7),
            *(
                1000 + number,
                f"0000-{number}",
                "2024-05-01T10:21:00",
                "",
                "",
                "submitted_via_web",
                "user01",
                "v1",
                "",
            ),
            number + 1,
        ]
        for number in range(ROWS)
    ]
    return csv_bytes(header, rows, separator=";")


def _odk() -> bytes:
    header = [
        "SubmissionDate",
        "person-name",
        "person-age",
        "district",
        "village",
        "safe",
        "problems",
        "problems/water",
        "problems/land",
    ]
    header += [
        "location-Latitude",
        "location-Longitude",
        "location-Altitude",
        "location-Accuracy",
        "meta-instanceID",
        "KEY",
    ]
    header += [
        "SubmitterID",
        "SubmitterName",
        "AttachmentsPresent",
        "AttachmentsExpected",
        "Status",
        "ReviewState",
        "DeviceID",
        "Edits",
    ]
    header.append("FormVersion")
    rows = [
        [
            *("2024-05-01T10:20:00.000Z", f"{SECRET} {number}", 20 + number, "Batken", _PLACES[number % 6]),
            *(
                ("yes", "no", "")[number % 3],
                "water",
                1,
                0,
                39.9,
                70.7,
                900,
                5,
                f"uuid:{number}",
                f"uuid:{number}",
            ),
            *("5", "alice", 0, 0, "", "approved", f"device:{number}", 0, "1"),
        ]
        for number in range(ROWS)
    ]
    return csv_bytes(header, rows)


LIST_HEADER = (
    *(
        "№",
        "Дата",
        "Район",
        "Населённый пункт",
        "Широта",
        "Долгота",
        "Вид",
        "Погибло",
        "Ранено",
        "Описание",
        "Телефон",
    ),
)
LIST_ROWS: list[list[object]] = [
    [
        *(
            number + 1,
            day.strftime("%d.%m.%Y"),
            "Баткенский район",
            _PLACES[number % 6],
            f"39,{90 + number}",
            "70,7",
        ),
        *(
            ("драка", "стрельба", "перекрытие дороги")[number % 3],
            number,
            "",
            f"Спор из-за воды, {number}",
            SECRET,
        ),
    ]
    for number, day in enumerate(_days())
]


def _book(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.create_sheet("Справка").append(["не таблица"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _geonames() -> bytes:
    rows = [
        [
            *(
                1_500_000 + number,
                f"{_PLACES[number % 6]} {number}",
                "ascii",
                "Вариант,Other",
                39.9 + number / 100,
                70.7,
            ),
            *("P", "PPL", "KG", "", "09", "", "", "", 1000 + number, "", 900, "Asia/Bishkek", "2024-01-01"),
        ]
        for number in range(ROWS)
    ]
    return "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows).encode()


def _responses() -> bytes:
    header = [
        "id",
        "name",
        "kind",
        "district",
        "place",
        "date_start",
        "date_end",
        "actors",
        "concern",
        "description",
    ]
    rows = [
        [
            f"R{n}",
            f"Working group {n}",
            "working_group",
            "Batken",
            _PLACES[n % 6],
            "2019-01-01",
            "2020",
            "A; B",
            "water",
            "-",
        ]
        for n in range(ROWS)
    ]
    return csv_bytes(header, rows)


def _places(folder: Path, driver: str, suffix: str) -> bytes:
    frame = gpd.GeoDataFrame(
        {
            "Name": [f"{_PLACES[number % 6]} {number}" for number in range(ROWS)],
            "place": "village",
            "name_ru": "Село",
            "population": range(ROWS),
        },
        geometry=[Point(70.5 + number / 100, 39.9) for number in range(ROWS)],
        crs="EPSG:4326",
    )
    path = folder / f"places{suffix}"
    frame.to_file(path, driver=driver, engine="pyogrio")
    if suffix != ".shp":
        return path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.glob("places.*")):
            if part.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}:
                archive.write(part, part.name)
    return stream.getvalue()


def _zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def twins(folder: Path) -> list[Twin]:
    """All of them; map files are written into the folder by the way."""
    listed = csv_bytes(LIST_HEADER, LIST_ROWS)
    places = ImportKind.PLACES
    return [
        Twin("acled.csv", ImportKind.ACLED, _acled()),
        Twin("ged.csv", ImportKind.UCDP, _ucdp()),
        Twin("bare/candidate.csv", ImportKind.UCDP, _ucdp(header=False)),
        Twin("kobo.csv", ImportKind.KOBO, _kobo()),
        Twin("odk.csv", ImportKind.ODK, _odk()),
        Twin("odk.zip", ImportKind.ODK, _zipped("form.csv", _odk()), text=False),
        Twin("list.csv", ImportKind.SPREADSHEET, listed),
        Twin("list.xlsx", ImportKind.SPREADSHEET, _book([LIST_HEADER, *LIST_ROWS]), text=False),
        Twin("list.zip", ImportKind.SPREADSHEET, _zipped("list.csv", listed), text=False),
        Twin("KG.txt", places, _geonames()),
        Twin("places.geojson", places, _places(folder, "GeoJSON", ".geojson"), text=False),
        Twin("places.kml", places, _places(folder, "KML", ".kml"), text=False),
        Twin("places.gpkg", places, _places(folder, "GPKG", ".gpkg"), text=False),
        Twin("places.zip", places, _places(folder, "ESRI Shapefile", ".shp"), text=False),
        Twin("responses.csv", ImportKind.RESPONSES, _responses()),
    ]
