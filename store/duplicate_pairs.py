"""The pairs of records that may be one event, kept beside the records and renewed with every import.

All pairs are kept, with what was decided about them beside (``pair_decisions``): so nothing decided comes back,
and a pair whose decision is taken back waits again. A pair whose record vanished is gone with the next look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.duplicates import MOST_PAIRS, Compared, compare
from model.messages import coded
from model.strings import N_, Message
from model.workspace_tables import DUPLICATE_PAIRS, PAIR_DECISIONS
from store.frames import empty_frame, to_frame, to_numbered
from store.merging import ledger_of, rows_with

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa

    from store.drafts import Draft

_IDS = ("one_id", "other_id")
ASKED = (
    *("incident_id", "source_id", "date_start", "date_end", "date_level", "place_text", "district_id"),
    *("lon", "lat", "location_level", "incident_type", "killed_low", "killed_best", "killed_high", "record_kind"),
)
"""The columns that comparing reads."""
_HIDDEN = N_("Pairs of records of different sources that are hardly one event, compared and not listed: {n}.")
_LEFT_OFF = N_(
    "Only the likeliest pairs are listed; left off: {n}. They come with the next import, once these are decided."
)
_VAGUE = N_("Known to the province or less, so not compared with other records: {n}.")
_NONE = Compared(empty_frame(DUPLICATE_PAIRS.columns), hidden=0, left_off=0, undated=0, vague=0)


class Looked(NamedTuple):
    """How many pairs wait, and what to say about the others."""

    waiting: int
    notes: tuple[Message, ...]


def find_pairs(incidents: pd.DataFrame) -> pd.DataFrame:
    """The pairs among records as their sources state them: a frame of ``duplicate_pairs``, the likeliest first."""
    return compare(incidents).pairs if incidents["source_id"].nunique() >= len(_IDS) else _NONE.pairs


def refresh(draft: Draft) -> int:
    """Look for pairs among the records of all sources, as these state them; how many wait for a decision."""
    return look(draft).waiting


def look(draft: Draft, incidents: pa.Table | None = None) -> Looked:
    """The same, with what was not compared and what is not listed in sentences.

    ``incidents`` are the draft's, in whatever order, where somebody has them already.
    """
    rows = draft.rows("incidents") if incidents is None else incidents
    records = to_numbered(rows.select(list(ASKED)))
    most = MOST_PAIRS + len(draft.frame(PAIR_DECISIONS.name))  # what is decided takes nobody's place
    found = compare(records, most=most) if records["source_id"].nunique() >= len(_IDS) else _NONE
    draft.replace(DUPLICATE_PAIRS.name, found.pairs)
    told = ((_HIDDEN, found.hidden), (_LEFT_OFF, found.left_off), (_VAGUE, found.vague))
    notes = [Message(sentence, {"n": n}) for sentence, n in told if n]
    if found.undated:
        notes.insert(0, coded("D1", n=found.undated))
    return Looked(len(open_pairs(draft)), tuple(notes))


def open_pairs(draft: Draft) -> pd.DataFrame:
    """The pairs of a draft that wait for a decision, the likeliest first; columns as in ``duplicate_pairs``."""
    tables = draft.frame(DUPLICATE_PAIRS.name), draft.frame(PAIR_DECISIONS.name)
    return undecided(*tables, lambda ids: to_frame(rows_with(draft.rows("incidents"), ids)))


def undecided(
    pairs: pd.DataFrame, decisions: pd.DataFrame, look_up: Callable[[set[str]], pd.DataFrame]
) -> pd.DataFrame:
    """The pairs about which the decisions say nothing, neither directly nor through other records.

    ``look_up`` gives records by their ids, as their sources state them.
    """
    if decisions.empty:
        return pairs
    named = ids_of(decisions)
    asked = pairs[pairs["one_id"].isin(named) | pairs["other_id"].isin(named)]
    ledger = ledger_of(look_up(named | ids_of(asked)), decisions)
    settled = [ledger.settled(one, other) for one, other in zip(asked["one_id"], asked["other_id"], strict=True)]
    return pairs.drop(index=asked.index[settled])


def ids_of(pairs: pd.DataFrame) -> set[str]:
    """The ids of all records of pairs."""
    return {str(key) for name in _IDS for key in pairs[name]}
