"""The pictures of docs/evidence/: each page in three languages at two sizes, the snapshot, the one-file HTML.

A real Chromium looks at a served dashboard. Pictures are reduced to a palette, so that a clone stays
small; the same pixels always give the same bytes.
"""

from __future__ import annotations

import ast
import io
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright import sync_api as playwright_sync

from model.errors import MissingPartError, TargetError
from tools.chromium import ARGUMENTS, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ru", "tg")
SIZES: dict[str, tuple[int, int]] = {"desktop": (1366, 768), "phone": (390, 844)}
LARGEST = 300_000
ALTOGETHER = 3_000_000
COLOURS = (256, 128, 64, 32)
"""Tried in this order until a picture is small enough."""
SMALL = 200_000
SERVE = "ferghana serve"
SNAPSHOT = "--from 2022-09-01 --to 2022-09-30 --district Batken --district Isfara --size 1280x960"
MARKS = "path.leaflet-interactive, canvas"
WAIT = 120_000
START_SECONDS = 120


class Shot(NamedTuple):
    """One picture: its file, the command that serves or makes what it shows, and the address that was opened."""

    file: str
    command: str
    address: str = ""
    size: tuple[int, int] | None = None


def pages(root: Path = ROOT) -> tuple[str, ...]:
    """The address of each page of the dashboard, the first page's being empty."""
    tree = ast.parse((root / "dashboard.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.Page"]
    calls.sort(key=lambda call: call.lineno)
    paths = [
        {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg == "url_path"}
        for call in calls
    ]
    return tuple(path.get("url_path", "") for path in paths)


def shots(root: Path = ROOT) -> list[Shot]:
    """Every picture, in the order in which they are taken."""
    listed = []
    for path in pages(root):
        for lang in LANGUAGES:
            address = f"{path}?lang={lang}"
            listed += [
                Shot(f"{path or 'map'}-{lang}-{name}.png", SERVE, address, size) for name, size in SIZES.items()
            ]
    for lang in LANGUAGES:
        file = f"snapshot-{lang}.png"
        listed.append(Shot(file, f"ferghana snapshot {SNAPSHOT} --lang {lang} --out {file}"))
    command = "ferghana snapshot --format html --out map.html"
    return [*listed, Shot("one-file-html.png", command, "map.html", SIZES["desktop"])]


def reduced(content: bytes, *, small: int = SMALL) -> bytes:
    """A picture with as few colours as it takes to be small.

    Raises
    ------
        TargetError: it stays larger than a picture may be.
    """
    best = content
    with Image.open(io.BytesIO(content)) as picture:
        plain = picture.convert("RGB")
    for colours in COLOURS:
        stream = io.BytesIO()
        plain.quantize(colours, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        best = stream.getvalue()
        if len(best) <= small:
            break
    if len(best) > LARGEST:
        message = f"A picture has {len(best):,} bytes where {LARGEST:,} are allowed: take it smaller."
        raise TargetError(message)
    return best


def take(folder: Path, listed: list[Shot]) -> None:
    """Put every picture into ``folder``.

    Raises
    ------
        MissingPartError: no Chromium, or a command failed.
        TargetError: a picture, or all of them together, are too large.
    """
    program = found()
    if program is None:
        message = "Pictures need a Chromium: run 'python -m tools.chromium', then try again."
        raise MissingPartError(message)
    with playwright_sync.sync_playwright() as playwright, served() as base:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(ARGUMENTS))
        for shot in listed:
            (folder / shot.file).write_bytes(reduced(_seen(browser, base, folder, shot)))
        browser.close()
    _weigh(folder)


def _seen(browser: Browser, base: str, folder: Path, shot: Shot) -> bytes:
    try:
        if shot.command == SERVE:
            return _of_a_page(browser, base + shot.address, shot)
        return _of_a_file(browser, folder, shot)
    except playwright_sync.TimeoutError:
        message = (
            f"Nothing was drawn for {shot.file} within {WAIT // 1000} seconds: open {shot.address} to see why."
        )
        raise MissingPartError(message) from None


def _weigh(folder: Path) -> None:
    weight = sum(path.stat().st_size for path in folder.iterdir())
    if weight > ALTOGETHER:
        message = f"The pictures have {weight:,} bytes together, where {ALTOGETHER:,} are allowed: take fewer."
        raise TargetError(message)


def _of_a_page(browser: Browser, url: str, shot: Shot) -> bytes:
    page = _opened(browser, shot)
    page.goto(url)
    page.locator("h1").first.wait_for(timeout=WAIT)
    if shot.file.startswith("map-"):
        marks = page.frame_locator("iframe[title*=st_folium]").first.locator(MARKS)
        marks.first.wait_for(state="attached", timeout=WAIT)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=WAIT)
    return _settled(page)


def _of_a_file(browser: Browser, folder: Path, shot: Shot) -> bytes:
    """What a command writes: the picture itself, or an HTML file as the browser shows it."""
    run_here(shot.command, folder)
    name = shlex.split(shot.command)[-1]
    made = folder / name
    if made.suffix == ".png":
        return made.read_bytes()
    page = _opened(browser, shot)
    page.goto(made.as_uri())
    page.locator(MARKS).first.wait_for(state="attached", timeout=WAIT)
    content = _settled(page)
    made.unlink()
    return content


def _opened(browser: Browser, shot: Shot) -> Page:
    width, height = shot.size or SIZES["desktop"]
    return browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")


def _settled(page: Page) -> bytes:
    page.wait_for_timeout(2_000)  # labels find their places a moment after the map
    content: bytes = page.screenshot(animations="disabled", caret="hide")
    page.close()
    return content


def run_here(command: str, folder: Path) -> str:
    """What a command of the documents prints, run in ``folder`` with this Python.

    Raises
    ------
        MissingPartError: it failed.
    """
    words = shlex.split(command)
    start = ["-m", "cli", *words[1:]] if words[0] == "ferghana" else words[1:]
    # By its name the module would be looked for in ``folder``; the repository comes first instead.
    code = (
        f"import sys, runpy; sys.path[0] = {str(ROOT)!r}; runpy.run_module({start[1]!r}, None, '__main__', True)"
    )
    whole = [sys.executable, "-c", code, *start[2:]]
    done = subprocess.run(whole, cwd=folder, capture_output=True, check=False, encoding="utf-8", env=_in_english())
    if done.returncode:
        message = f"The command '{command}' failed: {_last_line(done.stderr)}"
        raise MissingPartError(message)
    return done.stdout


def _last_line(said: str) -> str:
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")


def _in_english() -> dict[str, str]:
    # What this computer's owner set for themselves must not change what we claim.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FERGHANA_")}
    return {**kept, "PYTHONUTF8": "1"}


@contextmanager
def served() -> Iterator[str]:
    """The address of a dashboard on the bundled data, served as long as the block runs.

    Raises
    ------
        MissingPartError: it did not answer in time.
    """
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.headless", "true"],
        cwd=ROOT,
        env=_in_english(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    message = f"The dashboard did not answer within {START_SECONDS} seconds: try 'make run' to see why."
    raise MissingPartError(message)
