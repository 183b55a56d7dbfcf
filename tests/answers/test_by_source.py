"""Figures of several sources are never added while pairs of their records are undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from answers import by_source
from answers.difference import difference
from answers.districts import districts
from answers.incidents import incidents
from answers.said import said
from answers.themes import themes
from answers.two_periods import between
from answers.wording import in_words, what_can_be_said
from model.enums import Mode, Status
from model.selection import Selection
from store import duplicate_reviews as reviews
from tests.pair_desk import BOTH, CLOSED, Desk

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

FACTS = "facts-incidents"
ALL = Selection(source=BOTH)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Desk(tmp_path_factory.mktemp("waiting")).store


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Store:
    desk = Desk(tmp_path_factory.mktemp("decided"))
    for one, other, word in (
        ("V01", "X01", "same"),
        ("V04", "X04", "different"),
        ("V09", "X09", "same"),
    ):
        reviews.decide(desk.folder, one, other, word, by="a tester", bundled=desk.bundled)
    return desk.store


def of_each(answer: Result) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in answer.figures["by_source"]}


def test_sources_with_undecided_pairs_have_a_figure_each_and_no_sum(waiting: Store) -> None:
    answer = incidents(waiting, ALL)
    assert (answer.status, answer.code, answer.figures["count"]) == (Status.CAUTION, "D2", None)
    assert answer.figures["killed"] == {"low": None, "best": None, "high": None, "unknown_records": 0}
    assert answer.tables["by_side"].empty
    alone = {source: incidents(waiting, Selection(source=(source,))).figures for source in BOTH}
    for source, row in of_each(answer).items():
        assert {name: row[name] for name in ("count", "killed")} == {
            name: alone[source][name] for name in ("count", "killed")
        }


def test_the_sentence_says_how_many_pairs_wait_and_the_total_if_all_are_duplicates(waiting: Store) -> None:
    answer = incidents(waiting, ALL)
    # 10 + 4 records; V01-X01, V04-X04 and V09-X09-V10 would be three events: four records fewer.
    assert answer.message is not None
    assert answer.message.english() == (
        "Undecided pairs of records that may be one event: 4; so sources are not added up. "
        "If all are duplicates the total is 10."
    )
    # Deaths: 14 + 7, of which V01 (3) and X01 (2 to 4) are one event, and X09 (2) lies in the total of V08.
    assert answer.figures["if_all_same"]["killed"] == {"low": 14, "best": 15, "high": None}


def test_symbols_and_districts_count_the_largest_source_of_each(waiting: Store) -> None:
    answer = incidents(waiting, ALL)
    symbols = answer.tables["symbols"].set_index(["key", "level"])["count"]
    assert symbols["P01", "L1"] == 3, "three of the facts; the two of the other source are not added"
    counts = districts(waiting, ALL).table.set_index("district_id")["count"]
    mine = answer.tables["by_district"].dropna(subset=["district_id"]).set_index("district_id")["count"]
    assert counts[mine.index].to_list() == mine.to_list()


def test_what_can_be_said_names_each_source_and_adds_nothing(waiting: Store) -> None:
    answer = incidents(waiting, ALL)
    first = said(waiting, answer)[0].english()
    assert "Closed incidents: 4 reported incidents" in first
    assert "Made incidents: 10 reported incidents, reported deaths: at least 14" in first
    assert "14 reported incidents" not in first
    assert what_can_be_said(waiting, answer)[0].english() in first


def test_no_difference_and_no_addends_are_given_while_pairs_wait(waiting: Store) -> None:
    year = ALL.but(date_from=pd.Timestamp("2015-01-01").date(), date_to=pd.Timestamp("2015-12-31").date())
    change = difference(waiting, year)
    assert change.figures["difference"] is None
    assert change.message is not None
    assert "undecided" in change.message.english()
    assert "undecided" in between(waiting, incidents(waiting, ALL), incidents(waiting, year)).english()
    assert themes(waiting, ALL).table.empty


def test_once_all_pairs_are_decided_there_is_one_figure_again(decided: Store) -> None:
    answer = incidents(decided, ALL)
    # V01=X01 and V09=X09 are one event each, X04 is none of V04: 10 + 4 - 2.
    assert answer.figures["count"] == 12
    assert "undecided_pairs" not in answer.figures
    assert {row["source_id"]: row["count"] for row in answer.figures["by_source"]} == {CLOSED: 4, FACTS: 10}
    assert answer.tables["symbols"]["count"].sum() + sum(
        n for reason, n in answer.figures["not_on_map"].items() if reason != "district_only"
    ) == pytest.approx(12)


def test_a_merged_event_has_the_range_of_all_sources_and_the_best_figure_of_the_first(decided: Store) -> None:
    one = incidents(decided, ALL.but(date_to=pd.Timestamp("2015-03-01").date()))
    # The facts tell of 1 + 2 (to 4), the other source of 2 to 4 and more: 2 – at least, best 3.
    assert one.figures["killed"] == {"low": 2, "best": 3, "high": None, "unknown_records": 0}
    assert one.tables["by_side"]["killed_best"].sum() == 3


def test_each_source_speaks_for_itself_about_a_merged_event(decided: Store) -> None:
    before = ALL.but(date_to=pd.Timestamp("2015-03-01").date())
    facts, closed = (incidents(decided, before.but(source=(source,))) for source in (FACTS, CLOSED))
    assert facts.figures["killed"] == {"low": 3, "best": 3, "high": 4, "unknown_records": 0}
    assert closed.figures["killed"] == {"low": 2, "best": 4, "high": None, "unknown_records": 0}
    assert (facts.figures["count"], closed.figures["count"]) == (1, 1)


def test_without_a_choice_the_imported_source_speaks_and_says_what_is_left_out(waiting: Store) -> None:
    answer = incidents(waiting, Selection())
    assert answer.figures["count"] == 4
    assert [choice.english() for choice in answer.choices] == [
        "Imported sources speak: Closed incidents. Not included: --source facts-incidents"
    ]
    assert "Source: Closed incidents" in [words.english() for words in in_words(waiting, Selection())]


def test_records_that_must_not_be_passed_on_are_counted_and_not_shown(waiting: Store) -> None:
    answer, working = (incidents(waiting, Selection(), mode=mode) for mode in (Mode.PUBLIC, Mode.INTERNAL))
    assert (len(answer.table), answer.excluded["licence"], answer.figures["count"]) == (0, 4, 4)
    assert len(working.table) == 4
    assert "licence" not in working.excluded


def test_the_bundled_facts_alone_answer_as_ever(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection())
    assert not {"by_source", "undecided_pairs", "if_all_same"} & set(answer.figures)
    assert answer.choices == ()


def test_of_rows_of_a_tally_those_of_the_largest_source_are_kept_for_each_unit() -> None:
    rows = pd.DataFrame(
        {"source_id": ["a", "b", "b", "a"], "records": [2, 1, 2, 5], "unit": ["x", "x", "x", None]}
    )
    kept = by_source.of_largest(rows, rows["unit"])
    assert kept.index.to_list() == [1, 2, 3]
