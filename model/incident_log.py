"""What staff fill in when they log an incident: the fields of the template and of the form, with their labels.

Each field is a column of the table ``incidents``, or a unit in words (``stated_district``). The template's hidden
sheet :data:`KEY_SHEET` says which label means which column and which word, in whatever language it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.enums import Border, Country, IncidentType, LocationLevel, Theme, Verification, Visibility
from model.imports import STATED_DISTRICT
from model.strings import N_

if TYPE_CHECKING:
    from enum import StrEnum

KEY_SHEET = "ferghana"
"""Sheet of the template that programs read: rows of ``what`` (column or word), ``column``, ``code``, ``label``."""
KEY_HEADERS: tuple[str, ...] = ("what", "column", "code", "label")
UNIT = "unit"
"""The ``what`` of a row that names a unit: its code is the name that matching reads."""


@dataclass(frozen=True, slots=True)
class LogField:
    """A field of the log: its column, label and hint (msgids), its words, and whether it must be filled in."""

    column: str
    label: str
    hint: str
    words: type[StrEnum] | None = None
    needed: bool = False
    width: int = 16


LOG_FIELDS: tuple[LogField, ...] = (
    LogField("source_record", N_("Number"), N_("Your own number; keep it, so that corrections find the record.")),
    LogField("date_start", N_("First day"), N_("YYYY-MM-DD, for example 2022-09-14."), needed=True, width=12),
    LogField("date_end", N_("Last day"), N_("Empty if it was one day."), width=12),
    LogField("country", N_("Country"), N_("Country where it happened."), Country, width=18),
    LogField(
        STATED_DISTRICT,
        N_("District"),
        N_("Choose, or write the name you use."),
        needed=True,
        width=28,
    ),
    LogField("place_text", N_("Place"), N_("Village or place, in any spelling."), needed=True, width=24),
    LogField("lon", N_("Longitude"), N_("Degrees east, as 70.5678; empty if not known."), width=11),
    LogField("lat", N_("Latitude"), N_("Degrees north, as 39.8765; empty if not known."), width=11),
    LogField(
        "location_level",
        N_("Precision of the place"),
        N_("How exactly it is known."),
        LocationLevel,
        width=18,
    ),
    LogField("incident_type", N_("Type of incident"), N_("What happened."), IncidentType, needed=True, width=28),
    LogField("theme", N_("Theme"), N_("Which strand of tension it belongs to."), Theme, width=22),
    LogField("border", N_("Border"), N_("The border it is about; empty if none."), Border, width=26),
    LogField(
        "parties",
        N_("Parties"),
        N_("Groups that took part, separated by semicolons; no persons."),
        width=30,
    ),
    LogField("killed_best", N_("Killed"), N_("A number; empty = not known, 0 = nobody."), width=9),
    LogField("injured_best", N_("Injured"), N_("A number; empty = not known, 0 = nobody."), width=9),
    LogField("displaced_best", N_("Displaced"), N_("A number; empty = not known, 0 = nobody."), width=11),
    LogField(
        "description",
        N_("What happened"),
        N_("Facts only; no names of persons."),
        needed=True,
        width=60,
    ),
    LogField("source_title", N_("Source"), N_("Who reports it."), width=30),
    LogField("source_url", N_("Address of the source"), N_("Web address, if there is one."), width=30),
    LogField("verification", N_("Checked"), N_("How well you could check it."), Verification, width=16),
    LogField("visibility", N_("Who may see it"), N_("Internal records never stand in public files."), Visibility),
)
"""In the order of the template's columns."""
