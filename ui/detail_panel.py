"""The panel beside the map: what is behind the clicked mark, with every account and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from layers.escaping import markdown, paragraph
from layers.naming import names_of, text_of
from layers.numbers import decimal, percent, whole
from layers.rows import Row, rows
from model.enums import (
    Border,
    Country,
    SectionStatus,
    ToldBy,
)
from model.labels import KINDS, label
from model.periods import last_day
from model.settings import SYNTHETIC_MARK
from model.strings import N_, Message, fill
from model.written import day, days
from ui import caching, crossing_lines, record_lines, resource_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator

_DAYS = N_("{first} to {last}")
_DEATHS = N_("deaths {deaths}")
_PARTLY = N_("deaths {deaths}, unknown in {unknown}")
_NOT_KNOWN = N_("deaths not known")
_PEOPLE = N_("{n} inhabitants ({year})")
_NO_YEAR = N_("year not given")
_UNDECIDED = N_("Several sources, not added up: pairs of their records are undecided.")
_POPULATION_UNKNOWN = N_("no population figure")
_AREA = N_("{km2} km² measured on this map")
_UNTIL_NOW = N_("today")
_MOST_PLACES = 12
"""So many places of a cell are named."""


def show(selection: Selection, ref: str, *, tr: Translator) -> None:
    """Draw the answer about ``ref``.

    Raises
    ------
        UnknownNameError: the selection holds nothing of that name.
    """
    answer = caching.detail(selection, ref, lang=tr.lang)
    st.markdown(f"### {markdown(answer.figures['title'])}")
    _DRAW[answer.figures["kind"]](answer, tr)


def _symbol(answer: Result, tr: Translator) -> None:
    st.markdown(f"**{markdown(symbol_line(answer.figures, tr))}**")
    _records(rows(answer.table), rows(answer.tables["by_account"]), tr)


def _cell(answer: Result, tr: Translator) -> None:
    """The places in a cell, then its latest records; what is not shown is counted."""
    st.markdown(f"**{markdown(symbol_line(answer.figures, tr))}**")
    symbols = rows(answer.tables["symbols"])
    named = ", ".join(f"{row['name']} ({whole(row['count'])})" for row in symbols[:_MOST_PLACES])
    more = len(symbols) - _MOST_PLACES
    if more > 0:
        rest = Message.counted("and {n} more place", "and {n} more places", more)
        named = f"{named} {rest.text(tr)}"
    _quiet(named, "")
    _records(rows(answer.table), rows(answer.tables["by_account"]), tr)
    left = answer.figures["left_out"]
    if left:
        st.divider()
        pattern = tr.ngettext(
            "and {n} earlier record: see the Incidents page",
            "and {n} earlier records: see the Incidents page",
            left,
        )
        st.caption(markdown(fill(pattern, n=whole(left))))


def symbol_line(figures: Mapping[str, Any], tr: Translator) -> str:
    """How many incidents a symbol stands for, when, and the deaths; where none of them tells, that is said."""
    n, unknown, first, last = (figures[name] for name in ("count", "unknown_records", "first", "last"))
    deaths = 0 if figures["killed_best"] is None or figures["deaths_unknown"] else figures["killed_best"]
    span = day(first, lang=tr.lang)
    if first != last:
        span = Message(_DAYS, {"first": first, "last": last}).text(tr)
    pattern = _NOT_KNOWN if unknown == n else _PARTLY if unknown else _DEATHS
    return fill(
        tr.ngettext("{n} incident, {days}; {killed}", "{n} incidents, {days}; {killed}", n),
        n=n,
        days=span,
        killed=fill(tr.gettext(pattern), deaths=deaths, unknown=unknown),
    )


def _place(answer: Result, tr: Translator) -> None:
    row = rows(answer.table)[0]
    country = tr.gettext(label(Country(row["country_on_day"])))
    where = " · ".join(part for part in (kind_of(row, tr), row.get("district"), country) if part)
    st.markdown(f"{markdown(names_of(row, lang=tr.lang))}  \n{markdown(where)}  \n{people(row, tr)}")
    _count(answer, tr)
    _records(rows(answer.tables["incidents"]), rows(answer.tables["by_account"]), tr)


def _district(answer: Result, tr: Translator) -> None:
    row = rows(answer.table)[0]
    country = tr.gettext(label(Country(row["country"])))
    where = " · ".join(part for part in (kind_of(row, tr), row["province"], country) if part)
    st.markdown(f"{markdown(names_of(row, lang=tr.lang))}  \n{markdown(where)}  \n{people(row, tr)}")
    _count(answer, tr)
    for total in totals_lines(rows(answer.tables["not_divisible"]), tr):
        st.markdown(markdown(total))
    _records(rows(answer.tables["incidents"]), rows(answer.tables["by_account"]), tr)


def kind_of(row: Row, tr: Translator) -> str:
    """The kind of a place or district in words; a kind that we have no word for as it is."""
    return tr.gettext(KINDS.get(row["kind"], text_of(row["kind"])))


def totals_lines(accounts: Sequence[Row], tr: Translator) -> list[str]:
    """What each side counts of a total that no district can be given; a total may have no teller."""
    first = [row for row in accounts if row["told_by"] == row["about_side"] and row["killed_best"] is not None]
    shown = {(row["incident_id"], row["about_side"]): row for row in reversed(first)}
    pattern = tr.gettext(N_("Not divisible by place: {n} killed, {whose} ({first} to {last})"))
    return [
        fill(
            pattern,
            n=whole(row["killed_best"]),
            whose=tr.gettext(label(ToldBy(row["told_by"] or ToldBy.UNKNOWN))),
            first=day(row["date_start"], lang=tr.lang),
            last=day(row["date_end"], lang=tr.lang),
        )
        for row in reversed(list(shown.values()))
    ]


def _section(answer: Result, tr: Translator) -> None:
    for row in rows(answer.table):
        status = tr.gettext(label(SectionStatus(row["status"])))
        span = days(row["valid_from"], last_day(row["valid_to"]), lang=tr.lang, until=tr.gettext(_UNTIL_NOW))
        border = tr.gettext(label(Border(row["border"])))
        mark = "**" if row.get("current", True) else ""
        st.markdown(f"{mark}{markdown(status)}{mark}, {markdown(span)}  \n{markdown(border)}")
        _quiet(text_of(row.get("note")), record_lines.source(row, tr))


def _exclave(answer: Result, tr: Translator) -> None:
    row = rows(answer.table)[0]
    owner, around = (tr.gettext(label(Country(row[key]))) for key in ("belongs_to", "surrounded_by"))
    pattern = tr.gettext(N_("Belongs to {owner}, surrounded by {around}"))
    st.markdown(markdown(fill(pattern, owner=owner, around=around)))
    if row["area_km2"] is not None:
        st.markdown(markdown(fill(tr.gettext(_AREA), km2=decimal(round(row["area_km2"], 1), lang=tr.lang))))
    _quiet(text_of(row["area_quoted"]), markdown(text_of(row["note"])))


def _crossing(answer: Result, tr: Translator) -> None:
    row = rows(answer.table)[0]
    st.markdown("  \n".join(crossing_lines.crossing(row, tr, on=answer.figures["on"])))
    for statement in rows(answer.tables["statuses"]):
        st.caption("  \n".join(crossing_lines.status(statement, tr)))


def _resource(answer: Result, tr: Translator) -> None:
    for row in rows(answer.table):
        st.markdown("  \n".join(resource_lines.resource(row, tr)))
        st.divider()


def _response(answer: Result, tr: Translator) -> None:
    n = len(answer.table)
    pattern = tr.ngettext("{n} response in this selection", "{n} responses in this selection", n)
    st.markdown(f"**{markdown(fill(pattern, n=n))}**")
    for row in rows(answer.table):
        st.divider()
        st.markdown("  \n".join(resource_lines.response(row, tr)))


def _perception(answer: Result, tr: Translator) -> None:
    if answer.synthetic:
        st.html(paragraph(tr.gettext(SYNTHETIC_MARK), kind="synthetic"))
    titles = {source.source_id: source.title for source in answer.sources}
    for told in rows(answer.table):
        row = told | {"source_title": told["source_title"] or titles.get(told["source_id"])}
        if row["estimate"] is None:
            st.markdown(markdown(row["reason"] or tr.gettext(N_("no published figure"))))
            continue
        st.markdown("  \n".join(perception_lines(row, tr)))


def perception_lines(row: Row, tr: Translator) -> list[str]:
    """A figure in Markdown: value and what it is of, date and n, source."""
    survey = row["measure"] == "share"
    value, lang = row["estimate"], tr.lang
    value = percent(value, lang=lang) if survey else f"{decimal(value, lang=lang)} ({row['value_unit']})"
    n = tr.gettext(N_("n not given")) if row["n"] is None else f"n = {whole(row['n'])}"
    lines = [f"**{markdown(value)}** {markdown(row['what'])}", f"{markdown(row['wave'])} · {markdown(n)}"]
    return [*lines, record_lines.source(row, tr)]


def _count(answer: Result, tr: Translator) -> None:
    n = answer.figures["count"]
    if n is None:
        st.markdown(markdown(tr.gettext(_UNDECIDED)))
        return
    pattern = tr.ngettext("{n} incident in this selection", "{n} incidents in this selection", n)
    st.markdown(f"**{markdown(fill(pattern, n=n))}**")


def people(row: Row, tr: Translator) -> str:
    """The population of a row in Markdown with its year; what is not known is said."""
    if row["population"] is None:
        return markdown(tr.gettext(_POPULATION_UNKNOWN))
    year = tr.gettext(_NO_YEAR) if row["population_year"] is None else int(row["population_year"])
    return markdown(fill(tr.gettext(_PEOPLE), n=whole(row["population"]), year=year))


def _records(records: Sequence[Row], accounts: Sequence[Row], tr: Translator) -> None:
    for row in sorted(records, key=lambda record: str(record["date_start"]), reverse=True):
        st.divider()
        st.markdown("  \n".join(record_lines.record(row, tr)))
        told = [account for account in accounts if account["incident_id"] == row["incident_id"]]
        lines = [record_lines.account(account, tr, theme=row["theme"]) for account in told]
        _quiet("", "  \n".join([*lines, record_lines.source(row, tr)]))


def _quiet(plain: str, ready: str) -> None:
    """Small print: plain text is escaped here, the other part is Markdown already."""
    text = "  \n".join(part for part in (markdown(plain) if plain else "", ready) if part)
    if text:
        st.caption(text)


_DRAW: dict[str, Callable[[Result, Any], None]] = {
    "cell": _cell,
    "incidents": _symbol,
    "place": _place,
    "district": _district,
    "section": _section,
    "exclave": _exclave,
    "crossing": _crossing,
    "resource": _resource,
    "response": _response,
    "perception": _perception,
}
