"""What the documents promise: commands that work, tasks that exist, rooms and numbers that are so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cli
from tools import tasks

if TYPE_CHECKING:
    from store.bundle import Store

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^ferghana .*$", README, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_readme_works(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)[1:]
    # The doctor of a machine on which something is amiss says so and exits 1; both are right.
    assert cli.run(words) in ({0, 1} if words == ["doctor"] else {0})
    if "--out" in words:
        assert (tmp_path / words[words.index("--out") + 1]).stat().st_size > 0
    else:
        assert capfdbinary.readouterr().out


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/data.md", "docs/performance.md"])
def test_tasks_that_documents_name_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", text)) | set(re.findall(r"tasks\.py ([a-z-]+)", text))
    assert named <= set(tasks.TASKS)


def test_the_readme_names_every_room() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert not {room for room in rooms if f"`{room}/`" not in README}


def test_the_numbers_of_the_readme_are_those_of_the_data(bundled_store: Store) -> None:
    incidents = bundled_store.frame("incidents")
    counted = incidents[incidents["record_kind"].isin(["event", "part"])]
    verified = counted[counted["verification"].isin(["verified", "partly"])]
    assert f"**{len(verified)} documented incidents of 2010–2025** ({len(counted)} with those" in README
    assert f"**{len(bundled_store.frame('places'))} places**" in README
    assert f"**{len(bundled_store.frame('districts'))} districts**" in README


def test_every_code_of_the_methods_page_is_a_coded_sentence() -> None:
    from model.messages import coded  # noqa: PLC0415 - one test needs it

    page = (ROOT / "docs" / "methods.md").read_text("utf-8")
    codes = set(re.findall(r"^\| ([PBV]\d) \|", page, re.MULTILINE))
    assert codes
    for code in codes:
        assert coded(code).code == code


def test_every_page_has_its_heading_and_its_line_in_the_readme() -> None:
    pages = re.findall(r'st\.Page\([^)]*?gettext\("([^"]+)"\)', (ROOT / "dashboard.py").read_text("utf-8"))
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "pages.md").read_text("utf-8"), re.MULTILINE)
    assert pages == headings
    assert [page for page in pages if f"| {page} |" not in README] == []
