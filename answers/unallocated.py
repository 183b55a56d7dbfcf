"""What is left of a total that the filters cut: deaths reported for the whole and for none of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import pandas as pd

from answers.casualties import RANGE, Figures, Range, about, total_of, wide
from answers.publish import admit
from model.enums import RecordKind
from model.messages import coded
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from answers.totals import Totals
    from model.enums import Country, Mode

_ONE_AND_OTHER = N_("{one} {other}")


@dataclass(frozen=True, slots=True)
class Unallocated:
    """Deaths of the cut totals that no part accounts for; ``None`` = no total is cut, or none says."""

    killed: Range | None
    conflict: bool


def unallocated(groups: Totals, figures: Figures, *, mode: Mode, countries: Sequence[Country] = ()) -> Unallocated:
    """The sum over the totals that a selection cuts, and whether parts of a group add up to more than it.

    For each group ``low = low of the total - high of its parts`` and so on, never below 0 (methods
    section 13); parts without a figure take nothing off. With ``countries`` only what is told about these
    sides counts, of the total and of its parts; a total that is silent about them leaves nothing.
    """
    members, _ = admit(groups.members, mode=mode)
    records = wide(about(figures.sides_of(members["incident_id"]), countries)) if countries else figures.records
    ranges, conflict = list[Range](), False
    for group in [*groups.cut, *groups.standing]:
        of_group = members[members["part_of"] == group]
        whole = _sum(of_group, RecordKind.TOTAL, records)
        parts = _sum(of_group, RecordKind.PART, records)
        if whole["best"] is None:
            continue
        conflict |= whole["high"] is not None and (parts["best"] or 0) > whole["high"]
        if group in groups.cut:
            ranges.append(_rest(whole, parts))
    if not ranges:
        return Unallocated(None, conflict)
    return Unallocated({end: _total([each[end] for each in ranges]) for end in RANGE}, conflict)


def _sum(members: pd.DataFrame, kind: RecordKind, records: pd.DataFrame) -> Range:
    ids = members.loc[members["record_kind"] == kind, "incident_id"]
    return total_of(records.reindex(ids), "killed")


def _rest(whole: Range, parts: Range) -> Range:
    low, best = whole["low"] or 0, whole["best"] or 0
    known_high = parts["high"] if parts["high"] is not None else parts["best"]
    return {
        "low": max(0, low - (known_high or 0)),
        "best": max(0, best - (parts["best"] or 0)),
        "high": None if whole["high"] is None else max(0, whole["high"] - (parts["low"] or 0)),
    }


def _total(values: list[int | None]) -> int | None:
    known = pd.Series(values, dtype="Int64")
    return None if known.isna().any() else int(known.sum())


def caution(left: Unallocated) -> Message | None:
    """The sentence about deaths that no part accounts for (V1), or parts that exceed their total (V2)."""
    if left.conflict:
        return coded("V2")
    if left.killed is None:
        return None
    high = left.killed["high"]
    return coded("V1", low=left.killed["low"], high="?" if high is None else high)


def together(*sentences: Message | None) -> Message | None:
    """One message of those that there are; the code is that of the last one that has one."""
    found = [sentence for sentence in sentences if sentence is not None]
    if len(found) < len(("one", "other")):
        return found[0] if found else None
    code = next((sentence.code for sentence in reversed(found) if sentence.code), None)
    return reduce(lambda one, other: Message(_ONE_AND_OTHER, {"one": one, "other": other}, code), found)
