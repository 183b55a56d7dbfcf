"""Zip archives that are safe to look into: names, sizes and checksums are checked before anything is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.settings import MOST_FILE_BYTES, MOST_MEMBERS, MOST_PACKED
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

_STEP = 1_048_576
_SMALL = 1_000_000
"""Members below this size may be packed as tightly as they like."""
_TABLES = frozenset({".csv", ".tsv", ".txt", ".tab"})
_NESTED = frozenset({".zip", ".7z", ".rar", ".gz", ".xlsx", ".xls", ".ods", ".kmz"})
_BROKEN = N_("The archive {file} is damaged: download or pack it again.")
_LOCKED = N_("{file} is protected by a password: save it without one and import it again.")
_STRAY = N_(
    "The archive {file} holds '{member}', which would lie outside its folder: do not unpack it, and ask who "
    "sent it."
)
_MANY = N_("The archive {file} holds {found} files, more than {most}: import the tables one by one.")
_BOMB = N_("The archive {file} unpacks to more than it can honestly hold ('{member}'): ask who sent it.")
_IN_IT = N_("The archive {file} holds '{member}', an archive or workbook itself: unpack it and import that.")
_EMPTY = N_("The archive {file} holds no table (CSV, TSV or TXT): unpack it and import the file you mean.")
_MAP = N_("The archive {file} holds a map ('{member}'): import it as places or install it as boundaries.")


class ArchiveKind(StrEnum):
    """What a zip file is made for."""

    WORKBOOK = "workbook"
    MAP = "map"
    FILES = "files"


class Archive:
    """The members of a zip file, checked: no strange names, not too many, not packed too tightly, sums right.

    Raises
    ------
    BadInputError
        When it is made: one of the checks fails.
    """

    def __init__(self, buffer: memoryview, *, name: str) -> None:
        self.name = name
        self._buffer = buffer
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(buffer))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise BadInputError(Message(_BROKEN, {"file": name})) from error
        self._infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._check()

    @property
    def kind(self) -> ArchiveKind:
        """A workbook (XLSX, ODS), a map (shapefile, KML, GeoPackage) or files."""
        names = set(self.names)
        if "xl/workbook.xml" in names or ("content.xml" in names and "mimetype" in names):
            return ArchiveKind.WORKBOOK
        maps = (".shp", ".kml", ".gpkg", ".geojson")
        return ArchiveKind.MAP if any(name.lower().endswith(maps) for name in names) else ArchiveKind.FILES

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, without folders and the notes that systems add."""
        return tuple(info.filename for info in self._infos if not _note(info.filename))

    def tables(self) -> tuple[str, ...]:
        """The members that may be tables.

        Raises
        ------
        BadInputError
            There is none, or the archive holds a map, or archives.
        """
        if self.kind is ArchiveKind.MAP:
            raise BadInputError(Message(_MAP, {"file": self.name, "member": self.names[0]}))
        nested = next((name for name in self.names if PurePosixPath(name).suffix.lower() in _NESTED), None)
        if nested:
            self.refuse_nested(nested)
        found = tuple(name for name in self.names if PurePosixPath(name).suffix.lower() in _TABLES)
        if not found:
            raise BadInputError(Message(_EMPTY, {"file": self.name}))
        return found

    def refuse_nested(self, member: str) -> NoReturn:
        """Say that a member is an archive or a workbook itself.

        Raises
        ------
        BadInputError
            Always.
        """
        raise BadInputError(Message(_IN_IT, {"file": self.name, "member": member}))

    def read(self, member: str) -> memoryview:
        """The bytes of a member."""
        return memoryview(b"".join(self.parts(member)))

    def parts(self, member: str) -> Iterator[bytes]:
        """The bytes of a member, a part at a time.

        Raises
        ------
        BadInputError
            The member is damaged or locked.
        """
        try:
            with self._zip.open(member) as stream:
                while part := stream.read(_STEP):
                    yield part
        except RuntimeError as error:
            raise BadInputError(Message(_LOCKED, {"file": self.name})) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise BadInputError(Message(_BROKEN, {"file": self.name})) from error

    def _check(self) -> None:
        if len({info.filename for info in self._infos}) < len(self._infos):
            raise BadInputError(Message(_BROKEN, {"file": self.name}))
        if len(self._infos) > MOST_MEMBERS:
            fields = {"file": self.name, "found": len(self._infos), "most": MOST_MEMBERS}
            raise BadInputError(Message(_MANY, fields))
        for info in self._infos:
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in info.filename or "\x00" in info.filename:
                raise BadInputError(Message(_STRAY, {"file": self.name, "member": info.filename}))
            tight = info.file_size > _SMALL and info.file_size > MOST_PACKED * max(info.compress_size, 1)
            if tight:
                raise BadInputError(Message(_BOMB, {"file": self.name, "member": info.filename}))
        if sum(info.file_size for info in self._infos) > MOST_FILE_BYTES:
            raise BadInputError(Message(_BOMB, {"file": self.name, "member": self._infos[0].filename}))


def _note(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")
