"""Symbols of one spot: how far off, at a seat, how many, and under which names."""

from __future__ import annotations

from typing import Any

import pytest

from layers.spots import family_of, is_sure, labels, legend, shares, symbol
from model.strings import English
from model.style import RESPONSE_HALO, response_style
from model.view import LabelKind, LabelMark, LegendSymbol

TR = English()
STYLE = response_style("talk", sure=True)


def spot(**more: Any) -> dict[str, Any]:
    given = {"ref": "response:A", "lon": 70.5, "lat": 39.9, "level": "L2", "radius_m": 3000.0, "count": 1}
    names = {"name_en": "Vorukh", "name_ru": "Ворух", "name_local": "Ворух", "country": "TJ"}
    return given | names | more


def drawn(row: dict[str, Any]) -> Any:
    return symbol(row, "Vorukh", radius=7.0, style=STYLE, halo=RESPONSE_HALO, tr=TR)


def test_a_near_point_has_a_circle_of_its_theme_and_a_far_one_says_how_far() -> None:
    near, far = drawn(spot()), drawn(spot(radius_m=15000.0))
    assert (near.halo_m, near.halo_style, near.title) == (3000.0, RESPONSE_HALO, "Vorukh")
    assert (far.halo_m, far.title) == (0.0, "Vorukh (point up to 15 km off)")


def test_a_district_is_drawn_at_its_seat_and_never_as_a_precise_point() -> None:
    seat = spot(level="L3", radius_m=None)
    assert not is_sure(seat)
    assert drawn(seat).title == "Vorukh (known to the district only, at its seat)"
    assert drawn(seat).halo_m == 0.0


def test_several_are_one_larger_symbol_with_their_number() -> None:
    assert drawn(spot(count=4)).radius > drawn(spot()).radius
    numbers = [mark for mark in labels(spot(count=4), TR) if mark.kind is LabelKind.NUMBER]  # type: ignore[union-attr]
    assert [mark.text for mark in numbers] == ["4"]  # type: ignore[union-attr]
    assert len(labels(spot(), TR)) == 1


@pytest.mark.parametrize(("lang", "name", "below"), [("en", "Vorukh", "Ворух"), ("ru", "Ворух", "")])
def test_the_local_name_stands_beneath_where_it_differs(lang: str, name: str, below: str) -> None:
    (mark,) = labels(spot(), English(lang))
    assert isinstance(mark, LabelMark)
    assert (mark.text, mark.below) == (name, below)


def test_kinds_of_one_family_have_its_form_and_others_are_several() -> None:
    families = {"talk": ("dialogue", "training"), "works": ("rebuilding",)}
    assert family_of(["dialogue", "training"], families) == "talk"
    assert family_of(["dialogue", "rebuilding"], families) == "several"
    assert family_of(["unheard of"], families) == "several"


def test_the_legend_explains_only_what_is_there() -> None:
    def texts(*rows: dict[str, Any]) -> list[str]:
        hollow = response_style("talk", sure=False)
        found = legend(rows, (), hollow=hollow, halo=RESPONSE_HALO, radius=7.0)
        return [entry.label.english() for entry in found]

    assert texts(spot()) == ["thin circle: near this point"]
    assert texts(spot(radius_m=15000.0)) == ["hollow: point up to 15 km off"]
    assert texts(spot(level="L3", radius_m=None)) == ["hollow: known to the district only, at its seat"]
    assert texts(spot(count=2), spot())[0] == "with a number: several at one place"
    entries = legend([spot(count=2)], (), hollow=STYLE, halo=RESPONSE_HALO, radius=7.0)
    assert entries[0].symbol is LegendSymbol.TEXT


def test_numbers_by_reason_are_one_message() -> None:
    message = shares({"no_point": 2, "unusable": 1}, {"no_point": "no point known"})
    assert message is not None
    assert message.english() == "no point known: 2; unusable: 1"
    assert shares({}, {}) is None
