"""Catalogues are read compiled where they are fresh, as text where they are not, and never in the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store.translations import TRANSLATIONS, catalogue, compile_po, po_file

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
RULE = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
RUSSIAN = f'"Plural-Forms: nplurals=3; plural=({RULE});\\n"\n'
TEXT = f"""{HEAD}{RUSSIAN}
msgid "Map"
msgstr "Карта"

msgid "{{n}} place"
msgid_plural "{{n}} places"
msgstr[0] "{{n}} место"
msgstr[1] "{{n}} места"
msgstr[2] "{{n}} мест"

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Doubtful"
msgstr "Сомнительно"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = po_file("ru", folder=tmp_path)
    source.parent.mkdir(parents=True)
    source.write_text(TEXT, "utf-8")
    return tmp_path


def test_without_a_compiled_file_the_text_is_read(folder: Path) -> None:
    assert catalogue("ru", folder=folder).gettext("Map") == "Карта"


def test_a_compiled_file_that_is_fresh_is_read(folder: Path) -> None:
    source = po_file("ru", folder=folder)
    source.with_suffix(".mo").write_bytes(compile_po(source))
    changed = source.stat().st_mtime
    source.write_text(TEXT.replace("Карта", "Другое"), "utf-8")
    os.utime(source, (changed - 10, changed - 10))
    assert catalogue("ru", folder=folder).gettext("Map") == "Карта"


def test_a_text_that_is_newer_than_its_compiled_file_wins(folder: Path) -> None:
    source = po_file("ru", folder=folder)
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(compile_po(source))
    source.write_text(TEXT.replace("Карта", "Другое"), "utf-8")
    os.utime(compiled, (1, 1))
    assert catalogue("ru", folder=folder).gettext("Map") == "Другое"


@pytest.mark.parametrize("missing", ["Not yet", "Doubtful", "Unheard of"])
def test_what_has_no_sure_translation_stays_english(folder: Path, missing: str) -> None:
    assert catalogue("ru", folder=folder).gettext(missing) == missing


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "{n} место"), (2, "{n} места"), (5, "{n} мест"), (11, "{n} мест"), (21, "{n} место"), (0, "{n} мест")],
)
def test_russian_has_three_forms(folder: Path, n: int, said: str) -> None:
    assert catalogue("ru", folder=folder).ngettext("{n} place", "{n} places", n) == said


def test_a_language_without_a_catalogue_gives_english_back(tmp_path: Path) -> None:
    empty = catalogue("ky", folder=tmp_path)
    assert empty.gettext("Map") == "Map"
    assert [empty.ngettext("{n} place", "{n} places", n) for n in (1, 2)] == ["{n} place", "{n} places"]


@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_the_catalogues_of_the_repository_are_there_and_speak(lang: str) -> None:
    assert po_file(lang).is_relative_to(TRANSLATIONS)
    assert catalogue(lang).gettext("Map") != "Map"
