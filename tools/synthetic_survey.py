"""A made-up survey for demonstration: three waves, 18 districts, every number from one seed.

Nothing but the seed decides an answer: no history, no ethnicity, no distance to a border, and no village
is named (``place_id`` stays empty), so that it invents fear for no real place. Districts are the first
six of each country by id. The first four of each (12) are sampled as a survey should be, 20 clusters of 12
people; the other two of each (6) are thin on purpose and fall below the show/suppress ladder of methods
section 1, each reason twice: too few clusters, too few people, too few answers of one kind. The thin ones are
suppressed by their design and not by the luck of a seed. Random numbers come from Python's own generator, whose
sequence is fixed for all versions, so the same seed gives the same rows everywhere.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.enums import AnswerMode
from model.errors import DataFileError
from tools.fact_rows import as_texts, our_word

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261122
COUNTRIES = ("KG", "TJ", "UZ")
WAVES: tuple[tuple[str, date, date], ...] = (
    ("2019-autumn", date(2019, 10, 7), date(2019, 11, 1)),
    ("2022-spring", date(2022, 5, 2), date(2022, 5, 27)),
    ("2024-autumn", date(2024, 10, 7), date(2024, 11, 1)),
)
"""Four weeks each, from the first Monday of the month, in months in which no incident is recorded."""
FULL_PER_COUNTRY, THIN_PER_COUNTRY = 4, 2
REFUSED, DONT_KNOW = 0.03, 0.05
SEXES = ("female", "male")
AGES = ("18-29", "30-44", "45-59", "60+")
_KEY_LENGTH = 12
_MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Design:
    """How a district is sampled: clusters, people in each, clusters at a border; ``rare`` = one-sided answers."""

    clusters: int
    people: int
    border_clusters: int
    rare: bool = False


FULL = Design(clusters=20, people=12, border_clusters=14)
THIN: tuple[Design, ...] = (
    Design(clusters=2, people=60, border_clusters=2),  # fewer than 3 clusters, people enough
    Design(clusters=4, people=6, border_clusters=4),  # fewer than 30 people
    Design(clusters=10, people=12, border_clusters=7, rare=True),  # fewer than 5 insecure answers
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the made-up survey asks it."""

    question_id: str
    plain: tuple[str, ...]
    insecure: tuple[str, ...]
    may_not_know: bool
    multi: bool
    border_only: bool


def waves(source_id: str) -> pd.DataFrame:
    """The table ``survey_waves`` of the demonstration survey; every row is marked synthetic with its seed."""
    rows = [
        {
            "wave": wave,
            "date_start": first,
            "date_end": last,
            "interview_mode": "face to face",
            "synthetic": True,
            "seed": SEED,
            "source_id": source_id,
        }
        for wave, first, last in WAVES
    ]
    return pd.DataFrame(rows)


def asked_questions(facts: pd.DataFrame, choices: dict[str, dict[str, str]]) -> list[Question]:
    """The questions that the demonstration survey answers, in order of their ids."""
    return [_question(row, choices[row["choice_list"]]) for row in as_texts(facts) if row["synthetic"] == "yes"]


def designs(districts: pd.DataFrame) -> dict[str, Design]:
    """How each chosen district is sampled, by district id; the choice is by id alone.

    Raises
    ------
        DataFileError: a country has fewer districts than are needed.
    """
    chosen: dict[str, Design] = {}
    needed = FULL_PER_COUNTRY + THIN_PER_COUNTRY
    for place, country in enumerate(COUNTRIES):
        rows = districts[(districts["country"] == country) & (districts["kind"] == "district")]
        ids = sorted(rows["district_id"])[:needed]
        if len(ids) < needed:
            message = f"The demonstration survey needs {needed} districts of {country}, found {len(ids)}."
            raise DataFileError(message)
        chosen |= dict.fromkeys(ids[:FULL_PER_COUNTRY], FULL)
        thin = [THIN[(place + step) % len(THIN)] for step in range(THIN_PER_COUNTRY)]
        chosen |= dict(zip(ids[FULL_PER_COUNTRY:], thin, strict=True))
    return dict(sorted(chosen.items()))


def answers(
    questions: list[Question], districts: pd.DataFrame, *, source_id: str, seed: int = SEED
) -> pd.DataFrame:
    """The table ``survey_answers``: one row an answer, several for a multiple choice.

    Weights are around 1, without unit. The same clusters are asked in every wave, other people each time.
    """
    rows = [
        row
        for district, design in designs(districts).items()
        for wave, _, _ in WAVES
        for row in _district_answers(questions, district, design, wave=wave, seed=seed)
    ]
    return pd.DataFrame(rows).assign(source_id=source_id)


def _district_answers(
    questions: list[Question], district: str, design: Design, *, wave: str, seed: int
) -> Iterator[dict[str, Any]]:
    shares = {item.question_id: _shares(item, district, design, wave=wave, seed=seed) for item in questions}
    for number in range(1, design.clusters + 1):
        cluster = f"{district}-{number:02d}"
        draw = random.Random(f"{seed}/{cluster}/{wave}")  # noqa: S311 - made-up data, no secret
        cluster_weight = draw.uniform(0.7, 1.4)
        for person in range(design.people):
            who = {
                "wave": wave,
                "respondent_key": _respondent(f"{seed}/{wave}/{cluster}/{person}"),
                "place_id": None,
                "district_id": district,
                "cluster": cluster,
                "weight": round(cluster_weight * draw.uniform(0.8, 1.25), 2),
                "group_sex": draw.choice(SEXES),
                "group_age": draw.choice(AGES),
            }
            for item in questions:
                if item.border_only and number > design.border_clusters:
                    continue
                for answer in _answer(item, shares[item.question_id][number - 1], draw):
                    yield who | {"question_id": item.question_id, "answer": answer}


def _shares(item: Question, district: str, design: Design, *, wave: str, seed: int) -> list[float]:
    """Shares of insecure answers, one a cluster: the district's level, the wave's step, the cluster's own."""
    if design.rare:
        return [0.005] * design.clusters
    level = random.Random(f"{seed}/{district}/{item.question_id}")  # noqa: S311
    base = level.uniform(0.22, 0.55)
    own = [level.uniform(-0.15, 0.15) for _ in range(design.clusters)]
    step = random.Random(f"{seed}/{district}/{item.question_id}/{wave}").uniform(-0.07, 0.07)  # noqa: S311
    return [min(max(base + step + mine, 0.02), 0.9) for mine in own]


def _answer(item: Question, share: float, draw: random.Random) -> list[str]:
    chance = draw.random()
    if chance < REFUSED:
        return ["refused"]
    if item.may_not_know and chance < REFUSED + DONT_KNOW:
        return ["dont_know"]
    if item.multi:
        return sorted(draw.sample(item.plain, draw.randint(1, _MOST_CHOICES)))
    return [draw.choice(item.insecure if draw.random() < share else item.plain)]


def _question(row: dict[str, str], scale: dict[str, str]) -> Question:
    multi = our_word("answer_mode", row["answer_mode"], where=row["question_id"]) == AnswerMode.MULTI
    insecure = tuple(code for code in row["insecure"].split("|") if code)
    left_out = {"dont_know", "refused", *insecure} | ({"none"} if multi else set())
    return Question(
        question_id=row["question_id"],
        plain=tuple(code for code in scale if code not in left_out),
        insecure=insecure,
        may_not_know="dont_know" in scale,
        multi=multi,
        border_only=row["asked_of"] == "border villages",
    )


def _respondent(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]
