"""A workspace changes from one whole version to the next, whatever happens to whoever writes or reads."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from answers.incidents import incidents
from model.errors import BadInputError, DataFileError, TargetError
from model.selection import Selection
from store import workspace
from store.file_lock import locked
from store.workspace import current_version, find_workspace, open_current, publish_version, version_folder
from tests.valley import valley, write_valley

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.bundle import Store

ROOT = Path(__file__).resolve().parent.parent.parent
SWAPS = 50


def fewer(folder: Path) -> None:
    """The made valley without its first two records."""
    write_valley(folder, tables={"incidents": valley()["incidents"].iloc[2:]})


def whole(folder: Path) -> None:
    write_valley(folder)


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the whole valley as its version 0001, and fewer records as 0002, which is current."""
    folder = tmp_path_factory.mktemp("mine")
    assert [publish_version(folder, write) for write in (whole, fewer)] == ["0001", "0002"]
    return folder


@pytest.fixture
def mine(two_versions: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(two_versions, tmp_path / "mine"))


def count(store: Store) -> int:
    return int(incidents(store, Selection()).figures["count"])


def test_a_workspace_that_was_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(workspace.VARIABLE, raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(BadInputError, match=r"file is a file, not a folder: correct --workspace \(or FERGHANA_W"):
        find_workspace(tmp_path / "file")
    with pytest.raises(BadInputError, match=r"none does not exist: correct --workspace"):
        find_workspace(tmp_path / "none")
    monkeypatch.setenv(workspace.VARIABLE, str(tmp_path / "none"))
    with pytest.raises(BadInputError, match="does not exist"):
        find_workspace()
    assert find_workspace(tmp_path) == tmp_path


def test_only_the_default_workspace_may_be_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(workspace.VARIABLE, raising=False)
    monkeypatch.setattr(workspace, "DEFAULT", tmp_path / "workspace")
    assert find_workspace() is None
    (tmp_path / "workspace").mkdir()
    assert find_workspace() == tmp_path / "workspace"


def test_a_workspace_without_data_shows_the_bundled_data(tmp_path: Path, valley_store: Store) -> None:
    assert current_version(tmp_path) is None
    found = open_current(tmp_path, bundled=valley_store.catalog.folder)
    assert (found.workspace, found.data_version) == ("bundled", valley_store.data_version)


def test_answers_of_a_workspace_name_it_and_its_data(two_versions: Path) -> None:
    answer = incidents(open_current(two_versions), Selection())
    assert answer.workspace == two_versions.name
    assert answer.data_version == open_current(two_versions).data_version
    assert answer.figures["count"] == 8


def test_versions_are_numbered_and_the_older_ones_stay(two_versions: Path) -> None:
    assert (two_versions / "CURRENT").read_bytes() == b"0002\n"
    assert sorted(path.name for path in (two_versions / "versions").iterdir()) == ["0001", "0002"]
    assert count(workspace.open_store_of(two_versions, "0001")) == 10


def _fails(_folder: Path) -> None:
    message = "no space left"
    raise OSError(28, message)


def _half(folder: Path) -> None:
    fewer(folder)
    (folder / "places" / "places.parquet").unlink()


@pytest.mark.parametrize(
    ("write", "error", "words"),
    [
        (_fails, TargetError, r"cannot be written \(no space left\): its data are as they were"),
        (_half, DataFileError, "places.parquet is missing"),
        (lambda _folder: None, DataFileError, "catalog.json is missing"),
    ],
)
def test_what_was_not_written_whole_never_becomes_current(
    mine: Path, write: Callable[[Path], None], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        publish_version(mine, write)
    assert current_version(mine) == "0002"
    assert sorted(path.name for path in (mine / "versions").iterdir()) == ["0001", "0002"]
    assert publish_version(mine, whole) == "0003"


def test_only_one_program_writes_at_a_time(mine: Path) -> None:
    with locked(mine / ".lock") as ours:
        assert ours
        with pytest.raises(TargetError, match=r"Another program is writing into the workspace .* wait until"):
            publish_version(mine, whole)
    assert publish_version(mine, whole) == "0003"


@pytest.mark.parametrize("name", ["0009", "../0001", "", "latest"])
def test_a_current_version_that_is_not_there_is_said(mine: Path, name: str) -> None:
    (mine / "CURRENT").write_text(name, "utf-8")
    with pytest.raises(DataFileError, match=rf"says that its version is '{name}', but there is no such version"):
        open_current(mine)


def test_no_data_file_is_held_open(mine: Path) -> None:
    store = open_current(mine)
    before = count(store)
    shutil.rmtree(version_folder(mine, "0002") / "incidents")  # on Windows an open file would refuse
    assert count(store) == before
    open_files = Path("/proc/self/fd")
    if open_files.is_dir():
        named = {str(path.readlink()) for path in open_files.iterdir() if path.exists()}
        assert not [path for path in named if path.startswith(str(mine))]


KILLED_AT: dict[str, tuple[str, str]] = {
    "a part is written": ("write", "0002"),
    "nothing is checked": ("workspace.read_catalog", "0002"),
    "nothing is flushed": ("workspace._flush", "0002"),
    "the folder has no name yet": ("workspace._next", "0002"),
    "CURRENT is not written": ("workspace._swap", "0002"),
    "CURRENT is not swapped": ("workspace._patient", "0002"),
    "CURRENT is swapped": ("workspace._swapped", "0003"),
}
"""Moment: the function at whose call the writer is killed, and the version that is current afterwards."""
_CHILD = """
import os, signal, sys
from pathlib import Path
from store import workspace
from tests.valley import write_valley

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def a_part(folder):
    write_valley(folder)
    (folder / "catalog.json").unlink()
    die()

target = sys.argv[2].removeprefix("workspace.")
if target == "_swapped":
    swap = workspace._swap
    workspace._swap = lambda *words: (swap(*words), die())
elif target != "write":
    setattr(workspace, target, die)
workspace.publish_version(Path(sys.argv[1]), a_part if target == "write" else write_valley)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no signal that nobody can catch")
def test_a_writer_that_is_killed_leaves_the_version_before(mine: Path, tmp_path: Path) -> None:
    folders = {moment: Path(shutil.copytree(mine, tmp_path / str(n))) for n, moment in enumerate(KILLED_AT)}
    writers = {
        moment: subprocess.Popen([sys.executable, "-c", _CHILD, str(folders[moment]), where], cwd=ROOT)
        for moment, (where, _) in KILLED_AT.items()
    }
    for moment, (_, expected) in KILLED_AT.items():
        assert writers[moment].wait(timeout=120) == -signal.SIGKILL, moment
        assert current_version(folders[moment]) == expected, moment
        assert count(open_current(folders[moment])) == (8 if expected == "0002" else 10), moment
        assert publish_version(folders[moment], fewer) > expected, moment  # and the lock is free
        assert not list((folders[moment] / "versions").glob(".unfinished-*")), moment


def test_eight_readers_see_one_version_or_the_other_while_it_is_swapped_fifty_times(mine: Path) -> None:
    versions = ("0001", "0002")
    stores = {version: workspace.open_store_of(mine, version) for version in versions}
    expected = {version: _seen(store) for version, store in stores.items()}
    assert expected["0001"] != expected["0002"]
    done = threading.Event()

    def read(number: int) -> list[tuple[str, Any]]:
        seen: list[tuple[str, Any]] = []
        while not done.is_set() or len(seen) < 2:
            if number < 2:  # these two open the data anew each time
                store = open_current(mine)
                seen.append((store.data_version, _seen(store)))
                continue
            store = stores[current_version(mine) or ""]
            seen.append((store.data_version, _seen(store)))
        return seen

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read, number) for number in range(8)]
        for swap in range(SWAPS):
            workspace._swap(mine, versions[swap % 2])
            time.sleep(0.02)
        done.set()
        answers = [answer for reader in readers for answer in reader.result(timeout=120)]
    by_version = {stores[version].data_version: expected[version] for version in versions}
    assert {version for version, _ in answers} == set(by_version)
    assert all(seen == by_version[version] for version, seen in answers)


def _seen(store: Store) -> Any:
    """Figures, symbols and records of one answer: whatever is mixed shows in one of them."""
    answer = incidents(store, Selection())
    symbols = answer.tables["symbols"]
    return answer.figures, symbols[["ref", "count"]].to_dict("list"), answer.table["incident_id"].to_list()
