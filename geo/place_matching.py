"""Names of places and districts in a file, matched to what we know: sure, to review, or unknown (methods 10).

Exact spelling, known variant, key, weighted score – within the district, province or country that the file
states. A name that several entries fit, or one that scores below 90, is never decided here: it goes to a person.
Beside the score three rules hold, each for a trap that keys do not see:

- a number is a part of a name: "Arka 2" is not "Arka 1", though keys have letters only;
- "A (B)" and "A / B" are one name only where both parts mean the same entry;
- a name that the two sides of a crossing share (Dostuk, Doʻstlik) needs a stated side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from geo.name_score import bare, folded, name_key, name_score
from geo.names import NEAREST, REVIEW, Gazetteer, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.names import Near

Outcome: TypeAlias = Literal["matched", "decided", "ambiguous", "review", "unmatched"]

_PARTS = re.compile(r"[()/\[\]]")
_NUMBERS = re.compile(r"\d+")
_ROAD_POST = "-avtodorozhny"
"""What border services add to the name of a crossing on a road."""
_ONE_NAME = 70.0
"""From this score on the two names of a crossing are one word in two languages: Dostuk and Doʻstlik score 73.3."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name as the file writes it, and the unit within which it is looked for (its id; empty = anywhere).

    ``sure`` says that this unit is all that the file states; where it states one that we do not know, a name is
    shown to a person and never matched.
    """

    text: str
    within: str = ""
    sure: bool = True


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


def remembered_key(text: str) -> str:
    """What a decision about a name is kept under: its key and its numbers, for all spellings of one sound.

    >>> remembered_key("Арка-2"), remembered_key("Arka 2"), remembered_key("7-")
    ('arka2', 'arka2', '7')
    """
    return "".join((name_key(text), *_NUMBERS.findall(text))) or folded(text)


def shared_names(crossings: Iterable[tuple[str, str, Sequence[str]]]) -> frozenset[str]:
    """The keys of names that both sides of a crossing have, from its name on each side and all its spellings.

    >>> sorted(shared_names([("Dostuk-Avtodorozhny", "Doʻstlik", ["Дустлик"]), ("Kulundu", "Ovchi-Kalacha", [])]))
    ['dostlik', 'dostuk', 'dustlik']
    """
    sides = ((one.lower().removesuffix(_ROAD_POST), other, spellings) for one, other, spellings in crossings)
    return frozenset(
        name_key(name)
        for one, other, spellings in sides
        if name_score(one, other) >= _ONE_NAME
        for name in (one, other, *spellings)
    )


def match_names(
    questions: Iterable[Question],
    *,
    gazetteer: Callable[[str], Gazetteer],
    anywhere: Gazetteer,
    decisions: Mapping[tuple[str, str], str | None],
    shared: AbstractSet[str] = frozenset(),
) -> dict[Question, Answer]:
    """The answer to each question, in the order in which they first come; equal questions are asked once.

    ``gazetteer`` gives the entries within a unit, ``anywhere`` all of them: a name that nothing within the unit
    comes near is shown its nearest from everywhere, and never matched there. ``decisions`` maps the key of a name
    (:func:`remembered_key`) and the unit to the id that a person chose (``None`` = no entry); they win over
    everything else. ``shared`` are :func:`shared_names`.

    >>> import pandas as pd
    >>> rows = [("a", "Ворух", "TJ", "village"), ("b", "Ак-Сай", "KG", "village")]
    >>> known = Gazetteer(pd.DataFrame(rows, columns=["id", "name", "country", "kind"]))
    >>> asked = [Question("Vorukh"), Question("Isfana")]
    >>> found = match_names(asked, gazetteer=lambda _: known, anywhere=known, decisions={})
    >>> [(answer.outcome, answer.id) for answer in found.values()]
    [('matched', 'a'), ('unmatched', None)]
    """
    found: dict[Question, Answer] = dict.fromkeys(questions, Answer("unmatched"))
    by_unit: dict[str, list[Question]] = {}
    for question in found:
        decision = (remembered_key(question.text), question.within)
        if decision in decisions:
            found[question] = Answer("decided", decisions[decision])
        else:
            by_unit.setdefault(question.within, []).append(question)
    for unit, asked in by_unit.items():
        within = gazetteer(unit)
        within.prepare(part for question in asked for part in (question.text, *_parts(question.text)))
        found |= {question: _answer(question, within, shared) for question in asked}
    _look_elsewhere(found, by_unit, gazetteer, anywhere)
    return found


def _answer(question: Question, within: Gazetteer, shared: AbstractSet[str]) -> Answer:
    match = _resolved(question.text, within)
    side_lacks = not question.within and name_key(question.text) in shared
    if match.status in {"exact", "matched"} and not match.alternatives:
        near = match.nearest[:NEAREST] or (within.near(match.ids[0]),)
        if side_lacks:
            return Answer("ambiguous", None, near)
        return Answer("matched", match.ids[0], near) if question.sure else Answer("review", None, near)
    if match.ids:
        return Answer("ambiguous", None, _named(match, within))
    if side_lacks or match.needs_review:
        return Answer("ambiguous" if side_lacks else "review", None, match.nearest[:NEAREST])
    return Answer("unmatched", None, match.nearest[:NEAREST])


def _resolved(text: str, within: Gazetteer) -> Match:
    """The match of the whole text, else of its parts where all mean one entry."""
    whole = _with_its_number(text, within.resolve(text, careful=True))
    parts = _parts(text)
    if whole.ids or not parts:
        return whole
    each = [_with_its_number(part, within.resolve(part, careful=True)) for part in parts]
    meant = {match.ids for match in each}
    if len(meant) == 1 and len(each[0].ids) == 1:
        return each[0]
    near = {
        near.id: near for match in (whole, *each) for near in sorted(match.nearest, key=lambda near: near.score)
    }
    return Match("unknown", (), tuple(sorted(near.values(), key=lambda near: (-near.score, near.id))))


def _parts(text: str) -> list[str]:
    """The names in "A (B)" or "A / B"; none where there is only one."""
    parts = [part for part in _PARTS.split(text) if bare(part).strip()]
    return parts if len(parts) > 1 else []


def _with_its_number(text: str, match: Match) -> Match:
    """No match where the text and the entry's spelling differ in their numbers: those come near only."""
    if match.status != "matched" or not match.nearest:
        return match
    if _NUMBERS.findall(text) == _NUMBERS.findall(match.nearest[0].name):
        return match
    return replace(match, status="unknown", ids=())


def _look_elsewhere(
    found: dict[Question, Answer],
    by_unit: Mapping[str, Sequence[Question]],
    gazetteer: Callable[[str], Gazetteer],
    anywhere: Gazetteer,
) -> None:
    """Put those that a name fits outside the stated unit before those that come near within it."""
    lost = [
        question
        for unit, asked in by_unit.items()
        if gazetteer(unit) is not anywhere
        for question in asked
        if found[question].outcome == "unmatched"
    ]
    anywhere.prepare(question.text for question in lost)
    for question in lost:
        match = anywhere.resolve(question.text, careful=True)
        near = _named(match, anywhere) if match.ids else tuple(n for n in match.nearest if n.score >= REVIEW)
        both = {item.id: item for item in (*near, *found[question].near)}
        found[question] = Answer("unmatched", None, tuple(both.values())[:NEAREST])


def _named(match: Match, gazetteer: Gazetteer) -> tuple[Near, ...]:
    """All that fit, those with a score first."""
    scored = {near.id: near for near in match.nearest}
    fitting = (*match.ids, *match.alternatives)
    return tuple(scored.get(key) or gazetteer.near(key) for key in dict.fromkeys(fitting))
