"""Files of every usual kind as raw tables: text with separators, spreadsheets, archives of them.

A file is what its bytes are, whatever its name says. What is no table is refused in one sentence; a row that
cannot be cut into cells is told with its number and does not stop the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from model.errors import BadInputError
from model.settings import MOST_FILE_BYTES
from model.strings import N_, Message
from sources.archives import Archive, ArchiveKind
from sources.delimited import read_delimited
from sources.file_kinds import LOOKED_AT, FileKind, kind_of, refuse
from sources.workbooks import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from sources.raw_table import RawTable

_ABSENT = N_("There is no file {file}: check the path and the spelling.")
_UNREADABLE = N_("The file {file} cannot be opened: close it in other programs and check that you may read it.")
_TOO_LARGE = N_("{file} has {found} MB, more than {most} MB: cut it into parts, for example by year.")
_MILLION = 1_000_000


def open_tables(
    path: Path, *, name: str | None = None, separator: str | None = None, numbered: bool = False
) -> list[RawTable]:
    """Every table of a file: one of a text file, one a sheet of a workbook, one a member of an archive.

    ``name`` stands for the file in sentences (an upload has another one than the file it was written to).
    A file without a header is read as if it had one: its reader takes :meth:`sources.raw_table.RawTable.headless`.
    ``numbered``: the one table of a long text file may have numbered words (:mod:`model.numbered`) in columns that
    repeat them.

    Raises
    ------
    BadInputError
        The file is absent, too large, or no table: what was expected, what was found, what to do.
    """
    shown = name or path.name
    buffer = read_bytes(path, name=shown)
    kind = kind_of(bytes(buffer[:LOOKED_AT]))
    if kind is FileKind.TEXT:
        return [read_delimited(buffer, name=shown, separator=separator, numbered=numbered)]
    if kind is FileKind.OLE:
        return read_workbook(buffer, name=shown)
    if kind is FileKind.ZIP:
        archive = Archive(buffer, name=shown)
        if archive.kind is ArchiveKind.WORKBOOK:
            return read_workbook(buffer, name=shown, archive=archive)
        return [_member(archive, member, name=shown, separator=separator) for member in archive.tables()]
    return refuse(kind, shown)


def read_bytes(path: Path, *, name: str) -> memoryview:
    """The bytes of a file, mapped into memory and not copied.

    Raises
    ------
    BadInputError
        The file is absent, is too large or may not be read.
    """
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size > MOST_FILE_BYTES:
            fields = {"file": name, "found": size // _MILLION, "most": MOST_FILE_BYTES // _MILLION}
            raise BadInputError(Message(_TOO_LARGE, fields))
        if size == 0:
            return memoryview(b"")
        if size > 0:
            return memoryview(pa.memory_map(str(path)).read_buffer()).cast("B")
    except OSError as error:
        raise BadInputError(Message(_UNREADABLE, {"file": name})) from error
    raise BadInputError(Message(_ABSENT, {"file": name}))


def _member(archive: Archive, member: str, *, name: str, separator: str | None) -> RawTable:
    buffer = archive.read(member)
    shown = f"{name}: {member}"
    kind = kind_of(bytes(buffer[:LOOKED_AT]))
    if kind in {FileKind.ZIP, FileKind.OLE}:
        archive.refuse_nested(member)
    if kind is not FileKind.TEXT:
        refuse(kind, shown)
    return read_delimited(buffer, name=name, sheet=member, separator=separator)
