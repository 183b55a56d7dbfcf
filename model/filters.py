"""What each filter of a selection means: the help of an option, the hint of a widget.

A filter has one name everywhere: the field of :class:`model.selection.Selection` (``from`` and ``to`` are its
two dates), the URL parameter and the option of the command.
"""

from __future__ import annotations

from model.strings import N_

FILTERS: dict[str, str] = {
    "from": N_("first day of the period, YYYY-MM-DD"),
    "to": N_("last day of the period (inclusive), YYYY-MM-DD"),
    "on": N_("day whose border status is shown; by default the end of the period"),
    "district": N_("district or city, in any spelling; repeat for several"),
    "province": N_("province, in any spelling; repeat for several"),
    "country": N_("KG, TJ or UZ, or a name; repeat for several"),
    "place": N_("village or town, in any spelling; repeat for several"),
    "type": N_("type of incident; repeat for several"),
    "border": N_("KG-TJ, KG-UZ or TJ-UZ; repeat for several"),
    "theme": N_("theme of incident; repeat for several"),
    "source": N_("source of the records; repeat for several"),
    "level": N_("precision of the place, L1 to L9; repeat for several"),
    "verification": N_("verified, partly or unverified; repeat for several"),
    "perceptions": N_("published, synthetic or off"),
    "question": N_("question of the survey, or topic of the published figures"),
    "wave": N_("wave of the survey"),
}
"""Name: meaning."""
INCIDENT_FILTERS = tuple(name for name in FILTERS if name not in {"on", "perceptions", "question", "wave"})
RESPONSE_FILTERS = ("from", "to", "country", "province", "district", "place", "border", "verification")
AREA_FILTERS = ("country", "province", "district")
