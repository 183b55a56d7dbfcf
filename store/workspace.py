"""A workspace: the folder with somebody's own data, in versions that never change, and which one is current.

``versions/NNNN/`` is a data folder like ``data/`` (Parquet files and catalog.json), ``CURRENT`` names one of
them. A new version is written beside the others, checked, and becomes current by one ``os.replace``: whoever
reads meanwhile reads the old one or the new one, and a writer that is killed leaves the old one.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from model.errors import BadInputError, DataFileError, TargetError
from model.strings import N_, Message
from store.bundle import BUNDLED, open_store
from store.catalog import VERSIONS, check_files, read_catalog
from store.file_lock import locked
from store.migrations import copy_up, is_complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.bundle import Store

T = TypeVar("T")
VARIABLE = "FERGHANA_WORKSPACE"
DEFAULT = Path(__file__).resolve().parent.parent / "workspace"
"""The folder of a workspace that nobody named: the only one that need not be there."""

_CURRENT, _VERSIONS, _LOCK, _UNFINISHED = "CURRENT", VERSIONS, ".lock", ".unfinished-"
_NAME = re.compile(r"\d{4,}")
_TRIES, _PAUSE_SECONDS = 100, 0.02
_NO_FOLDER = N_(
    "The workspace folder {folder} does not exist: correct --workspace (or {variable}), have it made with "
    "--create, or leave it out to use the bundled data."
)
_NOT_MADE = N_("The workspace folder {folder} cannot be made ({reason}): name another one.")
_A_FILE = N_(
    "The workspace folder {folder} is a file, not a folder: correct --workspace (or {variable}), "
    "or leave it out to use the bundled data."
)
_NO_VERSION = N_(
    "The workspace {folder} says that its version is '{version}', but there is no such version: write the "
    "name of one of the folders in {versions} into {file}."
)
_NOT_READ = N_("The file {file} cannot be read ({reason}): make it readable, then try again.")
_BUSY = N_(
    "Another program is writing into the workspace {folder} now: wait until it has finished, then try again."
)
_NOT_WRITTEN = N_(
    "The workspace {folder} cannot be written ({reason}): its data are as they were. Mend that, then try again."
)


def find_workspace(named: Path | None = None, *, create: bool = False) -> Path | None:
    """The workspace that was named, else that of the environment, else the default one; ``None`` = there is none.

    ``create`` makes the folder that was named where it is not there.

    Raises
    ------
        BadInputError: a folder was named and is not there, or is a file.
    """
    text = os.environ.get(VARIABLE, "")
    folder = named if named is not None else Path(text) if text else None
    if folder is None:
        return DEFAULT if DEFAULT.is_dir() else None
    if create and not folder.exists():
        _make(folder)
    if not folder.is_dir():
        wrong = _A_FILE if folder.exists() else _NO_FOLDER
        raise BadInputError(Message(wrong, {"folder": str(folder), "variable": VARIABLE}))
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        raise TargetError(
            Message(_NOT_MADE, {"folder": str(folder), "reason": problem.strerror or ""})
        ) from problem


def current_version(folder: Path) -> str | None:
    """The name of the current version; ``None`` where the workspace has no data yet.

    Raises
    ------
        DataFileError: CURRENT cannot be read, or names a version that is not there.
    """
    file = folder / _CURRENT
    try:
        name = _patient(lambda: file.read_text("utf-8")).strip()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise DataFileError(Message(_NOT_READ, {"file": str(file), "reason": problem.strerror or ""})) from problem
    if not _NAME.fullmatch(name) or not version_folder(folder, name).is_dir():
        fields = {"folder": str(folder), "version": name, "versions": _VERSIONS, "file": str(file)}
        raise DataFileError(Message(_NO_VERSION, fields))
    return name


def version_folder(folder: Path, version: str) -> Path:
    """The data folder of a version."""
    return folder / _VERSIONS / version


def open_current(folder: Path, *, bundled: Path = BUNDLED) -> Store:
    """The store of the current version; of the bundled data where the workspace has none.

    Raises
    ------
        DataFileError: files are missing, changed or lack contract columns.
    """
    return open_store_of(folder, current_version(folder), bundled=bundled)


def open_store_of(folder: Path | None, version: str | None, *, bundled: Path = BUNDLED) -> Store:
    """The store of a version of a workspace; without one that of the bundled data.

    Raises
    ------
        DataFileError: files are missing, changed or lack contract columns.
    """
    if folder is None or version is None:
        return open_store(bundled)
    name = folder.resolve().name
    try:
        return open_store(version_folder(folder, version), workspace=name)
    except DataFileError:
        newer = _brought_up(folder, version, bundled)
        if newer is None:
            raise
    return open_store(version_folder(folder, newer), workspace=name)


def _brought_up(folder: Path, version: str, bundled: Path) -> str | None:
    """The version that was made of the current one because an older program wrote it; ``None`` = it is not old."""
    made = bring_up(folder, bundled=bundled) if version == current_version(folder) else None
    return made if made != version else None


def bring_up(folder: Path, *, bundled: Path = BUNDLED) -> str | None:
    """The current version of a workspace, brought up where an older program wrote it; ``None`` = it has none.

    Raises
    ------
        DataFileError: the version was made by a newer program, or lacks what cannot be guessed.
        TargetError: another program is writing into the workspace, or the disk refuses.
    """
    version = current_version(folder) if folder.is_dir() else None
    if version is None or is_complete(old := read_catalog(version_folder(folder, version))):
        return version
    return publish_version(folder, lambda target: copy_up(old, target, bundled=bundled))


def publish_version(folder: Path, write: Callable[[Path], None]) -> str:
    """Let ``write`` fill an empty folder, make that the current version, and give back its name.

    What was written must be a whole data folder. Whatever goes wrong before the last step, the version
    before stays current.

    Raises
    ------
        TargetError: another program is writing into the workspace, or the disk refuses.
        DataFileError: what ``write`` left is no data folder of the contract.
    """
    try:
        (folder / _VERSIONS).mkdir(parents=True, exist_ok=True)
        with locked(folder / _LOCK) as mine:
            return _publish(folder, write) if mine else _refuse(folder)
    except OSError as problem:
        if isinstance(problem, TargetError):
            raise
        reason = problem.strerror or type(problem).__name__
        raise TargetError(Message(_NOT_WRITTEN, {"folder": str(folder), "reason": reason})) from problem


def _publish(folder: Path, write: Callable[[Path], None]) -> str:
    versions = folder / _VERSIONS
    for left_over in versions.glob(f"{_UNFINISHED}*"):  # of a writer that was killed: nobody else writes now
        shutil.rmtree(left_over, ignore_errors=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=versions))
    try:
        # mkdtemp makes folders for their owner alone; a workspace may be shared.
        unfinished.chmod(versions.stat().st_mode)
        write(unfinished)
        check_files(read_catalog(unfinished))
        _flush(unfinished)
        name = _next(versions)
        unfinished.rename(versions / name)
        _flush_folder(versions)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _swap(folder, name)
    return name


def _refuse(folder: Path) -> str:
    raise TargetError(Message(_BUSY, {"folder": str(folder)}))


def _next(versions: Path) -> str:
    taken = [int(path.name) for path in versions.iterdir() if _NAME.fullmatch(path.name)]
    return f"{max(taken, default=0) + 1:04d}"


def _swap(folder: Path, name: str) -> None:
    """Name the current version in one step."""
    new = folder / f"{_CURRENT}.new"
    with new.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{name}\n")
        stream.flush()
        os.fsync(stream.fileno())
    _patient(lambda: new.replace(folder / _CURRENT))
    _flush_folder(folder)


def _flush(folder: Path) -> None:
    """Everything in the folder is on the disk, not only in the system's memory."""
    for path in folder.rglob("*"):
        if path.is_dir():
            _flush_folder(path)
            continue
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no handle of a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _patient(step: Callable[[], T]) -> T:
    """What the step gives; on Windows a file that is being read or replaced refuses for a moment."""
    for _ in range(_TRIES - 1):
        try:
            return step()
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(_PAUSE_SECONDS)
    return step()
