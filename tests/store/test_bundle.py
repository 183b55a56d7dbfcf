"""A store hands out frames, geometry, lines and a database that many threads may ask."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from model.enums import IncidentType
from model.errors import BadInputError, UnknownNameError
from model.selection import Selection
from store.bundle import open_store
from store.queries import incident_rows
from tests.valley import valley

if TYPE_CHECKING:
    from store.bundle import Store


def test_a_store_says_which_data_it_holds(valley_store: Store) -> None:
    assert valley_store.workspace == "bundled"
    assert valley_store.data_version == valley_store.catalog.version


def test_frames_and_geometry_are_read_once(valley_store: Store) -> None:
    assert valley_store.frame("places") is valley_store.frame("places")
    assert valley_store.geometry("countries") is valley_store.geometry("countries")
    assert "geometry" not in valley_store.frame("countries").columns


def test_geometry_that_is_not_known_is_none(valley_store: Store) -> None:
    districts = valley_store.geometry("districts").set_index("district_id")
    assert districts.crs.to_epsg() == 4326
    assert districts.geometry["tj-dara"] is None
    assert districts.geometry["kg-alma"].area == pytest.approx(0.09)


def test_coverage_is_half_open(valley_store: Store) -> None:
    period = valley_store.coverage("facts-incidents")
    assert (period.start, period.stop) == (date(2015, 1, 1), date(2023, 1, 1))
    assert valley_store.coverage("made").start is None


def test_an_unknown_source_is_refused_with_the_known_ones(valley_store: Store) -> None:
    with pytest.raises(UnknownNameError, match="no source 'x': use one of facts-incidents, made, made-survey"):
        valley_store.coverage("x")


def test_other_incidents_on_the_same_map_make_another_store(valley_store: Store) -> None:
    frame = valley()["incidents"].iloc[:2]
    other = valley_store.with_incidents(frame)
    assert len(incident_rows(other, Selection())) == 2
    assert len(incident_rows(valley_store, Selection())) == 15
    assert other.frame("accounts").empty
    assert other.frame("places") is valley_store.frame("places")
    assert other.frame("incidents")["section_id"].to_list() == ["S01a", "S01a"]


def test_incidents_without_contract_columns_are_refused(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"frame of incidents lacks the column\(s\) theme, part_of"):
        valley_store.with_incidents(valley()["incidents"].drop(columns=["theme", "part_of"]))
    with pytest.raises(BadInputError, match="frame of accounts lacks"):
        valley_store.with_incidents(valley()["incidents"], accounts=valley()["accounts"].drop(columns="told_by"))


def test_incidents_with_words_of_their_own_are_refused(valley_store: Store) -> None:
    odd = valley()["incidents"].assign(theme="weather", verification="maybe")
    with pytest.raises(
        BadInputError, match=r"theme of incidents should hold .* but has weather\. The column verif"
    ):
        valley_store.with_incidents(odd)


def test_the_bundled_data_open_and_are_placed(bundled_store: Store) -> None:
    rows = bundled_store.frame("incidents")
    assert len(rows) == 156
    assert rows["side_by"].value_counts().to_dict() == {"stated": 153}
    assert IncidentType.SHOOTING in set(rows["incident_type"])


def test_a_store_opens_without_comparing_hashes(valley_store: Store) -> None:
    assert open_store(valley_store.catalog.folder, verify=False).data_version == valley_store.data_version
