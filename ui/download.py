"""The download of the map as a picture: a public file, whatever mode the screen is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from model.strings import N_, Translator, fill

if TYPE_CHECKING:
    from datetime import date

    from model.selection import Selection
    from store.bundle import Store

NAME = "ferghana-map-{date}.png"


def show(store: Store, selection: Selection, layers: tuple[str, ...], *, day: date, tr: Translator) -> None:
    """A button; the picture is drawn when it is pressed, not before."""
    st.download_button(
        tr.gettext(N_("Download this map (PNG)")),
        data=lambda: _picture(store, selection, layers, tr),
        file_name=fill(NAME, date=day.isoformat()),
        mime="image/png",
        key="snapshot",
        on_click="ignore",
    )


def _picture(store: Store, selection: Selection, layers: tuple[str, ...], tr: Translator) -> bytes:
    from briefing.snapshot import snapshot_png  # noqa: PLC0415 - Matplotlib costs half a second at the start

    return snapshot_png(store, selection, layers=layers, tr=tr)
