"""The catalogues of the interface, ``translations/<lang>/LC_MESSAGES/ferghana.po``, as text or compiled."""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
"""The folder of the catalogues in the repository."""
DOMAIN = "ferghana"


def po_file(lang: str, *, folder: Path = TRANSLATIONS) -> Path:
    """Where the catalogue of a language stands, whether it is there or not."""
    return folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(lang: str, *, folder: Path = TRANSLATIONS) -> gettext.NullTranslations:
    """The catalogue of a language; an empty one, which gives every msgid back, where there is none.

    Set-up compiles catalogues. Where that was not done, or the text was changed afterwards, the text is read.
    """
    source = po_file(lang, folder=folder)
    compiled = source.with_suffix(".mo")
    if not source.is_file() and not compiled.is_file():
        return gettext.NullTranslations()
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    return gettext.GNUTranslations(io.BytesIO(compile_po(source)))


def compile_po(source: Path) -> bytes:
    """The bytes of the compiled catalogue; entries without a translation, or a doubtful one, are left out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - where set-up compiled, it is not needed

    stream = io.BytesIO()
    write_mo(stream, read_po_file(source))
    return stream.getvalue()


def read_po_file(source: Path) -> Catalog:
    """The catalogue as text, with the plural rule of its own head."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - where set-up compiled, it is not needed

    with source.open("rb") as stream:
        return read_po(stream, domain=DOMAIN)
