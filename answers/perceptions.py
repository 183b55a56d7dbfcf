"""How safe do people say they feel, and how do they see their neighbours? Published, or asked in a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.perception_units import COLUMNS, Unit, place_on_map
from answers.publish import SURVEY_CELL, publish
from answers.published_figures import check_options, published_rows, read_by_province, topics, why_empty
from answers.sources import source_refs
from model.enums import Mode, Status
from model.errors import UnknownNameError
from model.messages import coded
from model.result import Result
from model.selection import Perceptions
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import districts_of, survey_cells, survey_unplaced

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

GROUPS: dict[str, str] = {"sex": "group_sex", "age": "group_age"}
"""What answers may be split by, and the column that holds it."""

_NO_QUESTION = N_("There is no question '{wanted}' with answers to add up: use one of {words}.")
_NO_WAVE = N_("There is no wave '{wanted}': use one of {words}.")
_NO_GROUP = N_("Answers cannot be split by '{group}': use one of {words}.")
_QUESTION_CHOSEN = N_("Question {question}, the first of the survey: {text}")
_WAVE_CHOSEN = N_("Wave {wave}, the latest of the survey")
_NO_SUCH_UNIT = N_("The answers of this survey name no {unit}: ask by district, province or country.")
_NOT_ASKED = N_(
    "The questionnaire has question {question}, but wave {wave} has no answers to it: "
    "choose another question or wave."
)
_SHARE = N_("share of people")
_NONE_INSIDE = N_("This survey asked nobody inside these filters: take a filter on places off.")


def perceptions(
    store: Store,
    selection: Selection,
    *,
    mode: Mode = Mode.PUBLIC,
    by: Unit | None = None,
    group: str | None = None,
) -> Result:
    """Figures about what people say, of the kind that the selection asks for.

    ``published``: the latest figure of each province, country or city and topic, as its source gives
    it, and a row "no published figure" for each province without one; ``selection.question`` may be
    a topic, a district selects its province, ``by`` leaves one kind of unit. ``synthetic``: of each
    unit (``by`` district unless said otherwise, province or place) the weighted share of
    people who gave one of the question's insecure answers, p = Σwy/Σw (methods section 1), of one
    question and wave; ``low, high, n_effective`` are empty for now. ``off``: no rows.

    ``table``: :data:`answers.perception_units.COLUMNS`. ``tables``: ``questions``, ``waves``,
    ``topics``. In public mode survey answers come by district, wave and question only (refused
    with P9 otherwise), and small cells carry no figure (P1, P6). An answer without a figure says why
    in ``message``. ``excluded`` counts the people whose ``district_unknown`` (or ``place_unknown``).

    Raises
    ------
        UnknownNameError: there is no such topic, question, wave or group.
        BadInputError: a wave or a group of published figures.
    """
    if selection.perceptions is Perceptions.OFF:
        return publish(_result(store, selection, _empty()), mode=mode)
    if selection.perceptions is Perceptions.PUBLISHED:
        return publish(_published(store, selection, by, group), mode=mode)
    by = by or Unit.DISTRICT
    if mode is Mode.PUBLIC and (by is not Unit.DISTRICT or group is not None):
        refused = _result(store, selection, _empty(), status=Status.REFUSED, code="P9", message=coded("P9"))
        return publish(refused, mode=mode)
    return publish(_survey(store, selection, by, group), mode=mode)


def _published(store: Store, selection: Selection, by: Unit | None, group: str | None) -> Result:
    check_options(store, selection, group=group)
    rows = published_rows(store, selection, by=by)
    choices = read_by_province(store, selection)
    return _result(
        store,
        selection,
        rows,
        figures={"kind": "published"},
        choices=choices,
        **_explained(why_empty(rows, by=by)),
    )


def _survey(store: Store, selection: Selection, by: Unit, group: str | None) -> Result:
    question, of_question = _question(store, selection.question)
    wave, of_wave = _wave(store, selection.wave)
    rows = _cells(store, question, wave, by, group)
    figures = {
        "kind": "synthetic" if wave["synthetic"] else "survey",
        "question": question["question_id"],
        "text": question["text_en"],
        "reading": question["reading"],
        "wave": wave["wave"],
        "date_start": wave["date_start"].isoformat(),
        "date_end": wave["date_end"].isoformat(),
    }
    table = _inside(store, selection, _shaped(store, rows, question, wave, by))
    return _result(
        store,
        selection,
        table,
        figures=figures,
        choices=tuple(choice for choice in (of_question, of_wave) if choice is not None),
        synthetic=bool(wave["synthetic"]),
        excluded=_unplaced(store, question, wave, by),
        **_explained(None if len(table) else _nobody(store, question, wave, by, rows)),
    )


def _unplaced(store: Store, question: dict[str, Any], wave: dict[str, Any], by: Unit) -> dict[str, int]:
    """The people who answered, but of whom it is not known where: they stand in no row."""
    column, reason = ("place_id", "place_unknown") if by is Unit.PLACE else ("district_id", "district_unknown")
    n = survey_unplaced(store, wave=wave["wave"], question=question["question_id"], by=column)
    return {reason: n} if n else {}


def _nobody(
    store: Store, question: dict[str, Any], wave: dict[str, Any], by: Unit, cells: pd.DataFrame
) -> Message:
    """Why a survey has no row: none inside the filters, nobody was asked, or its answers name no such unit."""
    if len(cells):
        return Message(_NONE_INSIDE)
    if by is not Unit.PLACE or _cells(store, question, wave, Unit.DISTRICT, None).empty:
        return Message(_NOT_ASKED, {"question": question["question_id"], "wave": wave["wave"]})
    return Message(_NO_SUCH_UNIT, {"unit": by.value})


def _explained(why: Message | None) -> dict[str, Any]:
    return {} if why is None else {"status": Status.CAUTION, "message": why}


def _cells(
    store: Store, question: dict[str, Any], wave: dict[str, Any], by: Unit, group: str | None
) -> pd.DataFrame:
    column = {Unit.PLACE: "place_id"}.get(by, "district_id")
    cells = survey_cells(
        store,
        wave=wave["wave"],
        question=question["question_id"],
        by=column,
        yes=question["insecure"],
        group=None if group is None else _group_column(group),
    )
    if by in {Unit.PROVINCE, Unit.COUNTRY}:
        # Clusters lie inside one district, so their numbers may be added like people.
        of_district = store.frame("districts").set_index("district_id")[by.value]
        sums = cells.assign(unit_id=cells["unit_id"].map(of_district)).groupby(["unit_id", "group"], dropna=False)
        return sums[["weight", "weight_yes", "n", "n_yes", "clusters"]].sum().reset_index()
    return cells


def _shaped(
    store: Store, cells: pd.DataFrame, question: dict[str, Any], wave: dict[str, Any], by: Unit
) -> pd.DataFrame:
    n, yes = cells["n"].astype("Int64"), cells["n_yes"].astype("Int64")
    shares = cells.assign(
        unit_kind=by.value,
        wave=wave["wave"],
        question=question["question_id"],
        what=question["reading"],
        measure="share",
        value_unit=_SHARE,
        estimate=cells["weight_yes"] / cells["weight"],
        n=n,
        clusters=cells["clusters"].astype("Int64"),
        date_start=wave["date_start"],
        date_end=wave["date_end"],
        source_id=wave["source_id"],
        **{SURVEY_CELL: yes.where(yes < n - yes, n - yes)},
    )
    return place_on_map(store, shares, extra=(SURVEY_CELL,))


def _inside(store: Store, selection: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the fixed partition that area filters leave; no figure is computed anew for them."""
    kept = pd.Series(data=True, index=rows.index)
    ids = districts_of(store, selection)
    if ids is not None:
        kept &= rows["district_id"].isin(ids)
    if selection.country:
        kept &= rows["country"].isin([str(country) for country in selection.country])
    return rows[kept].reset_index(drop=True)


def _question(store: Store, wanted: str | None) -> tuple[dict[str, Any], Message | None]:
    rows = {row["question_id"]: row for row in row_dicts(store.frame("survey_questions"))}
    usable = {key: row for key, row in rows.items() if len(row["insecure"])}
    if wanted is None:
        first = next(iter(usable.values()))
        fields = {"question": first["question_id"], "text": first["text_en"]}
        return first, Message(_QUESTION_CHOSEN, fields)
    if wanted not in usable:
        message = Message(_NO_QUESTION, {"wanted": wanted, "words": ", ".join(usable)})
        raise UnknownNameError(message)
    return usable[wanted], None


def _wave(store: Store, wanted: str | None) -> tuple[dict[str, Any], Message | None]:
    rows = row_dicts(store.frame("survey_waves").sort_values("date_start"))
    if wanted is None:
        return rows[-1], Message(_WAVE_CHOSEN, {"wave": rows[-1]["wave"]})
    found = [row for row in rows if row["wave"] == wanted]
    if not found:
        message = Message(_NO_WAVE, {"wanted": wanted, "words": ", ".join(str(row["wave"]) for row in rows)})
        raise UnknownNameError(message)
    return found[0], None


def _group_column(group: str) -> str:
    if group not in GROUPS:
        message = Message(_NO_GROUP, {"group": group, "words": ", ".join(GROUPS)})
        raise UnknownNameError(message)
    return GROUPS[group]


def _result(store: Store, selection: Selection, table: pd.DataFrame, **more: Any) -> Result:
    return Result(
        question="perceptions",
        selection=selection,
        table=table,
        tables={
            "questions": store.frame("survey_questions"),
            "waves": store.frame("survey_waves"),
            "topics": topics(store),
        },
        sources=source_refs(store, table["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
        **more,
    )


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
