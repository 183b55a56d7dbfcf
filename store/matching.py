"""Names in imported records, matched to districts and places; what a person must decide comes back as cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
import pandas as pd

from geo.names import Gazetteer, name_key, spellings
from geo.place_matching import Question, match_names
from model.enums import AssignedBy, LocationLevel, RecordKind
from model.imports import STATED_DISTRICT, STATED_PROVINCE, NameCase
from model.precision import RADIUS_M
from model.workspace_tables import NameDecision
from store.frames import row_dicts
from store.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.place_matching import Answer

PLACE, DISTRICT = "place", "district"
PLACE_TEXT = "place_text"
WAITING: tuple[str, ...] = ("kind", "text", "within")
MATCHED_POINT = "the matched place"
"""``coord_source`` of a record whose point is that of its place."""
_SURE = frozenset({"high", "medium"})
_STATED = (STATED_PROVINCE, STATED_DISTRICT)
_BLANK = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """The records with what matching found, same index; the names that wait for a person, and in which rows.

    ``waiting`` has the columns ``kind, text, within`` and the index of the rows, a row for each name in it.
    """

    frame: pd.DataFrame
    unmatched: tuple[NameCase, ...] = ()
    ambiguous: tuple[NameCase, ...] = ()
    waiting: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(WAITING)))


class Tables(Protocol):
    """A store or a draft."""

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a table."""
        ...


class Names:
    """What a store or a draft knows about names: gazetteers by unit, and what people decided."""

    def __init__(self, draft: Tables) -> None:
        self._places, self.districts = draft.frame("places"), draft.frame("districts")
        self._provinces = gazetteer(draft.frame, "province")
        self._decisions = draft.frame("name_decisions")
        self._cache: dict[tuple[str, str], Gazetteer] = {}
        self.places = self._places.set_index("place_id")

    def districts_asked(self, rows: pd.DataFrame) -> tuple[pd.Series[Any], dict[Question, Answer]]:
        """For each row the question about its stated district, empty where none is stated; and the answers."""
        known = self.districts["district_id"]
        country = rows["country"] if "country" in rows else pd.Series(None, index=rows.index, dtype=object)
        asked = _questions(rows[STATED_DISTRICT], country)
        direct = set(known)
        answers = match_names(
            (question for question in asked.dropna().unique() if question.text not in direct),
            gazetteer=lambda within: self._within(DISTRICT, within),
            anywhere=self._within(DISTRICT, _BLANK),
            decisions=self._decided(DISTRICT),
            key=name_key,
        )
        return asked, answers

    def places_asked(
        self, texts: pd.Series[Any], within: pd.Series[Any]
    ) -> tuple[pd.Series[Any], dict[Question, Answer]]:
        """The same for places, each looked for within a district, a country or anywhere."""
        asked = _questions(texts, within)
        answers = match_names(
            asked.dropna().unique(),
            gazetteer=lambda unit: self._within(PLACE, unit),
            anywhere=self._within(PLACE, _BLANK),
            decisions=self._decided(PLACE),
            key=name_key,
        )
        return asked, answers

    def answer(self, kind: str, question: Question) -> Answer:
        """The answer to one question, as if nobody had decided it."""
        return match_names(
            [question],
            gazetteer=lambda within: self._within(kind, within),
            anywhere=self._within(kind, _BLANK),
            decisions={},
            key=name_key,
        )[question]

    def province(self, text: str) -> str | None:
        """The province that a text names, where that is sure."""
        match = self._provinces.resolve(text, careful=True)
        return match.ids[0] if match.status in {"exact", "matched"} else None

    def candidates(self, kind: str, answer: Answer) -> tuple[Mapping[str, Any], ...]:
        """Those that come near, with what tells them apart."""
        table = self.places if kind == PLACE else self.districts.set_index("district_id")
        names = self.districts.set_index("district_id")["name_en"]
        return tuple(
            {
                "id": near.id,
                "name": near.name,
                "country": table["country"].get(near.id),
                "district": names.get(table["district_id"].get(near.id)) if kind == PLACE else None,
                "score": round(near.score, 1),
            }
            for near in answer.near
        )

    def _decided(self, kind: str) -> dict[tuple[str, str], str | None]:
        return {
            (row["name_key"], row["within"]): row["unit_id"] if row["decision"] == NameDecision.IS else None
            for row in row_dicts(self._decisions)
            if row["kind"] == kind
        }

    def _within(self, kind: str, unit: str) -> Gazetteer:
        if (kind, unit) not in self._cache:
            self._cache[kind, unit] = Gazetteer(self._entries(kind, unit))
        return self._cache[kind, unit]

    def _entries(self, kind: str, unit: str) -> pd.DataFrame:
        if kind == DISTRICT:
            rows = self.districts[self.districts["country"] == unit] if unit else self.districts
            return spellings(rows, key="district_id")
        rows = self._places
        if unit in set(self.districts["district_id"]):
            rows = rows[rows["district_id"] == unit]
        elif unit:
            rows = rows[(rows["country"] == unit) | (rows["country_before"] == unit)]
        return spellings(rows, key="place_id")


class _Waiting(NamedTuple):
    """Names that matching did not settle: each as a case with its outcome, and the rows that have them."""

    cases: list[tuple[str, NameCase]]
    rows: pd.DataFrame


def match(table: str, rows: pd.DataFrame, draft: Tables) -> Matched:
    """The records of an import with their names matched; tables without names come back as they are.

    Fills ``district_id, assigned_by, place_id``, the country of a stated district, and of records without a
    point that of their place; what stays without one is known to its district, province or country only.
    """
    if table == "places" or not {STATED_DISTRICT, PLACE_TEXT} & set(rows.columns):
        return Matched(rows)
    names = Names(draft)
    frame, in_districts = _with_districts(_complete(_inside(rows)), names)
    frame, in_places = _with_places(frame, names)
    if table == "incidents":
        frame = _with_points(frame, names)
    cases = [*in_districts.cases, *in_places.cases]
    return Matched(
        frame.drop(columns=[name for name in (PLACE_TEXT, *_STATED) if name not in rows.columns]),
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
    unasked = {name: rows[name].mask(outside, None) for name in _STATED if name in rows.columns}
    return rows.assign(**unasked)


def _complete(rows: pd.DataFrame) -> pd.DataFrame:
    missing = {
        name: pd.Series(None, index=rows.index, dtype=object)
        for name in (STATED_DISTRICT, STATED_PROVINCE, PLACE_TEXT, "place_id", "district_id", "country")
        if name not in rows.columns
    }
    return rows.assign(**missing)


def _with_districts(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, _Waiting]:
    known = set(names.districts["district_id"])
    asked, answers = names.districts_asked(rows)
    found = asked.map(
        lambda question: question.text if question.text in known else answers[question].id, na_action="ignore"
    )
    stated = rows["district_id"].where(rows["district_id"].notna(), found)
    country = names.districts.set_index("district_id")["country"]
    given = {
        "district_id": _none(stated),
        "country": _none(rows["country"].where(rows["country"].notna(), stated.map(country))),
    }
    if "assigned_by" in rows.columns:
        given["assigned_by"] = rows["assigned_by"].where(stated.isna(), AssignedBy.STATED.value)
    return rows.assign(**given), _waiting(DISTRICT, asked, answers, names)


def _with_places(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, _Waiting]:
    within = rows["district_id"].where(rows["district_id"].notna(), rows["country"])
    only_district = rows[PLACE_TEXT].isna() | (rows[PLACE_TEXT] == rows[STATED_DISTRICT])
    outside = rows["record_kind"] == RecordKind.OUTSIDE.value if "record_kind" in rows.columns else False
    texts = rows[PLACE_TEXT].mask(only_district | rows["place_id"].notna() | outside)
    asked, answers = names.places_asked(texts, within)
    found = asked.map(lambda question: answers[question].id, na_action="ignore")
    place = _none(rows["place_id"].where(rows["place_id"].notna(), found))
    by_name = place.map(names.places["district_id"])
    given = {
        "place_id": place,
        "district_id": _none(rows["district_id"].where(rows["district_id"].notna(), by_name)),
    }
    if "assigned_by" in rows.columns:
        newly = rows["district_id"].isna() & by_name.notna()
        given["assigned_by"] = rows["assigned_by"].mask(newly, AssignedBy.NAME.value)
    return rows.assign(**given), _waiting(PLACE, asked, answers, names)


def _with_points(rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Records without a point get that of their place; those without a place are as exact as their district."""
    bare = rows["lon"].isna()
    placed = bare & rows["place_id"].notna()
    place = rows["place_id"].where(placed)
    sure = place.map(names.places["confidence"]).isin(_SURE)
    level = rows["location_level"].mask(placed, LocationLevel.L2.value).mask(placed & sure, LocationLevel.L1.value)
    level = level.mask(bare & ~placed, _coarse(rows, names))
    radius = level.map({key.value: value for key, value in RADIUS_M.items()}).astype(float)
    own = place.map(names.places["radius_m"]).astype(float)
    radius = radius.mask(placed & (own > radius), own)
    return rows.assign(
        lon=rows["lon"].where(~placed, place.map(names.places["lon"])).astype(float),
        lat=rows["lat"].where(~placed, place.map(names.places["lat"])).astype(float),
        location_level=level,
        radius_m=rows["radius_m"]
        .where(~bare, radius.where(~placed, own.where(own > radius, radius)))
        .astype(float),
        coord_source=_none(rows["coord_source"].mask(placed, MATCHED_POINT)),
    )


def _coarse(rows: pd.DataFrame, names: Names) -> pd.Series[Any]:
    texts = rows[STATED_PROVINCE].dropna().unique()
    provinces = {text: names.province(text) for text in texts}
    named = rows[STATED_PROVINCE].map(provinces)
    coarse = pd.Series(LocationLevel.L9.value, index=rows.index, dtype=object)
    coarse = coarse.mask(rows["country"].notna(), LocationLevel.L5.value)
    return coarse.mask(named.notna(), LocationLevel.L4.value).mask(
        rows["district_id"].notna(), LocationLevel.L3.value
    )


def _questions(texts: pd.Series[Any], within: pd.Series[Any]) -> pd.Series[Any]:
    """One question object for each different name and unit."""
    codes, names = pd.factorize(texts.astype(object).where(texts.notna(), None))
    units, places = pd.factorize(within.astype(object).where(within.notna(), None))
    pairs = np.where(codes >= 0, codes * (len(places) + 1) + units + 1, -1)
    different, at = np.unique(pairs, return_inverse=True)
    made = np.empty(len(different), dtype=object)
    for number, pair in enumerate(different):
        text = str(names[pair // (len(places) + 1)]) if pair >= 0 else _BLANK
        unit = pair % (len(places) + 1) - 1
        made[number] = Question(text, str(places[unit]) if unit >= 0 else _BLANK) if text.strip() else None
    return pd.Series(made[at], index=texts.index, dtype=object)


def _waiting(kind: str, asked: pd.Series[Any], answers: Mapping[Question, Answer], names: Names) -> _Waiting:
    waits = {question for question, answer in answers.items() if answer.waits}
    settled = {question for question, answer in answers.items() if answer.outcome == "decided"}
    open_rows = asked[asked.isin(waits | settled)] if waits or settled else asked.iloc[:0]
    cases: list[tuple[str, NameCase]] = [
        (
            answers[question].outcome,
            NameCase(question.text, rows, question.within, names.candidates(kind, answers[question]), kind),
        )
        for question, rows in Counter(open_rows[~open_rows.index.duplicated()]).most_common()
        if question in waits
    ]
    lines = [(kind, question.text, question.within) for question in open_rows]
    return _Waiting(cases, pd.DataFrame(lines, columns=list(WAITING), index=open_rows.index, dtype=object))


def _none(values: pd.Series[Any]) -> pd.Series[Any]:
    plain = values.astype(object)
    return plain.where(plain.notna(), None)
