"""The only module that makes HTML: it escapes every piece of text that comes from data.

Popups, tooltips and page HTML interpret what they are given, so nothing reaches them but what left
this module. Pictures in HTML are ``<img>`` with an inline SVG, because page HTML is cleaned of SVG tags.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from model.errors import FerghanaError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.symbols import Row

_MORE = {"`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;"}
"""What JavaScript templates and Jinja read as code, beside what HTML reads."""

_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027", "`": "\\u0060", "$": "\\u0024"}
_TEMPLATE = re.compile(r"\{(?=[{%#])")
"""Folium reads finished scripts as Jinja templates once more; JSON has these pairs inside text only."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'])")
_REPLACED = re.compile(r"(?<=:)(?=material/|streamlit:)|(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=[>~])(?==)")
"""Between two signs that Streamlit makes an icon or an arrow of after Markdown was read, so no stroke helps."""
_JOINER = "\u2060"
"""No sign, no room, no break: it only keeps two signs from being read as one."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONGEST = 3000
"""Letters of one text on a screen; files have it whole."""
_SCHEMES = ("http", "https")
_SLOT = re.compile(r"%%([a-z]+)%%")
_ENDS_CODE = re.compile(r"</(script|style)|<!--", re.IGNORECASE)


def plain(value: object, *, most: int = LONGEST) -> str:
    r"""The value as text that every reader of XML takes and that leaves the text beside it as it is.

    What cannot be printed becomes a mark of replacement; signs that turn the direction of writing for all
    that follows are left out. Letters of scripts that run to the left do so without them. A text of
    pages is folded: it ends in the number of letters that it goes on for.

    >>> plain("a\x00b \u202ec"), plain("a" * 5000)[-11:]
    ('a�b c', 'aaa … +2000')
    """
    letters = str(value)
    more = len(letters) - most
    if more > 0:
        letters = f"{letters[:most]} … +{more}"
    return _TURNING.sub("", _UNPRINTABLE.sub("\ufffd", letters))


def text(value: object) -> str:
    """The value as text that HTML, a template literal or Jinja can only show, never run.

    >>> text("<b>O'zbek</b> ${x}")
    '&lt;b&gt;O&#x27;zbek&lt;/b&gt; &#36;&#123;x&#125;'
    """
    escaped = html.escape(plain(value), quote=True)
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
    words = _REPLACED.sub(_JOINER, " ".join(plain(value).split()))
    return _MARKDOWN.sub(r"\\\1", words)


def link(label: object, url: object) -> str:
    r"""A Markdown link if the address is a web address, else the label alone.

    >>> link("24.kg", "javascript:alert(1)")
    '24\\.kg'
    """
    shown = markdown(label)
    address = web_address(url)
    return shown if address is None else f"[{shown}](<{address}>)"


def web_address(url: object) -> str | None:
    """The address if a reader may be sent there: of the web, without a sign that could end a link.

    >>> web_address("javascript:alert(1)"), web_address("http://[x"), web_address("https://24.kg/1")
    (None, None, 'https://24.kg/1')
    """
    address = str(url or "").strip()
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # brackets that hold no address
        return None
    return None if scheme not in _SCHEMES or re.search(r"[\s<>\"'`\\]", address) else address


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


def section(heading: str, parts: Iterable[str]) -> str:
    """Parts that this module made, under a heading."""
    return f"<section><h2>{text(heading)}</h2>{''.join(parts)}</section>"


def legend_part(key: str, title: str, rows: Iterable[Row], *, switch: bool) -> str:
    """The legend of one layer under its title; with ``switch`` the title is a tick box for the layer's key."""
    box = f'<input type="checkbox" checked data-switch="{text(key)}"> ' if switch else ""
    head = f"<label>{box}<span>{text(title)}</span></label>" if switch else text(title)
    lines = "".join(_legend_row(row) for row in rows if row.kind != "head")
    return f'<section class="fv-part" data-layer="{text(key)}"><h3>{head}</h3><div>{lines}</div></section>'


def items(lines: Iterable[tuple[str, str, object]]) -> str:
    """A list in HTML: of each line a heading, what it says and a web address, which makes the heading a link."""
    return f'<ul class="fv-items">{"".join(_item(*line) for line in lines)}</ul>'


def _item(heading: str, words: str, url: object) -> str:
    address = web_address(url)
    shown = f"<b>{text(heading)}</b>"
    if address is not None:
        shown = f'<a href="{text(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    return f"<li>{shown} {text(words)}</li>"


def document(
    template: str,
    *,
    texts: Mapping[str, str],
    parts: Mapping[str, str],
    data: Any,
    scripts: Sequence[str],
    style: str,
) -> str:
    """A whole page that can fetch nothing and runs no script but ours: the template with its ``%%slots%%`` filled.

    ``texts`` are escaped; ``parts`` are HTML that this module made; ``data`` becomes JSON in a block that is
    no script; ``scripts`` and ``style`` are our own code. Slots of these: ``data``, ``scripts``, ``style``
    and ``policy``, which names the hash of each script.

    Raises
    ------
        FerghanaError: a script or the style would end before its end.
    """
    if any(_ENDS_CODE.search(code) for code in (*scripts, style)):
        message = "A script or style of the page holds an end tag or a comment of HTML."
        raise FerghanaError(message)
    filled = {name: text(words) for name, words in texts.items()} | dict(parts)
    filled |= {
        "data": script_json(data),
        "policy": _policy(scripts),
        "scripts": "".join(f"<script>{script}</script>" for script in scripts),
        "style": style,
    }
    return _SLOT.sub(lambda slot: filled[slot[1]], template)


def _policy(scripts: Iterable[str]) -> str:
    """Where hashes stand, a browser runs no other script, whatever ``unsafe-inline`` says to an older one."""
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    ours = " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'unsafe-inline' {ours}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
