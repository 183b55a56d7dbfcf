"""The last section of docs/cli.md: every command and option, as the program itself explains them.

``python -m tools.cli_reference`` writes it between two marks; a test compares, so no option stays untold.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
BEGIN, END = "<!-- reference:begin -->", "<!-- reference:end -->"
_BETWEEN = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each command that can be given, by its words (``query incidents``), in the order of the alphabet."""
    group = group or typer.main.get_command(cli.app)
    for name, command in sorted(group.commands.items()):
        words = (*path, name)
        if hasattr(command, "commands"):
            yield from commands(command, words)
        else:
            yield " ".join(words), command


def options() -> dict[tuple[str, str], list[str]]:
    """Option or argument, with what it says of itself: the commands that take it."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, command in commands():
        for item in command.params:
            spelled = item.metavar or item.name.upper() if item.param_type_name == "argument" else item.opts[0]
            found.setdefault((spelled, str(item.help or "")), []).append(name)
    return dict(sorted(found.items()))


def reference() -> str:
    """The two tables, between their marks."""
    lines = [BEGIN, "| command | what it does |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(command.help)} |" for name, command in commands()]
    lines += ["", "| option | what it is | taken by |", "|---|---|---|"]
    for (spelled, said), names in options().items():
        taken = ", ".join(f"`{name}`" for name in names)
        lines.append(f"| `{spelled}` | {_cell(said)} | {taken} |")
    return "\n".join([*lines, END])


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def main() -> int:
    """Put the tables into the document."""
    text = FILE.read_text("utf-8")
    if not _BETWEEN.search(text):
        print(f"{FILE.name} lacks the marks {BEGIN} and {END}: put them back.", file=sys.stderr)
        return 1
    FILE.write_text(_BETWEEN.sub(lambda _: reference(), text), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
