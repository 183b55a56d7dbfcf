"""What a person types: ``python tools/tasks.py NAME``, the same as ``make NAME``.

Only Python's standard library is imported, because nothing is installed yet when this runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks in tools/ only

from tools.environment import (  # noqa: E402 - the line above must come first
    DATA,
    DEV,
    RUN,
    Kit,
    TaskError,
    become,
    install,
    module,
    pip,
    say,
    start,
    surroundings,
)
from tools.web_assets import are_built  # noqa: E402 - standard library only, too

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOMS = (
    *("model", "geo", "analysis", "sources", "store", "answers", "layers", "briefing"),
    *("cli.py", "cli_boundaries.py", "cli_data.py", "cli_options.py", "cli_review.py"),
)
"""Where doctests stand; page files are run by Streamlit and never imported."""
TEST_SECONDS = 30 * 60
LONG_SECONDS = 6 * 60 * 60
LEFTOVERS = (".venv", "static", "node_modules", "build", "dist", "ferghana.egg-info")
CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")
LOCKS = (
    ("requirements.in", "requirements.txt", ()),
    ("requirements.in", "requirements-hashes.txt", ("--generate-hashes", "-c", "requirements.txt")),
    ("requirements-data.in", "requirements-data.txt", ("-c", "requirements.txt")),
    ("requirements-dev.in", "requirements-dev.txt", ("-c", "requirements-data.txt")),
)


def setup(kit: Kit = RUN) -> Path:
    """The Python of ``.venv`` once packages and web assets stand.

    Raises
    ------
        TaskError: packages or web assets could not be had.
    """
    python = install(kit)
    if not are_built():
        _build_assets(python)
    module(python, "tools.catalogs", "compile")  # where it fails, the program reads the catalogues as text
    return python


def _build_assets(python: Path) -> None:
    if not shutil.which("npm", path=surroundings()["PATH"]):
        say("No npm on this machine: installing Node.js from the package index ...")
        pip(python, "-r", "requirements-web.txt")
    if module(python, "tools.web_assets"):
        message = "The web assets could not be built (npm's words stand above): check the network and try again."
        raise TaskError(message)


def run() -> int:
    """Set up, then serve the dashboard until it is stopped; FERGHANA_NO_BROWSER=1 opens no browser."""
    if os.environ.get("FERGHANA_NO_BROWSER"):
        os.environ["STREAMLIT_SERVER_HEADLESS"] = "true"
    return become(setup(), "cli", "serve")


def checks(python: Path) -> list[str]:
    """The names of the checks without running code that fail: format, lint, types."""
    steps = {
        "format": ("ruff", "format", "--check", "--quiet", "."),
        "lint": ("ruff", "check", "--quiet", "."),
        "types": ("mypy", "--no-error-summary"),
    }
    failed = []
    for name, (program, *words) in steps.items():
        began = time.monotonic()
        wrong = module(python, program, *words)
        say(f"{name}: {'FAILED' if wrong else 'passed'} ({time.monotonic() - began:.0f} s)")
        failed += [name] if wrong else []
    return failed


def check() -> int:
    """Set up, then format, lint and types."""
    return 1 if checks(install(DEV)) else 0


def run_tests(*, budget: str = "small", seconds: float = TEST_SECONDS) -> int:
    """Set up with test tools and a Chromium, then every check; pytest comes last, its summary closes."""
    began = time.monotonic()
    python = setup(DEV)
    if module(python, "tools.chromium") or module(python, "tools.web_assets", "tests"):
        return 1
    failed = checks(python)
    paths = ["tests", *(room for room in ROOMS if (ROOT / room).exists())]
    left = max(60.0, seconds - (time.monotonic() - began))
    wrong = module(
        python, "pytest", "--doctest-modules", "-ra", "--durations=8", *paths, seconds=left, FERGHANA_BUDGET=budget
    )
    if failed:
        say(f"These checks failed before the tests ran: {', '.join(failed)}.")
    return 1 if wrong or failed else 0


def test_long() -> int:
    """The same as test with the large budgets of tests/conftest.py."""
    return run_tests(budget="long", seconds=LONG_SECONDS)


def data() -> int:
    """Rebuild every file of data/ and its catalog."""
    return module(install(DATA), "tools.build_data")


def messages() -> int:
    """Bring the catalogues of the languages up to date with the sentences of the code; say what is missing."""
    return module(install(DEV), "tools.catalogs")


def bench() -> int:
    """Measure ours beside the naive way and the best library way, in one run."""
    return module(setup(DEV), "benchmarks", *sys.argv[2:])


def evidence() -> int:
    """Write docs/evidence/ anew: figures with their commands, pictures of the pages."""
    python = setup(DEV)
    return module(python, "tools.chromium") or module(python, "tools.evidence", *sys.argv[2:])


def bundle() -> int:
    """A zip that runs without a network: --platform win_amd64 (default: this machine's), --python 3.12."""
    return module(setup(), "tools.bundle", *sys.argv[2:])


def lock() -> int:
    """Compile the pins of every requirements file for all platforms (needs uv)."""
    uv = shutil.which("uv")
    if uv is None:
        message = "uv is needed to compile the pins, but was not found: pip install uv, then try again."
        raise TaskError(message)
    options = ("--universal", "--python-version", "3.11", "--quiet", "--custom-compile-command")
    for source, target, more in LOCKS:
        code = start([uv, "pip", "compile", *options, "python tools/tasks.py lock", source, "-o", target, *more])
        if code:
            return code
    return 0


def clean() -> int:
    """Remove everything that the tasks made and git does not keep."""
    for name in LEFTOVERS + CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def setup_only() -> int:
    """Install the pinned packages and build the web assets."""
    setup()
    return 0


TASKS: dict[str, Callable[[], int]] = {
    "setup": setup_only,
    "run": run,
    "test": run_tests,
    "test-long": test_long,
    "check": check,
    "data": data,
    "messages": messages,
    "bench": bench,
    "evidence": evidence,
    "bundle": bundle,
    "lock": lock,
    "clean": clean,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one task; a failure that was foreseen is one sentence on stderr and exit code 1."""
    lines = [f"{name:<10} {(job.__doc__ or '').splitlines()[0]}" for name, job in TASKS.items()]
    parser = argparse.ArgumentParser(
        description="The tasks of the project.",
        epilog="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=list(TASKS))
    task = parser.parse_known_args(words)[0].task
    try:
        return TASKS[task]()
    except TaskError as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        say("")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
