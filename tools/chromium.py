"""The Chromium of the browser tests: the one on the machine, else one that can be installed.

``python -m tools.chromium`` makes sure that there is one; tests ask :func:`found` and :data:`ARGUMENTS`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ARGUMENTS: tuple[str, ...] = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What a Chromium started as root needs, and what keeps it from calling home."""
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core")


def found() -> Path | None:
    """The program of a Chromium: named in FERGHANA_CHROMIUM, on the machine, or Playwright's own; else None."""
    named = os.environ.get("FERGHANA_CHROMIUM")
    if named:
        return Path(named)
    for name in NAMES:
        program = shutil.which(name)
        if program:
            return Path(program)
    places = (Path(place) for place in USUAL_PLACES)
    return next((place for place in places if place.is_file()), None) or _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - starts a driver: only when nothing else is there

    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.is_file() else None


def _install() -> None:
    """Install the distribution's package where we may, else let Playwright fetch its own."""
    apt = shutil.which("apt-get")
    if apt and getattr(os, "geteuid", lambda: 1)() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=False, env=env)
        command = [apt, "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES]
        if subprocess.run(command, check=False, env=env, stdout=subprocess.DEVNULL).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Exit code 0 once there is a Chromium, else 1 with one sentence."""
    if found() is None:
        print("No Chromium on this machine: installing one for the browser tests ...", flush=True)
        _install()
    if found() is None:
        print(
            "The browser tests need a Chromium and none could be installed: install Chromium or Chrome, "
            "or name its program in FERGHANA_CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
