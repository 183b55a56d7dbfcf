"""What decisions about pairs of records add up to: same is transitive, and what contradicts is refused.

A :class:`Ledger` takes decisions one by one. Records that are the same are one event; an event is apart from
others, or part of a larger one. What would make two records of one source one event, a part of a part, or the
same and different at once is refused with a sentence, and nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from model.enums import COUNTED_KINDS, RecordKind
from model.strings import N_, Message
from model.workspace_tables import PairDecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Decision = tuple[str, str, str]
"""One record, the other, what was decided: a word of :class:`model.workspace_tables.PairDecision`."""

_SAME_BUT_DIFFERENT = N_(
    "{one} and {other} cannot be the same: it was decided that {first} and {second} are different, and these are "
    "the same as they are. Take that decision back first."
)
_DIFFERENT_BUT_SAME = N_(
    "{one} and {other} cannot be different: both are the same as others ({event}). Take one of those decisions "
    "back first."
)
_SAME_BUT_PART = N_(
    "{one} and {other} cannot be the same: one is part of the other by an earlier decision. Take that decision "
    "back first."
)
_ONE_SOURCE = N_(
    "{one} and {other} cannot be the same: {first} and {second} would be one event, but the source {source} "
    "counts them as two. Decide part_of or different instead."
)
_NOT_COUNTED = N_(
    "{one} is a record of the kind {kind}, which is never counted: only events and parts of events are compared."
)
_TWO_WHOLES = N_("{one} is part of {whole} already: take that decision back before it becomes part of {other}.")
_PART_OF_PART = N_(
    "{one} cannot be part of {other}: a part of a part is not possible, and {middle} would be part and whole at "
    "once. Choose the whole event instead."
)
_ITSELF = N_("{one} cannot be compared with itself: give two different records.")


class Stated(NamedTuple):
    """What the ledger needs to know of a record as its source states it: source, kind, group (``part_of``)."""

    source_id: str
    kind: str
    group: str | None = None


@dataclass(slots=True)
class _Event:
    """Records that are one event, and how it stands to other events (by their key)."""

    members: list[str]
    sources: dict[str, str]
    group: str | None
    part: bool
    apart: dict[str, tuple[str, str]] = field(default_factory=dict)
    whole: str | None = None
    parts: set[str] = field(default_factory=set)


class Ledger:
    """Decisions about records; ``records`` tells of every record that is decided about.

    >>> known = {name: Stated(source, "event") for name, source in (("a", "one"), ("b", "two"), ("c", "three"))}
    >>> ledger = Ledger(known, [("a", "b", "same"), ("b", "c", "same")])
    >>> ledger.event_of("c"), ledger.events()
    ('a', [('a', 'b', 'c')])
    >>> str(ledger.add("a", "c", "different"))[:33]
    'a and c cannot be different: both'
    """

    def __init__(self, records: Mapping[str, Stated], decisions: Iterable[Decision] = ()) -> None:
        self._records = records
        self._key: dict[str, str] = {}
        self._events: dict[str, _Event] = {}
        for one, other, decision in sorted(decisions, key=lambda row: row[2] != PairDecision.SAME.value):
            self.add(one, other, decision)

    def add(self, one: str, other: str, decision: str) -> Message | None:
        """Take a decision; the sentence why not, where it contradicts. Nothing changes then."""
        if one == other:
            return Message(_ITSELF, {"one": one})
        if decision == PairDecision.SAME:
            return self._add_same(one, other)
        if decision == PairDecision.DIFFERENT:
            return self._add_different(one, other)
        part, whole = (one, other) if decision == PairDecision.PART_OF else (other, one)
        return self._add_part(part, whole)

    def event_of(self, record: str) -> str:
        """The key of the event that a record belongs to: the smallest id of its records."""
        return self._key.get(record, record)

    def events(self) -> list[tuple[str, ...]]:
        """The records of every event that has several, by id."""
        return sorted(tuple(event.members) for event in self._events.values() if len(event.members) > 1)

    def wholes(self) -> dict[str, str]:
        """Key of an event → key of the event that it is part of."""
        return {key: event.whole for key, event in sorted(self._events.items()) if event.whole is not None}

    def group_of(self, record: str) -> str | None:
        """The group that a source states for one of the records of this record's event."""
        return self._event(record).group

    def settled(self, one: str, other: str) -> bool:
        """Whether the decisions say how two records stand to each other, directly or through others.

        Where one is the same as a record of the other's source, that source counts them as two.
        """
        if one not in self._records or other not in self._records:
            return False
        first, second = self.event_of(one), self.event_of(other)
        event, rival = self._event(one), self._event(other)
        related = second in event.apart or event.whole == second or rival.whole == first
        return event is rival or related or bool(set(event.sources) & set(rival.sources))

    def _event(self, record: str) -> _Event:
        key = self.event_of(record)
        if key not in self._events:
            stated = self._records[key]
            part = stated.kind == RecordKind.PART
            self._key[key] = key
            self._events[key] = _Event([key], {stated.source_id: key}, stated.group, part)
        return self._events[key]

    def _add_same(self, one: str, other: str) -> Message | None:
        event, rival = self._event(one), self._event(other)
        if event is rival:
            return None
        why = self._why_not_same(one, other, event, rival)
        if why is None:
            self._unite(*sorted((self.event_of(one), self.event_of(other))))
        return why

    def _why_not_same(self, one: str, other: str, event: _Event, rival: _Event) -> Message | None:
        names = {"one": one, "other": other}
        first, second = self.event_of(one), self.event_of(other)
        for record in (one, other):
            kind = self._records[record].kind
            if kind not in COUNTED_KINDS:
                return Message(_NOT_COUNTED, {"one": record, "kind": kind})
        if second in event.apart:
            pair = event.apart[second]
            return Message(_SAME_BUT_DIFFERENT, {**names, "first": pair[0], "second": pair[1]})
        if first == rival.whole or second == event.whole:
            return Message(_SAME_BUT_PART, names)
        shared = sorted(set(event.sources) & set(rival.sources))
        if shared:
            mine, theirs = event.sources[shared[0]], rival.sources[shared[0]]
            return Message(_ONE_SOURCE, {**names, "first": mine, "second": theirs, "source": shared[0]})
        return self._why_not_one_whole(one, other, event, rival)

    def _why_not_one_whole(self, one: str, other: str, event: _Event, rival: _Event) -> Message | None:
        wholes = {self._whole_of(event), self._whole_of(rival)} - {None}
        if len(wholes) > 1:
            return Message(_TWO_WHOLES, {"one": one, "whole": self._whole_of(event), "other": other})
        if wholes and (event.parts or rival.parts):
            return Message(_PART_OF_PART, {"one": one, "other": other, "middle": one if event.parts else other})
        return None

    def _add_different(self, one: str, other: str) -> Message | None:
        event, rival = self._event(one), self._event(other)
        if event is rival:
            named = {"one": one, "other": other, "event": ", ".join(event.members)}
            return Message(_DIFFERENT_BUT_SAME, named)
        pair = (one, other)
        event.apart[self.event_of(other)] = pair
        rival.apart[self.event_of(one)] = pair
        return None

    def _add_part(self, one: str, other: str) -> Message | None:
        event, whole = self._event(one), self._event(other)
        key, of = self.event_of(one), self.event_of(other)
        names = {"one": one, "other": other}
        if event is whole:
            return Message(_DIFFERENT_BUT_SAME, {**names, "event": ", ".join(event.members)})
        if (kind := self._records[one].kind) not in COUNTED_KINDS:
            return Message(_NOT_COUNTED, {"one": one, "kind": kind})
        if (kind := self._records[other].kind) not in {*COUNTED_KINDS, RecordKind.TOTAL}:
            return Message(_NOT_COUNTED, {"one": other, "kind": kind})
        if event.parts or self._whole_of(whole) is not None:
            return Message(_PART_OF_PART, {**names, "middle": one if event.parts else other})
        mine = self._whole_of(event)
        if mine is not None and mine != (whole.group or of):
            return Message(_TWO_WHOLES, {**names, "whole": mine})
        event.whole = of
        whole.parts.add(key)
        return None

    def _whole_of(self, event: _Event) -> str | None:
        """What an event is part of: by a decision, else the group that its source states."""
        if event.whole is not None:
            return self._events[event.whole].group or event.whole
        return event.group if event.part else None

    def _unite(self, key: str, gone: str) -> None:
        event, rival = self._events[key], self._events.pop(gone)
        event.members = sorted([*event.members, *rival.members])
        event.sources |= rival.sources
        event.group, event.part = event.group or rival.group, event.part or rival.part
        event.whole = event.whole or rival.whole
        event.apart |= rival.apart
        event.parts |= rival.parts
        self._key |= dict.fromkeys(rival.members, key)
        for another in rival.apart:
            self._events[another].apart[key] = self._events[another].apart.pop(gone)
        for part in rival.parts:
            self._events[part].whole = key
        if rival.whole is not None:
            self._events[rival.whole].parts -= {gone}
            self._events[rival.whole].parts |= {key}
