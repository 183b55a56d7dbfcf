"""The only module that makes HTML: it escapes every piece of text that comes from data.

Popups, tooltips and page HTML interpret what they are given, so nothing reaches them but what left
this module. Pictures in HTML are ``<img>`` with an inline SVG, because page HTML is cleaned of SVG tags.
"""

from __future__ import annotations

import base64
import html
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.symbols import Row

_MORE = {"`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;"}
"""What JavaScript templates and Jinja read as code, beside what HTML reads."""

_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027", "`": "\\u0060", "$": "\\u0024"}
_TEMPLATE = re.compile(r"\{(?=[{%#])")
"""Folium reads finished scripts as Jinja templates once more; JSON has these pairs inside text only."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'])")
_SCHEMES = ("http", "https")


def text(value: object) -> str:
    """The value as text that HTML, a template literal or Jinja can only show, never run.

    >>> text("<b>O'zbek</b> ${x}")
    '&lt;b&gt;O&#x27;zbek&lt;/b&gt; &#36;&#123;x&#125;'
    """
    escaped = html.escape(str(value), quote=True)
    return "".join(_MORE.get(letter, letter) for letter in escaped)


def script_json(value: Any) -> str:
    r"""The value as JSON that may stand inside a script, whatever text it carries.

    >>> script_json("</script>${a}")
    '"\\u003c/script\\u003e\\u0024{a}"'
    >>> script_json("{{ x }}")
    '"\\u007b{ x }}"'
    """
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = packed.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    packed = _TEMPLATE.sub("\\\\u007b", packed)
    return "".join(_SCRIPT.get(letter, letter) for letter in packed)


def markdown(value: object) -> str:
    r"""The value as Markdown that shows it letter by letter, on one line.

    >>> markdown("[a](b) *c*")
    '\\[a\\]\\(b\\) \\*c\\*'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(str(value).split()))


def link(label: object, url: object) -> str:
    r"""A Markdown link if the address is a web address, else the label alone.

    >>> link("24.kg", "javascript:alert(1)")
    '24\\.kg'
    """
    shown = markdown(label)
    address = _web_address(url)
    return shown if address is None else f"[{shown}](<{address}>)"


def _web_address(url: object) -> str | None:
    address = str(url or "").strip()
    if urlsplit(address).scheme not in _SCHEMES or re.search(r"[\s<>\"'`\\]", address):
        return None
    return address


def legend(rows: Iterable[Row]) -> str:
    """The rows of a legend as HTML: a picture and a text each, headings in bold, notes in grey."""
    return f'<div class="fv-legend">{"".join(_legend_row(row) for row in rows)}</div>'


def picture(svg: str, *, alt: str) -> str:
    """An SVG document as an HTML picture with a text for those who cannot see it."""
    return f'<img class="fv-picture" alt="{text(alt)}" src="data:image/svg+xml;base64,{_base64(svg)}">'


def _base64(svg: str) -> str:
    return base64.b64encode(svg.encode()).decode("ascii")


def _legend_row(row: Row) -> str:
    if row.svg is None:
        return f'<div class="fv-{row.kind}">{text(row.text)}</div>'
    source = f"data:image/svg+xml;base64,{_base64(row.svg)}"
    image = f'<img alt="" width="{row.width}" height="{row.height}" src="{source}">'
    return f'<div class="fv-entry"><span>{image}</span><span>{text(row.text)}</span></div>'


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Key figures as HTML: each a large number over a small caption."""
    cells = "".join(f"<div><b>{text(number)}</b><span>{text(caption)}</span></div>" for number, caption in pairs)
    return f'<div class="fv-figures">{cells}</div>'


def paragraph(words: str, *, kind: str) -> str:
    """One paragraph with a class of the page's style."""
    return f'<p class="fv-{text(kind)}">{text(words)}</p>'
