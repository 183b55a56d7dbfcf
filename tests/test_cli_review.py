"""``ferghana review``: pairs as JSON that keeps its schema, decisions, undo and rule files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import cli
from store import drafts, duplicate_reviews
from tests.pair_desk import Desk

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "docs/cli/duplicates.schema.json").read_text("utf-8"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace begun from the made valley; the command takes these as the bundled data."""
    made = Desk(tmp_path)
    for module in (drafts, duplicate_reviews):
        monkeypatch.setattr(module, "BUNDLED", made.bundled)
    for name in ("pairs", "count_open", "decide", "undo", "apply_rules"):
        function = getattr(duplicate_reviews, name)
        monkeypatch.setitem(function.__kwdefaults__, "bundled", made.bundled)
    return made


def run(desk: Desk, *words: str) -> int:
    return cli.run(["review", "duplicates", "--workspace", str(desk.folder), *words])


def listed(desk: Desk, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(desk, *words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_the_pairs_that_wait_keep_their_schema(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(desk, capsys, "--list")
    assert (found["waiting"], len(found["pairs"]), found["decided"]) == (4, 4, [])
    assert found["pairs"][0]["fields"]["description"]["differs"]
    assert len(listed(desk, capsys, "--most", "1")["pairs"]) == 1


def test_a_decision_and_its_undo_say_how_many_pairs_wait(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "--decide", "V01", "X01", "same", "--by", "AB", "--reason", "one newspaper") == 0
    assert "Pairs that wait for a decision: 3." in capsys.readouterr().err
    pair = listed(desk, capsys, "--decided")["decided"][0]
    assert (pair["decision"], pair["decided_by"], pair["reason"]) == ("same", "AB", "one newspaper")
    assert run(desk, "--undo", "X01", "V01") == 0
    assert "Pairs that wait for a decision: 4." in capsys.readouterr().err


def test_a_rule_file_is_rehearsed_and_then_applied(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "close"\ndecision = "same"\nposterior = 0.6\n', "utf-8")
    assert run(desk, "--rules", str(rules), "--dry-run") == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"decided": {"close": 2}, "waiting": 2, "contradicting": [], "version": None}
    assert "Decided by rules: 2" in said.err
    assert run(desk, "--rules", str(rules)) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "0002"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--decide", "V01", "X01", "same"], "needs to say whose it is"),
        (["--decide", "V01", "X01", "perhaps", "--by", "AB"], "is no decision about a pair"),
        (["--decide", "V01", "Z", "same", "--by", "AB"], "There is no incident 'Z'"),
        (["--undo", "V01", "X01"], "Nothing was decided about V01 and X01"),
        (["--undo", "V01", "X01", "--rules", "r.toml"], "each do one thing"),
        (["--rules", "none.toml"], "none.toml cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_one(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert run(desk, *words) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert not said.out
