"""Names in any spelling become ids: what was chosen on the way is said, what fits nothing is refused.

A bare name that fits a district and a city takes the district; with no district of that name, the
city. An unknown name is refused with the nearest ones; all problems of one question come together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.enums import DistrictKind
from model.errors import BadInputError, UnknownNameError
from model.selection import Selection
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.bundle import Store

NAMED_FIELDS: tuple[str, ...] = ("district", "province", "place", "country", "source")
"""The fields of a selection that people may fill with names."""

_PREFER: dict[str, tuple[str, ...]] = {"district": (DistrictKind.DISTRICT.value, DistrictKind.CITY.value)}
_NOT_INCLUDED = N_("{name} not included: --{field} '{name}'")


@dataclass(frozen=True, slots=True)
class Named:
    """A selection made of names, and what was chosen on the user's behalf."""

    selection: Selection
    choices: tuple[Message, ...]


def select(store: Store, query: Mapping[str, Sequence[str]]) -> Named:
    """The selection that query parameters describe whose names may be in any spelling.

    ``query`` is what :meth:`model.selection.Selection.from_query` takes; ids and names may be mixed.

    Raises
    ------
        UnknownNameError: names fit nothing (or several units); the text lists the nearest.
        BadInputError: a date or a word cannot be read; every problem is named.
    """
    ids, choices = dict[str, list[str]](), list[Message]()
    unknown, unreadable = list[str](), list[str]()
    for field, texts in query.items():
        if field not in NAMED_FIELDS:
            ids[field] = list(texts)
            continue
        try:
            found, chosen = resolve(store, field, texts)
        except UnknownNameError as problem:
            unknown.append(str(problem))
            continue
        ids[field] = list(found)
        choices += chosen
    try:
        selection = Selection.from_query(ids)
    except BadInputError as problem:
        unreadable.append(str(problem))
    if unknown:
        raise UnknownNameError(" ".join([*unknown, *unreadable]))
    if unreadable:
        raise BadInputError(" ".join(unreadable))
    return Named(selection, tuple(choices))


def resolve(store: Store, field: str, texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The ids that names of one field mean, in their order, and what was chosen on the way.

    Raises
    ------
        UnknownNameError: a name fits nothing or several units; every such name is listed.
    """
    gazetteer = store.gazetteer(field)
    ids, aside, problems = list[str](), list[str](), list[str]()
    for text in texts:
        try:
            match = gazetteer.require(text, prefer=_PREFER.get(field, ()))
        except UnknownNameError as problem:
            problems.append(f"{field}: {problem}")
            continue
        ids.append(match.ids[0])
        aside += match.alternatives
    if problems:
        raise UnknownNameError(" ".join(problems))
    left = {other: _not_included(store, field, other) for other in aside if other not in ids}
    return tuple(dict.fromkeys(ids)), tuple(left.values())


def display_name(store: Store, field: str, key: str) -> str:
    """The English name of a unit, with "(city)" where a district has the same name; the id if unknown.

    A place is named with nothing else; a source by its title.
    """
    row = _row(store, field, key)
    if row is None:
        return key
    name = str(row.get("title") or row["name_en"])
    if field != "district" or row["kind"] != DistrictKind.CITY or name.casefold().endswith("city)"):
        return name
    units = store.frame("districts")
    twins = units[(units["name_en"] == name) & (units["district_id"] != key)]
    return f"{name} (city)" if len(twins) else name


def _row(store: Store, field: str, key: str) -> dict[str, Any] | None:
    table, column = {
        "country": ("countries", "country"),
        "district": ("districts", "district_id"),
        "place": ("places", "place_id"),
        "source": ("sources", "source_id"),
    }.get(field, ("", ""))
    if not table:
        return None
    rows = store.frame(table)
    found = rows[rows[column] == key].to_dict("records")
    return {str(name): value for name, value in found[0].items()} if found else None


def _not_included(store: Store, field: str, key: str) -> Message:
    return Message(_NOT_INCLUDED, {"name": display_name(store, field, key), "field": field, "id": key})
