"""Rule files: the explicit sentences by which pairs of records are decided about without a look at each.

A TOML file with one table ``[[rule]]`` for each rule: ``name``, ``decision`` (same or different), ``reason``, and
at least one condition: ``sources`` (both records are of these), ``posterior`` (at least), ``below`` (posterior
below), and for each compared field the words that fit (``date = ["same"]``). All conditions of a rule must hold;
the first rule that fits decides.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.duplicate_columns import UNKNOWN
from analysis.duplicates import WEIGHTS
from model.errors import BadInputError, problems_error
from model.strings import N_, Message
from model.workspace_tables import PairDecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_DECISIONS = (PairDecision.SAME, PairDecision.DIFFERENT)
_TEXTS, _NUMBERS = ("name", "decision", "reason"), ("posterior", "below")
_NOT_READ = N_("The rule file {file} cannot be read ({reason}): give a TOML file with [[rule]] tables.")
_NO_RULE = N_("The rule file {file} has no [[rule]] table: see docs/imports.md, Duplicates, for one.")
_NO_NAME = N_("Rule {number} of {file} has no name: every decision names its rule, so give it one.")
_NAME_TWICE = N_("Two rules of {file} are called '{rule}': give each a name of its own.")
_NO_DECISION = N_("Rule '{rule}' of {file} should have the decision same or different, but has '{text}'.")
_NO_CONDITION = N_("Rule '{rule}' of {file} has no condition, so it would decide about everything: give it one.")
_UNKNOWN_KEY = N_("Rule '{rule}' of {file} has '{key}', which is none of {words}.")
_WRONG_VALUE = N_("Rule '{rule}' of {file}: {key} should be {words}, but is '{text}'.")
_A_SHARE, _A_LIST = N_("a number from 0 to 1"), N_("a list of source ids")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``words`` maps a compared field to the words that fit."""

    name: str
    decision: PairDecision
    reason: str | None = None
    sources: frozenset[str] = frozenset()
    posterior: float | None = None
    below: float | None = None
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, pair: Mapping[str, Any], sources: tuple[str, str]) -> bool:
        """Whether a row of ``duplicate_pairs`` whose records are of these sources fulfils all conditions."""
        chance = float(pair["posterior"])
        return (
            (not self.sources or set(sources) <= self.sources)
            and (self.posterior is None or chance >= self.posterior)
            and (self.below is None or chance < self.below)
            and all(pair[name] in words for name, words in self.words.items())
        )


def deciding_rule(rules: Sequence[Rule], pair: Mapping[str, Any], sources: tuple[str, str]) -> Rule | None:
    """The first rule that fits a pair."""
    return next((rule for rule in rules if rule.fits(pair, sources)), None)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, in its order.

    Raises
    ------
        BadInputError: it is no TOML, has no rules, or rules that are not whole; a sentence for each problem.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as problem:
        reason = problem.strerror or "" if isinstance(problem, OSError) else str(problem)
        raise BadInputError(Message(_NOT_READ, {"file": path.name, "reason": reason})) from problem
    rows = content.get("rule")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BadInputError(Message(_NO_RULE, {"file": path.name}))
    problems = [problem for at, row in enumerate(rows) for problem in _problems(row, at + 1, path.name)]
    names = [row.get("name") for row in rows]
    twice = sorted({str(name) for name in names if names.count(name) > 1 and name is not None})
    problems += [Message(_NAME_TWICE, {"file": path.name, "rule": name}) for name in twice]
    if problems:
        raise problems_error(problems)
    return tuple(_rule(row) for row in rows)


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        name=row["name"].strip(),
        decision=PairDecision(row["decision"]),
        reason=row.get("reason"),
        sources=frozenset(row.get("sources", ())),
        posterior=row.get("posterior"),
        below=row.get("below"),
        words={name: frozenset(row[name]) for name in WEIGHTS if name in row},
    )


def _problems(row: Mapping[str, Any], number: int, file: str) -> Iterator[Message]:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        yield Message(_NO_NAME, {"number": number, "file": file})
        return
    at = {"rule": name, "file": file}
    if row.get("decision") not in {word.value for word in _DECISIONS}:
        yield Message(_NO_DECISION, {**at, "text": row.get("decision")})
    conditions = [*_NUMBERS, "sources", *WEIGHTS]
    if not set(conditions) & set(row):
        yield Message(_NO_CONDITION, at)
    known = [*_TEXTS, *conditions]
    for key in row:
        if key not in known:
            yield Message(_UNKNOWN_KEY, {**at, "key": key, "words": ", ".join(known)})
        elif (expected := _expected(key, row[key])) is not None:
            yield Message(_WRONG_VALUE, {**at, "key": key, "words": expected, "text": row[key]})


def _expected(key: str, value: Any) -> Message | str | None:
    """What the value of a condition should be; nothing where it is."""
    if key in _NUMBERS:
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
        return None if good else Message(_A_SHARE)
    texts = isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
    if key == "sources":
        return None if texts else Message(_A_LIST)
    if key in WEIGHTS:
        words = [*WEIGHTS[key], UNKNOWN]
        return None if texts and set(value) <= set(words) else ", ".join(words)
    return None
