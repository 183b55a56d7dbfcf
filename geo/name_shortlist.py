"""Which keys come near which, for many names at once: the same scores as one by one, in a fraction of the time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from geo.name_score import INDEL, SUBSTITUTE, key_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CUTOFF = 45.0
"""Keys below this plain ratio are never one name: the lowest ratio among true pairs is 50 (methods 10)."""
MOST = 200
"""No more than so many keys are compared letter by letter with one name."""
_LONG = 24
"""Longer keys are rare, and compared one by one: they would make the tables of all others as wide."""
_ROWS = 512
"""Names that are compared with all entries in one step: what bounds the memory."""
_LETTERS = 27
"""a to z, and nothing."""


def nearest_keys(asked: Sequence[str], known: Sequence[str]) -> list[list[tuple[int, float]]]:
    """For each key asked for, the positions in ``known`` that may be meant, each with its score; best first.

    >>> nearest_keys(["corku"], ["corkuh", "samat"])
    [[(0, 92.0)]]
    """
    if not known:
        return [[] for _ in asked]
    keys = _Keys(known)
    steps = (_step(asked[start : start + _ROWS], keys) for start in range(0, len(asked), _ROWS))
    return [near for step in steps for near in step]


def _step(asked: Sequence[str], known: _Keys) -> list[list[tuple[int, float]]]:
    ratios = process.cdist(asked, known.texts, scorer=fuzz.ratio, score_cutoff=CUTOFF, dtype=np.float32)
    if ratios.shape[1] > MOST:
        least = np.partition(ratios, -MOST, axis=1)[:, -MOST, None]
        ratios = np.where(ratios >= least, ratios, 0.0)
    rows, columns = np.nonzero(ratios)
    scores = _scores(_Keys(asked), known, rows, columns)
    order = np.lexsort((columns, -scores, rows))
    pairs = list(zip(columns[order].tolist(), scores[order].tolist(), strict=True))
    ends = np.searchsorted(rows[order], np.arange(len(asked) + 1)).tolist()
    return [pairs[start:end] for start, end in pairwise(ends)]


class _Keys:
    """Keys with their letters as numbers, one column a key; what is too long for that stays empty there."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.lengths = np.array([len(text) for text in texts])
        padded = "".join(text.ljust(_LONG, "{")[:_LONG] for text in texts)
        letters = np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(len(texts), _LONG)
        self.letters = np.ascontiguousarray(letters.T) - np.uint8(ord("a"))


def _scores(
    asked: _Keys, known: _Keys, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The score of each pair of keys, as :func:`geo.name_score.key_score` gives it."""
    ones, others = asked.lengths[rows], known.lengths[columns]
    scores = np.zeros(len(rows))
    usual = (np.maximum(ones, others) <= _LONG) & (np.minimum(ones, others) > 0)
    for at in np.flatnonzero(~usual):
        scores[at] = key_score(asked.texts[rows[at]], known.texts[columns[at]])
    pairs = asked.letters[:, rows[usual]], known.letters[:, columns[usual]], ones[usual], others[usual]
    if usual.any():
        shorter = np.minimum(ones, others)[usual]
        scores[usual] = 100.0 * np.maximum(0.0, 1.0 - _distances(*pairs) / shorter)
    return scores


def _distances(
    left: NDArray[np.uint8], right: NDArray[np.uint8], ones: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The weighted Levenshtein distances of all pairs, one row of all their tables at a time."""
    inserts = _INDELS[right[: others.max()]]
    row = np.concatenate([np.zeros((1, len(ones))), np.cumsum(inserts, axis=0)])
    found = np.zeros(len(ones))
    for length in range(1, int(ones.max()) + 1):
        letter = left[length - 1]
        drop = _INDELS[letter]
        following = np.empty_like(row)
        following[0] = row[0] + drop
        np.minimum(row[:-1] + _SWAPS[letter, right[: len(inserts)]], row[1:] + drop, out=following[1:])
        for at, insert in enumerate(inserts, 1):
            np.minimum(following[at], following[at - 1] + insert, out=following[at])
        row = following
        done = np.flatnonzero(ones == length)
        found[done] = row[others[done], done]
    return found


def _swap_table() -> NDArray[np.float64]:
    table = 1.0 - np.eye(_LETTERS)
    for pair, cost in SUBSTITUTE.items():
        one, other = (ord(letter) - ord("a") for letter in pair)
        table[one, other] = table[other, one] = cost
    return table


def _indel_table() -> NDArray[np.float64]:
    table = np.ones(_LETTERS)
    for letter, cost in INDEL.items():
        table[ord(letter) - ord("a")] = cost
    return table


_SWAPS = _swap_table()
_INDELS = _indel_table()
