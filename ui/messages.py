"""What the page says when something is wrong or empty: one sentence with the next step, no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.wording import in_words
from layers import escaping
from model.enums import DEFAULT_VERIFICATION, Verification, Visibility
from model.settings import INTERNAL_MARK, source_language_note
from model.strings import N_, Message
from ui import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from model.errors import FerghanaError
    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store

_INTERNAL = N_("{mark}: rows that nobody could verify, or that are not public, are shown here. Do not forward.")
_TICKED = N_("Sources of incidents: {sources}; not ticked: {left_out}.")
_NOT_INCLUDED = N_("{name} is not included; the filter offers it by itself.")
_WIDEN = N_("Take all filters off")


def refuse(problem: FerghanaError) -> None:
    """Show the sentence of an error in the session's language and end the page there."""
    st.error(escaping.markdown(problem.text(language.translator())))
    st.stop()


def wrong(problem: Message, *, tr: Translator) -> None:
    """What is wrong with the filters; the page stands below it with those that were in force before."""
    st.error(escaping.markdown(problem.text(tr)))


def problems(sentences: Iterable[Message], *, tr: Translator) -> None:
    """A warning for each thing in the address that could not be read."""
    for sentence in sentences:
        st.warning(escaping.markdown(sentence.text(tr)))


def choices(messages: Iterable[Message], *, tr: Translator) -> None:
    """What was chosen on the user's behalf, in one quiet line."""
    line = " · ".join(_choice(message, tr) for message in messages)
    if line:
        st.html(escaping.paragraph(line, kind="line"))


def _choice(message: Message, tr: Translator) -> str:
    """A name that was left out is said without the option of the command."""
    if {"sources", "left_out"} <= set(message.fields):
        return Message(_TICKED, message.fields).text(tr)
    left_out = {"name", "field"} <= set(message.fields)
    return Message(_NOT_INCLUDED, message.fields).text(tr) if left_out else message.text(tr)


def in_source_language(*, tr: Translator) -> None:
    """One quiet line: which words of the page are data and are not translated."""
    note = source_language_note(tr.lang)
    if note is not None:
        st.html(escaping.paragraph(note.text(tr), kind="line"))


def strip(*frames: pd.DataFrame, tr: Translator) -> None:
    """The internal strip, if any row shown must not leave this room."""
    if any(_hidden(frame).any() for frame in frames):
        words = Message(_INTERNAL, {"mark": Message(INTERNAL_MARK)}).text(tr)
        st.html(escaping.paragraph(words, kind="strip"))


def _hidden(frame: pd.DataFrame) -> pd.Series[bool]:
    return (frame["visibility"] == Visibility.INTERNAL) | (frame["verification"] == Verification.UNVERIFIED)


def empty(incidents: Result, *, widen: Callable[[], None], tr: Translator) -> None:
    """Why nothing is shown, in the sentence of the answer, and a button that takes the filters off."""
    if incidents.figures["count"] != 0 or incidents.message is None:
        return
    st.info(escaping.markdown(incidents.message.text(tr)))
    st.button(tr.gettext(_WIDEN), on_click=widen, key="widen")


def in_force(
    store: Store, incidents: Result, *, widen: Callable[[], None], tr: Translator, with_period: bool = True
) -> None:
    """The filters in force in one line, also those without a widget, and a button that takes them off.

    Where two periods are compared each stands over its map: ``with_period=False``.
    """
    if _is_whole(incidents.selection):
        return
    words = " · ".join(message.text(tr) for message in in_words(store, incidents.selection)[not with_period :])
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="in_force"):
        st.html(escaping.paragraph(words, kind="line"), width="content")
        if (
            incidents.figures["count"] != 0 or not with_period
        ):  # else the button stands below the sentence about nothing found
            st.button(tr.gettext(_WIDEN), on_click=widen, key="widen", type="tertiary")


def _is_whole(selection: Selection) -> bool:
    return selection.is_whole and set(selection.verification) == set(DEFAULT_VERIFICATION)
