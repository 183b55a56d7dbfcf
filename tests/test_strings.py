"""Every sentence that a user reads can be translated, and is: in the words that the glossary binds."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from model.settings import REVIEWED, TRANSLATED
from store.translations import po_file, read_po_file
from tools import catalogs, translations_page

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
MARKERS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "counted": 2, "Message": 1}
"""Marker: how many of its first arguments are msgids."""
LITERAL_ONLY = {"N_", "ngettext", "counted"}
"""Here a variable would never be extracted, or not as a pair of singular and plural."""
TRANSLATORS = {ROOT / "model" / "strings.py", ROOT / "answers" / "languages.py"}
"""They pass on what others marked."""
CONSTANT_AT_LEAST = {"_"}
"""A page passes a text or what N_() marked in a constant; gettext() and Message() may pass on more."""
BUILT_WHILE_RUNNING = (ast.JoinedStr, ast.BinOp)

FILES = catalogs.files()
LANGUAGES = catalogs.LANGUAGES
TEMPLATE = catalogs.extracted()


def _msgids(path: Path) -> list[tuple[str, ast.expr]]:
    """Each msgid argument with its marker; of a choice between two, both."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for argument in node.args[: MARKERS.get(name, 0)]:
                both = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                found += [(name, choice) for choice in both]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_msgid_is_a_text_and_not_put_together_while_running(path: Path) -> None:
    for name, argument in _msgids(path):
        where = f"{path.name}:{argument.lineno}"
        assert not isinstance(argument, BUILT_WHILE_RUNNING), (
            f"{where}: {name}() needs a plain text with {{fields}}; fill it afterwards"
        )
        if isinstance(argument, ast.Call):
            called = getattr(argument.func, "attr", getattr(argument.func, "id", ""))
            assert called not in {"format", "fill", "str", "join"}, f"{where}: mark first, fill afterwards"
        if name in LITERAL_ONLY and path not in TRANSLATORS:
            assert _is_text(argument), f"{where}: {name}() extracts only a text that stands in its brackets"
        if name in CONSTANT_AT_LEAST:
            marked = _is_text(argument) or _is_marked(argument)
            assert marked, f"{where}: {name}() takes a text, or a constant that N_() marked"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_fields_of_a_msgid_have_names(path: Path) -> None:
    for _, argument in _msgids(path):
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            assert "{}" not in argument.value, (
                f"{path.name}:{argument.lineno}: a translator must be able to reorder"
            )


def _is_text(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def _is_marked(argument: ast.expr) -> bool:
    """``N_("…")``, ``label(word)``, or a constant, an entry of one, or an attribute of something."""
    if isinstance(argument, ast.Call):
        return getattr(argument.func, "id", "") in {"N_", "label"}
    if isinstance(argument, ast.Attribute):
        return True
    base = argument.value if isinstance(argument, ast.Subscript) else argument
    return isinstance(base, ast.Name) and base.id.isupper()


def _texts(catalog: Catalog) -> set[str]:
    return {text for entry in catalogs.entries(catalog) for text in catalogs.msgids(entry)}


def test_babel_finds_the_labels_and_the_coded_sentences() -> None:
    texts = _texts(TEMPLATE)
    assert len(texts) > 400
    assert "transferred by agreement" in texts
    assert "No border section is recorded for {date}." in texts


def test_babel_finds_every_text_that_is_marked() -> None:
    marked = {
        argument.value
        for path in FILES
        for _, argument in _msgids(path)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert marked <= _texts(TEMPLATE)


def _catalogue(lang: str) -> Catalog:
    return read_po_file(po_file(lang))


def _pairs(lang: str) -> list[tuple[str, str]]:
    """Every msgid with each form of its translation, both in small letters."""
    entries = catalogs.entries(_catalogue(lang))
    pairs = [(catalogs.msgids(entry)[0], form) for entry in entries for form in catalogs.forms_of(entry)]
    return [(msgid.casefold(), form.casefold()) for msgid, form in pairs]


def test_every_translated_language_has_its_catalogue_and_no_other_has_one() -> None:
    assert {path.parent.parent.name for path in (ROOT / "translations").rglob("*.po")} == set(LANGUAGES)
    assert set(LANGUAGES) == {*TRANSLATED} - {"en"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_translated_with_its_fields_and_none_is_left_over(lang: str) -> None:
    faults = catalogs.faults(lang, _catalogue(lang), TEMPLATE)
    assert not faults, f"{len(faults)} to mend (`make messages` lists them):\n" + "\n".join(faults[:40])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_has_the_plural_rule_of_its_language(lang: str) -> None:
    assert _catalogue(lang).plural_forms.rstrip(";") == catalogs.PLURALS[lang].rstrip(";")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_of_the_glossary_is_worded_as_the_glossary_says(lang: str) -> None:
    terms = {row["en"].casefold(): row[lang].casefold() for row in translations_page.glossary().to_dict("records")}
    wrong = {
        f"{msgid}: {form} instead of {terms[msgid]}"
        for msgid, form in _pairs(lang)
        if form and terms.get(msgid, form) != form
    }
    assert not wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_that_the_glossary_forbids_for_a_term_does_not_stand_for_it(lang: str) -> None:
    rows = translations_page.glossary().to_dict("records")
    avoid = {row["en"].casefold(): [word.casefold() for word in row["avoid"].split("; ") if word] for row in rows}
    wrong = {(msgid, word) for msgid, form in _pairs(lang) for word in avoid.get(msgid, []) if _holds(form, word)}
    assert not wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_to_avoid_stands_in_no_sentence(lang: str) -> None:
    rows = translations_page.fact_rows_of_words()
    words = rows.loc[rows["language"] == lang, "word"]
    assert len(words) > 10
    wrong = {
        (word, form) for _, form in _pairs(lang) for word in words if re.search(rf"\b{word.casefold()}", form)
    }
    assert not wrong


def _holds(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def test_a_language_is_signed_only_where_the_glossary_says_so() -> None:
    signed = translations_page.signed_languages(translations_page.glossary())
    assert set(REVIEWED) == {"en", *signed}
