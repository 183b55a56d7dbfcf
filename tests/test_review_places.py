"""``ferghana review places``: names that wait as JSON, decisions given as options, questions on a terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import cli
from model.imports import ImportKind
from store.importing import import_files

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "docs/cli/names.schema.json").read_text("utf-8"))
LINES = (
    "Номер;Дата;Район;Село;Что случилось;Описание",
    "1;2022-09-14;Исфара;Неведомое;драка;Text",
    "2;2022-09-14;Исфара;Неведомое;драка;Text",
    "3;2022-09-14;Баткен;Старый пост;драка;Text",
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a name of two records, and one whose district has two units of its name."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "log.csv").write_text("\n".join(LINES), "utf-8")
    import_files(folder / "w", ImportKind.SPREADSHEET, [folder / "log.csv"])
    return folder / "w"


@pytest.fixture
def folder(imported: Path, tmp_path: Path) -> Path:
    """The same for one test."""
    return Path(shutil.copytree(imported, tmp_path / "w"))


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.run(["review", "places", "--workspace", str(folder), *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def waiting(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(case["text"], case["within"], case["rows"]) for case in found["waiting"]]


ALL = [("Неведомое", "tj-isfara-city", 2), ("Баткен", "", 1)]


def test_names_that_wait_keep_their_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(folder, capsys, "--list")
    assert (waiting(found), found["decided"], found["changed"], found["version"]) == (ALL, [], None, "0001")
    assert {near["id"] for near in found["waiting"][1]["candidates"]} == {"kg-batken", "kg-batken-city"}


def test_decisions_are_written_in_one_version_and_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--decide", "Nevedomoye=SET151", "--decide", "Баткен=kg-batken", "--by", "AB", "--reason", "asked")
    found = run(folder, capsys, *words)
    assert (found["changed"], found["version"]) == (3, "0002")
    assert waiting(found) == [("Старый пост", "kg-batken", 1)]
    found = run(folder, capsys, "--none", "Старый пост", "--by", "AB")
    assert (waiting(found), found["changed"]) == ([], 0)
    found = run(folder, capsys, "--undo", "Неведомое", "--undo", "Баткен")
    assert (waiting(found), found["changed"]) == (ALL, 3)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--decide", "Неведомое", "--by", "AB"], "says no id"),
        (["--decide", "Неведомое=SET151"], "needs to say whose it is"),
        (["--decide", "Неведомое=SET999", "--by", "AB"], "There is no place 'SET999'"),
        (["--decide", "Ворух=SET151", "--by", "AB"], "'Ворух' is not among the names that wait: use one of"),
        (["--undo", "Неведомое"], "is not among the names"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_one(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert cli.run(["review", "places", "--workspace", str(folder), *words]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.err.count("\n"), said.out) == (1, "")


class Terminal:
    """Somebody who answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.left = list(answers)
        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
        monkeypatch.setattr("typer.prompt", lambda *_, **__: self.left.pop(0))


def test_on_a_terminal_each_name_is_asked_about_until_none_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = Terminal(monkeypatch, "SET151", "AB", "1", "n")
    found = run(folder, capsys)
    assert (somebody.left, waiting(found), found["changed"]) == ([], [], 3)
    assert {(row["text"], row["unit_id"], row["decided_by"]) for row in found["decided"]} == {
        ("Неведомое", "SET151", "AB"),
        ("Баткен", "kg-batken", "AB"),
        ("Старый пост", None, "AB"),
    }


@pytest.mark.parametrize("answers", [("", ""), ("9", ""), ("q",)])
def test_what_is_not_answered_waits_still(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]
) -> None:
    somebody = Terminal(monkeypatch, *answers)
    found = run(folder, capsys)
    assert (somebody.left, waiting(found), found["version"]) == ([], ALL, "0001")
