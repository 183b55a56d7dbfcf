"""What stands below the map: statements and remarks with their days in the language of the page."""

from __future__ import annotations

from datetime import date

import pytest

from answers.languages import translator
from ui.notes import _said

ROW = {
    "border": "KG-TJ",
    "date_from": date(2021, 4, 28),
    "date_to": date(2021, 5, 2),
    "statement": "Made.",
    "source_title": "Made newspaper",
    "source_url": "https://example.org/1",
}


@pytest.mark.parametrize(
    ("lang", "days"),
    [
        ("en", "2021-04-28 – 2021-05-01"),
        ("ru", "28 апреля 2021 года – 1 мая 2021 года"),
        ("tg", "28 апрели соли 2021 – 1 майи соли 2021"),
    ],
)
def test_days_are_written_as_the_language_writes_them(lang: str, days: str) -> None:
    assert days in _said(ROW, translator(lang)).replace("\\", "")
    assert "…" in _said(ROW | {"date_to": None}, translator(lang))
