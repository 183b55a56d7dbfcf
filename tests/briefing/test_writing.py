from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from briefing.writing import check_target, write_atomic
from model.errors import TargetError


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"folder .*nowhere does not exist: make it first"):
        write_atomic(tmp_path / "nowhere" / "map.png", b"x")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"is a folder: name a file in it"):
        write_atomic(tmp_path, b"x")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    target.write_bytes(b"old")
    with (
        patch("briefing.writing.os.fsync", side_effect=OSError(28, "No space left on device")),
        pytest.raises(TargetError, match=r"cannot be written \(no space left on device\): choose another place"),
    ):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


def test_an_unwritable_folder_is_said() -> None:
    # /proc takes no files, not even from root, under whom tests may run.
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc on this system")
    with pytest.raises(TargetError, match=r"/proc/self may not be written in"):
        write_atomic(Path("/proc/self/map.png"), b"x")


def test_a_folder_that_takes_no_files_is_refused_before_work_begins(tmp_path: Path) -> None:
    # Root may write everywhere, so the system's answer is made up.
    with (
        patch("briefing.writing.os.access", return_value=False),
        pytest.raises(TargetError, match=r"may not be written in: choose another place with --out"),
    ):
        check_target(tmp_path / "map.png")


def test_a_folder_in_place_of_a_file_gets_an_example_that_would_do(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"for example .*answer\.csv"):
        check_target(tmp_path, example="answer.csv")
