"""A new import of a source beside what it had: fates of rows, changes field by field, what is withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from model.tables import INCIDENTS
from model.workspace_tables import EVERY_TABLE
from store.comparing import Fate, changes, compare, record_ids
from store.frames import to_arrow

FIRST, LAST = date(2022, 9, 1), date(2022, 9, 30)


def record(key: str, **own: Any) -> dict[str, Any]:
    plain: dict[str, Any] = dict.fromkeys(INCIDENTS.column_names)
    plain |= {
        "incident_id": key,
        "date_start": date(2022, 9, 14),
        "date_end": date(2022, 9, 14),
        "country": "KG",
        "parties": ["one", "other"],
        "district_ids": [],
        "killed_best": 1,
    }
    return {**plain, **own}


def rows(*records: dict[str, Any], first: int = 2) -> pd.DataFrame:
    frame = pd.DataFrame(list(records), columns=list(INCIDENTS.column_names))
    return frame.set_axis(pd.RangeIndex(first, first + len(frame), name="row"))


def arrow(frame: pd.DataFrame, table: str = "incidents") -> pa.Table:
    return to_arrow(frame, EVERY_TABLE[table].columns)


def known(frame: pd.DataFrame, table: str = "incidents") -> pa.Table:
    nothing = pa.table({"record_id": pa.array([], pa.string()), "content": pa.array([], pa.string())})
    found = compare(table, frame, frame, nothing, arrow(frame.iloc[:0], table))
    return found.records.select(["record_id", "content"])


def contents(frame: pd.DataFrame) -> dict[str, str]:
    return {row["record_id"]: row["content"] for row in known(frame).to_pylist()}


def found_of(new: pd.DataFrame, old: pd.DataFrame) -> Any:
    return compare("incidents", new, new, known(old), arrow(old))


def test_all_is_new_where_nothing_was() -> None:
    found = found_of(rows(record("a"), record("b")), rows())
    assert (found.rows(Fate.NEW), found.rows(Fate.UPDATED), found.rows(Fate.UNCHANGED)) == (2, 0, 0)


def test_the_same_file_again_changes_nothing_whatever_its_order() -> None:
    old = rows(record("a"), record("b"))
    found = found_of(rows(record("b"), record("a")), old)
    assert found.rows(Fate.UNCHANGED) == 2
    assert changes("incidents", arrow(old), rows(record("b"), record("a")), found).empty


@pytest.mark.parametrize(
    ("own", "before", "after"),
    [
        ({"killed_best": 3}, "1", "3"),
        ({"killed_best": None}, "1", None),
        ({"parties": ["one"]}, "one; other", "one"),
        ({"date_end": date(2022, 9, 16)}, "2022-09-14", "2022-09-16"),
    ],
)
def test_a_changed_field_is_said_with_what_it_was(own: dict[str, Any], before: str, after: str | None) -> None:
    old, new = rows(record("a"), record("b")), rows(record("a", **own), record("b"))
    found = found_of(new, old)
    assert (found.ids(Fate.UPDATED), found.ids(Fate.UNCHANGED)) == (["a"], ["b"])
    lines = changes("incidents", arrow(old), new, found)
    assert lines[["record_id", "change", "column", "before", "after"]].to_numpy().tolist() == [
        ["a", "updated", next(iter(own)), before, after]
    ]


def test_unknown_and_zero_and_empty_are_three_things() -> None:
    values = [{"killed_best": None}, {"killed_best": 0}, {"description": ""}, {"description": None}]
    told = [contents(rows(record("a", **own)))["a"] for own in values[:2]]
    texts = [contents(rows(record("a", **own)))["a"] for own in values[2:]]
    assert len({*told}) == 2
    assert len({*texts}) == 2


def test_a_record_that_the_file_speaks_about_and_does_not_hold_is_withdrawn() -> None:
    old = rows(
        record("a", date_start=FIRST, date_end=FIRST), record("b"), record("c", date_start=LAST, date_end=LAST)
    )
    new = rows(record("a", date_start=FIRST, date_end=FIRST), record("c", date_start=LAST, date_end=LAST))
    found = found_of(new, old)
    assert found.withdrawn == ("b",)
    gone = changes("incidents", arrow(old), new, found)
    assert set(gone["change"]) == {"withdrawn"}
    assert dict(zip(gone["column"], gone["before"], strict=True))["killed_best"] == "1"


@pytest.mark.parametrize(
    "missing",
    [
        record("b", date_start=date(2022, 10, 1), date_end=date(2022, 10, 1)),
        record("b", date_start=date(2022, 8, 30), date_end=date(2022, 9, 2)),
        record("b", country="TJ"),
    ],
)
def test_a_record_of_other_days_or_another_country_is_not_withdrawn(missing: dict[str, Any]) -> None:
    kept = [record("a", date_start=FIRST, date_end=FIRST), record("c", date_start=LAST, date_end=LAST)]
    assert found_of(rows(*kept), rows(*kept, missing)).withdrawn == ()


def test_rows_of_one_record_share_its_fate_and_all_are_counted() -> None:
    twice = rows(record("a"), record("a"), record("b"))
    found = found_of(twice, twice.iloc[:0])
    assert found.rows(Fate.NEW) == 3
    assert found.records.column("row").to_pylist() == [2, 4]


def test_an_interview_is_compared_by_all_its_answers() -> None:
    def answers(*said: tuple[str, str]) -> pd.DataFrame:
        return pd.DataFrame(
            [
                {
                    "wave": "w1",
                    "respondent_key": person,
                    "district_id": "kg-alma",
                    "cluster": "c",
                    "weight": 1.0,
                    "question_id": "Q01",
                    "answer": answer,
                    "source_id": "s",
                    "place_id": None,
                    "group_sex": None,
                    "group_age": None,
                }
                for person, answer in said
            ],
            index=pd.Index([2 if person == "p" else 3 for person, _ in said], name="row"),
        )

    old = answers(("p", "yes"), ("p", "no"), ("q", "no"))
    new = answers(("p", "no"), ("p", "yes"), ("q", "yes"))
    found = compare("survey_answers", new, new, known(old, "survey_answers"), arrow(old, "survey_answers"))
    assert (found.ids(Fate.UNCHANGED), found.ids(Fate.UPDATED)) == (["w1/p"], ["w1/q"])
    assert (found.rows(Fate.UNCHANGED), found.rows(Fate.UPDATED)) == (1, 1)
    assert next(iter(record_ids("survey_answers", new))) == "w1/p"
