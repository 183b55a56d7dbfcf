"""What we claim, with the commands that show it: ``python -m tools.evidence`` writes docs/evidence/ anew.

``figures.json`` holds each figure with its command, commit, seed, data version and date;
``pictures.json`` the same of each picture. Documents quote a figure as
``34<!-- evidence: sept_2022.count -->``; tests/test_evidence.py compares.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.errors import BadInputError, FerghanaError
from store.bundle import open_store
from tools import evidence_pictures
from tools.evidence_figures import FIGURES, measured
from tools.evidence_pictures import run_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "evidence"
FIGURES_FILE, PICTURES_FILE = "figures.json", "pictures.json"


def circumstances() -> dict[str, Any]:
    """Commit, whether the tree was as committed (but for the evidence itself), data version and date.

    Raises
    ------
        BadInputError: this is no clone, so nobody could find the state that the figures are of.
    """
    try:
        commit = _git("rev-parse", "HEAD").strip()
        changed = _git("status", "--porcelain", "--", ".", f":!{FOLDER.relative_to(ROOT).as_posix()}")
    except (OSError, subprocess.CalledProcessError):
        message = "Evidence names the commit that it is of: install git and work in a clone, then try again."
        raise BadInputError(message) from None
    return {
        "commit": commit,
        "clean": not changed.strip(),
        "data_version": open_store().data_version,
        "date": datetime.now(tz=UTC).date().isoformat(),
    }


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def figures(known: dict[str, Any], *, run: Callable[[str], str]) -> list[dict[str, Any]]:
    """Every figure, measured now: ``run`` gives what a command prints, and is asked once a command.

    Raises
    ------
        BadInputError: an answer lacks a figure, or two figures have one id.
    """
    answers: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for figure in FIGURES:
        if figure.command not in answers:
            answers[figure.command] = run(figure.command)
        for name, value in measured(figure, answers[figure.command]).items():
            row = {"id": name, "value": value, "what": figure.what, "command": figure.command}
            rows.append({**row, "pick": figure.pick, "seed": figure.seed, **known})
    ids = [row["id"] for row in rows]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        message = f"Two figures have the id '{twice[0]}': rename one in tools/evidence_figures.py."
        raise BadInputError(message)
    return rows


def pictures(folder: Path, known: dict[str, Any]) -> list[dict[str, Any]]:
    """Every picture, taken now into ``folder``."""
    listed = evidence_pictures.shots()
    evidence_pictures.take(folder, listed)
    return [
        {
            "file": shot.file,
            "command": shot.command,
            "address": shot.address or None,
            "size": shot.size,
            "sha256": hashlib.sha256((folder / shot.file).read_bytes()).hexdigest(),
            "seed": None,
            **known,
        }
        for shot in listed
    ]


def write(folder: Path = FOLDER, *, fill: Callable[[Path], None]) -> None:
    """Replace ``folder`` by what ``fill`` puts into an empty one; if that fails, the old one stays whole."""
    for left_over in folder.parent.glob(f"{folder.name}.*.part"):  # of a run that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent))
    fresh.chmod(0o755)  # a temporary folder is closed to others; this one is going to stay
    try:
        fill(fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(folder: Path, *, with_pictures: bool) -> None:
    known = circumstances()
    with tempfile.TemporaryDirectory() as elsewhere:
        rows = figures(known, run=lambda command: run_here(command, Path(elsewhere)))
    _write_json(folder / FIGURES_FILE, {"format": 1, **known, "figures": rows})
    if with_pictures:
        shown = pictures(folder, known)
        _write_json(folder / PICTURES_FILE, {"format": 1, **known, "pictures": shown})
        (folder / "README.md").write_text(index(known, shown), "utf-8", newline="\n")


def _write_json(path: Path, payload: dict[str, Any]) -> None:
    path.write_text(json.dumps(payload, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def index(known: dict[str, Any], shown: Iterable[dict[str, Any]]) -> str:
    """The page that a reader of the folder sees first."""
    state = "" if known["clean"] else " with changes that are not committed"
    made = f"on {known['date']} at commit `{known['commit'][:12]}`{state}, data `{known['data_version']}`"
    lines = [
        "# Evidence",
        "",
        f"Written by `make evidence` {made}; do not edit here.",
        f"[{FIGURES_FILE}]({FIGURES_FILE}) has every figure with the command that gives it,",
        f"[{PICTURES_FILE}]({PICTURES_FILE}) every picture. A figure in a document carries its id in a comment,",
        "and a test compares the two.",
        "",
        "| picture | made by | address |",
        "|---|---|---|",
    ]
    for row in shown:
        address = f"`/{row['address']}`" if row["address"] else "–"
        lines.append(f"| [{row['file']}]({row['file']}) | `{row['command']}` | {address} |")
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> int:
    """Exit code 0 once the folder is replaced, else 1 with one sentence; the old one then stays."""
    parser = argparse.ArgumentParser(prog="tools/tasks.py evidence", description=__doc__.splitlines()[0])
    parser.add_argument("--no-pictures", action="store_true", help="figures only, to try a change (do not commit)")
    asked = parser.parse_args(words)
    try:
        write(fill=lambda folder: _fill(folder, with_pictures=not asked.no_pictures))
    except FerghanaError as problem:
        print(problem, file=sys.stderr)
        return 1
    weight = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{FOLDER.relative_to(ROOT).as_posix()}: {len(list(FOLDER.iterdir()))} files, {weight / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
