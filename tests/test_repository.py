"""What the repository promises to whoever clones it: bytes that stay, settings that hold, nothing that leaks."""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from model import style

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".parquet", ".png", ".xlsx", ".mo"}
MEGABYTE = 1024 * 1024
NEEDED = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "DATA-LICENCES.md",
    "docs/glossary.md",
    "docs/methods.md",
    "docs/performance.md",
    ".ci/run",
    "run.cmd",
)
# Written so that this file does not hold what it looks for.
CDN = r"cdn[.]jsdelivr|cdnjs[.]cloudflare|unpkg[.]com|code[.]jquery|netdna[.]bootstrap|fonts[.]googleapis"
REGISTRY = r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|registry[.]yarnpkg|npmmirro[r]"
MACHINE_PATH = r"(?<![\w.:/-])/(?:work|home|root|tmp|Users|opt)/[\w.-]+"


@cache
def _files() -> tuple[Path, ...]:
    """What git keeps or would keep; all files where there is no git."""
    git = shutil.which("git")
    command = [str(git), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False) if git else None
    if listed is None or listed.returncode:
        ignored = {".venv", "node_modules", "static", ".git", "build", "ferghana.egg-info"}
        return tuple(
            path for path in ROOT.rglob("*") if path.is_file() and not ignored & set(path.relative_to(ROOT).parts)
        )
    paths = (ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def _texts() -> list[tuple[str, str]]:
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in _files()
        if path.suffix not in BINARY and "__pycache__" not in path.parts
    ]


def _attributes() -> list[tuple[str, set[str]]]:
    lines = (ROOT / ".gitattributes").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    return [(pattern, set(words)) for pattern, *words in rules]


def test_git_never_touches_a_byte_of_the_data() -> None:
    pattern, words = _attributes()[-1]
    assert pattern == "data/**", "the last matching rule wins, so this one stands last"
    assert "-text" in words


def test_every_other_text_has_the_same_line_ends_everywhere() -> None:
    rules = dict(_attributes())
    assert {"text=auto", "eol=lf"} <= rules["*"]
    for kind in ("*.parquet", "*.png", "*.xlsx"):
        assert "binary" in rules[kind]


def test_no_text_file_has_windows_line_ends() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in _files()
        if path.suffix not in BINARY | {".cmd"} and b"\r\n" in path.read_bytes()
    ]
    assert not wrong


def _streamlit() -> dict[str, Any]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "address", "localhost"),
        ("server", "showEmailPrompt", False),
        ("server", "enableStaticServing", True),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "disableDataExport", True),
    ],
)
def test_streamlit_listens_on_this_computer_only_and_tells_nobody(
    section: str, option: str, value: object
) -> None:
    assert _streamlit()[section][option] == value


def test_uploads_have_a_limit() -> None:
    assert 1 <= _streamlit()["server"]["maxUploadSize"] <= 200


def test_the_colours_of_the_theme_are_style_tokens() -> None:
    theme = _streamlit()["theme"]
    assert theme["primaryColor"] == style.PERCEPTION_VALUE.line
    assert theme["backgroundColor"] == style.PAPER
    assert theme["secondaryBackgroundColor"] == style.LAND
    assert theme["textColor"] == style.INK


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a link to a CDN", CDN),
        ("the host of a package registry", REGISTRY),
        ("a path of one machine", MACHINE_PATH),
    ],
)
def test_no_file_holds(what: str, pattern: str) -> None:
    found = [f"{name}: {match.group()}" for name, text in _texts() for match in re.finditer(pattern, text)]
    assert not found, f"{what} stands in {found[:5]}"


def test_no_file_is_larger_than_a_megabyte() -> None:
    large = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in _files()}
    assert not {name: size for name, size in large.items() if size > MEGABYTE}


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_that_readers_look_for_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_the_integration_script_runs_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[-1] == "exec make test"
    if shutil.which("git"):
        shown = subprocess.run(["git", "ls-files", "-s", ".ci/run"], cwd=ROOT, capture_output=True, check=False)
        assert shown.stdout.split()[:1] in ([], [b"100755"]), "git must keep .ci/run executable"


def test_the_licences_of_code_and_data_are_named() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    notices = (ROOT / "DATA-LICENCES.md").read_text("utf-8")
    for word in ("ODbL", "© OpenStreetMap contributors", "CC BY 4.0", "GeoNames"):
        assert word in notices


def test_every_bundled_file_has_a_licence_notice() -> None:
    catalog = json.loads((ROOT / "data" / "catalog.json").read_text("utf-8"))
    notices = (ROOT / "DATA-LICENCES.md").read_text("utf-8")
    patterns = re.findall(r"`(data/[^`]+)`", notices)
    for entry in catalog["files"]:
        name = f"data/{entry['path'].removeprefix('data/')}"
        assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns), name


def test_the_package_lock_names_no_place_of_download() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def _links() -> list[tuple[str, str]]:
    pages = [path for path in _files() if path.suffix == ".md"]
    return [
        (page.relative_to(ROOT).as_posix(), target)
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not target.startswith("mailto:")
    ]


def test_links_between_our_documents_lead_somewhere() -> None:
    broken = [
        f"{page} -> {target}" for page, target in _links() if not (ROOT / page).parent.joinpath(target).exists()
    ]
    assert not broken
