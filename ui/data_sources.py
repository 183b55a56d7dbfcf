"""The sources part of the Data page: where everything comes from, until when, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.by_source import asked, records_shown
from answers.wording import disclaimers
from layers import escaping
from layers.escaping import link, markdown
from layers.naming import text_of
from layers.numbers import whole
from layers.rows import Row, rows
from layers.source_bands import bands_svg
from model.labels import HOLDS
from model.selection import Perceptions, Selection
from model.settings import SYNTHETIC_MARK
from model.strings import N_, Message, fill
from ui import caching

if TYPE_CHECKING:
    from model.strings import Translator
    from store.bundle import Store

_ALL = Selection()
_PICTURE = N_("From when to when each source was collected")
_THIN = N_("yellow: years with few records collected")
_FRESH = N_("collected to {last}")
_MADE_FOR = N_("made up for days to {last}")
_NO_PERIOD = N_("no period: it holds for the present")
_READ = N_("read on {date}")
_HOLDS = N_("{n} rows of incidents")
_COUNTED = N_("Records counted, checked at least in part: {n}.")
_UNVERIFIED = N_(
    "Left out because no page that was read confirms them: {n}. 'Checked' among the filters shows them on this "
    "screen; no public file holds them."
)
_INTERNAL = N_("Left out because they are not public: {n}.")
_TOTALS = N_("Totals of larger events, whose deaths are counted once and whose rows are not: {n}.")
_DUPLICATE = N_("Left out as second views of an incident that is counted: {n}.")
_OUTSIDE = N_("Left out because they lie outside the valley: {n}.")
_DISTRICT_ONLY = N_("Counted, known to the district only, on the map as areas: {n}.")
_HIDDEN = N_("Counted, without a place on the map: {n}.")
_DEATHS = N_("Counted, without a number of deaths, which is not the same as none: {n}.")
_GUESSES = N_("Places whose point is a guess and never decides which village is nearest: {n} of {total}.")
_PEOPLE = N_("Districts without a population figure, for which no rates can be shown: {n} of {total}.")
_MADE = N_(
    "The demonstration survey ({waves} waves, {first} to {last}) was made by a program from a seed: nobody was "
    "asked, and its figures say nothing about any real place or group. It is there to show how answers of a "
    "survey look, stands on the map only when it is chosen, and says so on every view and in every file."
)


def sources(store: Store, *, tr: Translator) -> None:
    """Draw the bands and then every source with licence, attribution, coverage and freshness."""
    _ = tr.gettext
    answer = caching.answer("sources", _ALL, lang=tr.lang)
    st.html(escaping.picture(bands_svg(answer, lang=tr.lang), alt=_(_PICTURE)))
    st.html(escaping.paragraph(f"{_(_PICTURE)}; {_(_THIN)}", kind="line"))
    st.markdown(markdown(disclaimers(store, _ALL)[1].text(tr)))
    for row in rows(answer.table):
        st.markdown("  \n".join(source_lines(row, tr)))


def source_lines(row: Row, tr: Translator) -> list[str]:
    """A source in Markdown lines: title, publisher, what it holds, how fresh it is, licence, attribution."""
    _ = tr.gettext
    title = link(row["title"], row["url"])
    mark = f" · **{markdown(_(SYNTHETIC_MARK))}**" if row["synthetic"] else ""
    fresh = _(_NO_PERIOD)
    if row["coverage_to"] is not None:
        fresh = Message(_MADE_FOR if row["synthetic"] else _FRESH, {"last": row["coverage_to"]}).text(tr)
    held = [Message(_HOLDS, {"n": row["incidents"]}).text(tr)] if row["incidents"] else []
    read = Message(_READ, {"date": row["access_date"]}).text(tr)
    facts = [tr.gettext(HOLDS.get(str(row["holds"]), str(row["holds"]))), *held, fresh, read, row["licence"]]
    lines = [f"**{title}** · {markdown(row['publisher'])}{mark}", markdown(" · ".join(facts))]
    return [*lines, *(markdown(row[name]) for name in ("attribution", "coverage_note") if text_of(row[name]))]


def left_out(*, tr: Translator) -> None:
    """Draw what is counted, what is not, and what is known less well, each with its number."""
    st.markdown("\n".join(f"- {markdown(line)}" for line in left_out_lines(tr)))


def left_out_lines(tr: Translator) -> list[str]:
    """A sentence for every reason for which rows are not counted, not on the map, or known less well."""
    _ = tr.gettext
    incidents, held = caching.answer("incidents", _ALL), rows(caching.answer("sources", _ALL).table)
    figures, out = incidents.figures, incidents.excluded
    off_map = dict(figures["not_on_map"])
    speaking = asked(caching.store(), _ALL)
    every = sum(row["incidents"] for row in held if row["source_id"] in speaking)
    totals = every - records_shown(incidents) - sum(out.values())
    counts = [
        (_(_COUNTED), figures["count"]),
        (_(_UNVERIFIED), out.get("unverified", 0)),
        (_(_INTERNAL), out.get("internal", 0)),
        (_(_TOTALS), totals),
        (_(_DUPLICATE), out.get("duplicate", 0)),
        (_(_OUTSIDE), out.get("outside", 0)),
        (_(_DISTRICT_ONLY), off_map.pop("district_only", 0)),
        (_(_HIDDEN), sum(off_map.values())),
        (_(_DEATHS), figures["killed"]["unknown_records"]),
    ]
    return [fill(words, n=whole(n)) for words, n in counts if n] + _less_known(tr)


def _less_known(tr: Translator) -> list[str]:
    places = caching.answer("places", _ALL).table
    districts = caching.answer("districts", _ALL).table
    low, unknown = int((places["confidence"] == "low").sum()), int(districts["population"].isna().sum())
    guesses = fill(tr.gettext(_GUESSES), n=whole(low), total=whole(len(places)))
    return [guesses, fill(tr.gettext(_PEOPLE), n=whole(unknown), total=whole(len(districts)))]


def synthetic(*, tr: Translator) -> None:
    """Draw what the made-up data are; nothing where the data have none."""
    answer = caching.answer("perceptions", Selection(perceptions=Perceptions.SYNTHETIC))
    waves = answer.tables["waves"]
    if waves.empty or not answer.synthetic:
        return
    days = {"first": waves["date_start"].min(), "last": waves["date_end"].max()}
    st.html(escaping.paragraph(tr.gettext(SYNTHETIC_MARK), kind="synthetic"))
    st.markdown(markdown(Message(_MADE, {"waves": len(waves), **days}).text(tr)))
