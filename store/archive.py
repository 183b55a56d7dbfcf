"""A workspace as one file, and back: the current version and the workspace's key, named and hashed inside.

An archive holds internal records and the key: whoever has it has everything. So it is made only by somebody who
says so (``--internal``), and it names what it contains.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from model.errors import BadInputError, TargetError
from model.strings import N_, Message
from store.bundle import BUNDLED
from store.catalog import CATALOG, read_catalog
from store.migrations import copy_up
from store.secret_key import NAME as SECRET
from store.secret_key import put_secret
from store.table_files import hash_of
from store.workspace import current_version, publish_version, version_folder

MANIFEST = "contents.json"
FORMAT = 1
DATA = "data/"
_MOST_BYTES = 20_000_000_000
_BROKEN = (LookupError, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)
"""What a member that is missing, cut, locked or packed in another way raises."""
_NOT_INTERNAL = N_(
    "An archive of a workspace holds internal records and its key: say so with --internal, and pass it on to "
    "nobody who may not see them."
)
_NOTHING = N_("The workspace {folder} has no data yet: import something first.")
_EXISTS = N_("The file {file} is there already: choose another name, or move it away.")
_NO_ARCHIVE = N_(
    "{file} should be an archive that 'ferghana workspace export' made, but {found}: choose that file."
)
_CHANGED = N_("{file} was changed or cut since it was made ({names}): nothing was restored. Take another copy.")
_NEWER = N_(
    "{file} has format {found}, made by a newer version of this program: update the program, then try again."
)


def export_archive(folder: Path, target: Path, *, internal: bool) -> dict[str, Any]:
    """Write the current version and the key into a new zip file; its contents as the manifest in it says.

    Raises
    ------
        BadInputError: it was not said that internal records may go into a file, or there is nothing to export.
        TargetError: the file is there already.
    """
    if not internal:
        raise BadInputError(Message(_NOT_INTERNAL))
    version = current_version(folder) if folder.is_dir() else None
    if version is None:
        raise BadInputError(Message(_NOTHING, {"folder": str(folder)}))
    if target.exists():
        raise TargetError(Message(_EXISTS, {"file": str(target)}))
    data = version_folder(folder, version)
    files = {
        f"{DATA}{path.relative_to(data).as_posix()}": path for path in sorted(data.rglob("*")) if path.is_file()
    }
    if (folder / SECRET).is_file():
        files[SECRET] = folder / SECRET
    manifest = _manifest(folder, version, files)
    _write(target, files, manifest)
    return manifest


def restore_archive(source: Path, folder: Path, *, bundled: Path = BUNDLED) -> str:
    """Make what an archive holds the current version of a workspace; the version's name.

    Everything is compared with its hash before anything changes; the versions before stay. Its key becomes that of
    the workspace, as the respondents in it are known by that key.

    Raises
    ------
        BadInputError: the file is no such archive, or was changed since it was made.
        TargetError: the workspace cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="ferghana-restore-") as room:
        unpacked = _unpacked(source, Path(room))
        secret = unpacked / SECRET
        catalog = read_catalog(unpacked / DATA)
        version = publish_version(folder, lambda target: copy_up(catalog, target, bundled=bundled))
        if secret.is_file():
            put_secret(folder, secret.read_bytes())
    return version


def _manifest(folder: Path, version: str, files: dict[str, Path]) -> dict[str, Any]:
    tables = {file.table or file.path: file.rows for file in read_catalog(version_folder(folder, version)).files}
    return {
        "format": FORMAT,
        "what": "INTERNAL: a workspace of the Ferghana Valley dashboard, with internal records",
        "workspace": folder.resolve().name,
        "version": version,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "holds_key": SECRET in files,
        "tables": tables,
        "files": {name: hash_of(path) for name, path in files.items()},
    }


def _write(target: Path, files: dict[str, Path], manifest: dict[str, Any]) -> None:
    """Write the zip beside its name and move it there: half an archive never stands."""
    new = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
            for name, path in files.items():
                archive.write(path, name)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _unpacked(source: Path, room: Path) -> Path:
    """The files that the manifest names, each as its hash says, in a folder of their own."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(source, archive)
            wrong = [name for name, digest in manifest["files"].items() if not _take(archive, name, digest, room)]
    except BadInputError:
        raise
    except (zipfile.BadZipFile, LookupError, OSError, ValueError, TypeError, AttributeError) as problem:
        raise BadInputError(Message(_NO_ARCHIVE, {"file": str(source), "found": _found(problem)})) from problem
    if wrong or not (room / DATA / CATALOG).is_file():
        raise BadInputError(Message(_CHANGED, {"file": str(source), "names": ", ".join(wrong[:3]) or CATALOG}))
    return room


def _read_manifest(source: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if int(manifest["format"]) > FORMAT:
        raise BadInputError(Message(_NEWER, {"file": str(source), "found": manifest["format"]}))
    if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
        raise ValueError
    return manifest


def _take(archive: zipfile.ZipFile, name: str, digest: str, room: Path) -> bool:
    """Whether the member is what the manifest says and has a name inside the folder; then it is written there."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or not (name == SECRET or name.startswith(DATA)):
        return False
    target = room.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(name) as packed, target.open("wb") as stream:
            shutil.copyfileobj(packed, stream)
    except _BROKEN:
        return False
    return hash_of(target) == digest


def _found(problem: Exception) -> str:
    return "it is no zip file" if isinstance(problem, zipfile.BadZipFile) else type(problem).__name__
