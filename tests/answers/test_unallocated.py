"""Deaths of a cut total that no part accounts for stand apart; parts above their total are a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers.casualties import figures
from answers.totals import CutBy, Totals
from answers.unallocated import unallocated
from model.enums import Country, Mode
from store.frames import to_arrow, to_frame
from tests.valley import rows_of

if TYPE_CHECKING:
    import pandas as pd

from model.tables import ACCOUNTS, INCIDENTS


def group(*rows: tuple[str, tuple[int | None, int | None, int | None]]) -> pd.DataFrame:
    made: list[dict[str, Any]] = [
        {
            "incident_id": f"{kind}{number}",
            "record_kind": kind,
            "part_of": "G",
            "visibility": "public",
            "verification": "verified",
            "killed_low": killed[0],
            "killed_best": killed[1],
            "killed_high": killed[2],
        }
        for number, (kind, killed) in enumerate(rows)
    ]
    return to_frame(to_arrow(rows_of("incidents", made), INCIDENTS.columns))


def account(incident: str, side: str, best: int) -> dict[str, Any]:
    return {
        "account_id": f"{incident}-{side}",
        "incident_id": incident,
        "told_by": side,
        "about_side": side,
        "priority": 1,
        "killed_low": best,
        "killed_best": best,
        "killed_high": best,
    }


def test_with_a_country_only_what_is_told_of_that_side_counts() -> None:
    members = group(("total", (None, None, None)), ("part", (None, None, None)))
    told = [account("total0", "KG", 62), account("total0", "TJ", 41), account("part1", "TJ", 10)]
    accounts = to_frame(to_arrow(rows_of("accounts", told), ACCOUNTS.columns))
    groups, each = Totals((), {"G": CutBy.PLACE}, members), figures(members, accounts)
    by_country = {
        country: unallocated(groups, each, mode=Mode.PUBLIC, countries=(country,)).killed for country in Country
    }
    assert by_country == {
        Country.KG: {"low": 62, "best": 62, "high": 62},
        Country.TJ: {"low": 31, "best": 31, "high": 31},
        Country.UZ: None,
    }
    assert unallocated(groups, each, mode=Mode.PUBLIC).killed == {"low": 93, "best": 93, "high": 93}


def rest(members: pd.DataFrame, *, cut: bool = True) -> Any:
    none = to_frame(to_arrow(rows_of("accounts", []), ACCOUNTS.columns))
    groups = Totals(() if cut else ("G",), {"G": CutBy.PLACE} if cut else {}, members)
    return unallocated(groups, figures(members, none), mode=Mode.PUBLIC)


def test_the_golden_example_of_the_methods() -> None:
    members = group(("total", (40, 55, 60)), ("part", (10, 12, 15)), ("part", (20, 24, 30)))
    found = rest(members)
    assert found.killed == {"low": 0, "best": 19, "high": 30}
    assert not found.conflict


def test_parts_without_a_figure_take_nothing_off() -> None:
    assert rest(group(("total", (40, 55, 60)), ("part", (None, None, None)))).killed == {
        "low": 40,
        "best": 55,
        "high": 60,
    }


def test_a_total_at_least_leaves_a_rest_at_least() -> None:
    assert rest(group(("total", (40, 40, None)), ("part", (10, 10, 10)))).killed["high"] is None


def test_parts_above_the_total_are_a_conflict_even_where_it_stands() -> None:
    members = group(("total", (5, 5, 6)), ("part", (4, 4, 4)), ("part", (4, 4, 4)))
    assert rest(members, cut=False).conflict
    assert rest(members).killed == {"low": 0, "best": 0, "high": 0}


def test_a_total_that_says_nothing_leaves_nothing() -> None:
    assert rest(group(("total", (None, None, None)), ("part", (4, 4, 4)))).killed is None
