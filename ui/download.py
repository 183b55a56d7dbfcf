"""The map to keep, as a picture or as one HTML file: public files, whatever mode the screen is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from briefing import map_assets
from model.strings import N_, Translator, fill

if TYPE_CHECKING:
    from datetime import date

    from model.selection import Selection
    from store.bundle import Store

NAME = "ferghana-map-{date}.{fmt}"


def show(
    store: Store, selection: Selection, layers: tuple[str, ...], *, day: date, tr: Translator, part: str = ""
) -> None:
    """Two buttons side by side; a file is made when its button is pressed, not before.

    ``part`` tells the buttons of a second map on the page from those of the first.
    """
    missing = map_assets.missing()
    with st.container(horizontal=True):
        st.download_button(
            tr.gettext(N_("Download this map (PNG)")),
            data=lambda: _picture(store, selection, layers, tr),
            file_name=fill(NAME, date=day.isoformat(), fmt="png"),
            mime="image/png",
            key=f"snapshot{part}",
            on_click="ignore",
        )
        st.download_button(
            tr.gettext(N_("Download this map (one HTML file, works offline)")),
            data=lambda: _page(store, selection, layers, tr),
            file_name=fill(NAME, date=day.isoformat(), fmt="html"),
            mime="text/html",
            key=f"offline-map{part}",
            on_click="ignore",
            disabled=missing is not None,
            help=None if missing is None else missing.text(tr),
        )


def _picture(store: Store, selection: Selection, layers: tuple[str, ...], tr: Translator) -> bytes:
    from briefing.snapshot import snapshot_png  # noqa: PLC0415 - Matplotlib costs half a second at the start

    return snapshot_png(store, selection, layers=layers, tr=tr)


def _page(store: Store, selection: Selection, layers: tuple[str, ...], tr: Translator) -> bytes:
    from briefing.offline_html import html_map  # noqa: PLC0415 - it asks for Matplotlib too

    return html_map(store, selection, layers=layers, tr=tr).encode()
