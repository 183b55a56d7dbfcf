"""ACLED event exports of all years: the 31 columns of today, older layouts, files with a few columns only.

Several rows of one event (one row per actor) are one incident with all its parties; every row is accounted for.
ACLED's terms forbid publishing its rows: the source is not redistributable, its attribution stands on everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.enums import AssignedBy, DateLevel, IncidentType, LocationLevel, RecordKind, Verification, Visibility
from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.settings import MAP_BOX
from model.strings import N_, Message
from model.tables import INCIDENTS
from sources import event_words as words
from sources import values
from sources.checking import Checks
from sources.raw_table import joined
from sources.record_ids import record_ids
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable

SOURCE = "acled"
ATTRIBUTION = "Armed Conflict Location & Event Data (ACLED), acleddata.com"
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("event_id_cnty", "data_id"),
    "day": ("event_date",),
    "day_level": ("time_precision",),
    "type": ("event_type",),
    "sub_type": ("sub_event_type",),
    "actor1": ("actor1",),
    "with1": ("assoc_actor_1", "ally_actor_1"),
    "actor2": ("actor2",),
    "with2": ("assoc_actor_2", "ally_actor_2"),
    "iso": ("iso",),
    "country": ("country",),
    "province": ("admin1",),
    "district": ("admin2",),
    "place": ("location",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "level": ("geo_precision",),
    "source": ("source",),
    "notes": ("notes",),
    "deaths": ("fatalities",),
}
"""What we read, and the headers that mean it in ACLED's layouts."""

_NEEDED = ("day", "type", "lat", "lon")
_TELLING = ("deaths", "level", "day_level", "sub_type", "actor1", "key")
_ENOUGH = 1
_LAST_YEAR, _FIRST_YEAR = 2100, 1900
_AGAINST_CIVILIANS = "violence against civilians"
_WEEK = np.timedelta64(3, "D")
_ORDER = [*INCIDENTS.column_names, STATED_PROVINCE, STATED_DISTRICT]
_LICENCE = "ACLED Terms of Use: no publication of rows"
_NOT_ACLED = N_(
    "An ACLED export with event_date, event_type, latitude and longitude was expected in {file}, but it lacks "
    "{missing}: export the events again, or import the file as a spreadsheet."
)
_NO_PRECISION = N_("The file does not say how exactly places are known: they are taken as unusable for counts.")
_FOLDED = N_("Rows that tell one event by actor: {rows} rows are {events} incidents.")
_SAID = N_("ACLED's number of deaths is the lower of those reported; 0 may mean that nobody said.")


def recognises(table: RawTable) -> bool:
    """Whether the table has the columns that every ACLED export has, and one more of its own."""
    return all(table.column(*NAMES[name]) for name in _NEEDED) and any(
        table.column(*NAMES[name]) for name in _TELLING
    )


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The events as incidents.

    Raises
    ------
    BadInputError
        A column that every ACLED export has is missing.
    """
    raw = joined(tables)
    missing = [NAMES[name][0] for name in _NEEDED if not raw.column(*NAMES[name])]
    if missing:
        raise BadInputError(Message(_NOT_ACLED, {"file": raw.file, "missing": ", ".join(missing)}))
    own = {
        "source_id": SOURCE,
        "title": "ACLED event data",
        "publisher": "ACLED",
        "url": "https://acleddata.com",
        "licence": _LICENCE,
        "attribution": ATTRIBUTION,
        "redistributable": False,
    }
    source_id = options.source_id or SOURCE
    checks, frame = Checks(raw), _frame(raw)
    days = _days(raw, frame, checks)
    frame = _typed(_placed(frame.join(days), raw, checks))
    frame = _counted(frame, raw, checks)
    frame = _filled(frame, source_id)
    frame["incident_id"] = record_ids(source_id, frame["source_record"], raw.cells)
    good = frame if checks.good.all() else frame.loc[checks.good]
    folded, several = _folded(good)
    return Parsed(
        ImportKind.ACLED,
        "incidents",
        source_row(options, own, days=[*folded["date_start"].unique(), *folded["date_end"].unique()]),
        {"incidents": folded[_ORDER]},
        raw.read,
        checks.quarantine(),
        checks.cells(),
        tuple(_notes(raw, several)),
    )


def _frame(raw: RawTable) -> pd.DataFrame:
    """The cells that we read, by our names, trimmed; a column that is not there is missing throughout."""
    nothing = pd.Series(None, index=raw.cells.index, dtype="str")
    found: dict[str, Any] = {}
    for name, headers in NAMES.items():
        header = raw.column(*headers)
        found[name] = nothing if header is None else values.known(raw.cells[header])
    return pd.DataFrame(found, index=raw.cells.index)


def _days(raw: RawTable, frame: pd.DataFrame, checks: Checks) -> pd.DataFrame:
    """First and last day: the day, three days around it, or its month (methods section 12)."""
    header = raw.column(*NAMES["day"]) or "event_date"
    day, bad = values.dates(frame["day"])
    checks.refuse(bad, column=header, code="Q02")
    checks.refuse(frame["day"].isna(), column=header, code="Q01")
    at = pd.to_datetime(day.where(day.notna(), None), errors="coerce")
    odd = at.notna() & ~at.dt.year.between(_FIRST_YEAR, _LAST_YEAR)
    checks.refuse(odd, column=header, code="Q11", year_first=_FIRST_YEAR, year_last=_LAST_YEAR)
    level = words.coded(frame["day_level"], _texts(words.ACLED_DAYS), DateLevel.T5.value)
    if raw.column(*NAMES["day_level"]) is None:  # a file of days that says nothing about them
        level = pd.Series(DateLevel.T1.value, index=frame.index, dtype="str")
    week, month = level == DateLevel.T2.value, level == DateLevel.T3.value
    first = at.mask(week, at - _WEEK).mask(month, at.dt.to_period("M").dt.start_time)
    last = at.mask(week, at + _WEEK).mask(month, at.dt.to_period("M").dt.end_time)
    return pd.DataFrame({"date_start": _plain(first), "date_end": _plain(last), "date_level": level})


def _plain(days: pd.Series) -> pd.Series:
    """Timestamps as days, each different one made once."""
    codes, different = pd.factorize(days)
    table = np.array([*(day.date() for day in pd.DatetimeIndex(different)), None], dtype=object)
    return pd.Series(table[codes], index=days.index, dtype=object)


def _placed(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> pd.DataFrame:
    lat, bad_lat = values.coordinates(frame["lat"], most=90)
    lon, bad_lon = values.coordinates(frame["lon"], most=180)
    checks.refuse(bad_lat, column=raw.column(*NAMES["lat"]) or "latitude", code="Q04", first=-90, last=90)
    checks.refuse(bad_lon, column=raw.column(*NAMES["lon"]) or "longitude", code="Q04", first=-180, last=180)
    level = words.coded(frame["level"], _texts(words.ACLED_PLACES), LocationLevel.L9.value)
    inside = lon.between(MAP_BOX.west, MAP_BOX.east) & lat.between(MAP_BOX.south, MAP_BOX.north)
    kinds = pd.array([RecordKind.EVENT.value, RecordKind.OUTSIDE.value], dtype="str")
    kind = kinds.take((lon.notna() & ~inside).to_numpy().astype(int))
    country = words.coded(frame["iso"], _texts(words.COUNTRIES), "")
    named = words.coded(frame["country"], _texts(words.COUNTRIES), "")
    country = country.where(country != "", named)
    return frame.assign(
        lon=lon,
        lat=lat,
        location_level=level,
        radius_m=words.radii(level),
        record_kind=pd.Series(kind, index=frame.index),
        country=country.where(country != "", None),
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kind = words.each(frame["type"], _type, blank=IncidentType.OTHER.value)
    finer = words.coded(frame["sub_type"], _texts(words.ACLED_SUB_TYPES), "")
    kind = kind.where(finer == "", finer)
    against = words.coded(frame["type"], {_AGAINST_CIVILIANS: _AGAINST_CIVILIANS}, "") != ""
    kind = kind.mask(
        against & (finer == "") & words.by_state(frame["actor1"]), IncidentType.ABUSE_BY_SECURITY.value
    )
    parties = _together(frame, ("actor1", "with1", "actor2", "with2"))
    border = words.borders(parties)
    return frame.assign(
        incident_type=kind, border=border, theme=words.themes(border, kind), parties=values.lists(parties)
    )


def _type(cell: str) -> str:
    """The type of an event; "Battle-Government regains territory" and its kin are the battles of older files."""
    known = "battles" if cell.startswith("Battle-") else cell.strip().casefold()
    return words.ACLED_TYPES.get(known, IncidentType.OTHER).value


def _together(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """Several columns as one text, parts separated by semicolons, blank ones left out."""
    parts = [pa.array(frame[name].astype("str")).cast(pa.large_string()) for name in names]
    text = pc.binary_join_element_wise(*parts, pa.scalar("; ", pa.large_string()), null_handling="skip")
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)
    return pd.Series(pd.array(text, dtype="str"), index=frame.index)


def _counted(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> pd.DataFrame:
    """ACLED's figure as low and best; 0 may be unknown, so that its high end is open (methods section 13)."""
    deaths, bad = values.whole_numbers(frame["deaths"])
    checks.refuse(bad, column=raw.column(*NAMES["deaths"]) or "fatalities", code="Q03")
    return frame.assign(killed_low=deaths, killed_best=deaths, killed_high=deaths.mask(deaths == 0))


def _filled(frame: pd.DataFrame, source_id: str) -> pd.DataFrame:
    nothing = pd.Series(None, index=frame.index, dtype="str")
    unknown = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    figures = {f"{what}_{end}": unknown for what in ("injured", "displaced") for end in ("low", "best", "high")}
    return frame.drop(columns=["source"]).assign(
        source_record=frame["key"],
        place_text=frame["place"].fillna(""),
        place_id=nothing,
        district_id=nothing,
        district_ids=values.lists(nothing),
        assigned_by=AssignedBy.UNKNOWN.value,
        description=frame["notes"].fillna(""),
        source_title=frame["source"],
        source_url=nothing,
        verification=Verification.VERIFIED.value,
        visibility=Visibility.PUBLIC.value,
        part_of=nothing,
        coord_source="ACLED",
        source_id=source_id,
        **figures,
        **{STATED_PROVINCE: frame["province"], STATED_DISTRICT: frame["district"]},
    )


def _folded(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows of one event say the same, with the parties of all of them; how many events had several rows."""
    again = frame["incident_id"].duplicated(keep=False)
    if not again.any():
        return frame, 0
    several = frame[again]
    parties = several.groupby("incident_id", sort=False)["parties"].agg(
        lambda lists: list(dict.fromkeys(party for one in lists for party in one))
    )
    first = several.drop_duplicates("incident_id").set_index("incident_id")
    same = first.reindex(several["incident_id"]).reset_index().set_axis(several.index)
    same["parties"] = several["incident_id"].map(parties)
    return pd.concat([frame[~again], same[frame.columns]]).sort_index(), len(first)


def _notes(raw: RawTable, several: int) -> list[Message]:
    notes = [Message(_SAID)]
    if raw.column(*NAMES["level"]) is None:
        notes.append(Message(_NO_PRECISION))
    if several:
        notes.append(Message(_FOLDED, {"rows": raw.read, "events": several}))
    return notes


def _texts(meaning: dict[str, Any]) -> dict[str, str]:
    return {code: word.value for code, word in meaning.items()}
