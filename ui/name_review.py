"""Names that wait for a person: what each could be, a decision, and the way to take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import escaping
from layers.rows import Row, rows
from model.strings import N_, Message
from store.name_reviews import decide_name, open_names, undo_name
from ui import desk, options

if TYPE_CHECKING:
    from model.imports import NameCase
    from model.strings import Translator
    from store.bundle import Store

SHOWN = 20
"""Names on the page at a time; the most frequent come first."""
_NONE, _LATER = "none", "later"
_TITLE = N_("Names to decide")
_EMPTY = N_("No name waits for a decision.")
_MORE = N_("{shown} of {n} names are shown, those of the most rows first.")
_CASE = N_("'{text}' in {rows} rows, looked for in {within}")
_ANYWHERE = N_("'{text}' in {rows} rows")
_IS_NONE, _IS_LATER = N_("none of these: it stays without a place"), N_("decide later")
_REASON = N_("Why (may stay empty)")
_DECIDE = N_("Keep this decision")
_DECIDED, _BACK = N_("Names decided"), N_("Take back")


def show(store: Store, *, tr: Translator) -> None:
    """Draw the names that wait, then those decided."""
    _ = tr.gettext
    st.markdown(f"### {escaping.markdown(_(_TITLE))}")
    cases = open_names(desk.folder())
    if not cases:
        st.markdown(escaping.markdown(_(_EMPTY)))
    else:
        by = desk.who(tr=tr, key="names.who")
        if len(cases) > SHOWN:
            said = Message(_MORE, {"shown": SHOWN, "n": len(cases)}).text(tr)
            st.html(escaping.paragraph(said, kind="line"))
        for at, case in enumerate(cases[:SHOWN]):
            _case(case, at, by, store, tr)
    _decided(rows(store.frame("name_decisions")), tr)


def _case(case: NameCase, at: int, by: str, store: Store, tr: Translator) -> None:
    _ = tr.gettext
    within = options.unit_name(case.within, store, tr=tr)
    words = {"text": case.text, "rows": case.rows, "within": within}
    names = {str(near["id"]): _candidate(near) for near in case.candidates}
    names |= {_NONE: _(_IS_NONE), _LATER: _(_IS_LATER)}
    with st.container(border=True):
        st.markdown(f"**{escaping.markdown(Message(_CASE if case.within else _ANYWHERE, words).text(tr))}**")
        chosen = st.radio(
            case.text,
            options=list(names),
            index=len(names) - 1,
            format_func=lambda key: escaping.markdown(names[key]),
            key=f"names.{at}.{case.text}.{case.within}",
            label_visibility="collapsed",
        )
        if chosen == _LATER:
            return
        reason = st.text_input(_(_REASON), key=f"names.reason.{at}.{case.text}", max_chars=300)
        if st.button(_(_DECIDE), key=f"names.decide.{at}.{case.text}"):
            unit = None if chosen == _NONE else str(chosen)
            decided: dict[str, Any] = {"within": case.within, "kind": case.kind, "unit_id": unit}
            decided |= {"by": by, "reason": reason or None}
            desk.decided(lambda: decide_name(desk.folder(), case.text, **decided), by, tr)


def _candidate(near: object) -> str:
    assert isinstance(near, dict)
    known = [str(near[key]) for key in ("district", "country") if near.get(key)]
    score = near.get("score")
    return f"{near['name']} ({', '.join(known)})" + ("" if score is None else f" · {float(score):.0f}")


def _decided(decisions: list[Row], tr: Translator) -> None:
    if not decisions:
        return
    with st.expander(f"{tr.gettext(_DECIDED)}: {len(decisions)}"):
        for at, row in enumerate(decisions):
            _one_decided(row, at, tr)


def _one_decided(row: Row, at: int, tr: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaping.markdown(f"{row['text']} → {row['unit_id'] or '–'} ({row['decided_by']})"))
        if st.button(tr.gettext(_BACK), key=f"names.undo.{at}", type="tertiary"):
            where = {name: str(row[name]) for name in ("within", "kind")}
            desk.decided(lambda: undo_name(desk.folder(), str(row["text"]), **where), str(row["decided_by"]), tr)
