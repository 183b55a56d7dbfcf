"""The map of a selection as one HTML file that opens without a network, a server or an installation.

The same answers, views and legend as the picture of :mod:`briefing.snapshot`, drawn by the same script as on
the screen. The file forbids itself every request.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answers.by_source import records_shown
from answers.incidents import incidents
from answers.languages import in_language
from answers.said import said
from answers.themes import themes
from answers.wording import what_can_be_said
from briefing.caption import caption, limits, version
from briefing.key_figures import pairs
from briefing.map_assets import leaflet
from briefing.offline_page import PAGE_STYLE, TEMPLATE
from briefing.offline_records import MOST_RECORDS, by_symbol
from briefing.offline_script import OFFLINE_SCRIPT
from briefing.snapshot import ENGLISH, Drawing, command_line, first_view, gather
from briefing.writing import check_target, write_atomic
from layers import escaping, symbols
from layers.basemap import MAP_OPTIONS, STYLE, start_settings
from layers.client import CLIENT_SCRIPT, compact
from layers.marks import pack
from layers.registry import BY_KEY
from model.enums import Mode
from model.settings import INTERNAL_MARK, SYNTHETIC_MARK, language_note
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    from briefing.furniture import Caption
    from model.result import Result
    from model.selection import Selection
    from model.settings import Box
    from model.strings import Translator

_SOURCE = N_("{attribution}. Licence: {licence}. Read on {date}.")
_MADE = N_("File made on {date}.")
_TOO_MANY = N_(
    "The {n} records behind the symbols are not in this file, since it would be too heavy: narrow the filters, "
    "or take the records from the Incidents page."
)
_WORDS: Mapping[str, str] = {
    "find": N_("Open a place, line or area"),
    "hint": N_("Choose a symbol, line or area on the map, or its name in the list above."),
    "noscript": N_(
        "The map needs JavaScript, which is switched off here; legend, figures and sources stand below."
    ),
    "beside": N_("Beside the map"),
    "detail": N_("Detail"),
    "legend": N_("Legend"),
    "sourcesword": N_("Sources and limits"),
    "aboutword": N_("About this file"),
    "again": N_("The command that makes it again:"),
}
_SPOKEN: Mapping[str, str] = {
    "map": N_("Map"),
    "close": N_("Close"),
    "find": _WORDS["find"],
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
}
"""What the script says."""


def html_map(
    store: Any,
    selection: Selection,
    *,
    mode: Mode = Mode.PUBLIC,
    layers: Sequence[str] | None = None,
    tr: Translator = ENGLISH,
    box: Box | None = None,
    day: date | None = None,
) -> str:
    """The page as text, in the language of ``tr``; public, or marked INTERNAL at its top.

    ``layers`` = keys of :data:`layers.registry.LAYERS` (by default those shown at first), ``box`` = what the
    map shows at first (by default the valley, or what a filter on places left), ``day`` = the date of the file.

    Raises
    ------
        MissingPartError: Leaflet is not installed.
        UnknownNameError: a layer's key is unknown.
    """
    assets = leaflet()
    drawing = gather(store, selection, mode=mode, layers=layers, tr=tr)
    text = caption(store, drawing.results, drawing.views, sources=drawing.sources, tr=tr)
    day = datetime.now().astimezone().date() if day is None else day
    texts = {key: tr.gettext(words) for key, words in _WORDS.items()} | {
        "lang": tr.lang,
        "title": text.title,
        "words": " · ".join(text.words),
        "command": command_line(selection, mode=mode, layers=layers, lang=tr.lang, out="map.html"),
        "made": f"{Message(_MADE, {'date': day}).text(tr)} {version(drawing.sources, tr=tr)}",
    }
    return escaping.document(
        TEMPLATE,
        texts=texts,
        parts=_parts(store, drawing, text, tr),
        data=_data(store, drawing, box or first_view(drawing, selection), mode, tr),
        scripts=(assets.script, compact(CLIENT_SCRIPT), compact(OFFLINE_SCRIPT)),
        style=f"{assets.style}\n{STYLE}\n{PAGE_STYLE}",
    )


def write_html(path: Path, store: Any, selection: Selection, **options: Any) -> None:
    """Write the page to a file, whole or not at all; ``options`` as in :func:`html_map`.

    Raises
    ------
        TargetError: the file cannot be written; nothing is left behind.
    """
    check_target(Path(path), example="map.html")
    write_atomic(Path(path), html_map(store, selection, **options).encode())


def _parts(store: Any, drawing: Drawing, text: Caption, tr: Translator) -> dict[str, str]:
    """What stands around the map, as HTML that :mod:`layers.escaping` made."""
    shown = drawing.results.get("incidents")
    every = list(drawing.results.values())
    limit_lines = limits(store, every, drawing.sources.selection, tr=tr)
    return {
        "marks": _marks(text, tr),
        "figures": "" if shown is None else escaping.figures(_figures(store, shown, tr)),
        "entries": "".join(_legend(drawing, tr)),
        "said": _said(store, drawing, text, tr),
        "sources": escaping.items(_sources(drawing, tr)),
        "limits": "".join(escaping.paragraph(line, kind="limit") for line in limit_lines),
    }


def _figures(store: Any, shown: Result, tr: Translator) -> list[tuple[str, str]]:
    """The key figures of the page, deaths in interethnic violence apart."""
    apart = themes(store, shown.selection, mode=shown.mode or Mode.PUBLIC)
    return pairs(shown, apart=apart, tr=tr)


def _marks(text: Caption, tr: Translator) -> str:
    """What must be seen first: the file is internal, data are made up, nobody signed the translation."""
    marks = [(INTERNAL_MARK, "strip")] if text.internal else []
    marks += [(SYNTHETIC_MARK, "synthetic")] if text.synthetic else []
    found = [escaping.paragraph(tr.gettext(mark), kind=kind) for mark, kind in marks]
    note = language_note(tr.lang)
    return "".join([*found, *([] if note is None else [escaping.paragraph(note.text(tr), kind="quiet")])])


def _legend(drawing: Drawing, tr: Translator) -> list[str]:
    """What lies on top first, as on the screen; ground and border lines have no switch."""
    return [
        escaping.legend_part(
            view.key, view.title.text(tr), symbols.rows((view,), tr=tr), switch=not BY_KEY[view.key].always
        )
        for view in reversed(drawing.views)
    ]


def _said(store: Any, drawing: Drawing, text: Caption, tr: Translator) -> str:
    """The two sentences that may be quoted, and what they leave out; nothing without incidents."""
    shown = drawing.results.get("incidents")
    if shown is None:
        return ""
    sentences = [message.text(tr) for message in said(store, shown)]
    told = {*sentences, *(message.text(tr) for message in what_can_be_said(store, shown))}
    lines = [escaping.paragraph(" ".join(sentences), kind="quote")]
    lines += [escaping.paragraph(line, kind="limit") for line in text.counts if line not in told]
    return escaping.section(tr.gettext(N_("What can be said")), lines)


def _sources(drawing: Drawing, tr: Translator) -> list[tuple[str, str, object]]:
    cited = {source.source_id for result in drawing.results.values() for source in result.sources}
    table = drawing.sources.table
    rows = table[table["source_id"].isin(cited)].to_dict("records")
    return [(f"{row['title']}.", _source_words(row).text(tr), row["url"]) for row in rows]


def _source_words(row: Mapping[Hashable, Any]) -> Message:
    shown = {"attribution": row["attribution"].rstrip("."), "licence": row["licence"]}
    return Message(_SOURCE, {**shown, "date": row["access_date"]})


def _data(store: Any, drawing: Drawing, box: Box, mode: Mode, tr: Translator) -> dict[str, Any]:
    """What the script reads: first view, packed layers, the records of each symbol, words."""
    words = {key: tr.gettext(text) for key, text in _SPOKEN.items()}
    records = dict[str, Any]()
    shown = drawing.results.get("incidents")
    n = 0 if shown is None else records_shown(shown)  # rows of a map's answer may stand for many records
    if shown is not None and n <= MOST_RECORDS:
        answer = incidents(store, shown.selection, mode=mode)
        records = by_symbol(in_language(store, answer, lang=tr.lang), tr=tr)
    elif shown is not None:
        words["no_records"] = Message(_TOO_MANY, {"n": n}).text(tr)
    return {
        "lang": tr.lang,
        "options": {**MAP_OPTIONS, "center": [0, 0], "zoom": MAP_OPTIONS["minZoom"]},
        "settings": start_settings(tr, box),
        "layers": [{"key": v.key, "title": v.title.text(tr), "pack": pack(v, tr)} for v in drawing.views],
        "records": records,
        "most": MOST_RECORDS,
        "words": words,
    }
