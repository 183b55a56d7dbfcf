"""The closed sets of words that tables, filters and drawings share.

Every member's value is what stands in a file, a URL and a JSON answer; its label for people is a
message key in :mod:`model.labels`. Order of members is the order in which lists are shown;
countries are alphabetical by code, never by size or by blame.
"""

from __future__ import annotations

from enum import StrEnum


class Country(StrEnum):
    """The three countries of the valley, in alphabetical order of their codes."""

    KG = "KG"
    TJ = "TJ"
    UZ = "UZ"


class Border(StrEnum):
    """A pair of countries that share a line."""

    KG_TJ = "KG-TJ"
    KG_UZ = "KG-UZ"
    TJ_UZ = "TJ-UZ"


class SectionStatus(StrEnum):
    """What a source says about a stretch of border in one period."""

    UNDELIMITED = "undelimited"
    DISPUTED = "disputed"
    AGREED = "agreed"
    DELIMITED = "delimited"
    DEMARCATED = "demarcated"
    TRANSFERRED = "transferred"
    NOT_RECORDED = "not_recorded"


class SectionKind(StrEnum):
    """How a section lies on its line."""

    STRETCH = "stretch"
    POINT = "point"
    WHOLE_LINE = "whole_line"


class IncidentType(StrEnum):
    """What happened, in words that name the event and not the guilty."""

    ARMED_CLASH = "armed_clash"
    SHOOTING = "shooting"
    STONE_THROWING = "stone_throwing"
    HOSTAGE_DETENTION = "hostage_detention"
    ROAD_BLOCKADE = "road_blockade"
    LIVESTOCK_CROSSING = "livestock_crossing"
    LAND_WATER = "land_water"
    INFRASTRUCTURE = "infrastructure"
    PROTEST = "protest"
    RIOT_INTERETHNIC = "riot_interethnic"
    ABUSE_BY_SECURITY = "abuse_by_security"
    MINE_UXO = "mine_uxo"
    OTHER = "other"


class Theme(StrEnum):
    """Which strand of tension a record belongs to."""

    CROSS_BORDER = "cross_border"
    INTERETHNIC = "interethnic"
    SECURITY_PROVIDER = "security_provider"
    OTHER = "other"


class DateLevel(StrEnum):
    """How exactly the date is known: day, up to 7 days, up to 31 days, longer."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T5 = "T5"


class LocationLevel(StrEnum):
    """How exactly the place is known; see :mod:`model.precision`."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L9 = "L9"


class Verification(StrEnum):
    """How well a record could be checked against a source that was read."""

    VERIFIED = "verified"
    PARTLY = "partly"
    UNVERIFIED = "unverified"


class RecordKind(StrEnum):
    """Whether a row is counted: only ``event`` and ``part`` are."""

    EVENT = "event"
    PART = "part"
    TOTAL = "total"
    DUPLICATE = "duplicate"
    OUTSIDE = "outside"


class Visibility(StrEnum):
    """Who may see a row: ``internal`` never leaves working mode."""

    PUBLIC = "public"
    INTERNAL = "internal"


class ToldBy(StrEnum):
    """Whose count or account a figure is."""

    KG = "KG"
    TJ = "TJ"
    UZ = "UZ"
    THIRD = "third"
    UNKNOWN = "unknown"


class AboutSide(StrEnum):
    """Whose losses a figure describes."""

    KG = "KG"
    TJ = "TJ"
    UZ = "UZ"
    BOTH = "both"


class Side(StrEnum):
    """On which side of the line a record lies."""

    KG = "KG"
    TJ = "TJ"
    UZ = "UZ"
    DISPUTED = "disputed"
    UNCERTAIN = "uncertain"


class SideBy(StrEnum):
    """What decided the side; only geometry may be uncertain."""

    STATED = "stated"
    PLACE = "place"
    GEOMETRY = "geometry"


class AssignedBy(StrEnum):
    """What decided the district: stated by the source, then the name, then the geometry."""

    STATED = "stated"
    NAME = "name"
    GEOMETRY = "geometry"
    UNKNOWN = "unknown"


class DistrictKind(StrEnum):
    """A district (rayon, nohiya, tuman) or a city of the same rank."""

    DISTRICT = "district"
    CITY = "city"


class CrossingType(StrEnum):
    """Who may use a crossing point by the agreement of the two states."""

    INTERNATIONAL = "international"
    BILATERAL = "bilateral"
    LOCAL = "local"
    NOT_STATED = "not_stated"


class CrossingStatus(StrEnum):
    """What a source says about a crossing in one period; no source is ``unknown``, never open or closed."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class ResourceKind(StrEnum):
    """What people on two sides of a line share."""

    RIVER = "river"
    SPRING = "spring"
    INTAKE = "intake"
    CANAL = "canal"
    RESERVOIR = "reservoir"
    ROAD = "road"
    BRIDGE = "bridge"
    RAILWAY = "railway"
    MARKET = "market"
    PASTURE = "pasture"
    LAND = "land"


class ResponseKind(StrEnum):
    """What was done about insecurity, by whomever."""

    WORKING_GROUP = "working_group"
    DIALOGUE = "dialogue"
    TRAINING = "training"
    PATROL = "patrol"
    AGREEMENT = "agreement"
    WATER_SHARING = "water_sharing"
    INFRASTRUCTURE = "infrastructure"
    REBUILDING = "rebuilding"
    RELOCATION = "relocation"
    OTHER = "other"


class AnswerMode(StrEnum):
    """How many answers a survey question takes."""

    SINGLE = "single"
    MULTI = "multi"


class Mode(StrEnum):
    """Public: what may leave the room. Internal: working mode on this computer."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Status(StrEnum):
    """How an answer came out. A refusal is an answer."""

    OK = "ok"
    CAUTION = "caution"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"


COUNTED_KINDS: frozenset[RecordKind] = frozenset({RecordKind.EVENT, RecordKind.PART})
"""The record kinds that a count of incidents counts."""

DEFAULT_VERIFICATION: tuple[Verification, ...] = (Verification.VERIFIED, Verification.PARTLY)
"""What is shown unless asked otherwise; the rest is counted in ``excluded``."""
