"""What the filters offer: ids in neutral order, each with its name for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.naming import display_name
from layers.rows import rows
from model.selection import Selection
from ui import caching

if TYPE_CHECKING:
    from store.bundle import Store

Options = dict[str, str]
"""Id: name for people, in the order shown."""


def districts(store: Store) -> Options:
    """Districts of all countries, alphabetical by country code and name."""
    table = rows(caching.answer("districts", Selection()).table)
    units = sorted(table, key=lambda row: (row["country"], row["name_en"], row["kind"] == "city"))
    keys = [row["district_id"] for row in units]
    return {
        key: f"{row['country']} · {display_name(store, 'district', key)}"
        for key, row in zip(keys, units, strict=True)
    }


def provinces() -> Options:
    """Provinces by country code and name."""
    table = rows(caching.answer("districts", Selection()).table)
    pairs = sorted({(row["country"], row["province"]) for row in table})
    return {province: f"{country} · {province}" for country, province in pairs}


def places() -> Options:
    """Places by country code and name."""
    table = rows(caching.answer("places", Selection()).table)
    units = sorted(table, key=lambda row: (row["country"], row["name_en"], row["place_id"]))
    return {row["place_id"]: f"{row['country']} · {row['name_en']}" for row in units}


def sources() -> Options:
    """The sources that hold incidents, by title."""
    table = rows(caching.answer("sources", Selection()).table)
    return {row["source_id"]: row["title"] for row in table if row["holds"] == "incidents"}


def questions(selection: Selection) -> Options:
    """The survey questions that have answers to add up, in the order of the questionnaire."""
    table = rows(caching.answer("perceptions", selection).tables["questions"])
    return {row["question_id"]: row["text_en"] for row in table if len(row["insecure"])}


def waves(selection: Selection) -> Options:
    """The waves of the survey, the latest first."""
    table = rows(caching.answer("perceptions", selection).tables["waves"])
    latest = sorted(table, key=lambda row: row["date_start"], reverse=True)
    return {row["wave"]: f"{row['wave']} ({row['date_start']} – {row['date_end']})" for row in latest}
