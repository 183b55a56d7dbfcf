"""The filters in the sidebar: they show a selection, and give back the one that the reader chose.

An address, a button or a test sets them with :func:`preset`, before any widget stands.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from answers.by_source import choices
from answers.wording import period_days
from layers import escaping
from layers.coverage import coverage_svg
from layers.registry import LAYERS
from model.enums import DEFAULT_VERIFICATION, Border, Country, IncidentType, LocationLevel, Verification
from model.errors import BadInputError
from model.labels import label
from model.selection import Perceptions, Selection
from model.strings import N_
from ui import area_filter, caching, compare_choice, options, theme_filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from model.strings import Message, Translator
    from store.bundle import Store

_COMMON = N_("the one that most provinces have")
_THIN = N_("Records by year; yellow: few were collected, which is not peace")
_CHECKED = N_("How well a record could be checked. What is not verified stays out unless it is asked for here.")
_PRECISION = N_(
    "How exactly the place is known: at the place (some 2 km off at most), near it (drawn with a thin circle), "
    "only its district (drawn as an area), only its province or country (not on the map)."
)
BASE, _LAYERS = "filters.base", "filters.layers"
_FIRST, _LAST, _ON = "filters.from", "filters.to", "filters.on"
_PERCEPTIONS, _WAVE = "filters.perceptions", "filters.wave"
_QUESTION, _TOPIC = "filters.question", "filters.topic"
_EVERY, _IMPORTED = N_("all"), N_("the imported ones")
_LISTS = ("district", "province", "place", "country", "type", "border", "source", "level", "verification")
_SWITCHED = tuple(layer for layer in LAYERS if not layer.always)
_DAYS: dict[str, Any] = {"min_value": date(1900, 1, 1), "max_value": date(2100, 12, 31), "format": "YYYY-MM-DD"}
"""The days that the boxes offer: those that an address may name."""


def _key(name: str) -> str:
    return f"filters.{name}"


def _switch(layer: str) -> str:
    return f"filters.layer.{layer}"


def preset(store: Store, selection: Selection, layers: Iterable[str]) -> None:
    """Set every filter to the selection; to be called before the widgets of a run."""
    shown = tuple(layers)
    state = st.session_state
    state[BASE], state[_LAYERS] = selection, shown
    state[_FIRST], state[_LAST] = period_days(store, selection)
    state[_ON], state[_PERCEPTIONS] = selection.on, selection.perceptions
    state[_QUESTION], state[_TOPIC], state[_WAVE] = selection.question, selection.question or "", selection.wave
    for name in _LISTS:
        state[_key(name)] = list(getattr(selection, name))
    theme_filter.preset(selection)
    for layer in _SWITCHED:
        state[_switch(layer.key)] = layer.key in shown


def kept() -> tuple[Selection, tuple[str, ...]]:
    """The selection and the layers as they were set last, for a page that draws no filters."""
    return st.session_state[BASE], st.session_state[_LAYERS]


def show(store: Store, *, on_map: bool, tr: Translator) -> tuple[Selection, tuple[str, ...], Message | None]:
    """Draw the filters and give back the selection and the layers that they say, and what is wrong with them.

    What only a map shows (layers, perceptions, day of the border status) stands there only.
    """
    _ = tr.gettext
    base: Selection = st.session_state[BASE]
    offer = options.offer(store, tr=tr)
    _several(_("District (both sides)"), "district", offer.districts, tr)
    area_filter.show(store, _chosen(base), use=lambda area: preset(store, area, st.session_state[_LAYERS]), tr=tr)
    values: dict[str, Any] = _period(store, tr)
    layers: tuple[str, ...] = st.session_state[_LAYERS]
    if on_map:
        ends = st.session_state[_FIRST], st.session_state[_LAST]
        compare_choice.show(store, *ends, keys=(_FIRST, _LAST), boxes=_DAYS, tr=tr)
        values["on"] = _status_day(tr)
        layers = _layers(tr)
        values |= _perceptions(offer, tr)
    values["theme"] = theme_filter.show(tr=tr)
    theme_filter.events(base, show=lambda event: preset(store, event, layers), tr=tr)
    _several(_("Type of incident"), "type", _words(IncidentType, tr), tr)
    _several(_("Border"), "border", _words(Border, tr), tr)
    empty = _IMPORTED if choices(store, Selection()) else _EVERY
    _several(_("Source of incidents"), "source", offer.sources, tr, empty=empty)
    with st.expander(_("More filters")):
        _several(_("Province"), "province", offer.provinces, tr)
        _several(_("Place"), "place", offer.places, tr)
        _several(_("Country"), "country", _words(Country, tr), tr)
        _several(_("Checked"), "verification", _words(Verification, tr), tr, help_text=_(_CHECKED))
        _several(_("Precision of the place"), "level", _words(LocationLevel, tr), tr, help_text=_(_PRECISION))
    lists = {name: tuple(st.session_state[_key(name)]) for name in _LISTS}
    lists["verification"] = lists["verification"] or DEFAULT_VERIFICATION
    selection, problem = _made(base, values | lists)
    st.session_state[BASE], st.session_state[_LAYERS] = selection, layers
    return selection, layers, problem


def _chosen(base: Selection) -> Selection:
    """The selection with the districts and places that the lists say now."""
    return base.but(
        district=tuple(st.session_state[_key("district")]), place=tuple(st.session_state[_key("place")])
    )


def _made(base: Selection, values: Mapping[str, Any]) -> tuple[Selection, Message | None]:
    """The selection; of dates that are reversed the sentence about them, and the period as it was."""
    try:
        return base.but(**values), None
    except BadInputError as problem:
        rest = {name: value for name, value in values.items() if name not in {"date_from", "date_to"}}
        return base.but(**rest), problem.message


def _several(
    title: str,
    name: str,
    words: Mapping[Any, str],
    tr: Translator,
    *,
    help_text: str | None = None,
    empty: str = _EVERY,
) -> None:
    st.multiselect(
        title,
        options=list(words),
        format_func=lambda value: words.get(value, str(value)),
        key=_key(name),
        select_all=False,
        placeholder=tr.gettext(empty),
        help=help_text,
    )


def _words(words: type[StrEnum], tr: Translator) -> dict[Any, str]:
    return {word: tr.gettext(label(word)) for word in words}


def _period(store: Store, tr: Translator) -> dict[str, date | None]:
    """The two dates; an end that is that of the coverage is no filter."""
    _ = tr.gettext
    start, stop = period_days(store, Selection())
    left, right = st.columns(2, gap="small", wrap=False)
    left.date_input(_("From"), key=_FIRST, **_DAYS)
    right.date_input(_("To"), key=_LAST, **_DAYS)
    first, last = st.session_state[_FIRST], st.session_state[_LAST]
    picture = coverage_svg(caching.answer("years", Selection()), first=first, last=last)
    st.html(escaping.picture(picture, alt=_(N_("Records collected in each year"))))
    st.html(escaping.paragraph(_(_THIN), kind="line"))
    if (first, last) != (start, stop):
        st.button(_("Whole coverage"), on_click=_whole, args=(start, stop), width="stretch", key="filters.whole")
    if first and last and first > last:
        return {"date_from": first, "date_to": last}
    return {"date_from": None if first == start else first, "date_to": None if last == stop else last}


def _whole(start: date | None, stop: date | None) -> None:
    st.session_state[_FIRST], st.session_state[_LAST] = start, stop


def _status_day(tr: Translator) -> date | None:
    day: date | None = st.date_input(
        tr.gettext(N_("Border status on (empty = end of period)")),
        key=_ON,
        **_DAYS,
    )
    return day


def _layers(tr: Translator) -> tuple[str, ...]:
    st.html(escaping.paragraph(tr.gettext(N_("Show")), kind="label"))
    for layer in _SWITCHED:
        st.checkbox(tr.gettext(layer.title), key=_switch(layer.key))
    return tuple(layer.key for layer in _SWITCHED if st.session_state[_switch(layer.key)])


def _perceptions(offer: options.Offer, tr: Translator) -> dict[str, Any]:
    _ = tr.gettext
    words = _words(Perceptions, tr)
    st.selectbox(_("Perceptions"), options=list(words), format_func=words.__getitem__, key=_PERCEPTIONS)
    kind = st.session_state[_PERCEPTIONS]
    if kind is Perceptions.OFF:
        return {"perceptions": kind, "question": None, "wave": None}
    if kind is Perceptions.PUBLISHED:
        topic = _one(_("Published figure"), _TOPIC, {"": _(_COMMON), **offer.topics})
        return {"perceptions": kind, "question": topic or None, "wave": None}
    question = _one(_("Question"), _QUESTION, offer.questions)
    wave = _one(_("Wave"), _WAVE, offer.waves)
    return {"perceptions": kind, "question": question, "wave": wave}


def _one(title: str, key: str, choices: Mapping[str, str]) -> str:
    if st.session_state.get(key) not in choices:
        st.session_state[key] = next(iter(choices))
    chosen: str = st.selectbox(title, options=list(choices), format_func=lambda value: choices[value], key=key)
    return chosen
