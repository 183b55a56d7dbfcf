"""The workspace's own key: respondents of surveys are known by a hash that nobody without it can make again."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from model.errors import DataFileError
from model.strings import N_, Message

if TYPE_CHECKING:
    from pathlib import Path

NAME = "secret.key"
BYTES = 32
_SHORT = N_(
    "The key of the workspace, {file}, should hold {expected} bytes but holds {found}: restore it from a copy of "
    "the workspace, or delete it (then interviews imported again count as new ones)."
)


def secret_of(folder: Path) -> bytes:
    """The key of a workspace, made at first need; only its owner may read the file.

    Raises
    ------
        DataFileError: the file is no key.
        OSError: it cannot be written.
    """
    path = folder / NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(path)
    key = path.read_bytes()
    if len(key) != BYTES:
        raise DataFileError(Message(_SHORT, {"file": str(path), "expected": BYTES, "found": len(key)}))
    return key


def put_secret(folder: Path, key: bytes) -> None:
    """Make this the key of a workspace in one step; another one that it had is kept as ``secret.key.old``."""
    path = folder / NAME
    if path.is_file() and path.read_bytes() != key:
        path.replace(path.with_name(f"{NAME}.old"))
    _written(path, key).replace(path)


def _written(path: Path, key: bytes) -> Path:
    """A file beside ``path`` that holds the key and that only its owner may read."""
    new = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    return new


def _make(path: Path) -> None:
    """Write a new key in one step; whoever made one at the same moment wins."""
    new = _written(path, secrets.token_bytes(BYTES))
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    except OSError:  # a disk without links
        new.replace(path)
    new.unlink(missing_ok=True)
