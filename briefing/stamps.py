"""What every file says of itself: workspace, data version, mode, marks, and how good its words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.enums import Mode
from model.result import require_published
from model.settings import INTERNAL_MARK, SYNTHETIC_MARK, language_note
from model.strings import English

if TYPE_CHECKING:
    from model.result import Result
    from model.strings import Translator

_ENGLISH = English()
_STAMP_NAMES = {"synthetic": "answer_synthetic"}


def stamp(result: Result, *, tr: Translator = _ENGLISH) -> dict[str, Any]:
    """Where an answer comes from and who may see it: stands in every payload and in every CSV line.

    ``marks`` are in the language, as a reader of the file needs them; ``mode`` and ``synthetic`` say the same
    to a program. ``language_note`` is there where the words of the language are not reviewed.
    """
    mode, note = require_published(result).mode, language_note(tr.lang)
    return {
        "workspace": result.workspace,
        "data_version": result.data_version,
        "mode": mode.value if mode is not None else None,
        "synthetic": result.synthetic,
        "marks": _marks(result, tr),
        **({} if note is None else {"language_note": note.text(tr)}),
    }


def marks(result: Result, *, tr: Translator = _ENGLISH) -> list[str]:
    """The words that must stand on whatever is made of this answer, in its language.

    None for public, real data in reviewed words.
    """
    note = language_note(tr.lang)
    return [*_marks(result, tr), *([] if note is None else [note.text(tr)])]


def _marks(result: Result, tr: Translator) -> list[str]:
    wanted = ((SYNTHETIC_MARK, result.synthetic), (INTERNAL_MARK, result.mode is Mode.INTERNAL))
    return [tr.gettext(mark) for mark, is_so in wanted if is_so]


def line_stamp(result: Result, *, tr: Translator = _ENGLISH) -> dict[str, Any]:
    """The stamp as columns of a line.

    ``synthetic`` is called ``answer_synthetic`` there: a table may have a column of that name.
    """
    return {_STAMP_NAMES.get(name, name): value for name, value in stamp(result, tr=tr).items()}
