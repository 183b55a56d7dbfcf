"""Stores for everybody: the tiny made valley, and the data of the repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from store.bundle import open_store
from tests.valley import write_valley

if TYPE_CHECKING:
    from store.bundle import Store

LONG = 20
"""`make test-long` tries this many times as many examples as the settings of a property say."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Widen the budget of a property test where the long run was asked for."""
    own = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
    if own is not None and os.environ.get("FERGHANA_BUDGET") == "long":
        # Hypothesis has no public way to multiply what a test's own settings say.
        item.obj._hypothesis_internal_use_settings = settings(own, max_examples=own.max_examples * LONG)


@pytest.fixture(scope="session")
def valley_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The made valley of tests/valley.py, opened once a session; do not change its frames."""
    return open_store(write_valley(tmp_path_factory.mktemp("valley")))


@pytest.fixture(scope="session")
def bundled_store() -> Store:
    """The data of the repository, opened once a session; do not change its frames."""
    return open_store()
