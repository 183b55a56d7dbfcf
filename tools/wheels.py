"""The wheels of the run kit for one platform and one Python, whatever machine they are gathered on.

Pip downloads for other machines, but reads the conditions of a requirement (``sys_platform == 'win32'``)
as if they were about this one; so they are decided here, for the target.
"""

from __future__ import annotations

import hashlib
import platform as machine
import re
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING, NamedTuple

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = 28
"""The pinned packages have wheels for Linux with glibc 2.28 and later."""
OLD_LINUX = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
"""The names that three versions of glibc had before they were numbered."""
SYSTEMS: dict[str, dict[str, str]] = {
    "win": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    "manylinux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "macosx": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
}
PLATFORMS = (
    "macosx_14_0_arm64",
    "macosx_14_0_x86_64",
    "manylinux_2_28_aarch64",
    "manylinux_2_28_x86_64",
    "win_amd64",
)
BUILD_TOOL = "requirements-build.txt"
_NOT_FOUND = re.compile(r"No matching distribution found for ([^\s=]+)")


class BundleError(Exception):
    """The bundle could not be made; the text says why and what to do."""


class Target(NamedTuple):
    """What a bundle is for: ``win_amd64`` and ``3.12``."""

    platform: str
    python: str


def target_of(platform: str | None = None, python: str | None = None) -> Target:
    """The target by its words; by default this machine and the Python that runs.

    >>> target_of("linux_x86_64", "3.12")
    Target(platform='manylinux_2_28_x86_64', python='3.12')

    Raises
    ------
        BundleError: no wheels are published for such a platform or version.
    """
    wanted = (platform or _this_machine()).replace("-", "_").lower()
    wanted = re.sub(r"^linux_", f"manylinux_2_{GLIBC}_", wanted)
    python = python or f"{sys.version_info.major}.{sys.version_info.minor}"
    if wanted not in PLATFORMS:
        message = f"There is no bundle for the platform '{wanted}': use one of {', '.join(PLATFORMS)}."
        raise BundleError(message)
    if python not in PYTHONS:
        message = f"There is no bundle for Python '{python}': use one of {', '.join(PYTHONS)}."
        raise BundleError(message)
    return Target(wanted, python)


def _this_machine() -> str:
    return f"macosx_14_0_{machine.machine()}" if sys.platform == "darwin" else sysconfig.get_platform()


def tags(target: Target) -> list[str]:
    """The platform tags of wheels that run there, the newest first.

    >>> tags(Target("manylinux_2_28_x86_64", "3.11"))[-2:]
    ['manylinux1_x86_64', 'linux_x86_64']
    """
    if not target.platform.startswith("manylinux"):
        return [target.platform]  # pip itself goes down to older versions of macOS
    processor = target.platform.removeprefix(f"manylinux_2_{GLIBC}_")
    names = []
    for version in range(GLIBC, 4, -1):
        names += [f"manylinux_2_{version}"] + ([OLD_LINUX[version]] if version in OLD_LINUX else [])
    return [f"{name}_{processor}" for name in (*names, "linux")]


def surroundings(target: Target) -> dict[str, str]:
    """What conditions of requirements are decided with, for the target instead of this machine."""
    system = next(words for name, words in SYSTEMS.items() if target.platform.startswith(name))
    processor = target.platform.split("_", maxsplit=1)[1].removeprefix(f"2_{GLIBC}_").removeprefix("14_0_")
    return {
        **system,
        "platform_machine": "AMD64" if processor == "amd64" else processor,
        "python_version": target.python,
        "python_full_version": f"{target.python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def needed(text: str, target: Target) -> list[str]:
    """The pins of a compiled requirements file that the target needs, without their conditions.

    >>> needed("colorama==0.4.6 ; sys_platform == 'win32'", Target("win_amd64", "3.11"))
    ['colorama==0.4.6']
    """
    pins = []
    for line in text.splitlines():
        pin, _, condition = line.split(" #")[0].strip().rstrip("\\").partition(";")
        holds = not condition or Marker(condition.strip()).evaluate(surroundings(target))
        if "==" in pin and not pin.startswith(("#", "-")) and holds:
            pins.append(pin.strip())
    return pins


def known_hashes(text: str) -> dict[str, set[str]]:
    """Package and version (``numpy==2.4.6``): the SHA-256 of every file that may come under that name."""
    found: dict[str, set[str]] = {}
    pin = ""
    for line in text.splitlines():
        words = line.strip().rstrip("\\ ")
        if "==" in words and not words.startswith(("#", "--")):
            pin = words.partition(";")[0].strip()
        elif words.startswith("--hash=sha256:"):
            found.setdefault(pin, set()).add(words.removeprefix("--hash=sha256:"))
    return found


def download(
    pins: Sequence[str],
    target: Target,
    folder: Path,
    *,
    run: Callable[[Sequence[str]], tuple[int, str]] | None = None,
) -> None:
    """Put the wheel of each pin into ``folder``, from the index that pip is set up with.

    Raises
    ------
        BundleError: some pins have no wheel for the target (all are named), or pip failed otherwise.
    """
    left, missing = list(pins), []
    while left:
        code, said = (run or run_pip)(words_for_pip(left, target, folder))
        if not code:
            break
        name = _NOT_FOUND.search(said)
        gone = [pin for pin in left if name and canonicalize_name(pin.split("==")[0].split("[")[0]) == _key(name)]
        if not gone:
            last = next((line for line in reversed(said.splitlines()) if line.strip()), "pip said nothing")
            message = f"The wheels could not be fetched: check the network and the package index ({last.strip()})."
            raise BundleError(message)
        missing += gone
        left = [pin for pin in left if pin not in gone]
    if missing:
        message = (
            f"No wheel for {target.platform} with Python {target.python} is published of "
            f"{', '.join(missing)}: choose another Python or platform."
        )
        raise BundleError(message)


def _key(found: re.Match[str]) -> str:
    return canonicalize_name(found.group(1).split("[")[0])


def words_for_pip(pins: Iterable[str], target: Target, folder: Path) -> list[str]:
    """The words after ``pip`` that fetch the wheels; which index is asked stands in pip's own settings."""
    short = f"cp{target.python.replace('.', '')}"
    words = ["download", "--disable-pip-version-check", "--no-input", "--quiet", "--no-deps"]
    words += ["--only-binary=:all:", "--implementation", "cp", "--python-version", target.python]
    for abi in (short, "abi3", "none"):
        words += ["--abi", abi]
    for tag in tags(target):
        words += ["--platform", tag]
    return [*words, "--dest", str(folder), *pins]


def run_pip(words: Sequence[str]) -> tuple[int, str]:
    """Exit code and what pip said."""
    command = [sys.executable, "-m", "pip", *words]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    return done.returncode, done.stdout + done.stderr


def check(wheels: Iterable[Path], hashes: Mapping[str, set[str]]) -> None:
    """Nothing, if each wheel is a file whose hash the pins allow; pins without hashes allow any.

    Raises
    ------
        BundleError: a wheel is not the one that was pinned.
    """
    by_key = {_canonical(pin): allowed for pin, allowed in hashes.items()}
    for wheel in wheels:
        name, version, *_ = parse_wheel_filename(wheel.name)
        allowed = by_key.get((name, str(version)))
        if allowed and hashlib.sha256(wheel.read_bytes()).hexdigest() not in allowed:
            message = (
                f"The file {wheel.name} is not the one of requirements-hashes.txt: do not use it, and look at the "
                "package index that pip is set up with."
            )
            raise BundleError(message)


def _canonical(pin: str) -> tuple[str, str]:
    name, _, version = pin.partition("==")
    return canonicalize_name(name.split("[")[0]), version
