"""A made ACLED export for measuring: 31 columns, as many events as asked, the same for the same seed.

As in ACLED's own files events share the points of their locations, and notes are some 200 letters. Locations lie
around bundled places under one of the names of the place, always inside the drawn shape of the place's own
district: a join by geometry alone then finds the district that the words of the row say, and both ways can be
compared. Nothing here is a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from pyarrow import csv

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

COLUMNS: tuple[str, ...] = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type"),
    *("event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1"),
    *("actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags"),
    *("timestamp",),
)
SEED = 20261125
FIRST_DAY, LAST_DAY = "2010-01-01", "2025-08-31"
PIECE = 100_000
LOCATIONS = 10_000
NEAR_DEGREES = 0.02
UNSAID = 0.2
"""Share of the events that do not state their district."""
_COUNTRIES = {
    "KG": ("417", "Kyrgyzstan", "KGZ"),
    "TJ": ("762", "Tajikistan", "TJK"),
    "UZ": ("860", "Uzbekistan", "UZB"),
}
"""ISO number, name, and the letters that ids begin with."""
_TYPES = (
    ("Political violence", "Battles", "Armed clash"),
    ("Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Political violence", "Violence against civilians", "Attack"),
    ("Political violence", "Violence against civilians", "Abduction/forced disappearance"),
    ("Demonstrations", "Protests", "Peaceful protest"),
    ("Demonstrations", "Protests", "Protest with intervention"),
    ("Political violence", "Riots", "Mob violence"),
    ("Strategic developments", "Strategic developments", "Other"),
)
_FORCES = ("Military Forces", "Police Forces", "Border Guards", "Protesters", "Rioters", "Civilians", "Villagers")
_WORDS = (
    *("a group of residents gathered near the checkpoint", "shots were fired across the line for several hours"),
    *("stones were thrown at a passing convoy", "the road to the pasture was closed for a day"),
    *("water in the canal had been cut off the night before", "local authorities opened talks the same evening"),
    *("three houses and a shop were damaged", "both sides gave different accounts of who began"),
    *("villagers were moved to a school in the district centre", "the border post asked for more staff"),
)


def write_acled(path: Path, store: Store, size: int, *, seed: int = SEED) -> int:
    """Write ``size`` events as CSV in UTF-8; how many bytes the file has."""
    chance = np.random.default_rng(seed)
    locations = _locations(store, chance)
    with path.open("wb") as stream:
        for first in range(0, size, PIECE):
            rows = pa.Table.from_pandas(_events(locations, chance, first, min(PIECE, size - first)))
            options = csv.WriteOptions(include_header=first == 0, quoting_style="needed")
            csv.write_csv(rows, stream, options)
    return path.stat().st_size


def _locations(store: Store, chance: np.random.Generator) -> pd.DataFrame:
    """The locations in ACLED's columns; a point that would leave its district lies at the place itself."""
    places = store.frame("places").dropna(subset=["district_id", "lon"])
    districts = store.geometry("districts").set_index("district_id").reindex(places["district_id"])
    shapes = districts.geometry.to_numpy()
    inside = np.flatnonzero(shapely.contains_xy(shapes, places["lon"], places["lat"]))
    at = inside[chance.integers(0, len(inside), LOCATIONS)]
    rows, units = places.iloc[at].reset_index(drop=True), districts.iloc[at].reset_index(drop=True)
    lon = (rows["lon"] + chance.normal(0.0, NEAR_DEGREES, LOCATIONS)).round(4)
    lat = (rows["lat"] + chance.normal(0.0, NEAR_DEGREES, LOCATIONS)).round(4)
    away = ~shapely.contains_xy(shapes[at], lon, lat)
    spelled = [
        _spelling(row, chance) for row in rows[["name_en", "name_ru", "name_local"]].itertuples(index=False)
    ]
    return pd.DataFrame(
        {
            "iso": rows["country"].map({code: iso for code, (iso, _, _) in _COUNTRIES.items()}),
            "country": rows["country"].map({code: name for code, (_, name, _) in _COUNTRIES.items()}),
            "code": rows["country"].map({code: short for code, (_, _, short) in _COUNTRIES.items()}),
            "admin1": units["province"],
            "admin2": units["name_en"],
            "location": spelled,
            "longitude": lon.mask(away, rows["lon"]).map("{:.5f}".format),
            "latitude": lat.mask(away, rows["lat"]).map("{:.5f}".format),
        },
        dtype="str",
    )


def _spelling(names: tuple[str | None, ...], chance: np.random.Generator) -> str:
    known = [name for name in names if name]
    return known[int(chance.integers(0, len(known)))]


def _events(locations: pd.DataFrame, chance: np.random.Generator, first: int, size: int) -> pd.DataFrame:
    where = locations.iloc[chance.integers(0, len(locations), size)].reset_index(drop=True)
    cells: dict[str, Any] = {str(name): column for name, column in where.items()}
    cells |= {"region": "Caucasus and Central Asia", "admin3": None}
    cells |= {
        "admin2": where["admin2"].mask(chance.random(size) < UNSAID),
        "geo_precision": chance.choice(["1", "2"], size, p=[0.7, 0.3]),
    }
    cells |= _days(chance, size) | _kinds(chance, size) | _actors(where["country"], chance)
    cells |= _told(cells, chance)
    cells["event_id_cnty"] = cells.pop("code") + pd.Series(range(first + 1, first + size + 1)).astype("str")
    return pd.DataFrame(cells, dtype="str")[list(COLUMNS)]


def _days(chance: np.random.Generator, size: int) -> dict[str, Any]:
    days = pd.Series(pd.date_range(FIRST_DAY, LAST_DAY).strftime("%Y-%m-%d"), dtype="str")
    chosen = days.iloc[chance.integers(0, len(days), size)].reset_index(drop=True)
    return {
        "event_date": chosen,
        "year": chosen.str[:4],
        "time_precision": chance.choice(["1", "2", "3"], size, p=[0.9, 0.08, 0.02]),
        "timestamp": pd.Series(chance.integers(1_600_000_000, 1_750_000_000, size)).astype("str"),
    }


def _kinds(chance: np.random.Generator, size: int) -> dict[str, Any]:
    chosen = np.array(_TYPES)[chance.integers(0, len(_TYPES), size)].T
    return dict(zip(("disorder_type", "event_type", "sub_event_type"), chosen, strict=True)) | {
        "civilian_targeting": pd.Series("Civilian targeting", index=range(size)).where(
            chosen[1] == "Violence against civilians"
        ),
        "fatalities": chance.poisson(0.4, size).astype(str),
    }


def _actors(country: pd.Series[str], chance: np.random.Generator) -> dict[str, Any]:
    size = len(country)
    other = pd.Series(chance.choice([name for _, name, _ in _COUNTRIES.values()], size))
    one, two = (pd.Series(chance.choice(_FORCES, size)) for _ in range(2))
    alone = chance.random(size) < 0.3
    return {
        "actor1": one + " of " + country,
        "assoc_actor_1": pd.Series(chance.choice(["", "Kyrgyz Ethnic Group (Kyrgyzstan)"], size)),
        "inter1": "State forces",
        "actor2": (two + " of " + other).mask(alone),
        "assoc_actor_2": None,
        "inter2": pd.Series("Civilians", index=range(size)).mask(alone),
        "interaction": pd.Series("State forces-Civilians", index=range(size)).mask(alone, "State forces only"),
    }


def _told(cells: dict[str, Any], chance: np.random.Generator) -> dict[str, Any]:
    size = len(cells["event_date"])
    parts = [pd.Series(np.array(_WORDS)[chance.integers(0, len(_WORDS), size)]) for _ in range(3)]
    house = pd.Series(chance.integers(1, 999, size)).astype("str")
    opening = "On " + cells["event_date"] + ", in " + cells["location"] + " (" + cells["admin1"] + "), "
    return {
        "source": pd.Series(chance.choice(["Radio Ozodi", "Kaktus Media; 24.kg", "Asia-Plus"], size)),
        "source_scale": "National",
        "notes": opening + parts[0] + "; " + parts[1] + ", and " + parts[2] + " (" + house + ").",
        "tags": pd.Series(chance.choice(["", "crowd size=no report"], size)),
    }
