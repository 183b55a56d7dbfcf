"""Catalogues follow the code: translations are kept, what is unused goes, nothing is guessed."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from store.translations import po_file
from tools import catalogs

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
_ = N_("Map")
_TWO = Message("On {date}", {})
n = Message.counted("{n} place", "{n} places", 3)
"""


@pytest.fixture
def template(tmp_path: Path) -> Catalog:
    path = tmp_path / "page.py"
    path.write_text(CODE, "utf-8")
    return catalogs.extracted([path])


def made(lang: str, **texts: str | tuple[str, ...]) -> Catalog:
    catalog = Catalog(locale=lang)
    catalog.mime_headers = [("Plural-Forms", catalogs.PLURALS[lang])]
    for msgid, text in texts.items():
        catalog.add(msgid, text)
    return catalog


def forms(catalog: Catalog, msgid: str) -> tuple[str, ...]:
    entry = catalog.get(msgid)
    assert entry is not None
    return catalogs.forms_of(entry)


def test_plain_and_counted_sentences_are_extracted(template: Catalog) -> None:
    found = [catalogs.msgids(entry) for entry in catalogs.entries(template)]
    assert found == [("Map",), ("On {date}",), ("{n} place", "{n} places")]


def test_a_translation_is_kept_and_an_unused_one_goes(template: Catalog) -> None:
    old = made("ru", Map="Карта", Gone="Нет")
    merged = catalogs.merged("ru", template, old)
    assert forms(merged, "Map") == ("Карта",)
    assert merged.get("Gone") is None


def test_nothing_is_taken_from_a_sentence_that_is_only_similar(template: Catalog) -> None:
    merged = catalogs.merged("ru", template, made("ru", Maps="Карты"))
    assert forms(merged, "Map") == ("",)
    assert not any(entry.fuzzy for entry in catalogs.entries(merged))


def test_tajik_has_one_form_and_russian_three(template: Catalog) -> None:
    assert catalogs.merged("tg", template, None).num_plurals == 1
    assert catalogs.merged("ru", template, None).num_plurals == 3


def test_a_pair_of_tajik_forms_becomes_the_one_that_follows_a_number(template: Catalog) -> None:
    old = Catalog(locale="tg")
    old.add(("{n} place", "{n} places"), ("ҷой", "{n} ҷой"))
    merged = catalogs.merged("tg", template, old)
    assert forms(merged, "{n} place") == ("{n} ҷой",)


def test_merging_twice_changes_nothing(template: Catalog) -> None:
    once = catalogs.written(catalogs.merged("ru", template, made("ru", Map="Карта")))
    twice = catalogs.written(catalogs.merged("ru", template, read_po(io.BytesIO(once))))
    assert once == twice


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not translated"),
        ("Где", "fields [] instead of ['date']"),
        ("На {day}", "fields ['day'] instead of ['date']"),
        ("На {date} {date}", None),
    ],
)
def test_a_sentence_needs_its_fields(template: Catalog, text: str, fault: str | None) -> None:
    catalog = catalogs.merged("ru", template, made("ru", **{"On {date}": text}))
    found = [line for line in catalogs.faults("ru", catalog, template) if line.endswith(": On {date}")]
    assert found == ([] if fault is None else [f"ru: {fault}: On {{date}}"])


def test_every_plural_form_needs_the_number(template: Catalog) -> None:
    old = Catalog(locale="ru")
    old.add(("{n} place", "{n} places"), ("место", "{n} места", "{n} мест"))
    catalog = catalogs.merged("ru", template, old)
    assert "ru: fields [] instead of ['n']: {n} place" in catalogs.faults("ru", catalog, template)


def test_a_doubtful_and_a_leftover_entry_are_faults(template: Catalog) -> None:
    catalog = catalogs.merged("ru", template, made("ru", Map="Карта"))
    catalog.add("Map", "Карта", flags=["fuzzy"])
    catalog.add("Gone", "Нет")
    found = catalogs.faults("ru", catalog, template)
    assert "ru: marked as doubtful: Map" in found
    assert "ru: not in the code any more: Gone" in found


def test_catalogues_are_compiled_once(tmp_path: Path) -> None:
    source = po_file("ru", folder=tmp_path)
    source.parent.mkdir(parents=True)
    source.write_bytes(catalogs.written(made("ru", Map="Карта")))
    assert catalogs.compile_all(tmp_path) == [source.with_suffix(".mo")]
    assert catalogs.compile_all(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert catalogs.compile_all(tmp_path) == [source.with_suffix(".mo")]


def test_updating_an_empty_folder_makes_every_catalogue(tmp_path: Path) -> None:
    assert catalogs.update(tmp_path)
    for lang in catalogs.LANGUAGES:
        assert po_file(lang, folder=tmp_path).is_file()
