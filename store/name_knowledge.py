"""What a store or a draft knows about names: gazetteers by unit, and what people decided about names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from geo.names import Gazetteer
from geo.place_matching import match_names, shared_names
from geo.spellings import spellings
from model.workspace_tables import NameDecision
from store.frames import row_dicts
from store.gazetteer import FORMER_DISTRICTS, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geo.place_matching import Answer, Question

PLACE, DISTRICT = "place", "district"
ANYWHERE = ""
OR = "|"
"""Joins the ids of several districts, one of which a name lies in."""


class Tables(Protocol):
    """A store or a draft."""

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a table."""
        ...


class Names:
    """Asks the gazetteers of a store or draft; each is made once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.places = tables.frame("places").set_index("place_id", drop=False)
        self.districts = tables.frame("districts").set_index("district_id", drop=False)
        self._cache: dict[tuple[str, str], Gazetteer] = {}

    def ask(self, kind: str, questions: Iterable[Question], *, decided: bool = True) -> dict[Question, Answer]:
        """The answer to each question about a place or a district; ``decided=False``: as if nobody had decided."""
        return match_names(
            questions,
            gazetteer=lambda unit: self._within(kind, unit),
            anywhere=self._within(kind, ANYWHERE),
            decisions=self._decisions(kind) if decided else {},
            shared=self._shared if kind == PLACE else frozenset(),
        )

    def candidates(self, kind: str, answer: Answer) -> tuple[Mapping[str, Any], ...]:
        """Those that come near: ``id, name, country, district`` (of a place), ``score``."""
        return tuple(
            {
                "id": near.id,
                "name": near.name,
                "country": self._countries[kind].get(near.id),
                "district": self._district_of(near.id) if kind == PLACE else None,
                "score": round(near.score, 1),
            }
            for near in answer.near
            if near.score > 0
        )

    def province(self, text: str) -> str | None:
        """The province that a text names, where that is sure."""
        match = self._provinces.resolve(text, careful=True)
        return match.ids[0] if match.status in {"exact", "matched"} else None

    @cached_property
    def country_of_province(self) -> Mapping[str, str]:
        """The country of each province."""
        return dict(zip(self.districts["province"], self.districts["country"], strict=True))

    @cached_property
    def _provinces(self) -> Gazetteer:
        return gazetteer(self._tables.frame, "province")

    @cached_property
    def _shared(self) -> frozenset[str]:
        rows = self._tables.frame("crossings")[["name_a", "name_b", "variants"]]
        return shared_names((one or "", other or "", known) for one, other, known in rows.itertuples(index=False))

    def _district_of(self, place_id: str) -> str | None:
        return self._district_names.get(self._districts_of_places.get(place_id, ""))

    @cached_property
    def _countries(self) -> dict[str, dict[str, str]]:
        return {kind: dict(table["country"]) for kind, table in ((PLACE, self.places), (DISTRICT, self.districts))}

    @cached_property
    def _district_names(self) -> dict[str, str]:
        return dict(self.districts["name_en"])

    @cached_property
    def _districts_of_places(self) -> dict[str, str]:
        return dict(self.places["district_id"].dropna())

    def _decisions(self, kind: str) -> dict[tuple[str, str], str | None]:
        return {
            (row["name_key"], row["within"]): row["unit_id"] if row["decision"] == NameDecision.IS else None
            for row in row_dicts(self._tables.frame("name_decisions"))
            if row["kind"] == kind
        }

    def _within(self, kind: str, unit: str) -> Gazetteer:
        if (kind, unit) not in self._cache:
            table = self.places if kind == PLACE else self.districts
            if unit:
                inside = frozenset(table.index[self._lies_in(table, unit)])
                self._cache[kind, unit] = self._within(kind, ANYWHERE).only(inside)
            else:
                self._cache[kind, unit] = Gazetteer(spellings(table, key=f"{kind}_id"))
        return self._cache[kind, unit]

    def _lies_in(self, table: pd.DataFrame, unit: str) -> pd.Series[bool]:
        """Which rows lie in a district, in one of several, in a province or in a country, now or before."""
        districts = table["district_id"]
        if "place_id" in table:
            districts = districts.where(districts.notna(), table["place_id"].map(FORMER_DISTRICTS))
        if unit in self.country_of_province:
            return districts.map(self.districts["province"]) == unit
        if districts_meant := set(unit.split(OR)) & set(self.districts["district_id"]):
            return districts.isin(districts_meant)
        here = table["country"] == unit
        return here | (table["country_before"] == unit) if "country_before" in table else here
