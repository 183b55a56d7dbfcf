"""Names that a person must decide: what waits, a decision that is remembered, and the way to take it back.

A decision holds for a name (by its key) within the unit in which it was looked for, now and at every later import.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from geo.names import name_key
from geo.place_matching import Question
from model.enums import AssignedBy
from model.errors import BadInputError, UnknownNameError
from model.imports import STATED_DISTRICT, NameCase
from model.strings import N_, Message
from model.workspace_tables import NAME_DECISIONS, WAITING_NAMES, NameDecision
from store.comparing import record_ids
from store.drafts import change, open_draft
from store.frames import row_dicts
from store.matching import DISTRICT, MATCHED_POINT, PLACE, Names, match

if TYPE_CHECKING:
    from pathlib import Path

    from store.drafts import Draft

_NO_UNIT = N_("There is no {kind} '{id}': use one of the ids that are offered for the name.")
_NO_NAME = N_("'{text}' is not among the names that wait{where}: use one of {names}.")
_NONE_WAITS = N_("'{text}' is not among the names that wait: none waits.")
_NOT_DECIDED = N_("Nothing was decided about '{text}': see the names that were.")
_NOBODY = N_("A decision needs to say whose it is: give a name or initials (--by).")
_SHOWN = 8


def open_names(folder: Path) -> tuple[NameCase, ...]:
    """The names that wait, those of the most rows first, each with who comes near."""
    return open_names_of(open_draft(folder))


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
    if not by.strip():
        raise BadInputError(Message(_NOBODY))

    def edit(draft: Draft) -> int:
        _check(draft, text, within, kind, unit_id)
        line = {
            "kind": kind,
            "name_key": name_key(text),
            "within": within,
            "text": text,
            "decision": (NameDecision.NONE if unit_id is None else NameDecision.IS).value,
            "unit_id": unit_id,
            "decided_by": by.strip(),
            "decided_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "reason": reason,
        }
        kept = draft.frame(NAME_DECISIONS.name)
        rest = kept[~_same(kept, text, within, kind)]
        draft.replace(NAME_DECISIONS.name, pd.concat([rest, pd.DataFrame([line])], ignore_index=True))
        return _match_again(draft, text, within, kind)

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


def open_names_of(draft: Draft) -> tuple[NameCase, ...]:
    """The same of a draft."""
    waiting = draft.frame(WAITING_NAMES.name)
    decided = {tuple(row) for row in draft.frame(NAME_DECISIONS.name)[["kind", "name_key", "within"]].to_numpy()}
    keys = {text: name_key(text) for text in waiting["text"].unique()}
    open_rows = Counter(
        (row["kind"], row["text"], row["within"])
        for row in row_dicts(waiting)
        if (row["kind"], keys[row["text"]], row["within"]) not in decided
    )
    names = Names(draft)
    return tuple(_case(names, *name, rows) for name, rows in open_rows.most_common())


def _case(names: Names, kind: str, text: str, within: str, rows: int) -> NameCase:
    answer = names.answer(kind, Question(text, within))
    return NameCase(text, rows, within, names.candidates(kind, answer), kind)


def _check(draft: Draft, text: str, within: str, kind: str, unit_id: str | None) -> None:
    waiting = draft.frame(WAITING_NAMES.name)
    if not _same(waiting.assign(name_key=waiting["text"].map(name_key)), text, within, kind).any():
        names = tuple(dict.fromkeys(waiting["text"]))[:_SHOWN]
        where = f" ({within})" if within else ""
        fields = {"text": text, "where": where, "names": names}
        raise UnknownNameError(Message(_NO_NAME if names else _NONE_WAITS, fields))
    known = draft.frame("places")["place_id"] if kind == PLACE else draft.frame("districts")["district_id"]
    if unit_id is not None and unit_id not in set(known):
        raise UnknownNameError(Message(_NO_UNIT, {"kind": kind, "id": unit_id}))


def _same(rows: pd.DataFrame, text: str, within: str, kind: str) -> pd.Series[bool]:
    return (rows["kind"] == kind) & (rows["name_key"] == name_key(text)) & (rows["within"] == within)


def _match_again(draft: Draft, text: str, within: str, kind: str) -> int:
    """Match the incidents that have the name once more, as if they came now; how many changed."""
    waiting = draft.frame(WAITING_NAMES.name)
    mine = waiting[_same(waiting.assign(name_key=waiting["text"].map(name_key)), text, within, kind)]
    incidents = draft.frame("incidents")
    touched = incidents["incident_id"].isin(set(mine.loc[mine["table"] == "incidents", "record_id"]))
    if not touched.any():
        return 0
    rows = _as_they_came(incidents[touched], waiting, kind)
    found = match("incidents", rows, draft).frame[list(incidents.columns)]
    changed = _differs(found, incidents[touched])
    both = pd.concat([incidents[~touched], found]).sort_index()
    draft.replace("incidents", both)
    return changed


def _as_they_came(rows: pd.DataFrame, waiting: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The records without what matching gave them, and with the district in the file's words where it waited."""
    by_name = rows["assigned_by"] == AssignedBy.NAME.value
    matched_point = rows["coord_source"] == MATCHED_POINT
    here = waiting[(waiting["table"] == "incidents") & (waiting["kind"] == DISTRICT)]
    stated = record_ids("incidents", rows).map(here.drop_duplicates("record_id").set_index("record_id")["text"])
    again = by_name | (stated.notna() if kind == DISTRICT else False)
    return rows.assign(
        **{STATED_DISTRICT: stated.where(stated.notna(), None)},
        place_id=None,
        district_id=rows["district_id"].mask(again, None),
        assigned_by=rows["assigned_by"].mask(again, AssignedBy.UNKNOWN.value),
        lon=rows["lon"].mask(matched_point),
        lat=rows["lat"].mask(matched_point),
        coord_source=rows["coord_source"].mask(matched_point, None),
    )


def _differs(one: pd.DataFrame, other: pd.DataFrame) -> int:
    columns = ["place_id", "district_id"]
    left, right = one[columns].fillna(""), other.reindex(one.index)[columns].fillna("")
    return int((left != right).any(axis=1).sum())
