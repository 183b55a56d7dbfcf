"""Which reader reads what: one line a format, and the one way in for files of any of them.

A reader is a module of ``sources/`` with ``recognises(table) -> bool`` and ``read(tables, options) -> Parsed``.
Map files become tables through :mod:`sources.shapes` (``opens(path, name=...) -> bool``, ``open_shapes(path,
name=...) -> list[RawTable]``), so that readers of places see tables only.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from model.strings import N_, Message
from sources.map_files import opens
from sources.opening import open_tables
from sources.set_aside import as_it_was, is_set_aside, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import Parsed
    from sources.raw_table import RawTable

READERS: dict[ImportKind, str] = {
    ImportKind.ACLED: "sources.acled",
    ImportKind.UCDP: "sources.ucdp",
    ImportKind.KOBO: "sources.kobo",
    ImportKind.ODK: "sources.odk",
    ImportKind.RESPONSES: "sources.responses",
    ImportKind.PLACES: "sources.places",
    ImportKind.SPREADSHEET: "sources.spreadsheet",
}
"""The module of each kind. They are asked in this order whether they recognise a table, the spreadsheet last."""

NUMBERED = frozenset({ImportKind.ACLED})
"""The kinds whose readers take tables with numbered words."""
_SHAPES = "sources.shapes"
_UNKNOWN = N_("No format is recognised in {file}: say which one it is ({kinds}).")
_ABSENT = N_("Files of the kind {kind} cannot be read yet: use one of {kinds}.")
_MENDED = N_("These rows were set aside by an import before: nothing else of their source is touched.")
_NONE = N_("No file was given: name at least one.")


class Reader(Protocol):
    """What the module of a format offers."""

    def read(self, tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
        """The tables as canonical frames, every row accounted for."""
        ...

    def recognises(self, table: RawTable) -> bool:
        """Whether the table looks like this format."""
        ...


def reader(kind: ImportKind) -> Reader:
    """The module that reads this kind.

    Raises
    ------
    BadInputError
        Nothing reads it.
    """
    if kind not in READERS:
        raise BadInputError(Message(_ABSENT, {"kind": kind.value, "kinds": _kinds()}))
    return cast("Reader", import_module(READERS[kind]))


def read(
    kind: ImportKind | None,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    *,
    names: Sequence[str] | None = None,
) -> Parsed:
    """The files of one import as canonical frames; ``names`` stand for the files in sentences and provenance.

    Raises
    ------
    BadInputError
        A file is no table, no format is recognised, or the reader refuses the file as a whole.
    """
    raw = tables_of(paths, names=names, numbered=kind in NUMBERED and len(paths) == 1)
    tables = [as_it_was(table) for table in raw]
    found = kind or detect_tables(tables)
    if found is None:
        raise BadInputError(Message(_UNKNOWN, {"file": tables[0].file, "kinds": _kinds()}))
    chosen = options or ImportOptions()
    parsed = reader(found).read(tables, replace(chosen, source_id=chosen.source_id or source_of(raw)))
    return _as_part(parsed) if any(map(is_set_aside, raw)) else parsed


def _as_part(parsed: Parsed) -> Parsed:
    return replace(parsed, partial=True, notes=(*parsed.notes, Message(_MENDED)))


def detect(paths: Sequence[Path], *, names: Sequence[str] | None = None) -> ImportKind | None:
    """The kind of the files; None where no reader recognises them.

    Raises
    ------
    BadInputError
        A file is no table.
    """
    return detect_tables([as_it_was(table) for table in tables_of(paths, names=names)])


def detect_tables(tables: Sequence[RawTable]) -> ImportKind | None:
    """The first kind whose reader recognises one of the tables."""
    ordered = sorted(READERS, key=lambda kind: kind is ImportKind.SPREADSHEET)
    return next((kind for kind in ordered if any(reader(kind).recognises(table) for table in tables)), None)


def tables_of(
    paths: Sequence[Path], *, names: Sequence[str] | None = None, numbered: bool = False
) -> list[RawTable]:
    """The tables of all files, in their order; ``numbered`` is that of :func:`sources.opening.open_tables`.

    Raises
    ------
    BadInputError
        No file is given, or one is no table.
    """
    if not paths:
        raise BadInputError(Message(_NONE))
    shown = names or [path.name for path in paths]
    return [
        table
        for path, name in zip(paths, shown, strict=True)
        for table in _open(Path(path), name, numbered=numbered)
    ]


def _open(path: Path, name: str, *, numbered: bool) -> list[RawTable]:
    if opens(path, name=name):
        # Loading what reads maps takes a fifth of a second that tables need not wait for.
        return list(import_module(_SHAPES).open_shapes(path, name=name))
    return open_tables(path, name=name, numbered=numbered)


def _kinds() -> tuple[str, ...]:
    return tuple(kind.value for kind in READERS)
