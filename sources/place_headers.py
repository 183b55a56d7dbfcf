"""How files of places head their columns, and what their words for kinds of places mean: data more than code.

Headings are compared as :func:`sources.raw_table.plain` writes them, so ``name:ru`` and ``NAME_RU`` are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.known_headers import lines_of
from sources.raw_table import plain
from sources.values import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

GEONAMES: tuple[str, ...] = (
    *(
        "geonameid",
        "name",
        "asciiname",
        "alternatenames",
        "latitude",
        "longitude",
        "feature class",
        "feature code",
    ),
    *(
        "country code",
        "cc2",
        "admin1 code",
        "admin2 code",
        "admin3 code",
        "admin4 code",
        "population",
        "elevation",
    ),
    *("dem", "timezone", "modification date"),
)
"""The columns of GeoNames' tables, which have no header."""

_FIELDS = """
key: geonameid | osm_id | osmid | full_id | @id | place_id | id | code | pcode | p-code | код | ид | uid | ref
name: name | place name | place | settlement name | settlement | village name | village | town | locality |
    feature name | название | наименование | населенный пункт | населённый пункт | село | нп | имя | аталышы |
    калктуу конуш | айыл | ном | номи | деҳа | маҳалли аҳолинишин | nomi | nom | aholi punkti | qishloq | title
name_en: name:en | name en | english name | name english | int_name | name_latin | en
name_ru: name:ru | name rus | russian name | название на русском | ru
name_ky: name:ky | name_kg | name_kyr | kyrgyz name | аталышы кыргызча | ky | kg
name_tg: name:tg | name_tj | name_taj | tajik name | номи тоҷикӣ | tg | tj
name_uz: name:uz | name:uz-Latn | name_uzb | uzbek name | oʻzbekcha nomi | uz
variants: asciiname | alternatenames | alt_name | variants | other names | spellings | alternative names |
    aliases | другие названия | варианты | написания
old: old_name | old names | former name | former names | previous name | старое название | прежнее название |
    бывшее название
official: official_name | loc_name | short_name | name_local | local name | местное название
class: feature class
kind: feature code | place | fclass | place_type | settlement type | type | kind | category | тип | вид | түрү |
    навъ | turi
population: population | pop | inhabitants | население | численность | калкы | аҳолӣ | aholisi | aholi soni
population_year: population year | population:date | pop year | год численности
country: country code | country | countrycode | country_iso | iso2 | iso3 | iso | adm0_pcode | adm0_en | admin0 |
    addr:country | is_in:country_code | страна | өлкө | кишвар | давлат | mamlakat | davlat
stated_province: province | region | oblast | adm1_en | admin1 | adm1 | область | облус | вилоят | viloyat
stated_district: district | rayon | raion | adm2_en | admin2 | adm2 | район | ноҳия | туман | tuman
lon: @lon | longitude | lon | long | lng | x | point x | долгота | узундук | тӯл | uzunlik
lat: @lat | latitude | lat | y | point y | широта | кеңдик | арз | kenglik
other_tags: other_tags
"""
FIELDS: Mapping[str, tuple[str, ...]] = lines_of(_FIELDS)
"""Field: headings that mean it, those that say most first."""
NAMED: frozenset[str] = frozenset(
    plain(heading) for field, headings in FIELDS.items() for heading in headings if field != "other_tags"
)
DAYS: frozenset[str] = frozenset(
    map(plain, ("date", "event date", "date_start", "day", "дата", "күнү", "сана", "sana"))
)
"""A table with a day of something is no list of places."""

_KINDS = """
city: city | город | шаар | шаҳр | shahar | ppla | pplc | pplg | capital
town: town | посёлок городского типа | поселок городского типа | пгт | шаарча | шаҳрак | shaharcha | ppla2 |
    посёлок | поселок | national_capital
village: village | hamlet | село | деревня | кишлак | айыл | кыштак | деҳа | қишлоқ | qishloq | ppla3 | ppla4 |
    ppla5 | с. | с
settlement: settlement | locality | populated place | isolated_dwelling | farm | suburb | neighbourhood | quarter |
    borough | allotments | населенный пункт | населённый пункт | калктуу конуш | маҳалли аҳолинишин |
    aholi punkti | махалля | mahalla | stlmt | ppl | pplf | pplh | ppll | pplq | pplr | ppls | pplw | pplx | pplch
"""
KINDS: Mapping[str, str] = {worded(text): kind for kind, texts in lines_of(_KINDS).items() for text in texts}
"""Word of a file in small letters: kind of place."""


def columns_of(headers: tuple[str, ...]) -> dict[str, list[str]]:
    """The headers of a table that mean each field, best first; each header means one field.

    >>> columns_of(("NAME", "name:ru", "x", "y"))
    {'name': ['NAME'], 'name_ru': ['name:ru'], 'lon': ['x'], 'lat': ['y']}
    """
    exact = {header: header for header in headers}
    loose: dict[str, str] = {}
    for header in headers:
        loose.setdefault(plain(header), header)
    found: dict[str, list[str]] = {}
    used: set[str] = set()
    # A column "place" names the kind in a map of OpenStreetMap, and the place itself in a list that has no name.
    kind_first = "name" in loose and "place" in loose
    for field, headings in FIELDS.items():
        for heading in headings:
            header = exact.get(heading) or loose.get(plain(heading), "")
            if not header or header in used or (kind_first and field == "name" and heading == "place"):
                continue
            used.add(header)
            found.setdefault(field, []).append(header)
    return found
