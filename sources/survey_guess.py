"""Which columns of an export without a form are questions with a choice of answers: by what their cells say.

A column of free text can hold anything that a person said, names too, so it is never stored. Taken are only
columns whose few answers come again and again; an answer that only one person gave is kept as "other".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sources.survey_words import FALSE, NOT_SAID, TRUE, YES_NO, compact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import pandas as pd

MOST_ANSWERS = 15
"""A column with more different answers is free text."""
_EACH = 3
"""So many people for each different answer, on average."""
_LONGEST = 150
_XML_NAME = re.compile(r"[a-z][a-z0-9]*|(?=[^_]*_)[A-Za-z]\w*", re.ASCII)
"""A name of a form, not a word of a label: small letters, or lines between its parts."""
_CODE = re.compile(r"[\w.+-]+")
_NUMBER = re.compile(r"[-+]?[\d\s.,]+%?")
_DAY = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*")
_BETWEEN = re.compile(r"\s*(?:/|\||::?|\.|__?|-)\s*")


class Guess(NamedTuple):
    """A question: its title, its own column (None where only options stand), and the columns of its options.

    ``options`` maps a header to the option that it means.
    """

    title: str
    column: str | None
    options: Mapping[str, str]


def guess(
    cells: pd.DataFrame, titles: Mapping[str, str], leave: Collection[str], *, by_names: bool = True
) -> Iterator[Guess]:
    """The closed questions among the columns that are not in ``leave``, in the order of the file.

    ``by_names`` says that a tool of surveys wrote the file: then a column headed by a name of the form holds names
    of choices, and one with sentences is free text.
    """
    headers = [header for header in titles if header not in leave]
    at = 0
    while at < len(headers):
        header, title = headers[at], titles[headers[at]]
        options = _options_of(title, headers[at + 1 :], titles, cells)
        if options:
            yield Guess(title, header, options)
        elif _is_ticked(cells[header]):
            stem, options = _bare_options(headers[at:], titles, cells)
            if len(options) > 1:
                yield Guess(stem, None, options)
            options = options if len(options) > 1 else {}
        elif is_closed(
            cells[header], coded=by_names and _XML_NAME.fullmatch(re.split(r"[/:.-]", title)[-1]) is not None
        ):
            yield Guess(title, header, {})
        at += len(options) + (0 if options and header in options else 1)


def _is_name(title: str) -> bool:
    return _XML_NAME.fullmatch(re.split(r"[/:.-]", title)[-1]) is not None


def is_closed(cells: pd.Series, *, coded: bool = False) -> bool:
    """Whether the cells of a column are choices: few different ones, given by several people each.

    ``coded`` says that the header is a name of the form, so that choices are names as well, not wordings.

    >>> import pandas as pd
    >>> is_closed(pd.Series(["Yes", "No", None])), is_closed(pd.Series(["the old well", "Gulnara's"]))
    (True, False)
    """
    counts = cells.dropna().map(compact).value_counts()
    if counts.empty:
        return False
    if all(text in YES_NO or text in NOT_SAID for text in counts.index):
        return True
    usual = len(counts) <= MOST_ANSWERS and counts.sum() >= _EACH * len(counts)
    plain = all(len(text) <= _LONGEST for text in counts.index)
    if coded:
        plain = all(text in YES_NO or text in NOT_SAID or _CODE.fullmatch(text) for text in counts.index)
    counted = sum(bool(_NUMBER.fullmatch(text) or _DAY.fullmatch(text)) for text in counts.index)
    return bool(usual and plain and counted * 2 <= len(counts))


def rare_answers(cells: pd.Series) -> frozenset[str]:
    """The answers (as compared) that a single person gave and that are no usual words."""
    counts = cells.dropna().map(compact).value_counts()
    return frozenset(
        str(text) for text in counts[counts == 1].index if text not in YES_NO and text not in NOT_SAID
    )


def _options_of(title: str, after: list[str], titles: Mapping[str, str], cells: pd.DataFrame) -> dict[str, str]:
    """The columns that follow a question and begin with its title, ticked or not, with what they mean."""
    found: dict[str, str] = {}
    for header in after:
        rest = titles[header][len(title) :]
        between = _BETWEEN.match(rest)
        if not titles[header].startswith(title) or between is None or not rest[between.end() :]:
            break
        if not _is_ticked(cells[header]):
            break
        found[header] = rest[between.end() :]
    return found if any(cells[header].notna().any() for header in found) else {}


def _bare_options(
    headers: list[str], titles: Mapping[str, str], cells: pd.DataFrame
) -> tuple[str, dict[str, str]]:
    """Ticked columns ``question/option`` whose question has no column of its own."""
    stem, slash, _ = titles[headers[0]].rpartition("/")
    found: dict[str, str] = {}
    for header in headers:
        before, _, option = titles[header].rpartition("/")
        if not slash or before != stem or not option or not _is_ticked(cells[header]):
            break
        found[header] = option
    return stem, found


def _is_ticked(cells: pd.Series) -> bool:
    told = set(cells.dropna().map(compact).unique())
    return told <= (TRUE | FALSE) and bool(told & {"0", "1", "true", "false", "0.0", "1.0"} or not told)
