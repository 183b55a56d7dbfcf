"""The one way a document reaches the disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from model.errors import TargetError


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
        message = f"The file {path} cannot be written ({_reason(error)}): choose another place with --out."
        raise TargetError(message) from error


def check_target(path: Path) -> None:
    """Nothing, if a file could be named so: asked before work begins whose result would be lost.

    Raises
    ------
        TargetError: it is a folder, or its folder does not exist.
    """
    if path.is_dir():
        message = f"{path} is a folder: name a file in it, for example {path / 'map.png'}."
        raise TargetError(message)
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist: make it first, or choose another place with --out."
        raise TargetError(message)


def _umask() -> int:
    # There is no way to read the mask without setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
