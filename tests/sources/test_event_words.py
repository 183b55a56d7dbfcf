"""The tables of codes: complete after the codebooks, and only words of ours in them."""

from __future__ import annotations

import pandas as pd
import pytest

from model.enums import DateLevel, IncidentType, LocationLevel
from sources import event_words as words


def test_all_25_finer_types_of_acled_have_a_meaning() -> None:
    assert len(words.ACLED_SUB_TYPES) == 25
    assert set(words.ACLED_SUB_TYPES.values()) <= set(IncidentType)


def test_no_violence_is_called_interethnic_land_or_water_by_a_code() -> None:
    told = {*words.ACLED_TYPES.values(), *words.ACLED_SUB_TYPES.values(), *words.UCDP_TYPES.values()}
    assert told == {
        *(IncidentType.ARMED_CLASH, IncidentType.PROTEST, IncidentType.RIOT_INTERETHNIC, IncidentType.SHOOTING),
        *(IncidentType.MINE_UXO, IncidentType.HOSTAGE_DETENTION, IncidentType.OTHER),
    }


def test_levels_are_those_of_methods_section_12() -> None:
    assert [level.value for level in words.ACLED_PLACES.values()] == ["L1", "L2", "L4"]
    assert [level.value for level in words.UCDP_PLACES.values()] == ["L1", "L2", "L3", "L4", "L5", "L5", "L9"]
    assert [level.value for level in words.ACLED_DAYS.values()] == ["T1", "T2", "T3"]
    assert [level.value for level in words.UCDP_DAYS.values()] == ["T1", "T2", "T2", "T3", "T5"]
    assert LocationLevel.L9 not in words.ACLED_PLACES.values()
    assert DateLevel.T5 not in words.ACLED_DAYS.values()


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("18", {1, 8}),
        ("60.0", {6}),
        ("State forces-External/Other forces", {1, 8}),
        ("State forces\u2013External/Other forces", {1, 8}),
        ("STATE FORCES - CIVILIANS", {1, 7}),
        ("Protesters only", {6}),
        ("Rebel group", {2}),
        ("0", set()),
        ("Sole military action", set()),
    ],
)
def test_kinds_of_actors_are_read_from_digits_and_words(cell: str, codes: set[int]) -> None:
    assert words.actor_codes(cell) == codes


def test_codes_are_read_whatever_their_case_and_tail() -> None:
    cells = pd.Series([" Battles", "BATTLES", "Battle", None], dtype="str")
    assert words.coded(cells, words.ACLED_TYPES).to_list() == ["armed_clash", "armed_clash", None, None]
