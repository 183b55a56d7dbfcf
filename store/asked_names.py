"""The questions about names that rows ask: each different one once, and the rows that ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.place_matching import Question
from store.name_knowledge import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of each row: ``codes`` points into ``questions``, -1 where a row asks nothing."""

    index: pd.Index[Any]
    codes: NDArray[np.int64]
    questions: tuple[Question, ...]

    def each(self, values: Mapping[Question, Any]) -> pd.Series[Any]:
        """The value of each row's question; ``None`` where it has none."""
        found = np.array([*(values.get(question) for question in self.questions), None], dtype=object)
        return pd.Series(found[self.codes], index=self.index, dtype=object)

    def having(self, chosen: set[Question]) -> NDArray[np.int64]:
        """The positions of the rows that ask one of these."""
        marks = np.array([*(question in chosen for question in self.questions), False], dtype=bool)
        return np.flatnonzero(marks[self.codes])


def questions_of(texts: pd.Series[Any], within: pd.Series[Any], sure: pd.Series[bool]) -> Asked:
    """One question for each different text, unit and sureness; none where the text is missing or blank."""
    codes, names = pd.factorize(texts.astype(object))
    units, places = pd.factorize(within.astype(object))
    wide = len(places) + 1
    keys = np.where(codes >= 0, ((codes * wide) + units + 1) * 2 + sure.to_numpy(bool), -1)
    different, at = np.unique(keys, return_inverse=True)
    questions: list[Question] = []
    numbers = np.full(len(different), -1, dtype=np.int64)
    for number, key in enumerate(different):
        text = str(names[key // 2 // wide]) if key >= 0 else ANYWHERE
        if text.strip():
            unit = key // 2 % wide - 1
            numbers[number] = len(questions)
            questions.append(Question(text, str(places[unit]) if unit >= 0 else ANYWHERE, bool(key % 2)))
    return Asked(texts.index, numbers[at], tuple(questions))
