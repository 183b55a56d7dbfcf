"""Symbols told apart by form, one for all rows of a spot: what the layers of resources and responses share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.naming import local_below, name_of
from layers.numbers import whole
from model.enums import LocationLevel
from model.precision import BUNDLED_NEAR_RADIUS_M
from model.strings import N_, Message, fill
from model.view import LabelKind, LabelMark, LegendEntry, LegendSymbol, PointMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.rows import Row
    from model.strings import Translator
    from model.view import Mark, Style

_OFF = N_("{title} (point up to {km} km off)")
_SEAT = N_("{title} (known to the district only, at its seat)")
_GROWTH = 1.25
_HALO = N_("thin circle: near this point")
_HOLLOW = N_("hollow: point up to {km} km off")
_HOLLOW_SEAT = N_("hollow: district only at its seat, or point up to {km} km off")
_SEATS = N_("hollow: known to the district only, at its seat")
_NUMBER = N_("with a number: several at one place")
_SHARE = N_("{what}: {n}")
_LIST = N_("{one}; {other}")
REASONS: Mapping[str, str] = {
    "district_only": N_("known to the district only"),
    "district_unknown": N_("district unknown"),
    "no_point": N_("no point known"),
    "outside_box": N_("outside the map"),
    "province_only": N_("known to the province only"),
    "country_or_vague": N_("known to the country only"),
    "unusable": N_("place cannot be used"),
}
"""Why a row has no point, in words."""


def is_sure(spot: Row) -> bool:
    """Whether the point is that of a place: not a seat, and not further off than "near a village"."""
    radius = spot["radius_m"]
    far = radius is not None and radius > BUNDLED_NEAR_RADIUS_M
    return spot["level"] != LocationLevel.L3 and not far


def family_of(kinds: Iterable[str], families: Mapping[str, Sequence[str]]) -> str:
    """The family that all kinds of a spot belong to, else ``several``.

    >>> family_of(["river", "road"], {"water": ("river",), "ways": ("road",)})
    'several'
    """
    found = {name for kind in kinds for name, members in families.items() if kind in members}
    return found.pop() if len(found) == 1 else "several"


def symbol(spot: Row, title: str, *, radius: float, style: Style, halo: Style, tr: Translator) -> PointMark:
    """The symbol of a spot; its tooltip says how far off the point may be, a circle shows it where it is near."""
    words, sure = title, is_sure(spot)
    if spot["level"] == LocationLevel.L3:
        words = fill(tr.gettext(_SEAT), title=title)
    elif not sure:
        words = fill(tr.gettext(_OFF), title=title, km=whole(spot["radius_m"] / 1000))
    return PointMark(
        lon=spot["lon"],
        lat=spot["lat"],
        radius=radius * (_GROWTH if spot["count"] > 1 else 1.0),
        style=style,
        title=words,
        ref=spot["ref"],
        halo_m=float(spot["radius_m"] or 0.0) if sure else 0.0,
        halo_style=halo,
    )


def labels(spot: Row, tr: Translator) -> list[Mark]:
    """The name in the reader's language with the local one beneath, and the number where there are several."""
    name = LabelMark(
        spot["lon"],
        spot["lat"],
        name_of(spot, lang=tr.lang),
        LabelKind.SECTION,
        local_below(spot, lang=tr.lang),
        spot["ref"],
    )
    if spot["count"] == 1:
        return [name]
    return [LabelMark(spot["lon"], spot["lat"], whole(spot["count"]), LabelKind.NUMBER, ref=spot["ref"]), name]


def legend(
    spots: Sequence[Row], entries: Sequence[LegendEntry], *, hollow: Style, halo: Style, radius: float
) -> tuple[LegendEntry, ...]:
    """The entries of the forms, then what a number, a hollow symbol and a circle say, each only if it is there."""
    found = list(entries)
    point = LegendSymbol.POINT
    if any(spot["count"] > 1 for spot in spots):
        found.append(LegendEntry(LegendSymbol.TEXT, hollow, Message(_NUMBER)))
    seats = any(spot["level"] == LocationLevel.L3 for spot in spots)
    furthest = max(
        (spot["radius_m"] for spot in spots if not is_sure(spot) and spot["radius_m"] is not None), default=None
    )
    if furthest is not None:
        text = Message(_HOLLOW_SEAT if seats else _HOLLOW, {"km": whole(furthest / 1000)})
        found.append(LegendEntry(point, hollow, text, radius))
    elif seats:
        found.append(LegendEntry(point, hollow, Message(_SEATS), radius))
    if any(is_sure(spot) and spot["radius_m"] for spot in spots):
        found.append(LegendEntry(point, halo, Message(_HALO), 8.0))
    return tuple(found)


def shares(counts: Mapping[str, int], words: Mapping[Any, str]) -> Message | None:
    """Numbers by reason or kind as one message, "known to the province only: 25; no point known: 2"."""
    found: Message | None = None
    for key, n in counts.items():
        one = Message(_SHARE, {"what": Message(words.get(key, key)), "n": n})
        found = one if found is None else Message(_LIST, {"one": found, "other": one})
    return found
