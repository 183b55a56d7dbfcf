"""Cards of shared resources and responses: every statement, both countries, days with their level, the source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from answers.details import detail
from answers.languages import translator
from layers.rows import rows
from model.enums import Mode
from model.selection import Selection
from model.strings import English
from ui.resource_lines import days_of, resource, response

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()


def card(store: Store, ref: str) -> list[list[str]]:
    lines = resource if ref.startswith("resource") else response
    return [lines(row, TR) for row in rows(detail(store, Selection(), ref, mode=Mode.INTERNAL).table)]


def test_a_resource_names_both_countries_its_places_and_its_source(bundled_store: Store) -> None:
    first = "\n".join(card(bundled_store, "resource:SHR001")[0])
    for words in ("Golovnoy", "Сарбанди", "Water intake", "since 1968", "Kyrgyzstan, Tajikistan", "Khojai Alo"):
        assert words in first
    assert "](<https://" in first
    assert "partly verified" in first


def test_a_response_tells_days_doers_concern_and_what_they_report(bundled_store: Store) -> None:
    every = card(bundled_store, "response:RSP059")
    assert len(every) == 5
    road = next("\n".join(lines) for lines in every if "Tamdyk" in lines[0])
    for words in ("Done by", "Paid by", "Against what", "Reported by those who did it", "end not recorded"):
        assert words in road
    assert all("](<http" in lines[-1] and "verified" in lines[-1] for lines in every)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2019, 5, 5), date(2019, 5, 5), "2019-05-05 (to the day)"),
        (date(2019, 5, 5), date(2019, 6, 1), "2019-05-05 – 2019-06-01 (to the day)"),
        (date(2019, 5, 5), None, "2019-05-05 – end not recorded (to the day)"),
        (None, date(2019, 5, 5), "until 2019-05-05, beginning not recorded (to the day)"),
        (None, None, "no day recorded"),
    ],
)
def test_a_day_that_no_source_names_is_said(first: date | None, last: date | None, words: str) -> None:
    row: dict[str, Any] = {"date_start": first, "date_end": last, "date_level": "T1"}
    assert days_of(row, TR) == words


def test_days_are_written_as_the_language_writes_them(bundled_store: Store) -> None:
    ru = translator("ru")
    row: dict[str, Any] = {"date_start": date(2019, 5, 5), "date_end": None, "date_level": "T1"}
    assert "5 мая 2019 года" in days_of(row, ru)
    shared = rows(detail(bundled_store, Selection(), "resource:SHR001", mode=Mode.INTERNAL).table)[0]
    assert "1968" in "\n".join(resource(shared, ru))
    assert "13 марта 2025 года" in "\n".join(resource(shared | {"since": "2025-03-13"}, ru))


def test_hostile_text_stays_text(valley_store: Store) -> None:
    row = rows(detail(valley_store, Selection(), "response:A2").table)[0]
    row |= {"name_en": "<script>alert(1)</script>", "concern": "[x](javascript:1)"}
    words = "\n".join(response(row, TR))
    assert "<script>" not in words
    assert "[x](javascript" not in words
