"""Responses of the period: one symbol a place with their number, told by form what was done, in one hue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import spots
from layers.marks import draw
from layers.naming import name_of
from layers.rows import Row, rows
from model.enums import ResponseKind, Verification
from model.labels import label
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import RESPONSE_HALO, RESPONSE_RADIUS, response_style
from model.view import LayerView, LegendEntry, LegendSymbol, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "responses"
TITLE = N_("Responses: what was done")
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "talk": (ResponseKind.WORKING_GROUP, ResponseKind.DIALOGUE, ResponseKind.TRAINING),
    "agreement": (ResponseKind.AGREEMENT, ResponseKind.PATROL),
    "works": (
        ResponseKind.WATER_SHARING,
        ResponseKind.INFRASTRUCTURE,
        ResponseKind.REBUILDING,
        ResponseKind.RELOCATION,
    ),
}
_FORMS: Mapping[str, str] = {
    "talk": N_("working group, dialogue, training"),
    "agreement": N_("agreement, patrol"),
    "works": N_("water, building, rebuilding, relocation"),
    "several": N_("several of these, or another kind"),
}
LEFT_OUT: Mapping[str, str] = {
    "date_unknown": N_("day not known"),
    "place_unknown": N_("place not named"),
    Verification.UNVERIFIED.value: N_("not verified"),
    Verification.PARTLY.value: N_("partly verified"),
    Verification.VERIFIED.value: N_("verified"),
}
"""Why a response is not shown, in words."""
_KINDS: Mapping[str, str] = {kind.value: label(kind) for kind in ResponseKind}
_AT = N_("{name}: {what}")
_COUNT = N_("Entries: {n}, of projects: {projects}. {kinds}.")
_UNPLACED = N_("Without a point on the map: {reasons}.")
_NOT_SHOWN = N_("Not shown: {reasons}.")
_NOTE = N_("Results are those that the doers report; nothing here shows an effect.")


def view(responses: Result, *, tr: Translator) -> LayerView:
    """A symbol for each place with its number; what has no point is counted by reason in a note.

    ``responses``: the answer of ``answers.responses``.
    """
    found = rows(require_published(responses).tables["spots"])
    by_id = {row["response_id"]: row for row in rows(responses.table)}
    points = [_symbol(spot, by_id, tr) for spot in reversed(found)]
    return LayerView(
        key=KEY,
        title=Message(TITLE),
        marks=(*points, *(mark for spot in found for mark in spots.labels(spot, tr))),
        legend=_legend(found),
        notes=_notes(responses),
        attributions=tuple(ref.attribution for ref in responses.sources),
    )


def _symbol(spot: Row, by_id: dict[str, Row], tr: Translator) -> Mark:
    style = response_style(spots.family_of(spot["kinds"], FAMILIES), sure=spots.is_sure(spot))
    title = fill(tr.gettext(_AT), name=name_of(spot, lang=tr.lang), what=_what(spot, by_id, tr))
    return spots.symbol(spot, title, radius=RESPONSE_RADIUS, style=style, halo=RESPONSE_HALO, tr=tr)


def _what(spot: Row, by_id: dict[str, Row], tr: Translator) -> str:
    """The name of the one that is there, or the kinds of several with their numbers."""
    if spot["count"] == 1:
        return str(by_id[spot["ids"][0]]["name_en"])
    kinds = spots.shares(spot["kinds"], _KINDS)
    return "" if kinds is None else kinds.text(tr)


def _legend(found: list[Row]) -> tuple[LegendEntry, ...]:
    present = {spots.family_of(spot["kinds"], FAMILIES) for spot in found}
    entries = [
        LegendEntry(LegendSymbol.POINT, response_style(family, sure=True), Message(text), RESPONSE_RADIUS)
        for family, text in _FORMS.items()
        if family in present
    ]
    hollow = response_style("talk" if "talk" in present else min(present, default="several"), sure=False)
    return spots.legend(found, entries, hollow=hollow, halo=RESPONSE_HALO, radius=RESPONSE_RADIUS)


def _notes(responses: Result) -> tuple[Message, ...]:
    figures, notes = responses.figures, list[Message]()
    kinds = spots.shares(figures["by_kind"], _KINDS)
    if kinds is not None:
        notes.append(Message(_COUNT, {"n": figures["count"], "projects": figures["projects"], "kinds": kinds}))
    elif responses.message is not None:
        notes.append(responses.message)
    unplaced = {reason: n for reason, n in figures["not_on_map"].items() if reason != "district_only"}
    for pattern, counts, words in (
        (_UNPLACED, unplaced, spots.REASONS),
        (_NOT_SHOWN, responses.excluded, LEFT_OUT),
    ):
        reasons = spots.shares(counts, words)
        if reasons is not None:
            notes.append(Message(pattern, {"reasons": reasons}))
    return (*notes, Message(_NOTE))
