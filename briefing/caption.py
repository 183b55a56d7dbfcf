"""What is written around a map, made from the answers that it shows: all words, no drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers import wording
from briefing.furniture import Caption
from model.enums import Mode
from model.filters import AREA_FILTERS
from model.selection import Perceptions, Selection
from model.strings import N_, Message, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.result import Result
    from model.strings import Translator
    from model.view import LayerView

_FEEL_SAFE = N_("How safe people say they feel: {area}")
_PEOPLE_SAY = N_("What people say: {area}")
_ASKED = N_("Asked from {date_start} to {date_end}")
_BORDER_STATUS = N_("Border status on {date}: {area}")
_NOT_ON_MAP = N_("Without a point on the map: {n} ({reasons})")
_ALL_ON_MAP = N_("Without a point on the map: 0")
_LEFT_OUT = N_("Left out: {reasons}")
_SHARE = N_("{n} {reason}")
_SOURCES = N_("Sources: {sources}.")
_SOURCE_READ = N_("{title} ({licence}; read {date})")
_ATTRIBUTION = N_("Map data: {words}.")
_VERSION = N_("{workspace} data, version {version}.")

SAFETY_QUESTIONS = frozenset({"Q01", "Q02", "Q03", "Q31"})
"""Questions of the survey about safety; the others ask about trust, contact, water, land."""

REASONS: Mapping[str, str] = {
    "district_only": N_("known to the district only, drawn as an area"),
    "district_unknown": N_("of unknown district"),
    "no_point": N_("without a point"),
    "outside_box": N_("outside the map"),
    "province_only": N_("known to the province only"),
    "country_or_vague": N_("known to the country only, or vague"),
    "unusable": N_("unusable place"),
    "unverified": N_("not verified"),
    "partly": N_("partly verified"),
    "verified": N_("verified"),
    "internal": N_("internal"),
    "duplicate": N_("second view of one incident"),
    "outside": N_("outside the valley"),
}
"""The words of reasons for which a record has no point, or is not counted."""


def caption(
    store: Any, results: Mapping[str, Result], views: Sequence[LayerView], *, sources: Result, tr: Translator
) -> Caption:
    """The caption of a map of these answers; ``sources`` = the answer about all sources, for their dates.

    Works without an answer about incidents: counts then stay out.
    """
    every = list(results.values())
    selection = sources.selection
    incidents = results.get("incidents")
    words = " · ".join(message.text(tr) for message in _in_words(store, selection, results))
    return Caption(
        title=title(store, selection, results).text(tr),
        words=(words,) if words else (),
        figures=() if incidents is None else key_figures(incidents, tr=tr),
        counts=() if incidents is None else count_lines(store, incidents, tr=tr),
        footer=footer_lines(store, every, views, sources=sources, tr=tr),
        internal=any(result.mode is Mode.INTERNAL for result in every),
        synthetic=any(view.synthetic for view in views),
    )


def title(store: Any, selection: Selection, results: Mapping[str, Result]) -> Message:
    """What the map shows, and where: incidents, else what people say, else the status of the border.

    Without the layer of incidents nothing on the map is an incident, so the title must not say so.
    """
    if "incidents" in results:
        return wording.title(store, selection)
    area = wording.area(store, selection)
    if not _people_speak(selection, results):
        return Message(_BORDER_STATUS, {"date": results["sections"].figures["on"], "area": area})
    about_safety = results["perceptions"].figures.get("question") in SAFETY_QUESTIONS
    return Message(_FEEL_SAFE if about_safety else _PEOPLE_SAY, {"area": area})


def _people_speak(selection: Selection, results: Mapping[str, Result]) -> bool:
    return "perceptions" in results and selection.perceptions is not Perceptions.OFF


def _in_words(store: Any, selection: Selection, results: Mapping[str, Result]) -> Sequence[Message]:
    """Period and filters; without incidents the days of what is shown and the area."""
    if "incidents" in results:
        return wording.in_words(store, selection)
    areas = {name: getattr(selection, name) for name in (*AREA_FILTERS, "place", "border")}
    _, *filters = wording.in_words(store, Selection(**areas))
    if not _people_speak(selection, results):
        said = results["sections"].message
        return [*filters] if said is None else [said, *filters]
    figures = results["perceptions"].figures
    days = {name: figures.get(name) for name in ("date_start", "date_end")}
    return [*([Message(_ASKED, days)] if all(days.values()) else []), *filters]


def key_figures(incidents: Result, *, tr: Translator) -> tuple[tuple[str, str], ...]:
    """The number of incidents and what it counts."""
    count = int(incidents.figures["count"])
    words = tr.ngettext("reported incident (n)", "reported incidents (n)", count)
    return ((f"{count:,}".replace(",", "\u202f"), words),)


def count_lines(store: Any, incidents: Result, *, tr: Translator) -> tuple[str, ...]:
    """Deaths with their tellers, totals that the filters cut, what has no point, what is left out."""
    lines = [message.text(tr) for message in wording.what_can_be_said(store, incidents)[1:]]
    lines.append(_not_on_map(incidents.figures.get("not_on_map", {}), tr))
    if incidents.excluded:
        lines.append(fill(tr.gettext(_LEFT_OUT), reasons=_shares(incidents.excluded, tr)))
    said = wording.remark(incidents)
    if said is not None:
        lines.append(said.text(tr))
    return tuple(lines)


def _not_on_map(reasons: Mapping[str, int], tr: Translator) -> str:
    if not reasons:
        return tr.gettext(_ALL_ON_MAP)
    return fill(tr.gettext(_NOT_ON_MAP), n=sum(reasons.values()), reasons=_shares(reasons, tr))


def _shares(reasons: Mapping[str, int], tr: Translator) -> str:
    parts = (fill(tr.gettext(_SHARE), n=n, reason=reason_words(reason, tr)) for reason, n in reasons.items())
    return "; ".join(parts)


def reason_words(reason: str, tr: Translator) -> str:
    """A reason in words; the reason itself where it has none."""
    return tr.gettext(REASONS.get(reason, reason))


def footer_lines(
    store: Any, results: Iterable[Result], views: Sequence[LayerView], *, sources: Result, tr: Translator
) -> tuple[str, ...]:
    """Sources with licence and the day when they were read, attributions, disclaimers, data version."""
    every = list(results)
    cited = {source.source_id for result in every for source in result.sources}
    table = sources.table[sources.table["source_id"].isin(cited)]
    read = [
        fill(tr.gettext(_SOURCE_READ), title=row["title"], licence=row["licence"], date=row["access_date"])
        for row in table.to_dict("records")
    ]
    attributions = dict.fromkeys(text for view in views for text in view.attributions if text)
    lines = [fill(tr.gettext(_SOURCES), sources="; ".join(read))] if read else []
    if attributions:
        lines.append(fill(tr.gettext(_ATTRIBUTION), words=" · ".join(attributions)))
    said: list[Message] = list(wording.disclaimers(store, sources.selection))
    if not any(result.question == "incidents" for result in every):
        said = said[:1]  # the others are about the coverage of incidents
    version = fill(tr.gettext(_VERSION), workspace=sources.workspace.capitalize(), version=sources.data_version)
    lines.append(" ".join([*(message.text(tr) for message in said), version]))
    return tuple(lines)
