"""What a page says, whatever kind of element says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def said(page: AppTest) -> str:
    """All sentences of the page in one text, Markdown's escapes left out."""
    parts = [*page.markdown, *page.success, *page.info, *page.warning, *page.error]
    words = [*(str(one.value) for one in parts), *(one.proto.body for one in page.get("html"))]
    return " ".join(words).replace("\\", "")
