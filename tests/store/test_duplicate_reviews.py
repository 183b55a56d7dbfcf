"""Pairs side by side, decisions, undo and rule files, on a workspace with two sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.errors import BadInputError, UnknownNameError
from store import duplicate_reviews as reviews
from store.drafts import open_draft
from store.duplicate_pairs import open_pairs, refresh
from store.frames import row_dicts
from tests.pair_desk import CLOSED, Desk

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

ONE_PAIR = ("V01", "X01")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("pairs"))


def decide(desk: Desk, one: str, other: str, word: str = "same", **more: str) -> int:
    return reviews.decide(desk.folder, one, other, word, by="a tester", bundled=desk.bundled, **more)


def undo(desk: Desk, one: str, other: str) -> int:
    return reviews.undo(desk.folder, one, other, bundled=desk.bundled)


def tables(desk: Desk) -> dict[str, pd.DataFrame]:
    store = desk.store
    return {name: store.frame(name) for name in ("incidents", "accounts", "merge_originals", "duplicate_pairs")}


def row(desk: Desk, key: str) -> dict[str, object]:
    return next(item for item in row_dicts(desk.store.frame("incidents")) if item["incident_id"] == key)


def rules(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, "utf-8")
    return path


def test_pairs_stand_side_by_side_as_their_sources_state_them(kept: Desk) -> None:
    found = reviews.pairs(kept.folder, bundled=kept.bundled)
    assert {(pair.one_id, pair.other_id) for pair in found} == {
        ("V01", "X01"),
        ("V04", "X04"),
        ("V09", "X09"),
        ("V10", "X09"),
    }
    first = found[0]
    assert first.why == {"date": "1-2 d", "where": "<=2 km", "type": "same", "deaths": "unknown"}
    assert [record["incident_id"] for record in first.records] == ["V01", "X01"]
    assert [source["source_id"] for source in first.sources] == ["facts-incidents", CLOSED]
    assert "date_start" in first.differing
    assert "place_id" not in first.differing


def test_a_merge_makes_one_event_of_two_records(desk: Desk) -> None:
    assert decide(desk, *ONE_PAIR) == 3
    survivor, other = row(desk, "V01"), row(desk, "X01")
    assert (survivor["record_kind"], other["record_kind"]) == ("event", "duplicate")
    assert survivor["date_start"] == survivor["date_end"]
    accounts = desk.store.frame("accounts")
    told = accounts[accounts["incident_id"] == "V01"]
    assert set(told["source_id"]) == {"facts-incidents", CLOSED}
    originals = desk.store.frame("merge_originals")
    assert set(originals["incident_id"]) == {"V01", "X01"}


def test_a_decided_pair_is_listed_with_who_when_and_why(desk: Desk) -> None:
    decide(desk, "X01", "V01", reason="the same newspaper")
    pair = reviews.pairs(desk.folder, decided=True, bundled=desk.bundled)[0]
    assert (pair.one_id, pair.decision, pair.decided_by, pair.reason) == (
        "V01",
        "same",
        "a tester",
        "the same newspaper",
    )
    assert pair.decided_at is not None
    assert pair.posterior == pytest.approx(0.654, abs=1e-3)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([("V01", "X01"), ("V04", "X04"), ("V09", "X09"), ("V10", "X09"), ("X50", "V02")]),
        st.sampled_from(["same", "different", "part_of"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.randoms())
def test_decisions_taken_back_in_any_order_leave_everything_as_it_was(
    kept: Desk, steps: list[tuple[tuple[str, str], str]], random: Random
) -> None:
    before, made = tables(kept), []
    for pair, word in steps:
        try:
            decide(kept, *pair, word)
        except BadInputError:
            continue
        made.append(pair)
    made = list(dict.fromkeys(made))
    random.shuffle(made)
    for pair in made:
        undo(kept, *pair)
    for name, frame in tables(kept).items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_a_part_joins_the_whole_that_another_source_reports(desk: Desk) -> None:
    decide(desk, "X09", "V08", "part_of")
    part = row(desk, "X09")
    assert (part["record_kind"], part["part_of"]) == ("part", "BIG2020")
    undo(desk, "V08", "X09")
    assert row(desk, "X09")["record_kind"] == "event"


def test_the_direction_of_part_of_is_kept_whatever_the_ids(desk: Desk) -> None:
    decide(desk, "X04", "V04", "part_of")
    assert row(desk, "X04")["record_kind"] == "part"
    assert row(desk, "V04")["record_kind"] == "total"


def test_decided_pairs_do_not_come_back_and_those_that_follow_are_settled_too(desk: Desk) -> None:
    assert decide(desk, "V09", "X09") == 2, "V10 is of the same source as V09, so it cannot be X09 too"
    draft = open_draft(desk.folder, bundled=desk.bundled)
    assert refresh(draft) == 2
    assert set(open_pairs(draft)["one_id"]) == {"V01", "V04"}


def test_a_decision_about_a_record_that_vanished_waits_for_it(desk: Desk) -> None:
    decide(desk, *ONE_PAIR)
    draft = open_draft(desk.folder, bundled=desk.bundled)
    rows = draft.frame("incidents")
    draft.replace("incidents", rows[rows["incident_id"] != "X01"].reset_index(drop=True))
    refresh(draft)
    draft.write(desk.folder / "versions" / "9999")
    (desk.folder / "CURRENT").write_text("9999\n", "utf-8")
    assert row(desk, "V01")["date_start"] == row(Desk(desk.folder / "again"), "V01")["date_start"]
    assert desk.store.frame("merge_originals").empty
    assert reviews.pairs(desk.folder, decided=True, bundled=desk.bundled) == ()
    assert "X01" not in set(desk.store.frame("duplicate_pairs")["other_id"])


@pytest.mark.parametrize(
    ("words", "error", "match"),
    [
        (("V01", "X99", "same"), UnknownNameError, "There is no incident 'X99'"),
        (("V01", "X01", "maybe"), BadInputError, "'maybe' is no decision about a pair"),
        (("V01", "V02", "same"), BadInputError, "the source facts-incidents counts them as two"),
    ],
)
def test_a_decision_that_cannot_be_is_one_sentence_and_changes_nothing(
    kept: Desk, words: tuple[str, str, str], error: type[Exception], match: str
) -> None:
    before = tables(kept)["incidents"]
    with pytest.raises(error, match=match):
        decide(kept, *words)
    pd.testing.assert_frame_equal(tables(kept)["incidents"], before)


def test_somebody_must_decide_and_only_what_was_decided_is_taken_back(kept: Desk) -> None:
    with pytest.raises(BadInputError, match="needs to say whose it is"):
        reviews.decide(kept.folder, *ONE_PAIR, "same", by=" ", bundled=kept.bundled)
    with pytest.raises(BadInputError, match="Nothing was decided about V01 and X01"):
        undo(kept, *ONE_PAIR)


def test_a_rule_file_decides_and_each_decision_names_its_rule(desk: Desk, tmp_path: Path) -> None:
    path = rules(
        tmp_path,
        '[[rule]]\nname = "close"\ndecision = "same"\nposterior = 0.6\nwhere = ["<=2 km"]\nreason = "agreed"\n'
        '[[rule]]\nname = "far"\ndecision = "different"\nbelow = 0.3\n',
    )
    rehearsed = reviews.apply_rules(desk.folder, path, dry_run=True, bundled=desk.bundled)
    assert (rehearsed.version, dict(rehearsed.decided)) == (None, {"close": 2, "far": 1})
    assert reviews.count_open(desk.folder, bundled=desk.bundled) == 4
    applied = reviews.apply_rules(desk.folder, path, bundled=desk.bundled)
    assert (dict(applied.decided), applied.left, applied.contradicting) == ({"close": 2, "far": 1}, 1, ())
    by = {pair.decided_by for pair in reviews.pairs(desk.folder, decided=True, bundled=desk.bundled)}
    assert by == {"rules.toml: close", "rules.toml: far"}


def test_a_newer_program_brings_newer_facts_under_a_merge(desk: Desk) -> None:
    decide(desk, *ONE_PAIR)
    draft = open_draft(desk.folder, bundled=desk.bundled)
    stated = draft.frame("incidents").set_index("incident_id")
    assert stated.loc["V01", "record_kind"] == "event"
    assert stated.loc["X01", "record_kind"] == "event", "a draft works on what sources state"
    assert not draft.frame("accounts")["account_id"].str.startswith("merged:").any()
