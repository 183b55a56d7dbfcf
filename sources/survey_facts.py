"""What is known about each interview besides its answers: wave, place, cluster, weight, sex and age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.strings import N_, Message
from sources import values
from sources.each_cell import each
from sources.survey_words import AGE_BANDS, MODES, NOT_SAID, SEXES, compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sources.checking import Checks
    from sources.survey_plan import Plan

FACTS: tuple[str, ...] = (
    "wave",
    "place_text",
    STATED_DISTRICT,
    STATED_PROVINCE,
    "cluster",
    "weight",
    "group_sex",
    "group_age",
)
"""Columns of :func:`interview_facts` that stand beside every answer."""

_NO_WEIGHTS = N_("The file has no weights: every interview counts as 1.")
_NO_CLUSTERS = N_("The file has no column of enumeration areas: the place of the interview stands for them.")
_NOWHERE = N_(
    "The file says neither enumeration area nor place, so no margin of error can be computed: figures of this "
    "survey will be hidden."
)
_NO_DAYS = N_("The file says no day of any interview: the day of the import stands for the fieldwork.")
_UNKNOWN = "unknown"
_NUMBER = re.compile(r"\d{1,3}")
_OLDEST = 120
_BELOW = re.compile(r"under|below|less|young|<|\bдо\b|младше|моложе|чейин|хурд|gacha|kichik")


def interview_facts(
    cells: pd.DataFrame, plan: Plan, checks: Checks, *, days: Sequence[str], wave: str | None, source_id: str
) -> pd.DataFrame:
    """One row an interview: :data:`FACTS`, ``day`` (a date or None) and ``mode``; same index.

    The wave is the one that the person who imports says, else the interview's own, else the month in which the
    file begins.
    """
    told = {role: _role(cells, plan, role) for role in ("wave", "place", "district", "province", "cluster", "sex")}
    day = _day(cells, days)
    first = min(day.dropna(), default=None)
    named = f"{source_id}-{first:%Y-%m}" if first is not None else f"{source_id}-undated"
    own = each(told["wave"], lambda text: " ".join(text.split()))
    waves = own.fillna(named).astype(object) if wave is None else pd.Series(wave, index=cells.index, dtype=object)
    nearest = told["cluster"].fillna(told["place"]).fillna(told["district"])
    return pd.DataFrame(
        {
            "wave": waves,
            "place_text": _none(told["place"]),
            STATED_DISTRICT: _none(told["district"]),
            STATED_PROVINCE: _none(told["province"]),
            "cluster": _none(nearest.fillna(_UNKNOWN)),
            "weight": _weights(cells, plan, checks),
            "group_sex": each(told["sex"], lambda text: SEXES.get(compact(text))),
            "group_age": each(_role(cells, plan, "age"), age_band),
            "day": day,
            "mode": each(_codes(cells, plan, "interview_mode"), MODES.get),
        },
        index=cells.index,
    )


def notes_on(plan: Plan, facts: pd.DataFrame) -> list[Message]:
    """What the person who imports should know about these facts."""
    notes = [] if "weight" in plan.roles else [Message(_NO_WEIGHTS)]
    if "cluster" not in plan.roles:
        notes.append(Message(_NO_CLUSTERS if {"place", "district"} & set(plan.roles) else _NOWHERE))
    return notes if facts["day"].notna().any() else [*notes, Message(_NO_DAYS)]


def age_band(text: str) -> str | None:
    """The age band of an age or of a band in words; None where it says neither.

    >>> [age_band(text) for text in ("37", "18 to 29", "60+", "60 и старше", "refused")]
    ['30-44', '18-29', '60+', '60+', None]
    """
    told = compact(str(text))
    numbers = [int(number) for number in _NUMBER.findall(told.removesuffix(".0"))]
    if told in NOT_SAID or not numbers or max(numbers) > _OLDEST:
        return None
    if len(numbers) == 1 and told.removesuffix(".0") == str(numbers[0]):
        return next(band for above, band in AGE_BANDS if numbers[0] < above)
    if len(numbers) == 1:
        return f"under {numbers[0]}" if _BELOW.search(told) else f"{numbers[0]}+"
    return f"{numbers[0]}-{numbers[1]}"


def _role(cells: pd.DataFrame, plan: Plan, role: str) -> pd.Series:
    """The cells of a role as the form words them, trimmed; missing where there are none."""
    header = plan.roles.get(role)
    if header is None:
        return pd.Series(None, index=cells.index, dtype=object)
    words = plan.wordings.get(header) or {}
    return each(cells[header].str.strip(), lambda text: words.get(compact(text), text))


def _codes(cells: pd.DataFrame, plan: Plan, role: str) -> pd.Series:
    """The cells of a role as codes of the form, whether they are written as codes or as labels."""
    header = plan.roles.get(role)
    if header is None:
        return pd.Series(None, index=cells.index, dtype=object)
    back = {compact(word): code for code, word in (plan.wordings.get(header) or {}).items()}
    return (
        cells[header].map(lambda text: back.get(compact(text), compact(text)), na_action="ignore").astype(object)
    )


def _day(cells: pd.DataFrame, days: Sequence[str]) -> pd.Series:
    """The day of each interview: the first of these columns that says one."""
    found = pd.Series(None, index=cells.index, dtype=object)
    for header in days:
        read, _ = values.dates(cells[header])
        found = found.where(found.notna(), read)
    return _none(found)


def _weights(cells: pd.DataFrame, plan: Plan, checks: Checks) -> pd.Series:
    header = plan.roles.get("weight")
    if header is None or cells[header].isna().all():
        return pd.Series(1.0, index=cells.index)
    told = cells[header].str.strip().str.replace(",", ".", regex=False)
    found = pd.to_numeric(told, errors="coerce")
    checks.refuse(told.isna(), column=header, code="Q01")
    checks.refuse(told.notna() & ~((found > 0) & (found < float("inf"))), column=header, code="Q19")
    return found.astype(float)


def _none(cells: pd.Series) -> pd.Series:
    plain = cells.astype(object)
    return plain.where(plain.notna(), None)


def waves_of(facts: pd.DataFrame, *, source_id: str, today: Mapping[str, object]) -> pd.DataFrame:
    """The rows of ``survey_waves``: first and last day and way of the interviews of each wave."""
    lines = []
    for wave, rows in facts.groupby("wave", sort=True):
        days = rows["day"].dropna()
        modes = sorted(set(rows["mode"].dropna()))
        lines.append(
            {
                "wave": wave,
                "date_start": min(days, default=today["day"]),
                "date_end": max(days, default=today["day"]),
                "interview_mode": " and ".join(modes) or "not stated",
                "synthetic": False,
                "seed": None,
                "source_id": source_id,
            }
        )
    columns = ["wave", "date_start", "date_end", "interview_mode", "synthetic", "seed", "source_id"]
    return pd.DataFrame(lines, columns=columns, dtype=object).rename_axis("row")
