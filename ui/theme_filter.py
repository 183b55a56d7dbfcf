"""The theme of the incidents as a row of buttons, so that interethnic violence is never mixed in unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.themes import name_of_event, of_event
from layers.rows import rows
from model.enums import Theme
from model.labels import label
from model.selection import Selection
from model.strings import N_, Message
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.strings import Translator

KEY = "filters.theme"
"""Session state: the buttons pressed, themes or :data:`ALL`."""
ALL = "all"
_BEFORE = "filters.theme.before"
_ALL = N_("All")
_SHOW = N_("Show {event}")


def preset(selection: Selection) -> None:
    """Set the buttons to the selection; to be called before they stand."""
    st.session_state[KEY] = st.session_state[_BEFORE] = [*selection.theme] or [ALL]


def show(*, tr: Translator) -> tuple[Theme, ...]:
    """Draw the buttons; the themes that they say, none for all."""
    words = {ALL: tr.gettext(_ALL)} | {theme.value: tr.gettext(label(theme)) for theme in Theme}
    st.pills(
        tr.gettext(N_("Theme of the incidents")),
        options=[ALL, *Theme],
        format_func=lambda value: words[str(value)],
        selection_mode="multi",
        key=KEY,
        on_change=_pressed,
    )
    return tuple(Theme(value) for value in st.session_state[KEY] if value != ALL)


def events(selection: Selection, *, show: Callable[[Selection], None], tr: Translator) -> None:
    """A button for each large interethnic event, which shows it alone."""
    for row in rows(caching.answer("stories", Selection()).table):
        alone = of_event(row, selection)
        name = Message(_SHOW, {"event": name_of_event(row)}).text(tr)
        st.button(name, on_click=show, args=(alone,), key=f"event.{row['part_of']}", type="tertiary")


def _pressed() -> None:
    """Let "all" take the others back, and another one take "all" back; none is all."""
    now, before = list(st.session_state[KEY] or ()), st.session_state.get(_BEFORE, [])
    if not now or (ALL in now and ALL not in before):
        now = [ALL]
    st.session_state[KEY] = st.session_state[_BEFORE] = [value for value in now if value != ALL] or [ALL]
