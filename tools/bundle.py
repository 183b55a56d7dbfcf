"""A zip that runs the dashboard where there is no network: source, wheels, web assets, starters.

``python -m tools.bundle --platform win_amd64 --python 3.12`` writes ``dist/ferghana-VERSION-PLATFORM.zip``.
Only a Python of that version is needed where it is unpacked; tools/environment.py takes the wheels from
the folder beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools import wheels
from tools.environment import BUNDLE, WHEELS
from tools.web_assets import STATIC, are_built
from tools.wheels import BundleError, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
README = "README-OFFLINE.txt"
SUMS = "SHA256SUMS.txt"
STARTERS = ("run.cmd", "run.sh")
EXECUTABLE, PLAIN = 0o755, 0o644
PACKED = {".whl", ".png", ".parquet", ".xlsx"}
"""Files that are compressed already: packing them again costs minutes and saves nothing."""


class Entry(NamedTuple):
    """One file of the zip: its bytes, or the file that holds them."""

    name: str
    content: bytes | Path
    mode: int = PLAIN

    def read(self) -> bytes:
        """The bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


class Origin(NamedTuple):
    """What a bundle was made from: version, commit, when that was made, whether files differ from it."""

    version: str
    commit: str
    moment: int
    clean: bool


def git(*words: str) -> str:
    """What git says about this repository.

    Raises
    ------
        BundleError: there is no git, or this is no clone.
    """
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        message = "A bundle is made of the files that git keeps: install git and work in a clone, then try again."
        raise BundleError(message) from None
    return done.stdout


def origin() -> Origin:
    """Version, commit and state of this clone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    commit, moment = git("log", "-1", "--format=%H %ct").split()
    return Origin(project["version"], commit, int(moment), not git("status", "--porcelain").strip())


def sources() -> list[Entry]:
    """Every file that git keeps, as it is now; the starters can always be executed."""
    entries = []
    for line in git("ls-files", "-s", "-z").split("\0"):
        if line:
            mode, name = line.split()[0], line.split("\t", maxsplit=1)[1]
            if (ROOT / name).is_file():
                entries.append(Entry(name, ROOT / name, EXECUTABLE if mode == "100755" else PLAIN))
    known = {entry.name for entry in entries}
    entries += [Entry(name, ROOT / name) for name in STARTERS if name not in known]
    return [entry._replace(mode=EXECUTABLE) if entry.name in STARTERS else entry for entry in entries]


def built() -> list[Entry]:
    """What set-up made and git does not keep: web assets and compiled translations.

    Raises
    ------
        BundleError: the web assets are not built.
    """
    if not are_built(STATIC):
        message = "The web assets of the map are not built: run 'python tools/tasks.py setup', then try again."
        raise BundleError(message)
    made = [*STATIC.rglob("*"), *(ROOT / "translations").rglob("*.mo")]
    return [Entry(path.relative_to(ROOT).as_posix(), path) for path in made if path.is_file()]


def gathered(target: Target, folder: Path, *, run: Callable[[Sequence[str]], tuple[int, str]]) -> list[Entry]:
    """The wheels of the run kit and of the build tool, fetched into ``folder`` and compared with their hashes.

    Raises
    ------
        BundleError: a wheel is missing for the target, could not be fetched, or is not the pinned one.
    """
    text = (ROOT / "requirements.txt").read_text("utf-8") + (ROOT / wheels.BUILD_TOOL).read_text("utf-8")
    wheels.download(wheels.needed(text, target), target, folder, run=run)
    found = sorted(folder.glob("*.whl"))
    wheels.check(found, wheels.known_hashes((ROOT / "requirements-hashes.txt").read_text("utf-8")))
    return [Entry(f"{WHEELS.name}/{path.name}", path) for path in found]


def described(made_from: Origin, target: Target) -> list[Entry]:
    """The bundle's own papers: what it is for, and three steps for whoever unpacks it."""
    data_version = hashlib.sha256((ROOT / "data" / "catalog.json").read_bytes()).hexdigest()[:12]
    words = {
        "version": made_from.version,
        "platform": target.platform,
        "python": target.python,
        "commit": made_from.commit,
        "data_version": data_version,
    }
    paper = {"format": 1, **words, "clean": made_from.clean}
    text = (ROOT / "tools" / README).read_text("utf-8").format(**words)
    # The byte order mark and these line ends are for the oldest editor on Windows; others do not mind.
    guide = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")
    return [Entry(BUNDLE, (json.dumps(paper, indent=1) + "\n").encode("utf-8")), Entry(README, guide)]


def write_zip(path: Path, entries: Iterable[Entry], *, folder: str, moment: int) -> dict[str, str]:
    """The hash of each file in the zip at ``path``, which is complete or absent.

    Files stand in the order of their names, all with the time ``moment`` (seconds since 1970): the
    same files give the same zip. The list of hashes goes in as ``SHA256SUMS.txt``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    sums: dict[str, str] = {}
    try:
        with zipfile.ZipFile(part, "w", compresslevel=6) as archive:
            for entry in sorted(entries):
                content = entry.read()
                sums[entry.name] = hashlib.sha256(content).hexdigest()
                archive.writestr(_info(f"{folder}/{entry.name}", moment, entry.mode), content)
            listed = "".join(f"{value}  {name}\n" for name, value in sums.items())
            archive.writestr(_info(f"{folder}/{SUMS}", moment, PLAIN), listed.encode("utf-8"))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return sums


def _info(name: str, moment: int, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.gmtime(moment)[:6])
    info.create_system = 3  # as on Unix, so that the right to execute is kept, whoever packs
    info.external_attr = (0o100000 | mode) << 16
    info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in PACKED else zipfile.ZIP_DEFLATED
    return info


def make(
    target: Target, *, dist: Path = DIST, run: Callable[[Sequence[str]], tuple[int, str]] = wheels.run_pip
) -> tuple[Path, Mapping[str, str]]:
    """The zip for a target, and the hash of each file in it.

    Raises
    ------
        BundleError: no git, no web assets, a wheel that is missing, or pip failed.
    """
    made_from = origin()
    with tempfile.TemporaryDirectory() as name:
        entries = [*sources(), *built(), *described(made_from, target), *gathered(target, Path(name), run=run)]
        path = dist / f"ferghana-{made_from.version}-{target.platform}-py{target.python.replace('.', '')}.zip"
        return path, write_zip(path, entries, folder=f"ferghana-{made_from.version}", moment=made_from.moment)


def _warn_of_strangers() -> None:
    strangers = git("ls-files", "--others", "--exclude-standard").split("\n")[:-1]
    if strangers:
        print(f"Not in the bundle, because git does not keep them: {', '.join(strangers[:5])} ({len(strangers)}).")


def main(words: Sequence[str] | None = None) -> int:
    """Exit code 0 once the zip stands, else 1 with one sentence."""
    parser = argparse.ArgumentParser(prog="tools/tasks.py bundle", description=__doc__.splitlines()[0])
    parser.add_argument("--platform", help=f"one of {', '.join(wheels.PLATFORMS)}; by default this machine's")
    parser.add_argument("--python", help=f"one of {', '.join(wheels.PYTHONS)}; by default the one that runs")
    asked = parser.parse_args(words)
    began = time.monotonic()
    try:
        target = wheels.target_of(asked.platform, asked.python)
        print(f"Gathering the wheels for {target.platform} with Python {target.python} ...", flush=True)
        path, sums = make(target)
        _warn_of_strangers()
    except BundleError as problem:
        print(problem, file=sys.stderr)
        return 1
    size = path.stat().st_size / 1e6
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path.relative_to(ROOT)}: {size:.0f} MB, {len(sums)} files, {time.monotonic() - began:.0f} s.")
    print(f"SHA-256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
