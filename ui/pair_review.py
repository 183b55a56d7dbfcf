"""Records that may be one event, side by side: what agrees, what differs, a decision, the way to take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from layers import escaping
from model.enums import IncidentType
from model.labels import label
from model.strings import N_, Message
from model.workspace_tables import PairDecision
from store.duplicate_reviews import count_open, decide, pairs, undo
from ui import desk

if TYPE_CHECKING:
    from model.strings import Translator
    from store.duplicate_reviews import Pair

SHOWN = 10
"""Pairs on the page at a time, the likeliest first."""
_TITLE = N_("Records that may be one event")
_EMPTY = N_("No pair of records waits for a decision.")
_MORE = N_("{shown} of {n} pairs are shown, the likeliest first.")
_HOW = N_(
    "Nothing is merged without a decision. Until all pairs are decided, figures of several sources stand beside "
    "each other and are never added."
)
_LIKELY = N_("Probability that they are one event: {percent} %")
_AGREE = N_("{field}: {word}")
_DECISIONS: dict[str, str] = {
    PairDecision.SAME.value: N_("One event"),
    PairDecision.DIFFERENT.value: N_("Two events"),
    PairDecision.PART_OF.value: N_("The left one is part of the right one"),
}
_FIELDS: dict[str, str] = {
    "date_start": N_("First day"),
    "date_end": N_("Last day"),
    "place_text": N_("Place"),
    "incident_type": N_("Type of incident"),
    "killed_best": N_("Killed"),
    "injured_best": N_("Injured"),
    "description": N_("What happened"),
    "source_title": N_("Source"),
}
_COMPARED: dict[str, str] = {
    "date": N_("date"),
    "where": N_("place"),
    "type": N_("type"),
    "deaths": N_("deaths"),
}
WORDS: dict[tuple[str, str], str] = {
    ("date", "same"): N_("the same"),
    ("date", "1-2 d"): N_("1–2 days apart"),
    ("date", "3-7 d"): N_("3–7 days apart"),
    ("date", ">7 d"): N_("more than 7 days apart"),
    ("where", "<=2 km"): N_("within 2 km"),
    ("where", "2-10 km"): N_("2–10 km apart"),
    ("where", "10-30 km"): N_("10–30 km apart"),
    ("where", "farther"): N_("more than 30 km apart"),
    ("type", "same"): N_("the same"),
    ("type", "compatible"): N_("related"),
    ("type", "incompatible"): N_("another one"),
    ("deaths", "overlap"): N_("may be equal"),
    ("deaths", "gap<=2"): N_("1–2 apart"),
    ("deaths", "conflict"): N_("contradict each other"),
}
"""Field and agreement (:data:`analysis.duplicates.WEIGHTS`): what the page calls it."""
_DECIDED, _BACK = N_("Pairs decided"), N_("Take back")
_UNKNOWN = N_("not known")


def show(*, tr: Translator) -> None:
    """Draw the pairs that wait, then those decided."""
    _ = tr.gettext
    st.markdown(f"### {escaping.markdown(_(_TITLE))}")
    waiting = pairs(desk.folder(), most=SHOWN)
    if not waiting:
        st.markdown(escaping.markdown(_(_EMPTY)))
    else:
        st.html(escaping.paragraph(_(_HOW), kind="line"))
        by = desk.who(tr=tr, key="pairs.who")
        n = count_open(desk.folder())
        if n > len(waiting):
            said = Message(_MORE, {"shown": len(waiting), "n": n}).text(tr)
            st.html(escaping.paragraph(said, kind="line"))
        for pair in waiting:
            _pair(pair, by, tr)
    _decided(tr)


def _pair(pair: Pair, by: str, tr: Translator) -> None:
    key = f"pairs.{pair.one_id}.{pair.other_id}"
    with st.container(border=True):
        st.markdown(f"**{escaping.markdown(_likely(pair, tr))}**")
        sides = st.columns(2, gap="medium")
        for side, record, source in zip(sides, pair.records, pair.sources, strict=True):
            with side:
                st.markdown("  \n".join(_lines(record, source, pair.differing, tr)))
        with st.container(horizontal=True):
            for word, title in _DECISIONS.items():
                if st.button(tr.gettext(title), key=f"{key}.{word}"):
                    desk.decided(partial(decide, desk.folder(), pair.one_id, pair.other_id, word, by=by), by, tr)


def _likely(pair: Pair, tr: Translator) -> str:
    agreed = "; ".join(
        Message(_AGREE, {"field": tr.gettext(title), "word": tr.gettext(_word(field, pair.why[field]))}).text(tr)
        for field, title in _COMPARED.items()
        if field in pair.why
    )
    if pair.posterior is None:
        return agreed
    return f"{Message(_LIKELY, {'percent': round(100 * pair.posterior)}).text(tr)} ({agreed})"


def _word(field: str, agreement: str) -> str:
    return WORDS.get((field, agreement), _UNKNOWN)


def _lines(record: Any, source: Any, differing: tuple[str, ...], tr: Translator) -> list[str]:
    """The record's own words in Markdown lines; what differs from the other one is bold."""
    lines = [f"**{escaping.markdown(source.get('title') or record['source_id'])}** · `{record['incident_id']}`"]
    for column, title in _FIELDS.items():
        told = record.get(column)
        unknown = told is None or pd.isna(told) or told == ""
        said = label(IncidentType(told)) if column == "incident_type" and not unknown else str(told)
        shown = escaping.markdown(tr.gettext(_UNKNOWN if unknown else said))
        value = f"**{shown}**" if column in differing else shown
        lines.append(f"{escaping.markdown(tr.gettext(title))}: {value}")
    return lines


def _decided(tr: Translator) -> None:
    decided = pairs(desk.folder(), decided=True)
    if not decided:
        return
    with st.expander(f"{tr.gettext(_DECIDED)}: {len(decided)}"):
        for pair in decided:
            _one_decided(pair, tr)


def _one_decided(pair: Pair, tr: Translator) -> None:
    word = tr.gettext(_DECISIONS.get(str(pair.decision), str(pair.decision)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaping.markdown(f"{pair.one_id} – {pair.other_id}: {word} ({pair.decided_by})"))
        if st.button(tr.gettext(_BACK), key=f"pairs.undo.{pair.one_id}.{pair.other_id}", type="tertiary"):
            desk.decided(lambda: undo(desk.folder(), pair.one_id, pair.other_id), str(pair.decided_by), tr)
