"""The Map page: where, what, how safe people say they feel, and what the border was said to be that day."""

from __future__ import annotations

import streamlit as st

from layers.sections import status_day
from model.errors import FerghanaError
from model.strings import N_, Message
from ui import background, caching, compare_view, figures, frame, legend, map_view, messages, story

TITLE = N_("Where are incidents reported, how safe do people feel, and how was the border described on {date}?")
TITLE_OF_TWO = N_("What was reported in two periods, and how was the border described on {date} and on {other}?")


def show() -> None:
    """Draw the page from top to bottom: address, filters, figures, the map or two, what can be said."""
    page = frame.begin("map", on_map=True)
    store, layers, tr, sides = page.store, page.layers, page.tr, page.sides
    with st.sidebar:
        ground = background.show(tr=tr)
    answers = [caching.answer("incidents", side) for side in sides]
    two = len(sides) > 1
    days = [status_day(caching.answer("sections", caching.asked("sections", side))) for side in sides]
    with st.container():  # what comes and goes here must not move the map to another place, or it starts anew
        title = Message(TITLE_OF_TWO if two else TITLE, dict(zip(("date", "other"), days, strict=False)))
        st.title(title.text(tr), anchor=False)
        page.say()
        messages.strip(*(answer.table for answer in answers), tr=tr)
        if not two:
            figures.show(answers[0], page.selection, tr=tr)
        messages.in_force(store, answers[0], widen=page.widen, tr=tr, with_period=not two)
        if not two:
            messages.empty(answers[0], widen=page.widen, tr=tr)
        for side in compare_view.with_stories(sides):
            story.show(store, side, layers, tr=tr)
    map_view.show(store, sides, layers, ground=ground, tr=tr)
    if two:
        compare_view.said(store, sides, tr=tr)
    else:
        figures.said(store, answers[0], tr=tr)
    compare_view.files(store, sides, layers, days=days, tr=tr)
    drawn = [layer.view for side in sides for layer in caching.drawn(layers, side, tr)]
    legend.sources(drawn, tr=tr)
    messages.in_source_language(tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
