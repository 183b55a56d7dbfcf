"""How user-visible text is marked, and what turns it into the user's language.

English msgids are written where they are used, inside ``N_()`` in tables of labels and inside
``_()`` (a :class:`Translator` method bound to the session) on pages. Never an f-string inside:
mark the sentence with ``{fields}`` and fill it afterwards with :func:`fill`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Translator(Protocol):
    """What a page, a layer or a document asks for text; one object per session."""

    @property
    def lang(self) -> str:
        """The code of the session's language."""
        ...

    def gettext(self, message: str, /) -> str:
        """The message in the session's language, or the English msgid."""
        ...

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The right plural form for ``n``."""
        ...


@dataclass(frozen=True, slots=True)
class English:
    """The translator that needs no catalogue: msgids are English already."""

    lang: str = "en"

    def gettext(self, message: str, /) -> str:
        """The message itself."""
        return message

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The singular for one, else the plural."""
        return singular if n == 1 else plural


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that can still be translated: a msgid, its fields and its code if it has one.

    >>> Message("{n} incidents", {"n": 3}).english()
    '3 incidents'
    """

    msgid: str
    fields: Mapping[str, object] = field(default_factory=dict)
    code: str | None = None

    def text(self, tr: Translator) -> str:
        """The sentence in the translator's language, fields filled in.

        A field that is a message or a name, or a tuple of them (comma between), is translated too.
        """
        return fill(tr.gettext(self.msgid), **{name: _spoken(value, tr) for name, value in self.fields.items()})

    def english(self) -> str:
        """The sentence in English."""
        return self.text(English())


@dataclass(frozen=True, slots=True)
class Name:
    """A name that has a form in several languages; where one is missing, the English form is shown.

    >>> Name("Batken", {"ru": "Баткен"}).text(English("ru"))
    'Баткен'
    """

    english: str
    forms: Mapping[str, str] = field(default_factory=dict)

    def text(self, tr: Translator) -> str:
        """The form in the translator's language."""
        return self.forms.get(tr.lang) or self.english

    def __str__(self) -> str:
        """The English form."""
        return self.english


def _spoken(value: object, tr: Translator) -> object:
    if isinstance(value, (Message, Name)):
        return value.text(tr)
    if isinstance(value, tuple):
        return ", ".join(str(_spoken(item, tr)) for item in value)
    return value


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark a msgid for the catalogue and give it back unchanged."""
    return message


def fill(template: str, **fields: object) -> str:
    """The template with its ``{fields}`` filled; braces without a field stay as they are.

    >>> fill("{n} of {total}", n=2, total=5)
    '2 of 5'
    """
    return template.format(**fields) if fields else template
