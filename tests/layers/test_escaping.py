"""Nothing that comes from data can become HTML, script, template or Markdown."""

from __future__ import annotations

import html
import json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import escaping
from layers.symbols import Row
from model.errors import FerghanaError
from tests.hostile import HOSTILE, LONG, MARKUP, STRANGE


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


@pytest.mark.parametrize("hostile", [*HOSTILE, "http://[x", "//example.org", "HTTP ://x"])
def test_what_is_no_web_address_is_none(hostile: str) -> None:
    assert escaping.web_address(hostile) is None


def test_a_part_of_a_legend_has_a_switch_where_its_layer_may_go() -> None:
    rows = [Row("head", "left out"), Row("entry", "<i>"), Row("note", "<u>")]
    made = escaping.legend_part('a"b', "<b>", rows, switch=True)
    assert "left out" not in made
    assert tags(made) == ["section", "h3", "label", "input", "span", "div", "div", "div"]
    assert "input" not in tags(escaping.legend_part("a", "b", rows, switch=False))


def test_items_link_web_addresses_only_and_never_with_a_door_back() -> None:
    made = escaping.items([("<a>", "<b>", "https://example.org/?a=1&b"), ("c", "d", "javascript:alert(1)")])
    assert tags(made) == ["ul", "li", "a", "b", "li", "b"]
    assert 'href="https://example.org/?a=1&amp;b" target="_blank" rel="noopener noreferrer"' in made


@pytest.mark.parametrize("hostile", [*HOSTILE, "%%style%%", "%%data%%"])
def test_a_document_takes_any_text_and_fills_each_slot_once(hostile: str) -> None:
    made = escaping.document(
        "<title>%%title%%</title><style>%%style%%</style><p>%%part%%</p><script>%%data%%</script>%%scripts%%%%policy%%",
        texts={"title": hostile},
        parts={"part": escaping.paragraph(hostile, kind="line")},
        data=[hostile],
        scripts=("var a = '%%title%%';",),
        style="p{color:red}",
    )
    assert tags(made) == ["title", "style", "p", "p", "script", "script"]
    assert made.count("p{color:red}") == 1
    assert "var a = '%%title%%';" in made
    assert "'sha256-" in made


@pytest.mark.parametrize("code", ["var a = '</script>';", "var a = '<!--';", "</STYLE>"])
def test_a_script_that_would_end_early_makes_no_document(code: str) -> None:
    with pytest.raises(FerghanaError, match=r"holds an end tag or a comment"):
        escaping.document("%%scripts%%", texts={}, parts={}, data=None, scripts=(code,), style="")


@pytest.mark.parametrize("hostile", [*HOSTILE, *STRANGE, *MARKUP, *LONG])
def test_plain_text_can_stand_in_xml_and_turns_no_text_beside_it(hostile: str) -> None:
    shown = escaping.plain(hostile)
    assert ET.fromstring(f"<p>{escaping.text(hostile)}</p>").text == shown.replace("\r", "\n")
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068") & set(shown)
    assert len(shown) < escaping.LONGEST + 20


def test_a_long_text_says_how_much_of_it_is_folded() -> None:
    assert escaping.plain("a" * 10, most=4) == "aaaa … +6"
    assert escaping.plain("a" * 4, most=4) == "aaaa"


@pytest.mark.parametrize(
    "words", [":material/home:", ":streamlit:", "a->b", "a<-b", "a<->b", "a--b", ">=", "<=", "~="]
)
def test_what_streamlit_replaces_after_markdown_is_kept_apart(words: str) -> None:
    shown = escaping.markdown(words).replace("\\", "")
    assert shown != words
    assert shown.replace("\u2060", "") == words
