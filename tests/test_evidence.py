"""Figures that documents quote: marked, equal to the evidence, and the evidence equal to what the answers give."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cli
from tools import row_counts
from tools.evidence import FIGURES_FILE, FOLDER, PICTURES_FILE, circumstances
from tools.evidence_figures import FIGURES, Figure, measured
from tools.evidence_pictures import ALTOGETHER, LARGEST

if TYPE_CHECKING:
    from store.bundle import Store

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {"data-dictionary.md", "performance.md", "border-status-rows.md"}
"""Written or measured by other tools, with their own tests."""
DOCUMENTS = [
    ROOT / "README.md",
    *sorted(path for path in (ROOT / "docs").glob("*.md") if path.name not in GENERATED),
]
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
MARK = re.compile(rf"({NUMBER})\**<!-- evidence: (\S+) -->")
NO_FIGURE = re.compile(rf"(?:{NUMBER})<!-- not evidence -->")
THINGS = (
    "incidents|records|places|settlements|districts|units|crossings|statements|resources|responses|sections|deaths|"
    "killed|injured|displaced"
)
SAID_OF_THEM = "dated|documented|further|known|other|published|reported|shared|verified|unverified"
QUOTED = (
    re.compile(rf"(?<![\w.,§–-])({NUMBER})\**\s+(?:(?:{SAID_OF_THEM})\s+)?(?:{THINGS})\b"),
    re.compile(rf"(?<![\w.,§–-])({NUMBER})\**\s+by the (?:Kyrgyz|Tajik|Uzbek) count"),
)
"""How a document quotes a figure about the records: a number and what it counts."""
YEAR = re.compile(r"(?:19|20)\d\d")


def _evidence() -> dict[str, Any]:
    path = FOLDER / FIGURES_FILE
    assert path.is_file(), "docs/evidence/ is missing: run 'make evidence'"
    payload: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return payload


def _values() -> dict[str, Any]:
    return {row["id"]: row["value"] for row in _evidence()["figures"]}


def prose(text: str) -> str:
    """A document without its code, which shows commands and not figures."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^ {4}(?![-*\d]).*$", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "`code`", text)


def unmarked(text: str) -> list[str]:
    """The figures of a document that carry no mark, with the words around them."""
    rest = NO_FIGURE.sub("§", MARK.sub("§", prose(text)))
    found = [match for pattern in QUOTED for match in pattern.finditer(rest)]
    return [match.group() for match in found if not YEAR.fullmatch(match.group(1))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_marked_figure_is_that_of_the_evidence(path: Path) -> None:
    values = _values()
    for written, name in MARK.findall(path.read_text("utf-8")):
        assert name in values, f"{path.name} names the evidence '{name}', which does not exist: see {FIGURES_FILE}"
        assert Decimal(written.replace(",", "")) == Decimal(str(values[name])), (
            f"{path.name} says {written} where the evidence '{name}' is {values[name]}: correct the document"
        )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_mark_stands_right_behind_its_number(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("<!-- evidence:") == len(MARK.findall(text)), "write 34<!-- evidence: sept_2022.count -->"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_figure_about_the_records_carries_its_evidence(path: Path) -> None:
    found = unmarked(path.read_text("utf-8"))
    assert not found, (
        f"{path.name} quotes {found} without evidence: put <!-- evidence: ID --> behind the number "
        f"(ids in docs/evidence/{FIGURES_FILE}), or <!-- not evidence --> where it counts no records of ours"
    )


def test_documents_quote_figures_at_all() -> None:
    assert sum(len(MARK.findall(path.read_text("utf-8"))) for path in DOCUMENTS) > 15


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In all 34 records.", ["34 records"]),
        ("**140 documented\nincidents**", ["140 documented\nincidents"]),
        ("62 by the Kyrgyz count", ["62 by the Kyrgyz count"]),
        ("1,234 further places", ["1,234 further places"]),
        ("34<!-- evidence: sept_2022.count --> records, 3<!-- not evidence --> places", []),
        ("In 2022 records are many; `--size 5 records`", []),
    ],
)
def test_the_patterns_find_figures_and_nothing_else(text: str, found: list[str]) -> None:
    assert unmarked(text) == found


# --- the evidence itself ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answers(bundled_store: Store) -> dict[str, str]:
    """What each command prints now."""
    return {command: _answer(command, bundled_store) for command in {figure.command for figure in FIGURES}}


def _answer(command: str, store: Store) -> str:
    words = next(figure.words for figure in FIGURES if figure.command == command)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
        patch.setattr(cli, "_bundled", lambda: store)
        patch.delenv(cli.WORKSPACE, raising=False)
        code = cli.run(words[1:]) if words[0] == "ferghana" else row_counts.main(words[3:], store=store)
        out.flush()
        printed: bytes = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert code == 0, command
    return printed.decode("utf-8")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_the_evidence_is_what_the_command_says_now(figure: Figure, answers: dict[str, str]) -> None:
    values = _values()
    for name, value in measured(figure, answers[figure.command]).items():
        assert name in values, f"the evidence lacks '{name}': run 'make evidence'"
        assert values[name] == value, f"'{figure.command}' now gives {value} for '{name}': run 'make evidence'"


def test_the_evidence_has_no_figure_that_nothing_gives(answers: dict[str, str]) -> None:
    given = {name for figure in FIGURES for name in measured(figure, answers[figure.command])}
    assert set(_values()) == given


def test_every_figure_says_what_it_is_of() -> None:
    needed = {"id", "value", "what", "command", "pick", "seed", "commit", "clean", "data_version", "date"}
    for row in _evidence()["figures"]:
        assert set(row) == needed
        assert re.fullmatch(r"[0-9a-f]{40}", row["commit"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])
        assert row["command"].startswith(("ferghana ", "python -m "))


def test_what_is_made_up_names_its_seed() -> None:
    made = [
        row
        for row in _evidence()["figures"]
        if "synthetic" in row["command"] or "survey_answers" in row["command"]
    ]
    assert made
    assert all(isinstance(row["seed"], int) for row in made)


def test_the_evidence_is_of_these_data() -> None:
    assert _evidence()["data_version"] == circumstances()["data_version"], "run 'make evidence'"


def test_every_picture_is_there_small_and_nothing_else_is() -> None:
    path = FOLDER / PICTURES_FILE
    assert path.is_file(), "docs/evidence/ has no pictures: run 'make evidence'"
    listed = {row["file"] for row in json.loads(path.read_text("utf-8"))["pictures"]}
    files = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert set(files) == listed | {FIGURES_FILE, PICTURES_FILE, "README.md"}
    assert max(files.values()) <= LARGEST
    assert sum(files.values()) <= ALTOGETHER
    for lang in ("en", "ru", "tg"):
        assert {f"map-{lang}-desktop.png", f"map-{lang}-phone.png", f"snapshot-{lang}.png"} <= listed
