"""Names of places and districts in a file, matched to what we know: sure, to review, or unknown (methods 10).

Exact spelling, known variant, key, weighted score – within the district or country that the file states. A name
that several entries fit, or one that scores below 90, is never decided here: it goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from geo.names import NEAREST, REVIEW, Gazetteer, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from geo.names import Near

Outcome: TypeAlias = Literal["matched", "decided", "ambiguous", "review", "unmatched"]


@dataclass(frozen=True, slots=True)
class Question:
    """A name as the file writes it, and the unit within which it is looked for (its id; empty = anywhere)."""

    text: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question: the id where it is sure, else those that come near, best first."""

    outcome: Outcome
    id: str | None = None
    near: tuple[Near, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has to look."""
        return self.outcome in {"ambiguous", "review", "unmatched"}


def match_names(
    questions: Iterable[Question],
    *,
    gazetteer: Callable[[str], Gazetteer],
    anywhere: Gazetteer,
    decisions: Mapping[tuple[str, str], str | None],
    key: Callable[[str], Hashable],
) -> dict[Question, Answer]:
    """The answer to each question; equal questions are asked once.

    ``gazetteer`` gives the entries within a unit, ``anywhere`` all of them: a name that nothing within the unit
    comes near is shown its nearest from everywhere, and never matched there. ``decisions`` maps the key of a name
    and the unit to the id that a person chose (``None`` = no entry); they win over everything else.

    >>> import pandas as pd
    >>> rows = [("a", "Ворух", "TJ", "village"), ("b", "Ак-Сай", "KG", "village")]
    >>> known = Gazetteer(pd.DataFrame(rows, columns=["id", "name", "country", "kind"]))
    >>> asked = [Question("Vorukh"), Question("Isfana")]
    >>> found = match_names(asked, gazetteer=lambda _: known, anywhere=known, decisions={}, key=str)
    >>> [(answer.outcome, answer.id) for answer in found.values()]
    [('matched', 'a'), ('unmatched', None)]
    """
    found: dict[Question, Answer] = {}
    for question in questions:
        if question in found:
            continue
        decision = (str(key(question.text)), question.within)
        if decision in decisions:
            found[question] = Answer("decided", decisions[decision])
        else:
            found[question] = _answer(question, gazetteer(question.within), anywhere)
    return found


def _answer(question: Question, within: Gazetteer, anywhere: Gazetteer) -> Answer:
    match = within.resolve(question.text, careful=True)
    if match.status in {"exact", "matched"} and not match.alternatives:
        return Answer("matched", match.ids[0], match.nearest)
    if match.ids:
        return Answer("ambiguous", None, _named(match, within))
    if match.needs_review:
        return Answer("review", None, match.nearest[:NEAREST])
    elsewhere = () if within is anywhere else _elsewhere(anywhere.resolve(question.text, careful=True), anywhere)
    return Answer("unmatched", None, (*elsewhere, *match.nearest)[:NEAREST])


def _elsewhere(match: Match, anywhere: Gazetteer) -> tuple[Near, ...]:
    if match.ids:
        return _named(match, anywhere)
    return tuple(near for near in match.nearest if near.score >= REVIEW)


def _named(match: Match, gazetteer: Gazetteer) -> tuple[Near, ...]:
    """All that fit, those with a score first."""
    scored = {near.id: near for near in match.nearest}
    fitting = (*match.ids, *match.alternatives)
    return tuple(scored.get(key) or gazetteer.near(key) for key in dict.fromkeys(fitting))
