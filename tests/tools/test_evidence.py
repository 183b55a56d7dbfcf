"""How evidence is made: from an empty folder, whole or not at all, with real commands and small pictures."""

from __future__ import annotations

import io
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from model.errors import BadInputError, MissingPartError, TargetError
from tools import evidence, evidence_pictures, row_counts
from tools.evidence_figures import FIGURES, Figure, measured, picked

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

KNOWN = {"commit": "c" * 40, "clean": True, "data_version": "d", "date": "2026-01-01"}
COUNT = Figure("made.count", "made", "ferghana query incidents", "/count")


# --- the folder ------------------------------------------------------------------------------------


def test_the_folder_starts_empty_and_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "of-last-year.png").touch()
    (tmp_path / "evidence.killed.part").mkdir()

    def fill(fresh: Path) -> None:
        assert list(fresh.iterdir()) == []
        (fresh / "figures.json").write_text("{}", "utf-8")

    evidence.write(folder, fill=fill)
    assert [path.name for path in folder.iterdir()] == ["figures.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["evidence"]


def test_a_failure_leaves_the_old_folder_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "old.png").touch()

    def fill(fresh: Path) -> None:
        (fresh / "half.png").touch()
        message = "no Chromium"
        raise MissingPartError(message)

    with pytest.raises(MissingPartError, match="no Chromium"):
        evidence.write(folder, fill=fill)
    assert [path.name for path in folder.iterdir()] == ["old.png"]
    assert [path.name for path in tmp_path.iterdir()] == ["evidence"]


def test_a_failure_is_one_sentence_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: Any) -> None:
        message = "Pictures need a Chromium."
        raise MissingPartError(message)

    monkeypatch.setattr(evidence, "write", broken)
    assert evidence.main([]) == 1
    assert capsys.readouterr().err == "Pictures need a Chromium.\n"


def test_the_circumstances_name_commit_data_and_day() -> None:
    known = evidence.circumstances()
    assert set(known) == set(KNOWN)
    assert len(known["commit"]) == 40
    assert isinstance(known["clean"], bool)


def test_outside_a_clone_there_is_no_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "ROOT", tmp_path)
    monkeypatch.setattr(evidence, "FOLDER", tmp_path / "evidence")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BadInputError, match="work in a clone"):
        evidence.circumstances()


# --- figures ---------------------------------------------------------------------------------------


def test_every_figure_carries_its_circumstances_and_a_command_runs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    by_side = COUNT._replace(id="made.sides", pick="/sides")
    monkeypatch.setattr(evidence, "FIGURES", (COUNT, by_side))

    def run(command: str) -> str:
        asked.append(command)
        return json.dumps({"count": 3, "sides": {"KG": 1, "TJ": 2}})

    rows = evidence.figures(KNOWN, run=run)
    assert asked == ["ferghana query incidents"]
    assert {row["id"]: row["value"] for row in rows} == {"made.count": 3, "made.sides.KG": 1, "made.sides.TJ": 2}
    assert all(KNOWN.items() <= row.items() for row in rows)


def test_two_figures_with_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "FIGURES", (COUNT, COUNT))
    with pytest.raises(BadInputError, match=r"the id 'made\.count'"):
        evidence.figures(KNOWN, run=lambda command: '{"count": 3}')


@pytest.mark.parametrize("answer", ['{"other": 1}', "no JSON", "[]"])
def test_an_answer_without_the_figure_names_figure_and_command(answer: str) -> None:
    with pytest.raises(
        BadInputError, match=r"'made\.count' has no place '/count' in the answer of 'ferghana query"
    ):
        measured(COUNT, answer)


def test_what_a_side_tells_of_itself_is_the_account_that_is_read_first() -> None:
    rows = [
        {"told_by": "TJ", "about_side": "KG", "killed": {"best": 1}},
        {"told_by": "KG", "about_side": "KG", "killed": {"best": 62}},
        {"told_by": "KG", "about_side": "KG", "killed": {"best": 63}},
    ]
    assert picked({"by_account": rows}, "told:KG:killed:/by_account") == 62
    assert picked({"rows": [{"list": [5, 6]}]}, "/rows/0/list") == [5, 6]
    assert picked({"rows": [1, 2]}, "len:/rows") == 2


def test_the_golden_numbers_of_the_facts_are_among_the_figures() -> None:
    ids = {figure.id for figure in FIGURES}
    assert {"sept_2022.count", "sept_2022.KG.killed", "sept_2022.TJ.killed", "june_2010.count", "rows"} <= ids


def test_a_command_that_fails_says_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"'python -m tools\.row_counts nothing' failed: There is no table"):
        evidence_pictures.run_here("python -m tools.row_counts nothing", tmp_path)


def test_a_command_of_the_documents_runs_in_any_folder(tmp_path: Path) -> None:
    said = evidence_pictures.run_here("python -m tools.row_counts places 'place_id=SET*'", tmp_path)
    assert json.loads(said)["rows"] == 226  # tools/facts/settlements.csv has so many rows


# --- counting rows ---------------------------------------------------------------------------------


def test_rows_are_counted_with_patterns_that_all_hold(valley_store: Store) -> None:
    incidents = valley_store.frame("incidents")
    counted = incidents[incidents["record_kind"].isin(["event", "part"]) & (incidents["country"] == "KG")]
    words = ["record_kind=event|part", "country=KG"]
    assert row_counts.count(valley_store, "incidents", words)["rows"] == len(counted) > 0
    kinds = row_counts.count(valley_store, "incidents", [], distinct="country")["rows"]
    assert kinds == incidents["country"].nunique()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["towns"], "There is no table 'towns'"), (["places", "size=1"], "There is no column 'size'")],
)
def test_unknown_tables_and_columns_are_one_sentence(
    words: list[str], said: str, valley_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert row_counts.main(words, store=valley_store) == 1
    assert capsys.readouterr().err.startswith(said)


# --- pictures --------------------------------------------------------------------------------------


def test_every_page_is_taken_in_three_languages_at_two_sizes() -> None:
    files = [shot.file for shot in evidence_pictures.shots()]
    assert len(files) == len(set(files))
    for page in ("map", "incidents", "data"):
        for lang in ("en", "ru", "tg"):
            assert {f"{page}-{lang}-desktop.png", f"{page}-{lang}-phone.png"} <= set(files)
    assert {"snapshot-en.png", "snapshot-ru.png", "snapshot-tg.png", "one-file-html.png"} <= set(files)
    assert len(evidence_pictures.pages()) == len(list((evidence.ROOT / "ui" / "pages").glob("*.py")))


def _picture(*, noise: bool) -> bytes:
    made = random.Random(7)
    size = (400, 300)
    content = made.randbytes(size[0] * size[1] * 3) if noise else bytes(size[0] * size[1] * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", size, content).save(stream, "PNG")
    return stream.getvalue()


def test_a_picture_becomes_small_and_always_the_same() -> None:
    plain = _picture(noise=True)
    small = evidence_pictures.reduced(plain)
    assert len(small) < len(plain) / 2
    assert small == evidence_pictures.reduced(plain)
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (400, 300)
        assert picture.mode == "P"


def test_a_picture_that_stays_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_pictures, "LARGEST", 1_000)
    with pytest.raises(TargetError, match=r"where 1,000 are allowed"):
        evidence_pictures.reduced(_picture(noise=True))


def test_the_page_of_the_folder_links_every_picture_and_names_the_commit() -> None:
    shown = [{"file": "map-en-phone.png", "command": "ferghana serve", "address": "?lang=en"}]
    page = evidence.index({**KNOWN, "clean": False}, shown)
    assert "| [map-en-phone.png](map-en-phone.png) | `ferghana serve` | `/?lang=en` |" in page
    assert "`cccccccccccc` with changes that are not committed" in page
