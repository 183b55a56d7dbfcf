from __future__ import annotations

from collections import Counter

from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.incident_log import LOG_FIELDS
from model.tables import INCIDENTS
from sources import known_headers, known_words
from sources.known_headers import COLUMNS, KNOWN_HEADERS, compared


def test_every_column_is_one_of_the_contract() -> None:
    assert set(COLUMNS) <= {*INCIDENTS.column_names, STATED_DISTRICT, STATED_PROVINCE}


def test_every_field_of_the_incident_log_is_known_by_its_column_and_its_label() -> None:
    for field in LOG_FIELDS:
        assert KNOWN_HEADERS[compared(field.column)] == field.column
        assert KNOWN_HEADERS[compared(field.label)] == field.column


def test_no_heading_means_two_columns() -> None:
    lines = known_headers._HEADINGS
    times = Counter(heading for headings in lines.values() for heading in {compared(one) for one in headings})
    assert not [heading for heading, number in times.items() if number > 1 or not heading]


def test_no_text_means_two_words_of_a_column() -> None:
    for column in known_words.WORDS:
        texts = [
            text
            for key, line in known_words._TEXTS.items()
            if key.split()[0] == column
            for text in {known_words.worded(one) for one in line}
        ]
        assert not [text for text, number in Counter(texts).items() if number > 1], column


def test_every_line_of_words_is_a_word_of_its_column() -> None:
    for key in known_words._TEXTS:
        column, word = key.split()
        assert word in {one.value for one in known_words.WORDS[column]}
