"""Pairs of records side by side as JSON (schema: docs/cli/duplicates.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.tabular import plain
from model.enums import Mode
from model.settings import INTERNAL_MARK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.strings import Message, Translator

SIDES = ("one", "other")
_SOURCE = ("source_id", "title", "licence", "attribution", "redistributable")


def duplicates_payload(
    pairs: Sequence[Any], *, waiting: int, workspace: str, decided: Sequence[Any] = ()
) -> dict[str, Any]:
    """The pairs of ``store.duplicate_reviews`` with their records field by field, and those decided about.

    Whole records of every source stand in it, so it is for working mode only.
    """
    return {
        "workspace": workspace,
        "mode": Mode.INTERNAL.value,
        "marks": [INTERNAL_MARK],
        "waiting": waiting,
        "pairs": [_pair(pair) for pair in pairs],
        "decided": [_pair(pair) for pair in decided],
    }


def rules_payload(applied: Any, *, tr: Translator) -> dict[str, Any]:
    """What a rule file did: decisions by rule, pairs that wait still, and why some that fit a rule were left."""
    sentences: Sequence[Message] = applied.contradicting
    return {
        "decided": dict(applied.decided),
        "waiting": applied.left,
        "contradicting": [sentence.text(tr) for sentence in sentences],
        "version": applied.version,
    }


def _pair(pair: Any) -> dict[str, Any]:
    return {
        "one_id": pair.one_id,
        "other_id": pair.other_id,
        "posterior": plain(pair.posterior),
        "weight": plain(pair.weight),
        "band": pair.band,
        "why": dict(pair.why),
        "decision": pair.decision,
        "decided_by": pair.decided_by,
        "decided_at": pair.decided_at,
        "reason": pair.reason,
        "sources": {side: _source(row) for side, row in zip(SIDES, pair.sources, strict=True)},
        "fields": _fields(pair),
    }


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(row.get(name)) for name in _SOURCE}


def _fields(pair: Any) -> dict[str, dict[str, Any]]:
    """Each column that one of the two fills: both values, and whether they differ."""
    one, other = pair.records
    return {
        name: {"one": plain(one[name]), "other": plain(other[name]), "differs": name in pair.differing}
        for name in one
        if plain(one[name]) not in (None, []) or plain(other[name]) not in (None, [])
    }
