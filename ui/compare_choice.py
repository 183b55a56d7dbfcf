"""The other of two periods: what to compare with, chosen in the sidebar under the period.

Some choices follow the period (as many days right before it, the same days of an earlier year), so they
move with it; dates that were chosen stay. An address says dates, and they are read back as such a choice where
they are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from answers.difference import Days
from answers.two_periods import days_of, event_pairs, is_covered, just_before, years_before
from layers import escaping
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store

CHOICE, FIRST, LAST = "compare.choice", "compare.from", "compare.to"
OFF, BEFORE, YEARS, DATES = "off", "before", "years", "dates"
_EVENTS = "events"
_KEPT, _PROBLEM = "compare.kept", "compare.problem"
_LABELS: dict[str, str] = {
    OFF: N_("No comparison"),
    BEFORE: N_("As many days right before"),
    YEARS: N_("The same days of an earlier year"),
    DATES: N_("Other dates"),
}
_PAIR = N_("{one} against {other}")
_SPAN = N_("{first} to {last}")
_REVERSED = N_(
    "The period to compare with must begin before it ends, but it runs from {first} to {last}: "
    "exchange the two dates."
)


def preset(store: Store, selection: Selection, compared: Days | None) -> None:
    """Set the choice to a period, or to none; to be called before the widgets of a run."""
    state, now = st.session_state, days_of(store, selection)
    state[_KEPT], state[_PROBLEM] = compared, None
    following = {choice: _following(store, choice, now) for choice in (BEFORE, YEARS)}
    same = [choice for choice, days in following.items() if days is not None and days == compared]
    state[CHOICE] = OFF if compared is None else (same or [DATES])[0]
    if compared is not None:
        state[FIRST], state[LAST] = compared.first, compared.last


def kept() -> Days | None:
    """The other period as it was chosen last; ``None`` = no comparison."""
    found: Days | None = st.session_state.get(_KEPT)
    return found


def problem() -> Message | None:
    """What is wrong with the dates chosen here; the period before them stays in force."""
    found: Message | None = st.session_state.get(_PROBLEM)
    return found


def show(
    store: Store,
    first: date | None,
    last: date | None,
    *,
    keys: tuple[str, str],
    boxes: Mapping[str, Any],
    tr: Translator,
) -> None:
    """Draw the choice; ``first`` and ``last`` are the period shown, in the boxes of these keys."""
    state = st.session_state
    now = Days(first, last) if first and last and first <= last else None
    offer = _offer(store, now, tr)
    if state.get(CHOICE) not in offer:
        state[CHOICE] = OFF if kept() is None else DATES
    st.selectbox(
        tr.gettext(N_("Compare with another period")),
        options=list(offer),
        format_func=offer.__getitem__,
        key=CHOICE,
        on_change=_chosen,
        args=(store, now, keys),
    )
    choice = state[CHOICE]
    if choice == DATES:
        _boxes(boxes, tr)
    elif choice == OFF or now is not None:  # dates that are reversed move nothing
        state[_KEPT], state[_PROBLEM] = _following(store, choice, now), None
    if choice in {BEFORE, YEARS} and (days := kept()) is not None:
        words = Message(_SPAN, {"first": days.first, "last": days.last}).text(tr)
        st.html(escaping.paragraph(words, kind="line"))


def _offer(store: Store, now: Days | None, tr: Translator) -> dict[str, str]:
    """The choices that make sense: those that follow the period only where the sources cover a day of them."""
    words = {choice: tr.gettext(words) for choice, words in _LABELS.items()}
    for choice in (BEFORE, YEARS):
        if now is not None and _following(store, choice, now) is None:
            del words[choice]
    dates = words.pop(DATES)
    for number, (one, other) in enumerate(event_pairs(store)):
        words[f"{_EVENTS}:{number}"] = Message(_PAIR, {"one": one.first, "other": other.first}).text(tr)
    return words | {DATES: dates}


def _following(store: Store, choice: str, now: Days | None) -> Days | None:
    """The period that a choice means beside another one; ``None`` where the sources cover no day of it."""
    if now is None or choice not in {BEFORE, YEARS}:
        return None
    days = just_before(now) if choice == BEFORE else years_before(now)
    return days if days is not None and is_covered(store, days) else None


def _chosen(store: Store, now: Days | None, keys: tuple[str, str]) -> None:
    """A pair of events sets both periods; dates begin with what was compared last."""
    state = st.session_state
    choice, pairs = state[CHOICE], event_pairs(store)
    other: Days | None
    if choice.startswith(_EVENTS):
        one, other = pairs[int(choice.partition(":")[2])]
        state[keys[0]], state[keys[1]] = one.first, one.last
        state[CHOICE] = DATES
    else:
        latest = pairs[-1][1] if pairs else now
        other = kept() or _following(store, BEFORE, now) or latest
    if state[CHOICE] == DATES and other is not None:
        state[FIRST], state[LAST] = other.first, other.last


def _boxes(boxes: Mapping[str, Any], tr: Translator) -> None:
    state = st.session_state
    left, right = st.columns(2, gap="small", wrap=False)
    left.date_input(tr.gettext(N_("From")), key=FIRST, **boxes)
    right.date_input(tr.gettext(N_("To")), key=LAST, **boxes)
    first, last = state[FIRST], state[LAST]
    if first and last:
        wrong = first > last
        state[_PROBLEM] = Message(_REVERSED, {"first": first, "last": last}) if wrong else None
        state[_KEPT] = kept() if wrong else Days(first, last)
