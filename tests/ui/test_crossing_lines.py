"""What the panel says about a crossing: the status of the day, every statement, and what is not exact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.details import detail
from answers.languages import translator
from layers.rows import rows
from model.selection import Selection
from model.strings import English
from ui import crossing_lines

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()


def test_the_first_line_says_the_day_the_status_and_since_when(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(on=date(2021, 6, 1)), "crossing:C2")
    lines = crossing_lines.crossing(rows(answer.table)[0], TR, on=answer.figures["on"])
    assert lines[0].replace("\\", "") == "**On 2021-06-01: closed since 2018-01-01, end not recorded**"
    assert lines[1].startswith("Kyrgyzstan – Uzbekistan · for citizens of the two countries")


def test_the_day_is_written_as_the_language_writes_it(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(on=date(2021, 6, 1)), "crossing:C2")
    lines = crossing_lines.crossing(rows(answer.table)[0], translator("ru"), on=answer.figures["on"])
    assert "1 июня 2021 года" in lines[0]


def test_a_statement_says_its_days_reason_and_source_and_never_that_it_lasts(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(on=date(2021, 6, 1)), "crossing:C1")
    said = [
        [line.replace("\\", "") for line in crossing_lines.status(row, TR)]
        for row in rows(answer.tables["statuses"])
    ]
    assert said[0][:2] == ["open, 2015-01-01 – 2020-04-30", "Made reason X1."]
    assert said[2][0] == "restricted, 2021-01-01 – end not recorded"
    russian = crossing_lines.status(rows(answer.tables["statuses"])[0], translator("ru"))[0].replace("\\", "")
    assert russian.endswith("1 января 2015 года – 30 апреля 2020 года")
    assert all("Made newspaper" in lines[-1] for lines in said)
