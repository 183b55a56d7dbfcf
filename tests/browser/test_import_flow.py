"""A list of one's own in a real browser: from a messy workbook to another map, and nothing is lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.workspace import VARIABLE, current_version
from tests.browser.conftest import PORT, served
from tests.browser.map_robot import DESKTOP, STEP, WAIT, Robot
from tests.messy_list import (
    ASIDE,
    MISSPELT,
    OTHER_MISSPELT,
    PLACE_HEADER,
    READ,
    SOURCE,
    TAKEN,
    TEXT_HEADER,
    TITLE,
    UNKNOWN_WORD,
    write_messy,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser

FACTS = "Documented incidents 2010–2025"
KAPCHYGAI, VORUKH = "incidents:SET011:L1", "incidents:SET151:L1"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with nothing in it."""
    return tmp_path_factory.mktemp("mine")


@pytest.fixture(scope="module")
def address(mine: Path) -> Iterator[str]:
    """A dashboard that writes into the workspace."""
    options = ("--server.headless", "true")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(mine))
        with served("-m", "streamlit", "run", "dashboard.py", "--server.port", PORT, *options) as url:
            yield url


@pytest.fixture
def robot(chromium: Browser, address: str) -> Iterator[Robot]:
    page = chromium.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
    yield Robot(page, address)
    page.close()


def go(robot: Robot, name: str, question: str) -> None:
    robot.page.get_by_test_id("stSidebarNavItems").get_by_text(name, exact=True).click()
    robot.page.get_by_role("heading", name=question).wait_for(timeout=WAIT)
    robot.wait_idle()


def to_map(robot: Robot) -> None:
    go(robot, "Map", "Where are incidents reported")
    robot.page.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for(
        state="attached", timeout=WAIT
    )
    robot.wait_idle()


def to_part(robot: Robot, part: str) -> None:
    """Open a part of the Data page."""
    go(robot, "Data", "What is in here, and can I trust it?")
    robot.page.get_by_test_id("stButtonGroup").get_by_text(part, exact=True).click()
    robot.wait_idle()


def main(robot: Robot) -> Locator:
    return robot.page.get_by_test_id("stMain")


def says(robot: Robot, words: str) -> None:
    """Wait until the page says these words."""
    main(robot).get_by_text(words).first.wait_for(timeout=WAIT)


def press(robot: Robot, name: str) -> None:
    button = main(robot).get_by_role("button", name=name, exact=True)
    button.click(timeout=WAIT)
    robot.wait_idle()


def upload(robot: Robot, path: Path) -> None:
    robot.page.locator(".st-key-import-files input[type=file]").set_input_files(path)
    robot.wait_idle()


def choose_meaning(robot: Robot, word: str, meaning: str) -> None:
    """Say what a word of the file means, in the list that stands open."""
    row = robot.page.locator("[class*=st-key-import-word-]").filter(has_text=word)
    row.scroll_into_view_if_needed(timeout=WAIT)
    box = row.locator("input")
    box.click()  # waits until the rows of the part that was opened stand still, else the list closes again
    box.fill(meaning)
    robot.page.get_by_role("option", name=meaning, exact=True).click()
    robot.wait_idle()


def sign(robot: Robot, what: str) -> None:
    """Write who decides, names or pairs."""
    box = robot.page.locator(f".st-key-{what}-who input")
    box.fill("A. B.")
    box.press("Enter")
    robot.wait_idle()


def decide_name(robot: Robot, name: str, place: str) -> None:
    """Say which place a name means, and wait until it waits no longer."""
    waiting = main(robot).get_by_text(f"'{name}' in 1 rows")
    waiting.wait_for(timeout=WAIT)
    main(robot).get_by_test_id("stRadio").get_by_text(place).first.click()
    robot.wait_idle()
    press(robot, "Keep this decision")
    waiting.wait_for(state="detached", timeout=WAIT)
    robot.wait_idle()


def figures(robot: Robot) -> str:
    """What stands above the map."""
    return robot.page.locator(".fv-figures").first.inner_text()


def fill(robot: Robot, key: str, words: str) -> None:
    box = robot.page.locator(f".st-key-{key} input")
    box.fill(words)
    box.press("Tab")
    robot.wait_idle()


def speak(robot: Robot, title: str) -> None:
    """Ask for the records of one more source."""
    box = robot.page.locator(".st-key-filters-source input")
    box.scroll_into_view_if_needed()
    robot.page.wait_for_timeout(STEP)  # a list that opens while the sidebar scrolls closes again
    box.fill(title)
    robot.page.get_by_role("option", name=title).first.click()
    robot.page.keyboard.press("Escape")
    robot.wait_idle()


def bring(robot: Robot, path: Path, mine: Path) -> None:
    """Upload the list, say what the proposal did not find, check, import."""
    to_part(robot, "Add your data")
    upload(robot, path)
    says(robot, "Which column is which")
    says(robot, "Never kept, because it could tell a person: Телефон.")
    fill(robot, "import-source", SOURCE)
    fill(robot, "import-title", TITLE)
    robot.choose_option("import-column-place_text", PLACE_HEADER)
    robot.choose_option("import-column-description", TEXT_HEADER)
    main(robot).get_by_text("What the words of 'Вид' mean").click()
    choose_meaning(robot, UNKNOWN_WORD, "Land or water dispute")
    press(robot, "Check without importing")
    says(robot, "Checked, nothing was written.")
    says(robot, f"{READ} read = {TAKEN} new + 0 changed + 0 as before + {ASIDE} set aside")
    assert current_version(mine) is None
    press(robot, "Import")
    says(robot, "Imported as data version")
    says(robot, f"{READ} read = {TAKEN} new + 0 changed + 0 as before + {ASIDE} set aside")


def resolve_names(robot: Robot) -> None:
    """Say which places the two names mean that fit none."""
    to_part(robot, "To decide")
    sign(robot, "names")
    decide_name(robot, MISSPELT, "Kapchygai (Batken")
    decide_name(robot, OTHER_MISSPELT, "Vorukh (Isfara")
    says(robot, "No name waits for a decision.")


def resolve_pair(robot: Robot) -> None:
    """Say that the record that two sources have is one event."""
    to_part(robot, "To decide")
    says(robot, "Probability that they are one event")
    sign(robot, "pairs")
    press(robot, "One event")
    says(robot, "No pair of records waits for a decision.")


def test_a_messy_list_is_mapped_checked_imported_and_decided_about_and_the_map_follows(
    robot: Robot, mine: Path, tmp_path: Path
) -> None:
    robot.open()
    bundled = robot.count()
    bring(robot, write_messy(tmp_path / "Журнал 2026.xlsx"), mine)
    to_map(robot)
    robot.until(lambda: robot.count() == TAKEN)
    assert not {KAPCHYGAI, VORUKH} & set(robot.refs("incidents:"))
    resolve_names(robot)
    to_map(robot)
    robot.until(lambda: {KAPCHYGAI, VORUKH} <= set(robot.refs("incidents:")))
    for title in (TITLE, FACTS):
        speak(robot, title)
    robot.until(lambda: "undecided pairs of records" in figures(robot))
    assert f"reported incidents: {TITLE}" in figures(robot)
    resolve_pair(robot)
    to_map(robot)
    robot.until(lambda: robot.count() == bundled + TAKEN - 1)
    assert "undecided" not in figures(robot)
    assert robot.errors == []
    assert robot.strangers() == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("events.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", "Git LFS"),
        ("export.xlsx", b"<!DOCTYPE html><html><body>Please log in</body></html>", "web page"),
    ],
)
def test_a_file_that_is_not_what_it_claims_gets_one_plain_sentence(
    robot: Robot, mine: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    before = current_version(mine)
    robot.open()
    to_part(robot, "Add your data")
    path = tmp_path / name
    path.write_bytes(content)
    upload(robot, path)
    said = main(robot).get_by_test_id("stAlert")
    said.first.wait_for(timeout=WAIT)
    assert words in said.inner_text()
    assert name in said.inner_text()
    assert main(robot).get_by_test_id("stException").count() == 0
    assert main(robot).get_by_role("button", name="Import", exact=True).count() == 0
    assert current_version(mine) == before
    assert robot.errors == []
