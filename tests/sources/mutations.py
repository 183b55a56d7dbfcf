"""Ways in which files break on their way, each with a name; random, but repeatable from a seed.

Mutations of :data:`KEEPING` change the form of a table and none of its rows: nothing may be lost by them. After
any other one a file may be refused, or some of its rows set aside, but every row must be accounted for.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_MEGABYTE = 1_000_000
_FORMULAS = ("=1+1", "+SUM(A1:A9)", "-2", "@A1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org")')


def broken(change: Callable[[bytes, Random], bytes], content: bytes, random: Random) -> bytes:
    """The content after a change; as it was where an earlier change left nothing that this one could work on."""
    try:
        return change(content, random)
    except (LookupError, ValueError, csv.Error):
        return content


def _rows(content: bytes) -> tuple[list[list[str]], str]:
    text = content.decode("utf-8", errors="replace")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator


def _text(rows: list[list[str]], separator: str, *, ends: str = "\n") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=ends).writerows(rows)
    return stream.getvalue().encode("utf-8", errors="replace")


def reordered_columns(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    order = list(range(len(rows[0])))
    random.shuffle(order)
    return _text([[row[at] for at in order] if len(row) == len(order) else row for row in rows], separator)


def reordered_rows(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    body = rows[1:]
    random.shuffle(body)
    return _text([rows[0], *body], separator)


def other_separator(content: bytes, random: Random) -> bytes:
    rows, _ = _rows(content)
    return _text(rows, random.choice(",;\t|"))


def all_quoted(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    return stream.getvalue().encode()


def other_encoding(content: bytes, random: Random) -> bytes:
    return content.decode("utf-8", errors="replace").encode(
        random.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    )


def other_line_ends(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    return _text(rows, separator, ends=random.choice(["\r\n", "\r"])) + b"\r\n" * random.randrange(4)


def blank_rows(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    for _ in range(random.randrange(1, 5)):
        rows.insert(random.randrange(1, len(rows) + 1), [""] * random.choice([0, 1, len(rows[0])]))
    return _text(rows, separator)


def extra_column(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    return _text([[*row, "zzz" if at == 0 else str(random.random())] for at, row in enumerate(rows)], separator)


def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def cut_at_the_front(content: bytes, random: Random) -> bytes:
    return content[random.randrange(len(content)) :]


def old_encoding(content: bytes, random: Random) -> bytes:
    return content.decode("utf-8", errors="replace").encode(
        random.choice(["cp1251", "koi8-r", "cp866"]), errors="replace"
    )


def two_encodings(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + content[at:].decode("utf-8", errors="replace").encode("cp1251", errors="replace")


def nul_characters(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 3, 400])):
        changed.insert(random.randrange(len(changed) + 1), 0)
    return bytes(changed)


def flipped_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 10, 200])):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def large_cell(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    row = random.choice(rows)
    if row:
        large = random.choice(["x" * _MEGABYTE, '"' * _MEGABYTE, "1" * _MEGABYTE, "жжжжжжжжж\n" * 50_000])
        row[random.randrange(len(row))] = large
    return _text(rows, separator)


def equal_headers(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    rows[0][random.randrange(len(rows[0]))] = random.choice(rows[0])
    return _text(rows, separator)


def missing_column(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    at = random.randrange(len(rows[0]))
    return _text([row[:at] + row[at + 1 :] for row in rows], separator)


def ragged_rows(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    for _ in range(3):
        row = random.choice(rows)
        row[:] = row[: random.randrange(len(row) + 1)] if random.random() < 0.5 else [*row, "more", ""]
    return _text(rows, separator)


def odd_cells(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    odd = [
        *_FORMULAS,
        "",
        "NA",
        "-1",
        "1e400",
        "inf",
        "NaN",
        "2022-02-30",
        "999999999999999999999",
        "\u202e",
        "\ud83d\ude00"[:0],
    ]
    odd += [
        "<script>alert(1)</script>",
        "'; DROP TABLE incidents; --",
        "%s%n",
        "{value}",
        "\x0b\x1c",
        "0x10",
        "٣",
        "½",
    ]
    for _ in range(random.choice([1, 5, 40])):
        row = random.choice(rows[1:] or rows)
        if row:
            row[random.randrange(len(row))] = random.choice(odd)
    return _text(rows, separator)


def exchanged_cells(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    for _ in range(5):
        row, other = random.choice(rows), random.choice(rows)
        if row and other:
            row[random.randrange(len(row))] = random.choice(other)
    return _text(rows, separator)


def repeated_rows(content: bytes, random: Random) -> bytes:
    rows, separator = _rows(content)
    return _text([*rows, *random.choices(rows, k=6)], separator)


def stray_quotes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 2, 30])):
        changed.insert(random.randrange(len(changed) + 1), ord('"'))
    return bytes(changed)


def no_header(content: bytes, random: Random) -> bytes:
    return content.partition(b"\n")[2]


def only_header(content: bytes, random: Random) -> bytes:
    return content.partition(b"\n")[0]


def tag_row(content: bytes, random: Random) -> bytes:
    head, _, body = content.partition(b"\n")
    rows, separator = _rows(head)
    return head + b"\n" + _text([[f"#tag+{at}" for at in range(len(rows[0]))]], separator) + body


def another_file(content: bytes, random: Random) -> bytes:
    return random.choice(
        [
            b"",
            b"\n\n",
            b"<!DOCTYPE html><title>Sign in</title>" + content,
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
            json.dumps([{"a": 1}]).encode(),
            b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY a "&lol;&lol;">]><kml>&a;</kml>',
            bytes(random.randrange(256) for _ in range(5_000)),
            b"%PDF-1.4\n" + content,
            b"\x1f\x8b" + content,
            b"PK\x03\x04" + content,
            b"SQLite format 3\x00" + content,
        ]
    )


def bad_archive(content: bytes, random: Random) -> bytes:
    """An archive around the file that is a bomb, leads outside its folder, is nested, or holds very much."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        what = random.randrange(5)
        if what == 0:
            archive.writestr("../../evil.csv", content)
        elif what == 1:
            archive.writestr("bomb.csv", b"0," * 10_000_000)
        elif what == 2:
            archive.writestr("inner.zip", content)
        elif what == 3:
            for number in range(random.choice([3, 6_000])):
                archive.writestr(f"{number}.csv", b"a,b\n1,2\n")
        else:
            archive.writestr("list.csv", content)
            archive.writestr("list.csv.txt", content)
    return stream.getvalue()


def inside_an_archive(content: bytes, random: Random) -> bytes:
    """The members of an archive (a workbook is one too) changed, the archive itself sound."""
    stream = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            names = old.namelist()
            victim = random.choice(names)
            change = random.choice([cut, flipped_bytes, _entity, _far_cell, _emptied, _formula])
            for name in names:
                member = old.read(name)
                new.writestr(name, change(member, random) if name == victim and member else member)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError):
        return content  # broken by an earlier change already
    return stream.getvalue()


def _entity(content: bytes, random: Random) -> bytes:
    bomb = (
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    head = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return content[:head] + bomb + content[head:]


def _far_cell(content: bytes, random: Random) -> bytes:
    return content.replace(b'r="A2"', b'r="XFD1048576"')


def _emptied(content: bytes, random: Random) -> bytes:
    return b""


def _formula(content: bytes, random: Random) -> bytes:
    return re.sub(rb"<v>\d+</v>", b"<f>1+1</f><v></v>", content, count=2)


def other_geometry(content: bytes, random: Random) -> bytes:
    """A GeoJSON with shapes that are not what places need; of another file the numbers are changed."""
    wanted = random.choice(
        [
            b'"type": "Polygon", "coordinates": [[[70,39],[71,39],[71,40],[70,39]]]',
            b'"type": "Polygon", "coordinates": [[[70,39],[71,40],[71,39],[70,40],[70,39]]]',
            b'"type": "LineString", "coordinates": [[70,39],[71,40]]',
            b'"type": "GeometryCollection", "geometries": []',
            b'"type": "Point", "coordinates": []',
            b'"type": "Point", "coordinates": [400.5, 39000000]',
            b'"type": "Point", "coordinates": [39.9, 70.5]',
            b'"type": "Point", "coordinates": ["a", null]',
            b'"type": "Nothing"',
        ]
    )
    point = re.compile(rb'"type": "Point", "coordinates": \[[^\]]*\]')
    if point.search(content):
        return point.sub(wanted, content, count=random.choice([1, 0]))
    return re.sub(rb"7\d\.\d+", random.choice([b"771234.5", b"-70.5", b"x", b""]), content)


def other_system(content: bytes, random: Random) -> bytes:
    system = random.choice([b"EPSG::3857", b"EPSG::32643", b"EPSG::0", b"nonsense"])
    return re.sub(rb"OGC:1\.3:CRS84|EPSG:+4326", system, content)


KEEPING: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(reordered_columns, reordered_rows, other_separator, all_quoted, other_encoding, other_line_ends, blank_rows),
    *(extra_column, tag_row),
)
"""For texts with a header: the rows stay what they are."""
TEXTS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(old_encoding, two_encodings, large_cell, equal_headers, missing_column, ragged_rows, odd_cells),
    *(exchanged_cells, repeated_rows, stray_quotes, no_header, only_header),
)
IN_PLACE = frozenset({odd_cells, repeated_rows, nul_characters, *KEEPING})
"""They leave every cell under its header, so what is personal can still be known."""
ANY: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(cut, cut_at_the_front, nul_characters, flipped_bytes, another_file, bad_archive),
)
ARCHIVES: tuple[Callable[[bytes, Random], bytes], ...] = (inside_an_archive,)
MAPS: tuple[Callable[[bytes, Random], bytes], ...] = (other_geometry, other_system)
