"""Published answers of the made valley, for the layers' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.crossings import crossings
from answers.districts import districts
from answers.exclaves import exclaves
from answers.incidents import incidents
from answers.perceptions import perceptions
from answers.places import places
from answers.responses import responses
from answers.sections import sections
from answers.shared_resources import shared_resources
from layers.registry import LAYERS, questions, views
from model.selection import Selection
from model.strings import English

if TYPE_CHECKING:
    from model.result import Result
    from model.view import LayerView
    from store.bundle import Store

TR = English()
ASK = {
    "crossings": crossings,
    "districts": districts,
    "exclaves": exclaves,
    "incidents": incidents,
    "perceptions": perceptions,
    "places": places,
    "responses": responses,
    "sections": sections,
    "shared_resources": shared_resources,
}


def results(store: Store, selection: Selection | None = None) -> dict[str, Result]:
    """The answer to every question that a layer asks."""
    return {question: ASK[question](store, selection or Selection()) for question in questions(LAYERS)}


def view_of(store: Store, key: str, selection: Selection | None = None) -> LayerView:
    """The view of one layer."""
    made = views(results(store, selection), [layer.key for layer in LAYERS], tr=TR)
    return next(view for view in made if view.key == key)
