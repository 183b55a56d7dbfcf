"""How user-visible text is marked, and what turns it into the user's language.

English msgids are written where they are used, inside ``N_()`` in tables of labels and inside
``_()`` (a :class:`Translator` method bound to the session) on pages. Never an f-string inside:
mark the sentence with ``{fields}`` and fill it afterwards with :func:`fill`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Protocol

from model.written import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_AS_IT_IS, _PAIR = "{one}", "{one} {other}"
"""Nothing to translate in them, so they are not marked."""


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

    ``str()`` of it is the English sentence, so an error may carry one.

    >>> Message("{n} incidents", {"n": 3}).english()
    '3 incidents'
    """

    msgid: str
    fields: Mapping[str, object] = field(default_factory=dict)
    code: str | None = None
    plural: str | None = None
    count: int | None = None

    @classmethod
    def counted(cls, singular: str, plural: str, n: int, /, **fields: object) -> Message:
        """A sentence about ``n`` things, which the translator puts into the right plural form.

        ``n`` is a field of both forms.

        >>> [Message.counted("{n} place", "{n} places", n).english() for n in (1, 1200)]
        ['1 place', '1\u202f200 places']
        """
        return cls(singular, {"n": n, **fields}, plural=plural, count=n)

    def text(self, tr: Translator) -> str:
        """The sentence in the translator's language, fields filled in.

        A field that is a message or a name, or a tuple of them (comma between), is translated too; days and
        numbers are written as the language does. A whole number in a field named ``year…`` is a year.
        """
        pattern = tr.gettext(self.msgid)
        if self.plural is not None and self.count is not None:
            pattern = tr.ngettext(self.msgid, self.plural, self.count)
        return fill(pattern, **{name: _of_field(name, value, tr) for name, value in self.fields.items()})

    def english(self) -> str:
        """The sentence in English."""
        return self.text(English())

    def __str__(self) -> str:
        """The sentence in English."""
        return self.english()


def one_after_another(sentences: Iterable[Message | str]) -> Message:
    """Several sentences as one message, a space between.

    >>> str(one_after_another(["The date is late.", Message("The name is unknown.")]))
    'The date is late. The name is unknown.'
    """
    return reduce(
        lambda one, other: Message(_PAIR, {"one": one, "other": other}), (as_message(one) for one in sentences)
    )


def as_message(sentence: Message | str) -> Message:
    """A sentence that nobody translates as a message; a message as it is.

    >>> as_message("Braces {stay}.").english()
    'Braces {stay}.'
    """
    return sentence if isinstance(sentence, Message) else Message(_AS_IT_IS, {"one": sentence})


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


def _of_field(name: str, value: object, tr: Translator) -> object:
    return value if name.startswith("year") and isinstance(value, int) else _spoken(value, tr)


def _spoken(value: object, tr: Translator) -> object:
    if isinstance(value, (Message, Name)):
        return value.text(tr)
    if isinstance(value, tuple):
        return ", ".join(str(_spoken(item, tr)) for item in value)
    return written(value, lang=tr.lang)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark a msgid for the catalogue and give it back unchanged."""
    return message


def fill(template: str, **fields: object) -> str:
    """The template with its ``{fields}`` filled; braces without a field stay as they are.

    >>> fill("{n} of {total}", n=2, total=5)
    '2 of 5'
    """
    return template.format(**fields) if fields else template
