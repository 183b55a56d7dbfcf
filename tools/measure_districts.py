"""Measures the bundled catchments against official district polygons that lie somewhere on this machine.

    python -m tools.measure_districts FILE --country KG --name-column Adm2_EN

Official polygons may not be bundled, so this runs by hand and its figures stand in ``docs/data.md``.
Names are joined through the gazetteer of districts; what stays unmatched is printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.names import Gazetteer
from geo.spellings import spellings
from tools.write_table import read_table

KM2 = 1e6
DISTRICTS_FILE = Path(__file__).parents[1] / "data" / "boundaries" / "districts.parquet"


def measure(
    districts: gpd.GeoDataFrame, official: gpd.GeoDataFrame, *, country: str, name_column: str
) -> pd.DataFrame:
    """One row a catchment of the country: its area, how much official polygons cover, and the right share.

    ``share`` is that of the covered ground which lies in the polygon of the catchment's own district (lakes
    and the other side of an older line lie in none); it is empty where the file has no such polygon.
    """
    ids = _ids(districts, official[name_column].astype(str).tolist(), country)
    shapes = official.to_crs(METRIC).geometry.make_valid()
    everything = shapes.union_all()
    ours = districts[(districts["country"] == country) & districts.geometry.notna()].to_crs(METRIC)
    rows = []
    for key, catchment in zip(ours["district_id"], ours.geometry, strict=True):
        own = shapely.union_all([shape for found, shape in zip(ids, shapes, strict=True) if found == key])
        right = catchment.intersection(own).area / KM2 if not own.is_empty else None
        rows.append((key, catchment.area / KM2, catchment.intersection(everything).area / KM2, right))
    table = pd.DataFrame(rows, columns=["district_id", "km2", "covered_km2", "right_km2"])
    return table.assign(share=table["right_km2"].astype(float) / table["covered_km2"])


def _ids(districts: gpd.GeoDataFrame, names: list[str], country: str) -> list[str | None]:
    gazetteer = Gazetteer(spellings(districts, key="district_id"))
    matches = [gazetteer.resolve(name, country=country, prefer=("district", "city")) for name in names]
    ids = [match.ids[0] if match.status in {"exact", "matched"} else None for match in matches]
    unmatched = sorted(name for name, key in zip(names, ids, strict=True) if key is None)
    print("unmatched:", ", ".join(unmatched) or "none")
    return ids


def main() -> None:
    """Print the share of every catchment and of all drawn ground."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--country", required=True, choices=["KG", "TJ", "UZ"])
    parser.add_argument("--name-column", required=True)
    given = parser.parse_args()
    table = measure(
        gpd.GeoDataFrame(read_table(DISTRICTS_FILE)),
        gpd.read_file(given.file),
        country=given.country,
        name_column=given.name_column,
    )
    print(table.round(2).to_string(index=False))
    known = table.dropna()
    share = known["right_km2"].sum() / known["covered_km2"].sum()
    print(f"all: {share:.3f} of {known['covered_km2'].sum():.0f} covered km2 (drawn: {known['km2'].sum():.0f})")


if __name__ == "__main__":
    main()
