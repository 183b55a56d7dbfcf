"""The page of translations is the glossary as it stands."""

from __future__ import annotations

from tools import translations_page


def test_the_page_is_built_from_the_glossary_as_it_is() -> None:
    assert translations_page.FILE.read_text("utf-8") == translations_page.page(), (
        "run: python -m tools.translations_page"
    )


def test_every_term_has_a_word_in_every_language() -> None:
    terms = translations_page.glossary()
    assert len(terms) == 132
    for name in ("en", *translations_page.OTHERS):
        assert not terms[name].eq("").any()


def test_a_language_is_signed_when_every_term_names_it() -> None:
    terms = translations_page.glossary()
    assert translations_page.signed_languages(terms.assign(signed="ru tg")) == ("ru", "tg")
    one_missing = terms.assign(signed=["tg", *["ru tg"] * (len(terms) - 1)])
    assert translations_page.signed_languages(one_missing) == ("tg",)
