"""The ``ferghana`` command: exit codes, one sentence for each mistake, and outputs that keep their schema."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from typer.testing import CliRunner

import cli
import cli_options
from answers.languages import translator
from model.errors import DataFileError
from model.filters import FILTERS
from model.selection import Selection
from model.settings import LANGUAGES, language_note
from model.tables import INCIDENTS, RESPONSES, SOURCES
from tools.web_assets import are_built

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.bundle import Store

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in (ROOT / "docs/cli").glob("*.json")
}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)


@pytest.fixture
def valley(valley_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The command over the made valley."""
    monkeypatch.setattr(cli, "_bundled", lambda: valley_store)
    monkeypatch.delenv(cli.WORKSPACE, raising=False)
    return valley_store


class Said:
    """What a command wrote and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def say(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> Said:
    code = cli.run(list(words))
    written = capsysbinary.readouterr()
    return Said(code, written.out.decode(), written.err.decode())


def checked(name: str, payload: Any) -> None:
    Draft202012Validator(SCHEMAS[name], registry=REGISTRY).validate(payload)


def test_schemas_are_schemas() -> None:
    assert set(SCHEMAS) >= {"header", "incidents", "sections", "section", "perceptions", "sources", "doctor"}
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("incidents", "query incidents"),
        ("incidents", "query incidents --district Alma"),
        ("incidents", "query incidents --internal --verification unverified --level L1"),
        ("incidents-geojson", "query incidents --format geojson"),
        ("sections", "query sections --on 2019-06-01"),
        ("sections", "query sections --on 1900-01-01"),
        ("section", "query section S01a"),
        ("perceptions", "query perceptions"),
        ("perceptions", "query perceptions --perceptions synthetic"),
        ("perceptions", "query perceptions --perceptions synthetic --by place"),
        ("perceptions", "query perceptions --perceptions synthetic --by province --group sex --internal"),
        ("responses", "query responses"),
        ("responses", "query responses --from 2030-01-01 --district Alma"),
        ("responses-geojson", "query responses --format geojson"),
        ("sources", "query sources"),
        ("changes", "query changes --since 2022-09-14"),
    ],
)
@pytest.mark.usefixtures("valley")
def test_each_output_keeps_its_schema(capsysbinary: pytest.CaptureFixture[bytes], schema: str, words: str) -> None:
    said = say(capsysbinary, *words.split())
    assert (said.code, said.err) == (0, "")
    checked(schema, said.json)


@pytest.mark.usefixtures("valley")
def test_a_schema_notices_a_missing_and_an_unknown_key(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    payload = say(capsysbinary, "query", "incidents").json
    for broken in ({**payload, "surprise": 1}, {key: payload[key] for key in payload if key != "workspace"}):
        with pytest.raises(ValidationError, match=r"surprise|workspace"):
            checked("incidents", broken)
    payload["records"][0].pop("side_by")
    with pytest.raises(ValidationError, match="side_by"):
        checked("incidents", payload)


def test_schemas_describe_every_column_of_the_contracts() -> None:
    records = SCHEMAS["incidents"]["properties"]["records"]["items"]["properties"]
    assert set(INCIDENTS.column_names) <= set(records)
    assert set(RESPONSES.column_names) <= set(SCHEMAS["responses"]["$defs"]["row"]["properties"])
    rows = SCHEMAS["sources"]["properties"]["rows"]["items"]["properties"]
    assert set(SOURCES.column_names) <= set(rows)


@pytest.mark.usefixtures("valley")
def test_names_in_any_spelling_and_the_choice_is_in_the_answer(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    payload = say(capsysbinary, "query", "incidents", "--district", "Алма", "--district", "Dara").json
    assert payload["selection"]["ids"]["district"] == ["kg-alma", "tj-dara"]
    assert any("Alma (city)" in choice for choice in payload["choices"])


@pytest.mark.usefixtures("valley")
def test_responses_come_with_a_point_only_where_their_place_is_known(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    features = say(capsysbinary, "query", "responses", "--format", "geojson").json["features"]
    assert [(x["properties"]["response_id"], x["geometry"] is None) for x in features] == [
        ("A1", True),
        ("A2", False),
    ]
    lines = say(capsysbinary, "query", "responses", "--format", "csv").out.splitlines()
    assert len(lines) == 3


@pytest.mark.usefixtures("valley")
def test_two_sentences_to_quote_come_with_the_incidents(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = say(capsysbinary, "query", "incidents", "--border", "KG-TJ").json["said"]
    assert len(said) == 2
    assert "reported incident" in said[0]
    assert said[1].startswith("Limits: ")


@pytest.mark.usefixtures("valley")
def test_dates_are_inclusive(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ("query", "incidents", "--from", "2015-03-01", "--to", "2015-03-01")
    assert [row["incident_id"] for row in say(capsysbinary, *words).json["records"]] == ["V01"]


@pytest.mark.usefixtures("valley")
def test_internal_rows_come_only_when_asked_for_and_are_marked(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    public = say(capsysbinary, "query", "incidents").json
    internal = say(capsysbinary, "query", "incidents", "--internal").json
    assert "V14" not in {row["incident_id"] for row in public["records"]}
    assert "V14" in {row["incident_id"] for row in internal["records"]}
    assert (internal["mode"], internal["marks"]) == ("internal", ["INTERNAL"])


@pytest.mark.usefixtures("valley")
def test_a_refusal_is_an_answer_and_ends_well(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = say(capsysbinary, "query", "perceptions", "--perceptions", "synthetic", "--by", "place")
    assert (said.code, said.json["status"], said.json["code"]) == (0, "refused", "P9")


@pytest.mark.usefixtures("valley")
def test_csv_goes_to_a_file_with_a_byte_order_mark(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    target = tmp_path / "incidents.csv"
    said = say(capsysbinary, "query", "incidents", "--format", "csv", "--out", str(target))
    assert (said.code, said.out) == (0, "")
    assert "Written:" in said.err
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert rows[0]["incident_id"] == "V01"
    assert rows[0]["workspace"] == "bundled"


@pytest.mark.usefixtures("valley")
@pytest.mark.parametrize("fmt", ["xlsx", "gpkg"])
def test_records_come_as_a_workbook_or_a_geopackage(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, fmt: str
) -> None:
    target = tmp_path / f"incidents.{fmt}"
    said = say(capsysbinary, "query", "incidents", "--format", fmt, "--out", str(target))
    assert (said.code, said.out) == (0, "")
    assert target.read_bytes()[:4] == {"xlsx": b"PK\x03\x04", "gpkg": b"SQLi"}[fmt]


@pytest.mark.usefixtures("valley")
def test_the_name_of_a_file_decides_its_format(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    for name, begins in (
        ("a.csv", b"\xef\xbb\xbfincident_id"),
        ("a.XLSX", b"PK"),
        ("a.txt", b"{"),
        ("a.json", b"{"),
    ):
        assert say(capsysbinary, "query", "incidents", "--out", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)


MISTAKES = [
    ("query incidents --from 2022-02-01 --to 2022-01-01", 1, "begin before it ends"),
    ("query incidents --from 2022-13-01", 1, "write it as YYYY-MM-DD"),
    ("query incidents --district Bulk", 1, "the nearest is Bulak"),
    ("query incidents --type battle", 1, "is not a value of 'type': use one of armed_clash"),
    ("query incidents --source nobody", 1, "nobody"),
    ("query section S99", 1, "There is no border section 'S99'"),
    ("query perceptions --question Q1", 1, "add '--perceptions synthetic'"),
    ("query perceptions --perceptions synthetic --question Q99", 1, "There is no question 'Q99'"),
    ("query perceptions --by hex", 1, "use one of place, district"),
    ("query incidents --workspace /no/such/folder", 1, "does not exist: correct --workspace"),
    ("query sources --format geojson", 1, "no places to write as GeoJSON"),
    ("query incidents --out /no/such/folder/a.json", 1, "does not exist: make it first"),
    ("snapshot --out /no/such/folder/map.png", 1, "does not exist: make it first"),
    ("snapshot --out map.pdf", 1, "does not end in .png or .html: name it map.png or map.html"),
    ("snapshot --out map.png --format html", 1, "The format html does not fit the name map.png: name it map.html"),
    ("snapshot --out map.html --format png", 1, "The format png does not fit the name map.html: name it map.png"),
    ("snapshot --out map.html --dpi 300", 1, "leave --size and --dpi out"),
    ("snapshot --out map.png --size 10x10", 1, "ask for 1280×960 or more"),
    ("snapshot --out map.png --size big", 1, "is not a size"),
    ("snapshot --out map.png --dpi 5000", 1, "choose 96 to 300"),
    ("snapshot --out map.png --dpi 7", 1, "choose 96 to 300"),
    ("snapshot --out map.svg --format svg", 2, "'svg' comes later: maps are written as png or html"),
    ("snapshot --out map.tif --format tif", 2, "'tif' is not known: maps are written as png or html"),
    ("query sections --rank killed", 2, "No such option: --rank"),
    ("query incidents --workspace /proc/version", 1, "is a file, not a folder"),
    ("query incidents --format csv --out /", 1, "for example /answer.csv"),
    ("snapshot --out map.png --layer rivers", 1, "no layer 'rivers'"),
    ("serve --port 99999", 1, "leave --port out"),
    ("query incidents --format csv --out a.json", 1, "The format csv does not fit the name a.json: name it a.csv"),
    ("query incidents --format docx", 2, "is not known: use one of json, csv, geojson, xlsx, gpkg"),
    ("query incidents --format xlsx", 1, "name a file, for example --out answer.xlsx"),
    ("query sources --format gpkg --out sources.gpkg", 1, "has no records to write as gpkg"),
    ("query incidents --format pdf", 2, "is not known: use one of json, csv, geojson"),
    ("query incidents --lang de", 2, "'de' is not one of"),
    ("query incidents --colour red", 2, "No such option: --colour"),
    ("query rivers", 2, "No such command 'rivers'"),
    ("snapshot", 2, "Missing option '--out'"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), MISTAKES, ids=[words for words, _, _ in MISTAKES])
@pytest.mark.usefixtures("valley")
def test_a_mistake_is_one_sentence_with_the_next_step(
    capsysbinary: pytest.CaptureFixture[bytes],
    words: str,
    code: int,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = say(capsysbinary, *words.split())
    assert said.code == code
    assert said.out == ""
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir()), "nothing half-written"


def test_a_changed_data_file_is_one_sentence(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed() -> Store:
        message = "places.parquet does not match its hash: get it again."
        raise DataFileError(message)

    monkeypatch.setattr(cli, "_bundled", changed)
    said = say(capsysbinary, "query", "sources")
    assert (said.code, said.out) == (1, "")
    assert said.err == "places.parquet does not match its hash: get it again.\n"


def test_what_nobody_expected_names_doctor_and_shows_details_only_when_asked(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprise() -> Store:
        message = "secret detail"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(cli, "_bundled", surprise)
    monkeypatch.delenv(cli.DEBUG, raising=False)
    said = say(capsysbinary, "query", "sources")
    assert said.code == 1
    assert "ferghana doctor" in said.err
    assert "secret detail" not in said.err
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(ZeroDivisionError, match="secret detail"):
        cli.run(["query", "sources"])


@pytest.mark.usefixtures("valley")
def test_a_reader_that_goes_away_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_words: Any, **_options: Any) -> None:
        raise BrokenPipeError

    closed = list[int]()
    monkeypatch.setattr(cli.typer, "echo", gone)
    monkeypatch.setattr(os, "dup2", lambda *_handles: closed.append(1))
    assert cli.run(["query", "sources"]) == 0
    assert closed


@pytest.mark.usefixtures("valley")
def test_a_workspace_without_data_shows_the_bundled_data_and_says_so(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cli.WORKSPACE, str(tmp_path))
    said = say(capsysbinary, "query", "sources")
    assert said.code == 0
    assert "has no data yet: the bundled data are used" in said.err
    assert said.json["workspace"] == "bundled"


@pytest.mark.usefixtures("valley")
def test_a_language_without_a_catalogue_is_said(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = say(capsysbinary, "query", "sources", "--lang", "ky")
    assert said.code == 0
    assert "Names follow this language" in said.err
    answer = say(capsysbinary, "query", "incidents", "--lang", "ru", "--district", "Alma").json
    assert {row["district"] for row in answer["records"]} == {"Алма"}
    assert any(words.endswith(": Алма") for words in answer["selection"]["words"])


@pytest.mark.usefixtures("valley")
def test_a_snapshot_says_its_choices_and_where_it_is(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    target = tmp_path / "map.png"
    words = ("snapshot", "--district", "Alma", "--size", "1280x960", "--out", str(target))
    said = say(capsysbinary, *words)
    assert said.code == 0
    assert "Alma (city) not included" in said.err
    assert said.err.rstrip().endswith(f"Written: {target}")
    assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("valley")
@pytest.mark.skipif(not are_built(), reason="static/ is not built: python -m tools.web_assets")
@pytest.mark.parametrize("words", ["", "--format html", "--internal"])
def test_a_map_in_one_file_is_public_unless_asked_otherwise(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, words: str
) -> None:
    target = tmp_path / "map.html"
    said = say(capsysbinary, "snapshot", "--district", "kg-alma", *words.split(), "--out", str(target))
    assert (said.code, said.out) == (0, "")
    assert f"Written: {target}" in said.err
    page = target.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert ("INTERNAL" in page) == ("V14" in page) == (words == "--internal")


@pytest.mark.parametrize("question", ["incidents", "sections", "section S01a", "perceptions", "sources"])
@pytest.mark.usefixtures("valley")
def test_no_csv_has_two_columns_of_one_name(capsysbinary: pytest.CaptureFixture[bytes], question: str) -> None:
    said = say(capsysbinary, "query", *question.split(), "--format", "csv")
    names = next(csv.reader(io.StringIO(said.out)))
    assert len(names) == len(set(names))
    assert "answer_synthetic" in names


def test_doctor_as_a_program_keeps_its_schema() -> None:
    done = run_python("doctor", "--json")
    payload = json.loads(done.stdout)
    checked("doctor", payload)
    assert done.returncode == (0 if payload["ok"] else 1)
    assert {check["name"] for check in payload["checks"]} >= {"python", "packages", "data", "fonts", "port"}


@pytest.mark.usefixtures("valley")
def test_doctor_ends_with_one_where_something_is_to_mend(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.typeface.missing_letters", lambda: "ӣ")
    said = say(capsysbinary, "doctor", "--json")
    assert said.code == 1
    checked("doctor", said.json)
    assert "lacks ӣ" in say(capsysbinary, "doctor").out


def test_serve_says_what_it_opens(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.server.serve", lambda host, port: 0)
    monkeypatch.setattr("ui.server.port_is_free", lambda port, **_host: port == 8503)
    said = say(capsysbinary, "serve")
    assert said.code == 0
    assert "http://localhost:8503" in said.err
    assert "everyone who can reach this computer" in say(capsysbinary, "serve", "--host", "0.0.0.0").err
    taken = say(capsysbinary, "serve", "--port", "8501")
    assert taken.code == 1
    assert "Port 8501 of localhost cannot be used" in taken.err


def test_help_explains_every_filter() -> None:
    runner = CliRunner()
    text = runner.invoke(cli.app, ["snapshot", "--help"]).output
    assert all(f"--{name}" in text for name in FILTERS)
    assert runner.invoke(cli.app, ["--help"]).exit_code == 0


def test_filters_are_the_parameters_of_a_selection() -> None:
    fields = {"date_from": "from", "date_to": "to"}
    assert set(FILTERS) == {fields.get(name, name) for name in Selection.__dataclass_fields__}


@pytest.mark.usefixtures("valley")
@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_sentences_and_marks_follow_the_language(capsysbinary: pytest.CaptureFixture[bytes], lang: str) -> None:
    english = say(capsysbinary, "query", "incidents", "--from", "1980-01-01", "--to", "1980-12-31").json
    said = say(
        capsysbinary, "query", "incidents", "--from", "1980-01-01", "--to", "1980-12-31", "--lang", lang
    ).json
    checked("incidents", said)
    note = language_note(lang)
    assert note is not None
    assert said["message"] != english["message"]
    assert said["language_note"] == note.text(translator(lang))
    assert "language_note" not in english
    assert said["marks"] == english["marks"] == []
    assert said["code"] == english["code"]


@pytest.mark.usefixtures("valley")
@pytest.mark.parametrize("words", [("--to", "yesterday"), ("--type", "quarrel")])
def test_a_refusal_follows_the_language(
    capsysbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...]
) -> None:
    english = say(capsysbinary, "query", "incidents", *words)
    said = say(capsysbinary, "query", "incidents", *words, "--lang", "ru")
    assert (said.code, said.out) == (1, "")
    assert said.err != english.err
    assert words[1] in said.err


def test_languages_of_the_command_are_those_of_the_project() -> None:
    assert get_args(cli_options.Language) == LANGUAGES


def run_python(*words: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = [sys.executable, "-m", "cli", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def test_as_a_program_on_the_bundled_data() -> None:
    done = run_python("query", "incidents", "--from", "2022-09-14", "--to", "2022-09-20", "--district", "Isfara")
    assert (done.returncode, done.stderr) == (0, "")
    payload = json.loads(done.stdout)
    checked("incidents", payload)
    assert payload["count"] == 8
    best = {(row["told_by"], row["killed_best"]) for row in payload["not_divisible"]}
    assert {("KG", 62), ("TJ", 41)} <= best, "the total of September 2022 stands on its own line"


def test_as_a_program_a_mistake_has_no_traceback() -> None:
    done = run_python("query", "incidents", "--district", "Batkn")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Batken (kg-batken" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_does_not_load_the_slow_rooms() -> None:
    code = (
        "import sys, cli; cli.run(['--help']); print(sorted({'pandas', 'ibis', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout.strip().endswith("[]")


def test_the_documentation_names_every_command_and_every_schema() -> None:
    text = (ROOT / "docs/cli.md").read_text("utf-8")
    asked = {str(command.callback.__name__) for command in cli.query.registered_commands if command.callback}
    others = {
        str(command.name or command.callback.__name__)
        for command in cli.app.registered_commands
        if command.callback
    }
    assert all(f"ferghana query {name}" in text for name in asked)
    assert all(f"ferghana {name}" in text for name in others)
    assert all(f"cli/{name}.schema.json" in text for name in SCHEMAS)
