"""Perceptions: published figures as labelled values at their province, or a survey by district.

A published figure is shown as its source gives it, with its date and n; a province without one says so. A
survey is a ramp of one hue with a hatch for "too few answers"; a synthetic one carries its watermark.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.districts import AREA_TOLERANCE
from layers.marks import draw
from layers.numbers import decimal, of_hundred, percent, whole
from layers.rows import Row, rows
from layers.shapes import for_screen, polygons
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import (
    MARKER_RADIUS,
    PERCEPTION_BREAKS,
    PERCEPTION_RAMP,
    PERCEPTION_TOO_FEW,
    PERCEPTION_VALUE,
    SEAT_RADIUS,
)
from model.view import (
    AreaMark,
    LabelKind,
    LabelMark,
    LayerView,
    LegendEntry,
    LegendSymbol,
    Mark,
    PointMark,
    Style,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "perceptions"
TITLE = N_("Perceptions")
_SURVEY_TITLE = N_("Perceptions: share who {reading}")
_PUBLISHED_TITLE = N_("Perceptions: published figures")
_NO_FIGURE = N_("{unit}: no published figure")
_VALUE_BELOW = N_("{unit}, {date}")
_VALUE_TITLE = N_("{unit}: {value} {value_unit}; {what}; {date}; n = {n}")
_SHARE_TITLE = N_("{unit}: {share} {reading}; n = {n}; {wave}")
_HIDDEN_TITLE = N_("{unit}: {reason}")
_CLASS = N_("{low} to {high} %")
_BARE_RADIUS = MARKER_RADIUS + 2.0
_TOO_FEW = N_("not shown: too few answers")
_WHAT_NOTE = N_("{what} ({date}).")
_QUESTION_NOTE = N_("{text} Wave {wave}.")
_ON_MAP = ("province", "district", "place")
"""A figure of a whole country has no place inside the valley: it stands in the list."""
_RAMP = tuple(Style(fill=colour, fill_opacity=0.85) for colour in PERCEPTION_RAMP)


def view(perceptions: Result, districts: Result, *, tr: Translator) -> LayerView:
    """Labelled published values, or districts by the share of insecure answers; nothing where it is off."""
    require_published(perceptions)
    kind = perceptions.figures.get("kind")
    if kind is None:
        return LayerView(key=KEY, title=Message(TITLE))
    if kind == "published":
        return _published(perceptions, tr)
    return _survey(perceptions, require_published(districts), tr)


def _published(perceptions: Result, tr: Translator) -> LayerView:
    every = rows(perceptions.table)
    placed = [row for row in every if row["unit_kind"] in _ON_MAP and row["lon"] is not None]
    known = [row for row in placed if row["estimate"] is not None]
    shown, topic = one_for_each_unit(known)
    spoken = {(row["lon"], row["lat"]) for row in shown}
    silent = [row for row in placed if row["estimate"] is None and (row["lon"], row["lat"]) not in spoken]
    marks: list[Mark] = [_value_point(row, tr) for row in shown]
    marks += [_value_label(row, tr) for row in shown]
    marks += [_silent_label(row, tr) for row in silent]
    return LayerView(
        key=KEY,
        title=Message(_PUBLISHED_TITLE),
        marks=tuple(marks),
        legend=_published_legend(shown),
        notes=_published_notes([row for row in shown if row["question"] == topic], len(every) - len(placed)),
        attributions=tuple(ref.attribution for ref in perceptions.sources),
    )


def one_for_each_unit(known: Sequence[Row]) -> tuple[list[Row], str]:
    """One row for each unit and the topic that most units share; a unit without it shows its latest row.

    >>> rows_of = [{"unit_id": "A", "question": "x", "date_end": "1"}, {"unit_id": "A", "question": "y",
    ...     "date_end": "2"}, {"unit_id": "B", "question": "x", "date_end": "1"}]
    >>> [row["question"] for row in one_for_each_unit(rows_of)[0]]
    ['x', 'x']
    """
    topics = [row["question"] for row in known]
    common = max(sorted(set(topics)), key=topics.count, default="")
    ranked = sorted(known, key=lambda row: (row["question"] == common, str(row["date_end"])))
    return list({row["unit_id"]: row for row in ranked}.values()), common


def _value_point(row: Row, tr: Translator) -> PointMark:
    title = fill(tr.gettext(_VALUE_TITLE), **_words(row, tr))
    return PointMark(row["lon"], row["lat"], MARKER_RADIUS, PERCEPTION_VALUE, title, _ref(row))


def _value_label(row: Row, tr: Translator) -> LabelMark:
    below = fill(tr.gettext(_VALUE_BELOW), unit=row["unit"], date=row["wave"])
    value = row["estimate"]
    text = of_hundred(value, lang=tr.lang) if row["measure"] == "percent" else decimal(value, lang=tr.lang)
    return LabelMark(row["lon"], row["lat"], text, LabelKind.VALUE, below, _ref(row))


def _silent_label(row: Row, tr: Translator) -> LabelMark:
    text = fill(tr.gettext(_NO_FIGURE), unit=row["unit"])
    return LabelMark(row["lon"], row["lat"], text, LabelKind.NOTE)


def _words(row: Row, tr: Translator) -> dict[str, Any]:
    n = tr.gettext(N_("not given")) if row["n"] is None else whole(row["n"])
    keys = {"unit": row["unit"], "value_unit": row["value_unit"], "what": row["what"], "date": row["wave"]}
    return {**keys, "value": decimal(row["estimate"], lang=tr.lang), "n": n}


def _ref(row: Row) -> str:
    return f"perception:{row['unit_kind']}:{row['unit_id']}"


def _published_legend(shown: Sequence[Row]) -> tuple[LegendEntry, ...]:
    if not shown:
        return ()
    text = Message(N_("value as its source gives it, with its date"))
    return (LegendEntry(LegendSymbol.POINT, PERCEPTION_VALUE, text, MARKER_RADIUS),)


def _published_notes(common: Sequence[Row], unplaced: int) -> tuple[Message, ...]:
    notes = list[Message]()
    if common:
        what = common[0]["what"]
        dates = ", ".join(sorted({str(row["wave"]) for row in common}))
        notes.append(Message(_WHAT_NOTE, {"what": what[:1].upper() + what[1:], "date": dates}))
    if unplaced:
        notes.append(_unplaced(unplaced))
    return tuple(notes)


def _unplaced(n: int) -> Message:
    return Message.counted(
        "{n} more figure speaks of a whole country or another area and has no place on this map.",
        "{n} more figures speak of a whole country or other areas and have no place on this map.",
        n,
    )


def _survey(perceptions: Result, districts: Result, tr: Translator) -> LayerView:
    shapes = districts.table.set_index("district_id")["geometry"]
    reading = str(perceptions.figures.get("reading") or "")
    every = rows(perceptions.table)
    marks = [mark for row in every for mark in _cell(row, shapes, reading, tr)]
    bare = [row for row in every if not polygons(_area(row, shapes)) and row["lon"] is not None]
    note = {"text": perceptions.figures.get("text", ""), "wave": perceptions.figures.get("wave", "")}
    return LayerView(
        key=KEY,
        title=Message(_SURVEY_TITLE, {"reading": reading}),
        marks=tuple(marks),
        legend=(*_survey_legend(perceptions), *_seat_legend(bare)),
        notes=(Message(_QUESTION_NOTE, note),),
        attributions=tuple(ref.attribution for ref in perceptions.sources),
        synthetic=perceptions.synthetic,
    )


def _cell(row: Row, shapes: Any, reading: str, tr: Translator) -> list[Mark]:
    style, title = _style(row), _cell_title(row, reading, tr)
    shape, ref = polygons(_area(row, shapes)), _ref(row)
    marks: list[Mark] = [AreaMark(shape, style, title, ref)] if shape else []
    if row["lon"] is None:
        return marks
    radius = SEAT_RADIUS if shape else _BARE_RADIUS
    marks.append(PointMark(row["lon"], row["lat"], radius, _edged(style), title, ref))
    if row["estimate"] is not None:
        below, share = f"n {whole(row['n'])}", percent(row["estimate"], lang=tr.lang)
        marks.append(LabelMark(row["lon"], row["lat"], share, LabelKind.VALUE, below, ref))
    return marks


def _area(row: Row, shapes: Any) -> Any:
    return for_screen(shapes.get(row["unit_id"]), tolerance=AREA_TOLERANCE)


def _edged(style: Style) -> Style:
    return replace(style, line=PERCEPTION_VALUE.line, width=1.0)


def _style(row: Row) -> Style:
    if row["estimate"] is None:
        return PERCEPTION_TOO_FEW
    above: int = sum(row["estimate"] > edge for edge in PERCEPTION_BREAKS)
    return _RAMP[above]


def _cell_title(row: Row, reading: str, tr: Translator) -> str:
    if row["estimate"] is None:
        return fill(tr.gettext(_HIDDEN_TITLE), unit=row["unit"], reason=row["reason"] or tr.gettext(_TOO_FEW))
    share, n = percent(row["estimate"], lang=tr.lang), whole(row["n"])
    return fill(tr.gettext(_SHARE_TITLE), unit=row["unit"], share=share, reading=reading, n=n, wave=row["wave"])


def _survey_legend(perceptions: Result) -> tuple[LegendEntry, ...]:
    edges = [0, *(round(100 * edge) for edge in PERCEPTION_BREAKS), 100]
    classes = [
        LegendEntry(LegendSymbol.AREA, style, Message(_CLASS, {"low": low, "high": high}))
        for style, low, high in zip(_RAMP, edges, edges[1:], strict=False)
    ]
    if perceptions.table["estimate"].isna().any():
        classes.append(LegendEntry(LegendSymbol.AREA, PERCEPTION_TOO_FEW, Message(_TOO_FEW)))
    return tuple(classes)


def _seat_legend(bare: Sequence[Row]) -> tuple[LegendEntry, ...]:
    """What a circle means: a district whose ground cannot be drawn shows its answer at its seat."""
    texts = {True: N_("at the seat: too few answers"), False: N_("at the seat, where no area is known")}
    styles = {True: _edged(PERCEPTION_TOO_FEW), False: _edged(_RAMP[len(_RAMP) // 2])}
    found = sorted({row["estimate"] is None for row in bare})
    return tuple(
        LegendEntry(LegendSymbol.POINT, styles[hidden], Message(texts[hidden]), _BARE_RADIUS) for hidden in found
    )
