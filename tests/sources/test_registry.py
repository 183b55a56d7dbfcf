from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError
from model.imports import ImportKind
from sources import registry

if TYPE_CHECKING:
    from pathlib import Path


def test_every_kind_of_import_has_a_reader() -> None:
    assert set(registry.READERS) == set(ImportKind)


@pytest.mark.parametrize("kind", sorted(registry.READERS))
def test_a_reader_offers_what_the_registry_asks(kind: ImportKind) -> None:
    module = import_module(registry.READERS[kind])
    assert callable(module.read)
    assert callable(module.recognises)


def test_a_file_of_no_format_is_refused_with_the_kinds_there_are(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("question,answer\na,b\n", "utf-8")
    with pytest.raises(BadInputError, match=r"No format is recognised in x\.csv.*spreadsheet"):
        registry.read(None, [tmp_path / "x.csv"])
    assert registry.detect([tmp_path / "x.csv"]) is None


def test_no_file_is_refused() -> None:
    with pytest.raises(BadInputError, match="No file was given"):
        registry.read(None, [])


def test_the_name_of_an_upload_stands_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "tmp123").write_text("Date,Place,What happened\n2022-09-14,Ak-Sai,A quarrel\n", "utf-8")
    parsed = registry.read(None, [tmp_path / "tmp123"], names=["Our list.csv"])
    assert parsed.source["source_id"] == "our-list"
