"""The figures of docs/evidence/: each with the command that gives it and where in its answer it stands.

A figure whose place holds several values (one a status, one a district) becomes several, with the key
behind its id: ``sections.2019-06-01.count.disputed``. To quote a new number in a document, add it here.
"""

from __future__ import annotations

import json
import shlex
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from model.errors import BadInputError
from tools.synthetic_survey import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Figure(NamedTuple):
    """What is measured: ``pick`` says where in the JSON that ``command`` prints it stands (:func:`picked`)."""

    id: str
    what: str
    command: str
    pick: str
    seed: int | None = None

    @property
    def words(self) -> list[str]:
        """The command as a shell would split it."""
        return shlex.split(self.command)


_PERIODS = (
    ("sept_2022", "September 2022", "--from 2022-09-01 --to 2022-09-30"),
    ("apr_2021", "28 April to 1 May 2021", "--from 2021-04-28 --to 2021-05-01"),
    ("june_2010", "June 2010", "--from 2010-06-01 --to 2010-06-30"),
)
_HURT = ("killed", "injured", "displaced")
_SIDES = (("KG", "Kyrgyz"), ("TJ", "Tajik"))


def _records(words: str = "") -> str:
    return f"ferghana query incidents {words}".strip()


def _rows(words: str = "") -> str:
    return f"python -m tools.row_counts {words}".strip()


def _of_a_period(name: str, when: str, words: str) -> Iterator[Figure]:
    command = _records(words)
    yield Figure(f"{name}.count", f"records counted, {when}", command, "/count")
    yield Figure(f"{name}.count_by_country", f"records by country, {when}", command, "by:country:/records")
    yield Figure(f"{name}.count_by_district", f"records by district, {when}", command, "by:district_id:/records")
    for hurt in _HURT:
        yield Figure(f"{name}.{hurt}", f"{hurt}, all sides, {when}", command, f"/{hurt}")


def _of_a_clash(name: str, when: str, words: str) -> Iterator[Figure]:
    for code, adjective in _SIDES:
        command = _records(f"{words} --country {code}")
        yield Figure(f"{name}.{code}.count", f"records in {code}, {when}", command, "/count")
        for hurt in _HURT[:2]:
            what = f"{hurt} by the {adjective} count of its own losses, {when}"
            yield Figure(f"{name}.{code}.{hurt}", what, _records(words), f"told:{code}:{hurt}:/by_account")


def _of_a_day(day: str) -> Iterator[Figure]:
    command = f"ferghana query sections --on {day}"
    for what, unit in (("count", "sections"), ("km", "kilometres")):
        yield Figure(f"sections.{day}.{what}", f"{unit} by status on {day}", command, f"/figures/{what}_by_status")
    yield Figure(f"sections.{day}.statements", f"statements on {day}", command, "len:/statements")


_COVERAGE = "ferghana query sources --source facts-incidents"
_SEPTEMBER = "--from 2022-09-14 --to 2022-09-20 --district Isfara"
_ASKED = _rows("survey_answers wave=2019-autumn")
_SURVEY = "ferghana query perceptions --perceptions synthetic"
FIGURES: tuple[Figure, ...] = (
    Figure("records.checked", "records counted, verified or partly", _records(), "/count"),
    Figure(
        "records.all", "records counted, unverified ones too", _rows("incidents 'record_kind=event|part'"), "/rows"
    ),
    *(figure for period in _PERIODS for figure in _of_a_period(*period)),
    *(figure for period in _PERIODS[:2] for figure in _of_a_clash(*period)),
    Figure("isfara_sept_2022.count", "records in Isfara, 14 to 20 September 2022", _records(_SEPTEMBER), "/count"),
    Figure(
        "isfara_sept_2022.not_divisible",
        "accounts of totals that this filter cuts through",
        _records(_SEPTEMBER),
        "len:/not_divisible",
    ),
    Figure("interethnic.count", "records of the theme interethnic", _records("--theme interethnic"), "/count"),
    *(figure for day in ("2019-06-01", "2025-12-01") for figure in _of_a_day(day)),
    Figure("coverage.from", "first day that the incidents cover", _COVERAGE, "/rows/0/coverage_from"),
    Figure("coverage.to", "last day that the incidents cover", _COVERAGE, "/rows/0/coverage_to"),
    Figure("coverage.thin_years", "years with few records", _COVERAGE, "/rows/0/thin_years"),
    Figure("rows", "rows of a table", _rows(), "/rows"),
    Figure("places.settlements", "settlements of the fact file", _rows("places 'place_id=SET*'"), "/rows"),
    Figure("places.geonames", "further places of GeoNames", _rows("places 'place_id=GN*'"), "/rows"),
    Figure("districts.districts", "units that are districts", _rows("districts kind=district"), "/rows"),
    Figure("districts.cities", "units that are cities or towns", _rows("districts kind=city"), "/rows"),
    Figure("districts.drawn", "units with a shape", _rows("districts geometry_quality=approximate"), "/rows"),
    Figure("districts.seat_only", "units with their seat only", _rows("districts geometry_quality=none"), "/rows"),
    *(
        Figure(f"crossings.{border}", f"crossings of {border}", _rows(f"crossings border={border}"), "/rows")
        for border in ("KG-TJ", "KG-UZ", "TJ-UZ")
    ),
    Figure("perceptions.published", "published figures shown", "ferghana query perceptions", "len:/rows"),
    Figure("perceptions.synthetic", "rows of the demonstration survey", _SURVEY, "len:/rows", SEED),
    Figure("perceptions.suppressed", "rows of it that are suppressed", _SURVEY, "by:suppressed:/rows", SEED),
    Figure(
        "survey.people_per_wave",
        "people asked in the first wave of the demonstration survey",
        f"{_ASKED} --distinct respondent_key",
        "/rows",
        SEED,
    ),
)


def picked(payload: Any, pick: str) -> Any:
    """What stands at ``/path/to/value``, in front of which may stand what is made of it.

    ``len:`` its length; ``by:COLUMN:`` its rows by a column; ``told:SIDE:WHAT:`` what that side tells about
    itself, in the account that is read first.

    >>> picked({"rows": [{"side": "a"}, {"side": "b"}, {"side": "a"}]}, "by:side:/rows")
    {'a': 2, 'b': 1}
    """
    make, _, path = pick.rpartition(":")
    value = payload
    for step in path.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    name, *words = make.split(":")
    return _MAKERS[name](value, *words) if name else value


def _by(rows: list[dict[str, Any]], column: str) -> dict[str, int]:
    return dict(sorted(Counter(_text(row[column]) for row in rows).items()))


def _text(value: Any) -> str:
    return "unknown" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _told(rows: list[dict[str, Any]], side: str, what: str) -> int | None:
    best: int | None = next(row[what]["best"] for row in rows if row["told_by"] == row["about_side"] == side)
    return best


_MAKERS: dict[str, Callable[..., Any]] = {"len": len, "by": _by, "told": _told}


def measured(figure: Figure, answer: str) -> dict[str, Any]:
    """Id and value of each figure that an answer (JSON text) gives: one, or one a key.

    Raises
    ------
        BadInputError: the answer is not what the command promises.
    """
    try:
        value = picked(json.loads(answer), figure.pick)
    except (ValueError, LookupError, StopIteration, TypeError) as problem:
        message = (
            f"The figure '{figure.id}' has no place '{figure.pick}' in the answer of '{figure.command}' "
            f"({type(problem).__name__}): correct it in tools/evidence_figures.py."
        )
        raise BadInputError(message) from None
    if isinstance(value, dict):
        return {f"{figure.id}.{key}": part for key, part in value.items()}
    return {figure.id: value}
