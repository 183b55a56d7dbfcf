"""Why a selection has no record: an empty answer must not look like peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.enums import DEFAULT_VERIFICATION, Verification
from model.periods import last_day
from model.strings import N_, Message
from store.open_pairs import pairs_inside
from store.queries import counts_by
from store.source_choice import coverage_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.enums import Mode
    from model.selection import Selection
    from store.bundle import Store

_OUTSIDE = N_(
    "The period asked for lies outside what the source covers ({first} to {last}): "
    "nothing is known about it, and that is not peace."
)
_LEFT_OUT = N_(
    "The records that fit these filters are left out: {reasons}. "
    "Working mode shows them where the filter 'verification' asks for them."
)
_REASONS: dict[str, str] = {
    Verification.UNVERIFIED.value: N_("{n} not verified"),
    "internal": N_("{n} internal"),
}
_NONE = N_("No documented incident lies inside these filters; that does not mean that nothing happened.")
_WIDEN = N_(
    "No documented incident lies inside these filters; that does not mean that nothing happened. "
    "With one filter taken off: {offers}."
)
_SEVERAL = N_(
    "No documented incident lies inside these filters; that does not mean that nothing happened. "
    "Take several of them off: {filters}."
)
_OFFER = N_("{n} without '{filter}'")
_PERIOD, _VERIFICATION = N_("period"), N_("checked")
_LISTS: dict[str, str] = {
    "country": N_("country"),
    "province": N_("province"),
    "district": N_("district"),
    "place": N_("place"),
    "border": N_("border"),
    "type": N_("type of incident"),
    "theme": N_("theme"),
    "level": N_("precision"),
    "source": N_("source of incidents"),
}
"""Filter: what the pages call it, for people who never see a parameter."""


def outside_coverage(store: Store, selection: Selection) -> bool:
    """Whether no day of the period lies in the time that the sources in force cover."""
    covered = coverage_of(store, selection)
    late = selection.date_from is not None and covered.stop is not None and selection.date_from >= covered.stop
    early = selection.date_to is not None and covered.start is not None and selection.date_to < covered.start
    return late or early


def why_nothing(store: Store, selection: Selection, excluded: Mapping[str, int], *, mode: Mode) -> Message:
    """The first reason that holds: outside the coverage, left out by reason, or which filters to take off.

    ``excluded`` counts the records that fit all filters and are not shown.
    """
    if outside_coverage(store, selection):
        covered = coverage_of(store, selection)
        return Message(_OUTSIDE, {"first": covered.start or "…", "last": last_day(covered.stop) or "…"})
    hidden = tuple(
        Message(msgid, {"n": excluded[reason]}) for reason, msgid in _REASONS.items() if excluded.get(reason)
    )
    if hidden:
        return Message(_LEFT_OUT, {"reasons": hidden})
    return _no_record_fits(store, selection, mode)


def _no_record_fits(store: Store, selection: Selection, mode: Mode) -> Message:
    wider = _wider(selection)
    found = {name: _count(store, each, mode) for name, each in wider.items()}
    offers = tuple(Message(_OFFER, {"n": n, "filter": Message(name)}) for name, n in found.items() if n)
    if offers:
        return Message(_WIDEN, {"offers": offers})
    return Message(_SEVERAL, {"filters": tuple(Message(name) for name in wider)}) if wider else Message(_NONE)


def _wider(selection: Selection) -> dict[str, Selection]:
    """The selection without each of its filters, under what the pages call that filter."""
    found: dict[str, Selection] = {}
    if selection.date_from or selection.date_to:
        found[_PERIOD] = selection.but(date_from=None, date_to=None)
    found |= {words: selection.but(**{name: ()}) for name, words in _LISTS.items() if getattr(selection, name)}
    if set(selection.verification) != set(DEFAULT_VERIFICATION):
        found[_VERIFICATION] = selection.but(verification=DEFAULT_VERIFICATION)
    return found


def _count(store: Store, selection: Selection, mode: Mode) -> int:
    counts = counts_by(store, selection, by=("source_id",), mode=mode)["count"]
    return int(counts.max() if len(pairs_inside(store, selection, mode)) else counts.sum())
