"""Files of every kind, broken in every way: nothing is lost silently, no traceback, memory is bounded."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError
from model.imports import QUARANTINE_COLUMNS, ImportKind, ImportOptions
from model.workspace_tables import EVERY_TABLE
from sources import registry
from tests.sources import mutations
from tests.sources.twins import SECRET, Twin, twins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.imports import Parsed

ROUNDS = 500
"""In `make test`; twenty times as many in `make test-long`."""
_OPTIONS = ImportOptions(source_id="made", secret=b"a made secret of a made workspace", wave="W1")
_MOST_MB = 600
_MAY_BE_EMPTY = frozenset({"geometry", "texts"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Twin]:
    """The twins whose kinds can be read."""
    return [twin for twin in twins(tmp_path_factory.mktemp("twins")) if twin.kind in registry.READERS]


def _read(twin: Twin, content: bytes, folder: Path) -> Parsed:
    path = folder / twin.file
    path.write_bytes(content)
    return registry.read(twin.kind, [path], _OPTIONS)


def _problems(parsed: Parsed) -> list[str]:
    """What is not as it must be after any import."""
    main, bad = parsed.tables[parsed.table], parsed.quarantine
    kept, aside = set(main.index), set(bad["row"])
    found = [
        (parsed.read == len(kept) + len(aside), f"{parsed.read} read, {len(kept)} kept, {len(aside)} aside"),
        (kept.isdisjoint(aside), "a row is kept and set aside"),
        (tuple(bad.columns) == QUARANTINE_COLUMNS, "columns of the quarantine"),
        (set(parsed.cells.index) == aside, "cells of the rows set aside"),
        (all(str(message) for message in bad["message"]), "a problem without a sentence"),
        (all(str(note) for note in parsed.notes), "a note without a sentence"),
    ]
    for name, frame in parsed.tables.items():
        table = EVERY_TABLE[name]
        found.append((set(table.column_names) <= set(frame.columns), f"columns of {name}"))
        # Several rows may tell one record (ACLED writes one for each actor), but then all say the same of it.
        different = frame[list(table.column_names)].astype(str).drop_duplicates()
        found.append((not different.duplicated(list(table.key)).any(), f"keys of {name}"))
        needed = [
            column.name for column in table.columns if not column.nullable and column.kind not in _MAY_BE_EMPTY
        ]
        found += [(bool(frame[one].notna().all()), f"{name}.{one} is empty") for one in needed if one in frame]
    return [said for right, said in found if not right]


def _leaks(parsed: Parsed) -> bool:
    frames = [*parsed.tables.values(), parsed.quarantine.drop(columns="message"), parsed.cells]
    sentences = [str(message) for message in parsed.quarantine["message"]]
    return any(SECRET in frame.to_csv() for frame in frames) or any(SECRET in sentence for sentence in sentences)


def _rss_mb() -> float:
    """The most memory that this process ever had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def test_every_kind_that_can_be_read_has_a_twin(made: list[Twin]) -> None:
    assert {twin.kind for twin in made} == set(registry.READERS)


def test_a_twin_reads_whole_and_as_its_kind(made: list[Twin], tmp_path: Path) -> None:
    for twin in made:
        parsed = _read(twin, twin.content, tmp_path)
        assert parsed.kind is twin.kind, twin.name
        assert parsed.read == twin.rows, twin.name
        assert not len(parsed.quarantine), (twin.name, [str(one) for one in parsed.quarantine["message"]])
        assert not _problems(parsed), twin.name
        assert registry.detect([tmp_path / twin.file]) is twin.kind, twin.name


def test_changes_of_form_lose_no_row(made: list[Twin], tmp_path: Path, budget: Callable[[int], int]) -> None:
    random = Random(20221114)
    headed = [twin for twin in made if twin.text and twin.name not in {"bare/candidate.csv", "KG.txt"}]
    for number in range(budget(ROUNDS // 5)):
        twin, change = random.choice(headed), random.choice(mutations.KEEPING)
        said = f"{twin.name} {change.__name__} {number}"
        parsed = _read(twin, change(twin.content, random), tmp_path)
        assert parsed.read == twin.rows, said
        assert not len(parsed.quarantine), (said, [str(one) for one in parsed.quarantine["message"]][:2])
        assert not _problems(parsed), said
        assert not _leaks(parsed), said


def test_a_broken_file_is_refused_in_a_sentence_or_every_row_is_accounted_for(
    made: list[Twin], tmp_path: Path, budget: Callable[[int], int]
) -> None:
    random, before = Random(20220914), _rss_mb()
    for number in range(budget(ROUNDS - ROUNDS // 5)):
        twin = random.choice(made)
        pool = [*mutations.ANY, *(mutations.TEXTS if twin.text else ()), *(mutations.KEEPING if twin.text else ())]
        pool += mutations.ARCHIVES * 4 if twin.content.startswith(b"PK") else ()
        pool += mutations.MAPS * 3 if twin.kind is ImportKind.PLACES else ()
        content, said = twin.content, f"{number} {twin.name}"
        changes = random.choices(pool, k=random.choice([1, 1, 2]))
        for change in changes:
            if content:
                content, said = mutations.broken(change, content, random), f"{said} {change.__name__}"
        try:
            parsed = _read(twin, content, tmp_path)
        except BadInputError as refusal:
            sentence = str(refusal)
            assert sentence.endswith("."), (said, sentence)
            assert "\n" not in sentence, (said, sentence)
            assert SECRET not in sentence or not mutations.IN_PLACE.issuperset(changes), (said, sentence)
        else:
            assert not _problems(parsed), said
            assert not _leaks(parsed) or not mutations.IN_PLACE.issuperset(changes), said
    assert _rss_mb() - before < _MOST_MB
