"""The database behind a store: many threads, enums, rows by date, nothing fetched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

from model.selection import Selection
from store.queries import counts_by, incident_rows, survey_cells

if TYPE_CHECKING:
    from store.bundle import Store


def test_eight_threads_with_forty_queries_each_run_clean(valley_store: Store) -> None:
    selections = [Selection(date_from=date(2015 + n % 5, 1, 1), district=("kg-alma",)) for n in range(40)]

    def ask(_: int) -> list[tuple[int, int]]:
        return [
            (len(incident_rows(valley_store, selection)), len(counts_by(valley_store, selection)))
            for selection in selections
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0][0] == 5


def test_a_thread_keeps_its_backend_and_another_has_its_own(valley_store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(valley_store.backend).result()
    assert valley_store.backend() is valley_store.backend()
    assert other is not valley_store.backend()


def test_words_and_ids_are_enums_in_the_engine_and_rows_lie_by_date(bundled_store: Store) -> None:
    described = bundled_store.backend().raw_sql("DESCRIBE incidents").fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert types["incident_type"].startswith("ENUM")
    assert types["district_id"].startswith("ENUM")
    assert types["description"] == "VARCHAR"
    days = [row[0] for row in bundled_store.backend().raw_sql("SELECT date_start FROM incidents").fetchall()]
    assert days == sorted(days)


def test_the_engine_may_not_fetch_extensions(valley_store: Store) -> None:
    query = "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'"
    assert {value for _, value in valley_store.backend().raw_sql(query).fetchall()} == {"false"}


def test_a_table_that_is_loaded_when_first_asked_for_may_be_asked_by_many_at_once(valley_store: Store) -> None:
    other = valley_store.with_incidents(valley_store.frame("incidents"))

    def ask(_: int) -> int:
        cells = survey_cells(other, wave="2021-spring", question="Q01", by="district_id", yes=["unsafe"])
        return int(cells["n"].sum())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(16))) == {206}
