"""Outlines of symbols: every form but the circle has corners, and no two look alike."""

from __future__ import annotations

import pytest
from shapely.geometry import Polygon

from model.forms import FORMS
from model.style import RESOURCE_FORM, RESOURCE_INK, RESPONSE_FORM, RESPONSE_INK, resource_style, response_style
from model.view import Form

POLYGONS = {form: Polygon(corners) for form, corners in FORMS.items() if corners}


def test_every_form_has_an_outline_and_the_circle_none() -> None:
    assert set(FORMS) == set(Form)
    assert FORMS[Form.CIRCLE] == ()


@pytest.mark.parametrize("form", sorted(POLYGONS))
def test_an_outline_is_simple_and_about_as_large_as_its_circle(form: Form) -> None:
    polygon = POLYGONS[form]
    assert polygon.is_valid
    assert 1.4 < polygon.area < 3.6, "a unit circle has 3.14"
    west, north, east, south = polygon.bounds
    assert max(abs(west), abs(north), abs(east), abs(south)) <= 1.3
    assert polygon.contains(polygon.centroid)


def test_no_two_forms_cover_each_other() -> None:
    forms = sorted(POLYGONS)
    for number, one in enumerate(forms):
        for other in forms[number + 1 :]:
            shared = POLYGONS[one].intersection(POLYGONS[other]).area
            union = POLYGONS[one].union(POLYGONS[other]).area
            assert shared / union < 0.93, (one, other)


def test_each_theme_has_one_hue_and_tells_kinds_by_form() -> None:
    for forms, style_of, ink in (
        (RESOURCE_FORM, resource_style, RESOURCE_INK),
        (RESPONSE_FORM, response_style, RESPONSE_INK),
    ):
        styles = [style_of(family, sure=sure) for family in forms for sure in (True, False)]
        assert {style.line for style in styles} == {ink}
        assert len({style.form for style in styles}) == len(forms)
        assert all(style.dash is not None for style in styles[1::2]), "what is not sure is dashed"
