"""The desk where data are added: whose name stands beside decisions, where uploads wait, when boxes start anew."""

from __future__ import annotations

import gc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from store.workspace import DEFAULT, VARIABLE
from ui import desk


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A session of its own."""
    kept: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


def upload(name: str, content: bytes, file_id: str) -> Any:
    return SimpleNamespace(name=name, file_id=file_id, getbuffer=lambda: content)


def test_the_workspace_in_use_is_written_else_the_default_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert desk.folder() == tmp_path
    monkeypatch.delenv(VARIABLE)
    assert desk.folder() == DEFAULT


def test_uploads_of_one_name_do_not_meet_and_keep_inside_their_folder() -> None:
    one, other = desk.kept([upload("a.csv", b"1", "x-1"), upload("../../a.csv", b"2", "x/../2")])
    assert (one.name, other.name) == ("a.csv", "a.csv")
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    assert one.parent.parent == other.parent.parent
    assert other.resolve().is_relative_to(one.parent.parent.resolve())


def test_an_upload_is_written_once_and_goes_with_the_session(state: dict[str, Any]) -> None:
    (path,) = desk.kept([upload("a.csv", b"1", "x1")])
    (again,) = desk.kept([upload("a.csv", b"other", "x1")])
    assert again == path
    assert path.read_bytes() == b"1"
    state.clear()
    gc.collect()
    assert not path.exists()


def test_only_another_first_file_is_new() -> None:
    a, b = Path("a"), Path("b")
    assert [desk.is_new(paths) for paths in ((a,), (a,), (a, b), (b,), (a,))] == [True, False, False, True, True]


def test_a_box_keeps_what_was_chosen_until_it_starts_anew(state: dict[str, Any]) -> None:
    desk.preset("box", "proposed", anew=False)
    assert state["box"] == "proposed"
    state["box"] = "chosen"
    desk.preset("box", "proposed", anew=False)
    assert state["box"] == "chosen"
    desk.preset("box", "proposed", anew=True)
    assert state["box"] == "proposed"
