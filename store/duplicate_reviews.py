"""Pairs of records that a person, or an explicit rule file, decides about: side by side, decided, taken back.

Nothing is merged by itself. Every decision is kept with who made it, when and why, and can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.duplicates import FIELDS
from model.errors import BadInputError, UnknownNameError
from model.strings import N_, Message
from model.tables import INCIDENTS
from model.workspace_tables import DUPLICATE_PAIRS, PAIR_DECISIONS, PairDecision
from store.bundle import BUNDLED
from store.drafts import change, open_draft
from store.duplicate_pairs import ids_of, open_pairs
from store.frames import row_dicts, to_frame
from store.merging import ledger_of, rows_with
from store.pair_rules import deciding_rule, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from store.drafts import Draft

    Row = Mapping[str, Any]

WORDS = (PairDecision.SAME, PairDecision.DIFFERENT, PairDecision.PART_OF)
"""What can be decided: ``part_of`` says that the record named first is part of the other."""
_TURNED = {PairDecision.PART_OF: PairDecision.HAS_PART, PairDecision.HAS_PART: PairDecision.PART_OF}
_IDS = ["one_id", "other_id"]
_NOBODY = N_("A decision needs to say whose it is: give a name or initials (--by).")
_NO_RECORD = N_("There is no incident '{id}' in this workspace: use an id that ferghana review duplicates lists.")
_NO_WORD = N_("'{text}' is no decision about a pair: use same, different or part_of.")
_NOT_DECIDED = N_("Nothing was decided about {one} and {other}, so there is nothing to take back.")
_RULE = "{file}: {rule}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records side by side, as their sources state them.

    ``records`` and ``sources`` are those of ``one_id`` and ``other_id``; ``why`` says how each field compares;
    ``differing`` names the columns in which the records differ. Undecided pairs have no ``decision``; a decided
    one that no comparison found has no ``posterior``.
    """

    one_id: str
    other_id: str
    records: tuple[Row, Row]
    sources: tuple[Row, Row]
    differing: tuple[str, ...]
    why: Mapping[str, str]
    weight: float | None = None
    posterior: float | None = None
    band: str | None = None
    decision: str | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What a rule file did: decisions by rule, how many pairs wait still, why some that fit a rule were left."""

    decided: Mapping[str, int]
    left: int
    contradicting: tuple[Message, ...]
    version: str | None


def pairs(
    folder: Path, *, decided: bool = False, most: int | None = None, bundled: Path = BUNDLED
) -> tuple[Pair, ...]:
    """The pairs that wait for a decision, the likeliest first; with ``decided`` those that were decided.

    ``most``: no more than so many.

    Raises
    ------
        DataFileError: the current version cannot be read.
    """
    draft = open_draft(folder, bundled=bundled)
    rows = _decided(draft) if decided else open_pairs(draft)
    return _side_by_side(draft, rows if most is None else rows.head(most))


def count_open(folder: Path, *, bundled: Path = BUNDLED) -> int:
    """How many pairs wait for a decision."""
    draft = open_draft(folder, bundled=bundled)
    return len(open_pairs(draft))


def decide(
    folder: Path,
    one: str,
    other: str,
    decision: str,
    *,
    by: str,
    reason: str | None = None,
    bundled: Path = BUNDLED,
) -> int:
    """Remember what was decided about two records and let them count so; how many pairs wait then.

    A decision about the same two records takes the place of the earlier one. Any two records can be decided about,
    whether a comparison found them or not.

    Raises
    ------
        BadInputError: the word is unknown, nobody is named, or the decision contradicts others.
        UnknownNameError: there is no such record.
        TargetError: the workspace cannot be written.
    """
    word = _word(decision)
    if not by.strip():
        raise BadInputError(Message(_NOBODY))

    def edit(draft: Draft) -> int:
        lines = _without(draft.frame(PAIR_DECISIONS.name), one, other)
        records = _require(draft, {one, other}, lines)
        problem = ledger_of(records, lines).add(one, other, word)
        if problem is not None:
            raise BadInputError(problem)
        _keep(draft, lines, [_line(one, other, word, by.strip(), reason)])
        return len(open_pairs(draft))

    return change(folder, edit, bundled=bundled)[0]


def undo(folder: Path, one: str, other: str, *, bundled: Path = BUNDLED) -> int:
    """Take a decision back: the records count as before it; how many pairs wait then.

    Raises
    ------
        BadInputError: nothing was decided about these two.
        TargetError: the workspace cannot be written.
    """

    def edit(draft: Draft) -> int:
        lines = draft.frame(PAIR_DECISIONS.name)
        rest = _without(lines, one, other)
        if len(rest) == len(lines):
            raise BadInputError(Message(_NOT_DECIDED, {"one": one, "other": other}))
        _keep(draft, rest, [])
        return len(open_pairs(draft))

    return change(folder, edit, bundled=bundled)[0]


def apply_rules(folder: Path, rules: Path, *, dry_run: bool = False, bundled: Path = BUNDLED) -> Applied:
    """Let the rules of a TOML file decide about waiting pairs, the likeliest first; each decision names its rule.

    This is the only way in which records are merged without a person looking at each pair.

    Raises
    ------
        BadInputError: the file is no rule file; all that is wrong with it is said.
        TargetError: the workspace cannot be written.
    """
    wanted = read_rules(rules)

    def edit(draft: Draft) -> Applied:
        lines = draft.frame(PAIR_DECISIONS.name)
        waiting = open_pairs(draft)
        records = to_frame(rows_with(draft.rows("incidents"), ids_of(waiting) | ids_of(lines)))
        stated, book = records.set_index("incident_id")["source_id"], ledger_of(records, lines)
        counts = {rule.name: 0 for rule in wanted}
        problems: list[Message] = []
        made: list[Row] = []
        for row in row_dicts(waiting):
            rule = deciding_rule(wanted, row, (stated[row["one_id"]], stated[row["other_id"]]))
            if rule is None or book.settled(row["one_id"], row["other_id"]):
                continue
            problem = book.add(row["one_id"], row["other_id"], rule.decision)
            if problem is not None:
                problems.append(problem)
                continue
            counts[rule.name] += 1
            name = _RULE.format(file=rules.name, rule=rule.name)
            made.append(_line(row["one_id"], row["other_id"], rule.decision, name, rule.reason))
        _keep(draft, lines, made)
        return Applied(counts, len(open_pairs(draft)), tuple(problems), None)

    if dry_run:
        return edit(open_draft(folder, bundled=bundled))
    found, version = change(folder, edit, bundled=bundled)
    return Applied(found.decided, found.left, found.contradicting, version)


def _word(text: str) -> PairDecision:
    for word in WORDS:
        if text.strip().casefold().replace("-", "_") == word.value:
            return word
    raise BadInputError(Message(_NO_WORD, {"text": text}))


def _require(draft: Draft, wanted: set[str], lines: pd.DataFrame) -> pd.DataFrame:
    """The records decided about, the wanted ones among them."""
    records = to_frame(rows_with(draft.rows("incidents"), wanted | ids_of(lines)))
    missing = sorted(wanted - set(records["incident_id"]))
    if missing:
        raise UnknownNameError(Message(_NO_RECORD, {"id": missing[0]}))
    return records


def _line(one: str, other: str, word: PairDecision, by: str, reason: str | None) -> Row:
    first, second = sorted((one, other))
    return {
        "one_id": first,
        "other_id": second,
        "decision": (word if first == one else _TURNED.get(word, word)).value,
        "decided_by": by,
        "decided_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": reason,
    }


def _keep(draft: Draft, lines: pd.DataFrame, new: Iterable[Row]) -> None:
    columns = list(PAIR_DECISIONS.column_names)
    added = pd.DataFrame(list(new), columns=columns, dtype=object)
    draft.replace(PAIR_DECISIONS.name, pd.concat([lines, added], ignore_index=True) if len(lines) else added)


def _without(lines: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    first, second = sorted((one, other))
    return lines[~((lines["one_id"] == first) & (lines["other_id"] == second))].reset_index(drop=True)


def _decided(draft: Draft) -> pd.DataFrame:
    """The decisions, the latest first, each with the comparison where there is one."""
    lines = draft.frame(PAIR_DECISIONS.name).sort_values(["decided_at", *_IDS], ascending=[False, True, True])
    return lines.merge(draft.frame(DUPLICATE_PAIRS.name), how="left", on=_IDS)


def _side_by_side(draft: Draft, rows: pd.DataFrame) -> tuple[Pair, ...]:
    found = to_frame(rows_with(draft.rows("incidents"), ids_of(rows)))
    records = {row["incident_id"]: row for row in row_dicts(found)}
    sources = {row["source_id"]: row for row in row_dicts(draft.frame("sources"))}
    return tuple(
        _pair(row, records, sources)
        for row in row_dicts(rows)
        if row["one_id"] in records and row["other_id"] in records
    )


def _pair(row: Row, records: Mapping[str, Row], sources: Mapping[str, Row]) -> Pair:
    one, other = records[row["one_id"]], records[row["other_id"]]
    known: dict[str, Any] = {name: value for name, value in row.items() if not pd.isna(value)}
    return Pair(
        one_id=row["one_id"],
        other_id=row["other_id"],
        records=(one, other),
        sources=(sources.get(one["source_id"], {}), sources.get(other["source_id"], {})),
        differing=tuple(
            name for name in INCIDENTS.column_names if str(_plain(one[name])) != str(_plain(other[name]))
        ),
        why={name: known[name] for name in FIELDS if name in known},
        **{
            name: known.get(name)
            for name in ("weight", "posterior", "band", "decision", "decided_by", "decided_at", "reason")
        },
    )


def _plain(value: Any) -> Any:
    return None if not isinstance(value, list) and pd.isna(value) else value
