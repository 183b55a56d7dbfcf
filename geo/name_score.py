"""The key that joins spellings of one name across alphabets, and the score of two keys (methods section 10)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from geo.name_words import TYPE_WORD

APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʻʼ`´ʹ", "'"))
_LETTERS = (("дж", "ж"), ("ҷ", "ж"), ("ў", "ӯ"), ("ъ", ""), ("ь", ""))
_SOUNDS = (
    *(("shch", "w"), ("dzh", "j"), ("sh", "w"), ("ch", "c"), ("zh", "j"), ("dj", "j"), ("kh", "h")),
    *(("gh", "g"), ("ng", "n"), ("q", "k"), ("x", "h"), ("ya", "a"), ("yo", "o"), ("ye", "e"), ("y", "i")),
)
SUBSTITUTE: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for pair, cost in (
        *(("ao", 0.25), ("ou", 0.25), ("ae", 0.4), ("ei", 0.5), ("eu", 0.5), ("gk", 0.5), ("bp", 0.5)),
        *(("dt", 0.5), ("zs", 0.5), ("hk", 0.6), ("au", 0.9)),
    )
}
"""What it costs to take one letter for another; any other pair costs 1."""
_LONGEST = 200
"""Letters of a key; a longer text is no name, and comparing two of them letter by letter would take minutes."""
INDEL: dict[str, float] = {"h": 0.4, "v": 0.5, "i": 0.6, "d": 0.7}
"""What it costs to leave a letter out or put it in; any other letter costs 1."""


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """The key of a name: a to z only, one text for the spellings of one sound.

    >>> name_key("Көк-Таш"), name_key("Kok Tash village")
    ('koktaw', 'koktaw')
    """
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).lower()
    bare = TYPE_WORD.sub(" ", plain)
    return _latin(bare) or _latin(plain)


@lru_cache(maxsize=16_384)
def name_score(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, by their keys; the same in both orders.

    >>> round(name_score("Исфара", "Исфана"), 1), round(name_score("Чоркӯҳ", "Chorku"), 1)
    (83.3, 92.0)
    """
    return key_score(name_key(one), name_key(other))


def key_score(one: str, other: str) -> float:
    """The score of two keys: 100 * max(0, 1 - D / length of the shorter), D the weighted edit distance.

    Texts too long for a name are alike only where they are the same.
    """
    shorter, longer = sorted((len(one), len(other)))
    if not shorter or longer > _LONGEST:
        return 100.0 if shorter and one == other else 0.0
    return 100.0 * max(0.0, 1.0 - _distance(one, other) / shorter)


def folded(text: str) -> str:
    """The original spelling, only case, apostrophes and spaces made equal."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).casefold().split())


def bare(text: str) -> str:
    """The text without its words of kind and the brackets or dots that they leave."""
    return re.sub(r"[().,]", " ", TYPE_WORD.sub(" ", folded(text)))


def _latin(text: str) -> str:
    for letters, instead in _LETTERS:
        text = text.replace(letters, instead)
    text = unicodedata.normalize("NFD", anyascii(text).lower())
    text = re.sub(r"[^a-z]", "", text)
    for sound, letter in _SOUNDS:
        text = text.replace(sound, letter)
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=65_536)
def _distance(one: str, other: str) -> float:
    """The weighted Levenshtein distance of two keys."""
    row = [0.0]
    for letter in other:
        row.append(row[-1] + INDEL.get(letter, 1.0))
    for letter in one:
        drop = INDEL.get(letter, 1.0)
        following = [row[0] + drop]
        for at, target in enumerate(other):
            swap = 0.0 if letter == target else SUBSTITUTE.get(frozenset((letter, target)), 1.0)
            following.append(min(row[at] + swap, row[at + 1] + drop, following[at] + INDEL.get(target, 1.0)))
        row = following
    return row[-1]
