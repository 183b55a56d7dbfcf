"""Ranges come from accounts, sides are added and never averaged, unknown is not zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.casualties import FIGURE_COLUMNS, NOT_STATED, by_side, figures, total_of, wide
from tests.valley import rows_of
from tools.casualties import record_figures

if TYPE_CHECKING:
    from store.bundle import Store

Three = tuple[int | None, int | None, int | None]


def records(**killed: Three | None) -> pd.DataFrame:
    rows = [
        {"incident_id": key} | (dict(zip(FIGURE_COLUMNS[:3], three, strict=True)) if three else {})
        for key, three in killed.items()
    ]
    return rows_of("incidents", rows).astype(dict.fromkeys(FIGURE_COLUMNS, "Int64"))


def account(incident: str, side: str, three: Three, *, priority: int = 1, teller: str = "KG") -> dict[str, Any]:
    return {
        "account_id": f"{incident}-{side}-{teller}-{priority}",
        "incident_id": incident,
        "told_by": teller,
        "about_side": side,
        "priority": priority,
    } | dict(zip(FIGURE_COLUMNS[:3], three, strict=True))


def accounts(*rows: dict[str, Any]) -> pd.DataFrame:
    return rows_of("accounts", rows).astype(dict.fromkeys(FIGURE_COLUMNS, "Int64"))


def killed(incidents: pd.DataFrame, *rows: dict[str, Any]) -> list[Any]:
    found = figures(incidents, accounts(*rows)).records.iloc[0, :3]
    return [None if pd.isna(value) else int(value) for value in found]


def test_three_tellers_of_one_side_give_an_envelope_and_the_first_gives_the_best() -> None:
    told = [
        account("a", "KG", (2, 3, 5), priority=2, teller="third"),
        account("a", "KG", (3, 4, 4), priority=1),
        account("a", "KG", (10, 10, 12), priority=3, teller="TJ"),
    ]
    assert killed(records(a=None), *told) == [2, 4, 12]


def test_a_record_is_the_sum_of_its_sides() -> None:
    told = [account("a", "KG", (62, 62, 62)), account("a", "KG", (63, 63, 63), priority=2)]
    told += [account("a", "TJ", (41, 41, 41), teller="TJ"), account("a", "TJ", (83, 83, 83), priority=2)]
    assert killed(records(a=(1, 1, 1)), *told) == [103, 103, 146]


def test_what_is_told_of_both_first_raises_the_high_of_the_sum_of_sides_and_nothing_else() -> None:
    told = [account("a", "TJ", (1, 1, 1)), account("a", "both", (2, 2, 9))]
    assert killed(records(a=None), *told) == [1, 1, 9]
    assert killed(records(a=None), account("a", "TJ", (5, 5, 5)), account("a", "both", (2, 2, 3))) == [5, 5, 5]
    assert killed(records(a=None), account("a", "TJ", (1, 1, 1)), account("a", "both", (2, 2, None))) == [
        1,
        1,
        None,
    ]


def test_what_is_told_of_both_later_stays_out_of_the_sum_of_sides() -> None:
    told = [account("a", "TJ", (1, 1, 1)), account("a", "both", (2, 2, 9), priority=2)]
    assert killed(records(a=None), *told) == [1, 1, 1]


def test_at_least_beside_a_number_of_one_side_has_no_upper_end() -> None:
    told = [account("a", "KG", (5, 5, 5)), account("a", "KG", (10, 10, None), priority=2)]
    assert killed(records(a=None), *told) == [5, 5, None]


ENDS = st.sampled_from([(None, None, None), (0, 0, 0), (1, 2, 3), (4, 4, 4), (5, 6, None)])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["KG", "TJ", "both"]), ENDS, st.sampled_from([1, 2])), max_size=6))
def test_the_answers_and_the_builder_of_the_file_say_the_same(told: list[tuple[str, Three, int]]) -> None:
    rows = [
        account("a", side, three, priority=priority, teller="third") | {"account_id": f"a-{number}"}
        for number, (side, three, priority) in enumerate(told)
    ]
    built = record_figures(
        {"incident_id": "a", "killed": "3", "injured": "", "displaced": ""}, accounts(*rows) if rows else None
    )
    assert killed(records(a=(3, 3, 3)), *rows) == [built[f"killed_{end}"] for end in ("low", "best", "high")]


def test_the_bundled_file_holds_the_figures_that_its_accounts_give(bundled_store: Store) -> None:
    incidents = bundled_store.frame("incidents")
    stored = incidents.set_index("incident_id")[list(FIGURE_COLUMNS)].astype(float)
    found = figures(incidents, bundled_store.frame("accounts")).records
    pd.testing.assert_frame_equal(found, stored, check_names=False)
    # Origin: one death beside the line and two of that day by the account of both sides, accounts.csv.
    assert found.loc["INC112", ["killed_low", "killed_best", "killed_high"]].to_list() == [1, 1, 2]


def test_only_both_is_better_than_the_records_own_figure() -> None:
    assert killed(records(a=(7, 7, 7)), account("a", "both", (2, 2, 3))) == [2, 2, 3]
    assert killed(records(a=(7, 7, 7))) == [7, 7, 7]
    assert killed(records(a=None)) == [None, None, None]


def test_a_side_without_a_number_makes_the_sum_at_least() -> None:
    told = [account("a", "TJ", (2, 2, 2)), account("a", "KG", (None, None, None))]
    assert killed(records(a=None), *told) == [2, 2, None]


def test_at_least_has_no_upper_end() -> None:
    assert killed(records(a=None), account("a", "KG", (3, 3, None))) == [3, 3, None]
    assert killed(records(a=(4, None, None))) == [4, 4, None]


def test_an_account_silent_about_one_measure_leaves_it_to_the_next_teller() -> None:
    told = [account("a", "KG", (None, None, None)), account("a", "KG", (5, 5, 5), priority=2, teller="third")]
    found = figures(records(a=None), accounts(*told))
    assert killed(records(a=None), *told) == [5, 5, 5]
    side = found.sides[found.sides["measure"] == "killed"].iloc[0]
    assert (side["told_by"], side["best"]) == ("third", 5.0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (0, 0, 0, 0)),
        ({"a": (1, 2, 3), "b": (0, 0, 0)}, (1, 2, 3, 0)),
        ({"a": (1, 2, 3), "b": None}, (1, 2, None, 1)),
        ({"a": None, "b": None}, (None, None, None, 2)),
    ],
)
def test_a_sum_over_records_keeps_the_unknown_apart(
    given: dict[str, Three | None], expected: tuple[int | None, ...]
) -> None:
    found = total_of(figures(records(**given), accounts()).records, "killed")
    assert tuple(found.values()) == expected


def test_the_addends_name_sides_and_tellers() -> None:
    found = figures(
        records(a=None, b=(5, 5, 5)),
        accounts(account("a", "TJ", (2, 2, 2), teller="TJ"), account("a", "KG", (1, 1, 1), teller="third")),
    )
    table = by_side(found.sides, found.own)
    assert table["about_side"].to_list() == ["KG", "TJ", NOT_STATED]
    assert table["told_by"].to_list() == ["third", "TJ", None]
    assert table["killed_best"].to_list() == [1, 2, 5]
    assert table["injured_best"].isna().all()


def test_no_records_have_no_addends_but_all_columns() -> None:
    found = figures(records(), accounts())
    assert by_side(found.sides, found.own).columns.to_list() == ["about_side", "told_by", *FIGURE_COLUMNS]
    assert wide(found.sides).empty


def test_the_given_frames_are_not_changed() -> None:
    incidents, told = records(a=(1, None, None)), accounts(account("a", "KG", (2, 2, 2)))
    before = incidents.copy(), told.copy()
    figures(incidents, told)
    pd.testing.assert_frame_equal(incidents, before[0])
    pd.testing.assert_frame_equal(told, before[1])
