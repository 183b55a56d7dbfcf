"""Stores for everybody: the tiny made valley, and the data of the repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from benchmarks.made_incidents import made_incidents
from model.enums import LocationLevel
from store.bundle import open_store
from tests.valley import write_valley

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.bundle import Store

LONG = 20
"""`make test-long` tries this many times as many examples as the settings of a property say, and as many rounds as
a test that asks ``budget`` names."""


def is_long() -> bool:
    """Whether the long run was asked for."""
    return os.environ.get("FERGHANA_BUDGET") == "long"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Widen the budget of a property test where the long run was asked for."""
    own = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
    if own is not None and is_long():
        # Hypothesis has no public way to multiply what a test's own settings say.
        item.obj._hypothesis_internal_use_settings = settings(own, max_examples=own.max_examples * LONG)


@pytest.fixture(scope="session")
def budget() -> Callable[[int], int]:
    """How many rounds a loop runs: the number given, or ``LONG`` times as many in the long run."""
    return lambda rounds: rounds * (LONG if is_long() else 1)


@pytest.fixture(scope="session")
def valley_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The made valley of tests/valley.py, opened once a session; do not change its frames."""
    return open_store(write_valley(tmp_path_factory.mktemp("valley")))


@pytest.fixture(scope="session")
def crowded_store(valley_store: Store) -> Store:
    """The made valley with 6,000 incidents, each with a symbol of its own; every tenth is near its place only."""
    made = made_incidents(valley_store, 6_000, scattered=True)
    near = made.index % 10 == 0
    made.loc[near, "location_level"] = LocationLevel.L2.value
    made.loc[near, "radius_m"] = 5_000.0
    made.loc[near & (made.index % 100 == 0), "radius_m"] = 40_000.0
    return valley_store.with_incidents(made)


@pytest.fixture(scope="session")
def bundled_store() -> Store:
    """The data of the repository, opened once a session; do not change its frames."""
    return open_store()
