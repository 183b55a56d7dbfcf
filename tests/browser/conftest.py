"""A dashboard on a free port and a real Chromium, once for all browser tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.map_robot import DESKTOP, Robot
from tools.chromium import ARGUMENTS, found
from tools.web_assets import are_built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
PORT = "{port}"
"""Stands for the free port among the words that start a dashboard."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the dashboard ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the dashboard did not answer in time")


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """The address of a running dashboard on the data of the repository."""
    options = ("--server.headless", "true")
    with served("-m", "streamlit", "run", "dashboard.py", "--server.port", PORT, *options) as address:
        yield address


@contextmanager
def served(*words: str) -> Iterator[str]:
    """The address of a dashboard that Python starts with these words, a port for :data:`PORT`, until we leave."""
    if not are_built():
        pytest.skip("static/ is not built: python -m tools.web_assets")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *(str(port) if word == PORT else word for word in words)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where only the other tests run

    program = found()
    if program is None:
        pytest.skip("no Chromium on this machine: python -m tools.chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def robot(chromium: Browser, dashboard: str) -> Iterator[Robot]:
    """A reader at a desktop screen who notes every request and every word on the console."""
    page = chromium.new_page(viewport=DESKTOP, accept_downloads=True)  # type: ignore[arg-type]
    yield Robot(page, dashboard)
    page.close()
