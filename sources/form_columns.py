"""Which column of an export is which question of its form, whatever the export was told about names and groups."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sources.survey_words import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sources.xlsform import Choice, Form, FormQuestion

SEPARATORS: tuple[str, ...] = ("/", "-", ".", ":", "|", "_", "__", " / ", " - ", "::", ">", ";", ",", " ")
"""What may stand between groups and question, and between question and option."""


class Located(NamedTuple):
    """The question that a column answers; with a choice, the column says whether that was chosen."""

    question: FormQuestion
    choice: Choice | None = None


def locate(form: Form, titles: Mapping[str, str]) -> dict[str, Located]:
    """The question of each column, by header; ``titles`` has the headers as the file writes them, equal ones too.

    A title is a name of the form or a label in any of its languages, alone or behind its groups. The separator
    that fits most titles is taken; of equal labels the first column is the first question.
    """
    found: dict[str, Located] = {}
    for separator in SEPARATORS:
        here = _by(form, titles, separator)
        if len(here) > len(found):
            found = here
    return found


def _by(form: Form, titles: Mapping[str, str], separator: str) -> dict[str, Located]:
    index: dict[str, dict[str, FormQuestion]] = {}
    for question in form.questions:
        for text in set(_texts(question, separator)):
            index.setdefault(text, {}).setdefault(question.name, question)
    found: dict[str, Located] = {}
    latest: dict[str, FormQuestion] = {}
    used: Counter[str] = Counter()
    for header, title in titles.items():
        text = compact(title)
        candidates = list(index.get(text, {}).values())
        if candidates:
            latest[text] = candidates[min(used[text], len(candidates) - 1)]
            used[text] += 1
            found[header] = Located(latest[text])
        else:
            option = _option(text, index, latest, separator)
            found |= {header: option} if option is not None else {}
    return found


def _option(
    text: str, index: Mapping[str, Mapping[str, FormQuestion]], latest: Mapping[str, FormQuestion], separator: str
) -> Located | None:
    for between in dict.fromkeys((separator, "/")):
        for stem, rest in _cuts(text, between):
            questions = [latest[stem]] if stem in latest else list(index.get(stem, {}).values())
            for question in questions:
                choice = next((one for one in question.choices if rest in _said(one)), None)
                if question.is_multiple and choice is not None:
                    return Located(question, choice)
    return None


def _cuts(text: str, between: str) -> Iterator[tuple[str, str]]:
    """The text cut in two at each separator, the longest beginning last."""
    mark = between.strip() or between
    at = text.find(mark)
    while at > 0:
        yield text[:at].strip(), text[at + len(mark) :].strip()
        at = text.find(mark, at + 1)


def _said(choice: Choice) -> set[str]:
    return {compact(choice.name), *map(compact, choice.labels.values())}


def _texts(question: FormQuestion, separator: str) -> Iterable[str]:
    """How a title may write the question: name and labels, alone and behind all its groups."""
    yield compact(question.name)
    yield compact(separator.join([*question.groups, question.name]))
    for language, label in question.labels.items():
        yield compact(label)
        groups = [
            labels.get(language) or name
            for labels, name in zip(question.group_labels, question.groups, strict=True)
        ]
        yield compact(separator.join([*groups, label]))
