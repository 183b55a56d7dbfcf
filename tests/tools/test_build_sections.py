"""The builder of the sections: mistakes in the fact files are named."""

from __future__ import annotations

import pandas as pd
import pytest

from model.errors import DataFileError
from tools import build_sections
from tools.fact_rows import fact_rows

LENGTHS = {("KG-TJ", "main"): 100_000.0}


def stretch(**more: str) -> dict[str, str]:
    given = {"section_id": "S99", "border": "KG-TJ", "part": "main", "kind": "stretch"}
    return given | {"km_from": "1.00", "km_to": "2.00"} | more


def test_kilometres_become_metres_and_an_end_near_the_end_of_the_part_becomes_it():
    assert build_sections._ends(stretch(), LENGTHS) == (1000.0, 2000.0)
    assert build_sections._ends(stretch(km_to="99.995"), LENGTHS) == (1000.0, 100_000.0)
    assert build_sections._ends(stretch(kind="whole_line", km_from="", km_to=""), LENGTHS) == (0.0, 100_000.0)
    assert build_sections._ends(stretch(part=""), LENGTHS) == (None, None)


def test_a_part_that_the_border_lacks_is_refused():
    with pytest.raises(DataFileError, match="S99: the border KG-TJ has no part 'loop'; correct the name"):
        build_sections._ends(stretch(part="loop"), LENGTHS)


@pytest.mark.parametrize(("km_from", "km_to"), [("2.00", "1.00"), ("-1.00", "1.00"), ("1.00", "120.00")])
def test_ends_off_the_part_or_backwards_are_refused(km_from, km_to):
    with pytest.raises(DataFileError, match=r"S99: .* do not lie in that order on the 100000 m of KG-TJ main"):
        build_sections._ends(stretch(km_from=km_from, km_to=km_to), LENGTHS)


def test_a_fate_that_no_table_keeps_is_refused():
    fates = [{"row": "1", "ids": "S01"}]
    built = {
        "border_sections": pd.DataFrame({"section_id": []}),
        "border_statements": pd.DataFrame({"statement_id": ["S02"]}),
        "annotations": pd.DataFrame({"annotation_id": []}),
    }
    with pytest.raises(DataFileError, match="disagree about S01, S02"):
        build_sections._check_fates(fates, built)


def test_every_word_of_the_facts_is_known_and_every_row_names_its_source():
    rows = fact_rows("border_status", key="row")
    assert (rows["source_title"] != "").all()
    assert rows["source_url"].str.startswith("http").all()
