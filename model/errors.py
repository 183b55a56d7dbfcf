"""The few errors of the project. Each is also a built-in one, so old handlers keep working.

The text of every error is one plain sentence: what was expected, what was found, where, and what
to do next. Several problems of one input are reported together by :func:`problems_error`. An error that
users meet carries a :class:`model.strings.Message`, so that its sentence follows their language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.strings import Message, as_message, one_after_another

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.strings import Translator


class FerghanaError(Exception):
    """The root of the project's errors, made with a sentence or a message; its text may be shown to a user.

    >>> str(BadInputError(Message("There is no {what}.", {"what": "such day"})))
    'There is no such day.'
    """

    @property
    def message(self) -> Message:
        """The sentence as a message; one that was made as plain text stays English."""
        first = self.args[0] if self.args else None
        return first if isinstance(first, Message) else as_message(str(self))

    def text(self, tr: Translator) -> str:
        """The sentence in the translator's language."""
        return self.message.text(tr)


class BadInputError(FerghanaError, ValueError):
    """Something the user gave cannot be used as it is: a date, a name, an option."""


class UnknownNameError(FerghanaError, LookupError):
    """A name fits nothing we know; the text lists the nearest names."""


class DataFileError(FerghanaError, RuntimeError):
    """A data file is missing, changed or not of the shape its contract says."""


class TargetError(FerghanaError, OSError):
    """A file or an address that we were asked to write to or listen on cannot be used."""


class MissingPartError(FerghanaError, ImportError):
    """A part of the installation is absent: a font, a web asset, a package."""


def problems_error(problems: Sequence[str | Message]) -> BadInputError:
    """One error that carries every problem of one input, each a sentence.

    >>> str(problems_error(["The date is late.", "The name is unknown."]))
    'The date is late. The name is unknown.'
    """
    return BadInputError(one_after_another(problems))
