"""Crossings, shared resources and responses are the facts in our words: ids and days carry over, text does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from model.errors import DataFileError
from tests.collected_facts import collected
from tools import build_crossings, build_places, build_resources, build_responses
from tools.fact_points import ground
from tools.fact_rows import as_texts, fact_rows, our_word
from tools.write_table import check_table, conform

if TYPE_CHECKING:
    import pandas as pd

KEYS = {
    "crossings": "crossing_id",
    "crossing_status": "status_id",
    "shared_resources": "resource_id",
    "responses": "response_id",
}
SAME: dict[str, dict[str, str]] = {
    "crossings": {"border": "border", "variants": "spellings", "provinces": "province", "crossing_type": "type"},
    "crossing_status": {"crossing_id": "crossing_id", "status": "status", "date_from": "from", "date_to": "to"}
    | {"date_precision": "date_precision"},
    "shared_resources": {
        name: name for name in ("name_en", "name_ru", "name_local", "kind", "countries", "border")
    }
    | {"since": "since", "until": "until"},
    "responses": {name: name for name in ("kind", "part_of", "date_start", "date_end", "date_precision")}
    | {"provinces": "province", "countries": "country"},
}
"""Columns of ours that hold what a column of the collected facts holds, besides key, source and point."""
TEXTS: dict[str, dict[str, str]] = {
    "crossings": {"note": "note"},
    "crossing_status": {"reason": "reason"},
    "shared_resources": {"issue": "issue"},
    "responses": {"concern": "concern_addressed", "reported_result": "reported_result"},
}
"""Columns of ours that say in other words what a column of the collected facts says."""
NUMBERED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    name: (tuple(texts), tuple(texts.values())) for name, texts in TEXTS.items()
} | {
    "responses": (
        ("name_en", "concern", "reported_result", "place_text"),
        ("name", "concern_addressed", "reported_result", "place"),
    )
}
JUDGING = re.compile(
    r"\b(attack|aggress|provoc|terror|militant|martyr|enem|occup|invad|victim|smuggl|hostage)", re.IGNORECASE
)
COVID = "Covid-19"
"""A reason that is one name cannot be said in other words."""


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return build_places.build()["places"]


@pytest.fixture(scope="module")
def built(places: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return build_crossings.build(places) | build_resources.build(places) | build_responses.build(places)


@pytest.mark.parametrize("name", list(KEYS))
def test_the_tables_meet_their_contracts(built, name):
    check_table(name, conform(name, built[name]))


@pytest.mark.facts
@pytest.mark.parametrize("name", list(KEYS))
def test_ids_days_points_and_sources_are_those_of_the_collected_facts(name):
    ours, theirs = fact_rows(name, key=KEYS[name]), collected(name)
    assert list(ours[KEYS[name]]) == list(theirs["id"])
    points = ("lon", "lat") if "lon" in theirs.columns else ()
    for mine, old in (SAME[name] | {column: column for column in points} | {"source_title": "source"}).items():
        assert list(ours[mine]) == list(theirs[old]), mine
    assert list(ours["source_url"]) == [text if text.startswith("http") else "" for text in theirs["source_url"]]
    words = [re.split(r": http| \(page", text)[0].split(";")[0] for text in theirs["verification"]]
    assert [word.replace("border_status.csv", "the border row") for word in words] == list(ours["verification"])


@pytest.mark.facts
@pytest.mark.parametrize("name", list(KEYS))
def test_no_text_is_that_of_the_collected_facts_and_none_is_lost(name):
    ours, theirs = as_texts(fact_rows(name, key=KEYS[name])), as_texts(collected(name))
    for mine, old in zip(ours, theirs, strict=True):
        for column, source in TEXTS[name].items():
            assert bool(mine[column]) == bool(old[source]), mine[KEYS[name]]
            same = mine[column].rstrip(".").casefold() == old[source].rstrip(".").casefold()
            assert not same or old[source] == COVID, mine[KEYS[name]]


@pytest.mark.facts
@pytest.mark.parametrize("name", list(KEYS))
def test_every_number_of_a_text_carries_over_and_none_is_new(name):
    columns, sources = NUMBERED[name]
    ours, theirs = as_texts(fact_rows(name, key=KEYS[name])), as_texts(collected(name))
    for mine, old in zip(ours, theirs, strict=True):
        numbers = [
            set(re.findall(r"\d+", " ".join(texts[column] for column in wanted)))
            for texts, wanted in ((mine, columns), (old, sources))
        ]
        assert numbers[0] == numbers[1], mine[KEYS[name]]


@pytest.mark.facts
def test_places_of_points_are_those_that_the_collected_facts_name():
    for name in ("crossings", "shared_resources", "responses"):
        found = collected(name)["coord_precision"].str.extract(r"(SET\d+)")[0].fillna("")
        assert list(found) == list(fact_rows(name, key=KEYS[name])["place_id"])


def test_no_text_takes_a_word_of_judgement(built):
    texts = [
        text for name, columns in TEXTS.items() for column in columns for text in built[name][column].dropna()
    ]
    assert [text for text in [*texts, *built["responses"]["name_en"]] if JUDGING.search(text)] == []


def test_nothing_is_said_to_last_until_today(built):
    status = built["crossing_status"]
    assert status["date_to"].isna().sum() == (fact_rows("crossing_status", key="status_id")["date_to"] == "").sum()
    assert not {"current", "still"} & set(status.columns)


def test_a_closure_of_one_day_keeps_it_and_others_end_before_the_day_named(built):
    status = built["crossing_status"].set_index("status_id")
    assert [str(day) for day in status.loc["CST002", ["date_from", "date_to"]]] == ["2018-02-08", "2018-02-09"]
    assert [str(day) for day in status.loc["CST007", ["date_from", "date_to"]]] == ["2021-05-21", "2025-03-13"]


def test_dates_that_run_backwards_and_unknown_crossings_are_refused():
    facts = as_texts(fact_rows("crossing_status", key="status_id"))[0]
    with pytest.raises(DataFileError, match="CST001: the end 2017-01-01 lies before the start 2017-06-27"):
        build_crossings.status(facts | {"date_to": "2017-01-01"}, {"CRX001"})
    with pytest.raises(DataFileError, match="CST001: there is no crossing 'CRX001'; correct the id"):
        build_crossings.status(facts, set())


@pytest.mark.parametrize(
    ("name", "build", "column", "field"),
    [
        ("shared_resources", build_resources.resource, "kind", "resource_kind"),
        ("responses", build_responses.response, "kind", "response_kind"),
    ],
)
def test_an_unknown_kind_is_refused_with_the_record(name, build, column, field, places):
    facts = as_texts(fact_rows(name, key=KEYS[name]))[0] | {column: "harbour"}
    with pytest.raises(DataFileError, match=f"001: 'harbour' is not a known word of '{field}'"):
        build(facts, ground(places))


def test_an_unknown_status_or_type_of_a_crossing_is_refused():
    for field in ("crossing_status", "crossing_type"):
        with pytest.raises(DataFileError, match=f"X1: 'ajar' is not a known word of '{field}'"):
            our_word(field, "ajar", where="X1")


def test_a_time_of_a_resource_is_a_year_or_a_day(places):
    facts = as_texts(fact_rows("shared_resources", key="resource_id"))[0]
    with pytest.raises(DataFileError, match="SHR001: 'long ago' should be a year or an ISO day"):
        build_resources.resource(facts | {"since": "long ago"}, ground(places))
