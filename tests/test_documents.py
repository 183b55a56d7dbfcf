"""What the documents promise: commands that work, tasks that exist, rooms and numbers that are so."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import cli
from layers.registry import LAYERS, Layer
from model.messages import CODES, coded
from model.tables import TABLES
from model.workspace_tables import WORKSPACE_TABLES
from tools import cli_reference, tasks

if TYPE_CHECKING:
    from store.bundle import Store

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in (ROOT / "docs" / "cli").glob("*.schema.json")
}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
ANSWERS = {
    "boundaries-install": "boundaries install tests/made_districts.geojson --dry-run",
    "boundaries-list": "boundaries list",
    "changes": "query changes --since 2020-01-01",
    "import": "import spreadsheet tools/facts/incidents.csv --dry-run",
    "workspace": "workspace info",
    "doctor": "doctor --json",
    "header": "query sources",
    "duplicates": "review duplicates --list --decided",
    "incidents": "query incidents --from 2022-09-01 --to 2022-09-30",
    "incidents-geojson": "query incidents --from 2022-09-01 --to 2022-09-30 --format geojson",
    "names": "review places --list",
    "perceptions": "query perceptions",
    "responses": "query responses",
    "responses-geojson": "query responses --format geojson",
    "section": "query section S28",
    "sections": "query sections --on 2019-06-01",
    "sources": "query sources",
}
"""The schema of docs/cli/: a command whose answer keeps to it."""
COMMANDS = re.findall(r"^ferghana .*$", README, re.MULTILINE)


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_readme_works(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)[1:]
    # The doctor of a machine on which something is amiss says so and exits 1; both are right.
    assert cli.run(words) in ({0, 1} if words == ["doctor"] else {0})
    if "--out" in words:
        assert (tmp_path / words[words.index("--out") + 1]).stat().st_size > 0
    else:
        assert capfdbinary.readouterr().out


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/data.md", "docs/performance.md"])
def test_tasks_that_documents_name_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", text)) | set(re.findall(r"tasks\.py ([a-z-]+)", text))
    assert named <= set(tasks.TASKS)


def test_the_readme_names_every_room() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert not {room for room in rooms if f"`{room}/`" not in README}


def test_every_code_of_the_methods_page_is_a_coded_sentence() -> None:
    page = (ROOT / "docs" / "methods.md").read_text("utf-8")
    codes = set(re.findall(r"^\| ([PBV]\d) \|", page, re.MULTILINE))
    assert codes
    for code in codes:
        assert coded(code).code == code


@pytest.mark.parametrize("code", CODES)
def test_every_message_code_has_its_row(code: str) -> None:
    assert re.search(rf"^\| {code} \|", _page("methods.md"), re.MULTILINE), (
        f"the message code {code} has no row in docs/methods.md: say there when the sentence comes"
    )


def test_every_page_has_its_heading_and_its_line_in_the_readme() -> None:
    pages = re.findall(r'st\.Page\([^)]*?gettext\("([^"]+)"\)', (ROOT / "dashboard.py").read_text("utf-8"))
    assert pages == re.findall(r"^## (.+)$", _page("pages.md"), re.MULTILINE)
    assert [page for page in pages if f"| {page} |" not in README] == []


def test_every_page_file_stands_in_the_menu() -> None:
    menu = (ROOT / "dashboard.py").read_text("utf-8")
    for path in (ROOT / "ui" / "pages").glob("*.py"):
        assert f'st.Page("ui/pages/{path.name}"' in menu, f"the page ui/pages/{path.name} is not in dashboard.py"


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.key)
def test_every_layer_has_its_heading(layer: Layer) -> None:
    assert f"\n## {layer.key}\n" in _page("layers.md"), (
        f"the layer '{layer.key}' has no heading '## {layer.key}' in docs/layers.md: say there what it draws"
    )


def test_the_layers_stand_in_the_order_in_which_they_are_drawn() -> None:
    headings = re.findall(r"^## (\w+)$", _page("layers.md"), re.MULTILINE)
    assert headings == [layer.key for layer in LAYERS]


def test_every_table_has_its_heading_and_every_column_its_row() -> None:
    page = _page("data-dictionary.md")
    for table in (*TABLES, *WORKSPACE_TABLES):
        assert f"\n## {table.name}\n" in page, (
            f"the table '{table.name}' has no heading in docs/data-dictionary.md"
        )
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for column in table.column_names:
            assert f"\n| `{column}` |" in part, (
                f"the column '{table.name}.{column}' has no row: run 'python -m tools.data_dictionary'"
            )


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, _ in cli_reference.commands()])
def test_every_command_has_its_row(name: str) -> None:
    assert f"\n| `{name}` |" in _page("cli.md"), (
        f"the command 'ferghana {name}' is not in docs/cli.md: run 'python -m tools.cli_reference'"
    )


@pytest.mark.parametrize(("option", "said"), list(cli_reference.options()))
def test_every_option_has_its_row_and_says_what_it_is(option: str, said: str) -> None:
    assert said, f"the option {option} has no help text: give it one in the program"
    assert re.search(rf"^\| `{re.escape(option)}` \| {re.escape(said)} \|", _page("cli.md"), re.MULTILINE), (
        f"the option {option} ({said}) is not in docs/cli.md: run 'python -m tools.cli_reference'"
    )


def test_the_reference_of_the_command_is_the_one_that_the_program_makes() -> None:
    assert cli_reference.reference() in _page("cli.md"), "run 'python -m tools.cli_reference'"


def test_every_question_has_a_schema_that_its_page_links_to() -> None:
    questions = {name.split()[1] for name, _ in cli_reference.commands() if name.startswith("query ")}
    lacking = {question for question in questions if question not in SCHEMAS}
    assert not lacking, f"the question '{min(lacking)}' has no docs/cli/{min(lacking)}.schema.json"
    for name in SCHEMAS:
        assert f"(cli/{name}.schema.json)" in _page("cli.md"), f"docs/cli.md has no link to {name}.schema.json"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_one_and_fits_an_answer_of_the_bundled_data(
    name: str, bundled_store: Store, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert name in ANSWERS, f"no command is known that answers as {name}.schema.json: name one in ANSWERS"
    monkeypatch.setattr(cli, "_bundled", lambda: bundled_store)
    assert cli.run(ANSWERS[name].split()) in ({0, 1} if name == "doctor" else {0})
    answer = json.loads(capfdbinary.readouterr().out)
    if name == "header":  # what every answer begins with; the rest is for the schema of the question
        answer = {key: answer[key] for key in SCHEMAS["header"]["required"]}
    Draft202012Validator(SCHEMAS[name], registry=REGISTRY).validate(answer)
