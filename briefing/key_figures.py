"""Key figures of an answer about incidents as number and caption: for the page and for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.by_source import deaths_of
from answers.themes import name_of_event
from answers.wording import split, whose
from layers.numbers import whole
from layers.rows import Row, rows
from model.enums import Country, Side, Verification
from model.labels import label
from model.strings import N_, Message, fill
from model.written import written

if TYPE_CHECKING:
    from model.result import Result
    from model.strings import Translator

_REASONS: dict[str, str] = {
    "district_only": N_("known to the district only, drawn as areas"),
    "district_unknown": N_("not on the map: district unknown"),
    "no_point": N_("not on the map: no point known"),
    "outside_box": N_("not on the map: outside the map"),
    "province_only": N_("not on the map: province only"),
    "country_or_vague": N_("not on the map: country or vague"),
    "unusable": N_("not on the map: unusable place"),
}
_DEATHS = N_("reported deaths: {addends}")
_OF_OTHERS = N_("reported deaths apart from interethnic violence: {addends}")
_OF_INTERETHNIC = N_("reported deaths in interethnic violence: {addends}")
_OF_EVENT = N_("reported deaths in interethnic violence, of which {n} belong to {event}: {addends}")
_AGAINST = N_("reported incidents against {before} from {first} to {last}; a count, not tested: it may be chance")
_CUT = N_("deaths {days}, not divisible by these filters: {addends}")
_DEATHS_OF = N_("reported deaths: {title}")
_PAIRS = N_(
    "undecided pairs of records that may be one event, so sources are not added up; if all are duplicates: {total}"
)
_ADDEND = N_("{side} ({whose})")
_NOT_APART = N_("sides not told apart")
_SIDES = frozenset(side.value for side in (Side.KG, Side.TJ, Side.UZ))


def pairs(
    incidents: Result, *, apart: Result | None = None, change: Result | None = None, tr: Translator
) -> list[tuple[str, str]]:
    """The figures as number and caption; sides in alphabetical order, their counts never added up.

    ``apart``: the answer of ``answers.themes.themes``, which keeps the deaths of interethnic violence apart;
    ``change``: that of ``answers.difference``, shown where both periods are covered.
    """
    _ = tr.gettext
    figures = incidents.figures
    if figures["count"] is None:
        return [*by_source(incidents, tr=tr), *_left_out(incidents, tr)]
    found = [(whole(figures["count"]), tr.ngettext("reported incident", "reported incidents", figures["count"]))]
    found += _changed(change, tr)
    found += _deaths_apart(incidents, apart, tr)
    inside = () if apart is None else apart.figures["events"]
    for total in _divided(rows(incidents.tables["not_divisible"])):
        found += _deaths(_CUT, total, tr, by_country=total[0]["part_of"] in inside)
    if figures["killed"]["unknown_records"]:
        n = figures["killed"]["unknown_records"]
        found.append(
            (whole(n), tr.ngettext("record without a number of deaths", "records without a number of deaths", n))
        )
    found += [(whole(n), _(_REASONS[reason])) for reason, n in figures["not_on_map"].items()]
    return found + _left_out(incidents, tr)


def by_source(incidents: Result, *, tr: Translator) -> tuple[tuple[str, str], ...]:
    """The figures of each source, which are not added up, and how many pairs of their records wait."""
    found = list[tuple[str, str]]()
    for row in incidents.figures["by_source"]:
        words = tr.ngettext("reported incident: {title}", "reported incidents: {title}", row["count"])
        found.append((whole(row["count"]), fill(words, title=row["title"])))
        deaths = deaths_of(row)
        if deaths is not None:
            found.append((deaths.text(tr), fill(tr.gettext(_DEATHS_OF), title=row["title"])))
    total = {"total": incidents.figures["if_all_same"]["count"]}
    return (*found, (whole(incidents.figures["undecided_pairs"]), Message(_PAIRS, total).text(tr)))


def _left_out(incidents: Result, tr: Translator) -> list[tuple[str, str]]:
    _, found = tr.gettext, list[tuple[str, str]]()
    left = incidents.excluded.get(Verification.UNVERIFIED, 0)
    if left:
        found.append((whole(left), _(N_("not verified, left out"))))
    if incidents.excluded.get("district_unknown"):
        found.append((whole(incidents.excluded["district_unknown"]), _(N_("district unknown, left out"))))
    return found


def _changed(change: Result | None, tr: Translator) -> list[tuple[str, str]]:
    if change is None or change.figures["difference"] is None:
        return []
    figures = change.figures
    more, n = "+" if figures["difference"] > 0 else "", whole(figures["difference"])
    days = {"first": figures["before_first"], "last": figures["before_last"]}
    return [(f"{more}{n}", Message(_AGAINST, {"before": figures["before"], **days}).text(tr))]


def _deaths_apart(incidents: Result, apart: Result | None, tr: Translator) -> list[tuple[str, str]]:
    """One figure of deaths, or two where border incidents and interethnic violence are in the selection."""
    counts = {} if apart is None else apart.figures["count"]
    if apart is None or not counts["interethnic"] or (counts["others"] and split(incidents, apart) is None):
        return _deaths(_DEATHS, rows(incidents.tables["by_side"]), tr)
    if counts["others"]:
        groups = [rows(apart.table[apart.table["group"] == name]) for name in ("others", "interethnic")]
    else:
        groups = [[], rows(incidents.tables["by_side"])]
    events = [row for row in rows(apart.tables["events"]) if row["killed_best"]]
    pattern = _OF_INTERETHNIC
    if len(events) == 1:
        event = {"n": events[0]["killed_best"], "event": name_of_event(events[0])}
        pattern = Message(_OF_EVENT, {**event, "addends": "{addends}"}).text(tr)
    return _deaths(_OF_OTHERS, groups[0], tr) + _deaths(pattern, groups[1], tr, by_country=True)


def _divided(not_divisible: list[Row]) -> list[list[Row]]:
    """Of each total that the filters cut through the first count of each side."""
    totals = dict[str, dict[str, Row]]()
    for row in not_divisible:
        if row["killed_best"] is not None:
            totals.setdefault(row["incident_id"], {}).setdefault(row["about_side"], row)
    return [list(sides.values()) for sides in totals.values()]


def _deaths(
    pattern: str, by_side: list[Row], tr: Translator, *, by_country: bool = False
) -> list[tuple[str, str]]:
    """The deaths by side; those of which no side is told (most lists of others) only where there are no others."""
    deadly = [row for row in by_side if row["killed_best"]]
    told = [row for row in deadly if row["about_side"] in _SIDES] or deadly
    if not told:
        return []
    addends = " + ".join(_addend(row, tr, by_country=by_country) for row in told)
    number = " + ".join(whole(row["killed_best"]) for row in told)
    days = " – ".join(str(written(told[0].get(name), lang=tr.lang)) for name in ("date_start", "date_end"))
    return [(number, fill(tr.gettext(pattern), addends=addends, days=days))]


def _addend(row: Row, tr: Translator, *, by_country: bool) -> str:
    if row["about_side"] not in _SIDES:
        return tr.gettext(_NOT_APART)
    side = tr.gettext(label((Country if by_country else Side)(row["about_side"])))
    return fill(tr.gettext(_ADDEND), side=side, whose=whose(row["told_by"]).text(tr))
