"""What each layer shows of the made valley, as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import folium
import pandas as pd
import pytest

from answers.crossings import crossings
from answers.districts import districts
from answers.incidents import incidents
from answers.sections import sections
from layers import crossings as crossing_layer
from layers import incidents as incident_layer
from layers import sections as section_layer
from layers.perceptions import one_for_each_unit
from layers.registry import LAYERS
from model.enums import Border, CrossingStatus, SectionStatus
from model.errors import FerghanaError
from model.selection import Perceptions, Selection
from model.settings import MAP_BOX
from model.style import (
    CROSSING,
    EXCLAVE_POINT,
    EXCLAVE_RADIUS,
    INCIDENT_DISTRICT,
    INCIDENT_PARTLY,
    INCIDENT_SEAT,
    INCIDENT_UNKNOWN,
    MARKER_RADIUS,
    PERCEPTION_TOO_FEW,
    PLACE_GUESS,
    SECTION,
    incident_radius,
)
from model.view import AreaMark, LabelKind, LabelMark, LayerView, LineMark, PointMark
from tests.layers.made import TR, results, view_of

if TYPE_CHECKING:
    from store.bundle import Store

DISPUTED_DAY = Selection(on=date(2019, 6, 1))
SURVEY = Selection(perceptions=Perceptions.SYNTHETIC)


def points(view: LayerView) -> list[PointMark]:
    return [mark for mark in view.marks if isinstance(mark, PointMark)]


def areas(view: LayerView) -> list[AreaMark]:
    return [mark for mark in view.marks if isinstance(mark, AreaMark)]


def lines(view: LayerView) -> list[LineMark]:
    return [mark for mark in view.marks if isinstance(mark, LineMark)]


def labels(view: LayerView, kind: LabelKind) -> list[LabelMark]:
    return [mark for mark in view.marks if isinstance(mark, LabelMark) and mark.kind is kind]


def legend(view: LayerView) -> list[str]:
    return [entry.label.english() for entry in view.legend]


def ref_of(view: LayerView, ref: str) -> PointMark:
    return next(mark for mark in points(view) if mark.ref == ref)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.key)
def test_a_layer_takes_published_answers_only(layer: object, valley_store: Store) -> None:
    given = [replace(results(valley_store)[name], mode=None) for name in layer.needs]  # type: ignore[attr-defined]
    with pytest.raises(FerghanaError, match="was not published"):
        layer.view(*given, tr=TR)  # type: ignore[attr-defined]


@pytest.mark.parametrize("selection", [Selection(), DISPUTED_DAY, SURVEY], ids=["whole", "2019", "survey"])
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.key)
def test_a_layer_draws_one_feature_group(layer: object, selection: Selection, valley_store: Store) -> None:
    view = view_of(valley_store, layer.key, selection)  # type: ignore[attr-defined]
    group = layer.draw(view, TR)  # type: ignore[attr-defined]
    assert isinstance(group, folium.FeatureGroup)
    assert len(group._children) == 1


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.key)
def test_every_reference_is_of_a_known_kind(layer: object, valley_store: Store) -> None:
    view = view_of(valley_store, layer.key)  # type: ignore[attr-defined]
    kinds = (
        "incidents",
        "place",
        "district",
        "section",
        "exclave",
        "crossing",
        "perception",
        "resource",
        "response",
    )
    for mark in view.marks:
        assert mark.ref.partition(":")[0] in ("", *kinds)


class TestCountries:
    def test_no_country_is_told_apart(self, valley_store: Store) -> None:
        view = view_of(valley_store, "countries")
        ground = [mark for mark in areas(view) if not mark.ref]
        assert len(ground) == 1
        assert [mark.text for mark in labels(view, LabelKind.COUNTRY)] == [
            "Kyrgyzstan",
            "Tajikistan",
            "Uzbekistan",
        ]

    def test_an_exclave_without_a_ring_is_a_point_that_says_so(self, valley_store: Store) -> None:
        view = view_of(valley_store, "countries")
        assert ref_of(view, "exclave:nuqta").style == EXCLAVE_POINT
        assert [mark.ref for mark in areas(view) if mark.ref] == ["exclave:halqa"]
        assert legend(view) == ["exclave", "exclave, known as a point only"]

    def test_the_ring_of_an_exclave_is_wider_than_the_symbols_that_stand_in_it(self, valley_store: Store) -> None:
        ring = ref_of(view_of(valley_store, "countries"), "exclave:nuqta")
        assert ring.radius == EXCLAVE_RADIUS > 1.5 * MARKER_RADIUS
        assert ring.style.fill is not None  # only what is filled can be clicked
        assert ring.style.fill_opacity < 0.5


class TestCrossings:
    def test_status_is_told_by_form_and_the_legend_lists_what_is_there(self, valley_store: Store) -> None:
        view = view_of(valley_store, "crossings", Selection(on=date(2021, 6, 1)))
        assert [mark.ref for mark in points(view)] == ["crossing:C1", "crossing:C2"]
        assert legend(view) == ["closed"]
        earlier = view_of(valley_store, "crossings", DISPUTED_DAY)
        assert ref_of(earlier, "crossing:C1").style == CROSSING[CrossingStatus.OPEN]
        assert legend(earlier) == ["open", "closed"]

    def test_no_two_statuses_look_alike_without_colour(self) -> None:
        forms = {(style.fill == style.line, style.dash, style.width) for style in CROSSING.values()}
        assert len(forms) == len(CrossingStatus)

    def test_the_tooltip_says_since_when_and_that_no_end_is_recorded(self, valley_store: Store) -> None:
        view = view_of(valley_store, "crossings", Selection(on=date(2021, 6, 1)))
        assert ref_of(view, "crossing:C1").title == "Ak-Bulak / Lab: closed since 2020-05-01; with exceptions"
        assert ref_of(view, "crossing:C2").title == "Guzar: closed since 2018-01-01, end not recorded"

    def test_a_point_that_is_an_estimate_says_how_far_off_it_may_be(self, bundled_store: Store) -> None:
        view = crossing_layer.view(crossings(bundled_store, Selection(on=date(2022, 1, 1))), tr=TR)
        ken_sai = ref_of(view, "crossing:CRX011").title
        assert ken_sai.endswith("closed since 2009-01-01; with exceptions (point up to 10 km off)")
        assert "Most of these points are estimates, up to 25 km off." in [note.english() for note in view.notes]

    def test_the_legend_names_the_day_and_what_has_no_point(self, valley_store: Store) -> None:
        view = view_of(valley_store, "crossings", DISPUTED_DAY)
        assert view.title.english() == "Crossings, status on 2019-06-01"
        assert [note.english() for note in view.notes] == [
            "Crossings on 2019-06-01, as far as a source says; no source = unknown.",
            "Crossings without a point: 1.",
        ]


class TestDistricts:
    def test_a_catchment_has_no_outline_and_every_seat_a_symbol(self, valley_store: Store) -> None:
        view = view_of(valley_store, "districts")
        assert {mark.style.line for mark in areas(view)} == {None}
        assert len(areas(view)) == 4
        assert len(points(view)) == len(labels(view, LabelKind.DISTRICT)) == 7

    def test_its_title_names_kind_and_country(self, valley_store: Store) -> None:
        view = view_of(valley_store, "districts")
        assert ref_of(view, "district:kg-alma").title == "Alma (district, Kyrgyzstan)"


class TestSections:
    def test_status_is_that_of_the_day(self, valley_store: Store) -> None:
        then = {mark.ref: mark.style for mark in lines(view_of(valley_store, "sections", DISPUTED_DAY))}
        now = {mark.ref: mark.style for mark in lines(view_of(valley_store, "sections"))}
        assert then["section:S01a"] == SECTION[SectionStatus.DISPUTED]
        assert now["section:S01b"] == SECTION[SectionStatus.DELIMITED]

    def test_the_legend_lists_what_is_there_in_neutral_order(self, valley_store: Store) -> None:
        view = view_of(valley_store, "sections", DISPUTED_DAY)
        order = ["not delimited", "disputed", "agreed, not yet in a treaty", "status not recorded"]
        order.append("known as a point only")
        assert legend(view) == [text for text in order if text in legend(view)]
        assert {"disputed", "status not recorded"} <= set(legend(view))
        assert view.title.english() == "Border, status on 2019-06-01"

    def test_an_earlier_day_says_as_of_when_the_line_is_drawn(self, valley_store: Store) -> None:
        notes = [note.english() for note in view_of(valley_store, "sections", DISPUTED_DAY).notes]
        assert notes == ["Status on 2019-06-01; line drawn as of 2025."]
        late = view_of(valley_store, "sections", Selection(on=date(2025, 12, 1)))
        assert late.notes == ()

    def test_a_stretch_carries_its_name_and_status_as_a_label(self, valley_store: Store) -> None:
        shown = {(mark.text, mark.below) for mark in labels(view_of(valley_store, "sections"), LabelKind.SECTION)}
        assert ("Orchard", "delimited") in shown

    def test_a_ring_on_the_line_is_explained(self, bundled_store: Store) -> None:
        view = section_layer.view(sections(bundled_store, Selection()), tr=TR)
        assert points(view)
        assert legend(view)[-1] == "known as a point only"
        only_lines = section_layer.view(sections(bundled_store, Selection(border=(Border.TJ_UZ,))), tr=TR)
        assert ("known as a point only" in legend(only_lines)) == bool(points(only_lines))


class TestPlaces:
    def test_a_guessed_point_is_hollow(self, valley_store: Store) -> None:
        view = view_of(valley_store, "places")
        assert {mark.ref for mark in points(view) if mark.style == PLACE_GUESS} == {"place:P11"}
        assert legend(view) == ["settlement", "settlement, point uncertain"]

    def test_cities_come_first_among_labels(self, valley_store: Store) -> None:
        view = view_of(valley_store, "places")
        assert {mark.text for mark in labels(view, LabelKind.CITY)} == {"Alma", "Chinor"}
        assert [mark.text for mark in view.marks if isinstance(mark, LabelMark)][:2] == ["Alma", "Chinor"]


class TestIncidents:
    def test_there_is_one_symbol_for_each_place_and_level(self, valley_store: Store) -> None:
        view = view_of(valley_store, "incidents")
        refs = [mark.ref for mark in points(view)]
        assert len(refs) == len(set(refs))
        assert ref_of(view, "incidents:P01:L1").radius == pytest.approx(incident_radius(3))

    def test_near_a_place_has_a_halo_and_a_place_has_none(self, valley_store: Store) -> None:
        view = view_of(valley_store, "incidents")
        assert ref_of(view, "incidents:P06:L2").halo_m == 5_000
        assert ref_of(view, "incidents:P01:L1").halo_m == 0

    def test_deaths_make_a_ring_and_unknown_ones_a_dash(self, valley_store: Store) -> None:
        view = view_of(valley_store, "incidents")
        some = ref_of(view, "incidents:P01:L1")
        none = ref_of(view, "incidents:P03:L1")
        assert some.ring_radius > 0
        assert some.style == INCIDENT_PARTLY
        assert some.title == "Ak-Bulak: 3 incidents, deaths 5, unknown in 1"
        assert none.ring_radius == 0
        assert none.style == INCIDENT_UNKNOWN
        assert none.title == "Alma: 1 incident, deaths unknown"

    def test_what_is_known_to_a_district_only_is_never_a_precise_point(self, valley_store: Store) -> None:
        view = view_of(valley_store, "incidents")
        seats = [mark for mark in points(view) if mark.style == INCIDENT_SEAT]
        assert [mark.ref for mark in seats] == ["incidents:tj-dara:L3"]
        assert [mark.text for mark in labels(view, LabelKind.COUNT)] == ["1"]
        assert {mark.ref for mark in points(view) if ":L3" in mark.ref} == {mark.ref for mark in seats}
        assert all(mark.style == INCIDENT_DISTRICT for mark in areas(view))

    def test_the_number_without_a_symbol_is_said(self, valley_store: Store) -> None:
        notes = [note.english() for note in view_of(valley_store, "incidents").notes]
        assert notes == ["Too imprecise for this map: 1 of 10 incidents; see the list."]

    def test_what_lies_outside_the_map_is_not_called_imprecise(self, valley_store: Store) -> None:
        answer = incidents(valley_store, Selection())
        far = pd.DataFrame({"reason": ["outside_box"], "count": [3], "drawn_as_area": [False]})
        moved = replace(answer, tables={**answer.tables, "not_on_map": far})
        assert incident_layer.view(moved, districts(valley_store, Selection()), tr=TR).notes == ()

    def test_the_legend_explains_exactly_what_is_drawn(self, valley_store: Store) -> None:
        empty = view_of(valley_store, "incidents", Selection(district=("uz-furqat",)))
        assert (empty.marks, empty.legend) == ((), ())
        whole = legend(view_of(valley_store, "incidents"))
        assert "inner ring: deaths" in whole
        assert "halo: near this place" in whole


class TestPerceptions:
    def test_published_figures_stand_at_their_province_with_date_and_n(self, valley_store: Store) -> None:
        view = view_of(valley_store, "perceptions")
        shown = ref_of(view, "perception:province:Alma")
        assert "43.5 index -100..100" in shown.title
        assert "2020-H1; n = 3\u202f600" in shown.title
        assert [(mark.text, mark.below) for mark in labels(view, LabelKind.VALUE)] == [
            ("43.5", "Alma region, 2020-H1")
        ]
        assert not view.synthetic

    def test_a_province_without_a_figure_says_so(self, valley_store: Store) -> None:
        notes = {mark.text for mark in labels(view_of(valley_store, "perceptions"), LabelKind.NOTE)}
        assert notes == {f"{province}: no published figure" for province in ("Bulak", "Chinor", "Erk")}

    def test_a_survey_is_synthetic_and_hides_small_cells(self, valley_store: Store) -> None:
        view = view_of(valley_store, "perceptions", SURVEY)
        assert view.synthetic
        hidden = {mark.ref for mark in areas(view) if mark.style == PERCEPTION_TOO_FEW}
        assert "perception:district:kg-bulak" in hidden
        shown = {mark.ref for mark in labels(view, LabelKind.VALUE)}
        assert not {ref for ref in shown if ref in hidden}
        assert "not shown: too few answers" in legend(view)

    def test_a_circle_that_stands_for_a_whole_district_is_in_the_legend(self, bundled_store: Store) -> None:
        texts = legend(view_of(bundled_store, "perceptions", SURVEY))
        assert "at the seat, where no area is known" in texts
        assert "at the seat: too few answers" in texts

    def test_switched_off_it_is_empty(self, valley_store: Store) -> None:
        view = view_of(valley_store, "perceptions", Selection(perceptions=Perceptions.OFF))
        assert (view.marks, view.legend, view.notes) == ((), (), ())

    def test_a_unit_without_the_common_topic_shows_its_latest_figure(self) -> None:
        rows = [
            {"unit_id": "A", "question": "x", "date_end": date(2019, 1, 1)},
            {"unit_id": "B", "question": "x", "date_end": date(2019, 1, 1)},
            {"unit_id": "C", "question": "y", "date_end": date(2019, 1, 1)},
            {"unit_id": "C", "question": "z", "date_end": date(2021, 1, 1)},
        ]
        shown, topic = one_for_each_unit(rows)
        assert topic == "x"
        assert {row["unit_id"]: row["question"] for row in shown} == {"A": "x", "B": "x", "C": "z"}


def test_no_border_is_drawn_outside_the_map_box(bundled_store: Store) -> None:
    view = view_of(bundled_store, "sections")
    places = [place for mark in lines(view) for line in mark.lines for place in line]
    assert MAP_BOX.west <= min(lon for lon, _ in places) <= max(lon for lon, _ in places) <= MAP_BOX.east
    assert MAP_BOX.south <= min(lat for _, lat in places) <= max(lat for _, lat in places) <= MAP_BOX.north
