"""What stands inside a file of records: whoever gets it alone can judge it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from briefing.about import about
from model.enums import Mode
from model.errors import FerghanaError
from model.result import Result
from model.selection import Selection
from model.settings import DISCLAIMER
from model.strings import English

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()
SEPTEMBER = Selection(date_from=date(2022, 9, 1), date_to=date(2022, 9, 30), district=("tj-isfara-city",))


def lines_of(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> dict[str, str]:
    lines = about(store, incidents(store, selection, mode=mode), tr=TR)
    return {heading: "\n".join(text for other, text in lines if other == heading) for heading, _ in lines}


def test_it_names_selection_sources_licence_versions_and_limits(bundled_store: Store) -> None:
    lines = lines_of(bundled_store, SEPTEMBER)
    assert lines["Selection"] == "2022-09-01 to 2022-09-30\nDistrict: Isfara"
    assert lines["Records"].startswith("8 records")
    for words in ("62", "Kyrgyz count", "41", "Tajik count"):
        assert words in lines["Counts"]
    assert "compiled by this project from the pages named with each record" in lines["Source"]
    assert "Licence: CC-BY-4.0" in lines["Source"]
    assert DISCLAIMER in lines["Please note"]
    assert "few records are not peace" in lines["Please note"]
    assert lines["data_version"] == bundled_store.data_version
    assert (lines["workspace"], lines["mode"]) == ("bundled", "public")
    assert "Mark" not in lines


def test_what_is_left_out_is_counted(bundled_store: Store) -> None:
    assert "9 not verified" in lines_of(bundled_store, Selection())["Counts"]


def test_a_file_of_the_working_mode_says_internal_first(valley_store: Store) -> None:
    lines = lines_of(valley_store, Selection(), mode=Mode.INTERNAL)
    assert next(iter(lines.items())) == ("Mark", "INTERNAL")


def test_an_answer_that_was_not_published_is_refused(valley_store: Store) -> None:
    answer = Result("incidents", Selection(), valley_store.frame("incidents"))
    with pytest.raises(FerghanaError, match="was not published"):
        about(valley_store, answer, tr=TR)
