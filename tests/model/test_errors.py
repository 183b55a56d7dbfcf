"""An error carries its sentence in a form that can still be translated."""

from __future__ import annotations

import pytest

from model.errors import (
    BadInputError,
    FerghanaError,
    MissingPartError,
    TargetError,
    UnknownNameError,
    problems_error,
)
from model.strings import Message


class Shouting:
    """A made language."""

    lang = "en"

    def gettext(self, message: str, /) -> str:
        return {"there is no {name}": "THERE IS NO {name}", "no {name}": "NO {name}", "last": "LAST"}.get(
            message, message
        )

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        return self.gettext(singular if n == 1 else plural)


@pytest.mark.parametrize("kind", [BadInputError, UnknownNameError, TargetError, MissingPartError, FerghanaError])
def test_a_message_is_english_as_text_and_follows_a_translator(kind: type[FerghanaError]) -> None:
    problem = kind(Message("there is no {name}", {"name": "Osh"}))
    assert str(problem) == "there is no Osh"
    assert problem.text(Shouting()) == "THERE IS NO Osh"


def test_a_plain_sentence_stays_as_it_is() -> None:
    problem = BadInputError("plain {text}")
    assert problem.text(Shouting()) == str(problem) == "plain {text}"


def test_several_problems_are_one_error_whose_every_sentence_is_translated() -> None:
    problem = problems_error([Message("no {name}", {"name": "Osh"}), "plain", Message("last")])
    assert str(problem) == "no Osh plain last"
    assert problem.text(Shouting()) == "NO Osh plain LAST"
