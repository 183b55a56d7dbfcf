"""A record in lines of Markdown."""

from __future__ import annotations

from typing import Any

from model.strings import English
from ui.record_lines import where

NEAR = {"border": None, "part": "main", "km": 533.72, "distance_m": 18_384.7, "section_status": None}


def said(row: dict[str, Any]) -> str:
    """The line without the signs that keep Markdown from reading it as markup."""
    return where(row, English()).replace("\\", "")


def test_without_a_stated_border_only_the_distance_is_said() -> None:
    assert said(NEAR) == "18.4 km from the nearest border line"


def test_a_stated_border_comes_with_part_and_kilometre() -> None:
    assert said(NEAR | {"border": "KG-TJ"}) == "18.4 km from the line (KG-TJ, main, km 533.7)"
