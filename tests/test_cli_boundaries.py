"""``ferghana boundaries``: report and list keep their schema, every problem is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import cli
from tests.sources.made_maps import geojson, square, written

SCHEMAS = Path(__file__).parent.parent / "docs" / "cli"


MAP = Path(__file__).parent / "made_districts.geojson"
"""A made square around the seat of Batken, three more shapes that match nothing for sure."""


def _checked(schema: str, text: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(text)
    Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8"))).validate(payload)
    return payload


def test_a_map_is_rehearsed_installed_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ["--workspace", str(tmp_path / "w")]
    assert cli.run(["boundaries", "install", str(MAP), "--dry-run", *desk]) == 0
    said = capsys.readouterr()
    rehearsed = _checked("boundaries-install", said.out)
    assert "Nothing was written" in said.err
    assert not (tmp_path / "w").exists()
    assert [one["unit_id"] for one in rehearsed["matched"]] == ["kg-batken"]
    assert [(one["name"], one["why"]) for one in rehearsed["unmatched"]] == [
        ("Zzyzx", "unknown_name"),
        ("Kadamjay", "no_shape"),
    ]
    assert [(one["name"], one["why"]) for one in rehearsed["ambiguous"]] == [("Leilek", "seat_elsewhere")]
    report = tmp_path / "r.json"
    assert cli.run(["boundaries", "install", str(MAP), "--report", str(report), "--source", "mine", *desk]) == 0
    assert "4 units: 1 matched" in capsys.readouterr().err
    written_report = _checked("boundaries-install", report.read_text("utf-8"))
    assert (written_report["dry_run"], written_report["version"]) == (False, "0001")
    assert cli.run(["boundaries", "list", *desk]) == 0
    listed = _checked("boundaries-list", capsys.readouterr().out)
    assert [(one["source_id"], one["units"]) for one in listed["maps"]] == [("mine", 1)]
    assert cli.run(["boundaries", "remove", "mine", *desk]) == 0
    assert "drawn as before it: 1" in capsys.readouterr().err
    assert cli.run(["boundaries", "list", *desk]) == 0
    assert json.loads(capsys.readouterr().out) == {"maps": []}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (geojson([(square(70, 40), {})]), "a bare outline cannot be matched"),
        (geojson([(square(70, 40), {"ADM1_EN": "Zzyzx"})]), "None of the 1 units"),
    ],
)
def test_a_file_that_cannot_be_installed_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    path = written(tmp_path, "bad.geojson", content)
    assert cli.run(["boundaries", "install", str(path), "--workspace", str(tmp_path / "w")]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_an_assignment_without_a_sign_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["boundaries", "install", str(MAP), "--assign", "Batken", "--workspace", str(tmp_path / "w")]
    assert cli.run(words) == 1
    assert "NAME=ID" in capsys.readouterr().err
