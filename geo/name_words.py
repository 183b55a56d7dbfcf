"""Words that say what kind of place a name names: dropped from keys, read as a hint of kind."""

from __future__ import annotations

import re
import unicodedata

_DISTRICT = (
    "district rayon raion tuman tumani nohiya nohiyai район района районе району районы районун раён р-н "
    "ноҳия ноҳияи туман тумани"
)
_CITY = (
    "city town shahar shahri shahr shaar shaary г гор город города городе ш шаар шаары шаарынын шаҳр шаҳри шахри "
)
_PART_OF_DISTRICT = (
    "jamoat jamoati dzhamoat djamoat dehot okmotu aimak aimagy rural municipality "
    "ҷамоат ҷамоати деҳот джамоат джамоата джамоате джамоати жамоат жамааты өкмөтү аймак аймагы аильный айыльный "
    "айылный сельсовет сельсовета а/о ао аө"
)
_OTHER = (
    "village settlement aiyl aiyly ayil ayily ayyl qishloq qishlogi qishlog'i kyshtak deha dehai oblast oblasty "
    "oblusu oblus region province viloyat viloyati viloyatining с село села селе пос поселок посёлок айыл айылы "
    "айылынын кыштак кыштагы кишлак кишлака қишлоқ қишлоғи деҳа деҳаи обл область области областью областей облус "
    "облусу вилоят вилояти"
)
_DISTRICT_WORDS = frozenset(_DISTRICT.split())
_CITY_WORDS = frozenset(_CITY.split())
_PART_WORDS = frozenset(_PART_OF_DISTRICT.split())
_WORDS = sorted(_DISTRICT_WORDS | _CITY_WORDS | _PART_WORDS | set(_OTHER.split()), key=len, reverse=True)

TYPE_WORD = re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, _WORDS))})(?![\w'-])\.?")
"""A word of kind, standing alone and not beside a hyphen ("Жаңы-Айыл" keeps its second half)."""


def kind_in(text: str) -> str | None:
    """The kind that a word in the text asks for: ``district``, ``city`` or none.

    >>> kind_in("Batken (city)"), kind_in("Баткенский район"), kind_in("Batken")
    ('city', 'district', None)
    """
    words = _words_in(text)
    for kind, known in (("district", _DISTRICT_WORDS), ("city", _CITY_WORDS)):
        if words & known:
            return kind
    return None


def means_several_villages(text: str) -> bool:
    """Whether the text names a jamoat, an ayil okmotu or the like: a group of villages, not its chief village.

    >>> [means_several_villages(text) for text in ("Ҷамоати Ворух", "Nariman municipality", "Ак-Сай айылы")]
    [True, True, False]
    """
    return bool(_words_in(text) & _PART_WORDS)


def _words_in(text: str) -> set[str]:
    """The words of kind in a text."""
    return {word.rstrip(".") for word in TYPE_WORD.findall(unicodedata.normalize("NFKC", text).lower())}
