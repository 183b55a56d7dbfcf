"""What the filters offer: ids in neutral order, each with its name for people; made once for each data version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from answers.naming import display_name
from layers.rows import rows
from model.selection import Perceptions, Selection
from ui import caching

if TYPE_CHECKING:
    from store.bundle import Store

Options = dict[str, str]
"""Id: name for people, in the order shown."""

_ON_MAP = frozenset({"confidence_index", "percent"})
"""Measures of published figures that say something about perceptions."""


class Offer(NamedTuple):
    """The options of every filter whose words come from the data."""

    districts: Options
    provinces: Options
    places: Options
    sources: Options
    topics: Options
    questions: Options
    waves: Options


def offer(store: Store) -> Offer:
    """All options: units alphabetical by country code and name, waves latest first, the rest as they stand."""
    return _offer(store.data_version, store)


@st.cache_data(show_spinner=False, max_entries=4)
def _offer(version: str, _store: Store) -> Offer:  # noqa: ARG001 - the key of the cache
    survey = caching.answer("perceptions", Selection(perceptions=Perceptions.SYNTHETIC)).tables
    asked = [row for row in rows(survey["questions"]) if len(row["insecure"])]
    units = rows(caching.answer("districts", Selection()).table.drop(columns="geometry"))
    sources = rows(caching.answer("sources", Selection()).table)
    waves = sorted(rows(survey["waves"]), key=lambda row: row["date_start"], reverse=True)
    return Offer(
        districts=_districts(_store, units),
        provinces={province: f"{country} · {province}" for country, province in _provinces(units)},
        places=_places(),
        sources={row["source_id"]: row["title"] for row in sources if row["holds"] == "incidents"},
        topics={row["topic"]: row["what"] for row in rows(survey["topics"]) if row["measure"] in _ON_MAP},
        questions={row["question_id"]: row["text_en"] for row in asked},
        waves={row["wave"]: f"{row['wave']} ({row['date_start']} – {row['date_end']})" for row in waves},
    )


def _districts(store: Store, units: list[dict[str, str]]) -> Options:
    in_order = sorted(units, key=lambda row: (row["country"], row["name_en"], row["kind"] == "city"))
    named = ((row["district_id"], row["country"]) for row in in_order)
    return {key: f"{country} · {display_name(store, 'district', key)}" for key, country in named}


def _provinces(units: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted({(row["country"], row["province"]) for row in units})


def _places() -> Options:
    table = rows(caching.answer("places", Selection()).table)
    in_order = sorted(table, key=lambda row: (row["country"], row["name_en"], row["place_id"]))
    return {row["place_id"]: f"{row['country']} · {row['name_en']}" for row in in_order}
