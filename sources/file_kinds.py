"""What a file is by its first bytes, whatever its name says, and the sentences for files that are no tables."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from typing import NoReturn


class FileKind(StrEnum):
    """What the bytes of a file are."""

    EMPTY = "empty"
    TEXT = "text"
    ZIP = "zip"
    OLE = "ole"
    LFS = "lfs"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    PACKED = "packed"
    BINARY = "binary"


LOOKED_AT = 65_536
"""So many bytes of a file decide what it is."""
MARKS: tuple[bytes, ...] = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte-order marks, longer ones first."""

_BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE),
    (b"version https://git-lfs", FileKind.LFS),
    (b"%PDF-", FileKind.PDF),
    (b"\x1f\x8b", FileKind.PACKED),
    (b"BZh", FileKind.PACKED),
    (b"\xfd7zXZ\x00", FileKind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", FileKind.PACKED),
    (b"Rar!\x1a\x07", FileKind.PACKED),
    (b"\x28\xb5\x2f\xfd", FileKind.PACKED),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|script|meta)\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml|<[a-zA-Z][\w:.-]*[\s/>]|<!DOCTYPE|<!ENTITY|<!--")
_JSON = re.compile(rb"(?:\{\s*[\"}]|\[\s*[\[{\"\]\d-])")
_CONTROL = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27})
_MOST_CONTROL = 0.003
_MOST_NUL = 0.05

_SENTENCES: dict[FileKind, str] = {
    FileKind.EMPTY: N_("A table was expected in {file}, but the file is empty: export it again."),
    FileKind.LFS: N_(
        "A table was expected in {file}, but it is a Git LFS pointer, a note that says where the file is kept: "
        "download the file itself and import that."
    ),
    FileKind.HTML: N_(
        "A table was expected in {file}, but it is a web page: most often a download that asked to log in. "
        "Download the file again and look at it before you import it."
    ),
    FileKind.XML: N_(
        "A table was expected in {file}, but it is an XML file: a map (KML, GPX) can be imported as places; "
        "anything else must be saved as CSV or XLSX first."
    ),
    FileKind.JSON: N_(
        "A table was expected in {file}, but it is JSON: a map (GeoJSON) can be imported as places or boundaries; "
        "anything else must be exported as CSV or XLSX."
    ),
    FileKind.PDF: N_("A table was expected in {file}, but it is a PDF: ask for the table as CSV or XLSX."),
    FileKind.PACKED: N_(
        "A table was expected in {file}, but it is a packed file: unpack it and import what it holds."
    ),
    FileKind.BINARY: N_(
        "A table was expected in {file}, but its bytes are no text and no spreadsheet: export it as CSV or XLSX."
    ),
}


def kind_of(head: bytes) -> FileKind:
    """What a file with these first bytes (:data:`LOOKED_AT` of them) is.

    >>> kind_of(b'{"type": "FeatureCollection"}').value, kind_of(b"a;b").value
    ('json', 'text')
    """
    for begins, kind in _BEGINNINGS:
        if head.startswith(begins):
            return kind
    mark = next((mark for mark in MARKS if head.startswith(mark)), b"")
    body = head.removeprefix(mark)
    wide = bool(mark) and mark != MARKS[2]
    if wide:
        body = body.replace(b"\x00", b"")
    text = body.lstrip(b" \t\r\n\x00\x0b\x0c")
    if not text:
        return FileKind.EMPTY
    for pattern, kind in ((_HTML, FileKind.HTML), (_XML, FileKind.XML), (_JSON, FileKind.JSON)):
        if pattern.match(text):
            return kind
    return FileKind.BINARY if not wide and _binary(body) else FileKind.TEXT


def refuse(kind: FileKind, name: str) -> NoReturn:
    """Say that a file of this kind is no table.

    Raises
    ------
    BadInputError
        Always: what was expected, what was found, what to do.
    """
    raise BadInputError(Message(_SENTENCES[kind], {"file": name}))


def two_byte_letters(head: bytes) -> str | None:
    """The encoding of a text of two-byte letters without a byte-order mark; None where it is no such text.

    >>> two_byte_letters("id;имя".encode("utf-16-le"))
    'utf-16-le'
    """
    even, odd = head[0 : len(head) // 2 * 2 : 2], head[1::2]
    if not odd:
        return None
    # Separators, digits and line ends have a zero half: a third of a table's letters at the least.
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.2 and zero_even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if zero_even > 0.2 and zero_odd < 0.02 else None


def _binary(body: bytes) -> bool:
    if two_byte_letters(body):
        return False
    if body.count(0) > _MOST_NUL * len(body):
        return True
    return len(body) - len(body.translate(None, _CONTROL)) > _MOST_CONTROL * len(body)
