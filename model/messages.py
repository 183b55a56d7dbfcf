"""The coded sentences of refusals and cautions (methods, message table), marked for translation."""

from __future__ import annotations

from model.strings import N_, Message

_TEXTS: dict[str, str] = {
    "P1": N_("Only {m} clusters interviewed here: no reliable margin of error, so no estimate."),
    "P2": N_("About {n_eff} independent answers here ({n} interviews): too few; 30 needed."),
    "P6": N_("Not shown, to protect the people interviewed."),
    "P9": N_("In public mode answers are given only by district, wave and question."),
    "B1": N_("No border section is recorded for {date}."),
    "B2": N_("{d} km from the nearest section: not treated as a border incident."),
    "B3": N_("Known only to province or country level: not assigned to the border."),
    "B4": N_("Side uncertain: the place is known to ±{rho} km and the line is {d} km away."),
    "C1": N_("Too few incidents to speak of change: {x1} from {first} to {last}, {x0} from {before} to {until}."),
    "C2": N_(
        "No difference is given: the sources cover {x} % of the days from {first} to {last} well enough, "
        "and a difference needs all days of both periods."
    ),
    "D1": N_("No usable date: not compared with other records: {n}."),
    "D2": N_(
        "Undecided pairs of records that may be one event: {n}; so sources are not added up. "
        "If all are duplicates the total is {total}."
    ),
    "L1": N_("Too imprecise for this map: {k} of {N} incidents; see the list."),
    "V1": N_('A reported total cannot be split by date or place: {low}–{high} deaths shown as "unallocated".'),
    "V2": N_("Sources conflict: the parts add up to more than the reported total."),
}

_ONE_NUMBER: dict[str, str] = {
    "V1": N_('A reported total cannot be split by date or place: {low} deaths shown as "unallocated".'),
}
"""The sentence of a range whose two ends are one number."""


CODES: tuple[str, ...] = tuple(_TEXTS)
"""Every code; docs/methods.md has a row for each (a test looks)."""


def coded(code: str, **fields: object) -> Message:
    """The sentence of a code with its fields; a range from ``low`` to the same ``high`` is one number.

    >>> coded("B1", date="1990-01-01").english()
    'No border section is recorded for 1990-01-01.'
    """
    one_number = code in _ONE_NUMBER and "low" in fields and fields["low"] == fields.get("high")
    return Message((_ONE_NUMBER if one_number else _TEXTS)[code], fields, code)
