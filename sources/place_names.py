"""The names of places in a list: one in Latin letters, one in Russian, those in other languages, all spellings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pandas as pd
from anyascii import anyascii

from sources import values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sources.raw_table import RawTable

_LANGUAGES = ("name_en", "name_ru", "name_ky", "name_tg", "name_uz")
_MOST_VARIANTS = 80
_APART, _APART_OR_COMMA = re.compile(r"[;|\n]"), re.compile(r"[;|,\n]")
_CODE = re.compile(r"[A-Z]{2,4}|https?:.*|Q\d+")
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_OTHER_NAMES = frozenset({"old_name", "alt_name", "official_name", "loc_name", "short_name", "name"})
_SPELT = re.compile(r"[\u0020-\u02ff\u0300-\u036f\u0400-\u052f\u1e00-\u1eff\u2000-\u206f]+")
"""Latin and Cyrillic letters with their marks."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def named(raw: RawTable, found: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """``name, name_en, name_ru, name_ky, name_tg, name_uz, variants, people`` of each row, index kept.

    Of OpenStreetMap's ``other_tags`` the names and the population are read, and the kind where no column has it:
    then there is a column ``place`` too. ``variants`` are the spellings that no other column holds.
    """
    index = raw.cells.index

    def cells(field: str, at: int = 0) -> pd.Series:
        headers = found.get(field, ())
        return values.texts(raw.cells[headers[at]]) if len(headers) > at else pd.Series(None, index, dtype=object)

    tags = cells("other_tags").map(tags_of)
    frame = pd.DataFrame({name: cells(name) for name in ("name", *_LANGUAGES)}, index=index)
    for name in _LANGUAGES:
        told = _tag(tags, name.replace("name_", "name:"))
        frame[name] = frame[name].where(frame[name].notna(), told)
    if "kind" not in found and (kinds := _tag(tags, "place")).notna().any():
        frame["place"] = kinds.astype("str")
    people, _ = values.whole_numbers(_tag(tags, "population").astype("str"))
    for name in _LANGUAGES:
        frame["name"] = frame["name"].where(frame["name"].notna(), frame[name])
    names = [frame[name] for name in ("name", *_LANGUAGES)]
    names += [cells(field, at) for field in ("name", *_LANGUAGES) for at in range(1, len(found.get(field, ())))]
    lists = [
        cells(field, at) for field in ("variants", "old", "official") for at in range(len(found.get(field, ())))
    ]
    # Commas part GeoNames' alternate names; elsewhere a comma may belong to a name.
    spelt = _spellings(names, lists, tags, _APART_OR_COMMA if raw.column("geonameid") else _APART)
    return _shown(frame, spelt).assign(people=people)


def tags_of(text: object) -> dict[str, str]:
    r"""The tags of a cell as GDAL writes those of OpenStreetMap: ``"name:ru"=>"Ош"``, or JSON.

    >>> tags_of('"name:ru"=>"Ош","population"=>"1"')
    {'name:ru': 'Ош', 'population': '1'}
    """
    if not isinstance(text, str):
        return {}
    if text.startswith("{"):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}
    return {key: value.replace('\\"', '"') for key, value in _TAG.findall(text)}


def _tag(tags: pd.Series, key: str) -> pd.Series:
    return tags.map(lambda found: found.get(key)).astype(object)


def _spellings(
    names: Sequence[pd.Series], lists: Sequence[pd.Series], tags: pd.Series, apart: re.Pattern[str]
) -> list[list[str]]:
    """All spellings of each row, in order, each once; cells of ``lists`` hold several."""
    rows = []
    columns = [
        zip(*(series.to_list() for series in group), strict=True) if group else None for group in (names, lists)
    ]
    for tag in tags:
        own = [] if columns[0] is None else [*next(columns[0])]
        told = [] if columns[1] is None else [*next(columns[1])]
        told += [value for key, value in tag.items() if key.split(":", maxsplit=1)[0] in _OTHER_NAMES]
        own += [part.strip() for text in told if isinstance(text, str) for part in apart.split(text)]
        rows.append(list(dict.fromkeys(text for text in own if isinstance(text, str) and _is_name(text))))
    return rows


def _is_name(text: str) -> bool:
    """Whether a spelling is in letters that are read in the valley; codes of airports and addresses are none."""
    return bool(_SPELT.fullmatch(text)) and not _CODE.fullmatch(text) and any(map(str.isalpha, text))


def _shown(frame: pd.DataFrame, spelt: list[list[str]]) -> pd.DataFrame:
    """With a name in Latin letters: the given one, the name itself if it is in them, or one made of it."""
    english: list[str | None] = []
    variants: list[list[str]] = []
    given: list[Any] = frame[["name", "name_en", "name_ru"]].to_numpy(dtype=object).tolist()
    for (name, told, russian), spellings in zip(given, spelt, strict=True):
        shown = told or (anyascii(name) if name and _CYRILLIC.search(name) else name)
        english.append(shown)
        variants.append([text for text in spellings if text not in {shown, russian}][:_MOST_VARIANTS])
    index = frame.index
    return frame.assign(
        name_en=pd.Series(english, index=index, dtype=object),
        variants=pd.Series(variants, index=index, dtype=object),
    )
