"""From starting the program (everything installed) to the first map drawn in a browser, whole and by stage.

The other way is the floor: a Streamlit page with one word on it, in the same browser.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.made_workspace import made_workspace
from benchmarks.start_stages import stages
from benchmarks.timing import Measurement, Rival, Timing, peak_memory_of, records_in, timed
from store.bundle import open_store
from store.workspace import VARIABLE
from tools.chromium import ARGUMENTS, found
from ui.server import DASHBOARD, HOST, choose_port, command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

RUNS = 3
CLICKS = 8
WAIT_MS = 60_000
WHOLE = "start of the server → first map drawn"
PAGE_WITH_ONE_WORD = 'import streamlit\nstreamlit.write("drawn")\n'
INCIDENT_SYMBOL = "path.leaflet-interactive"
LAYER = "Villages and towns"


def measure(size: int | None = None) -> Iterator[Measurement]:
    """Server start to first map, and to the empty page (medians of three starts); then a click to the new map.

    ``size``: also with so many made incidents in a workspace, once.
    """
    store = open_store()
    records = records_in(store)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found(), args=list(ARGUMENTS))
        word = Path(folder) / "word.py"
        word.write_text(PAGE_WITH_ONE_WORD, "utf-8")
        memory, ours = _median(browser, DASHBOARD, _map_is_drawn)
        least, floor = _median(browser, word, lambda page: page.get_by_text("drawn").wait_for(timeout=WAIT_MS))
        rival = Rival("a Streamlit page with one word", floor)
        more = {"MB server, one session": memory, "MB of the one word": least}
        yield Measurement(WHOLE, records, ours, None, (rival,), more)
        yield from _by_stage(records, ours)
        yield Measurement("click on a layer → map redrawn in the browser", records, _redrawn(browser))
        if size is not None:
            mine = made_workspace(Path(folder) / "workspace", store, size)
            memory, timing = timed(lambda: _once(browser, DASHBOARD, _map_is_drawn, mine), runs=1)
            yield Measurement(WHOLE, size, timing, more={"MB server, one session": memory})
        browser.close()


def _by_stage(records: int, whole: Timing) -> Iterator[Measurement]:
    """The stages, and what the browser needs besides."""
    found = stages()
    for name, timing in found.items():
        yield Measurement(f"– of it: {name}", records, timing)
    rest = whole.milliseconds - sum(timing.milliseconds for timing in found.values())
    yield Measurement("– of it: browser, and waiting for each other", records, Timing(max(rest, 0.0), 1))


def _redrawn(browser: Browser) -> Timing:
    """The median time from a click on the box of a layer until the map has other symbols."""
    port = choose_port()
    with _server(DASHBOARD, port):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"http://{HOST}:{port}")
        _map_is_drawn(page)
        symbols = page.frame_locator("iframe").first.locator(INCIDENT_SYMBOL)
        page.wait_for_timeout(1_000)
        timing = timed(lambda: _click(page, symbols), runs=CLICKS)[1]
        page.close()
    return timing


def _click(page: Page, symbols: Locator) -> None:
    before = symbols.count()
    page.get_by_text(LAYER, exact=True).first.click()
    until = time.monotonic() + WAIT_MS / 1000
    while symbols.count() == before and time.monotonic() < until:
        page.wait_for_timeout(5)
    page.mouse.move(0, 0)


def _map_is_drawn(page: Page) -> None:
    page.frame_locator("iframe").first.locator(INCIDENT_SYMBOL).first.wait_for(state="attached", timeout=WAIT_MS)


def _median(browser: Browser, script: Path, drawn: Callable[[Page], None]) -> tuple[float, Timing]:
    """Peak memory of the server in megabytes, and the time."""
    return timed(lambda: _once(browser, script, drawn), runs=RUNS)


def _once(browser: Browser, script: Path, drawn: Callable[[Page], None], workspace: Path | None = None) -> float:
    port = choose_port()
    with _server(script, port, workspace) as process:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"http://{HOST}:{port}")
        drawn(page)
        page.close()
        return peak_memory_of(process)


@contextmanager
def _server(script: Path, port: int, workspace: Path | None = None) -> Iterator[int]:
    words = [str(script) if word == str(DASHBOARD) else word for word in command(HOST, port)]
    env = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
    env |= {} if workspace is None else {VARIABLE: str(workspace)}
    silent = subprocess.DEVNULL
    server = subprocess.Popen(words, cwd=DASHBOARD.parent, env=env, stdout=silent, stderr=silent)  # noqa: S603 - our own words
    try:
        _wait_for(f"http://{HOST}:{port}/_stcore/health", seconds=WAIT_MS / 1000)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(address: str, *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
