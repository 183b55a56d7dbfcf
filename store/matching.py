"""Names in imported records, matched to districts and places; what a person must decide comes back as cases.

The units that a file states narrow the search, in this order: its province and country for the district, its
district for the place – or province and country where it states no district. Where the file states a unit that we
do not know, no place is matched: it would be a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from model.alike_rows import Alike
from model.enums import AssignedBy, LocationLevel, RecordKind
from model.imports import STATED_DISTRICT, STATED_PROVINCE, NameCase
from model.numbered import all_plain, is_numbered, spread
from store.asked_names import questions_of
from store.matched_points import PLACE_TEXT, POINT, with_points
from store.name_knowledge import ANYWHERE, DISTRICT, OR, PLACE, Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.place_matching import Answer, Question
    from store.asked_names import Asked
    from store.name_knowledge import Tables

WAITING: tuple[str, ...] = ("kind", "text", "within")
_STATED = (STATED_PROVINCE, STATED_DISTRICT)
_FILLED = ("place_id", "district_id", "country")
_READ = (*_STATED, PLACE_TEXT, *_FILLED, "assigned_by", "record_kind", *POINT)
"""Columns of records with a point from which matching follows."""
_CHANGED = (*_FILLED, "assigned_by", *POINT)
"""Those of them that matching fills or changes."""
_MANY = 10_000
"""From so many rows on those that say the same are matched once."""
_SETTLED = frozenset({"matched", "decided"})


@dataclass(frozen=True, slots=True)
class Matched:
    """The records with what matching found, same index; the names that wait for a person, and in which rows.

    ``waiting`` has the columns ``kind, text, within`` and the index of the rows: a row for each name that a person
    must decide or has decided.
    """

    frame: pd.DataFrame
    unmatched: tuple[NameCase, ...] = ()
    ambiguous: tuple[NameCase, ...] = ()
    waiting: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(WAITING)))


class _Waiting(NamedTuple):
    """Names that matching did not settle: each as a case with its outcome, and the rows that have them."""

    cases: list[tuple[str, NameCase]]
    rows: pd.DataFrame


def match(table: str, rows: pd.DataFrame, tables: Tables) -> Matched:
    """The records of an import with their names matched; tables without names come back as they are.

    Fills ``district_id, assigned_by, place_id`` and the country; records without a point get that of their place
    (:func:`store.matched_points.with_points`). ``tables`` is a store or a draft; its ``name_decisions`` win.
    """
    if table == "places" or not {STATED_DISTRICT, PLACE_TEXT} & set(rows.columns):
        return Matched(rows)
    names = Names(tables)
    if len(rows) < _MANY or not set(_READ) <= set(rows.columns) or not rows.index.is_unique:
        return _match(rows, names)
    alike = Alike(rows, _READ)
    few = all_plain(rows[list(_READ)].iloc[alike.first])
    return _spread(rows, alike, _match(few, names, times=pd.Series(alike.counts, index=few.index)))


def _spread(rows: pd.DataFrame, alike: Alike, found: Matched) -> Matched:
    """What was found about the first of all rows that say the same, for each of them."""
    given = {name: _each(alike, found.frame[name], numbered=is_numbered(rows[name])) for name in _CHANGED}
    groups = rows.index[alike.first].get_indexer(found.waiting.index)
    lines, at = alike.rows_of(groups)
    waiting = found.waiting.iloc[lines].set_axis(rows.index[at])
    return Matched(rows.assign(**given), found.unmatched, found.ambiguous, waiting)


def _each(alike: Alike, values: pd.Series[Any], *, numbered: bool) -> pd.Series[Any]:
    return spread(values.to_list(), alike.codes, alike.index) if numbered else alike.spread(values)


def _match(rows: pd.DataFrame, names: Names, *, times: pd.Series[Any] | None = None) -> Matched:
    """The same of these rows; ``times`` says for how many rows each stands."""
    frame = _complete(_inside(rows))
    within, sure = _stated_unit(frame, names)
    frame, districts, in_districts = _with_districts(frame, within, sure, names, times)
    frame, in_places = _with_places(frame, districts, (within, sure), names, times)
    if set(POINT) <= set(frame.columns):
        frame = with_points(frame, names)
    cases = [*in_districts.cases, *in_places.cases]
    return Matched(
        _as_given(frame, rows, names),
        tuple(case for outcome, case in cases if outcome != "ambiguous"),
        tuple(case for outcome, case in cases if outcome == "ambiguous"),
        pd.concat([in_districts.rows, in_places.rows]),
    )


def _inside(rows: pd.DataFrame) -> pd.DataFrame:
    """Names of records outside the map are not looked for: nothing that we know lies there."""
    if "record_kind" not in rows.columns:
        return rows
    outside = rows["record_kind"] == RecordKind.OUTSIDE.value
    if not outside.any():
        return rows
    return rows.assign(
        **{name: rows[name].mask(outside, None) for name in (*_STATED, PLACE_TEXT) if name in rows.columns}
    )


def _complete(rows: pd.DataFrame) -> pd.DataFrame:
    missing = {
        name: pd.Series(None, index=rows.index, dtype=object)
        for name in (*_STATED, PLACE_TEXT, *_FILLED)
        if name not in rows.columns
    }
    if "countries" in rows.columns and "country" in missing:
        missing["country"] = rows["countries"].map(lambda codes: codes[0] if len(codes) == 1 else None)
    return rows.assign(**missing)


def _as_given(frame: pd.DataFrame, rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The columns that the file's rows have, and those that matching fills; the file's own words as they were.

    Only provinces of a list, by which answers filter, are called as we call them.
    """
    kept = [name for name in frame.columns if name in rows.columns or name in _FILLED[:2]]
    given = frame[kept].assign(**{name: rows[name] for name in (*_STATED, PLACE_TEXT) if name in rows.columns})
    if "countries" not in rows.columns:
        return given
    lacking = rows["countries"].map(len).eq(0) & frame["country"].notna()
    given = given.assign(countries=rows["countries"].mask(lacking, frame["country"].map(lambda code: [code])))
    return _with_provinces(given, names) if "provinces" in rows.columns else given


def _with_provinces(rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The rows with provinces called as we call them, and with their countries where no country is known."""
    known = {text: names.province(text) for text in set(rows["provinces"].explode().dropna())}
    countries = {text: names.country_of_province[name] for text, name in known.items() if name is not None}
    of_provinces = rows["provinces"].map(
        lambda texts: sorted({countries[text] for text in texts if text in countries})
    )
    return rows.assign(
        provinces=rows["provinces"].map(lambda texts: [known[text] or text for text in texts]),
        countries=rows["countries"].where(rows["countries"].map(len) > 0, of_provinces),
    )


def _stated_unit(rows: pd.DataFrame, names: Names) -> tuple[pd.Series[Any], pd.Series[bool]]:
    """The province or country that each row states, and whether we know what it states.

    A province of another country than the stated one is none that we know.
    """
    texts = rows[STATED_PROVINCE]
    found = texts.map({text: names.province(text) for text in texts.dropna().unique()})
    country = found.map(names.country_of_province)
    fits = rows["country"].isna() | (country == rows["country"])
    province = found.where(fits & found.notna())
    return _none(province.where(province.notna(), rows["country"])), texts.isna() | province.notna()


def _with_districts(
    rows: pd.DataFrame,
    within: pd.Series[Any],
    sure: pd.Series[bool],
    names: Names,
    times: pd.Series[Any] | None,
) -> tuple[pd.DataFrame, pd.DataFrame, _Waiting]:
    """The rows with their stated districts; and what became of each row's.

    That is: ``asked`` (it states one by name), ``open`` (that waits), ``one_of`` (the districts it may mean).
    """
    asked = questions_of(rows[STATED_DISTRICT], within, sure)
    answers = names.ask(DISTRICT, asked.questions)
    found = asked.each({question: answer.id for question, answer in answers.items()})
    stated = rows["district_id"].where(rows["district_id"].notna(), found)
    given: dict[str, Any] = {"district_id": _none(stated)}
    if "assigned_by" in rows.columns:
        given["assigned_by"] = rows["assigned_by"].where(stated.isna(), AssignedBy.STATED.value)
    state = pd.DataFrame(
        {
            "asked": asked.each(dict.fromkeys(answers, True)).notna(),
            "open": asked.each({question: answer.waits or None for question, answer in answers.items()}).notna(),
            "one_of": asked.each({question: _one_of(answer) for question, answer in answers.items()}),
        }
    )
    return rows.assign(**given), state, _waiting(DISTRICT, asked, answers, names, times)


def _with_places(
    rows: pd.DataFrame,
    districts: pd.DataFrame,
    stated: tuple[pd.Series[Any], pd.Series[bool]],
    names: Names,
    times: pd.Series[Any] | None,
) -> tuple[pd.DataFrame, _Waiting]:
    """The rows with their places, and with the district of a place where none is known yet."""
    within, sure = stated
    known = rows["district_id"].notna()
    open_district = ~known & districts["open"]
    one_of = districts["one_of"].where(open_district)
    unit = rows["district_id"].where(known, one_of.where(one_of.notna(), within))
    told = rows[PLACE_TEXT].mask(_names_its_unit(rows) | rows["place_id"].notna())
    asked = questions_of(
        told.mask(open_district & one_of.isna()), unit, known | (sure & (open_district | ~districts["asked"]))
    )
    answers = names.ask(PLACE, asked.questions)
    found = asked.each({question: answer.id for question, answer in answers.items()})
    place = _none(rows["place_id"].where(rows["place_id"].notna(), found))
    # A place waits for its district where that waits: to decide it first may settle the place too.
    asks = {question: answer for question, answer in answers.items() if OR not in question.within}
    cases, waiting = _waiting(PLACE, asked, asks, names, times)
    later = open_district & place.isna() & told.notna()
    lines = {"kind": PLACE, "text": told[later], "within": within[later].fillna(ANYWHERE)}
    waits = _Waiting(cases, pd.concat([waiting, pd.DataFrame(lines, dtype=object)]))
    return _placed(rows, place, names), waits


def _placed(rows: pd.DataFrame, place: pd.Series[Any], names: Names) -> pd.DataFrame:
    """The rows with these places, and with their district and country where the file states none."""
    by_name = place.map(names.places["district_id"])
    district = _none(rows["district_id"].where(rows["district_id"].notna(), by_name))
    country = rows["country"].where(rows["country"].notna(), district.map(names.districts["country"]))
    given = {"place_id": place, "district_id": district, "country": _none(country)}
    if "assigned_by" in rows.columns:
        newly = rows["district_id"].isna() & by_name.notna()
        given["assigned_by"] = rows["assigned_by"].mask(newly, AssignedBy.NAME.value)
    return rows.assign(**given)


def _one_of(answer: Answer) -> str | None:
    """The districts that an ambiguous name may mean, as a unit to look for places in."""
    return OR.join(sorted(near.id for near in answer.near)) if answer.outcome == "ambiguous" else None


def _names_its_unit(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether the place text only repeats the district or province: readers write it where no place is stated."""
    texts = rows[PLACE_TEXT]
    if "location_level" not in rows.columns:
        return texts.isna()
    repeats = (texts == rows[STATED_DISTRICT]) | (texts == rows[STATED_PROVINCE])
    # Without a point only a place makes a reader call a record L1: a town may bear its district's name.
    return repeats & ~(rows["lon"].isna() & (rows["location_level"] == LocationLevel.L1.value))


def _waiting(
    kind: str, asked: Asked, answers: Mapping[Question, Answer], names: Names, times: pd.Series[Any] | None
) -> _Waiting:
    waits = {question for question, answer in answers.items() if answer.waits}
    decided = {question for question, answer in answers.items() if answer.outcome == "decided"}
    at = asked.having(waits | decided)
    codes, index = asked.codes[at], asked.index[at]
    once = ~index.duplicated()
    weights = None if times is None else times.reindex(index[once]).to_numpy()
    rows = np.bincount(codes[once], weights, minlength=len(asked.questions)).astype(int)
    cases: list[tuple[str, NameCase]] = [
        (
            answers[question].outcome,
            NameCase(question.text, n, question.within, names.candidates(kind, answers[question]), kind),
        )
        for question, n in zip(asked.questions, rows.tolist(), strict=True)
        if n and question in waits
    ]
    cases.sort(key=lambda case: -case[1].rows)
    words = {
        "kind": np.full(len(codes), kind, dtype=object),
        "text": np.array([question.text for question in asked.questions], dtype=object)[codes],
        "within": np.array([question.within for question in asked.questions], dtype=object)[codes],
    }
    return _Waiting(cases, pd.DataFrame(words, columns=list(WAITING), index=index, dtype=object))


def _none(values: pd.Series[Any]) -> pd.Series[Any]:
    plain = values.astype(object)
    return plain.where(plain.notna(), None)
