"""Writes ``docs/translations.md`` from the glossary: ``python -m tools.translations_page``.

``tools/facts/glossary.csv`` has a term a line; its last column, ``signed``, names the languages (``ru tg``) whose
wording of this term a person who speaks it has signed off. ``words_to_avoid.csv`` has what no sentence may say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.settings import LANGUAGES, OWN_NAMES
from tools.fact_rows import FACTS, fact_rows

if TYPE_CHECKING:
    import pandas as pd

FILE = Path(__file__).parents[1] / "docs" / "translations.md"
OTHERS = tuple(lang for lang in LANGUAGES if lang != "en")
HEAD = """# Translations

Written by `python -m tools.translations_page` from `tools/facts/glossary.csv` and
`tools/facts/words_to_avoid.csv`; do not edit here. The sentences themselves stand in
`translations/<language>/LC_MESSAGES/ferghana.po`.

## State

{state}

Until a language is signed, every page, picture and file in it says "translation not reviewed" in its own
words. A language counts as signed when the last column of the glossary names it in every line; then its
code goes into `model/settings.py` (`REVIEWED`), and a test compares the two.

## How to work on a catalogue

1. `make messages` takes new sentences out of the code into every catalogue, keeps what is translated,
   drops what is no longer used, and lists what is missing. It never guesses from similar sentences.
2. Translate in any editor for .po files. Words in curly braces are filled in by the program: keep each of
   them, in any order.
3. Sentences that count have one form in Tajik (behind a number its noun stays singular; no library has a
   rule for Tajik, so the catalogue carries its own), three in Russian: 1 and 21, 2 to 4, 5 and more.
4. `make test` fails where a sentence is missing, marked as doubtful or unused, where braces differ, where a
   term of the glossary is worded otherwise or a word to avoid occurs, and where a text is wider than its place.

Dates stand as YYYY-MM-DD in tables and English sentences; Russian and Tajik sentences write them out (29
апреля 2021 года, 29 апрели соли 2021). Thousands are parted by a narrow space, decimals by a comma in
Russian and Tajik. Names of places follow the language, the local name stands beneath. Records, notes and
titles of sources stay in the language of their source; the pages say so.

## Rules of wording

- Name the event, never the guilty; one word for all sides; who says a figure is always said.
- A side is a state's side, not a people. No ethnic word for a village, a crowd or a thief.
- Plain words for the dead and injured: none that honours or that counts people as losses.
- What is unknown is called unknown and never 0.
- Describe a border by its status on a day, and a place by its name and district.
- A suffix cannot stand at a name that is filled in: write "label: value" instead.
"""
GLOSSARY = """
## Glossary

"Seen in print" names the languages in which a page that uses this very term was read; the others are our
own wording. Confidence is ours. "Signed" is for people who speak the language.

"""


def page() -> str:
    """The whole document."""
    terms, words = glossary(), fact_rows_of_words()
    lines = [HEAD.format(state="\n".join(_state(terms))), "## Words to avoid everywhere", "", *_words(words)]
    return "\n".join([*lines, GLOSSARY.rstrip("\n"), "", *_terms(terms)]) + "\n"


def glossary() -> pd.DataFrame:
    """The terms: ``key, en, ky, ru, tg, uz, avoid, seen, confidence, signed``."""
    return fact_rows("glossary", key="key")


def fact_rows_of_words() -> pd.DataFrame:
    """The words that no sentence of a language may have: ``language, word, why, instead``."""
    return fact_rows("words_to_avoid", key="word", folder=FACTS)


def signed_languages(terms: pd.DataFrame) -> tuple[str, ...]:
    """The languages whose every term is signed off."""
    return tuple(lang for lang in OTHERS if all(lang in cell.split() for cell in terms["signed"]))


def _state(terms: pd.DataFrame) -> list[str]:
    whole = signed_languages(terms)
    lines = ["| language | terms signed | state |", "|---|---|---|"]
    for lang in OTHERS:
        n = sum(lang in cell.split() for cell in terms["signed"])
        word = "signed" if lang in whole else "not reviewed"
        lines.append(f"| {OWN_NAMES[lang]} ({lang}) | {n} of {len(terms)} | {word} |")
    return lines


def _words(words: pd.DataFrame) -> list[str]:
    lines = ["| language | word | why not | instead |", "|---|---|---|---|"]
    return lines + [f"| {row.language} | {row.word} | {row.why} | {row.instead} |" for row in words.itertuples()]


def _terms(terms: pd.DataFrame) -> list[str]:
    lines = [f"| en | {' | '.join(OTHERS)} | not for this | seen in print | confidence | signed |"]
    lines.append("|---" * (len(OTHERS) + 5) + "|")
    columns = ("en", *OTHERS, "avoid", "seen", "confidence", "signed")
    return lines + [f"| {' | '.join(row[name] for name in columns)} |" for row in terms.to_dict("records")]


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8", newline="\n")
