"""Two periods side by side: what stands over each map, between the maps, and in the one legend of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from answers import two_periods
from answers.said import said as what_is_said
from answers.wording import period
from briefing.key_figures import pairs
from layers import escaping, marks, side_by_side
from model.strings import N_, Message
from ui import caching, download, legend, notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from model.selection import Selection
    from model.strings import Translator
    from model.view import LayerView
    from store.bundle import Store

_FILES = N_("{period}: files and remarks")


def head(store: Store, side: Selection, *, number: int, tr: Translator) -> None:
    """The period as a title, its key figures, and how far the sources cover it."""
    incidents, apart = (caching.answer(question, side) for question in ("incidents", "themes"))
    days = two_periods.days_of(store, side)
    said = [] if days is None else list(two_periods.coverage(store, days, side))
    if not incidents.figures["count"] and incidents.message is not None:
        said.append(incidents.message)
    with st.container(key=f"period-{number}"):
        st.html(escaping.paragraph(period(store, side).text(tr), kind="period"))
        st.html(escaping.figures(pairs(incidents, apart=apart, tr=tr)))
        st.html(escaping.paragraph(" ".join(message.text(tr) for message in said), kind="line"))


def between(store: Store, sides: Sequence[Selection], *, tr: Translator) -> None:
    """The difference between the counts, or why there is none; deaths are not subtracted."""
    words = _difference(store, sides).text(tr)
    with st.container(key="between"):
        st.html(escaping.paragraph(words, kind="between"))


def _difference(store: Store, sides: Sequence[Selection]) -> Message:
    one, other = (caching.answer("incidents", side) for side in sides)
    return two_periods.between(store, one, other)


def said(store: Store, sides: Sequence[Selection], *, tr: Translator) -> None:
    """What can be said about each period, and between them, in one piece to copy."""
    sentences = list[Message]()
    for side in sides:
        answers = [caching.answer(question, side) for question in ("incidents", "themes")]
        sentences += what_is_said(store, answers[0], told_apart=answers[1])
    sentences.append(_difference(store, sides))
    with st.container(key="said"):
        st.html(escaping.paragraph(tr.gettext(N_("What can be said (copy into a note)")), kind="line"))
        st.code("\n".join(message.text(tr) for message in sentences), language=None, wrap_lines=True)


def with_stories(sides: Sequence[Selection]) -> tuple[Selection, ...]:
    """The sides whose stories stand on the page: none is told twice."""
    asked = [set(caching.answer("stories", side).figures["asked"]) for side in sides]
    return tuple(side for number, side in enumerate(sides) if not asked[number] & set().union(*asked[:number]))


def files(
    store: Store, sides: Sequence[Selection], layers: tuple[str, ...], *, days: Sequence[date], tr: Translator
) -> None:
    """The buttons that save each map, and what is said of its lines; of two maps each under its period."""
    for number, (side, day) in enumerate(zip(sides, days, strict=True)):
        if len(sides) > 1:
            words = Message(_FILES, {"period": period(store, side)}).text(tr)
            st.html(escaping.paragraph(words, kind="line"))
        download.show(store, side, layers, day=day, tr=tr, part="-other" * number)
        notes.show(side, layers, tr=tr)


def one_legend(
    store: Store, sides: Sequence[Selection], drawn: Sequence[tuple[caching.Drawn, ...]], *, tr: Translator
) -> None:
    """The legend of both maps, once, and that their scale is the same."""
    one, other = ([layer.view for layer in layers] for layers in drawn)
    st.html(escaping.paragraph(side_by_side.scale(one, other).text(tr), kind="line"))
    periods = period(store, sides[0]), period(store, sides[1])
    legend.show(side_by_side.merged(one, other, periods=periods), tr=tr)


def chosen_side(store: Store, sides: Sequence[Selection], *, key: str, tr: Translator) -> Selection:
    """The selection whose detail the panel shows; of two the reader may look at the other one too."""
    if len(sides) == 1:
        return sides[0]
    st.session_state.setdefault(key, 0)
    words = [period(store, side).text(tr) for side in sides]
    number = st.segmented_control(
        tr.gettext(N_("Period of the detail")),
        options=range(len(sides)),
        format_func=words.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return sides[cast("int", number) or 0]


def on_one_scale(
    drawn: Sequence[tuple[caching.Drawn, ...]], tr: Translator
) -> Sequence[tuple[caching.Drawn, ...]]:
    """The layers of all maps with their cells in the same classes; as they were where none has cells."""
    breaks = side_by_side.breaks_for([layer.view for layers in drawn for layer in layers])
    if breaks is None or len(drawn) == 1:
        return drawn
    return [tuple(_on_scale(layer, breaks, tr) for layer in layers) for layers in drawn]


def _on_scale(layer: caching.Drawn, breaks: tuple[float, ...], tr: Translator) -> caching.Drawn:
    view: LayerView = side_by_side.on_scale(layer.view, breaks)
    return layer if view is layer.view else layer._replace(view=view, packed=marks.packed(view, tr))
