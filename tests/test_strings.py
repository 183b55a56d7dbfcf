"""Every sentence that a user reads can be translated: marked as plain text, filled afterwards."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("model", "answers", "layers", "briefing", "ui")
MARKERS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "Message": 1}
"""Marker: how many of its first arguments are msgids."""
LITERAL_ONLY = {"N_", "ngettext"}
"""Here a variable would never be extracted, or not as a pair of singular and plural."""
CONSTANT_AT_LEAST = {"_"}
"""A page passes a text or what N_() marked in a constant; gettext() and Message() may pass on more."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "Message": (1,),
    "ngettext": (1, 2),
}
BUILT_WHILE_RUNNING = (ast.JoinedStr, ast.BinOp)

FILES = sorted(
    path
    for place in (*ROOMS, "cli.py", "dashboard.py")
    for path in ((ROOT / place).rglob("*.py") if (ROOT / place).is_dir() else [ROOT / place])
    if path.is_file()
)


def _msgids(path: Path) -> list[tuple[str, ast.expr]]:
    """Each msgid argument with its marker; of a choice between two, both."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for argument in node.args[: MARKERS.get(name, 0)]:
                both = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                found += [(name, choice) for choice in both]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_msgid_is_a_text_and_not_put_together_while_running(path: Path) -> None:
    for name, argument in _msgids(path):
        where = f"{path.name}:{argument.lineno}"
        assert not isinstance(argument, BUILT_WHILE_RUNNING), (
            f"{where}: {name}() needs a plain text with {{fields}}; fill it afterwards"
        )
        if isinstance(argument, ast.Call):
            called = getattr(argument.func, "attr", getattr(argument.func, "id", ""))
            assert called not in {"format", "fill", "str", "join"}, f"{where}: mark first, fill afterwards"
        if name in LITERAL_ONLY:
            assert _is_text(argument), f"{where}: {name}() extracts only a text that stands in its brackets"
        if name in CONSTANT_AT_LEAST:
            marked = _is_text(argument) or _is_marked(argument)
            assert marked, f"{where}: {name}() takes a text, or a constant that N_() marked"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_fields_of_a_msgid_have_names(path: Path) -> None:
    for _, argument in _msgids(path):
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            assert "{}" not in argument.value, (
                f"{path.name}:{argument.lineno}: a translator must be able to reorder"
            )


def _is_text(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def _is_marked(argument: ast.expr) -> bool:
    """``N_("…")``, ``label(word)``, or a constant, an entry of one, or an attribute of something."""
    if isinstance(argument, ast.Call):
        return getattr(argument.func, "id", "") in {"N_", "label"}
    if isinstance(argument, ast.Attribute):
        return True
    base = argument.value if isinstance(argument, ast.Subscript) else argument
    return isinstance(base, ast.Name) and base.id.isupper()


def _extracted() -> set[str]:
    texts: set[str] = set()
    for path in FILES:
        for _, message, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
            texts |= {message} if isinstance(message, str) else {part for part in message if part}
    return texts


def test_babel_finds_the_labels_and_the_coded_sentences() -> None:
    texts = _extracted()
    assert len(texts) > 50
    assert "transferred by agreement" in texts
    assert "No border section is recorded for {date}." in texts


def test_babel_finds_every_text_that_is_marked() -> None:
    marked = {
        argument.value
        for path in FILES
        for _, argument in _msgids(path)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert marked <= _extracted()
