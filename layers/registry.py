"""Every layer of the map: an explicit tuple, one line a layer, from the ground up.

A layer names the answers that its ``view`` takes, by their question; page and paper ask them and call
:func:`views`, so both draw the same marks and the same legend.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import (
    countries,
    crossings,
    districts,
    incidents,
    marks,
    perceptions,
    places,
    responses,
    sections,
    shared_resources,
)
from model.errors import UnknownNameError
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import folium

    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator
    from model.view import LayerView


NO_LAYER = N_("There is no layer '{name}': use one of {names}.")


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: ``needs`` = questions of the answers that ``view`` takes, in that order.

    ``at_first``: shown until a reader chooses otherwise.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    view: Callable[..., LayerView]
    always: bool = False
    at_first: bool = True
    draw: Callable[[LayerView, Translator], folium.FeatureGroup] = marks.draw


LAYERS: tuple[Layer, ...] = (
    Layer(countries.KEY, countries.TITLE, ("exclaves",), countries.view, always=True),
    Layer(districts.KEY, districts.TITLE, ("districts",), districts.view),
    Layer(perceptions.KEY, perceptions.TITLE, ("perceptions", "districts"), perceptions.view),
    Layer(sections.KEY, sections.CHOICE, ("sections",), sections.view, always=True),
    Layer(
        shared_resources.KEY,
        shared_resources.CHOICE,
        ("shared_resources",),
        shared_resources.view,
        at_first=False,
    ),
    Layer(crossings.KEY, crossings.CHOICE, ("crossings",), crossings.view, at_first=False),
    Layer(places.KEY, places.TITLE, ("places",), places.view),
    Layer(incidents.KEY, incidents.TITLE, ("incidents", "districts"), incidents.view),
    Layer(responses.KEY, responses.TITLE, ("responses",), responses.view, at_first=False),
)
"""In the order in which they lie on each other; ground and border lines (``always``) stay:
a line is never shown without its status."""

_GROUND = frozenset({"exclaves", "sections"})

BY_KEY: Mapping[str, Layer] = {layer.key: layer for layer in LAYERS}


def chosen(keys: Iterable[str] | None = None) -> tuple[Layer, ...]:
    """The layers of these keys and the ground, in drawing order; those shown at first where no key is given.

    >>> [layer.key for layer in chosen(["incidents"])]
    ['countries', 'sections', 'incidents']

    Raises
    ------
        UnknownNameError: a key names no layer.
    """
    if keys is None:
        return tuple(layer for layer in LAYERS if layer.at_first)
    wanted = set(keys)
    unknown = sorted(wanted - set(BY_KEY))
    if unknown:
        message = Message(NO_LAYER, {"name": unknown[0], "names": ", ".join(BY_KEY)})
        raise UnknownNameError(message)
    return tuple(layer for layer in LAYERS if layer.always or layer.key in wanted)


def questions(layers: Iterable[Layer]) -> tuple[str, ...]:
    """The questions whose answers these layers need, each once.

    >>> questions(chosen(["incidents", "districts"]))
    ('exclaves', 'districts', 'sections', 'incidents')
    """
    return tuple(dict.fromkeys(question for layer in layers for question in layer.needs))


def asked(question: str, selection: Selection) -> Selection:
    """The selection with which a layer asks a question: no filter takes a border line off the ground."""
    return selection.but(border=(), country=()) if question in _GROUND else selection


def views(
    results: Mapping[str, Result], keys: Iterable[str] | None = None, *, tr: Translator
) -> tuple[LayerView, ...]:
    """The views of the chosen layers; ``results`` holds a published answer for each question they need."""
    return tuple(layer.view(*(results[question] for question in layer.needs), tr=tr) for layer in chosen(keys))
