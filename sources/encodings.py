"""In which encoding a text file is written: by its mark, by trying UTF-8, else by what its letters look like."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
from charset_normalizer import from_bytes

from sources.file_kinds import LOOKED_AT, two_byte_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_MARK: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_LATIN = ["cp1252", "cp1254", "cp1250"]
"""What spreadsheets of the valley and of its donors are saved in, if not in UTF-8."""
_OFTEN = {letter: 34 - rank for rank, letter in enumerate("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")}
"""The letters of Russian by how often they stand in a text (the usual order of frequency lists)."""
_SAMPLE = 262_144
_STEP = 16_777_216
_SOUND = 5
"""So many sound letters for each broken one are damage in a UTF-8 file, not another encoding."""
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_TURKISH = (b"\xf0", b"\xfd", b"\xfe", b"\xd0", b"\xdd", b"\xde")
"""Bytes that are Turkish letters in cp1254 and Icelandic ones in cp1252."""


class Encoding(NamedTuple):
    """The name of an encoding, and whether some rows are damaged in it."""

    name: str
    damaged: bool = False


def encoding_of(buffer: memoryview) -> Encoding:
    """The encoding of the bytes of a text file; one that fits best where none fits all of it."""
    head = bytes(buffer[:LOOKED_AT])
    for mark, encoding in _BY_MARK:
        if head.startswith(mark):
            return Encoding(encoding, damaged=not _readable(buffer, encoding))
    wide = two_byte_letters(head)
    if wide:
        return Encoding(wide, damaged=not _readable(buffer, wide))
    if _readable(buffer, "utf-8"):
        return Encoding("utf-8")
    return _by_letters(_interesting(buffer), buffer)


def _by_letters(sample: bytes, buffer: memoryview) -> Encoding:
    if _mostly_utf8(sample):
        return Encoding("utf-8", damaged=True)
    candidates = [*_ranked(sample), "cp1251", "cp1252"]
    for candidate in candidates:
        if _readable(buffer, candidate):
            return Encoding(candidate)
    return Encoding(candidates[0], damaged=True)


def _ranked(sample: bytes) -> list[str]:
    """The encodings that a text without UTF-8 may be written in, likely ones first.

    Words of Latin letters have a few letters beyond ASCII among many within it, words of Cyrillic ones have none
    within it; that tells the families apart. Among Cyrillic ones the frequency of letters decides, which needs
    only a few words (a library that looks for whole sentences takes short columns for Central European).
    """
    words = [word for word in _WORD.findall(sample) if not word.isascii() and len(word) > 1]
    mixed = sum(_ASCII_LETTER.search(word) is not None for word in words)
    if 2 * mixed > len(words):
        best = from_bytes(sample, cp_isolation=_LATIN, threshold=0.6).best()
        turkish = any(byte in sample for byte in _TURKISH)
        return ["cp1254"] if turkish else ["cp1252", *([best.encoding] if best else [])]
    return sorted(_CYRILLIC, key=lambda encoding: -_likeness(b" ".join(words), encoding))


def _likeness(words: bytes, encoding: str) -> float:
    text = words.decode(encoding, errors="replace")
    beyond = [letter for letter in text.casefold() if letter > "\x7f"]
    turned = sum(one.islower() and two.isupper() for one, two in pairwise(text))
    return (sum(_OFTEN.get(letter, -20) for letter in beyond) - 20 * turned) / max(1, len(beyond))


def _interesting(buffer: memoryview) -> bytes:
    """A part of the file that has letters beyond ASCII, cut at line ends where there are some."""
    for at in range(0, len(buffer), _SAMPLE):
        part = bytes(buffer[at : at + _SAMPLE])
        if not part.isascii():
            lines = [line for line in part.splitlines(keepends=True) if not line.isascii()]
            return b"".join(lines[:2_000])
    return b""


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", errors="surrogateescape")
    beyond = sum(letter >= "\x80" for letter in text)
    broken = sum("\udc80" <= letter <= "\udcff" for letter in text)
    return beyond - broken >= _SOUND * broken


def _readable(buffer: memoryview, encoding: str) -> bool:
    if encoding in {"utf-8", "utf-8-sig"} and len(buffer):
        return _is_utf8(buffer)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for part in _parts(buffer):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(buffer: memoryview) -> bool:
    """Whether the bytes are UTF-8, looked at where they lie and not decoded."""
    ends = pa.py_buffer(np.array([0, len(buffer)], dtype=np.int64))
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(buffer)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _parts(buffer: memoryview) -> Iterator[bytes]:
    for at in range(0, len(buffer), _STEP):
        yield bytes(buffer[at : at + _STEP])


def as_utf8(buffer: memoryview, encoding: Encoding) -> memoryview:
    """The text in UTF-8 without a byte-order mark; what cannot be read becomes U+FFFD."""
    if encoding.name in {"utf-8", "utf-8-sig"} and not encoding.damaged:
        return buffer[3:] if encoding.name == "utf-8-sig" else buffer
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    text = bytearray()
    for part in _parts(buffer):
        text += decoder.decode(part).encode("utf-8", errors="replace")
    text += decoder.decode(b"", final=True).encode("utf-8", errors="replace")
    return memoryview(text)
