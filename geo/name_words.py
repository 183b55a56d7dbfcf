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
_OTHER = (
    "village settlement jamoat jamoati aiyl aiyly ayil ayily ayyl aimak aimagy okmotu qishloq qishlogi qishlog'i "
    "kyshtak deha dehai dehot oblast oblasty oblusu oblus region province viloyat viloyati viloyatining "
    "с село села селе пос поселок посёлок айыл айылы айылынын аймак аймагы өкмөтү кыштак кыштагы кишлак кишлака "
    "қишлоқ қишлоғи деҳа деҳаи деҳот ҷамоат ҷамоати область области областью областей облус облусу вилоят вилояти"
)
_DISTRICT_WORDS = frozenset(_DISTRICT.split())
_CITY_WORDS = frozenset(_CITY.split())
_WORDS = sorted(_DISTRICT_WORDS | _CITY_WORDS | set(_OTHER.split()), key=len, reverse=True)

TYPE_WORD = re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, _WORDS))})(?![\w'-])\.?")
"""A word of kind, standing alone and not beside a hyphen ("Жаңы-Айыл" keeps its second half)."""


def kind_in(text: str) -> str | None:
    """The kind that a word in the text asks for: ``district``, ``city`` or none.

    >>> kind_in("Batken (city)"), kind_in("Баткенский район"), kind_in("Batken")
    ('city', 'district', None)
    """
    words = {word.rstrip(".") for word in TYPE_WORD.findall(unicodedata.normalize("NFKC", text).lower())}
    for kind, known in (("district", _DISTRICT_WORDS), ("city", _CITY_WORDS)):
        if words & known:
            return kind
    return None
