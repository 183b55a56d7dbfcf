"""Names that a person must decide: what waits, a decision that is remembered, and the way to take it back.

A decision holds for a name (by its key) within the unit in which it was looked for, now and at every later import.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.place_matching import Question, remembered_key
from model.errors import BadInputError, UnknownNameError
from model.imports import NameCase
from model.strings import N_, Message
from model.workspace_tables import NAME_DECISIONS, WAITING_NAMES, NameDecision
from store.drafts import change, open_draft
from store.frames import row_dicts
from store.matching_again import match_again
from store.name_knowledge import DISTRICT, PLACE, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from store.drafts import Draft

_NO_UNIT = N_("There is no {kind} '{id}': use one of the ids that are offered for the name.")
_NO_NAME = N_("'{text}' is not among the names that wait{where}: use one of {names}.")
_NONE_WAITS = N_("'{text}' is not among the names that wait: none waits.")
_SEVERAL = N_("'{text}' waits in several units: say in which, {units}.")
_NOT_DECIDED = N_("Nothing was decided about '{text}': see the names that were.")
_NOBODY = N_("A decision needs to say whose it is: give a name or initials (--by).")
_SHOWN = 8


def open_names(folder: Path) -> tuple[NameCase, ...]:
    """The names that wait, those of the most rows first, each with who comes near."""
    return open_names_of(open_draft(folder))


@dataclass(frozen=True, slots=True)
class NameChoice:
    """What somebody decides about a name: it is this unit, or none that we know (``unit_id=None``)."""

    text: str
    unit_id: str | None = None
    within: str = ""
    kind: str = PLACE


def decide_name(
    folder: Path,
    text: str,
    *,
    unit_id: str | None,
    by: str,
    within: str = "",
    kind: str = PLACE,
    reason: str | None = None,
) -> int:
    """Remember that a name is this unit (``None`` = none we know); how many records follow from it now.

    Raises
    ------
        BadInputError: nobody is named who decides.
        UnknownNameError: the name does not wait, or there is no such unit.
        TargetError: the workspace cannot be written.
    """
    return decide_names(folder, [NameChoice(text, unit_id, within, kind)], by=by, reason=reason)


def decide_names(folder: Path, choices: Sequence[NameChoice], *, by: str, reason: str | None = None) -> int:
    """The same of several names in one step, all or none; how many records follow from them now.

    Raises
    ------
        BadInputError, UnknownNameError, TargetError: as :func:`decide_name`.
    """
    if not by.strip():
        raise BadInputError(Message(_NOBODY))

    def edit(draft: Draft) -> int:
        return sum(_decide(draft, choice, by.strip(), reason) for choice in choices)

    return change(folder, edit)[0]


def undo_name(folder: Path, text: str, *, within: str = "", kind: str = PLACE) -> int:
    """Forget what was decided about a name; how many records wait again.

    Raises
    ------
        UnknownNameError: nothing was decided about it.
        TargetError: the workspace cannot be written.
    """

    def edit(draft: Draft) -> int:
        kept = draft.frame(NAME_DECISIONS.name)
        mine = _same(kept, text, within, kind)
        if not mine.any():
            raise UnknownNameError(Message(_NOT_DECIDED, {"text": text}))
        draft.replace(NAME_DECISIONS.name, kept[~mine].reset_index(drop=True))
        return _match_again(draft, text, within, kind)

    return change(folder, edit)[0]


def the_one(cases: Iterable[NameCase], text: str, *, within: str | None = None) -> NameCase:
    """The case that a person means by a name in any spelling; ``within`` tells those of one name apart.

    Raises
    ------
        UnknownNameError: no case has the name, or several have it.
    """
    asked = list(cases)
    found = [
        case
        for case in asked
        if remembered_key(case.text) == remembered_key(text) and within in {None, case.within}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        units = tuple(f"--within '{case.within}'" for case in found)
        raise UnknownNameError(Message(_SEVERAL, {"text": text, "units": units}))
    raise UnknownNameError(_not_there(text, within or "", tuple(dict.fromkeys(case.text for case in asked))))


def open_names_of(draft: Draft) -> tuple[NameCase, ...]:
    """The same of a draft."""
    names = Names(draft)
    rows = _open(draft)
    counts = Counter(zip(rows["kind"], rows["text"], rows["within"], strict=True)).most_common()
    cases = []
    for kind in (DISTRICT, PLACE):
        asked = {Question(text, within): n for (of, text, within), n in counts if of == kind}
        answers = names.ask(kind, asked, decided=False)
        cases += [
            NameCase(question.text, n, question.within, names.candidates(kind, answers[question]), kind)
            for question, n in asked.items()
        ]
    return tuple(sorted(cases, key=lambda case: -case.rows))


def count_open(draft: Draft) -> int:
    """How many names wait."""
    return len(_open(draft).drop_duplicates(["kind", "text", "within"]))


def decisions(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """What was decided about names: rows of ``name_decisions``, the last one first."""
    rows = open_draft(folder).frame(NAME_DECISIONS.name)
    return tuple(row_dicts(rows.sort_values("decided_at", ascending=False, kind="stable")))


def _waiting(draft: Draft) -> pd.DataFrame:
    """The names that wait or waited, with their ``name_key``; places whose district waits come after that."""
    rows = draft.frame(WAITING_NAMES.name)
    rows = rows.assign(name_key=rows["text"].map(remembered_key))
    record = rows["table"] + "\x1f" + rows["record_id"]
    first = set(record[(rows["kind"] == DISTRICT) & ~_decided(draft, rows)])
    return rows[(rows["kind"] == DISTRICT) | ~record.isin(first)]


def _open(draft: Draft) -> pd.DataFrame:
    rows = _waiting(draft)
    return rows[~_decided(draft, rows)]


def _decided(draft: Draft, rows: pd.DataFrame) -> pd.Series[bool]:
    known = draft.frame(NAME_DECISIONS.name)[list(NAME_DECISIONS.key)]
    decided = pd.MultiIndex.from_frame(rows[list(NAME_DECISIONS.key)]).isin(pd.MultiIndex.from_frame(known))
    return pd.Series(decided, index=rows.index)


def _decide(draft: Draft, choice: NameChoice, by: str, reason: str | None) -> int:
    _check(draft, choice)
    line = {
        "kind": choice.kind,
        "name_key": remembered_key(choice.text),
        "within": choice.within,
        "text": choice.text,
        "decision": (NameDecision.NONE if choice.unit_id is None else NameDecision.IS).value,
        "unit_id": choice.unit_id,
        "decided_by": by,
        "decided_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": reason,
    }
    kept = draft.frame(NAME_DECISIONS.name)
    rest = kept[~_same(kept, choice.text, choice.within, choice.kind)]
    draft.replace(NAME_DECISIONS.name, pd.concat([rest, pd.DataFrame([line])], ignore_index=True))
    return _match_again(draft, choice.text, choice.within, choice.kind)


def _check(draft: Draft, choice: NameChoice) -> None:
    waiting = _waiting(draft)
    if not _same(waiting, choice.text, choice.within, choice.kind).any():
        raise UnknownNameError(_not_there(choice.text, choice.within, tuple(dict.fromkeys(waiting["text"]))))
    table = "places" if choice.kind == PLACE else "districts"
    if choice.unit_id is not None and choice.unit_id not in set(draft.frame(table)[f"{choice.kind}_id"]):
        raise UnknownNameError(Message(_NO_UNIT, {"kind": choice.kind, "id": choice.unit_id}))


def _not_there(text: str, within: str, names: tuple[str, ...]) -> Message:
    where = f" ({within})" if within else ""
    fields = {"text": text, "where": where, "names": names[:_SHOWN]}
    return Message(_NO_NAME if names else _NONE_WAITS, fields)


def _same(rows: pd.DataFrame, text: str, within: str, kind: str) -> pd.Series[bool]:
    return (rows["kind"] == kind) & (rows["name_key"] == remembered_key(text)) & (rows["within"] == within)


def _match_again(draft: Draft, text: str, within: str, kind: str) -> int:
    """Match the records that have the name once more, as if they came now; how many changed."""
    rows = draft.frame(WAITING_NAMES.name)
    mine = rows[_same(rows.assign(name_key=rows["text"].map(remembered_key)), text, within, kind)]
    return sum(match_again(draft, str(table), set(ids)) for table, ids in mine.groupby("table")["record_id"])
