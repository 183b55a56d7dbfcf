"""The records of a selection as a file to keep: CSV, Excel, GeoJSON or GeoPackage, from the page or a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers.incidents import incidents
from answers.languages import in_language
from briefing.about import about, about_changes
from briefing.asking import written
from briefing.geopackage import geopackage
from briefing.map_file import MISFIT
from briefing.payload import Format, as_file
from briefing.workbook import workbook
from briefing.writing import check_target
from model.enums import Mode
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.about import Lines
    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator

_NO_TEXT = N_("The format {fmt} is no text for a terminal: name a file, for example --out answer.{fmt}.")
_NO_RECORDS = N_("The answer '{question}' has no records to write as {fmt}: use json or csv.")

BINARY: dict[str, Callable[..., bytes]] = {"xlsx": workbook, "gpkg": geopackage}
"""Formats that are no text: they need a file, and hold records of incidents; a workbook what changed, too."""
ABOUT: dict[str, Callable[..., Lines]] = {"incidents": about, "changes": about_changes}
"""What such a file says about itself, for each answer that it can hold."""

MIME: dict[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
"""Each format of a file of records, in the order offered, with its media type."""


def records_file(store: Any, selection: Selection, fmt: str, *, tr: Translator, mode: Mode = Mode.PUBLIC) -> bytes:
    """The bytes of a file with exactly the records of the selection that the mode may see.

    ``fmt`` is a key of :data:`MIME`.

    Raises
    ------
        BadInputError: the format cannot hold so many rows.
    """
    result = incidents(store, selection, mode=mode)
    return content(store, result, fmt=fmt, tr=tr)


def content(store: Any, result: Result, *, fmt: str, tr: Translator, to_file: bool = True) -> bytes:
    """An answer in any format; ``to_file`` = as a file begins (CSV with a byte order mark), not as in a terminal.

    Raises
    ------
        BadInputError: the answer has nothing for the format, or too many rows.
    """
    if fmt in BINARY:
        return _binary(store, result, fmt, tr)
    text = written(store, result, fmt=Format(fmt), tr=tr)
    return as_file(text, fmt=Format(fmt)) if to_file else text.encode()


def format_for(out: Path | None, wanted: str | None) -> str:
    """The format of an answer: as asked for, else as the name of its file ends, else JSON.

    Raises
    ------
        BadInputError: the name ends as that of another format.

    >>> from pathlib import Path
    >>> format_for(Path("a.CSV"), None), format_for(Path("a.txt"), "csv"), format_for(None, None)
    ('csv', 'csv', 'json')
    """
    ending = "" if out is None else out.suffix.casefold().removeprefix(".")
    known = ending if ending in set(Format) else ""
    if out is not None and wanted and known not in {"", wanted}:
        message = Message(MISFIT, {"fmt": wanted, "name": out.name, "stem": out.stem})
        raise BadInputError(message)
    return wanted or known or Format.JSON.value


def check_out(out: Path | None, fmt: str) -> None:
    """Nothing, if the format can go where it shall: asked before work begins whose result would be lost.

    Raises
    ------
        BadInputError: the format is no text and no file was named.
        TargetError: no such file can be written.
    """
    if out is not None:
        check_target(out, example=f"answer.{fmt}")
    elif fmt in BINARY:
        message = Message(_NO_TEXT, {"fmt": fmt})
        raise BadInputError(message)


def _binary(store: Any, result: Result, fmt: str, tr: Translator) -> bytes:
    if result.question not in ABOUT or (fmt == "gpkg" and result.question != "incidents"):
        message = Message(_NO_RECORDS, {"question": result.question, "fmt": fmt})
        raise BadInputError(message)
    return BINARY[fmt](
        in_language(store, result, lang=tr.lang), about=ABOUT[result.question](store, result, tr=tr), tr=tr
    )
