"""What coded event data of others mean in our words: types, precision, countries. One table each, nothing hidden.

After the codebooks of ACLED (``event_type``, ``sub_event_type``, ``inter1``, ``geo_precision``,
``time_precision``) and of UCDP GED (``type_of_violence``, ``where_prec``, ``date_prec``); methods section 12 for
the levels. A code that stands in no table is L9, T5 or ``other`` and is told, never taken for the best one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import Country, DateLevel, IncidentType, LocationLevel
from model.numbered import is_numbered, split, spread
from model.precision import RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLASH, _RIOT, _PROTEST = IncidentType.ARMED_CLASH, IncidentType.RIOT_INTERETHNIC, IncidentType.PROTEST
_FIRE, _HELD, _OTHER = IncidentType.SHOOTING, IncidentType.HOSTAGE_DETENTION, IncidentType.OTHER

CIVILIANS_HIT = "violence against civilians"
"""ACLED's event type that is abuse where forces of a state do it, and ``other`` where anybody else does."""
RIOTS_OR_PROTESTS = "riots/protests"
"""ACLED's event type until 2018: a riot where rioters took part, else a protest."""
STRATEGIC = frozenset({"strategic developments", "strategic development"})
"""ACLED's event types for what is no violence: agreements, arrests, movements."""

ACLED_TYPES: dict[str, IncidentType] = {
    "battles": _CLASH,
    "battle-no change of territory": _CLASH,
    "battle-government regains territory": _CLASH,
    "battle-non-state actor overtakes territory": _CLASH,
    "protests": _PROTEST,
    RIOTS_OR_PROTESTS: _PROTEST,
    "riots": _RIOT,
    "explosions/remote violence": _OTHER,
    "remote violence": _OTHER,
    CIVILIANS_HIT: _OTHER,
    "strategic developments": _OTHER,
    "strategic development": _OTHER,
    "headquarters or base established": _OTHER,
    "non-violent transfer of territory": _OTHER,
}
"""ACLED ``event_type``, of today and of old files."""

ACLED_SUB_TYPES: dict[str, IncidentType] = {
    "armed clash": _CLASH,
    "government regains territory": _CLASH,
    "non-state actor overtakes territory": _CLASH,
    "peaceful protest": _PROTEST,
    "protest with intervention": _PROTEST,
    "excessive force against protesters": _PROTEST,
    "violent demonstration": _RIOT,
    "mob violence": _RIOT,
    "shelling/artillery/missile attack": _FIRE,
    "air/drone strike": _FIRE,
    "grenade": _FIRE,
    "remote explosive/landmine/ied": IncidentType.MINE_UXO,
    "suicide bomb": _OTHER,
    "chemical weapon": _OTHER,
    "attack": _OTHER,
    "sexual violence": _OTHER,
    "abduction/forced disappearance": _HELD,
    "arrests": _HELD,
    "agreement": _OTHER,
    "change to group/activity": _OTHER,
    "disrupted weapons use": _OTHER,
    "headquarters or base established": _OTHER,
    "looting/property destruction": _OTHER,
    "non-violent transfer of territory": _OTHER,
    "other": _OTHER,
}
"""ACLED ``sub_event_type``, all 25: it decides where it stands in the file."""

_ACTORS: dict[int, str] = {
    1: "state forces | state force | government or state force",
    2: "rebel group | rebel groups | rebel force",
    3: "political militia | political militias",
    4: "identity militia | identity militias | ethnic militia",
    5: "rioters",
    6: "protesters",
    7: "civilians",
    8: "external/other forces | external forces | outside/external force | other",
}
STATE, RIOTERS = 1, 5
ACLED_ACTORS: dict[str, int] = {
    **{str(code): code for code in _ACTORS},
    **{name: code for code, names in _ACTORS.items() for name in names.split(" | ")},
}
"""ACLED ``inter1``, ``inter2``: digits of old files and words of new ones, as the digit."""

UCDP_TYPES: dict[str, IncidentType] = {"1": _CLASH, "2": _CLASH, "3": _OTHER}
"""UCDP ``type_of_violence``: state-based, non-state, one-sided. One-sided violence by a government is abuse."""

ACLED_PLACES: dict[str, LocationLevel] = {"1": LocationLevel.L1, "2": LocationLevel.L2, "3": LocationLevel.L4}
UCDP_PLACES: dict[str, LocationLevel] = {
    "1": LocationLevel.L1,
    "2": LocationLevel.L2,
    "3": LocationLevel.L3,
    "4": LocationLevel.L4,
    "5": LocationLevel.L5,
    "6": LocationLevel.L5,
    "7": LocationLevel.L9,
}
ACLED_DAYS: dict[str, DateLevel] = {"1": DateLevel.T1, "2": DateLevel.T2, "3": DateLevel.T3}
UCDP_DAYS: dict[str, DateLevel] = {
    "1": DateLevel.T1,
    "2": DateLevel.T2,
    "3": DateLevel.T2,
    "4": DateLevel.T3,
    "5": DateLevel.T5,
}
ISO_NUMBERS: dict[str, Country] = {"417": Country.KG, "762": Country.TJ, "860": Country.UZ}
COUNTRIES: dict[str, Country] = {
    "kyrgyzstan": Country.KG,
    "kyrgyz republic": Country.KG,
    "tajikistan": Country.TJ,
    "uzbekistan": Country.UZ,
}
"""Names of countries; any other is none of the three. Numbers apart: Gleditsch and Ward count TJ as 702."""

_DASH = re.compile(r"[-\u2010-\u2015]")


def coded(cells: pd.Series, meaning: Mapping[str, str], *, unknown: str | None = None) -> pd.Series:
    """Each code as the word that it means, else ``unknown``; ``1.0`` is ``1``, case does not matter.

    Numbered words give numbered words (:mod:`model.numbered`).

    >>> coded(pd.Series(["1.0", "9", None], dtype="str"), {"1": "L1"}).to_list()
    ['L1', None, None]
    """
    codes, told = split(cells)
    found = [_plain(meaning.get(code_of(str(cell)), unknown)) for cell in told]
    return spread(found, codes, cells.index, missing=_plain(unknown), numbered=is_numbered(cells))


def code_of(cell: str) -> str:
    """A cell as codes are compared.

    >>> code_of(" Battles "), code_of("3.0")
    ('battles', '3')
    """
    return " ".join(cell.split()).casefold().removesuffix(".0")


def actor_codes(cell: str) -> frozenset[int]:
    r"""The kinds of actors in a cell of ``inter1``, ``inter2`` or ``interaction``, as ACLED's digits.

    >>> sorted(actor_codes("State forces\u2013External/Other forces")), sorted(actor_codes("60.0"))
    ([1, 8], [6])
    """
    code = code_of(cell)
    parts = [*code] if code.isdecimal() else [code, *_DASH.split(code.removesuffix(" only"))]
    return frozenset(ACLED_ACTORS[part.strip()] for part in parts if part.strip() in ACLED_ACTORS)


def radii(levels: pd.Series) -> pd.Series:
    """The error radius of each level, metres."""
    codes, told = split(levels)
    known = {level.value: radius for level, radius in RADIUS_M.items()}
    table = np.array([*(known.get(level) for level in told), None], dtype=float)
    return pd.Series(table[codes], index=levels.index)


def _plain(word: str | None) -> str | None:
    return None if word is None else str(word)
