"""The one shape of every answer, so that page, command and document cannot disagree.

``answers/`` makes a :class:`Result`, ``answers.publish.publish`` stamps its mode; a result without
a mode has not been published and no layer, page or file may take it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from model.enums import Mode, Status
from model.errors import FerghanaError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from model.selection import Selection
    from model.strings import Message


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source as an answer cites it."""

    source_id: str
    title: str
    attribution: str
    licence: str
    synthetic: bool = False
    redistributable: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """An answer to one question.

    ``table`` is the main frame, ``tables`` the smaller ones beside it (accounts, not divisible),
    ``figures`` the key figures (numbers or nested dictionaries of numbers; ``None`` = unknown),
    ``excluded`` the number of records left out by reason, ``choices`` what was chosen on the
    user's behalf. ``mode`` is set by ``publish`` and by nothing else.
    """

    question: str
    selection: Selection
    table: pd.DataFrame
    status: Status = Status.OK
    code: str | None = None
    message: Message | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Message, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[SourceRef, ...] = ()
    workspace: str = "bundled"
    data_version: str = ""
    synthetic: bool = False
    mode: Mode | None = None


def require_published(result: Result) -> Result:
    """The result itself if it went through ``publish``.

    Raises
    ------
        FerghanaError: it did not; a mistake in the program, never in the input.
    """
    if result.mode is None:
        message = f"The answer '{result.question}' was not published: call answers.publish.publish first."
        raise FerghanaError(message)
    return result
