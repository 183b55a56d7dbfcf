"""Names as sources write them, asked of the bundled gazetteers: none matched falsely, nine in ten found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tools.name_pairs import answered, counts, measured, pairs, wrong

if TYPE_CHECKING:
    from store.bundle import Store

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
LEAST = 300
AUTOMATIC_PERCENT = 90


@pytest.fixture(scope="module")
def figures(bundled_store: Store) -> dict[str, Any]:
    """Precision and recall of the list."""
    return measured(bundled_store)


@pytest.fixture(scope="module")
def done(bundled_store: Store) -> pd.DataFrame:
    """The pairs with what matching makes of them."""
    return answered(pairs(), bundled_store)


def test_the_list_has_more_than_three_hundred_pairs_each_with_its_source(bundled_store: Store) -> None:
    rows = pairs()
    known = {*bundled_store.frame("places")["place_id"], *bundled_store.frame("districts")["district_id"]}
    assert len(rows) >= LEAST
    assert set(rows["relation"]) == {"same", "twin", "other"}
    assert rows["source"].str.len().min() > 0
    assert {unit for units in rows["unit_id"] for unit in units.split()} <= known
    assert not rows.duplicated(["kind", "text", "country", "district", "unit_id"]).any()


def test_precision_and_recall(figures: dict[str, Any]) -> None:
    precision = 100 * figures["automatic"] / (figures["automatic"] + figures["false"])
    print(f"{figures} – precision {precision:.1f} %, recall {figures['automatic_percent']:.1f} %")  # noqa: T201
    assert figures["false"] == 0
    assert figures["automatic_percent"] >= AUTOMATIC_PERCENT


def test_what_is_not_matched_by_itself_is_not_lost(figures: dict[str, Any]) -> None:
    assert figures["lost"] == 0
    assert figures["automatic"] + figures["review"] == figures["true"]


def test_a_gazetteer_that_forgot_the_spellings_matches_fewer_and_none_falsely(figures: dict[str, Any]) -> None:
    assert figures["blind"]["false"] == 0
    assert figures["blind"]["lost"] == 0
    assert 0 < figures["blind"]["automatic_percent"] < figures["automatic_percent"]


@pytest.mark.parametrize("key", ["true", "automatic", "automatic_percent", "review", "review_offered", "others"])
def test_the_documentation_quotes_what_is_measured(figures: dict[str, Any], key: str) -> None:
    assert f" | {figures[key]} | {figures['blind'][key]} |\n" in DOCUMENT.read_text("utf-8"), (
        "put what 'python -m tools.name_pairs' prints into docs/imports.md"
    )


def test_a_name_that_several_units_have_is_shown_with_all_of_them(done: pd.DataFrame) -> None:
    twins = done[done["relation"] == "twin"]
    assert twins["found"].isna().all()
    both = zip(twins["text"], twins["unit_id"], twins["offered"], strict=True)
    lacking = [text for text, units, offered in both if not set(units.split()) <= offered]
    # Its district has two units of that name, so the person is asked about the district first.
    assert lacking == ["Pulgon"]


@pytest.mark.parametrize(
    ("relation", "found", "expected"),
    [
        ("same", "a", 0),
        ("same", "b", 1),
        ("same", None, 0),
        ("twin", "a", 1),
        ("other", "a", 1),
        ("other", "b", 0),
    ],
)
def test_what_counts_as_false(relation: str, found: str | None, expected: int) -> None:
    row = {"relation": relation, "unit_id": "a", "found": found, "offered": set[str](), "waits": found is None}
    frame = pd.DataFrame([row]).astype({"found": object})
    assert len(wrong(frame)) == counts(frame)["false"] == expected
