"""Key figures above the map: counts, deaths by whose count, what is not on the map, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.wording import what_can_be_said, whose
from layers import escaping
from layers.numbers import whole
from layers.rows import Row, rows
from model.enums import Side, Verification
from model.labels import label
from model.strings import N_, fill

if TYPE_CHECKING:
    from model.result import Result
    from model.strings import Translator
    from store.bundle import Store

_REASONS: dict[str, str] = {
    "district_only": N_("known to the district only, drawn as areas"),
    "district_unknown": N_("not on the map: district unknown"),
    "no_point": N_("not on the map: no point known"),
    "outside_box": N_("not on the map: outside the map"),
    "province_only": N_("not on the map: province only"),
    "country_or_vague": N_("not on the map: country or vague"),
    "unusable": N_("not on the map: unusable place"),
}
_DEATHS = N_("reported deaths: {addends}")
_CUT = N_("deaths {days}, not divisible by these filters: {addends}")
_ADDEND = N_("{side} ({whose})")
_SIDES = frozenset(side.value for side in (Side.KG, Side.TJ, Side.UZ))


def pairs(incidents: Result, *, tr: Translator) -> list[tuple[str, str]]:
    """The figures as number and caption; sides in alphabetical order, their counts never added up."""
    _ = tr.gettext
    figures = incidents.figures
    found = [(whole(figures["count"]), tr.ngettext("reported incident", "reported incidents", figures["count"]))]
    found += _deaths(_DEATHS, rows(incidents.tables["by_side"]), tr)
    for total in _divided(rows(incidents.tables["not_divisible"])):
        found += _deaths(_CUT, total, tr)
    if figures["killed"]["unknown_records"]:
        n = figures["killed"]["unknown_records"]
        found.append(
            (whole(n), tr.ngettext("record without a number of deaths", "records without a number of deaths", n))
        )
    found += [(whole(n), _(_REASONS[reason])) for reason, n in figures["not_on_map"].items()]
    left = incidents.excluded.get(Verification.UNVERIFIED, 0)
    if left:
        found.append((whole(left), _(N_("not verified, left out"))))
    if incidents.excluded.get("district_unknown"):
        found.append((whole(incidents.excluded["district_unknown"]), _(N_("district unknown, left out"))))
    return found


def _divided(not_divisible: list[Row]) -> list[list[Row]]:
    """Of each total that the filters cut through the first count of each side."""
    totals = dict[str, dict[str, Row]]()
    for row in not_divisible:
        if row["killed_best"] is not None:
            totals.setdefault(row["incident_id"], {}).setdefault(row["about_side"], row)
    return [list(sides.values()) for sides in totals.values()]


def _deaths(pattern: str, by_side: list[Row], tr: Translator) -> list[tuple[str, str]]:
    told = [row for row in by_side if row["about_side"] in _SIDES and row["killed_best"]]
    if not told:
        return []
    addends = " + ".join(
        fill(
            tr.gettext(_ADDEND),
            side=tr.gettext(label(Side(row["about_side"]))),
            whose=whose(row["told_by"]).text(tr),
        )
        for row in told
    )
    number = " + ".join(whole(row["killed_best"]) for row in told)
    days = f"{told[0].get('date_start')} – {told[0].get('date_end')}"
    return [(number, fill(tr.gettext(pattern), addends=addends, days=days))]


def show(incidents: Result, *, tr: Translator) -> None:
    """Draw the figures; totals that the filters cannot divide stand by themselves."""
    st.html(escaping.figures(pairs(incidents, tr=tr)))


def said(store: Store, incidents: Result, *, tr: Translator) -> None:
    """The sentences that may be quoted, with n and limits, and a button that copies them."""
    sentences = " ".join(message.text(tr) for message in what_can_be_said(store, incidents))
    with st.container(key="said"):
        st.html(escaping.paragraph(tr.gettext(N_("What can be said (copy into a note)")), kind="line"))
        st.code(sentences, language=None, wrap_lines=True)
