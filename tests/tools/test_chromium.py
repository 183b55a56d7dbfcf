"""Which Chromium the browser tests take, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools import chromium


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FERGHANA_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    monkeypatch.setattr(chromium, "USUAL_PLACES", ())
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: None)


def test_the_program_that_the_environment_names_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FERGHANA_CHROMIUM", "mine")
    assert chromium.found() == Path("mine")


def test_the_one_on_the_machine_is_taken_before_playwrights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: Path("playwright"))
    assert chromium.found() == Path("playwright")
    monkeypatch.setattr(chromium.shutil, "which", lambda name: name if name == "google-chrome" else None)
    assert chromium.found() == Path("google-chrome")


def test_a_usual_place_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chrome.exe"
    program.touch()
    monkeypatch.setattr(chromium, "USUAL_PLACES", (str(tmp_path / "absent"), str(program)))
    assert chromium.found() == program


def _started(monkeypatch: pytest.MonkeyPatch, *, root: bool, apt_works: bool) -> list[list[str]]:
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> Any:
        commands.append(command)
        failed = "install" in command and command[0] == "apt-get" and not apt_works
        return type("Done", (), {"returncode": int(failed)})

    monkeypatch.setattr(chromium.shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(chromium.subprocess, "run", run)
    return commands


def test_root_gets_the_package_of_the_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = _started(monkeypatch, root=True, apt_works=True)
    chromium._install()
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]


@pytest.mark.parametrize("root", [True, False])
def test_playwright_fetches_its_own_where_the_distribution_has_none_or_we_may_not(
    monkeypatch: pytest.MonkeyPatch, *, root: bool
) -> None:
    commands = _started(monkeypatch, root=root, apt_works=False)
    chromium._install()
    assert commands[-1][1:] == ["-m", "playwright", "install", "chromium"]


def test_without_any_chromium_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "_install", lambda: None)
    assert chromium.main() == 1
    assert "name its program in FERGHANA_CHROMIUM" in capsys.readouterr().err
