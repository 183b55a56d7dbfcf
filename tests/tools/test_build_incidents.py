"""Incidents and accounts are the facts in our words: ids and figures carry over, text does not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from model.errors import DataFileError
from tests.collected_facts import collected
from tools import build_incidents
from tools.casualties import account_figures, record_figures
from tools.fact_rows import FACTS, as_texts, fact_rows, our_word
from tools.write_table import check_table, conform

ROOT = Path(__file__).parents[2]
MEASURES = ("killed", "injured", "displaced")
JUDGING = re.compile(
    r"\b(attack|aggress|provoc|terror|militant|martyr|enem|occup|invad|victim|smuggl|hostage)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    return build_incidents.build()


def row(**changes: str) -> dict[str, str]:
    plain = {
        "incident_id": "X1",
        "border": "KG-TJ",
        "incident_type": "protest",
        "theme": "",
        "row_kind": "event",
        "part_of": "",
        "location_precision": "exact village",
        "point_is_guess": "",
        "killed": "",
        "injured": "",
        "displaced": "",
    }
    return plain | changes


def accounts(*rows: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {"about_side": r["about_side"], "priority": int(r.get("priority", "1"))} | account_figures(r)
            for r in rows
        ]
    )
    return frame.astype({name: "Int64" for name in frame.columns if name.endswith(("low", "best", "high"))})


@pytest.mark.parametrize("name", ["incidents", "accounts"])
def test_the_tables_meet_their_contracts(built, name):
    check_table(name, conform(name, built[name]))


def test_building_twice_gives_the_same_rows(built):
    again = build_incidents.build()
    for name, frame in built.items():
        pd.testing.assert_frame_equal(frame, again[name])


@pytest.mark.facts
def test_ids_dates_figures_and_sources_are_those_of_the_collected_facts():
    ours, theirs = fact_rows("incidents", key="incident_id"), collected("incidents")
    assert list(ours["incident_id"]) == list(theirs["id"])
    for name in ("date_start", "date_end", "district", "country", "lat", "lon", "part_of", "row_kind", *MEASURES):
        assert list(ours[name]) == list(theirs[name]), name
    assert list(ours["source_title"]) == list(theirs["source"])
    addresses = [text if text.startswith("http") else "" for text in theirs["source_url_or_title"]]
    assert list(ours["source_url"]) == addresses


@pytest.mark.facts
def test_no_description_is_the_text_of_the_collected_facts():
    ours, theirs = fact_rows("incidents", key="incident_id"), collected("incidents")
    for mine, old in zip(as_texts(ours), as_texts(theirs), strict=True):
        assert mine["description"] != old["description"]
        assert old["description"] not in mine["description"], mine["incident_id"]


@pytest.mark.facts
def test_accounts_are_those_of_the_collected_facts_in_their_order():
    ours, theirs = fact_rows("accounts", key="account_id"), collected("accounts")
    for name in ("incident_id", "about_side", "told_by", *MEASURES):
        assert list(ours[name]) == list(theirs[name]), name
    moved = ours["source_url"] != theirs["source_url"]
    # The facts give one page for all five accounts; these three figures do not come from it.
    assert list(ours.loc[moved, "account_id"]) == ["INC119-3", "INC119-4", "INC119-5"]
    retold = ours["source_title"] != theirs["source"]
    assert list(ours.loc[retold, "account_id"]) == [f"INC119-{n}" for n in range(1, 6)]
    notes = [(mine, old) for mine, old in zip(ours["note"], theirs["note"], strict=True) if old]
    assert all(mine and mine != old for mine, old in notes)


def test_an_account_names_the_source_of_its_own_figure_and_no_page_where_none_is_known():
    ours = fact_rows("accounts", key="account_id").set_index("account_id")
    assert ours.loc["INC119-4", "source_title"].startswith("RFE/RL")
    assert list(ours.loc[["INC119-3", "INC119-4"], "source_url"]) == ["", ""]
    assert ours.loc["INC119-5", "source_url"] == ours.loc["INC145-1", "source_url"], "the report of 2 May 2023"
    assert not ours["source_title"].isin(["", "several"]).any()


@pytest.mark.facts
def test_better_points_and_guesses_are_those_of_the_point_check():
    ours, theirs = fact_rows("incidents", key="incident_id"), collected("incident_points")
    assert list(ours["better_lon"]) == list(theirs["better_lon"])
    assert list(ours["better_lat"]) == list(theirs["better_lat"])
    guesses = ["yes" if "marked exact village but" in text else "" for text in theirs["flags"]]
    assert list(ours["point_is_guess"]) == guesses
    named = ours[ours["place_id"] != ""]
    known = dict(zip(theirs["id"], theirs["settlement_id"], strict=True))
    assert [known[key] for key in named["incident_id"]] == list(named["place_id"])


def test_no_text_names_a_guilty_one_or_takes_a_word_of_judgement(built):
    texts = [*built["incidents"]["description"], *built["incidents"]["parties"].explode()]
    assert [text for text in texts if JUDGING.search(text)] == []


def test_parties_of_two_states_stand_in_the_order_of_their_codes(built):
    for parties in built["incidents"]["parties"]:
        codes = [party[:2] for party in parties if re.match(r"(KG|TJ|UZ) ", party)]
        assert codes == sorted(codes), parties


def test_every_district_and_place_is_a_row_of_the_facts(built):
    incidents = built["incidents"]
    districts = set(fact_rows("districts", key="district_id")["district_id"])
    places = fact_rows("places", key="place_id").set_index("place_id")
    assert set(incidents["district_id"].dropna()) | set(incidents["district_ids"].explode().dropna()) <= districts
    assert set(incidents["place_id"].dropna()) <= set(places.index)


def test_an_unknown_word_is_refused_with_the_record_and_the_known_words():
    with pytest.raises(
        DataFileError, match=r"X1: 'war' is not a known word of 'incident_type' \(known: armed clash"
    ):
        our_word("incident_type", "war", where="X1")


def test_the_page_of_words_says_what_the_table_says():
    rows, field = [], ""
    for line in (ROOT / "docs" / "words.md").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### .* \(`(\w+)`\)", line):
            field = heading[1]
        elif field and (cells := re.fullmatch(r"\| (.+) \| (?:`(.+)`|\(empty\)) \|", line)):
            rows.append([field, cells[1], cells[2] or ""])
    with (FACTS / "enum_words.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))[1:]
    assert sorted(rows) == sorted(table)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "cross_border"),
        ({"border": "internal", "incident_type": "riot/interethnic violence"}, "interethnic"),
        ({"border": "internal", "incident_type": "protest", "theme": "other"}, "other"),
    ],
)
def test_the_theme_follows_border_then_type_then_the_record(changes, expected):
    assert build_incidents.theme(row(**changes)) == expected


def test_an_internal_record_without_a_theme_is_refused():
    with pytest.raises(DataFileError, match="X1: an internal 'protest' needs a theme"):
        build_incidents.theme(row(border="internal"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("L1", 2_000.0)),
        ({"point_is_guess": "yes"}, ("L2", 5_000.0)),
        ({"location_precision": "near village"}, ("L2", 5_000.0)),
        ({"location_precision": "district"}, ("L3", None)),
        ({"row_kind": "total", "part_of": "G"}, ("L5", None)),
    ],
)
def test_precision_says_how_far_off_a_point_may_be(changes, expected):
    assert build_incidents.precision(row(**changes)) == expected


def test_an_account_of_an_unknown_incident_is_refused(built):
    facts = pd.DataFrame({"incident_id": ["INC001"]})
    with pytest.raises(DataFileError, match=r"accounts\.csv speaks of incidents"):
        build_incidents._refuse_unknown_incidents(facts, built["accounts"])


@pytest.mark.parametrize(
    ("best", "span", "expected"),
    [("", "", (None, None, None)), ("0", "", (0, 0, 0)), ("1", "1-2", (1, 1, 2)), ("10", "10+", (10, 10, None))],
)
def test_an_account_gives_one_number_a_range_or_at_least(best, span, expected):
    figures = account_figures({"account_id": "A", "killed": best, "killed_span": span})
    assert tuple(figures[f"killed_{end}"] for end in ("low", "best", "high")) == expected


def test_a_figure_that_is_no_number_is_refused():
    with pytest.raises(DataFileError, match="A: expected a whole number, found 'many'"):
        account_figures({"account_id": "A", "killed": "many"})


def test_a_record_adds_its_sides_and_other_accounts_of_a_side_only_widen():
    # Origin: the five accounts of September 2022 (methods section 13: never average, never add sources).
    told = accounts(
        {"account_id": "1", "about_side": "KG", "killed": "62"},
        {"account_id": "2", "about_side": "TJ", "killed": "41"},
        {"account_id": "3", "about_side": "KG", "killed": "63", "priority": "2"},
        {"account_id": "4", "about_side": "TJ", "killed": "83", "priority": "2"},
        {"account_id": "5", "about_side": "both", "killed": "51", "priority": "2"},
    )
    figures = record_figures(row(), told)
    assert [figures[f"killed_{end}"] for end in ("low", "best", "high")] == [103, 103, 146]


def test_a_first_account_of_both_sides_raises_the_high_beside_a_side_and_counts_alone_where_there_is_none():
    told = accounts(
        {"account_id": "1", "about_side": "TJ", "killed": "1", "injured": ""},
        {"account_id": "2", "about_side": "both", "killed": "2", "injured": "17", "injured_span": "17+"},
    )
    figures = record_figures(row(), told)
    assert [figures[f"killed_{end}"] for end in ("low", "best", "high")] == [1, 1, 2]
    assert (figures["injured_low"], figures["injured_best"], figures["injured_high"]) == (17, 17, None)


def test_a_side_that_is_spoken_of_without_a_number_leaves_the_high_unknown():
    told = accounts(
        {"account_id": "1", "about_side": "TJ", "killed": "2"},
        {"account_id": "2", "about_side": "KG", "injured": "4"},
    )
    figures = record_figures(row(), told)
    assert [figures[f"killed_{end}"] for end in ("low", "best", "high")] == [2, 2, None]


def test_without_an_account_the_own_figure_counts_and_an_empty_one_is_unknown():
    figures = record_figures(row(killed="0"), None)
    assert figures["killed_high"] == 0
    assert figures["injured_high"] is None
