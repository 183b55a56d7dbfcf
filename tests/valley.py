"""A tiny made valley for everybody's tests: three rectangles, straight lines, a dozen places, made incidents.

::

    41.0 +-----------------------------+
         |  UZ                         |
    40.5 +-------------+---------------+   the trijunction is at 71.0 E 40.5 N
         |  TJ         |  KG   [TJ]    |   [TJ] = the exclave Halqa, a ring
    40.0 +-------------+---------------+
        70.0          71.0            72.0

Nothing here is a fact. Rows are written as short as they can be and filled up from the contracts.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon, box

from model.tables import BY_NAME, Kind
from tools.write_table import write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Row = dict[str, Any]
TRIJUNCTION = (71.0, 40.5)
HALQA = box(71.4, 40.2, 71.5, 40.3)
LINES: dict[tuple[str, str], tuple[str, str, Sequence[tuple[float, float]]]] = {
    ("KG-TJ", "Halqa ring"): ("KG", "TJ", list(HALQA.exterior.reverse().coords)),
    ("KG-TJ", "main"): ("KG", "TJ", [TRIJUNCTION, (71.0, 40.0)]),
    ("KG-UZ", "main"): ("UZ", "KG", [TRIJUNCTION, (71.5, 40.5), (72.0, 40.5)]),
    ("TJ-UZ", "main"): ("TJ", "UZ", [TRIJUNCTION, (70.5, 40.5), (70.0, 40.5)]),
}
"""(border, part): country on the left, on the right, vertices."""

FILES: dict[str, str] = {
    "countries": "boundaries",
    "exclaves": "boundaries",
    "districts": "boundaries",
    "border_lines": "boundaries",
    "border_sections": "boundaries",
    "border_statements": "boundaries",
    "annotations": "boundaries",
    "crossings": "boundaries",
    "crossing_status": "boundaries",
    "shared_resources": "resources",
    "responses": "responses",
    "places": "places",
    "incidents": "incidents",
    "accounts": "incidents",
    "reference_figures": "surveys",
    "survey_questions": "surveys",
    "survey_waves": "surveys",
    "survey_answers": "surveys",
    "sources": "",
}
"""Table: folder of its file."""

_EMPTY: dict[Kind, Any] = {Kind.TEXT: "made", Kind.TEXTS: [], Kind.DATE: date(2000, 1, 1), Kind.BOOL: False}


def rows_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame with all columns of the contract; what a row leaves out is empty, or made where it must be there."""
    table = BY_NAME[name]
    filled = [
        {
            column.name: row.get(column.name, None if column.nullable else _EMPTY.get(column.kind))
            for column in table.columns
        }
        for row in rows
    ]
    return pd.DataFrame(filled, columns=list(table.column_names))


def valley() -> dict[str, pd.DataFrame]:
    """Every canonical table of the made valley."""
    made = {
        "countries": _countries(),
        "exclaves": _exclaves(),
        "districts": _districts(),
        "border_lines": _border_lines(),
        "border_sections": _border_sections(),
        "border_statements": _border_statements(),
        "annotations": _annotations(),
        "crossings": _crossings(),
        "crossing_status": _crossing_status(),
        "shared_resources": _shared_resources(),
        "responses": _responses(),
        "places": _places(),
        "incidents": _incidents(),
        "accounts": _accounts(),
        "reference_figures": _reference_figures(),
        "survey_questions": _survey_questions(),
        "survey_waves": _survey_waves(),
        "survey_answers": _survey_answers(),
        "sources": _sources(),
    }
    return {name: rows_of(name, rows) for name, rows in made.items()}


def write_valley(folder: Path, *, tables: Mapping[str, pd.DataFrame] | None = None) -> Path:
    """The folder itself, with a Parquet file for each table and a catalog.json; ``tables`` replace made ones."""
    entries = []
    for name, frame in (valley() | dict(tables or {})).items():
        path = folder / FILES[name] / f"{name}.parquet"
        written = write_table(name, frame, path)
        entries.append(_entry(folder, path, name, len(written)))
    catalog = {"format": 1, "built_on": "2026-01-01", "files": sorted(entries, key=lambda entry: entry["path"])}
    (folder / "catalog.json").write_text(json.dumps(catalog, indent=1), encoding="utf-8")
    return folder


def _entry(folder: Path, path: Path, name: str, rows: int) -> Row:
    return {
        "path": path.relative_to(folder).as_posix(),
        "table": name,
        "title": name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rows": rows,
        "bounds": None,
        "licence": "CC0-1.0",
        "attribution": "made for tests",
        "source_ids": ["made"],
        "built_by": "tests/valley.py",
    }


def _countries() -> list[Row]:
    kg = Polygon(box(71.0, 40.0, 72.0, 40.5).exterior.coords, [HALQA.exterior.coords])
    tj = box(70.0, 40.0, 71.0, 40.5).union(HALQA)
    names = {"KG": "Kyrgyzstan", "TJ": "Tajikistan", "UZ": "Uzbekistan"}
    shapes = {"KG": kg, "TJ": tj, "UZ": box(70.0, 40.5, 72.0, 41.0)}
    return [
        {"country": code, "name_en": names[code], "geometry": shapes[code], "source_id": "made"} for code in names
    ]


def _exclaves() -> list[Row]:
    common = {"belongs_to": "TJ", "surrounded_by": "KG", "source_id": "made"}
    return [
        {"exclave_id": "halqa", "name_en": "Halqa", "area_km2": 94.4, "geometry_kind": "ring", "geometry": HALQA}
        | common,
        {"exclave_id": "nuqta", "name_en": "Nuqta", "geometry_kind": "point", "geometry": Point(71.7, 40.1)}
        | common,
    ]


def _districts() -> list[Row]:
    def unit(slug: str, province: str, name: str, at: tuple[float, float], **more: Any) -> Row:
        given = {
            "district_id": slug,
            "country": slug[:2].upper(),
            "province": province,
            "name_en": name,
            "kind": "city" if slug.endswith("-city") else "district",
            "lon": at[0],
            "lat": at[1],
            "geometry_quality": "approximate" if more.get("geometry") else "none",
            "verification": "verified",
            "source_id": "made",
        }
        return given | more

    return [
        unit("kg-alma", "Alma", "Alma", (71.1, 40.3), geometry=box(71.0, 40.2, 71.3, 40.5), name_ru="Алма"),
        unit("kg-alma-city", "Alma", "Alma", (71.2, 40.35), name_ru="Алма", variants=["Alma Town"]),
        unit("kg-bulak", "Bulak", "Bulak", (71.7, 40.2), geometry=box(71.6, 40.1, 71.8, 40.3), name_ru="Булак"),
        unit("tj-chinar-city", "Chinor", "Chinor", (70.8, 40.3), geometry=box(70.7, 40.2, 71.0, 40.4)),
        unit("tj-dara", "Chinor", "Dara", (70.3, 40.2), name_ru="Дара", former_names="Leninsk until 1992"),
        unit("uz-erk", "Erk", "Erk", (70.9, 40.7), geometry=box(70.5, 40.5, 71.2, 40.9)),
        unit("uz-furqat", "Erk", "Furqat", (71.6, 40.7), population=1000, population_year=2020),
    ]


def _places() -> list[Row]:
    def place(key: str, name: str, district: str, lon: float, lat: float, **more: Any) -> Row:
        given = {
            "place_id": key,
            "name_en": name,
            "kind": "village",
            "country": district[:2].upper(),
            "district_id": district,
            "lon": lon,
            "lat": lat,
            "radius_m": 2000.0,
            "confidence": "high",
            "verification": "verified",
            "source_id": "made",
        }
        return given | more

    return [
        place("P01", "Ak-Bulak", "kg-alma", 71.05, 40.40, name_ru="Ак-Булак"),
        place("P02", "Kara-Bulak", "kg-alma", 71.02, 40.30, variants=["Qora-Buloq"]),
        place("P03", "Alma", "kg-alma-city", 71.20, 40.35, kind="city", population=20000, population_year=2019),
        place("P04", "Saz", "kg-bulak", 71.70, 40.20),
        place("P05", "Chinor", "tj-chinar-city", 70.80, 40.30, kind="city"),
        place("P06", "Lab", "tj-chinar-city", 70.97, 40.40),
        place("P07", "Sang", "tj-chinar-city", 70.98, 40.25),
        place("P08", "Darband", "tj-dara", 70.30, 40.20),
        place("P09", "Halqa", "tj-dara", 71.45, 40.25, exclave_id="halqa"),
        place("P10", "Erk", "uz-erk", 70.90, 40.70, kind="town"),
        place("P11", "Guzar", "uz-erk", 71.10, 40.53, confidence="low", radius_m=10_000.0, hugs_line=True),
        place("P12", "Yangi", "kg-alma", 71.01, 40.46, country_before="UZ", country_since=date(2023, 1, 27)),
    ]


def _border_lines() -> list[Row]:
    geod = Geod(ellps="WGS84")
    return [
        {
            "border": border,
            "part": part,
            "left_country": left,
            "right_country": right,
            "length_m": geod.geometry_length(LineString(vertices)),
            "closed": vertices[0] == vertices[-1],
            "version": "2025",
            "source_id": "made",
            "geometry": LineString(vertices),
        }
        for (border, part), (left, right, vertices) in LINES.items()
    ]


def _border_sections() -> list[Row]:
    def section(key: str, border: str, status: str, first: date, last: date | None, **more: Any) -> Row:
        given = {
            "section_id": key,
            "border": border,
            "name_en": "Orchard",
            "kind": "stretch",
            "part": "main",
            "status": status,
            "valid_from": first,
            "valid_to": last,
            "extent_basis": "derived",
            "verification": "verified",
            "source_title": "Made gazette",
            "source_url": "https://example.org/gazette",
            "source_id": "made",
        }
        return given | more

    treaty = date(2021, 1, 1)
    return [
        section("S01a", "KG-TJ", "disputed", date(2000, 1, 1), treaty, from_m=5000.0, to_m=20000.0),
        section("S01b", "KG-TJ", "delimited", treaty, None, from_m=5000.0, to_m=20000.0),
        section(
            "S02", "KG-TJ", "agreed", date(2010, 1, 1), treaty, from_m=15000.0, to_m=18000.0, name_en="Old mill"
        ),
        section("S03", "KG-TJ", "undelimited", date(1991, 1, 1), None, kind="point", part=None, lon=71.7, lat=40.1)
        | {"radius_m": 1500.0, "name_en": "Nuqta"},
        section("S04", "KG-UZ", "delimited", date(2023, 1, 27), None, kind="whole_line", name_en="Whole line")
        | {"from_m": 0.0, "to_m": 84_000.0},
    ]


def _border_statements() -> list[Row]:
    return [
        {
            "statement_id": "S05",
            "border": "KG-TJ",
            "date_from": date(2019, 1, 1),
            "date_to": date(2021, 1, 1),
            "status": "agreed",
            "statement": "30 of 55 km agreed; which stretches was not published",
            "km": 30.0,
            "km_total": 55.0,
            "verification": "verified",
            "source_id": "made",
        }
    ]


def _annotations() -> list[Row]:
    return [
        {
            "annotation_id": "S06",
            "border": "KG-TJ",
            "date_from": date(2021, 5, 1),
            "text": "The crossing at Lab was closed.",
            "lon": 70.97,
            "lat": 40.40,
            "verification": "verified",
            "source_id": "made",
        }
    ]


def _crossings() -> list[Row]:
    common = {"verification": "verified", "source_id": "made", "location_level": "L2", "radius_m": 5000.0}
    nowhere = {"location_level": "L5", "radius_m": None}
    return [
        {"crossing_id": "C1", "border": "KG-TJ", "name_en": "Ak-Bulak / Lab", "crossing_type": "international"}
        | {"name_ru": "Ак-Булак / Лаб", "lon": 71.0, "lat": 40.4, "district_ids": ["kg-alma", "tj-chinar-city"]}
        | common,
        {"crossing_id": "C2", "border": "KG-UZ", "name_en": "Guzar", "crossing_type": "bilateral"}
        | {"lon": 71.1, "lat": 40.5, "district_ids": ["kg-alma", "uz-erk"]}
        | common,
        {"crossing_id": "C3", "border": "TJ-UZ", "name_en": "Erk", "crossing_type": "not_stated"}
        | common
        | nowhere,
    ]


def _crossing_status() -> list[Row]:
    def status(key: str, crossing: str, word: str, first: date, last: date | None) -> Row:
        given = {"status_id": key, "crossing_id": crossing, "status": word, "date_from": first, "date_to": last}
        return (
            given
            | {"date_level": "T1", "reason": f"Made reason {key}.", "verification": "verified"}
            | {
                "source_title": "Made newspaper",
                "source_url": f"https://example.org/{key}",
                "source_id": "made",
            }
        )

    return [
        status("X1", "C1", "open", date(2015, 1, 1), date(2020, 5, 1)),
        status("X2", "C1", "closed", date(2020, 5, 1), date(2022, 1, 1)),
        status("X3", "C1", "restricted", date(2021, 1, 1), None),
        status("X4", "C1", "open", date(2022, 1, 1), None),
        status("X5", "C2", "closed", date(2018, 1, 1), None),
        status("X6", "C2", "restricted", date(2016, 1, 1), date(2017, 1, 1)),
    ]


def _shared_resources() -> list[Row]:
    return [
        {"resource_id": "R1", "name_en": "Old mill canal", "kind": "canal", "countries": ["KG", "TJ"]}
        | {"border": "KG-TJ", "issue": "Two villages draw from it in turns.", "since": "1968", "lon": 71.0}
        | {
            "lat": 40.42,
            "location_level": "L2",
            "radius_m": 3000.0,
            "verification": "verified",
            "source_id": "made",
        }
    ]


def _responses() -> list[Row]:
    common = {"part_of": "MADE", "countries": ["KG"], "actors": ["nobody"], "concern": "Made concern."}
    common |= {"reported_result": "Made result.", "verification": "verified", "source_id": "made"}
    return [
        {"response_id": "A1", "name_en": "Made programme", "kind": "working_group", "place_text": "five villages"}
        | {"date_start": date(2018, 1, 1), "date_level": "T5", "location_level": "L4", "provinces": ["Alma"]}
        | common,
        {"response_id": "A2", "name_en": "Made meeting", "kind": "dialogue", "place_text": "Ak-Bulak"}
        | {"date_start": date(2019, 5, 5), "date_end": date(2019, 5, 5), "date_level": "T1", "place_id": "P01"}
        | {"district_id": "kg-alma", "lon": 71.05, "lat": 40.40, "location_level": "L2", "radius_m": 5000.0}
        | common,
    ]


_AT: dict[str, Row] = {
    row["place_id"]: {
        "place_id": row["place_id"],
        "place_text": row["name_en"],
        "district_id": row["district_id"],
        "country": row["country"],
        "lon": row["lon"],
        "lat": row["lat"],
    }
    for row in _places()
}


def _incident(key: str, day: date, at: Row, **more: Any) -> Row:
    given = {
        "incident_id": key,
        "date_start": day,
        "date_end": day,
        "date_level": "T1",
        "assigned_by": "stated" if at.get("district_id") else "unknown",
        "location_level": "L1",
        "radius_m": 2000.0,
        "border": "KG-TJ",
        "incident_type": "shooting",
        "theme": "cross_border",
        "parties": ["villagers", "guards"],
        "description": f"Made record {key}.",
        "source_title": "Made newspaper",
        "source_url": f"https://example.org/{key}",
        "verification": "verified",
        "record_kind": "event",
        "visibility": "public",
        "source_id": "facts-incidents",
    }
    return at | given | more


def _deaths(low: int | None, best: int | None, high: int | None) -> Row:
    return {"killed_low": low, "killed_best": best, "killed_high": high}


def _incidents() -> list[Row]:
    big = {"part_of": "BIG2020", "record_kind": "part", "incident_type": "armed_clash"}
    halo = {"location_level": "L2", "radius_m": 5000.0}
    district_only = {"location_level": "L3", "radius_m": None, "place_id": None}
    somewhere: Row = {"place_text": "on the border"}
    return [
        _incident("V01", date(2015, 3, 1), _AT["P01"]),
        _incident("V02", date(2015, 3, 2), _AT["P06"], **halo, **_deaths(1, 1, 1)),
        _incident("V03", date(2018, 7, 10), _AT["P08"] | {"place_text": "Dara"}, **district_only),
        _incident("V04", date(2019, 6, 1), _AT["P03"], border=None, incident_type="protest", theme="interethnic"),
        _incident("V05", date(2019, 12, 30), _AT["P01"], date_end=date(2020, 1, 3), date_level="T2"),
        _incident("V06", date(2019, 8, 8), _AT["P10"], border="KG-UZ", verification="unverified"),
        _incident("V07", date(2019, 9, 9), somewhere, location_level="L5", country="KG"),
        _incident(
            "V08",
            date(2020, 5, 1),
            {"place_text": "Ak-Bulak to Lab"},
            date_end=date(2020, 5, 3),
            record_kind="total",
            part_of="BIG2020",
            incident_type="armed_clash",
            location_level="L5",
            district_ids=["kg-alma", "tj-chinar-city"],
            **_deaths(10, 10, 17),
        ),
        _incident("V09", date(2020, 5, 1), _AT["P01"], **big, **_deaths(2, 2, 2)),
        _incident("V10", date(2020, 5, 1), _AT["P02"], **big, **halo),
        _incident("V11", date(2020, 5, 2), _AT["P06"], **big, date_end=date(2020, 5, 3), date_level="T2"),
        _incident("V12", date(2020, 5, 2), _AT["P07"], **big, verification="partly"),
        _incident("V13", date(2020, 5, 2), _AT["P07"], record_kind="duplicate"),
        _incident("V14", date(2021, 2, 2), _AT["P02"], visibility="internal"),
        _incident("V15", date(2022, 2, 2), _AT["P09"], record_kind="outside"),
    ]


def _accounts() -> list[Row]:
    def account(incident: str, number: int, teller: str, about: str, best: int | None, **more: Any) -> Row:
        given = {
            "account_id": f"{incident}-{number}",
            "incident_id": incident,
            "told_by": teller,
            "about_side": about,
            "priority": 1,
            **_deaths(best, best, best),
            "source_title": "Made newspaper",
            "source_url": f"https://example.org/{incident}/{number}",
            "verification": "verified",
            "source_id": "facts-incidents",
        }
        return given | more

    return [
        account("V01", 1, "KG", "KG", 1),
        account("V01", 2, "TJ", "TJ", 2, **_deaths(2, 2, 3)),
        account("V08", 1, "KG", "KG", 6),
        account("V08", 2, "KG", "KG", 7, priority=2),
        account("V08", 3, "TJ", "TJ", 4),
        account("V08", 4, "third", "TJ", 9, priority=2),
        account("V08", 5, "third", "both", 5, note="civilians only"),
        account("V09", 1, "unknown", "both", 2),
        account("V12", 1, "TJ", "TJ", None, injured_low=3, injured_best=3, injured_high=3),
    ]


def _reference_figures() -> list[Row]:
    def figure(key: str, value: float, level: str, text: str, half: str, **more: Any) -> Row:
        given = {
            "figure_id": key,
            "what": "confidence index in the village council",
            "measure": "confidence_index",
            "topic": "confidence-council",
            "value": value,
            "unit": "index -100..100",
            "place_level": level,
            "place_text": text,
            "date_text": half,
            "date_start": date(int(half[:4]), 1, 1),
            "date_end": date(int(half[:4]), 6, 30),
            "n": 3600,
            "verification": "verified",
            "source_title": "Made statistics office",
            "source_id": "made",
        }
        return given | more

    return [
        figure("F01", 41.0, "province", "Alma region", "2019-H1", country="KG", province="Alma"),
        figure("F02", 43.5, "province", "Alma region", "2020-H1", country="KG", province="Alma"),
        figure("F03", 30.0, "national", "Kyrgyzstan", "2020-H1", country="KG"),
        figure("F04", 12.0, "national", "Elsewhere", "2020-H1", comparison=True),
        figure("F05", 500.0, "province", "Alma region", "2020-H1", country="KG", province="Alma")
        | {"measure": "coverage", "unit": "respondents", "topic": "coverage"},
    ]


def _survey_questions() -> list[Row]:
    return [
        {
            "question_id": "Q01",
            "theme": "safety",
            "text_en": "How safe do you feel after dark?",
            "scale": ["safe", "unsafe", "dont_know", "refused"],
            "scale_labels_en": ["Safe", "Unsafe", "Don't know", "Refused"],
            "insecure": ["unsafe"],
            "reading": "feel unsafe",
            "answer_mode": "single",
            "asked_of": "all",
            "source_id": "made",
        },
        {
            "question_id": "Q02",
            "theme": "worries",
            "text_en": "What worries you?",
            "scale": ["water", "road", "none"],
            "scale_labels_en": ["Water", "Road", "Nothing"],
            "insecure": ["water", "road"],
            "reading": "name a worry",
            "answer_mode": "multi",
            "asked_of": "all",
            "source_id": "made",
        },
    ]


def _survey_waves() -> list[Row]:
    common = {"interview_mode": "face to face", "synthetic": True, "seed": 1, "source_id": "made-survey"}
    return [
        {"wave": "2020-spring", "date_start": date(2020, 4, 1), "date_end": date(2020, 4, 30)} | common,
        {"wave": "2021-spring", "date_start": date(2021, 4, 1), "date_end": date(2021, 4, 30)} | common,
    ]


SURVEY_PLAN: dict[str, tuple[int, int, int]] = {
    "kg-alma": (5, 10, 4),
    "kg-bulak": (4, 10, 1),
    "tj-chinar-city": (2, 20, 5),
    "tj-dara": (4, 7, 3),
    "uz-erk": (6, 8, 4),
}
"""District: clusters, people in each, how many of them answer "unsafe" (kg-bulak: in its first cluster only)."""


def _survey_answers() -> list[Row]:
    rows: list[Row] = []
    for wave in ("2020-spring", "2021-spring"):
        for district, (clusters, people, unsafe) in SURVEY_PLAN.items():
            for cluster in range(clusters):
                for person in range(people):
                    rows += _answers_of(wave, district, cluster, person, unsafe)
    return rows


def _answers_of(wave: str, district: str, cluster: int, person: int, unsafe: int) -> list[Row]:
    few = district == "kg-bulak" and cluster > 0
    answer = "unsafe" if person < unsafe and not few else "safe"
    common = {
        "wave": wave,
        "respondent_key": f"{wave}-{district}-{cluster}-{person}",
        "district_id": district,
        "cluster": f"{district}-{cluster}",
        "weight": 1.0 + (person % 2),
        "group_sex": "female" if person % 2 else "male",
        "group_age": "18-29",
        "source_id": "made-survey",
    }
    rows = [common | {"question_id": "Q01", "answer": answer}]
    if district == "kg-alma":
        worries = ["water", "road"] if person < unsafe else ["none"]
        rows += [common | {"question_id": "Q02", "answer": worry} for worry in worries]
    return rows


def _sources() -> list[Row]:
    common = {"publisher": "nobody", "licence": "CC0-1.0", "attribution": "made for tests"}
    read = {"access_date": date(2026, 1, 1), "redistributable": True}
    return [
        {"source_id": "facts-incidents", "title": "Made incidents", "holds": "incidents", "thin_years": ["2016"]}
        | {"coverage_from": date(2015, 1, 1), "coverage_to": date(2022, 12, 31), "coverage_note": "few in 2016"}
        | common
        | read,
        {"source_id": "made", "title": "Made map", "holds": "boundaries"} | common | read,
        {"source_id": "made-survey", "title": "Made survey", "holds": "survey", "synthetic": True} | common | read,
    ]
