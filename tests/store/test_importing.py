"""The way of a file into a workspace: every row accounted for, again is a comparison, killed leaves no trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.errors import BadInputError, TargetError
from model.imports import ImportKind, ImportOptions
from store.bundle import open_store
from store.file_lock import locked
from store.importing import import_files
from store.workspace import current_version, open_current
from tests.valley import write_valley

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.imports import ImportReport

ROOT = Path(__file__).resolve().parents[2]
HEAD = "number;date;district;place;what;text;killed"
GOOD = "{n};2022-09-{day:02d};Alma;Alma;brawl;Stones;{killed}"


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("importing") / "bundled")


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEAD, *lines]), "utf-8")
    return path


def line(n: int, *, day: int = 14, killed: object = 1) -> str:
    return GOOD.format(n=n, day=day, killed=killed)


def run(folder: Path, bundled: Path, *paths: Path, **more: Any) -> ImportReport:
    return import_files(folder, ImportKind.SPREADSHEET, paths, bundled=bundled, **more)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.updated, report.unchanged, report.quarantined_rows


def test_a_file_comes_in_and_every_record_opens_to_its_row(tmp_path: Path, bundled: Path) -> None:
    report = run(tmp_path / "w", bundled, table(tmp_path / "log.csv", line(1), line(2)))
    assert counts(report) == (2, 0, 0, 0)
    store = open_current(tmp_path / "w", bundled=bundled)
    known = store.frame("provenance").set_index("record_id")
    assert known.loc["log-2", ["file", "row", "import_id"]].to_list() == ["log.csv", 3, report.import_id]
    assert set(store.frame("import_log")["source_id"]) == {"log"}
    assert "log" in set(store.frame("sources")["source_id"])


def test_again_nothing_changes_then_one_field_then_one_record_less(tmp_path: Path, bundled: Path) -> None:
    folder, path = tmp_path / "w", tmp_path / "log.csv"
    lines = [line(1, day=1), line(2), line(3, day=30)]
    run(folder, bundled, table(path, *lines))
    assert counts(run(folder, bundled, table(path, *lines))) == (0, 0, 3, 0)
    report = run(folder, bundled, table(path, lines[0], line(2, killed=5), lines[2]))
    assert counts(report) == (0, 1, 2, 0)
    report = run(folder, bundled, table(path, lines[0], lines[2]))
    assert (counts(report), report.withdrawn) == ((0, 0, 2, 0), 1)
    store = open_current(folder, bundled=bundled)
    assert "log-2" not in set(store.frame("incidents")["incident_id"])
    told = store.frame("changes")
    assert {"updated", "withdrawn"} == set(told["change"])
    assert told.loc[(told["change"] == "updated") & (told["column"] == "killed_best"), "after"].to_list() == ["5"]


def test_a_file_that_only_adds_withdraws_nothing(tmp_path: Path, bundled: Path) -> None:
    folder, path = tmp_path / "w", tmp_path / "log.csv"
    run(folder, bundled, table(path, line(1), line(2)))
    report = run(folder, bundled, table(path, line(1)), options=ImportOptions(source_id="log", adds_only=True))
    assert report.withdrawn == 0


def test_bad_rows_stand_aside_with_their_reasons_and_stop_nobody(tmp_path: Path, bundled: Path) -> None:
    bad = "9;never;Alma;Alma;brawl;Stones;many"
    report = run(tmp_path / "w", bundled, table(tmp_path / "log.csv", line(1), bad))
    assert counts(report) == (1, 0, 0, 1)
    assert sorted(report.quarantine["code"]) == ["Q02", "Q03"]
    kept = open_current(tmp_path / "w", bundled=bundled).frame("quarantine")
    assert kept["file"].to_list() == ["log.csv", "log.csv"]
    assert all("never" in cells for cells in kept["cells"])
    assert any("is not a date" in text for text in kept["message"])


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, bundled: Path) -> None:
    folder, path = tmp_path / "w", table(tmp_path / "log.csv", line(1), line(2, killed="x"))
    dry = run(folder, bundled, path, dry_run=True)
    assert (dry.dry_run, dry.version, dry.import_id) == (True, None, None)
    assert not folder.exists()
    assert counts(run(folder, bundled, path)) == counts(dry)


def test_two_files_of_one_import_are_counted_together(tmp_path: Path, bundled: Path) -> None:
    one, two = (
        table(tmp_path / "a.csv", line(1), line(2, killed="x")),
        table(tmp_path / "b.csv", line(3, killed="x")),
    )
    report = run(tmp_path / "w", bundled, one, two, options=ImportOptions(source_id="both"))
    assert (report.rows_read, counts(report)) == (3, (1, 0, 0, 2))
    assert report.adds_up


def test_whoever_listens_can_end_an_import_and_the_workspace_is_as_it_was(tmp_path: Path, bundled: Path) -> None:
    folder = tmp_path / "w"
    run(folder, bundled, table(tmp_path / "log.csv", line(1)))

    def stop(_step: object, share: float) -> None:
        if share > 0.6:
            message = "Enough."
            raise BadInputError(message)

    with pytest.raises(BadInputError, match="Enough"):
        run(folder, bundled, table(tmp_path / "log.csv", line(1), line(2)), progress=stop)
    assert current_version(folder) == "0001"


def test_a_second_writer_is_told_to_wait(tmp_path: Path, bundled: Path) -> None:
    folder = tmp_path / "w"
    run(folder, bundled, table(tmp_path / "log.csv", line(1)))
    more = table(tmp_path / "log.csv", line(2))
    with locked(folder / ".lock") as mine:
        assert mine
        with pytest.raises(TargetError, match="Another program is writing"):
            run(folder, bundled, more)


CELLS = st.sampled_from(
    ["1", "0", "", "x", "-3", "2,5", "999999999999999999999", "=1+1", "п'ять", "\u202e7", "1 000"]
)
DAYS = st.sampled_from(["2022-09-14", "14.09.2022", "", "2022-02-30", "09.2022", "never", "1800-01-01", "44818"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(DAYS, CELLS, st.sampled_from(["a", "b", "c", ""])), min_size=1, max_size=8))
def test_every_row_is_accounted_for(rows: list[tuple[str, str, str]], tmp_path: Path, bundled: Path) -> None:
    lines = [f"{number};{day};Alma;Alma;brawl;Text;{killed}" for day, killed, number in rows]
    path = table(tmp_path / "log.csv", *lines)
    report = run(tmp_path / "w", bundled, path, dry_run=True)
    assert report.rows_read == len(rows)
    assert report.adds_up
    assert set(report.quarantine["row"]) <= set(range(2, len(rows) + 2))


_KILLED = """
import sys
from pathlib import Path
from store.importing import import_files
from model.imports import ImportKind
print("ready", flush=True)
import_files(Path(sys.argv[1]), ImportKind.SPREADSHEET, [Path(sys.argv[2])], bundled=Path(sys.argv[3]))
print("done", flush=True)
"""


def test_an_import_killed_at_any_moment_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, bundled: Path, budget: Callable[[int], int]
) -> None:
    folder, path = tmp_path / "w", tmp_path / "log.csv"
    run(folder, bundled, table(path, line(1)))
    table(path, line(1), *[line(n) for n in range(2, 400)])
    rounds = budget(5) if budget(1) == 1 else 50
    for number in range(rounds):
        before = current_version(folder)
        words = [sys.executable, "-c", _KILLED, str(folder), str(path), str(bundled)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(
            words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as import_:
            assert import_.stdout is not None
            assert import_.stdout.readline() == b"ready\n"
            time.sleep(0.05 + 0.25 * (number % 7))
            import_.send_signal(signal.SIGKILL)
        after = current_version(folder)
        records = len(open_current(folder, bundled=bundled).frame("provenance"))
        assert (after == before and records in {1, 399}) or records == 399
    assert counts(run(folder, bundled, path))[3] == 0


def test_the_short_name_of_a_bundled_source_is_refused_and_nothing_is_written(
    tmp_path: Path, bundled: Path
) -> None:
    taken = next(iter(open_store(bundled).frame("sources")["source_id"]))
    path = table(tmp_path / "log.csv", line(1))
    with pytest.raises(BadInputError, match=f"log.csv: '{taken}' is the short name of a source that comes with"):
        run(tmp_path / "w", bundled, path, options=ImportOptions(source_id=taken))
    assert not (tmp_path / "w" / "CURRENT").exists()
