"""What changed since a day or a briefing: new, corrected and withdrawn records, decisions, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from answers.changes import COLUMNS, changes
from model.enums import Mode
from model.errors import BadInputError, UnknownNameError
from model.imports import ImportKind, ImportOptions
from model.selection import Selection
from store.importing import import_files
from store.workspace import open_current
from tests.valley import write_valley

if TYPE_CHECKING:
    from pathlib import Path

    from model.result import Result
    from store.bundle import Store

HEAD = "number;date;district;place;what;text;killed"
FIRST = ("1;2022-09-01;Alma;Alma;brawl;One;1", "2;2022-09-14;Alma;Alma;brawl;Two;1")
LAST = "3;2022-09-30;Alma;Alma;brawl;Three;1"
LONG_AGO = "2000-01-01"
CHANGE = ("record_id", "change", "column", "before", "after")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("changes") / "bundled")


class Bench:
    """A workspace that files are imported into."""

    def __init__(self, room: Path, bundled: Path) -> None:
        self.room, self.bundled, self.folder = room, bundled, room / "w"

    def bring(self, *lines: str, source: str = "log", passed_on: bool = True) -> Store:
        path = self.room / "log.csv"
        path.write_text("\n".join([HEAD, *lines]), "utf-8")
        options = ImportOptions(source_id=source, redistributable=passed_on)
        import_files(self.folder, ImportKind.SPREADSHEET, [path], options=options, bundled=self.bundled)
        return open_current(self.folder, bundled=self.bundled)


@pytest.fixture
def bench(tmp_path: Path, bundled: Path) -> Bench:
    return Bench(tmp_path, bundled)


def told(store: Store, since: str, **more: Any) -> Result:
    return changes(store, Selection(), since=since, **more)


def lines(result: Result, *names: str) -> list[list[Any]]:
    return result.table[list(names)].to_numpy().tolist()


def test_new_records_come_with_file_and_row(bench: Bench) -> None:
    found = told(bench.bring(*FIRST), LONG_AGO)
    assert tuple(found.table.columns) == COLUMNS
    assert lines(found, "change", "record_id", "file", "row", "source_id") == [
        ["new", "log-1", "log.csv", 2, "log"],
        ["new", "log-2", "log.csv", 3, "log"],
    ]
    assert found.figures == {"new": 2, "updated": 0, "withdrawn": 0, "decided": 0}
    assert found.tables["imports"]["accepted"].to_list() == [2]


def test_since_the_data_version_of_a_briefing_exactly_what_it_did_not_have_counts(bench: Bench) -> None:
    briefed = bench.bring(*FIRST, LAST).data_version
    store = bench.bring(FIRST[0], LAST.replace(";1", ";7"))
    found = told(store, briefed)
    assert found.figures == {"new": 0, "updated": 1, "withdrawn": 1, "decided": 0}
    assert ["log-3", "updated", "killed_best", "1", "7"] in lines(found, *CHANGE)
    assert ["log-2", "withdrawn", "killed_best", "1", None] in lines(found, *CHANGE)
    assert told(store, store.data_version.upper()).table.empty


def test_before_the_workspace_all_of_it_is_new(bench: Bench) -> None:
    store = bench.bring(*FIRST)
    program = store.catalog.bundled_version
    assert program is not None
    assert told(store, program).figures["new"] == 2


def test_without_a_change_a_sentence_says_so(bench: Bench, valley_store: Store) -> None:
    store = bench.bring(*FIRST)
    for found in (told(store, store.data_version), told(store, "2090-01-01"), told(valley_store, LONG_AGO)):
        assert found.table.empty
        assert found.message is not None
        assert found.message.english().startswith("Nothing was imported or decided since then")


def test_public_answers_count_what_must_not_be_passed_on_and_do_not_show_it(bench: Bench) -> None:
    store = bench.bring(*FIRST, passed_on=False)
    found = told(store, LONG_AGO)
    assert (len(found.table), found.excluded, found.figures["new"]) == (0, {"licence": 2}, 2)
    assert len(told(store, LONG_AGO, mode=Mode.INTERNAL).table) == 2


def test_a_record_that_was_internal_is_not_shown_by_its_old_values(bench: Bench) -> None:
    head = f"{HEAD};visibility"
    path = bench.room / "log.csv"
    for visibility in ("internal", "public"):
        path.write_text("\n".join([head, f"{FIRST[0]};{visibility}"]), "utf-8")
        options = ImportOptions(source_id="log", redistributable=True)
        import_files(bench.folder, ImportKind.SPREADSHEET, [path], options=options, bundled=bench.bundled)
    store = open_current(bench.folder, bundled=bench.bundled)
    inside = told(store, LONG_AGO, mode=Mode.INTERNAL)
    assert ["log-1", "updated", "visibility", "internal", "public"] in lines(inside, *CHANGE)
    assert told(store, LONG_AGO).table.empty


def test_one_source_alone(bench: Bench) -> None:
    bench.bring(*FIRST)
    store = bench.bring(LAST, source="other")
    found = changes(store, Selection(source=("other",)), since=LONG_AGO)
    assert set(found.table["source_id"]) == {"other"}
    assert found.tables["imports"]["source_id"].to_list() == ["other"]


@pytest.mark.parametrize(
    ("since", "error", "words"),
    [
        ("soon", BadInputError, "is not a date for 'since'"),
        ("0123456789ab", UnknownNameError, "No version of the workspace has the data version '0123456789ab'"),
    ],
)
def test_what_is_no_moment_is_refused(bench: Bench, since: str, error: type[Exception], words: str) -> None:
    store = bench.bring(*FIRST)
    with pytest.raises(error, match=words):
        told(store, since)
