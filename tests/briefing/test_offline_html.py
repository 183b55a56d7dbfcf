"""The one-file map holds what its reader needs, nothing that the public may not see, and nothing that runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from answers.said import said
from briefing import map_assets, offline_html
from briefing.offline_html import html_map, write_html
from briefing.payload import document
from briefing.snapshot import gather
from layers.registry import BY_KEY
from layers.symbols import rows as legend_rows
from model.enums import AboutSide, IncidentType, Mode, Verification
from model.errors import MissingPartError, TargetError, UnknownNameError
from model.labels import label
from model.selection import Perceptions, Selection
from model.settings import DISCLAIMER, INTERNAL_MARK, SYNTHETIC_MARK, Box
from model.strings import English
from tests.briefing.read_html import Read
from tests.hostile import TEXTS, hostile_store
from tools.web_assets import are_built

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

pytestmark = pytest.mark.skipif(not are_built(), reason="static/ is not built: python -m tools.web_assets")
TR = English()
KYRGYZ, TAJIK = (label(side) for side in (AboutSide.KG, AboutSide.TJ))
DAY = date(2026, 1, 2)
SEPTEMBER = Selection(date_from=date(2022, 9, 1), date_to=date(2022, 9, 30))
SURVEY = Selection(perceptions=Perceptions.SYNTHETIC)


def read(store: Store, selection: Selection = Selection(), **options: object) -> Read:  # noqa: B008 - never changed
    return Read(html_map(store, selection, day=DAY, **options))  # type: ignore[arg-type]


def test_the_page_can_fetch_nothing_and_runs_its_own_scripts_only(valley_store: Store) -> None:
    page = read(valley_store)
    policy = next(attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'unsafe-inline' 'sha256-")
    for part in ("style-src 'unsafe-inline'", "img-src data:", "base-uri 'none'", "form-action 'none'"):
        assert part in policy
    ours = [script for script in page.scripts if script]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in ours]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes
    assert len(ours) == 3
    assert "url(" not in page.style
    assert "@import" not in page.style
    assert not {"link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in page.tags}
    sources = [attrs["src"] or "" for _, attrs in page.tags if "src" in attrs]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)


def test_the_licence_of_the_map_script_is_inside(valley_store: Store) -> None:
    assert "Redistribution and use in source and binary forms" in "".join(read(valley_store).scripts)


def test_title_words_figures_sources_and_limits_are_inside(bundled_store: Store) -> None:
    page = read(bundled_store, SEPTEMBER)
    assert page.said("h1") == ["Reported incidents: Ferghana Valley"]
    assert page.said("fv-words") == ["2022-09-01 to 2022-09-30"]
    assert page.said("b")[:2] == ["34", "62 + 41"]
    answer = incidents(bundled_store, SEPTEMBER)
    assert page.said("fv-quote") == [" ".join(message.text(TR) for message in said(bundled_store, answer))]
    assert page.said("fv-quote")[0].startswith("34 reported incidents (2022-09-01 to 2022-09-30)")
    words = page.everything()
    assert DISCLAIMER in words
    assert "Collected from 2010-01-01 to 2025-08-31; few records for" in words
    assert "Documented incidents 2010–2025." in words
    assert "Licence: ODbL-1.0." in words
    assert f"Bundled data, version {bundled_store.data_version}." in words
    assert "File made on 2026-01-02." in words


def test_the_figures_are_those_of_the_command(bundled_store: Store) -> None:
    page = read(bundled_store, SEPTEMBER.but(district=("tj-isfara-city",)))
    answer = document(incidents(bundled_store, SEPTEMBER.but(district=("tj-isfara-city",))), words=(), tr=TR)
    assert page.said("b")[0] == str(answer["count"])
    sides = {row["about_side"]: row["killed_best"] for row in reversed(answer["not_divisible"])}
    assert f"{sides['KG']} + {sides['TJ']}" in page.said("b")
    assert len(page.records) + sum(answer["not_on_map"].values()) == answer["count"] + answer["not_on_map"].get(
        "district_only", 0
    )


@pytest.mark.parametrize("selection", [Selection(), SURVEY])
def test_the_legend_is_that_of_the_screen_and_tied_to_layers(valley_store: Store, selection: Selection) -> None:
    page = read(valley_store, selection)
    views = gather(valley_store, selection, mode=Mode.PUBLIC, layers=None, tr=TR).views
    rows = legend_rows(tuple(reversed(views)), tr=TR)
    shown = [words for where, words in page.texts if where in {"fv-entry", "fv-note"}]
    assert shown == [row.text for row in rows if row.kind != "head"]
    keys = [attrs["data-layer"] for _, attrs in page.tags if "data-layer" in attrs]
    assert keys == [view.key for view in reversed(views)]
    switches = [attrs["data-switch"] for _, attrs in page.tags if "data-switch" in attrs]
    assert switches == [key for key in keys if key is not None and not BY_KEY[key].always]
    assert [layer["key"] for layer in page.data["layers"]] == [view.key for view in views]


def test_each_symbol_has_its_records_with_accounts_and_sources(valley_store: Store) -> None:
    page = read(valley_store)
    refs = {
        point[2]
        for layer in page.data["layers"]
        if layer["key"] == "incidents"
        for point in layer["pack"]["points"]
    }
    assert set(page.data["records"]) <= refs
    first = next(record for record in page.records if record["id"] == "V01")
    assert first["days"] == "2015-03-01"
    assert first["what"] == "Shooting"
    assert first["text"] == "Made record V01."
    assert (first["source"], first["url"]) == ("Made newspaper", "https://example.org/V01")
    assert first["told"] == [
        [f"Kyrgyz count, {KYRGYZ}", "1 killed", "", "Made newspaper", "https://example.org/V01/1"],
        [f"Tajik count, {TAJIK}", "2 to 3 killed", "", "Made newspaper", "https://example.org/V01/2"],
    ]


def test_a_public_file_holds_nothing_internal_and_nothing_unverified(valley_store: Store) -> None:
    everything = Selection(verification=tuple(Verification))
    hidden = ("Made record V14.", "Made record V06.", "example.org/V14", INTERNAL_MARK)
    public = html_map(valley_store, everything, day=DAY)
    internal = html_map(valley_store, everything, mode=Mode.INTERNAL, day=DAY)
    assert [words for words in hidden if words in public] == []
    assert [words for words in hidden if words not in internal] == []
    assert Read(internal).said("fv-strip") == [INTERNAL_MARK]


def test_a_public_file_holds_no_suppressed_figure(valley_store: Store) -> None:
    def titles(mode: Mode) -> set[str]:
        views = gather(valley_store, SURVEY, mode=mode, layers=["perceptions"], tr=TR).views
        marks = next(view.marks for view in views if view.key == "perceptions")
        return {mark.title for mark in marks if "%" in getattr(mark, "title", "")}

    secret = titles(Mode.INTERNAL) - titles(Mode.PUBLIC)
    assert secret
    page = json.dumps(read(valley_store, SURVEY).data, ensure_ascii=False)
    assert [title for title in secret if title in page] == []


def test_synthetic_data_are_marked_above_and_across_the_map(valley_store: Store) -> None:
    page = read(valley_store, SURVEY)
    assert page.said("fv-synthetic") == [SYNTHETIC_MARK]
    marked = [layer["key"] for layer in page.data["layers"] if layer["pack"]["watermark"]]
    assert marked == ["perceptions"]
    assert read(valley_store, Selection(perceptions=Perceptions.OFF)).said("fv-synthetic") == []


def test_hostile_texts_are_data_and_nothing_else(valley_store: Store) -> None:
    hostile, harmless = (read(hostile_store(valley_store, texts)) for texts in (TEXTS, ["plain"] * len(TEXTS)))
    tags = [[tag for tag, _ in page.tags] for page in (hostile, harmless)]
    assert sorted(tags[0]) == sorted(tags[1])
    assert hostile.scripts == harmless.scripts
    assert {record["text"] for record in hostile.records} == set(TEXTS)
    assert all(record["url"] is None for record in hostile.records)
    assert all(told[4] is None for record in hostile.records for told in record["told"])
    page = html_map(hostile_store(valley_store), Selection(), day=DAY)
    block = page.split('id="fv-data">')[1].split("</script>")[0]
    assert not set("<>&'`$\u2028\u2029") & set(block)


def test_only_web_addresses_go_into_the_file(valley_store: Store) -> None:
    addresses = [
        "https://example.org/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "http://[x",
    ]
    page = read(hostile_store(valley_store, addresses))
    assert {record["url"] for record in page.records} == {"https://example.org/a", None}


def test_the_command_makes_the_same_file_again(valley_store: Store) -> None:
    selection = Selection(district=("kg-alma",))
    page = read(valley_store, selection, mode=Mode.INTERNAL, layers=["incidents"])
    words = shlex.split(page.said("pre")[0])
    assert words[:2] == ["ferghana", "snapshot"]
    assert {"--district", "kg-alma", "--layer", "incidents", "--internal"} <= set(words)
    assert words[-2:] == ["--out", "map.html"]


def test_the_same_selection_gives_the_same_text(valley_store: Store) -> None:
    first, second = (html_map(valley_store, Selection(), day=DAY) for _ in range(2))
    assert first == second


def test_only_chosen_layers_are_in_the_file(valley_store: Store) -> None:
    page = read(valley_store, layers=["places"])
    assert [layer["key"] for layer in page.data["layers"]] == ["countries", "sections", "places"]
    assert page.data["records"] == {}
    assert page.said("fv-quote") == []
    with pytest.raises(UnknownNameError, match=r"no layer 'rivers'"):
        html_map(valley_store, Selection(), layers=["rivers"])


def test_the_first_view_is_the_one_asked_for_or_what_a_filter_left(valley_store: Store) -> None:
    asked = read(valley_store, box=Box(70.0, 40.0, 71.0, 41.0)).data["settings"]["bounds"]
    assert asked == [[40.0, 70.0], [41.0, 71.0]]
    whole, part = (
        read(valley_store, selection).data["settings"]["bounds"]
        for selection in (Selection(), Selection(district=("kg-alma",)))
    )
    assert whole[0][0] < part[0][0]
    assert part[1][0] < whole[1][0]


def test_the_language_of_the_page_is_that_of_the_reader(valley_store: Store) -> None:
    page = read(valley_store, tr=English("ru"))
    assert next(attrs["lang"] for tag, attrs in page.tags if tag == "html") == "ru"
    assert page.data["lang"] == "ru"


def test_an_empty_selection_is_still_a_map_that_says_why(valley_store: Store) -> None:
    page = read(valley_store, Selection(type=(IncidentType.MINE_UXO,)))
    assert page.said("b")[0] == "0"
    assert "No documented incident" in page.said("fv-quote")[0]


def test_too_many_records_stay_out_and_the_file_says_so(
    valley_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_html, "MOST_RECORDS", 3)
    page = read(valley_store)
    assert page.data["records"] == {}
    assert "narrow the filters" in page.data["words"]["no_records"]


def test_many_records_of_few_places_are_too_many_too(
    bundled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = int(incidents(bundled_store, Selection()).figures["count"])
    assert len(incidents(bundled_store, Selection(), texts=False).table) < n
    monkeypatch.setattr(offline_html, "MOST_RECORDS", n - 1)
    page = read(bundled_store)
    assert page.data["records"] == {}
    assert page.data["words"]["no_records"].startswith(f"The {n} records")


def test_the_file_of_the_bundled_data_is_light(bundled_store: Store) -> None:
    every = list(BY_KEY)
    assert len(html_map(bundled_store, Selection()).encode()) < 600_000
    assert len(html_map(bundled_store, Selection(), layers=every).encode()) < 1_000_000


def test_without_the_map_script_nothing_is_written(
    valley_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_html, "leaflet", lambda: map_assets.leaflet(tmp_path / "nowhere"))
    with pytest.raises(MissingPartError, match=r"run 'make setup'"):
        write_html(tmp_path / "map.html", valley_store, Selection())
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_whole_and_a_bad_target_is_refused_first(valley_store: Store, tmp_path: Path) -> None:
    write_html(tmp_path / "map.html", valley_store, Selection(), day=DAY)
    assert (tmp_path / "map.html").read_text("utf-8") == html_map(valley_store, Selection(), day=DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    with pytest.raises(TargetError, match=r"does not exist: make it first"):
        write_html(tmp_path / "nowhere" / "map.html", valley_store, Selection())
