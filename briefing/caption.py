"""What is written around a map, made from the answers that it shows: all words, no drawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from answers import wording
from briefing.furniture import Caption
from briefing.key_figures import by_source
from layers.numbers import whole
from model.enums import Mode
from model.filters import AREA_FILTERS
from model.selection import Perceptions, Selection
from model.settings import BUNDLED_WORKSPACE, language_note
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.result import Result
    from model.strings import Translator
    from model.view import LayerView

_FEEL_SAFE = N_("How safe people say they feel: {area}")
_PEOPLE_SAY = N_("What people say: {area}")
_ASKED = N_("Asked from {date_start} to {date_end}")
_BORDER_STATUS = N_("Border status on {date}: {area}")
_RESPONSES = N_("Responses, what was done: {area}")
_NOT_ON_MAP = N_("Without a point on the map: {n} ({reasons})")
_ALL_ON_MAP = N_("Without a point on the map: 0")
_LEFT_OUT = N_("Left out: {reasons}")
_SHARE = N_("{n} {reason}")
_SOURCES = N_("Sources: {sources}.")
_SOURCE_READ = N_("{title} ({licence}; read {date})")
_ATTRIBUTION = N_("Map data: {words}.")
_BUNDLED = N_("Bundled data, version {version}.")
_VERSION = N_("Data of the workspace {workspace}, version {version}.")

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
    "licence": N_("not to be passed on, by the licence of its source"),
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
        if "responses" in results:
            return Message(_RESPONSES, {"area": area})
        return Message(_BORDER_STATUS, {"date": _day(results["sections"].figures["on"]), "area": area})
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
        dated = "responses" in results and (selection.date_from or selection.date_to)
        period = [wording.period(store, selection)] if dated else []
        return [*period, *([] if said is None else [said]), *filters]
    figures = results["perceptions"].figures
    days = {name: _day(figures.get(name)) for name in ("date_start", "date_end")}
    return [*([Message(_ASKED, days)] if all(days.values()) else []), *filters]


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def key_figures(incidents: Result, *, tr: Translator) -> tuple[tuple[str, str], ...]:
    """The number of incidents and what it counts; one for each source while these must not be added up."""
    if incidents.figures["count"] is None:
        return by_source(incidents, tr=tr)
    count = int(incidents.figures["count"])
    words = tr.ngettext("reported incident (n)", "reported incidents (n)", count)
    return ((whole(count), words),)


def count_lines(store: Any, incidents: Result, *, tr: Translator) -> tuple[str, ...]:
    """Deaths with their tellers, totals that the filters cut, what has no point, what is left out."""
    lines = [message.text(tr) for message in wording.what_can_be_said(store, incidents)[1:]]
    lines.append(_not_on_map(incidents.figures.get("not_on_map", {}), tr))
    if incidents.excluded:
        lines.append(Message(_LEFT_OUT, {"reasons": _shares(incidents.excluded, tr)}).text(tr))
    said = wording.remark(incidents)
    if said is not None:
        lines.append(said.text(tr))
    return tuple(lines)


def _not_on_map(reasons: Mapping[str, int], tr: Translator) -> str:
    if not reasons:
        return tr.gettext(_ALL_ON_MAP)
    return Message(_NOT_ON_MAP, {"n": sum(reasons.values()), "reasons": _shares(reasons, tr)}).text(tr)


def _shares(reasons: Mapping[str, int], tr: Translator) -> str:
    parts = (Message(_SHARE, {"n": n, "reason": reason_words(reason, tr)}) for reason, n in reasons.items())
    return "; ".join(part.text(tr) for part in parts)


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
        Message(_SOURCE_READ, {"title": row["title"], "licence": row["licence"], "date": row["access_date"]})
        for row in table.to_dict("records")
    ]
    attributions = dict.fromkeys(text for view in views for text in view.attributions if text)
    named = "; ".join(source.text(tr) for source in read)
    lines = [Message(_SOURCES, {"sources": named}).text(tr)] if read else []
    if attributions:
        lines.append(Message(_ATTRIBUTION, {"words": " · ".join(attributions)}).text(tr))
    note = language_note(tr.lang)
    said = [*limits(store, every, sources.selection, tr=tr), version(sources, tr=tr)]
    lines.append(" ".join([*said, *([] if note is None else [f"{note.text(tr)}."])]))
    return tuple(lines)


def limits(store: Any, results: Iterable[Result], selection: Selection, *, tr: Translator) -> tuple[str, ...]:
    """The disclaimer on boundaries and, where incidents are shown, what the coverage of their source allows."""
    said = wording.disclaimers(store, selection)
    if not any(result.question == "incidents" for result in results):
        said = said[:1]
    return tuple(message.text(tr) for message in said)


def version(sources: Result, *, tr: Translator) -> str:
    """Which data a document was made from, in words."""
    pattern = _BUNDLED if sources.workspace == BUNDLED_WORKSPACE else _VERSION
    return Message(pattern, {"workspace": sources.workspace, "version": sources.data_version}).text(tr)
