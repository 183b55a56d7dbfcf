"""Which of a unit's names is shown: one rule for maps, files and sentences, and the names of provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATE_LANGUAGE = {"ky": "KG", "tg": "TJ", "uz": "UZ"}


def text_of(value: Any) -> str:
    """The value as text; nothing for an empty cell.

    >>> text_of(None), text_of(float("nan")), text_of("Soʻx")
    ('', '', 'Soʻx')
    """
    return value if isinstance(value, str) else ""


def name_of(row: Mapping[str, Any], *, lang: str) -> str:
    """The name in the language, else in English, else the local one.

    A row of a country whose state language is asked for has it in ``name_local``.

    >>> name_of({"name_en": "Batken", "name_ru": "Баткен"}, lang="ru")
    'Баткен'
    """
    wanted = [f"name_{lang}"]
    if _STATE_LANGUAGE.get(lang) == row.get("country"):
        wanted.append("name_local")
    found = (text_of(row.get(column)) for column in (*wanted, "name_en", "name_local"))
    return next((name for name in found if name), "")


CITY_WORDS: Mapping[str, str] = {"en": "city", "ru": "город", "ky": "шаар", "tg": "шаҳр", "uz": "shahar"}
"""What stands in brackets after a city whose district has the same name."""

PROVINCES: Mapping[str, Mapping[str, str]] = {
    key: {"country": country, "name_en": key, "name_ru": ru, "name_local": local}
    for key, country, ru, local in (
        ("Andijan", "UZ", "Андижанская область", "Andijon viloyati"),
        ("Batken", "KG", "Баткенская область", "Баткен облусу"),
        (
            "Districts of Republican Subordination",
            "TJ",
            "Районы республиканского подчинения",
            "Ноҳияҳои тобеи ҷумҳурӣ",
        ),
        ("Fergana", "UZ", "Ферганская область", "Fargʻona viloyati"),
        ("Jalal-Abad", "KG", "Джалал-Абадская область", "Жалал-Абад облусу"),
        ("Namangan", "UZ", "Наманганская область", "Namangan viloyati"),
        ("Osh", "KG", "Ошская область", "Ош облусу"),
        ("Osh city", "KG", "город Ош", "Ош шаары"),
        ("Sughd", "TJ", "Согдийская область", "вилояти Суғд"),
    )
}
"""Provinces have no table of their own; their English name is their id."""
