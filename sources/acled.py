"""ACLED event exports of all years: the 31 columns of today, older layouts, files with a few columns only.

Several rows of one event (one row per actor) are one incident with all its parties; every row is accounted for.
ACLED's terms forbid publishing its rows: the source is not redistributable, its attribution stands on everything.
What the codes mean is in :mod:`sources.event_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.alike_rows import Alike
from model.enums import IncidentType, Verification
from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.numbered import all_plain, filled, is_numbered, split, spread
from model.strings import N_, Message
from sources import acled_folding as folding
from sources import event_parties as party
from sources import event_words as words
from sources.event_columns import (
    ORDER,
    EventColumns,
    rest,
    told,
    unknown_levels,
    unknown_types,
    when,
    where,
)
from sources.raw_table import joined
from sources.record_ids import record_ids
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.imports import ImportOptions
    from sources.acled_folding import Folded
    from sources.raw_table import RawTable

SOURCE = "acled"
ATTRIBUTION = "Armed Conflict Location & Event Data (ACLED), acleddata.com"
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("event_id_cnty", "data_id"),
    "day": ("event_date",),
    "day_level": ("time_precision",),
    "type": ("event_type",),
    "sub_type": ("sub_event_type",),
    "side": ("type_of_actor", "type_of_assoc_actor"),
    "actor1": ("actor1", "actor"),
    "with1": ("assoc_actor_1", "ally_actor_1", "assoc_actor"),
    "inter1": ("inter1", "inter"),
    "actor2": ("actor2",),
    "with2": ("assoc_actor_2", "ally_actor_2"),
    "inter2": ("inter2",),
    "interaction": ("interaction",),
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
    "stamp": ("timestamp",),
}
"""What we read, and the headers that mean it in ACLED's layouts."""

_NEEDED = ("day", "type", "lat", "lon")
_TELLING = ("deaths", "level", "day_level", "sub_type", "actor1", "key")
_IDENTITY = ("day", "type", "sub_type", "actor1", "actor2", "country", "place", "lat", "lon", "notes")
"""What tells events without a key apart: their figures may be corrected and they stay the same event."""
_LOOKED_AT, _FROM = 2_000, 0.5
_LICENCE = "ACLED Terms of Use: no publication of rows"
_NOT_ACLED = N_(
    "An ACLED export with event_date, event_type, latitude and longitude was expected in {file}, but it lacks "
    "{missing}: export the events again, or import the file as a spreadsheet."
)
_SAID = N_("ACLED's number of deaths is the lower of those reported; 0 may mean that nobody said.")


def recognises(table: RawTable) -> bool:
    """Whether the table has the columns that every ACLED export has, one more of its own, and ACLED's types."""
    if not all(table.column(*NAMES[name]) for name in _NEEDED):
        return False
    types = table.cells[table.column(*NAMES["type"])].head(_LOOKED_AT).dropna()
    ours = words.coded(types, words.ACLED_TYPES).notna()
    return any(table.column(*NAMES[name]) for name in _TELLING) and bool(ours.mean() >= _FROM or types.empty)


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The events as incidents; the index of the frame has every row that told one.

    Raises
    ------
    BadInputError
        A column that every ACLED export has is missing.
    """
    raw = joined(tables)
    missing = tuple(NAMES[name][0] for name in _NEEDED if not raw.column(*NAMES[name]))
    if missing:
        raise BadInputError(Message(_NOT_ACLED, {"file": raw.file, "missing": missing}))
    source_id = options.source_id or SOURCE
    columns = EventColumns(raw, NAMES)
    frame = _rows(columns, source_id)
    good = columns.checks.good
    folded = folding.fold(frame if good.all() else frame.loc[good])
    incidents = _typed(folded.frame)[list(ORDER)]
    days = [*incidents["date_start"].unique(), *incidents["date_end"].unique()]
    return Parsed(
        ImportKind.ACLED,
        "incidents",
        source_row(options, _OWN, days=days),
        {"incidents": incidents},
        raw.read,
        columns.checks.quarantine(),
        columns.checks.cells(),
        tuple(_notes(columns, folded)),
    )


_OWN: Mapping[str, Any] = {
    "source_id": SOURCE,
    "title": "ACLED event data",
    "publisher": "ACLED",
    "url": "https://acleddata.com",
    "licence": _LICENCE,
    "attribution": ATTRIBUTION,
    "redistributable": False,
}


def _rows(columns: EventColumns, source_id: str) -> pd.DataFrame:
    """One incident a row of the file, and beside it what :mod:`sources.acled_folding` and typing need."""
    days = when(columns.days("day"), words.coded(columns.cells("day_level"), words.ACLED_DAYS))
    country = columns.cells("country")
    if not columns.has("country"):
        country = words.coded(
            columns.cells("iso"), {iso: _COUNTRY_NAMES[code.value] for iso, code in words.ISO_NUMBERS.items()}
        )
    level = words.coded(columns.cells("level"), words.ACLED_PLACES)
    deaths = columns.count("deaths")
    keys = columns.cells("key")
    named = () if keys.notna().all() else _IDENTITY
    identity = pd.DataFrame({name: columns.cells(name) for name in named}, index=columns.index)
    found: dict[str, Any] = {
        "incident_id": record_ids(source_id, keys, identity),
        "source_record": keys,
        **days,
        **where(columns, level, country, told_by="ACLED"),
        "place_text": filled(columns.cells("place"), ""),
        STATED_PROVINCE: columns.cells("province"),
        STATED_DISTRICT: columns.cells("district"),
        "killed_low": deaths,
        "killed_best": deaths,
        "killed_high": deaths.mask(deaths == 0),
        "description": filled(columns.cells("notes"), ""),
        "source_title": columns.cells("source"),
        "verification": columns.all_say(Verification.VERIFIED.value),
        **_parties(columns),
        **rest(columns, source_id),
        **{folding.HELPERS[name]: columns.cells(name) for name in ("type", "sub_type", "stamp")},
    }
    return pd.DataFrame(found, index=columns.index, copy=False)


_COUNTRY_NAMES = {country.value: name for name, country in reversed(words.COUNTRIES.items())}


def _parties(columns: EventColumns) -> dict[str, Any]:
    """The parties of each row, what they say, and the kinds of actors as bits."""
    one, two = _sides(columns)
    found = party.parties((one, two), main=("actor1", "actor2"))
    kinds = np.zeros(len(columns.index), dtype=np.int64)
    for name in ("inter1", "inter2", "interaction"):
        codes, cells = split(columns.cells(name))
        bits = [sum(1 << code for code in words.actor_codes(str(cell))) for cell in cells]
        kinds |= np.array([*bits, 0], dtype=np.int64)[codes]
    helpers = {"marks": found.marks, "kinds": kinds, "groups1": found.groups[0], "groups2": found.groups[1]}
    return {"parties": found.lists} | {folding.HELPERS[name]: column for name, column in helpers.items()}


def _sides(columns: EventColumns) -> tuple[list[pd.Series], list[pd.Series]]:
    """The columns of each side. A file with one row an actor tells the side, or its first row is the one side."""
    one = [columns.cells(name) for name in ("actor1", "with1")]
    two = [columns.cells(name) for name in ("actor2", "with2")]
    if columns.has("side"):
        codes, told_sides = split(columns.cells("side"))
        ends = np.array([*(str(cell).endswith("2") for cell in told_sides), False])
        second = pd.Series(ends[codes], index=columns.index)
    elif columns.has("actor2") or not columns.has("actor1"):
        return one, two
    else:
        second = columns.cells("key").duplicated() & columns.cells("key").notna()
    return [side.mask(second) for side in one], [*two, *(side.where(second) for side in one)]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The incidents with type, border and theme: found once for all rows that say the same."""
    asked = [*(folding.HELPERS[name] for name in _TYPING), "country"]
    alike = Alike(frame, asked)
    few = _typed_one_by_one(all_plain(frame[asked].iloc[alike.first]))
    numbered = is_numbered(frame["country"])
    return frame.assign(
        **{
            name: spread(few[name].to_numpy(), alike.codes, frame.index, numbered=numbered)
            for name in ("incident_type", "border", "theme")
        }
    )


_TYPING = ("type", "sub_type", "marks", "kinds", "groups1", "groups2")


def _typed_one_by_one(frame: pd.DataFrame) -> pd.DataFrame:
    told_type, finer, marks, kinds = (
        frame[folding.HELPERS[one]] for one in ("type", "sub_type", "marks", "kinds")
    )
    wide = words.coded(told_type, words.ACLED_TYPES)
    kind = words.coded(finer, words.ACLED_SUB_TYPES)
    kind = kind.where(kind.notna(), wide).fillna(IncidentType.OTHER.value)
    by_type = told_type.map({cell: words.code_of(str(cell)) for cell in told_type.dropna().unique()})
    rioted = (by_type == words.RIOTS_OR_PROTESTS) & _has(kinds, 1 << words.RIOTERS)
    kind = kind.mask(rioted & finer.isna(), IncidentType.RIOT_INTERETHNIC.value)
    by_state = _has(kinds, 1 << words.STATE) | _has(marks, party.FOR_A_STATE)
    abused = (by_type == words.CIVILIANS_HIT) & (kind == IncidentType.OTHER.value) & by_state
    kind = kind.mask(abused, IncidentType.ABUSE_BY_SECURITY.value)
    border = party.borders(marks.to_numpy(dtype=np.int64), frame["country"])
    groups = party.opposed(frame[folding.HELPERS["groups1"]], frame[folding.HELPERS["groups2"]])
    return frame.assign(incident_type=kind, border=border, theme=party.themes(border, kind, groups))


def _has(marks: pd.Series, bit: int) -> pd.Series:
    return pd.Series((marks.to_numpy(dtype=np.int64) & bit) > 0, index=marks.index)


def _notes(columns: EventColumns, folded: Folded) -> list[Message]:
    levels = (("level", words.ACLED_PLACES), ("day_level", words.ACLED_DAYS))
    exact = [note for name, meaning in levels for note in unknown_levels(columns, name, meaning, last=3)]
    types = columns.cells("type")
    unknown = words.coded(types, words.ACLED_TYPES).isna()
    unknown &= words.coded(columns.cells("sub_type"), words.ACLED_SUB_TYPES).isna()
    strategic = int(words.coded(types, {code: code for code in words.STRATEGIC}).notna().sum())
    return [
        Message(_SAID),
        *exact,
        *told([(int(unknown.sum()), unknown_types(types, unknown)), (strategic, _strategic(strategic))]),
        *folding.notes(folded),
    ]


def _strategic(n: int) -> Message:
    return Message.counted(
        "{n} row is a strategic development (an agreement, an arrest, a movement), which is no violence.",
        "{n} rows are strategic developments (agreements, arrests, movements), which are no violence.",
        n,
    )
