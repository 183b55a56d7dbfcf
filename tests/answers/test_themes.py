"""Interethnic violence and border incidents stand apart, and June 2010 is a story told from the data alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import answers.themes
import ui.story
from answers.incidents import incidents
from answers.themes import INTERETHNIC, OTHERS, name_of_event, of_event, stories, themes
from model.enums import Mode, Theme
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_deaths_of_both_groups_add_up_to_those_of_the_whole(bundled_store: Store) -> None:
    whole = incidents(bundled_store, Selection()).tables["by_side"].set_index("about_side")
    apart = themes(bundled_store, Selection())
    summed = apart.table.groupby("about_side")["killed_best"].sum()
    for side in ("KG", "TJ", "UZ"):
        assert summed[side] == whole.loc[side, "killed_best"]
    assert apart.figures["count"][INTERETHNIC] + apart.figures["count"][OTHERS] == 140


def test_the_deaths_of_june_2010_are_not_among_those_of_the_border(bundled_store: Store) -> None:
    apart = themes(bundled_store, Selection()).table.set_index(["group", "about_side"])["killed_best"]
    total = stories(bundled_store, Selection()).table.iloc[0]
    assert apart[INTERETHNIC, "KG"] >= total["killed_best"]
    assert apart[OTHERS, "KG"] < total["killed_best"]


def test_one_group_alone_needs_no_division(bundled_store: Store) -> None:
    border = themes(bundled_store, Selection(theme=(Theme.CROSS_BORDER,)))
    assert border.table.empty
    assert border.figures["count"][INTERETHNIC] == 0
    assert border.tables["events"].empty
    inside = themes(bundled_store, Selection(theme=(Theme.INTERETHNIC,)))
    assert inside.figures["count"][OTHERS] == 0
    assert inside.tables["events"]["part_of"].to_list() == ["JUN2010"]


def test_a_total_that_the_filters_cut_is_no_event_of_the_sums(bundled_store: Store) -> None:
    days = {"date_from": date(2010, 6, 11), "date_to": date(2010, 6, 12)}
    cut = themes(bundled_store, Selection(**days))  # type: ignore[arg-type]
    assert cut.tables["events"].empty
    assert cut.figures["events"] == ["JUN2010"]


def test_the_story_tells_days_provinces_total_and_accounts_of_the_data(bundled_store: Store) -> None:
    answer = stories(bundled_store, Selection())
    assert answer.mode is Mode.PUBLIC
    row = answer.table.iloc[0]
    rows = bundled_store.frame("incidents")
    total = rows[rows["record_kind"].eq("total") & rows["part_of"].eq("JUN2010")].iloc[0]
    parts = rows[rows["record_kind"].eq("part") & rows["part_of"].eq("JUN2010")]
    assert row["killed_best"] == total["killed_best"]
    assert row["parts"] == len(parts)
    assert row["parts_with_deaths"] == parts["killed_best"].notna().sum()
    assert (row["first"], row["last"]) == (
        total["date_start"],
        parts["date_end"].max(),
    )
    assert row["provinces"] == ["Jalal-Abad", "Osh", "Osh city"]
    assert set(answer.tables["accounts"]["incident_id"]) == {total["incident_id"]}


@pytest.mark.parametrize(
    ("selection", "asked"),
    [
        (Selection(), []),
        (Selection(theme=(Theme.INTERETHNIC,)), ["JUN2010"]),
        (Selection(theme=(Theme.CROSS_BORDER,), date_from=date(2010, 1, 1), date_to=date(2010, 12, 31)), []),
        (Selection(date_from=date(2010, 1, 1), date_to=date(2010, 12, 31)), ["JUN2010"]),
        (Selection(date_from=date(2022, 1, 1)), []),
        (Selection(theme=(Theme.INTERETHNIC,), date_from=date(2011, 1, 1)), []),
        (Selection(theme=(Theme.INTERETHNIC,), district=("tj-isfara-city",)), []),
    ],
)
def test_it_is_asked_for_by_theme_or_by_a_chosen_period(
    bundled_store: Store, selection: Selection, asked: list[str]
) -> None:
    assert stories(bundled_store, selection).figures["asked"] == asked


def test_the_event_alone_holds_its_whole_total(bundled_store: Store) -> None:
    row = stories(bundled_store, Selection()).table.iloc[0].to_dict()
    alone = of_event(row, Selection(district=("tj-isfara-city",), on=date(2019, 6, 1)))
    assert (alone.theme, alone.district, alone.on) == ((Theme.INTERETHNIC,), (), date(2019, 6, 1))
    answer = incidents(bundled_store, alone)
    assert answer.figures["killed"]["best"] == row["killed_best"]
    assert answer.tables["not_divisible"].empty


def test_an_event_without_a_usual_name_is_called_by_its_days() -> None:
    row = {"part_of": "OTHER", "date_start": date(2011, 1, 1), "date_end": date(2011, 1, 3)}
    assert name_of_event(row).english() == "2011-01-01 to 2011-01-03"


def test_no_figure_of_the_event_stands_in_the_code(bundled_store: Store) -> None:
    row = stories(bundled_store, Selection()).table.iloc[0]
    figures = {f"{row[name]}" for name in ("killed_best", "injured_best", "displaced_best") if pd.notna(row[name])}
    for module in (answers.themes, ui.story):
        text = Path(str(module.__file__)).read_text("utf-8")
        assert not [figure for figure in figures if figure in text], module.__name__
