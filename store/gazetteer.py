"""The names that people may use for what is in the data, in every spelling that the data keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.names import Gazetteer
from geo.spellings import spellings
from model.enums import Country
from model.names import PROVINCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Entry = tuple[str, str, str, str]
"""Id, name, country, kind."""

_KEYS: dict[str, str] = {"district": "district_id", "place": "place_id"}
"""Kinds that are tables with names and variants, and their keys."""

_PROVINCE_ALIASES: dict[str, tuple[str, ...]] = {
    "Andijan": ("Andijon", "Andizhan", "Андижан", "Андижон", "Андиҷон", "Анжиян", "Андижанская"),
    "Batken": ("Баткен", "Баткенская"),
    "Districts of Republican Subordination": (
        *("DRS", "RRS", "РРП", "НТҶ", "Regions of Republican Subordination"),
        *("Districts under Republican Subordination", "Nohiyahoi tobei jumhuri"),
    ),
    "Fergana": ("Ferghana", "Fargʻona", "Фергана", "Фарғона", "Ферганская"),
    "Jalal-Abad": ("Jalalabat", "Жалал-Абад", "Джалал-Абад", "Джалал-Абадская", "Жалал-Абадская", "Jalolobod"),
    "Namangan": ("Наманган", "Наманганская"),
    "Osh": ("Ош", "Oʻsh", "Ошская"),
    "Osh city": (
        "Osh (city)",
        "Ош (город)",
        "Ош (шаар)",
        "г. Ош",
        "город Ош",
        "Ош шаары",
        "Oʻsh shahri",
        "шаҳри Ӯш",
    ),
    "Sughd": (
        *("Суғд", "Сугд", "Согд", "Согдийская", "Sogd", "Sugd", "Soghd", "Sugʻd"),
        *("Leninabad", "Ленинабад", "Ленинабадская", "Ленинобод"),
    ),
}
"""Provinces have no table of their own: spellings beside those of :data:`model.names.PROVINCES`, without the word
for a province, which any spelling may have or leave out."""

_COUNTRY_ALIASES: dict[Country, tuple[str, ...]] = {
    Country.KG: ("Kyrgyz Republic", "Кыргызстан", "Киргизия", "Qirgʻiziston", "Қирғизистон"),
    Country.TJ: ("Таджикистан", "Тоҷикистон", "Tojikiston", "Тажикстан"),
    Country.UZ: ("Узбекистан", "Ӯзбекистон", "Oʻzbekiston", "Өзбекстан"),
}

FORMER_DISTRICTS: dict[str, str] = {
    "SET008": "kg-batken",
    "SET023": "kg-batken",
    "SET105": "kg-kara-suu",
    "SET176": "tj-jabbor-rasulov",
}
"""Places that changed hands have no district in the data; sources name the one that they belonged to before
(``district_stated`` in tools/facts/places.csv)."""


def gazetteer(frame: Callable[[str], pd.DataFrame], kind: str) -> Gazetteer:
    """The gazetteer of a kind (district, province, place, country, source); ``frame`` gives a table by name."""
    if kind in _KEYS:
        return Gazetteer(spellings(frame(f"{kind}s"), key=_KEYS[kind]))
    entries = list(_ENTRIES[kind](frame))
    return Gazetteer(pd.DataFrame(entries, columns=["id", "name", "country", "kind"]).drop_duplicates())


def _provinces(frame: Callable[[str], pd.DataFrame]) -> Iterator[Entry]:
    units = frame("districts")[["province", "country"]].drop_duplicates().sort_values(["country", "province"])
    for province, country in units.itertuples(index=False):
        known = PROVINCES.get(province, {})
        formal = (known[column] for column in ("name_ru", "name_local") if column in known)
        for name in dict.fromkeys((province, *_PROVINCE_ALIASES.get(province, ()), *formal)):
            yield province, name, country, "province"


def _countries(frame: Callable[[str], pd.DataFrame]) -> Iterator[Entry]:
    for row in frame("countries").to_dict("records"):
        code = Country(row["country"])
        names: tuple[Any, ...] = (code.value, row["name_en"], row["name_ru"], row["name_local"])
        yield from (
            (code.value, name, code.value, "country") for name in (*names, *_COUNTRY_ALIASES[code]) if name
        )


def _sources(frame: Callable[[str], pd.DataFrame]) -> Iterator[Entry]:
    for row in frame("sources").to_dict("records"):
        yield from ((row["source_id"], name, "", "source") for name in (row["source_id"], row["title"]))


_ENTRIES: dict[str, Callable[[Callable[[str], pd.DataFrame]], Iterator[Entry]]] = {
    "country": _countries,
    "province": _provinces,
    "source": _sources,
}
