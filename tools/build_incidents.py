"""Incidents and accounts, from ``tools/facts/incidents.csv`` and ``accounts.csv``.

Words become ours by the table of ``docs/words.md``; the point, its precision, the theme and the kind of
record follow the rules written there. Casualties follow methods section 13: sides are never averaged,
sources never added, unknown is never 0.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from model.enums import AssignedBy, IncidentType, LocationLevel, RecordKind, Theme, Visibility
from model.errors import DataFileError
from model.precision import BUNDLED_NEAR_RADIUS_M, RADIUS_M
from tools.casualties import account_figures, record_figures
from tools.fact_rows import as_texts, fact_rows, our_word

SOURCE_ID = "facts-incidents"


def build() -> dict[str, pd.DataFrame]:
    """The tables ``incidents`` (156 rows) and ``accounts`` (74), as :mod:`model.tables` has them.

    Points are EPSG:4326 degrees, radii metres, days local, counts nullable integers.

    Raises
    ------
        DataFileError: a word that ``docs/words.md`` does not know, or a group without its total.
    """
    facts = fact_rows("incidents", key="incident_id")
    accounts = build_accounts(fact_rows("accounts", key="account_id"))
    _refuse_unknown_incidents(facts, accounts)
    return {"incidents": build_incidents(facts, accounts), "accounts": accounts}


def build_accounts(facts: pd.DataFrame) -> pd.DataFrame:
    """Who says what about whose losses: one row an account, with low, best and high of each measure."""
    return pd.DataFrame([_account(row) for row in as_texts(facts)])


def build_incidents(facts: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """One row a record; totals carry the districts of their parts and neither point nor country."""
    by_incident = {str(key): rows for key, rows in accounts.groupby("incident_id")}
    rows = [_incident(row, record_figures(row, by_incident.get(row["incident_id"]))) for row in as_texts(facts)]
    return _with_total_districts(pd.DataFrame(rows))


def _account(row: dict[str, str]) -> dict[str, Any]:
    where = row["account_id"]
    return {
        "account_id": where,
        "incident_id": row["incident_id"],
        "told_by": our_word("told_by", row["told_by"], where=where),
        "about_side": our_word("about_side", row["about_side"], where=where),
        "priority": int(row["priority"]),
        **account_figures(row),
        "note": row["note"] or None,
        "source_title": row["source_title"] or None,
        "source_url": row["source_url"] or None,
        "verification": our_word("verification", row["verification"], where=where),
        "source_id": SOURCE_ID,
    }


def _incident(row: dict[str, str], figures: dict[str, int | None]) -> dict[str, Any]:
    where = row["incident_id"]
    return {
        "incident_id": where,
        "source_record": where,
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "date_level": our_word("date_precision", row["date_precision"], where=where),
        **_location(row),
        "border": our_word("border", row["border"], where=where),
        "incident_type": our_word("incident_type", row["incident_type"], where=where),
        "theme": theme(row),
        "parties": [party.strip() for party in row["parties"].split(";") if party.strip()],
        **figures,
        "description": row["description"],
        "source_title": row["source_title"] or None,
        "source_url": row["source_url"] or None,
        "verification": our_word("verification", row["verification"], where=where),
        "record_kind": record_kind(row),
        "part_of": row["part_of"] or None,
        "visibility": Visibility.PUBLIC.value,
        "source_id": SOURCE_ID,
    }


def record_kind(row: dict[str, str]) -> str:
    """The kind of a record: an event inside a group is a part, the other words are as stated."""
    kind = our_word("row_kind", row["row_kind"], where=row["incident_id"])
    return RecordKind.PART.value if kind == RecordKind.EVENT and row["part_of"] else str(kind)


def theme(row: dict[str, str]) -> str:
    """The strand of tension by the rule of ``docs/words.md``: the border stated, else the type, else by record.

    >>> theme({"incident_id": "X", "border": "KG-UZ", "incident_type": "protest", "theme": ""})
    'cross_border'

    Raises
    ------
        DataFileError: an internal record of a type that the rule leaves open has no theme in its row.
    """
    where = row["incident_id"]
    if our_word("border", row["border"], where=where):
        return Theme.CROSS_BORDER.value
    if our_word("incident_type", row["incident_type"], where=where) == IncidentType.RIOT_INTERETHNIC:
        return Theme.INTERETHNIC.value
    if not row["theme"]:
        message = f"{where}: an internal '{row['incident_type']}' needs a theme of its own; write one in its row."
        raise DataFileError(message)
    return str(our_word("theme_by_record", row["theme"], where=where))


def _location(row: dict[str, str]) -> dict[str, Any]:
    level, radius = precision(row)
    total = record_kind(row) == RecordKind.TOTAL
    district = None if total else _district(row)
    better = bool(row["better_lon"])
    lon, lat = (row["better_lon"], row["better_lat"]) if better else (row["lon"], row["lat"])
    return {
        "place_text": row["place_text"],
        "place_id": row["place_id"] or None,
        "district_id": district,
        "district_ids": [],
        "assigned_by": (AssignedBy.STATED if district else AssignedBy.UNKNOWN).value,
        "country": None if total else our_word("country", row["country"], where=row["incident_id"]),
        "lon": None if total else float(lon),
        "lat": None if total else float(lat),
        "location_level": level,
        "radius_m": radius,
        "coord_source": None if total else row["better_source"] if better else row["coord_source"],
    }


def precision(row: dict[str, str]) -> tuple[str, float | None]:
    """Level and radius in metres: a village whose point is a guess is only near it; a total is nowhere."""
    if record_kind(row) == RecordKind.TOTAL:
        return LocationLevel.L5.value, None
    level = LocationLevel(str(our_word("location_precision", row["location_precision"], where=row["incident_id"])))
    if level is LocationLevel.L1 and row["point_is_guess"]:
        level = LocationLevel.L2
    return level.value, BUNDLED_NEAR_RADIUS_M if level is LocationLevel.L2 else RADIUS_M[level]


def _district(row: dict[str, str]) -> str | None:
    return our_word("district", f"{row['country']} {row['district']}", where=row["incident_id"])


def _with_total_districts(frame: pd.DataFrame) -> pd.DataFrame:
    totals = frame["record_kind"] == RecordKind.TOTAL.value
    groups = set(frame["part_of"].dropna())
    if groups != set(frame.loc[totals, "part_of"]):
        message = f"Each group of parts needs one total row; groups are {', '.join(sorted(groups))}."
        raise DataFileError(message)
    districts = [
        sorted(set(frame.loc[(frame["part_of"] == group) & ~totals, "district_id"].dropna())) if total else []
        for total, group in zip(totals, frame["part_of"], strict=True)
    ]
    return frame.assign(district_ids=pd.Series(districts, index=frame.index, dtype=object))


def _refuse_unknown_incidents(facts: pd.DataFrame, accounts: pd.DataFrame) -> None:
    strangers = sorted(set(accounts["incident_id"]) - set(facts["incident_id"]))
    if strangers:
        message = f"accounts.csv speaks of incidents that incidents.csv does not hold: {', '.join(strangers)}."
        raise DataFileError(message)
