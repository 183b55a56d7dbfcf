"""The one way a document reaches the disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from model.errors import TargetError
from model.strings import N_, Message

_NOT_WRITTEN = N_("The file {path} cannot be written ({reason}): choose another place with --out.")
_A_FOLDER = N_("{path} is a folder: name a file in it.")
_A_FOLDER_NAMED = N_("{path} is a folder: name a file in it, for example {example}.")
_NO_FOLDER = N_("The folder {folder} does not exist: make it first, or choose another place with --out.")
_CLOSED_FOLDER = N_("The folder {folder} may not be written in: choose another place with --out.")


def write_atomic(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; an older file there stays whole until the new one is complete.

    Raises
    ------
        TargetError: the folder is missing or cannot be written; nothing is left behind.
    """
    path = Path(path)
    check_target(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only the owner reads; a picture is made to be shared.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        message = Message(_NOT_WRITTEN, {"path": str(path), "reason": _reason(error)})
        raise TargetError(message) from error


def check_target(path: Path, *, example: str = "") -> None:
    """Nothing, if a file could be named so: asked before work begins whose result would be lost.

    ``example`` = a file name that would do, for whoever named a folder.

    Raises
    ------
        TargetError: it is a folder, or its folder does not exist or takes no files.
    """
    if path.is_dir():
        message = Message(
            _A_FOLDER_NAMED if example else _A_FOLDER, {"path": str(path), "example": str(path / example)}
        )
        raise TargetError(message)
    if not path.parent.is_dir():
        message = Message(_NO_FOLDER, {"folder": str(path.parent)})
        raise TargetError(message)
    # A permission that is there is no promise (a disk can be full), but one that is missing is final.
    if not os.access(path.parent, os.W_OK):
        message = Message(_CLOSED_FOLDER, {"folder": str(path.parent)})
        raise TargetError(message)


def _umask() -> int:
    # There is no way to read the mask without setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
