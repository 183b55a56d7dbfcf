from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import BadInputError
from model.imports import Profile
from sources.known_headers import COLUMNS
from sources.known_words import WORDS, known_words
from sources.profiles import profile_from_json, profile_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = st.text(max_size=10)


def _words(column: str) -> st.SearchStrategy[Mapping[str, str]]:
    return st.dictionaries(_TEXT, st.sampled_from([word.value for word in WORDS[column]]), max_size=3)


@settings(max_examples=60, deadline=None)
@given(
    name=_TEXT,
    columns=st.dictionaries(st.sampled_from(COLUMNS), _TEXT, max_size=5),
    words=st.fixed_dictionaries({"incident_type": _words("incident_type"), "country": _words("country")}),
    day_first=st.booleans(),
)
def test_a_profile_comes_back_from_its_json(
    name: str, columns: dict[str, str], words: dict[str, dict[str, str]], *, day_first: bool
) -> None:
    profile = Profile(name, "incidents", columns, words, {"theme": "other"}, day_first=day_first)
    assert profile_from_json(profile_to_json(profile)) == profile


def test_json_of_a_profile_is_for_people_to_read() -> None:
    assert '"date_start": "Дата"' in profile_to_json(Profile("ours", columns={"date_start": "Дата"}))


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("{", r"no JSON \(line 1\)"),
        ('{\n"name": x}', r"no JSON \(line 2\)"),
        ("[1]", "must be a JSON object with the keys name, table, columns"),
        ("[" * 100_000, "JSON"),
        ({"colums": {}}, "has a key 'colums', which is unknown"),
        ({"name": 3}, "'name' of the mapping must be a text"),
        ({"day_first": "yes"}, "'day_first' of the mapping must be true or false"),
        ({"columns": []}, "'columns' of the mapping must be an object of texts"),
        ({"words": {"country": {"x": 1}}}, "'country' of the mapping must be an object of texts"),
        ({"table": "places"}, "only incidents can be read by a mapping"),
        ({"columns": {"datum": "x"}}, "'datum' under 'columns' of the mapping is no column of ours"),
        ({"words": {"killed_best": {"x": "1"}}}, "'killed_best' under 'words'"),
        (
            {"words": {"country": {"x": "KZ"}}},
            "'KZ' under 'country' of the mapping is no word of ours: use one of KG",
        ),
        ({"fixed": {"theme": "?"}}, r"'\?' under 'theme'"),
    ],
)
def test_a_bad_profile_is_refused_in_one_sentence(content: object, match: str) -> None:
    with pytest.raises(BadInputError, match=match) as caught:
        profile_from_json(content if isinstance(content, str) else json.dumps(content))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("column", sorted(WORDS))
def test_every_word_of_ours_is_understood_as_itself(column: str) -> None:
    words = known_words(column)
    assert all(words[word.value.casefold()] == word.value for word in WORDS[column])
