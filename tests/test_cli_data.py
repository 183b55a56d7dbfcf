"""``ferghana import``, ``workspace``, ``query changes``: reports that keep their schema, sentences, copies."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from referencing import Registry, Resource

import cli
from cli_options import WORKSPACE
from store.workspace import open_current

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in (ROOT / "docs/cli").glob("*.json")
}
REGISTRY = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in SCHEMAS.values())
HEAD = "Номер;Дата;Район;Село;Что случилось;Описание;Погибло"
GOOD = "{n};2022-09-{n:02d};Исфара;Ворух;драка;Запись {n};{killed}"
BAD = "9;не знаю;Исфара;Ворух;драка;=1+1;много"


class Desk:
    """A workspace in an empty room, and the command."""

    def __init__(self, room: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.room, self.folder, self._capsys = room, room / "w", capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what stands on stdout and on stderr."""
        code = cli.run(list(words))
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def here(self, *words: str) -> tuple[int, str, str]:
        """The same in the workspace."""
        return self.run(*words, "--workspace", str(self.folder))

    def table(self, *lines: str) -> str:
        path = self.room / "log.csv"
        path.write_text("\n".join([HEAD, *lines]), "utf-8")
        return str(path)

    def bring(self, *lines: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
        code, out, err = self.here("import", "spreadsheet", self.table(*lines), *more)
        assert (code, "rows read" in err) == (0, True)
        report: dict[str, Any] = json.loads(out)
        checked("import", report)
        return report


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv(WORKSPACE, raising=False)
    return Desk(tmp_path, capsys)


def checked(name: str, payload: Any) -> None:
    Draft202012Validator(SCHEMAS[name], registry=REGISTRY).validate(payload)


def good(n: int, *, killed: int = 1) -> str:
    return GOOD.format(n=n, killed=killed)


def test_a_report_accounts_for_every_row(desk: Desk) -> None:
    report = desk.bring(good(1), good(2), BAD)
    assert report["rows_read"] == 3
    assert [report[name] for name in ("accepted", "updated", "unchanged", "withdrawn")] == [2, 0, 0, 0]
    assert {(row["row"], row["code"]) for row in report["quarantined"]} == {(4, "Q02"), (4, "Q03")}
    assert report["levels"]["L1"] == 2
    assert desk.bring(good(1), good(2), BAD)["unchanged"] == 2


def test_what_was_set_aside_comes_in_again_once_it_is_mended(desk: Desk) -> None:
    aside = desk.room / "aside.csv"
    first = desk.bring(good(1), BAD, more=("--quarantine", str(aside), "--source", "log"))
    assert first["accepted"] == 1
    rows = list(csv.DictReader(io.StringIO(aside.read_text("utf-8-sig"))))
    assert [row["ferghana_row"] for row in rows] == ["3"]
    assert rows[0]["Описание"] == "'=1+1"
    assert "is not a date" in rows[0]["ferghana_reason"]
    mended = [{**row, "Дата": "2022-09-09", "Погибло": "0"} for row in rows]
    with aside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(mended[0]))
        writer.writeheader()
        writer.writerows(mended)
    code, out, _ = desk.here("import", "spreadsheet", str(aside))
    report = json.loads(out)
    assert (code, report["source_id"], report["accepted"], report["withdrawn"]) == (0, "log", 1, 0)
    assert report["quarantined"] == []
    texts = open_current(desk.folder).frame("incidents")["description"]
    assert (texts == "=1+1").sum() == 1


def test_a_dry_run_reports_and_makes_no_workspace(desk: Desk) -> None:
    code, out, err = desk.here("import", "spreadsheet", desk.table(good(1)), "--dry-run")
    report = json.loads(out)
    checked("import", report)
    assert (code, report["dry_run"], report["version"], report["import_id"]) == (0, True, None, None)
    assert "Nothing was written (--dry-run)." in err
    assert not desk.folder.exists()


def test_a_report_can_go_into_a_file(desk: Desk) -> None:
    path = desk.room / "r.json"
    code, out, _ = desk.here("import", "spreadsheet", desk.table(good(1)), "--report", str(path))
    assert (code, out) == (0, "")
    checked("import", json.loads(path.read_text("utf-8")))


def _nothing(desk: Desk) -> tuple[str, ...]:
    return "import", "spreadsheet", str(desk.room / "none.csv"), "--workspace", str(desk.folder)


def _page(desk: Desk) -> tuple[str, ...]:
    (desk.room / "page.csv").write_text("<!doctype html><html><body>Log in</body></html>", "utf-8")
    return "import", "acled", str(desk.room / "page.csv"), "--workspace", str(desk.folder)


def _no_profile(desk: Desk) -> tuple[str, ...]:
    path = desk.table(good(1))
    return "import", "spreadsheet", path, "--profile", "mine", "--workspace", str(desk.folder)


def _no_workspace(desk: Desk) -> tuple[str, ...]:
    return "query", "changes", "--since", "2020-01-01", "--workspace", str(desk.folder)


def _public_archive(desk: Desk) -> tuple[str, ...]:
    desk.bring(good(1))
    return "workspace", "export", "--out", str(desk.room / "a.zip"), "--workspace", str(desk.folder)


@pytest.mark.parametrize("words", [_nothing, _page, _no_profile, _no_workspace, _public_archive])
def test_what_cannot_be_done_is_one_sentence(desk: Desk, words: Callable[[Desk], tuple[str, ...]]) -> None:
    code, out, err = desk.run(*words(desk))
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_named_workspace_is_made_where_that_is_said(desk: Desk) -> None:
    code, out, err = desk.here("query", "changes", "--since", "2020-01-01", "--create")
    assert (code, desk.folder.is_dir()) == (0, True)
    assert "has no data yet" in err
    checked("changes", json.loads(out))


def test_the_state_of_a_workspace_and_its_copy(desk: Desk) -> None:
    desk.bring(good(1))
    code, out, _ = desk.here("workspace", "info")
    state = json.loads(out)
    checked("workspace", state)
    assert (code, state["version"], state["imports"][0]["accepted"]) == (0, "0001", 1)
    copy = str(desk.room / "copy.zip")
    code, out, _ = desk.here("workspace", "export", "--out", copy, "--internal")
    assert (code, json.loads(out)["tables"]["provenance"]) == (0, 1)
    other = str(desk.room / "other")
    code, _, err = desk.run("workspace", "restore", copy, "--workspace", other)
    assert (code, "Restored as version 0001" in err) == (0, True)
    code, out, _ = desk.run("workspace", "info", "--workspace", other)
    assert json.loads(out)["data_version"] == state["data_version"]


def test_an_absent_workspace_tells_of_the_bundled_data(desk: Desk) -> None:
    code, out, _ = desk.here("workspace", "info")
    state = json.loads(out)
    checked("workspace", state)
    assert (code, state["version"], state["imports"]) == (0, None, [])


def test_what_changed_since_my_last_briefing_as_json_csv_and_workbook(desk: Desk) -> None:
    desk.bring(good(1), good(2), good(3))
    _, out, _ = desk.here("query", "sources")
    briefed = json.loads(out)["data_version"]
    desk.bring(good(1), good(3, killed=5))
    asked = ("query", "changes", "--since", briefed, "--internal")
    code, out, _ = desk.here(*asked)
    answer = json.loads(out)
    checked("changes", answer)
    assert (code, answer["figures"]["updated"], answer["figures"]["withdrawn"]) == (0, 1, 1)
    _, out, _ = desk.here(*asked, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["change"] for row in rows} == {"updated", "withdrawn"}
    assert {row["marks"] for row in rows} == {"INTERNAL"}
    path = desk.room / "changes.xlsx"
    assert desk.here(*asked, "--out", str(path))[0] == 0
    book = load_workbook(path)
    assert book.sheetnames == ["Changes", "Imports", "About"]
    assert book["Changes"].max_row == len(rows) + 1
    assert any("1 corrected, 1 withdrawn" in str(row[1].value) for row in book["About"].iter_rows())
