"""Made exports of ACLED and UCDP for tests: the columns of the real ones, rows of nobody."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.collected_facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TODAY = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
_OLD = """
data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location latitude
longitude geo_precision source source_scale notes fatalities timestamp iso3
"""
_OLDEST = """
actor1 actor2 admin1 admin2 admin3 ally_actor_1 ally_actor_2 country data_id event_date event_id_cnty
event_id_no_cnty event_type fatalities geo_precision gwno inter1 inter2 interaction latitude location longitude
notes source time_precision year
"""
ACLED_31 = tuple(_TODAY.split())
"""The layout of today."""
ACLED_OLD = tuple(_OLD.split())
"""The layout until March 2023."""
ACLED_2016 = ("", *_OLDEST.split())
"""The layout of the API in 2016: by the alphabet, behind a column of numbers without a name."""

_ACLED: dict[str, Any] = {
    "event_id_cnty": "KGZ1",
    "event_date": "2022-09-14",
    "year": 2022,
    "time_precision": 1,
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Kyrgyzstan (2021-) State Border Guard",
    "inter1": "State forces",
    "actor2": "Military Forces of Tajikistan (1992-) State Border Guard",
    "inter2": "External/Other forces",
    "interaction": "State forces-External/Other forces",
    "iso": 417,
    "region": "Caucasus and Central Asia",
    "country": "Kyrgyzstan",
    "admin1": "Batken",
    "admin2": "Batken",
    "location": "Ak-Sai",
    "latitude": 39.9297,
    "longitude": 70.7339,
    "geo_precision": 1,
    "source": "Made Agency; Other Agency",
    "source_scale": "National",
    "notes": "A made note.",
    "fatalities": 2,
    "timestamp": 1_700_000_000,
}
_UCDP: dict[str, Any] = {
    "id": 500_001,
    "relid": "KGZ-2022-1-1-1",
    "year": 2022,
    "active_year": 1,
    "code_status": "Clear",
    "type_of_violence": 1,
    "conflict_name": "Kyrgyzstan - Tajikistan",
    "dyad_name": "Government of Kyrgyzstan - Government of Tajikistan",
    "side_a": "Government of Kyrgyzstan",
    "side_b": "Government of Tajikistan",
    "number_of_sources": 1,
    "source_headline": "A made\nheadline",
    "where_prec": 1,
    "where_coordinates": "Ak-Sai village",
    "where_description": "near the village",
    "adm_1": "Batken region",
    "adm_2": "Batken district",
    "latitude": 39.9297,
    "longitude": 70.7339,
    "country": "Kyrgyzstan",
    "country_id": 703,
    "event_clarity": 1,
    "date_prec": 1,
    "date_start": "2022-09-14 00:00:00.000",
    "date_end": "2022-09-14 00:00:00.000",
    "deaths_a": 1,
    "deaths_b": 1,
    "low": 2,
    "best": 2,
    "high": 4,
}


def acled(**changes: Any) -> dict[str, Any]:
    """A made ACLED event by column, with changes."""
    return {**_ACLED, **changes}


def ucdp(**changes: Any) -> dict[str, Any]:
    """A made UCDP event by column, with changes."""
    return {**_UCDP, **changes}


def written(
    folder: Path,
    rows: Sequence[dict[str, Any]],
    columns: Sequence[str],
    *,
    header: bool = True,
    name: str = "export.csv",
    encoding: str = "utf-8",
    tags: Sequence[str] = (),
) -> Path:
    """The rows as a CSV file with these columns; ``tags`` stand in a second row."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    lines = [[row.get(column, "") for column in columns] for row in rows]
    writer.writerows([*([columns] if header else []), *([tags] if tags else []), *lines])
    path = folder / name
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def collected_file(name: str) -> Path:
    """A real export beside the repository; the test is skipped with a reason where it is absent."""
    path = FACTS.parent / "files" / name
    if not path.is_file():
        pytest.skip(f"the collected files are not beside the repository ({path.name})")
    return path
