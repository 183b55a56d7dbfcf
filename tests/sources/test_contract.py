"""The second net: frames that break a contract are told, all rows at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from model.errors import DataFileError
from model.imports import ImportOptions
from model.tables import SHARED_RESOURCES
from sources import contract, registry
from tests.sources.event_twins import ACLED_31, acled, written
from tests.sources.twins import twins

if TYPE_CHECKING:
    from model.imports import Parsed


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    rows = [acled(event_id_cnty=f"KGZ{n}") for n in range(4)]
    return registry.read(None, [written(tmp_path_factory.mktemp("contract"), rows, ACLED_31)])


def _changed(parsed: Parsed, row: int, **values: Any) -> pd.DataFrame:
    frame = parsed.tables["incidents"].copy()
    for column, value in values.items():
        cells = frame[column].astype(object)
        cells[row] = value
        frame[column] = cells
    return frame


def test_what_readers_make_of_every_kind_of_file_meets_its_contract(tmp_path: Path) -> None:
    options = ImportOptions(secret=b"a made secret of a made workspace", wave="W1")
    for twin in twins(tmp_path):
        path = tmp_path / twin.file
        path.write_bytes(twin.content)
        contract.check(registry.read(twin.kind, [path], options), file=twin.name)


@pytest.mark.parametrize(
    ("values", "column", "problem"),
    [
        ({"incident_type": "war"}, "incident_type", "is none of armed_clash"),
        ({"theme": None}, "theme", "is empty"),
        ({"lat": None}, "row", "has half a point"),
        ({"lon": 700.0}, "lon", "is not between -180 and 180"),
        ({"date_end": date(2020, 1, 1)}, "row", "ends before it begins"),
        ({"date_start": "2022-09-14"}, "date_start", "is no day"),
        ({"killed_low": 9}, "row", "has killed figures that are not low, best, high"),
        ({"injured_low": -1}, "row", "has injured figures that are not low, best, high"),
        ({"parties": "A; B"}, "parties", "is no list of texts"),
        ({"description": 5}, "description", "is no text"),
        ({"incident_id": "acled-KGZ0", "killed_high": 8}, "incident_id", "says something else than another row"),
    ],
)
def test_each_slip_is_told_with_its_row(parsed: Parsed, values: dict[str, Any], column: str, problem: str) -> None:
    found = contract.broken("incidents", _changed(parsed, 3, **values))
    assert found["row"].to_list() == [3]
    assert found["column"].to_list() == [column]
    assert problem in found["problem"].iloc[0]


def test_all_slips_are_told_in_one_sentence(parsed: Parsed) -> None:
    frame = _changed(parsed, 3, theme=None)
    frame.loc[4, "incident_type"] = "war"
    broken = replace(parsed, tables={"incidents": frame})
    with pytest.raises(
        DataFileError, match=r"x\.csv was read, but 2 of its rows .*in row 4; theme is empty in row 3"
    ):
        contract.check(broken, file="x.csv")


def test_a_column_that_is_not_there_is_told(parsed: Parsed) -> None:
    found = contract.broken("incidents", parsed.tables["incidents"].drop(columns="theme"))
    assert found[["column", "problem"]].to_numpy().tolist() == [["theme", "is not there"]]


def test_a_time_that_is_no_year_and_no_day_is_told() -> None:
    row: dict[str, Any] = dict.fromkeys(SHARED_RESOURCES.column_names)
    row |= {
        "resource_id": "SHR1",
        "name_en": "Road",
        "kind": "road",
        "border": "KG-TJ",
        "issue": "x",
        "source_id": "x",
    }
    row |= {"countries": ["KG"], "linked_places": [], "location_level": "L5", "verification": "partly"}
    frame = pd.DataFrame(
        [row | {"since": since} for since in ("1968", "2025-03-13", "when it was built", "2025-02-30")]
    )
    frame["resource_id"] = [f"SHR{n}" for n in range(len(frame))]
    found = contract.broken("shared_resources", frame)
    assert found[["row", "column", "problem"]].to_numpy().tolist() == [
        [2, "since", "is neither a year nor an ISO day"],
        [3, "since", "is neither a year nor an ISO day"],
    ]


def test_pandera_is_loaded_by_no_module_that_starts_the_program() -> None:
    for path in Path(contract.__file__).parent.glob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        assert not any(line.startswith(("import pandera", "from pandera")) for line in lines), path.name
