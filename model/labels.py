"""The English label of every word of :mod:`model.enums`, marked for translation.

Wording follows the conflict-sensitive glossary: events are named, never the guilty; an unknown is a
word. A page shows ``tr.gettext(label(word))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.enums import (
    AboutSide,
    AssignedBy,
    Border,
    Country,
    CrossingStatus,
    CrossingType,
    DateLevel,
    DistrictKind,
    IncidentType,
    LocationLevel,
    RecordKind,
    ResourceKind,
    ResponseKind,
    SectionStatus,
    Side,
    SideBy,
    Theme,
    ToldBy,
    Verification,
)
from model.selection import Perceptions
from model.strings import N_

if TYPE_CHECKING:
    from enum import StrEnum

_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Country.KG, N_("Kyrgyzstan")),
    (Country.TJ, N_("Tajikistan")),
    (Country.UZ, N_("Uzbekistan")),
    (Border.KG_TJ, N_("Kyrgyzstan – Tajikistan")),
    (Border.KG_UZ, N_("Kyrgyzstan – Uzbekistan")),
    (Border.TJ_UZ, N_("Tajikistan – Uzbekistan")),
    (SectionStatus.UNDELIMITED, N_("not delimited")),
    (SectionStatus.DISPUTED, N_("disputed")),
    (SectionStatus.AGREED, N_("agreed, not yet in a treaty")),
    (SectionStatus.DELIMITED, N_("delimited")),
    (SectionStatus.DEMARCATED, N_("demarcated")),
    (SectionStatus.TRANSFERRED, N_("transferred by agreement")),
    (SectionStatus.NOT_RECORDED, N_("status not recorded")),
    (IncidentType.ARMED_CLASH, N_("Armed clash")),
    (IncidentType.SHOOTING, N_("Shooting")),
    (IncidentType.STONE_THROWING, N_("Stone throwing or brawl")),
    (IncidentType.HOSTAGE_DETENTION, N_("Hostage taking or detention")),
    (IncidentType.ROAD_BLOCKADE, N_("Road blockade")),
    (IncidentType.LIVESTOCK_CROSSING, N_("Livestock or crossing dispute")),
    (IncidentType.LAND_WATER, N_("Land or water dispute")),
    (IncidentType.INFRASTRUCTURE, N_("Infrastructure dispute")),
    (IncidentType.PROTEST, N_("Protest")),
    (IncidentType.RIOT_INTERETHNIC, N_("Riot or interethnic violence")),
    (IncidentType.ABUSE_BY_SECURITY, N_("Abuse by security forces")),
    (IncidentType.MINE_UXO, N_("Mine or unexploded ordnance")),
    (IncidentType.OTHER, N_("Other")),
    (Theme.CROSS_BORDER, N_("Across the border")),
    (Theme.INTERETHNIC, N_("Between communities")),
    (Theme.SECURITY_PROVIDER, N_("With security providers")),
    (Theme.OTHER, N_("Other theme")),
    (Verification.VERIFIED, N_("verified")),
    (Verification.PARTLY, N_("partly verified")),
    (Verification.UNVERIFIED, N_("not verified")),
    (LocationLevel.L1, N_("at the place")),
    (LocationLevel.L2, N_("near the place")),
    (LocationLevel.L3, N_("district only")),
    (LocationLevel.L4, N_("province only")),
    (LocationLevel.L5, N_("country or vague")),
    (LocationLevel.L9, N_("unusable")),
    (RecordKind.EVENT, N_("incident")),
    (RecordKind.PART, N_("part of a larger event")),
    (RecordKind.TOTAL, N_("total of a larger event")),
    (RecordKind.DUPLICATE, N_("second view of one incident")),
    (RecordKind.OUTSIDE, N_("outside the valley")),
    (Side.KG, N_("Kyrgyz side")),
    (Side.TJ, N_("Tajik side")),
    (Side.UZ, N_("Uzbek side")),
    (Side.DISPUTED, N_("disputed ground")),
    (Side.UNCERTAIN, N_("side uncertain")),
    (SideBy.STATED, N_("as the source states")),
    (SideBy.PLACE, N_("by the country of the place")),
    (SideBy.GEOMETRY, N_("by the line as drawn")),
    (AssignedBy.STATED, N_("as the source states")),
    (AssignedBy.NAME, N_("by the name of the place")),
    (AssignedBy.GEOMETRY, N_("by the point on the map")),
    (AssignedBy.UNKNOWN, N_("not known")),
    (DateLevel.T1, N_("to the day")),
    (DateLevel.T2, N_("within a week")),
    (DateLevel.T3, N_("within a month")),
    (DateLevel.T5, N_("only roughly")),
    (ToldBy.KG, N_("Kyrgyz count")),
    (ToldBy.TJ, N_("Tajik count")),
    (ToldBy.UZ, N_("Uzbek count")),
    (ToldBy.THIRD, N_("count of a third party")),
    (ToldBy.UNKNOWN, N_("teller not named")),
    (AboutSide.KG, N_("losses on the Kyrgyz side")),
    (AboutSide.TJ, N_("losses on the Tajik side")),
    (AboutSide.UZ, N_("losses on the Uzbek side")),
    (AboutSide.BOTH, N_("losses on both sides")),
    (DistrictKind.DISTRICT, N_("district")),
    (DistrictKind.CITY, N_("city")),
    (CrossingType.INTERNATIONAL, N_("international, for citizens of all countries")),
    (CrossingType.BILATERAL, N_("for citizens of the two countries")),
    (CrossingType.LOCAL, N_("local, simplified")),
    (CrossingType.NOT_STATED, N_("type not stated")),
    (CrossingStatus.OPEN, N_("open")),
    (CrossingStatus.RESTRICTED, N_("restricted")),
    (CrossingStatus.CLOSED, N_("closed")),
    (CrossingStatus.UNKNOWN, N_("status unknown")),
    (ResourceKind.RIVER, N_("River")),
    (ResourceKind.SPRING, N_("Spring")),
    (ResourceKind.INTAKE, N_("Water intake")),
    (ResourceKind.CANAL, N_("Canal")),
    (ResourceKind.RESERVOIR, N_("Reservoir or dam")),
    (ResourceKind.ROAD, N_("Road")),
    (ResourceKind.BRIDGE, N_("Bridge")),
    (ResourceKind.RAILWAY, N_("Railway")),
    (ResourceKind.MARKET, N_("Market")),
    (ResourceKind.PASTURE, N_("Pasture")),
    (ResourceKind.LAND, N_("Land")),
    (ResponseKind.WORKING_GROUP, N_("Working group")),
    (ResponseKind.DIALOGUE, N_("Dialogue")),
    (ResponseKind.TRAINING, N_("Training")),
    (ResponseKind.PATROL, N_("Patrol")),
    (ResponseKind.AGREEMENT, N_("Agreement")),
    (ResponseKind.WATER_SHARING, N_("Sharing of water")),
    (ResponseKind.INFRASTRUCTURE, N_("Building and roads")),
    (ResponseKind.REBUILDING, N_("Rebuilding")),
    (ResponseKind.RELOCATION, N_("Relocation")),
    (ResponseKind.OTHER, N_("Other response")),
    (Perceptions.PUBLISHED, N_("Published figures")),
    (Perceptions.SYNTHETIC, N_("Demonstration survey (synthetic)")),
    (Perceptions.OFF, N_("Off")),
)

LOSSES_IN: dict[str, str] = {
    AboutSide.KG.value: N_("losses in Kyrgyzstan"),
    AboutSide.TJ.value: N_("losses in Tajikistan"),
    AboutSide.UZ.value: N_("losses in Uzbekistan"),
}
"""Whose losses an account is about where no border was between those who died: interethnic violence."""

KINDS: dict[str, str] = {
    "city": N_("city"),
    "district": N_("district"),
    "settlement": N_("settlement"),
    "town": N_("town"),
    "village": N_("village"),
}
"""The kinds of places and districts as tables have them."""

HOLDS: dict[str, str] = {
    "boundaries": N_("boundaries"),
    "crossings": N_("crossings"),
    "incidents": N_("incidents"),
    "perceptions": N_("perceptions"),
    "places": N_("places"),
    "resources": N_("shared resources"),
    "responses": N_("responses"),
    "survey": N_("survey answers"),
}
"""What a source holds, as the table of sources has it."""

PUBLISHERS: dict[str, str] = {"This project": N_("This project")}
"""Publishers of a source that are no name, as the table of sources has them."""

_BY_CLASS: dict[tuple[str, str], str] = {(type(word).__name__, word.value): text for word, text in _LABELS}
"""Keyed by class too: ``Country.KG`` and ``Side.KG`` are equal as text and mean different things."""


def label(word: StrEnum) -> str:
    """The English label of a word; the word itself where it has none.

    >>> label(SectionStatus.TRANSFERRED)
    'transferred by agreement'
    """
    return _BY_CLASS.get((type(word).__name__, word.value), word.value)
