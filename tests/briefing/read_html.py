"""A one-file map read as a browser would: its tags, its texts by class, its data."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

_NAMED_BY_TAG = {"h1", "h2", "h3", "b", "pre"}
VOID = {"meta", "input", "img", "br"}


class Read(HTMLParser):
    """What a page holds: ``tags`` with their attributes, ``texts`` (class or tag, words), ``data``, ``style``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.style = ""
        self._data = ""
        self.feed(page)
        self.close()

    @property
    def data(self) -> dict[str, Any]:
        """What the script of the page reads."""
        found: dict[str, Any] = json.loads(self._data)
        return found

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every record in the file."""
        return [record for records in self.data["records"].values() for record in records]

    def said(self, kind: str) -> list[str]:
        """The texts of a class, or of a tag without one."""
        return [words for where, words in self.texts if where == kind]

    def everything(self) -> str:
        """All visible words."""
        return " ".join(words for _, words in self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in VOID:
            self._open.append((tag, given.get("class") or given.get("id") or ""))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, name = self._open[-1] if self._open else ("", "")
        if tag == "script" and name == "fv-data":
            self._data += data
        elif tag == "script":
            self.scripts[-1] += data
        elif tag == "style":
            self.style += data
        elif data.strip():
            named = next((found for _, found in reversed(self._open) if found), tag)
            self.texts.append((name or (tag if tag in _NAMED_BY_TAG else named), data.strip()))
