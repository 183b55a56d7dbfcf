from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from answers.incidents import incidents
from answers.languages import translator
from answers.perception_units import Unit
from answers.perceptions import perceptions
from answers.sections import sections
from answers.sources import sources
from briefing.payload import (
    Format,
    as_file,
    document,
    format_of,
    render,
    with_choices,
)
from briefing.stamps import marks
from model.enums import Country, Mode
from model.errors import BadInputError, FerghanaError
from model.result import Result
from model.selection import Perceptions, Selection
from model.strings import English, Message

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()
WORDS = ["the whole valley"]


def as_json(result: Result, fmt: Format = Format.JSON) -> dict[str, Any]:
    return json.loads(render(result, fmt=fmt, words=WORDS, tr=TR))


def test_every_payload_names_selection_sources_workspace_version_and_mode(valley_store: Store) -> None:
    payload = as_json(incidents(valley_store, Selection(country=(Country.KG,))))
    assert payload["selection"] == {"ids": {"country": ["KG"]}, "words": WORDS}
    assert payload["workspace"] == "bundled"
    assert payload["data_version"] == valley_store.data_version
    assert (payload["mode"], payload["marks"]) == ("public", [])
    assert [source["source_id"] for source in payload["sources"]] == ["facts-incidents"]


def test_incidents_carry_figures_accounts_and_records(valley_store: Store) -> None:
    result = incidents(valley_store, Selection())
    payload = as_json(result)
    assert payload["count"] == len(payload["records"]) == len(result.table)
    assert set(payload["killed"]) == {"low", "best", "high", "unknown_records"}
    account = payload["by_account"][0]
    assert set(account) == {"incident_id", "told_by", "about_side", "killed", "injured", "displaced", "source_url"}
    assert set(account["killed"]) == {"low", "best", "high"}
    assert {"district", "section_id", "side_by", "location_level", "source_url"} <= set(payload["records"][0])


def test_a_total_that_the_filter_cuts_stands_under_not_divisible(valley_store: Store) -> None:
    payload = as_json(incidents(valley_store, Selection(district=("kg-alma",))))
    assert {row["incident_id"] for row in payload["not_divisible"]} == {"V08"}
    assert {row["reason"] for row in payload["not_divisible"]} == {"place"}


def test_unknown_is_null_and_not_zero(valley_store: Store) -> None:
    record = next(
        row for row in as_json(incidents(valley_store, Selection()))["records"] if row["incident_id"] == "V03"
    )
    assert record["killed_best"] is None
    assert record["radius_m"] is None


def test_geojson_of_incidents_keeps_the_header_and_records_without_a_point(valley_store: Store) -> None:
    payload = as_json(incidents(valley_store, Selection()), Format.GEOJSON)
    assert payload["type"] == "FeatureCollection"
    assert "records" not in payload
    shapes = {feature["properties"]["incident_id"]: feature["geometry"] for feature in payload["features"]}
    assert shapes["V01"] == {"type": "Point", "coordinates": [71.05, 40.4]}
    assert shapes["V07"] is None
    assert shapes["V03"] is None, "a record known to its district only has no precise point"
    assert shapes["V02"] is not None, "near a place is a point with a radius"
    assert len(payload["features"]) == payload["count"]


def test_sections_are_geojson_in_both_forms(valley_store: Store) -> None:
    result = sections(valley_store, Selection())
    payload = as_json(result)
    assert payload == as_json(result, Format.GEOJSON)
    lengths = {row["properties"]["section_id"]: row["properties"]["length_km"] for row in payload["features"]}
    assert lengths["S03"] is None, "a point marker has no length"
    assert lengths["S01b"] == pytest.approx(15.0)
    sources_of = {row["properties"]["section_id"]: row["properties"]["sources"] for row in payload["features"]}
    assert sources_of["S01b"][0]["source_title"] == "Made gazette"
    assert sources_of["NR-KG-TJ-main-0"] == [], "nobody says anything about the rest"
    assert {"statements", "annotations"} <= set(payload)


def test_rows_without_places_cannot_be_geojson(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match=r"'sources' has no places to write as GeoJSON: use json or csv"):
        as_json(sources(valley_store, Selection()), Format.GEOJSON)


def test_a_refusal_is_an_answer_without_rows(valley_store: Store) -> None:
    payload = as_json(perceptions(valley_store, Selection(perceptions=Perceptions.SYNTHETIC), by=Unit.PLACE))
    assert (payload["status"], payload["code"], payload["rows"]) == ("refused", "P9", [])
    assert "only by district" in payload["message"]


def test_synthetic_and_internal_answers_say_so_in_every_form(valley_store: Store) -> None:
    result = perceptions(valley_store, Selection(perceptions=Perceptions.SYNTHETIC), mode=Mode.INTERNAL)
    assert marks(result) == ["SYNTHETIC DEMONSTRATION DATA", "INTERNAL"]
    assert as_json(result)["marks"] == marks(result)
    said = json.loads(render(result, fmt=Format.JSON, words=WORDS, tr=translator("ru")))
    assert said["marks"] == ["СИНТЕТИЧЕСКИЕ ДЕМОНСТРАЦИОННЫЕ ДАННЫЕ", "ДЛЯ ВНУТРЕННЕГО ПОЛЬЗОВАНИЯ"]
    assert (said["mode"], said["synthetic"]) == ("internal", True)
    rows = list(csv.DictReader(io.StringIO(render(result, fmt=Format.CSV, words=WORDS, tr=TR))))
    assert rows
    assert {row["marks"] for row in rows} == {"SYNTHETIC DEMONSTRATION DATA; INTERNAL"}


def test_a_suppressed_row_carries_no_figure(valley_store: Store) -> None:
    payload = as_json(perceptions(valley_store, Selection(perceptions=Perceptions.SYNTHETIC)))
    hidden = [row for row in payload["rows"] if row["suppressed"]]
    assert hidden
    assert all(row[name] is None for row in hidden for name in ("estimate", "low", "high", "n", "n_effective"))
    assert all(row["code"] and row["reason"] for row in hidden)


def test_csv_has_the_table_without_geometry_and_a_stamp_on_every_line(valley_store: Store) -> None:
    result = sections(valley_store, Selection())
    rows = list(csv.DictReader(io.StringIO(render(result, fmt=Format.CSV, words=WORDS, tr=TR))))
    assert len(rows) == len(result.table)
    assert "geometry" not in rows[0]
    assert {row["data_version"] for row in rows} == {valley_store.data_version}


def test_files_of_csv_begin_with_a_mark_that_excel_understands() -> None:
    assert as_file("Ош", fmt=Format.CSV).startswith(b"\xef\xbb\xbf")
    assert as_file("Ош", fmt=Format.JSON) == "Ош".encode()


def test_an_empty_answer_keeps_its_keys_and_columns(valley_store: Store) -> None:
    nothing = incidents(valley_store, Selection(place=("P04",)))
    payload = as_json(nothing)
    assert (payload["count"], payload["records"]) == (0, [])
    head = render(nothing, fmt=Format.CSV, words=WORDS, tr=TR).splitlines()
    assert len(head) == 1
    assert head[0].startswith("incident_id,")


def test_an_answer_that_was_not_published_is_not_written(valley_store: Store) -> None:
    raw = Result("sources", Selection(), pd.DataFrame())
    with pytest.raises(FerghanaError, match=r"was not published: call answers\.publish\.publish first"):
        document(raw, words=WORDS, tr=TR)


def test_choices_made_while_reading_names_come_first(valley_store: Store) -> None:
    result = with_choices(sections(valley_store, Selection()), [Message("Batken city not included")])
    assert as_json(result)["choices"][0] == "Batken city not included"
    assert len(as_json(result)["choices"]) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("docx", "is not known"), ("pdf", "is not known"), ("", "is not known")],
)
def test_another_format_is_refused_with_those_there_are(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=rf"{words}: use one of json, csv, geojson"):
        format_of(text)
