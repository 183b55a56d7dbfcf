"""The Data page without a browser, on a workspace of its own: empty, or with the messy list imported."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.imports import ImportKind
from store.importing import import_files
from store.workspace import VARIABLE
from tests.messy_list import options_for, write_messy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 60


@pytest.fixture(scope="session")
def messy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The messy list as a workbook."""
    return write_messy(tmp_path_factory.mktemp("messy") / "Журнал 2026.xlsx")


@pytest.fixture(scope="session")
def imported(messy_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace into which the messy list was imported; do not change it."""
    folder = tmp_path_factory.mktemp("imported") / "w"
    import_files(folder, ImportKind.SPREADSHEET, [messy_file], options=options_for(messy_file))
    return folder


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an empty workspace, the one that the page writes."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def filled(workspace: Path, imported: Path) -> Path:
    """The same with the messy list in it."""
    shutil.copytree(imported, workspace, dirs_exist_ok=True)
    return workspace


@pytest.fixture
def data_page(workspace: Path) -> Iterator[AppTest]:
    """The Data page over the workspace; which part of it is shown is the test's to set."""
    st.cache_resource.clear()
    yield AppTest.from_file("../../ui/pages/data.py", default_timeout=SECONDS)
    st.cache_resource.clear()
