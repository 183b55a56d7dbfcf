"""Stores for everybody: the tiny made valley, and the data of the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.bundle import open_store
from tests.valley import write_valley

if TYPE_CHECKING:
    from store.bundle import Store


@pytest.fixture(scope="session")
def valley_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The made valley of tests/valley.py, opened once a session; do not change its frames."""
    return open_store(write_valley(tmp_path_factory.mktemp("valley")))


@pytest.fixture(scope="session")
def bundled_store() -> Store:
    """The data of the repository, opened once a session; do not change its frames."""
    return open_store()
