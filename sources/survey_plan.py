"""What each column of a survey export is: a question, a fact about the interview, or nothing to keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sources.form_columns import locate
from sources.known_headers import compared
from sources.personal import personal_columns
from sources.survey_guess import guess
from sources.survey_questions import codes_of, of_cells, of_form
from sources.survey_words import OUR_ROLES, ROLES, YES_NO, compact
from sources.xlsform import bundled_form

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from sources.form_columns import Located
    from sources.survey_questions import Asked
    from sources.xlsform import Form

_FITS = 0.8
"""So much of the answers must be known before a column without a form is taken for one of our questions."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the columns of a table are for. ``roles``: what for, by header; ``open``: nothing of them is kept.

    ``wordings`` maps the cells of a column of a role to what the form shows for them; ``rare`` counts answers that
    are kept as "other"; ``unknown`` are columns that the given form does not have.
    """

    asked: tuple[Asked, ...]
    roles: Mapping[str, str]
    personal: frozenset[str]
    open: tuple[str, ...]
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rare: int = 0
    unknown: tuple[str, ...] = ()


def plan(
    cells: pd.DataFrame,
    titles: Mapping[str, str],
    *,
    form: Form | None,
    source_id: str,
    meta: Collection[str],
    repeated: bool = False,
    by_names: bool = True,
) -> Plan:
    """The plan of a table: ``titles`` has its headers as the file writes them, ``meta`` those of the tool.

    In a table that is ``repeated`` an interview has several rows, so every question may have several answers;
    ``by_names`` is explained in :func:`sources.survey_guess.guess`.
    """
    hidden = _hidden(titles, form)
    located = _located(cells, titles, form)
    roles = _roles(cells, titles, located, leave=meta, hidden=hidden)
    # Words of consent speak of names and numbers; a yes or no tells nobody, and a no must not be missed.
    hidden -= {roles.get("consent")}
    leave = {*meta, *hidden, *roles.values()}
    asked = list(of_form(located, leave, source_id, form or bundled_form()))
    used = {header for one in asked for header in (*one.columns, *one.options)}
    rare = 0
    if form is None:
        for one in guess(cells, titles, leave | used | set(located), by_names=by_names):
            made, few = of_cells(one, cells, source_id, taken={question.question_id for question in asked})
            asked.append(made)
            rare += few
        used = {header for one in asked for header in (*one.columns, *one.options)}
    left = tuple(header for header in titles if header not in leave | used)
    if repeated:
        asked = [replace(one, multiple=True) for one in asked]
    return Plan(
        tuple(asked),
        roles,
        frozenset(hidden),
        left,
        {header: _wordings(located[header], form) for header in roles.values() if header in located},
        rare,
        tuple(header for header in left if header not in located) if form is not None else (),
    )


def _hidden(titles: Mapping[str, str], form: Form | None) -> set[str]:
    """Personal columns, judged by the titles of the file and, where a form is given, by its names and labels."""
    named = personal_columns([*titles.values(), *titles])
    found = {header for header, title in titles.items() if title in named or header in named}
    for header, (question, _) in (locate(form, titles) if form is not None else {}).items():
        if personal_columns([question.name, *question.labels.values(), "_uuid"]) or question.kind in _TELLING:
            found.add(header)
    return found


_TELLING = frozenset(
    {
        *("geopoint", "geotrace", "geoshape", "start-geopoint", "image", "audio", "video", "file", "barcode"),
        *(
            "phonenumber",
            "phone_number",
            "deviceid",
            "device_id",
            "subscriberid",
            "simserial",
            "sim_id",
            "username",
        ),
        *("email", "audit", "background-audio"),
    }
)
"""Kinds of questions of a form whose answers could tell a person."""


def _located(cells: pd.DataFrame, titles: Mapping[str, str], form: Form | None) -> dict[str, Located]:
    if form is not None:
        return locate(form, titles)
    found = locate(bundled_form(), titles)
    return {header: one for header, one in found.items() if _fits(cells[header], one)}


def _fits(cells: pd.Series, located: Located) -> bool:
    """Whether the cells are answers to the question, so that its name is no accident."""
    question, choice = located
    told = cells.dropna().map(compact)
    if choice is not None or not question.is_closed or told.empty:
        return True
    if question.is_multiple:
        return True
    known = codes_of(question.choices)
    return bool(told.isin(list(known)).mean() >= _FITS)


def _roles(
    cells: pd.DataFrame,
    titles: Mapping[str, str],
    located: Mapping[str, Located],
    *,
    leave: Collection[str],
    hidden: Collection[str],
) -> dict[str, str]:
    """The header of each role; the first column that fits has it, of the ``hidden`` ones only consent."""
    found: dict[str, str] = {}
    for header, title in titles.items():
        if header in leave or (header in located and located[header].choice is not None):
            continue
        names = [title, re.split(r"[/:.|-]|__", title)[-1]]
        if header in located:
            question = located[header].question
            names = [question.name, *question.labels.values(), *names]
        role = next((one for one in map(_role, names) if one is not None), None)
        if role == "consent" and not cells[header].dropna().map(compact).isin(list(YES_NO)).all():
            role = None
        if header in hidden and role != "consent":
            continue
        if role is not None and role not in found:
            found[role] = header
    return found


def _role(name: str) -> str | None:
    return OUR_ROLES.get(name) or ROLES.get(compared(name))


def _wordings(located: Located, form: Form | None) -> dict[str, str]:
    """What the form shows for the codes of a column; empty where the column is no choice."""
    of = form or bundled_form()
    return {compact(one.name): of.wording(one.labels, otherwise=one.name) for one in located.question.choices}
