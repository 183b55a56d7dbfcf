"""What coded event data of others mean in our words: types, precision, countries. One table each, nothing hidden.

ACLED codebook (event and sub-event types, geo_precision, time_precision) and UCDP GED codebook (type_of_violence,
where_prec, date_prec); methods section 12 for the levels. An unknown code is L9 or T5, never the best one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import Border, Country, DateLevel, IncidentType, LocationLevel, Theme
from model.precision import RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Mapping

ACLED_TYPES: dict[str, IncidentType] = {
    "battles": IncidentType.ARMED_CLASH,
    "explosions/remote violence": IncidentType.SHOOTING,
    "remote violence": IncidentType.SHOOTING,
    "protests": IncidentType.PROTEST,
    "riots": IncidentType.RIOT_INTERETHNIC,
    "riots/protests": IncidentType.PROTEST,
    "violence against civilians": IncidentType.OTHER,
    "strategic developments": IncidentType.OTHER,
    "strategic development": IncidentType.OTHER,
}
"""ACLED ``event_type``; older ``Battle-…`` are battles."""

ACLED_SUB_TYPES: dict[str, IncidentType] = {
    "abduction/forced disappearance": IncidentType.HOSTAGE_DETENTION,
    "remote explosive/landmine/ied": IncidentType.MINE_UXO,
}
"""ACLED ``sub_event_type`` where it says more than the type."""

UCDP_TYPES: dict[str, IncidentType] = {
    "1": IncidentType.ARMED_CLASH,
    "2": IncidentType.ARMED_CLASH,
    "3": IncidentType.OTHER,
}
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
COUNTRIES: dict[str, Country] = {
    "417": Country.KG,
    "762": Country.TJ,
    "860": Country.UZ,
    "kyrgyzstan": Country.KG,
    "kyrgyz republic": Country.KG,
    "tajikistan": Country.TJ,
    "uzbekistan": Country.UZ,
}
"""ISO numbers and names; any other country is none of the three."""

_STATE = re.compile(r"\b(?:government|police|military|state|border guard)", re.IGNORECASE)
_NAMES = {
    Country.KG: re.compile(r"kyrgyz", re.IGNORECASE),
    Country.TJ: re.compile(r"tajik", re.IGNORECASE),
    Country.UZ: re.compile(r"uzbek", re.IGNORECASE),
}


def coded(cells: pd.Series, meaning: Mapping[str, str], unknown: str) -> pd.Series:
    """Each code as the word that it means; ``1.0`` is ``1``; what is unknown or blank is ``unknown``.

    >>> coded(pd.Series(["1.0", "9", None]), {"1": "L1"}, "L9").to_list()
    ['L1', 'L9', 'L9']
    """
    different = {cell: meaning.get(_code(str(cell)), unknown) for cell in cells.dropna().unique()}
    return cells.map(different).astype(object).fillna(unknown)


def radii(levels: pd.Series) -> pd.Series:
    """The error radius of each level, metres."""
    return levels.map({level.value: radius for level, radius in RADIUS_M.items()}).astype(float)


def by_state(party: pd.Series) -> pd.Series:
    """Whether a party is called a government, its police, military or border guards."""
    return _each(party, lambda text: bool(_STATE.search(text))).astype(bool)


def borders(parties: pd.Series) -> pd.Series:
    """The border between two of the three countries whose names stand among the parties; None elsewhere."""
    return _each(parties, _border)


def themes(border: pd.Series, types: pd.Series) -> pd.Series:
    """The strand of tension: across a border, with security providers, or other; never guessed from a group."""
    found = np.select(
        [border.notna(), types == IncidentType.ABUSE_BY_SECURITY.value],
        [Theme.CROSS_BORDER.value, Theme.SECURITY_PROVIDER.value],
        Theme.OTHER.value,
    )
    return pd.Series(found.astype(object), index=types.index, dtype=object)


def _border(text: str) -> str | None:
    named = [country.value for country, name in _NAMES.items() if name.search(text)]
    pair = "-".join(named[:2])
    return pair if len(named) == 2 and pair in set(Border) else None


def _each(texts: pd.Series, told: object) -> pd.Series:
    """A function of each different text; None (or False) where there is none."""
    assert callable(told)
    different = {text: told(str(text)) for text in texts.dropna().unique()}
    return texts.map(different).astype(object).where(texts.notna(), None)


def _code(cell: str) -> str:
    return cell.strip().casefold().removesuffix(".0")
