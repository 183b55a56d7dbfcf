"""The Windows route on made layouts: file names, line ends, encodings, starters, calls that only Unix knows."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from briefing import writing
from model.errors import TargetError
from tools import environment, tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
LONGEST = 140
"""Of the 260 characters that Windows' Explorer knows, the folder that somebody chose takes the rest."""
UNIX_ONLY = {
    "chown", "chroot", "fork", "forkpty", "geteuid", "getgid", "getloadavg", "getpgid", "getuid", "killpg",
    "mkfifo", "setsid", "setuid", "spawnvp", "symlink", "symlink_to", "sysconf", "uname", "wait3",
    "wait4", "waitpid",
}  # fmt: skip
UNIX_MODULES = {"fcntl", "grp", "pwd", "pty", "resource", "syslog", "termios", "tty"}
SIGNALS = {"SIGINT", "SIGTERM", "SIGABRT"}
"""The signals that Windows knows as well."""


@cache
def _kept() -> tuple[tuple[str, str], ...]:
    """Mode and name of every file that git keeps, or would."""
    git = shutil.which("git")
    if git is None or subprocess.run([git, "rev-parse"], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("file names are looked at in a clone")

    def listed(*words: str) -> list[str]:
        done = subprocess.run([git, "ls-files", "-z", *words], cwd=ROOT, capture_output=True, check=True)
        return [line for line in done.stdout.decode("utf-8").split("\0") if line]

    known = [(line.split()[0], line.split("\t", maxsplit=1)[1]) for line in listed("-s")]
    return (*known, *(("100644", name) for name in listed("--others", "--exclude-standard")))


def test_every_file_name_is_one_on_windows() -> None:
    for _, name in _kept():
        for part in PurePosixPath(name).parts:
            assert not FORBIDDEN.search(part), f"Windows cannot hold a file named {name}"
            assert part.split(".")[0].lower() not in DEVICES, f"Windows takes {name} for a device"


def test_no_path_is_too_long_for_windows() -> None:
    assert [name for _, name in _kept() if len(name) > LONGEST] == []


def test_no_two_files_differ_only_in_the_case_of_letters() -> None:
    folded: dict[str, str] = {}
    for _, name in _kept():
        for path in (PurePosixPath(name), *PurePosixPath(name).parents):
            other = folded.setdefault(str(path).casefold(), str(path))
            assert other == str(path), f"on Windows {path} and {other} are one file"


def test_no_file_is_a_symbolic_link() -> None:
    assert [name for mode, name in _kept() if mode == "120000"] == []


# --- what the code calls ---------------------------------------------------------------------------


def _code() -> list[Path]:
    return [ROOT / name for _, name in _kept() if name.endswith(".py") and (ROOT / name).is_file()]


def _run_path() -> list[Path]:
    """The code that an analyst's computer runs: everything but tests and benchmarks."""
    return [path for path in _code() if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks"}]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _calls(path: Path) -> Iterator[tuple[ast.Call, str, set[str | None]]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield node, name, {keyword.arg for keyword in node.keywords}


def text_without_encoding(call: ast.Call, name: str, given: set[str | None]) -> bool:
    """Whether a call reads or writes text in whatever encoding a computer is set to."""
    said = "encoding" in given or None in given
    if name == "read_text":
        return not call.args and not said
    if name == "write_text":
        return len(call.args) < 2 and not said
    if name == "open" and isinstance(call.func, ast.Name):
        mode = call.args[1] if len(call.args) > 1 else None
        return not (isinstance(mode, ast.Constant) and "b" in str(mode.value)) and not said
    return name in {"run", "Popen", "check_output"} and "text" in given and not said


def test_every_text_is_read_and_written_as_utf_8() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _code()
        for call, name, given in _calls(path)
        if text_without_encoding(call, name, given)
    ]
    assert not found, f"say encoding='utf-8' in {found}: Windows takes another one"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("p.read_text()", True),
        ("p.read_text('utf-8')", False),
        ("p.write_text(x)", True),
        ("p.write_text(x, encoding='ascii')", False),
        ("open('x')", True),
        ("open('x', 'rb')", False),
        ("subprocess.run(c, text=True)", True),
        ("subprocess.run(c, encoding='utf-8')", False),
    ],
)
def test_the_search_for_encodings_sees_what_it_looks_for(code: str, *, wrong: bool, tmp_path: Path) -> None:
    path = tmp_path / "made.py"
    path.write_text(code, "utf-8")
    assert [text_without_encoding(*found) for found in _calls(path)] == [wrong]


SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}


def test_no_shell_is_asked() -> None:
    for path in _code():
        for call, _, given in _calls(path):
            assert "shell" not in given, f"{path.name}:{call.lineno} asks a shell, and Windows has another one"
            assert ast.unparse(call.func) not in SHELLS, f"{path.name}:{call.lineno} asks a shell"


def _unguarded(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything in a module but what stands under a question about the system."""
    for node in ast.iter_child_nodes(tree):
        asked = ast.unparse(node.test) if isinstance(node, ast.If) else ""
        if not re.search(r"sys\.platform|os\.name|ON_WINDOWS|hasattr\(", asked):
            yield node
            yield from _unguarded(node)


def only_unix(node: ast.AST) -> str | None:
    """What of a node Windows does not know."""
    if isinstance(node, ast.Import):
        names = [part.name.split(".")[0] for part in node.names]
        return next((name for name in names if name in UNIX_MODULES), None)
    if isinstance(node, ast.ImportFrom):
        name = (node.module or "").split(".")[0]
        return name if name in UNIX_MODULES else None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner, name = node.value.id, node.attr
        strange = owner == "signal" and name.startswith("SIG") and name not in SIGNALS
        return f"{owner}.{name}" if strange or (owner == "os" and name in UNIX_ONLY) else None
    return None


def test_nothing_is_called_that_only_unix_knows() -> None:
    for path in _run_path():
        for node in _unguarded(_tree(path)):
            found = only_unix(node)
            assert not found, (
                f"{path.relative_to(ROOT)} uses {found}, which Windows lacks: ask for the system first"
            )


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("os.fork()", ["os.fork"]),
        ("signal.signal(signal.SIGKILL, f)", ["signal.SIGKILL"]),
        ("signal.signal(signal.SIGTERM, f)", []),
        ("if os.name == 'posix':\n    os.fork()", []),
        ("if sys.platform == 'win32':\n    import msvcrt\nelse:\n    import fcntl", []),
    ],
)
def test_the_search_for_unix_sees_what_it_looks_for(code: str, found: list[str]) -> None:
    assert [name for node in _unguarded(ast.parse(code)) if (name := only_unix(node))] == found


def test_a_file_that_is_open_in_another_program_is_one_sentence_and_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "answer.csv"
    target.write_bytes(b"old")

    def held(self: Path, other: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(TargetError, match=r"answer\.csv cannot be written \(the process cannot access"):
        writing.write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]


# --- a made Windows --------------------------------------------------------------------------------


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the layout that Windows' Python gives a virtual environment."""
    venv = tmp_path / ".venv"
    (venv / "Scripts").mkdir(parents=True)
    (venv / "Scripts" / "python.exe").touch()
    programs, python = environment.programs_folder, environment.venv_python
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "ON_WINDOWS", True)
    monkeypatch.setattr(environment, "programs_folder", lambda venv, system="nt": programs(venv, system=system))
    monkeypatch.setattr(environment, "venv_python", lambda: python(venv, system="nt"))
    return venv


@pytest.fixture
def simulated(windows: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What a made Windows is asked to start, all of which works."""
    started: list[list[str]] = []
    monkeypatch.setattr(environment, "quiet", lambda command: True)
    monkeypatch.setattr(environment, "start", lambda command, **more: started.append(list(command)) or 0)
    monkeypatch.setattr(tasks, "are_built", lambda: True)
    (windows / "ferghana-home.txt").write_text(str(environment.ROOT), "utf-8")
    return started


def test_on_windows_every_program_is_started_from_scripts(windows: Path, simulated: list[list[str]]) -> None:
    assert tasks.run() == 0
    assert simulated, "nothing was started"
    for command in simulated:
        assert PureWindowsPath(command[0]).parts[-2:] == ("Scripts", "python.exe")
    assert simulated[-1][1:] == ["-m", "cli", "serve"]
    assert (windows / "ferghana-run.txt").is_file()


def test_on_windows_a_second_start_installs_nothing(windows: Path, simulated: list[list[str]]) -> None:
    tasks.run()
    simulated.clear()
    tasks.run()
    assert not [command for command in simulated if "pip" in command]


def test_on_windows_the_path_of_a_started_program_begins_with_scripts(windows: Path) -> None:
    path = environment.surroundings({"PATH": "elsewhere"})["PATH"]
    assert path.startswith(str(windows / "Scripts"))


def test_a_missing_launcher_on_windows_falls_back_to_the_names_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: name if name == "python3.12" else None)
    monkeypatch.setattr(environment, "quiet", lambda command: True)
    assert environment.find_python(running=(3, 15), system="nt") == ["python3.12"]


# --- the starters ----------------------------------------------------------------------------------


def test_the_double_click_starter_is_a_windows_text_that_stops_to_be_read_on_errors() -> None:
    text = (ROOT / "run.cmd").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") > 5
    assert text.isascii(), "the command interpreter has an encoding of its own"
    lines = text.decode("ascii").split("\r\n")
    assert "py tools\\tasks.py run" in lines
    assert "python tools\\tasks.py run" in lines
    assert 'pushd "%~dp0"' in lines, "a double click starts in another folder"
    failed = lines[lines.index(":failed") :]
    assert "pause" in failed
    assert "exit /b 1" in failed
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {line.split()[-1] for line in lines if "goto " in line} <= labels


def test_the_starter_for_other_systems_is_plain_shell() -> None:
    text = (ROOT / "run.sh").read_bytes()
    assert text.startswith(b"#!/bin/sh\n")
    assert b"\r" not in text
    assert b"tools/tasks.py run" in text
    shell = shutil.which("sh")
    if shell:
        assert subprocess.run([shell, "-n", str(ROOT / "run.sh")], check=False).returncode == 0


def test_line_ends_are_kept_by_git_whatever_the_computer() -> None:
    rules = [line.split() for line in (ROOT / ".gitattributes").read_text("utf-8").splitlines() if line[:1] != "#"]
    by_pattern = {pattern: set(words) for pattern, *words in rules}
    assert "eol=lf" in by_pattern["*"], "run.sh with Windows' line ends does not start"
    assert "eol=crlf" in by_pattern["*.cmd"]
    assert "-text" in by_pattern["data/**"], "a changed byte of data/ is refused by the catalog"
