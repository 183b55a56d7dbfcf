"""Which columns of a file could tell a person, and the key that stands for a person who was asked.

Such columns are never stored and are masked in quarantine. A heading decides, not its cells: who exports a form
knows what the heading says. Where a heading may mean both, a village's name or a person's, the words beside it and
the other columns of the table decide (:mod:`sources.personal_words`).
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sources.personal_words import (
    ABOUT_PERSONS,
    ALWAYS,
    ASKS,
    BARE,
    MOST_SHORT,
    NAME,
    NAME_AFTER,
    NAME_BEFORE,
    PERSON,
    POINT,
    SHORT,
    WHOLE,
)

if TYPE_CHECKING:
    from collections.abc import Collection

KEY_LETTERS = 24
"""Hexadecimal letters of a respondent's key: 96 bits, enough that no two of a billion people share one."""

_SURVEY = frozenset(
    {
        "_uuid",
        "_submission_time",
        "_submission__uuid",
        "_parent_index",
        "_parent_table_name",
        "submissiondate",
        "parent_key",
        "instanceid",
        "meta-instanceid",
        "meta/instanceid",
    }
)
"""A table with one of these comes from a form that people were asked with."""
_MARKS = re.compile(r"[^\w\s]|_")
_SILENT = re.compile(r"[ʻʼ'`‘’]")
_LOWER_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(
    r"^(?P<stem>.+?)[/_.: -]*[_-](?P<part>latitude|longitude|altitude|precision|accuracy)$", re.IGNORECASE
)
_URL = "_URL"
_BEGINS = frozenset({"do", "does", "is", "has", "have", "есть", "оё"})
"""Beginnings of questions that are answered with yes or no."""
_PREPOSITIONS = re.compile(r"(?<!\w)(?:of|for|the|a|an|your|this|that|from|in|at|with|and|who)(?!\w)")


class _Table(NamedTuple):
    """What a heading is judged by beside itself."""

    headers: frozenset[str]
    survey: bool
    persons: bool


def personal_columns(headers: Collection[str]) -> frozenset[str]:
    """The headers whose cells could tell a person: names, numbers, addresses, devices, points, pictures.

    A column of one option of a question (``question/option``) is judged by its question.

    >>> sorted(personal_columns(["Village name", "Name of the respondent", "Телефон", "_submitted_by"]))
    ['Name of the respondent', '_submitted_by', 'Телефон']
    """
    small = {header.casefold() for header in headers}
    named = frozenset(headers)
    survey = bool(_SURVEY & small)
    persons = survey or any(words_of(header) in ABOUT_PERSONS for header in headers)
    table = _Table(named, survey, persons)
    return frozenset(header for header in headers if _is_personal(header, table))


def respondent_key(secret: bytes, uuid: str) -> str:
    """What stands for a person who was asked: an HMAC-SHA256 of the interview's id with the workspace's secret.

    The same interview gets the same key in every export; without the secret nobody gets back to the id.

    >>> respondent_key(b"s", "uuid:1") == respondent_key(b"s", "1"), len(respondent_key(b"s", "1"))
    (True, 24)
    """
    plain = uuid.strip().removeprefix("uuid:")
    return hmac.new(secret, plain.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:KEY_LETTERS]


def words_of(header: str) -> str:
    """A heading as its words: small letters, marks as spaces, letters that change case told apart.

    >>> words_of("meta/instanceName"), words_of("Tugʻilgan_sana")
    ('meta instance name', 'tugilgan sana')
    """
    spaced = _LOWER_UPPER.sub(" ", _SILENT.sub("", header))
    return " ".join(_MARKS.sub(" ", spaced).casefold().split())


def _is_personal(header: str, table: _Table) -> bool:
    question = _question_of(header, table.headers)
    if question is not None:
        return _is_personal(question, table)
    if header.casefold().startswith("_notes") or _is_point(header, table):
        return True
    if header.endswith(_URL) and header.removesuffix(_URL) in table.headers:
        return True
    whole = words_of(header)
    return whole in WHOLE or _speaks_of_person(whole, table) or _in_group(header, table)


def _question_of(header: str, headers: frozenset[str]) -> str | None:
    """The header of the question whose option this column is, where it is one."""
    at = header.find("/")
    while at > 0:
        if header[:at] in headers:
            return header[:at]
        at = header.find("/", at + 1)
    return None


def _in_group(header: str, table: _Table) -> bool:
    """Whether the last part of a path of groups is a person's, whatever its groups are called."""
    last = words_of(re.split(r"[/.:]", header)[-1])
    return last != words_of(header) and (last in WHOLE or _speaks_of_person(last, table))


def _is_point(header: str, table: _Table) -> bool:
    """Whether the column is where somebody was asked, or a part of it."""
    found = _PART.match(header)
    if found is not None:
        of_question = header.rsplit("/", 1)[-1].startswith("_")
        beside = {part.casefold() for part in table.headers}
        is_degrees = found["part"].casefold() in {"latitude", "longitude"}
        whole = is_degrees or header[: found.start("part")].casefold() + "latitude" in beside
        return whole and (of_question or table.survey)
    group, slash, name = header.rpartition("/")
    parts = {f"{group}{slash}_{name}_latitude", f"{header}-Latitude"}
    return bool(parts & table.headers) or (table.survey and _is_about_point(words_of(header)))


def _is_about_point(whole: str) -> bool:
    return len(whole.split()) <= MOST_SHORT and POINT.search(whole) is not None


def _speaks_of_person(whole: str, table: _Table) -> bool:
    if whole in BARE:
        return table.persons
    asks = ASKS.search(whole) is not None
    if ALWAYS.search(whole) and not (asks and len(whole.split()) > MOST_SHORT):
        return not (asks and whole.split(maxsplit=1)[0] in {"do", "does", "is", "has", "have", "есть", "оё"})
    if len(whole.split()) <= MOST_SHORT and not asks and SHORT.search(whole):
        return True
    return _names_person(whole)


def _names_person(whole: str) -> bool:
    """Whether a heading asks for the name of a person: the word that the name is of decides.

    >>> _names_person("name of the respondent"), _names_person("name of the village of the respondent")
    (True, False)
    """
    found = NAME.search(whole)
    if found is not None:
        after = _PREPOSITIONS.sub("|", whole[found.end() :]).split("|")
        of = next((part.split() for part in after if part.strip()), [])
        before = whole[: found.start()].split()
        named = before[-1:] if before and before[-1] not in {"the", "a"} else of[-1:]
        return any(PERSON.fullmatch(word) is not None for word in (*named, *(of[:1] if not before else [])))
    words = whole.split()
    before_it = NAME_BEFORE.search(whole)
    after_it = NAME_AFTER.search(whole)
    beside = (
        whole[: before_it.start()].split()[-1:] if before_it else [],
        whole[after_it.end() :].split()[:1] if after_it else [],
    )
    return len(words) > 1 and any(PERSON.fullmatch(word) for part in beside for word in part)
