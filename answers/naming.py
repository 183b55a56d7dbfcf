"""Names in any spelling become ids: what was chosen on the way is said, what fits nothing is refused.

A bare name that fits a district and a city takes the district; with no district of that name, the
city. An unknown name is refused with the nearest ones; all problems of one question come together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.enums import DistrictKind
from model.errors import BadInputError, UnknownNameError
from model.labels import label
from model.names import CITY_WORDS, PROVINCES, name_of
from model.selection import Selection
from model.settings import LANGUAGES
from model.strings import N_, Message, Name, one_after_another
from model.tables import BY_NAME
from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.bundle import Store

NAMED_FIELDS: tuple[str, ...] = ("district", "province", "place", "country", "source")
"""The fields of a selection that people may fill with names."""

_PREFER: dict[str, tuple[str, ...]] = {"district": (DistrictKind.DISTRICT.value, DistrictKind.CITY.value)}
_NOT_INCLUDED = N_("{name} not included: --{field} '{name}'")
_TWIN_NOT_INCLUDED = N_("{name} ({where}) not included: --{field} {id}")
_READ_AS = N_("'{text}' read as {name} ({where})")
_READ_AS_THE = N_("'{text}' read as {name}")
_WITH, _ALONE = "{name} ({inside})", "{name}"
"""Nothing to translate in them."""
_IN_FIELD = N_("{field}: {problem}")
_IN_DISTRICT = N_("{name} district")
_IN_CITY = N_("{name} city")


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
    unknown, unreadable = list[Message](), list[Message]()
    for field, texts in query.items():
        if field not in NAMED_FIELDS:
            ids[field] = list(texts)
            continue
        try:
            found, chosen = resolve(store, field, texts)
        except UnknownNameError as problem:
            unknown.append(problem.message)
            continue
        ids[field] = list(found)
        choices += chosen
    try:
        selection = Selection.from_query(ids)
    except BadInputError as problem:
        unreadable.append(problem.message)
    if unknown:
        raise UnknownNameError(one_after_another([*unknown, *unreadable]))
    if unreadable:
        raise BadInputError(one_after_another(unreadable))
    return Named(selection, tuple(choices))


def resolve(store: Store, field: str, texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The ids that names of one field mean, in their order, and what was chosen on the way.

    A name that only resembles one that the tables have is taken and said: "'Isfarra' read as Isfara (city, TJ)".

    Raises
    ------
        UnknownNameError: a name fits nothing or several units; every such name is listed.
    """
    gazetteer = store.gazetteer(field)
    ids, aside, problems, said = list[str](), list[str](), list[Message](), list[Message]()
    for text in texts:
        try:
            match = gazetteer.require(
                text, prefer=_PREFER.get(field, ()), label=lambda key: _told_apart(store, field, key)
            )
        except UnknownNameError as problem:
            problems.append(Message(_IN_FIELD, {"field": field, "problem": problem.message}))
            continue
        ids.append(match.ids[0])
        aside += match.alternatives
        if match.status == "matched":
            said.append(_read_as(store, field, text, match.ids[0]))
    if problems:
        raise UnknownNameError(one_after_another(problems))
    left = {other: _not_included(store, field, other) for other in aside if other not in ids}
    return tuple(dict.fromkeys(ids)), (*said, *left.values())


def display_name(store: Store, field: str, key: str, *, lang: str = "en") -> str:
    """The name of a unit in a language, else in English, else the local one; the id if it is unknown.

    "(city)" follows where a district has the same name. A source is named by its title.
    """
    row = _row(store, field, key)
    return key if row is None else _shown(store, field, row, lang)


def name_in_each_language(store: Store, field: str, key: str) -> Name:
    """The display name of a unit in every language that has a form of its own."""
    row = _row(store, field, key)
    if row is None:
        return Name(key)
    english = _shown(store, field, row, "en")
    forms = {lang: _shown(store, field, row, lang) for lang in LANGUAGES}
    return Name(english, {lang: form for lang, form in forms.items() if form != english})


def _shown(store: Store, field: str, row: Mapping[str, Any], lang: str) -> str:
    name = str(row.get("title") or name_of(row, lang=lang))
    if field != "district" or row["kind"] != DistrictKind.CITY or name.casefold().endswith("city)"):
        return name
    twins = {name, str(row["name_en"]).removesuffix(f" ({CITY_WORDS['en']})")}
    others = (unit for key, unit in _units(store, "districts").items() if key != row["district_id"])
    has_twin = any({name_of(unit, lang=lang), unit["name_en"]} & twins for unit in others)
    return f"{name} ({CITY_WORDS[lang]})" if has_twin else name


_TABLES = {"country": "countries", "district": "districts", "place": "places", "source": "sources"}
"""Field: the table of its units."""


def _row(store: Store, field: str, key: str) -> dict[str, Any] | None:
    if field == "province":
        return dict(PROVINCES[key]) if key in PROVINCES else None
    found = _units(store, _TABLES[field]).get(key) if field in _TABLES else None
    return None if found is None else dict(found)


def _units(store: Store, table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by their key; made once, never to be changed."""
    (key,) = BY_NAME[table].key

    def made() -> dict[str, dict[str, Any]]:
        return {row[key]: row for row in row_dicts(store.frame(table))}

    found: dict[str, dict[str, Any]] = store.derived(f"rows of {table}", made)
    return found


def _not_included(store: Store, field: str, key: str) -> Message:
    fields = {"name": name_in_each_language(store, field, key), "field": field, "id": key}
    if field != "place":
        return Message(_NOT_INCLUDED, fields)
    # Two villages may bear one name: only the id asks for the other one.
    return Message(_TWIN_NOT_INCLUDED, fields | {"where": _where(store, field, key)})


def _read_as(store: Store, field: str, text: str, key: str) -> Message:
    fields = {"text": text.strip(), "name": _bare_name(store, field, key)}
    where = _where(store, field, key)
    return Message(_READ_AS, fields | {"where": where}) if where else Message(_READ_AS_THE, fields)


def _told_apart(store: Store, field: str, key: str) -> Message:
    """A unit in a refusal, with the id to write and where it lies: ``Dostuk (SET023, Kara-Suu district, KG)``."""
    name = _bare_name(store, field, key)
    known = (key,) if key != name.english else ()
    inside = (*known, *(part for part in _where(store, field, key) if part not in known))
    return Message(_WITH if inside else _ALONE, {"name": name, "inside": inside})


def _where(store: Store, field: str, key: str) -> tuple[Message | str, ...]:
    """What tells a unit from others of its name: kind, district, country."""
    row = _row(store, field, key)
    if row is None or field in {"country", "source"}:
        return ()
    if field == "district":
        return Message(label(DistrictKind(row["kind"]))), str(row["country"])
    district = None if field == "province" else _row(store, "district", str(row["district_id"]))
    if district is None:
        return (str(row["country"]),)
    words = _IN_CITY if district["kind"] == DistrictKind.CITY else _IN_DISTRICT
    inside = _bare_name(store, "district", str(district["district_id"]))
    return Message(words, {"name": inside}), str(row["country"])


def _bare_name(store: Store, field: str, key: str) -> Name:
    """The name of a unit without "(city)", for where its kind is said beside it."""
    row = _row(store, field, key)
    if row is None or field == "source":
        return name_in_each_language(store, field, key)
    forms = {lang: name_of(row, lang=lang) for lang in LANGUAGES}
    if field == "district":
        forms = {lang: form.removesuffix(f" ({CITY_WORDS[lang]})") for lang, form in forms.items()}
    return Name(forms["en"], {lang: form for lang, form in forms.items() if form != forms["en"]})
