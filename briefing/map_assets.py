"""Leaflet as text to put into a file, from where set-up has laid it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from briefing.installation import ROOT
from model.errors import MissingPartError
from model.strings import N_, Message

FOLDER = ROOT / "static" / "leaflet"
_MISSING = N_(
    "The map script is not installed, so no map can be put into a file: run 'make setup' "
    "(or 'python -m tools.web_assets'), then try again."
)
_PICTURE = re.compile(r"url\([^)]*\)")


class Assets(NamedTuple):
    """Script and style of Leaflet; the script begins with the licence under which it may be passed on."""

    script: str
    style: str


def leaflet(folder: Path = FOLDER) -> Assets:
    """Leaflet without the pictures that it would fetch: our map has no marker and no control that shows one.

    Raises
    ------
        MissingPartError: it is not installed.
    """
    try:
        script, style, licence = (
            (Path(folder) / name).read_text("utf-8") for name in ("leaflet.js", "leaflet.css", "LICENSE")
        )
    except OSError as error:
        raise MissingPartError(Message(_MISSING)) from error
    code = "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL="))
    notice = "\n".join(licence.splitlines()).replace("*/", "* /")
    return Assets(f"/*\n{notice}\n*/\n{code}\n", _PICTURE.sub("none", "\n".join(style.splitlines())))


def missing(folder: Path = FOLDER) -> Message | None:
    """What a page says instead of offering the file, where Leaflet is not installed."""
    return None if (Path(folder) / "leaflet.js").is_file() else Message(_MISSING)
