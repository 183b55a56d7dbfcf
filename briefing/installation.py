"""What is installed here, what is wrong with it and how to mend it: the checks of ``ferghana doctor``.

Each check is one sentence about what was found and, where something is wrong, one about what to do.
Pure but for reading versions and trying folders; the data are checked by their own room.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.errors import FerghanaError, MissingPartError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)
ASSETS = ("leaflet/leaflet.js", "leaflet/leaflet.css")
_SET_UP = "run 'make setup' (or 'python tools/tasks.py setup')"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``mend`` is empty where it is well."""

    name: str
    found: str
    mend: str = ""

    @property
    def ok(self) -> bool:
        """Whether it is well."""
        return not self.mend


def check_python() -> Check:
    """The version of Python against the versions that every package has wheels for."""
    here = sys.version_info[:2]
    found = ".".join(str(part) for part in sys.version_info[:3])
    if OLDEST <= here <= NEWEST:
        return Check("python", f"Python {found}")
    wanted = f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"
    return Check("python", f"Python {found}", f"install a Python from {wanted}, then {_SET_UP}")


def pins(text: str) -> dict[str, str]:
    r"""Package and version of every ``name==version`` line of a requirements file.

    >>> pins("# top\nfolium==0.20.0\nibis-framework[duckdb]==12.0.0  # trio\n")
    {'folium': '0.20.0', 'ibis-framework': '12.0.0'}
    """
    lines = (line.split("#", maxsplit=1)[0].strip() for line in text.splitlines())
    found = (line.split("==", maxsplit=1) for line in lines if "==" in line)
    return {name.split("[", maxsplit=1)[0].strip(): pin.split(";", maxsplit=1)[0].strip() for name, pin in found}


def check_packages(requirements: Path = ROOT / "requirements.in") -> Check:
    """The installed packages against the pins; all that differ are named."""
    if not requirements.is_file():
        return Check("packages", f"no {requirements.name} beside the program", "get the whole repository again")
    wanted = pins(requirements.read_text("utf-8"))
    wrong = [
        f"{name} {found or 'missing'} instead of {pin}"
        for name, pin in sorted(wanted.items())
        if (found := _installed(name)) != pin
    ]
    if wrong:
        return Check("packages", "; ".join(wrong), _SET_UP)
    return Check("packages", f"{len(wanted)} packages as pinned")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def check_assets(static: Path = ROOT / "static", *, needed: Sequence[str] = ASSETS) -> Check:
    """The web assets, without which the map must ask the network for Leaflet."""
    missing = [name for name in needed if not (static / name).is_file()]
    if missing:
        return Check("assets", f"{', '.join(missing)} not in {static.name}/: the map needs the network", _SET_UP)
    return Check("assets", f"web assets in {static.name}/")


def check_fonts() -> Check:
    """The typeface of paper and its letters of the four languages."""
    from briefing.typeface import font_file, missing_letters  # noqa: PLC0415 - doctor runs without Matplotlib too

    try:
        path = font_file()
        lacking = missing_letters()
    except MissingPartError as problem:
        return Check("fonts", str(problem), _SET_UP)
    if lacking:
        return Check("fonts", f"{path.name} lacks {lacking}", _SET_UP)
    return Check("fonts", f"{path.name} has every letter of KY, RU, TG and UZ")


def check_folders(folders: Sequence[Path]) -> Check:
    """Whether files can be written where pictures and answers would go."""
    closed = [str(folder) for folder in folders if not _is_writable(folder)]
    if closed:
        return Check(
            "folders", f"cannot write in {', '.join(closed)}", "work in a folder of your own, or use --out"
        )
    return Check("folders", f"can write in {', '.join(str(folder) for folder in folders)}")


def _is_writable(folder: Path) -> bool:
    # Asking for the permission is not enough: a full or read-only disk says yes and then refuses.
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError:
        return False
    return True


def check_that(name: str, find: Callable[[], str], *, mend: str) -> Check:
    """A check that another room makes: ``find`` says what it found, or raises what is wrong."""
    try:
        return Check(name, find())
    except (FerghanaError, ImportError, OSError) as problem:
        return Check(name, str(problem), mend)


def every_check(*, data: Callable[[], str], port: Callable[[], str]) -> list[Check]:
    """All checks in the order in which things must stand; ``data`` and ``port`` say what they found."""
    return [
        check_python(),
        check_packages(),
        check_that("data", data, mend="get the files of data/ again, or run 'make data'"),
        check_assets(),
        check_fonts(),
        check_folders((Path.cwd(), Path(tempfile.gettempdir()))),
        check_that("port", port, mend="stop another program, or use 'ferghana serve --port N'"),
    ]


def as_text(checks: Sequence[Check]) -> str:
    """The checks as lines for a terminal; what is wrong has an indented line that mends it."""
    lines = []
    for check in checks:
        lines.append(f"{'ok   ' if check.ok else 'WRONG'} {check.name}: {check.found}")
        if not check.ok:
            lines.append(f"      to mend it: {check.mend}.")
    wrong = sum(not check.ok for check in checks)
    lines.append(
        "Everything is well." if not wrong else f"{wrong} of {len(checks)} checks found something to mend."
    )
    return "\n".join(lines)


def as_payload(checks: Sequence[Check]) -> dict[str, Any]:
    """The checks as plain data."""
    rows = [{**asdict(check), "ok": check.ok} for check in checks]
    return {"ok": all(check.ok for check in checks), "checks": rows}
