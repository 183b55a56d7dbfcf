"""A workspace as one file and back: what it names, what it needs, and that nothing of a broken one is taken."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from model.errors import BadInputError, TargetError
from model.imports import ImportKind
from store.archive import MANIFEST, export_archive, restore_archive
from store.importing import import_files
from store.secret_key import NAME, secret_of
from store.workspace import current_version, open_current
from tests.valley import write_valley

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "number;date;district;place;what;text;killed\n"


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("archive") / "bundled")


@pytest.fixture
def mine(tmp_path: Path, bundled: Path) -> Path:
    """A workspace with one imported record and a key."""
    path = tmp_path / "log.csv"
    path.write_text(f"{HEAD}1;2022-09-14;Alma;Alma;brawl;Stones;1", "utf-8")
    import_files(tmp_path / "mine", ImportKind.SPREADSHEET, [path], bundled=bundled)
    secret_of(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def archive(mine: Path, tmp_path: Path) -> Path:
    export_archive(mine, tmp_path / "copy.zip", internal=True)
    return tmp_path / "copy.zip"


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed."""
    with zipfile.ZipFile(archive) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return archive


def test_an_archive_names_what_it_contains(archive: Path, mine: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
        assert set(manifest["files"]) == set(packed.namelist()) - {MANIFEST}
    assert manifest["tables"]["import_log"] == 1
    assert manifest["what"].startswith("INTERNAL")
    assert (manifest["version"], manifest["holds_key"]) == (current_version(mine), True)


def test_a_restored_workspace_gives_the_same_answers(archive: Path, mine: Path, tmp_path: Path) -> None:
    assert restore_archive(archive, tmp_path / "new") == "0001"
    before, after = open_current(mine), open_current(tmp_path / "new")
    assert before.data_version == after.data_version
    assert secret_of(tmp_path / "new") == secret_of(mine)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "new" / NAME).stat().st_mode) == 0o600


def test_restoring_into_a_workspace_keeps_its_versions_and_takes_the_key_of_the_archive(
    archive: Path, mine: Path, tmp_path: Path, bundled: Path
) -> None:
    other = tmp_path / "other"
    import_files(other, ImportKind.SPREADSHEET, [tmp_path / "log.csv"], bundled=bundled)
    own = secret_of(other)
    assert restore_archive(archive, other) == "0002"
    assert (other / "versions" / "0001").is_dir()
    assert secret_of(other) == secret_of(mine)
    assert (other / f"{NAME}.old").read_bytes() == own


def test_an_archive_is_only_made_by_somebody_who_says_internal(mine: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="--internal"):
        export_archive(mine, tmp_path / "copy.zip", internal=False)
    with pytest.raises(BadInputError, match="has no data yet"):
        export_archive(tmp_path / "none", tmp_path / "copy.zip", internal=True)
    assert not (tmp_path / "copy.zip").exists()


def test_a_file_that_is_there_is_not_written_over(mine: Path, archive: Path) -> None:
    with pytest.raises(TargetError, match="is there already"):
        export_archive(mine, archive, internal=True)


def _cut(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.endswith("places.parquet"))
    members[name] = members[name][:-9]


def _take_away(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.endswith("places.parquet"))]


def _climb(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[MANIFEST])
    name = "data/../../stolen.txt"
    members[name] = b"x"
    manifest["files"][name] = "0" * 64
    members[MANIFEST] = json.dumps(manifest).encode()


def _newer(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[MANIFEST])
    members[MANIFEST] = json.dumps({**manifest, "format": 99}).encode()


def _no_manifest(members: dict[str, bytes]) -> None:
    del members[MANIFEST]


def _odd_manifest(members: dict[str, bytes]) -> None:
    members[MANIFEST] = b'["format"]'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_cut, "was changed or cut"),
        (_take_away, "was changed or cut"),
        (_climb, "was changed or cut"),
        (_newer, "made by a newer version"),
        (_no_manifest, "should be an archive that"),
        (_odd_manifest, "should be an archive that"),
    ],
)
def test_of_a_broken_archive_nothing_is_taken(
    archive: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        restore_archive(rewritten(archive, change), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.rglob("stolen*"))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\x00" * 40])
def test_a_file_that_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(BadInputError, match="should be an archive that"):
        restore_archive(tmp_path / "a.zip", tmp_path / "new")
    with pytest.raises(BadInputError, match="should be an archive that"):
        restore_archive(tmp_path / "none.zip", tmp_path / "new")
