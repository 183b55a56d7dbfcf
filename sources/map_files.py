"""What of a map file GDAL may open: looked at byte by byte before, so that nothing in it can do harm.

Archives are checked as those of tables are; XML that defines entities is refused; a text with NUL characters is
damaged. GDAL reads members of an archive where they lie: nothing is unpacked onto the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.strings import N_, Message
from sources.archives import Archive, ArchiveKind
from sources.file_kinds import LOOKED_AT, FileKind, kind_of
from sources.opening import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_MAP_BYTES = 600_000_000
"""Larger maps, and archives that hold larger ones, are not read: shapes need some ten times the room in memory."""
_SQLITE, _SHP = b"SQLite format 3\x00", b"\x00\x00\x27\x0a"
_STEP, _OVERLAP = 8_388_608, 64
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(?:FeatureCollection|Feature|(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection|Topology)"'
)
_KML, _GPX = re.compile(rb"<(?:\w+:)?kml\b"), re.compile(rb"<(?:\w+:)?gpx\b")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MEMBERS = (".shp", ".kml", ".gpkg", ".geojson", ".json")
_WAYPOINTS = "waypoints"
_UTF8 = "UTF-8"

_NOT_A_MAP = N_("A map (GeoJSON, GeoPackage, KML or a zipped shapefile) was expected in {file}, but {found}")
_FOUND: dict[FileKind, str] = {
    FileKind.EMPTY: N_("the file is empty: export it again."),
    FileKind.LFS: N_(
        "it is a Git LFS pointer, a note that says where the file is kept: download the file itself."
    ),
    FileKind.HTML: N_("it is a web page, most often a download that asked to log in: download the file again."),
    FileKind.JSON: N_("it is JSON of another kind, without GeoJSON's features: export the map as GeoJSON."),
    FileKind.XML: N_("it is XML of another kind: export the map as KML or GeoJSON."),
    FileKind.TEXT: N_("it is a text: a list of places with coordinates can be imported as places."),
    FileKind.ZIP: N_("the archive holds no map: pack the .shp, .shx, .dbf and .prj files of one shapefile."),
    FileKind.PDF: N_("it is a PDF: ask for the map itself."),
    FileKind.PACKED: N_("it is a packed file: unpack it."),
    FileKind.OLE: N_("it is a spreadsheet: a list of places with coordinates can be imported as places."),
    FileKind.BINARY: N_("its bytes are no map that we know: export it as GeoJSON or GeoPackage."),
}
_ENTITIES = N_(
    "The map {file} defines XML entities, which no map needs and which can do harm: ask who sent it, or export it "
    "again from a map program."
)
_NUL = N_("The map {file} holds NUL characters, so a part of it is lost: export or download it again.")
_LARGE = N_("The map {file} has {found} MB, more than {most} MB: cut it to the area that you need.")
_ALONE = N_(
    "{file} is one of several files of a shapefile: pack the .shp, .shx, .dbf and .prj files into a "
    "zip and take that."
)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class MapPart:
    """What GDAL opens: a path of its own notation, a layer where only one may be read, and how it is to be read.

    ``encoding`` is the one to try first for its letters; ``None`` where the file says it.
    """

    source: str
    layer: str | None = None
    encoding: str | None = None


def opens(path: Path, *, name: str | None = None) -> bool:
    """Whether the file is a map, by its first bytes; what is none is left to those who read tables."""
    try:
        with path.open("rb") as stream:
            head = stream.read(LOOKED_AT)
        kind = kind_of(head)
        if kind is FileKind.ZIP:
            return (
                Archive(read_bytes(path, name=name or path.name), name=name or path.name).kind is ArchiveKind.MAP
            )
    except (OSError, BadInputError):
        return False
    return _is_map(head, kind)


def map_parts(path: Path, *, name: str) -> list[MapPart]:
    """What of a file is to be opened, once it was found to be harmless.

    Raises
    ------
    BadInputError
        The file is absent, too large, no map, damaged or dangerous.
    """
    buffer = read_bytes(path, name=name)
    if len(buffer) > MOST_MAP_BYTES:
        _refuse_large(name, len(buffer))
    head = bytes(buffer[:LOOKED_AT])
    kind = kind_of(head)
    if kind is FileKind.ZIP:
        return _members(path, Archive(buffer, name=name), name)
    if head.startswith(_SHP):
        return [_shapefile(path, name)]
    if not _is_map(head, kind):
        raise BadInputError(Message(_NOT_A_MAP, {"file": name, "found": Message(_FOUND[kind])}))
    if kind in {FileKind.JSON, FileKind.XML}:
        _check_text((bytes(buffer[at : at + _STEP]) for at in range(0, len(buffer), _STEP)), name, kind)
    layer = _WAYPOINTS if kind is FileKind.XML and _GPX.search(head) else None
    return [MapPart(str(path.resolve()), layer)]


def _is_map(head: bytes, kind: FileKind) -> bool:
    if kind is FileKind.JSON:
        return bool(_GEOJSON.search(head))
    if kind is FileKind.XML:
        return bool(_KML.search(head) or _GPX.search(head))
    return head.startswith((_SQLITE, _SHP))


def _members(path: Path, archive: Archive, name: str) -> list[MapPart]:
    """The maps in an archive, each after all its bytes were read once: sums right, no more of them than said."""
    if archive.kind is not ArchiveKind.MAP:
        raise BadInputError(Message(_NOT_A_MAP, {"file": name, "found": Message(_FOUND[FileKind.ZIP])}))
    stems = {PurePosixPath(member).with_suffix("") for member in archive.names if _suffix(member) in _MEMBERS}
    total = 0
    for member in archive.names:
        if PurePosixPath(member).with_suffix("") not in stems:
            continue
        parts = []
        for part in archive.parts(member):
            total += len(part)
            if total > MOST_MAP_BYTES:
                _refuse_large(name, total)
            if _suffix(member) in {".kml", ".geojson", ".json"}:
                parts.append(part)
        if parts:
            _check_text(parts, name, FileKind.XML if _suffix(member) == ".kml" else FileKind.JSON)
    return [_member(path, archive, member) for member in archive.names if _suffix(member) in _MEMBERS]


def _member(path: Path, archive: Archive, member: str) -> MapPart:
    source = f"/vsizip/{{{path.resolve()}}}/{member}"
    if _suffix(member) != ".shp":
        return MapPart(source)
    told = {_suffix(other) for other in archive.names if PurePosixPath(other).stem == PurePosixPath(member).stem}
    return MapPart(source, encoding=None if ".cpg" in told else _UTF8)


def _shapefile(path: Path, name: str) -> MapPart:
    """A shapefile that lies beside its other files."""
    beside = {other.suffix.lower() for other in path.parent.glob(f"{path.stem}.*")}
    if path.suffix.lower() != ".shp" or not {".shx", ".dbf"} <= beside:
        raise BadInputError(Message(_ALONE, {"file": name}))
    return MapPart(str(path.resolve()), encoding=None if ".cpg" in beside else _UTF8)


def _suffix(member: str) -> str:
    return PurePosixPath(member).suffix.lower()


def _check_text(parts: Iterable[bytes], name: str, kind: FileKind) -> None:
    """Refuse a text with NUL characters, and XML that defines entities in whatever letters."""
    wide, before = False, b""
    for part in parts:
        wide = wide or (not before and part.startswith((b"\xff\xfe", b"\xfe\xff")))
        if not wide and b"\x00" in part:
            raise BadInputError(Message(_NUL, {"file": name}))
        looked_at = (before + part).replace(b"\x00", b"") if wide else before + part
        if kind is FileKind.XML and _ENTITY.search(looked_at):
            raise BadInputError(Message(_ENTITIES, {"file": name}))
        before = part[-_OVERLAP:]


def _refuse_large(name: str, found: int) -> None:
    fields = {"file": name, "found": found // _MILLION, "most": MOST_MAP_BYTES // _MILLION}
    raise BadInputError(Message(_LARGE, fields))
