"""Areas kept under a name: saved, replaced by the same name, forgotten, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError, UnknownNameError
from store.saved_areas import remove_area, save_area
from store.workspace import open_current

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return list(open_current(folder).frame("saved_areas")["name"])


def test_an_area_of_the_same_name_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    save_area(tmp_path, " My  villages ", district_ids=["kg-batken"], place_ids=[])
    assert save_area(tmp_path, "My villages", district_ids=[], place_ids=["SET001"]) == "my-villages"
    assert names(tmp_path) == ["My villages"]
    assert list(open_current(tmp_path).frame("saved_areas")["place_ids"]) == [["SET001"]]


def test_an_area_is_forgotten_and_only_that_one(tmp_path: Path) -> None:
    save_area(tmp_path, "Мои сёла", district_ids=["kg-batken"], place_ids=[])
    save_area(tmp_path, "Isfara", district_ids=["tj-isfara-city"], place_ids=[])
    remove_area(tmp_path, "isfara")
    assert names(tmp_path) == ["Мои сёла"]


def test_an_area_without_a_name_or_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="needs a name of 1 to 60 letters"):
        save_area(tmp_path, "  ", district_ids=["kg-batken"], place_ids=[])
    with pytest.raises(BadInputError, match="at least one district or place"):
        save_area(tmp_path, "Nothing", district_ids=[], place_ids=[])


def test_an_unknown_area_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="none is saved yet"):
        remove_area(tmp_path, "batken")
    save_area(tmp_path, "Isfara", district_ids=["tj-isfara-city"], place_ids=[])
    with pytest.raises(UnknownNameError, match="no saved area 'batken': use one of Isfara"):
        remove_area(tmp_path, "batken")
