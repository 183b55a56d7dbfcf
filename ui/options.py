"""What the filters offer: ids in neutral order, each with its name for people; made once for each data version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from answers.naming import display_name
from layers.naming import name_of, text_of
from layers.rows import Row, rows
from model.enums import Country
from model.labels import label
from model.selection import Perceptions, Selection
from model.written import sort_key
from ui import caching

if TYPE_CHECKING:
    from model.strings import Translator
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


def offer(store: Store, *, tr: Translator) -> Offer:
    """All options: units alphabetical by country code and name, waves latest first, the rest as they stand."""
    return _offer(store.data_version, tr.lang, store, tr)


def unit_name(unit: str, store: Store, *, tr: Translator) -> str:
    """A district, province or country by its name for people; what is none of them as it stands."""
    known = offer(store, tr=tr)
    countries = {country.value: tr.gettext(label(country)) for country in Country}
    return (known.districts | known.provinces | countries).get(unit, unit)


@st.cache_data(show_spinner=False, max_entries=8)
def _offer(version: str, lang: str, _store: Store, _tr: Translator) -> Offer:  # noqa: ARG001 - version: cache key
    survey = caching.answer("perceptions", Selection(perceptions=Perceptions.SYNTHETIC), lang=lang).tables
    asked = [row for row in rows(survey["questions"]) if len(row["insecure"])]
    units = rows(caching.answer("districts", Selection()).table.drop(columns="geometry"))
    sources = rows(caching.answer("sources", Selection()).table)
    waves = sorted(rows(survey["waves"]), key=lambda row: row["date_start"], reverse=True)
    return Offer(
        districts=_districts(_store, units, lang),
        provinces=_provinces(_store, units, lang),
        places=_places(lang),
        sources={row["source_id"]: row["title"] for row in sources if row["holds"] == "incidents"},
        topics={row["topic"]: row["what"] for row in rows(survey["topics"]) if row["measure"] in _ON_MAP},
        questions={row["question_id"]: text_of(row.get("text")) or row["text_en"] for row in asked},
        waves={row["wave"]: f"{row['wave']} ({row['date_start']} – {row['date_end']})" for row in waves},
    )


def _districts(store: Store, units: list[Row], lang: str) -> Options:
    named = [
        (row["country"], display_name(store, "district", row["district_id"], lang=lang), row["district_id"])
        for row in units
    ]
    return _in_order(named, lang)


def _provinces(store: Store, units: list[Row], lang: str) -> Options:
    keys = {(row["country"], row["province"]) for row in units}
    return _in_order(
        [(country, display_name(store, "province", key, lang=lang), key) for country, key in keys], lang
    )


def _places(lang: str) -> Options:
    table = rows(caching.answer("places", Selection()).table)
    return _in_order([(row["country"], name_of(row, lang=lang), row["place_id"]) for row in table], lang)


def _in_order(named: list[tuple[str, str, str]], lang: str) -> Options:
    """Country, name and id as options: by country code, then by the name as the language sorts it."""
    in_order = sorted(named, key=lambda unit: (unit[0], sort_key(unit[1], lang=lang), unit[2]))
    return {key: f"{country} · {name}" for country, name, key in in_order}
