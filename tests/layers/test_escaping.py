"""Nothing that comes from data can become HTML, script, template or Markdown."""

from __future__ import annotations

import html
import json
from html.parser import HTMLParser

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import escaping
from layers.symbols import Row

HOSTILE = [
    "O'zbek",
    "`alert(1)`",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "${document.cookie}",
    "{{ 7 * 7 }} {% raw %} {# a #}",
    'a" onmouseover="alert(1)',
    "Сурх & Чорқӯҳ",
    "\u2028\u2029",
]


class Seen(HTMLParser):
    """The tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def tags(text: str) -> list[str]:
    seen = Seen()
    seen.feed(text)
    return seen.tags


@pytest.mark.parametrize("hostile", HOSTILE)
def test_escaped_text_shows_as_it_is_and_makes_no_tag(hostile: str) -> None:
    escaped = escaping.text(hostile)
    assert tags(escaped) == []
    assert html.unescape(escaped) == hostile
    assert not set("<>`\"'${}") & set(escaped)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_script_json_survives_json_and_a_second_reading_as_a_template(text: str) -> None:
    packed = escaping.script_json([text, {"a": {"b": text}}])
    assert json.loads(packed) == [text, {"a": {"b": text}}]
    assert json.loads(jinja2.Template(packed, keep_trailing_newline=True).render()) == [text, {"a": {"b": text}}]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_script_json_cannot_end_its_script(hostile: str) -> None:
    packed = escaping.script_json(hostile)
    assert json.loads(packed) == hostile
    assert not set("<>`'$&\u2028\u2029") & set(packed)
    assert "{{" not in packed


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", None, "http://a b", "http://a>b"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert escaping.link("label", url) == "label"


def test_a_web_address_becomes_a_link_with_an_escaped_label() -> None:
    assert escaping.link("[a]", "https://example.org/x") == r"[\[a\]](<https://example.org/x>)"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_leaves_no_sign_with_a_meaning(hostile: str) -> None:
    escaped = escaping.markdown(hostile)
    assert all(escaped[at - 1] == "\\" for at, letter in enumerate(escaped) if letter in "`*_[]<>#|~$")


def test_a_legend_holds_pictures_and_escaped_text_only() -> None:
    rows = [Row("head", "<b>"), Row("entry", "<i>", "<svg/>", 34, 14), Row("note", "<u>")]
    assert set(tags(escaping.legend(rows))) == {"div", "span", "img"}


def test_figures_and_paragraphs_are_escaped() -> None:
    made = (
        escaping.figures([("<b>1", "<i>")])
        + escaping.paragraph("<u>", kind="line")
        + escaping.picture("", alt="<")
    )
    assert set(tags(made)) == {"div", "b", "span", "p", "img"}
