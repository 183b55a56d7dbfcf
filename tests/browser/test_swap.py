"""Other data become current while pages are open: the next click shows them, whole and unmixed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from answers.incidents import incidents
from model.enums import Mode
from model.selection import Selection
from store import workspace
from store.workspace import open_store_of, publish_version
from tests.browser.conftest import free_port, wait_for
from tests.browser.map_robot import DESKTOP, WAIT, Robot
from tests.valley import valley, write_valley
from tools.web_assets import are_built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
VERSIONS = ("0001", "0002")
NORTH = "kg-alma"


class Seen(NamedTuple):
    """What one version shows: the number, and the symbols of the map."""

    number: int
    refs: frozenset[str]


def expected(folder: Path, selection: Selection) -> dict[str, Seen]:
    """What each version shows of a selection."""
    found: dict[str, Seen] = {}
    for version in VERSIONS:
        answer = incidents(open_store_of(folder, version), selection, mode=Mode.INTERNAL)
        found[version] = Seen(answer.figures["count"], frozenset(answer.tables["symbols"]["ref"]))
    return found


def _whole(folder: Path) -> None:
    write_valley(folder)


def _fewer(folder: Path) -> None:
    write_valley(folder, tables={"incidents": valley()["incidents"].iloc[2:]})


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two versions, the first of which is shown."""
    folder = tmp_path_factory.mktemp("mine")
    for write in (_whole, _fewer):
        publish_version(folder, write)
    workspace._swap(folder, VERSIONS[0])
    return folder


@pytest.fixture(scope="module")
def address(mine: Path) -> Iterator[str]:
    """A dashboard that shows the workspace."""
    if not are_built():
        pytest.skip("static/ is not built: python -m tools.web_assets")
    port = free_port()
    words = ["run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", *words],
        cwd=ROOT,
        env={**os.environ, workspace.VARIABLE: str(mine)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def shown(robot: Robot) -> Seen:
    return Seen(robot.count(), frozenset(robot.refs("incidents:")))


def listed(robot: Robot) -> int:
    """The number of lines in the table of the Incidents page, as it says below it."""
    robot.page.get_by_test_id("stSidebarNavItems").get_by_text("Incidents", exact=True).click()
    sentence = robot.page.get_by_text(re.compile(r"of \d+ records; a click"))
    sentence.wait_for(timeout=WAIT)
    robot.wait_idle()
    found = re.search(r"of (\d+) records", sentence.inner_text())
    assert found is not None
    return int(found.group(1))


def test_two_open_pages_show_the_new_data_with_the_next_click(chromium: Browser, address: str, mine: Path) -> None:
    before, after = (expected(mine, Selection())[version] for version in VERSIONS)
    assert before.number != after.number
    assert before.refs != after.refs
    pages = [chromium.new_page(viewport=DESKTOP) for _ in range(2)]  # type: ignore[arg-type]
    one, other = (Robot(page, address).open() for page in pages)
    assert shown(one) == shown(other) == before
    workspace._swap(mine, VERSIONS[1])
    assert shown(one) == before, "nothing changes under a reader's eyes"
    one.choose_district("KG · Alma (city)")
    one.page.get_by_role("button", name="Take all filters off").first.click()
    one.until(lambda: shown(one) == after)
    ref = min(before.refs & after.refs)
    other.click_mark(ref)  # only the map runs again: it has the whole page follow
    other.until(lambda: shown(other) == after)
    assert listed(one) == listed(other) == after.number
    workspace._swap(mine, VERSIONS[0])
    for robot in (one, other):
        assert robot.errors == []
        assert robot.strangers() == []
        robot.page.close()


def test_a_filter_after_a_swap_never_mixes_two_versions(chromium: Browser, address: str, mine: Path) -> None:
    page = chromium.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
    robot = Robot(page, address).open()
    every = expected(mine, Selection(district=(NORTH,)))
    assert every["0001"].number != every["0002"].number
    workspace._swap(mine, VERSIONS[1])
    robot.choose_district("KG · Alma")
    robot.until(lambda: shown(robot) == every["0002"])
    assert listed(robot) == every["0002"].number
    workspace._swap(mine, VERSIONS[0])
    assert robot.errors == []
    page.close()
