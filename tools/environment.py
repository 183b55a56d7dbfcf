"""The virtual environment of the project and the programs that are started in it.

Only Python's standard library stands here, because nothing is installed yet when it runs; it knows
the layouts of a virtual environment on Windows (``Scripts``) and elsewhere (``bin``).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
"""Packages that came along with a bundle (tools/bundle.py): where this folder is, no network is asked."""
BUNDLE = "BUNDLE.json"
"""Beside the folder of wheels: which platform and which version of Python they are for."""
OLDEST, NEWEST = (3, 11), (3, 14)
RUNNING = (sys.version_info.major, sys.version_info.minor)
ON_WINDOWS = os.name == "nt"


class TaskError(Exception):
    """A task cannot go on; the text says why and what to do. Own class: it must stand before model/ can."""


class Kit(NamedTuple):
    """A set of pinned packages: its name in sentences and its requirements file."""

    name: str
    requirements: str


RUN = Kit("run", "requirements.txt")
DATA = Kit("data", "requirements-data.txt")
DEV = Kit("development", "requirements-dev.txt")

# --- the virtual environment -----------------------------------------------------------------------


def programs_folder(venv: Path, *, system: str = os.name) -> Path:
    """Where a virtual environment keeps its programs: ``Scripts`` on Windows (``nt``), else ``bin``."""
    return venv / ("Scripts" if system == "nt" else "bin")


def venv_python(venv: Path = VENV, *, system: str = os.name) -> Path:
    """The Python of the virtual environment."""
    return programs_folder(venv, system=system) / ("python.exe" if system == "nt" else "python")


def supported(version: Sequence[int]) -> bool:
    """Whether a Python of this version can run the project.

    >>> supported((3, 13, 1)), supported((3, 15, 0))
    (True, False)
    """
    return OLDEST <= tuple(version[:2]) <= NEWEST


def bundled(wheels: Path = WHEELS) -> dict[str, str]:
    """What the bundle says of its wheels (``platform``, ``python``); empty in a clone."""
    mark = wheels.parent / BUNDLE
    return json.loads(mark.read_text("utf-8")) if wheels.is_dir() and mark.is_file() else {}


def fitting_minors(wheels: Path = WHEELS) -> tuple[int, ...]:
    """The versions 3.x that can run this folder, newest first: in a bundle the one that its wheels are for."""
    python = bundled(wheels).get("python")
    return (int(python.split(".")[1]),) if python else tuple(range(NEWEST[1], OLDEST[1] - 1, -1))


def find_python(
    *, running: Sequence[int] = RUNNING, system: str = os.name, minors: Sequence[int] | None = None
) -> list[str]:
    """The command of a Python that fits: the running one if it does, else the newest that starts.

    ``minors`` = the versions 3.x that fit, newest first; by default those of this folder.

    Raises
    ------
        TaskError: there is none.
    """
    minors = fitting_minors() if minors is None else minors
    if supported(running) and running[1] in minors:
        return [sys.executable]
    candidates = [[f"python3.{minor}"] for minor in minors]
    if system == "nt":
        candidates = [["py", f"-3.{minor}"] for minor in minors] + candidates
    for command in candidates:
        if shutil.which(command[0]) and quiet([*command, "-c", "import ensurepip, venv"]):
            return command
    found = ".".join(str(part) for part in running[:2])
    one = len(minors) == 1
    wanted = f"3.{minors[0]}" if one else f"3.{minors[-1]} to 3.{minors[0]}"
    message = (
        f"Python {wanted} is needed, but this is Python {found} and no other was found: "
        f"install Python {wanted if one else '3.13'}."
    )
    raise TaskError(message)


def digest(kit: Kit, *, root: Path = ROOT) -> str:
    """The stamp of an installation: changes with the pins, the package's settings, the folder and the kit."""
    stamp = hashlib.sha256(f"{root}\n{kit.name}\n".encode())
    for name in (kit.requirements, "requirements.in", "pyproject.toml"):
        stamp.update((root / name).read_bytes())
    return stamp.hexdigest()


def ensure_venv() -> Path:
    """The Python of ``.venv``, which is made where it is absent, broken, moved or of a wrong version.

    Raises
    ------
        TaskError: no fitting Python, or it cannot make virtual environments.
    """
    python, home = venv_python(), VENV / "ferghana-home.txt"
    fits = [(3, minor) for minor in fitting_minors()]
    probe = f"import sys; sys.exit(sys.version_info[:2] not in {fits})"
    moved = not home.is_file() or home.read_text("utf-8") != str(ROOT)
    if python.is_file() and not moved and quiet([str(python), "-c", probe]):
        return python
    say("Making the virtual environment .venv ...")
    if subprocess.run([*find_python(), "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        message = (
            "Python could not make a virtual environment: install its venv module "
            "(on Debian and Ubuntu: apt install python3-venv) and try again."
        )
        raise TaskError(message)
    home.write_text(str(ROOT), "utf-8")
    return python


def install(kit: Kit) -> Path:
    """The Python of ``.venv`` with the packages of the kit; does nothing where its stamp fits.

    Raises
    ------
        TaskError: a package could not be had, or this is a bundle, which has the packages of one kit only.
    """
    if kit is not RUN and WHEELS.is_dir():
        message = f"This folder is an offline bundle, which has no {kit.name} packages: work in a clone."
        raise TaskError(message)
    python, stamp, mark = ensure_venv(), VENV / f"ferghana-{kit.name}.txt", digest(kit)
    if stamp.is_file() and stamp.read_text("utf-8") == mark:
        return python
    say(f"Installing the pinned packages of {kit.requirements} (a minute or two the first time) ...")
    pip(python, "-r", kit.requirements)
    pip(python, "--no-deps", "--editable", ".")
    stamp.write_text(mark, "utf-8")
    return python


def pip(python: Path, *what: str, wheels: Path = WHEELS) -> None:
    """Install with pip, quietly; from the folder of wheels alone where there is one.

    Raises
    ------
        TaskError: pip failed; its own words stand above.
    """
    offline = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-qq"]
    if start([*command, *offline, *what]):
        raise TaskError(_not_installed(wheels if offline else None))


def _not_installed(wheels: Path | None) -> str:
    if wheels is None:
        return "The packages could not be installed (pip's words stand above): check the network and try again."
    made_for = bundled(wheels)
    return (
        f"The packages in the folder {wheels.name} could not be installed (pip's words stand above): "
        f"this bundle is for {made_for.get('platform', 'another computer')} with 64-bit Python "
        f"{made_for.get('python', '3')}; unpack it again or get the bundle for your computer."
    )


# --- starting programs -----------------------------------------------------------------------------


def say(text: str) -> None:
    """One line of progress, at once."""
    print(text, flush=True)


def quiet(command: Sequence[str]) -> bool:
    """Whether a command starts and ends well; what it prints is dropped."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def surroundings(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a started program: .venv's programs first, UTF-8 on Windows too."""
    env = dict(os.environ if given is None else given)
    env["PATH"] = os.pathsep.join([str(programs_folder(VENV)), env.get("PATH", "")])
    env["PYTHONUTF8"] = "1"
    env.pop("PYTHONHOME", None)
    return env


def start(command: Sequence[str], *, seconds: float | None = None, **extra: str) -> int:
    """Run a command in the repository and give its exit code; ``extra`` are environment variables.

    Raises
    ------
        TaskError: it ran longer than ``seconds``.
    """
    sys.stdout.flush()
    try:
        env = {**surroundings(), **extra}
        return subprocess.run(command, cwd=ROOT, env=env, check=False, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        message = (
            f"{Path(command[0]).name} was stopped after {seconds} seconds: look for what hangs in its last lines."
        )
        raise TaskError(message) from None


def module(python: Path, name: str, *words: str, seconds: float | None = None, **extra: str) -> int:
    """Run ``python -m name words`` and give its exit code."""
    return start([str(python), "-m", name, *words], seconds=seconds, **extra)


def become(python: Path, name: str, *words: str) -> int:
    """Run ``python -m name words`` in our place, so that whoever stops us stops it; on Windows, wait for it."""
    command = [str(python), "-m", name, *words]
    if ON_WINDOWS:  # there exec starts a second process and gives the console back
        return start(command)
    sys.stdout.flush()
    os.chdir(ROOT)
    return os.execve(command[0], command, surroundings())  # noqa: S606 - our own words, no shell
