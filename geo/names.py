"""Names in any spelling: the key that joins alphabets, the score, and the gazetteer (methods section 10).

Villages here are written in Russian, Kyrgyz, Tajik, Uzbek (two alphabets) and English. A key maps
spellings of one sound to one text; a weighted edit distance on keys scores what is left. A name that
several entries fit is never decided silently, and an unknown one comes back with its nearest names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from geo.name_score import bare, folded, key_score, name_key, name_score
from geo.name_shortlist import nearest_keys
from geo.name_words import kind_in
from model.errors import UnknownNameError
from model.strings import N_, Message, as_message

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

__all__ = ["Gazetteer", "Match", "Near", "key_score", "listed", "name_key", "name_score"]

MATCH = 90.0
"""From this score on a name is taken without asking."""
REVIEW = 75.0
"""From this score on a name is worth a person's look."""
LEAD = 5.0
"""How far the best entry must lie above the next one."""
SHORT_KEY = 3
"""Keys up to this length match only exactly: too little is left to compare."""
NEAREST = 3
WORTH_NAMING = 50.0
"""A refused name is answered with its nearest names from this score on: others would only puzzle."""
FEW = 12
"""So many entries (countries, provinces, sources) can all be listed in a sentence."""

_SEVERAL = N_("'{text}' fits several: {names}; write the id of one of them.")
_UNKNOWN = N_("'{text}' fits no name that we know: {nearest}.")
_ONE_OF = N_("use one of {words}")
_NOTHING_NEAR = N_("no name comes near it either, so check the spelling or leave it out")
_NEAREST_ONE = N_("the nearest is {names}; write that, or check the spelling")
_NEAREST_FEW = N_("the nearest are {names}; write one of them, or check the spelling")
_AND = N_("{words} and {last}")

_KINDS_OF: dict[str, tuple[str, ...]] = {"district": ("district",), "city": ("city", "town")}
"""The kinds of entries that a word of kind in a text may mean."""

Status: TypeAlias = Literal["exact", "matched", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that a text resembles: its id, the spelling that came nearest and the score (0..100)."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a text resolves to.

    ``ids`` holds one id when ``status`` is exact or matched, all that fit when it is ambiguous and
    none when it is unknown. ``alternatives`` are other entries that the text fits too and that were set
    aside, by a preference of kind or because another one has exactly this spelling: the caller says so.
    ``nearest`` lists the nearest entries, best first.
    """

    status: Status
    ids: tuple[str, ...] = ()
    nearest: tuple[Near, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether nothing was matched but the best entry scores 75 or more."""
        return self.status == "unknown" and bool(self.nearest) and self.nearest[0].score >= REVIEW


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    name: str
    country: str
    kind: str
    folded: str
    key: str


def _made(entries: pd.DataFrame) -> Iterator[_Entry]:
    columns = (entries[name].tolist() for name in ("id", "name", "country", "kind"))
    for key, name, country, kind in zip(*columns, strict=True):
        yield _Entry(key, name, country, kind, folded(name), name_key(name))


class Gazetteer:
    """Entries with all their spellings; resolves a text in any spelling to one of them, or says why not.

    ``entries`` has one row a spelling with the columns ``id, name, country, kind``; see
    :func:`geo.spellings.spellings`.

    >>> import pandas as pd
    >>> rows = [("kg-a", "Баткен", "KG", "district"), ("kg-b", "Баткен", "KG", "city")]
    >>> gazetteer = Gazetteer(pd.DataFrame(rows, columns=["id", "name", "country", "kind"]))
    >>> gazetteer.resolve("Batken").status, gazetteer.resolve("Batken (city)").ids
    ('ambiguous', ('kg-b',))
    >>> gazetteer.resolve("Batken", prefer=("district", "city")).alternatives
    ('kg-b',)
    """

    def __init__(self, entries: pd.DataFrame | tuple[_Entry, ...]) -> None:
        self._entries = entries if isinstance(entries, tuple) else tuple(_made(entries))
        self._scored: dict[str, tuple[Near, ...]] = {}

    def only(self, ids: Container[str]) -> Gazetteer:
        """The entries with these ids, whose keys need not be made again."""
        return Gazetteer(tuple(entry for entry in self._entries if entry.id in ids))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all entries."""
        return frozenset(entry.id for entry in self._entries)

    def resolve(
        self, text: str, *, country: str | None = None, prefer: Sequence[str] = (), careful: bool = False
    ) -> Match:
        """The entry that a text names.

        An id, an original spelling or an alias is an exact match. Else the best entry from 90 on is
        taken if the next one lies 5 or more below. A word of kind in the text ("city", "район") looks among
        that kind first. ``prefer`` orders kinds: where entries of several kinds fit, the first kind is
        taken and the rest come back as alternatives. ``careful`` (imports) calls even an exact spelling
        ambiguous where another entry scores 90.
        """
        if text.strip() in self.ids:
            return Match("exact", (text.strip(),))
        pool: Sequence[_Entry] = self._entries
        if country is not None:
            pool = [entry for entry in pool if entry.country == country]
        kinds = _KINDS_OF.get(kind_in(text) or "", ())
        if kinds:
            narrowed = [entry for entry in pool if entry.kind in kinds]
            if (match := self._within(narrowed, text, prefer, careful=careful)).ids:
                return match
        return self._within(pool, text, prefer, careful=careful)

    def prepare(self, texts: Iterable[str]) -> None:
        """Score many texts in one step: resolving them one by one is fast then."""
        keys = sorted({name_key(text) for text in texts} - set(self._scored))
        self._scored |= zip(keys, _scored(keys, self._entries), strict=True)

    def _near(self, key: str, pool: Sequence[_Entry]) -> tuple[Near, ...]:
        if pool is self._entries and key in self._scored:
            return self._scored[key]
        return _scored([key], pool)[0]

    def _spelled(self, pool: Sequence[_Entry], spelling: str) -> tuple[str, ...]:
        if pool is self._entries:
            return tuple(dict.fromkeys(self._by_spelling.get(spelling, ())))
        return tuple(dict.fromkeys(entry.id for entry in pool if entry.folded == spelling))

    @cached_property
    def _by_spelling(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in self._entries:
            found.setdefault(entry.folded, []).append(entry.id)
        return found

    def _within(self, pool: Sequence[_Entry], text: str, prefer: Sequence[str], *, careful: bool) -> Match:
        # "Osh city" is one unit, though "Osh", with the word of kind taken off, is the name of another.
        exact = self._spelled(pool, folded(text)) or self._spelled(pool, folded(bare(text)))
        near = self._near(name_key(text), pool)
        twins = tuple(item.id for item in near if item.score >= MATCH - 1e-9 and item.id not in exact)
        if len(name_key(text)) <= SHORT_KEY:
            twins = ()
        if exact and not careful:
            match = _decided("exact", exact, near, self._kinds, prefer)
            return (
                match
                if match.status == "ambiguous"
                else replace(match, alternatives=(*match.alternatives, *twins))
            )
        return _fuzzy("exact" if exact else "matched", (*exact, *twins), near, self._kinds, prefer)

    def require(
        self,
        text: str,
        *,
        country: str | None = None,
        prefer: Sequence[str] = (),
        label: Callable[[str], str | Message] | None = None,
    ) -> Match:
        """The match of a text, which is exact or matched; ``label`` names an id where a text is refused.

        Raises
        ------
            UnknownNameError: nothing fits, or several entries do; the text lists them.
        """
        match = self.resolve(text, country=country, prefer=prefer)
        if match.status in {"exact", "matched"}:
            return match
        near = [item.id for item in match.nearest if item.score >= WORTH_NAMING]
        named = [(label or self.label)(key) for key in match.ids or near]
        if match.status == "ambiguous":
            message = Message(_SEVERAL, {"text": text, "names": listed(named)})
        else:
            few = sorted(self.ids) if len(self.ids) <= FEW else []
            message = Message(_UNKNOWN, {"text": text, "nearest": _nearest(named, few)})
        raise UnknownNameError(message)

    def label(self, key: str) -> str:
        """The first spelling of an entry with its id, for a message: ``Batken (kg-batken)``."""
        name = next((entry.name for entry in self._entries if entry.id == key), key)
        return name if name == key else f"{name} ({key})"

    def near(self, key: str) -> Near:
        """An entry that fits exactly, as one that comes near: its first spelling, 100."""
        return Near(key, next((entry.name for entry in self._entries if entry.id == key), key), 100.0)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {entry.id: entry.kind for entry in self._entries}


def listed(words: Sequence[str | Message]) -> Message:
    """The words as a sentence lists them.

    >>> [str(listed(words)) for words in (["Alma"], ["Alma", "Bulak"], ["Alma", "Bulak", "Erk"])]
    ['Alma', 'Alma and Bulak', 'Alma, Bulak and Erk']
    """
    if len(words) == 1:
        return as_message(words[0])
    return Message(_AND, {"words": tuple(words[:-1]), "last": words[-1]})


def _nearest(named: Sequence[str | Message], few: Sequence[str]) -> Message:
    if not named and few:
        return Message(_ONE_OF, {"words": ", ".join(few)})
    if not named:
        return Message(_NOTHING_NEAR)
    return Message(_NEAREST_ONE if len(named) == 1 else _NEAREST_FEW, {"names": listed(named)})


def _fuzzy(
    status: Status, fitting: Iterable[str], near: tuple[Near, ...], kinds: Mapping[str, str], prefer: Sequence[str]
) -> Match:
    ids = tuple(fitting)
    if not ids:
        return Match("unknown", (), near[:NEAREST])
    match = _decided(status, ids, near, kinds, prefer)
    scores = {item.id: item.score for item in near}
    rivals = [
        item.id
        for item in near
        if item.id not in {*match.ids, *match.alternatives} and scores.get(ids[0], MATCH) - item.score < LEAD
    ]
    if match.status != "ambiguous" and status == "matched" and rivals:
        return Match("ambiguous", (*match.ids, *rivals), near[:NEAREST])
    return match


def _decided(
    status: Status, ids: tuple[str, ...], near: tuple[Near, ...], kinds: Mapping[str, str], prefer: Sequence[str]
) -> Match:
    """The match of entries that all fit: the one of the most preferred kind, if that is one."""
    for kind in prefer:
        chosen = tuple(key for key in ids if kinds[key] == kind)
        if len(chosen) == 1:
            return Match(status, chosen, near[:NEAREST], tuple(key for key in ids if key not in chosen))
        if chosen:
            return Match("ambiguous", chosen, near[:NEAREST], tuple(key for key in ids if key not in chosen))
    return Match(status if len(ids) == 1 else "ambiguous", ids, near[:NEAREST])


def _scored(keys: Sequence[str], pool: Sequence[_Entry]) -> list[tuple[Near, ...]]:
    """The entries that come near each key, best first, each with its best spelling; no more than can matter."""
    found = nearest_keys(keys, [entry.key for entry in pool])
    near = (_best_by_id(Near(pool[at].id, pool[at].name, score) for at, score in row) for row in found)
    return [
        tuple(item for at, item in enumerate(row) if at < NEAREST or item.score > MATCH - LEAD) for row in near
    ]


def _best_by_id(scored: Iterable[Near]) -> tuple[Near, ...]:
    best: dict[str, Near] = {}
    for item in sorted(scored, key=lambda near: (-near.score, near.id)):
        best.setdefault(item.id, item)
    return tuple(best.values())
