"""Which columns of an official map name its units, their codes, their province and country: matched loosely.

OCHA's COD-AB changed its headings (``ADM2_EN``, now ``adm2_name`` with ``lang1`` to ``lang3``), shapefiles cut
them to ten letters, and people mistype them (``AMD0_EN``, ``ADM3_PCO_1``). geoBoundaries, OpenStreetMap and
others have their own. Nothing here looks at what the cells say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sources.raw_table import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEVELLED = re.compile(r"^(?:adm|amd|admin)_?(?P<level>\d)_?(?P<rest>.*)$")
_CODE = re.compile(r"^(?:p_?co.*|p_?c|code?s?(?:_?\d+)?)$")
_NAME = re.compile(r"^(?:na?me?_?\d?|ref.*|alt.*|(?:na?me?_)?[a-z]{2,3})$")
_NOT_NAMES = frozenset({"id", "gid", "type", "area", "src", "lvl"})
_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("en", "eng"), "en"),
    **dict.fromkeys(("ru", "rus"), "ru"),
    **dict.fromkeys(("ky", "kg", "kr", "kyr", "kir"), "ky"),
    **dict.fromkeys(("tg", "tj", "tgk", "taj"), "tg"),
    **dict.fromkeys(("uz", "uzb"), "uz"),
}
"""What headings call a language: its code."""
_PLAIN: Mapping[str, tuple[int, str, str]] = {
    "shapename": (9, "name", ""),
    "shapeid": (9, "other", ""),
    "shapeiso": (9, "code", ""),
    "districte": (2, "name", "en"),
    "districtr": (2, "name", "ru"),
    "provincee": (1, "name", "en"),
    "provincer": (1, "name", "ru"),
    **dict.fromkeys(("district", "rayon", "raion", "nohiya", "tuman", "район", "ноҳия", "туман"), (2, "name", "")),
    **dict.fromkeys(("province", "oblast", "region", "viloyat", "область", "вилоят", "облус"), (1, "name", "")),
    **dict.fromkeys(("country", "shapegroup", "dviso3", "iso3", "iso2", "iso", "countrycode"), (0, "name", "")),
    "name": (9, "name", ""),
    **{f"name{said}": (9, "name", code) for said, code in _LANGUAGES.items()},
    **dict.fromkeys(("oldname", "altname", "intname", "officialname"), (9, "name", "")),
    "iso31662": (9, "code", ""),
}
"""Headings without a level, as they are compared: level (9 = that of the units), what they hold, language."""
_BARE_CODE = re.compile(r"^pcod")
UNITS = 9
"""Level of what a heading says about the units themselves, whatever they are."""


@dataclass(frozen=True, slots=True)
class BoundaryColumns:
    """Headers by level: names with the language that the header says (``""`` = none), codes; what says levels."""

    names: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    level: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def deepest(self) -> int | None:
        """The deepest level that has a name or a code; None where no heading says a level."""
        levels = [level for level in {*self.names, *self.codes} if level != UNITS]
        return max(levels, default=None)


def boundary_columns(headers: Sequence[str]) -> BoundaryColumns:
    """What each header holds.

    >>> found = boundary_columns(["ADM2_EN", "ADM2_PCODE", "AMD1_EN", "ADM1_PCO_1", "ADM0_PCODE"])
    >>> found.deepest, found.names[2], found.codes[1]
    (2, (('ADM2_EN', 'en'),), ('ADM1_PCO_1',))
    """
    names: dict[int, list[tuple[str, str]]] = {}
    codes: dict[int, list[str]] = {}
    kinds: list[str] = []
    languages: dict[str, str] = {}
    level = None
    for header in headers:
        told = header.casefold().strip()
        if plain(told) in {"shapetype", "adminlevel"}:
            level = header
            continue
        if re.fullmatch(r"lang[123]?", told):
            languages[told.removeprefix("lang")] = header
            continue
        at, what, language = _meaning(told)
        if what == "name":
            names.setdefault(at, []).append((header, language))
        elif what == "code":
            codes.setdefault(at, []).append(header)
        elif what == "kind":
            kinds.append(header)
    return BoundaryColumns(
        {at: tuple(found) for at, found in names.items()},
        {at: tuple(found) for at, found in codes.items()},
        tuple(kinds),
        level,
        languages,
    )


def number_of(header: str) -> str:
    """The number at the end of a heading of a name, which a ``lang`` column has too: ``adm2_name1`` → ``1``.

    >>> number_of("adm2_name1"), number_of("adm2_name"), number_of("ADM2_EN")
    ('1', '', 'x')
    """
    found = re.fullmatch(r".*na?me?_?(\d?)", header.casefold())
    return found[1] if found else "x"


def _meaning(header: str) -> tuple[int, str, str]:
    """Level, what it holds (name, code, kind, other), language."""
    levelled = _LEVELLED.match(header)
    if levelled is None:
        bare = plain(header)
        if _BARE_CODE.match(bare):
            return UNITS, "code", ""
        return _PLAIN.get(bare, (UNITS, "other", ""))
    level, rest = int(levelled["level"]), levelled["rest"]
    if _CODE.match(rest):
        return level, "code", ""
    if rest.startswith("type"):
        return level, "kind", ""
    if rest in _NOT_NAMES or not _NAME.match(rest):
        return level, "other", ""
    return level, "name", _LANGUAGES.get(rest.removeprefix("name_"), "")
