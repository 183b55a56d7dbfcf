"""``make test-long`` really tries more: seen by counting what a made property test is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONG

ROOT = Path(__file__).resolve().parent.parent
MADE = """
from pathlib import Path
from hypothesis import given, settings, strategies as st

@given(st.integers())
@settings(max_examples=7, deadline=None, database=None)
def test_made(number):
    with Path({notes!r}).open("a", encoding="utf-8") as stream:
        stream.write("property\\n")

def test_loop(budget):
    with Path({notes!r}).open("a", encoding="utf-8") as stream:
        stream.write("loop\\n" * budget(3))
"""


@pytest.mark.parametrize(("budget", "times"), [("small", 1), ("long", LONG)])
def test_the_budget_multiplies_what_a_test_tries(budget: str, times: int, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    (tmp_path / "test_made.py").write_text(MADE.format(notes=str(notes)), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command += ["--import-mode=importlib", f"--rootdir={tmp_path}", str(tmp_path / "test_made.py")]
    env = {**os.environ, "FERGHANA_BUDGET": budget, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    lines = notes.read_text("utf-8").splitlines()
    assert lines.count("property") == 7 * times
    assert lines.count("loop") == 3 * times
