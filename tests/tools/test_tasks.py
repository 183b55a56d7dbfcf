"""The tasks on made machines: Windows and others, right and wrong Pythons, a network that fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from tools import environment, tasks
from tools.environment import DEV, RUN, Kit, TaskError

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_virtual_environment_on_windows_keeps_its_programs_in_scripts() -> None:
    venv = Path(".venv")
    assert PureWindowsPath(environment.venv_python(venv, system="nt")) == PureWindowsPath(
        r".venv\Scripts\python.exe"
    )
    assert environment.venv_python(venv, system="posix") == venv / "bin" / "python"


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 10, 9), False), ((3, 11, 0), True), ((3, 14, 2), True), ((3, 15, 0), False), ((4, 0, 0), False)],
)
def test_python_3_11_to_3_14_is_supported_and_nothing_else(version: tuple[int, int, int], *, fits: bool) -> None:
    assert environment.supported(version) is fits


def test_the_running_python_is_taken_if_it_fits() -> None:
    assert environment.find_python(running=(3, 12)) == [sys.executable]


def test_a_newer_python_on_the_path_is_taken_if_the_running_one_is_too_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: name if name != "python3.14" else None)
    monkeypatch.setattr(environment, "quiet", lambda command: command[0] != "python3.13")
    assert environment.find_python(running=(3, 9), system="posix") == ["python3.12"]


def test_on_windows_the_launcher_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: name)
    monkeypatch.setattr(environment, "quiet", lambda command: True)
    assert environment.find_python(running=(3, 15), system="nt") == ["py", "-3.14"]


def test_without_a_fitting_python_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(
        TaskError, match=r"^Python 3\.11 to 3\.14 is needed, but this is Python 3\.9 .* install Python"
    ):
        environment.find_python(running=(3, 9), system="posix")


@pytest.fixture
def made_root(tmp_path: Path) -> Path:
    for name in ("requirements.in", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def test_a_changed_pin_or_setting_changes_the_stamp(made_root: Path) -> None:
    before = environment.digest(RUN, root=made_root)
    assert before == environment.digest(RUN, root=made_root)
    assert before != environment.digest(DEV, root=made_root)
    (made_root / "requirements.txt").write_text("changed", "utf-8")
    assert before != environment.digest(RUN, root=made_root)


def test_a_second_installation_does_nothing(made_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment, "VENV", made_root)
    monkeypatch.setattr(environment, "digest", lambda kit: f"stamp of {kit.name}")
    monkeypatch.setattr(environment, "ensure_venv", lambda: Path("python"))
    monkeypatch.setattr(environment, "pip", lambda python, *what: calls.append(what))
    environment.install(RUN)
    environment.install(RUN)
    assert calls == [("-r", "requirements.txt"), ("--no-deps", "--editable", ".")]


def test_a_failed_installation_is_one_sentence_and_leaves_no_stamp(
    made_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "VENV", made_root)
    monkeypatch.setattr(environment, "ensure_venv", lambda: Path("python"))
    monkeypatch.setattr(environment, "start", lambda command: 1)
    monkeypatch.setattr(tasks, "TASKS", {"setup": tasks.setup_only})
    assert tasks.main(["setup"]) == 1
    told = capsys.readouterr()
    assert told.err.strip().endswith("check the network and try again.")
    assert "Traceback" not in told.err
    assert not (made_root / "ferghana-run.txt").exists()


def test_a_missing_venv_module_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environment, "find_python", lambda: [sys.executable, "-c", "import sys; sys.exit(1)"])
    with pytest.raises(TaskError, match="apt install python3-venv"):
        environment.ensure_venv()


def test_a_program_that_hangs_is_stopped_with_a_sentence() -> None:
    with pytest.raises(TaskError, match=r"was stopped after 0\.2 seconds"):
        environment.start([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.2)


def test_started_programs_find_those_of_the_virtual_environment_first() -> None:
    env = environment.surroundings({"PATH": "elsewhere", "PYTHONHOME": "wrong"})
    assert env["PATH"].startswith(str(environment.programs_folder(environment.VENV)))
    assert env["PATH"].endswith("elsewhere")
    assert "PYTHONHOME" not in env


def test_failed_web_assets_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "install", lambda kit: Path("python"))
    monkeypatch.setattr(tasks, "are_built", lambda: False)
    monkeypatch.setattr(tasks.shutil, "which", lambda name, path: name)
    monkeypatch.setattr(tasks, "module", lambda python, name, *words: 1)
    with pytest.raises(TaskError, match="web assets could not be built"):
        tasks.setup(RUN)


def test_node_comes_from_the_package_index_only_where_npm_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(tasks, "install", lambda kit: Path("python"))
    monkeypatch.setattr(tasks, "are_built", lambda: False)
    monkeypatch.setattr(tasks, "module", lambda python, name, *words: 0)
    monkeypatch.setattr(tasks, "pip", lambda python, *what: calls.append(what))
    monkeypatch.setattr(tasks.shutil, "which", lambda name, path: name)
    tasks.setup(RUN)
    assert calls == []
    monkeypatch.setattr(tasks.shutil, "which", lambda name, path: None)
    tasks.setup(RUN)
    assert calls == [("-r", "requirements-web.txt")]


def test_a_check_that_fails_fails_the_tests_even_if_pytest_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[str] = []

    def module(python: Path, name: str, *words: str, **more: object) -> int:
        started.append(name)
        return 1 if name == "mypy" else 0

    monkeypatch.setattr(tasks, "setup", lambda kit: Path("python"))
    monkeypatch.setattr(tasks, "module", module)
    assert tasks.run_tests() == 1
    assert started == ["tools.chromium", "tools.web_assets", "ruff", "ruff", "mypy", "pytest"]
    assert capsys.readouterr().out.strip().endswith("These checks failed before the tests ran: types.")


def test_every_task_of_the_makefile_exists() -> None:
    line = next(
        line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line.startswith("TASKS :=")
    )
    assert set(line.split(":=")[1].split()) == set(tasks.TASKS)


@pytest.mark.parametrize("kit", [RUN, environment.DATA, DEV], ids=lambda kit: kit.name)
def test_every_kit_is_pinned_and_agrees_with_the_run_time(kit: Kit) -> None:
    pins = _pins(kit.requirements)
    assert pins
    assert all(version for version in pins.values())
    run_time = _pins(RUN.requirements)
    assert {name: pins[name] for name in run_time} == run_time


def test_the_file_with_hashes_has_the_same_pins() -> None:
    assert _pins("requirements-hashes.txt") == _pins(RUN.requirements)


def test_direct_requirements_stand_in_the_compiled_file_with_the_same_version() -> None:
    compiled = {name.split(";")[0].strip(): version for name, version in _pins(RUN.requirements).items()}
    for line in (ROOT / "requirements.in").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            assert compiled[name.split("[")[0].lower()] == version


def _pins(name: str) -> dict[str, str]:
    """Name with its marker: version."""
    pins = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line and line[0] not in "# -":
            what, _, marker = line.rstrip(" \\").partition(";")
            package, _, version = what.strip().partition("==")
            pins[f"{package.lower()};{marker.strip()}".rstrip(";")] = version
    return pins


@pytest.mark.parametrize(("asked", "headless"), [("1", "true"), ("", None)])
def test_no_browser_opens_where_none_is_wanted(
    asked: str, headless: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FERGHANA_NO_BROWSER", asked)
    monkeypatch.setenv("STREAMLIT_SERVER_HEADLESS", "")
    monkeypatch.delenv("STREAMLIT_SERVER_HEADLESS")
    monkeypatch.setattr(tasks, "setup", lambda: Path("python"))
    monkeypatch.setattr(tasks, "become", lambda python, *words: 0 if words == ("cli", "serve") else 1)
    assert tasks.run() == 0
    assert os.environ.get("STREAMLIT_SERVER_HEADLESS") == headless


def test_the_dashboard_takes_our_place_so_that_a_stop_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(environment, "ON_WINDOWS", False)
    monkeypatch.setattr(environment.os, "chdir", lambda folder: None)
    monkeypatch.setattr(environment.os, "execve", lambda program, command, env: ran.append(command))
    environment.become(Path("python"), "cli", "serve")
    assert ran == [["python", "-m", "cli", "serve"]]


def test_on_windows_we_wait_for_the_dashboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "start", lambda command: 7)
    monkeypatch.setattr(environment, "ON_WINDOWS", True)
    assert environment.become(Path("python"), "cli", "serve") == 7
