"""Numbers, days and the order of names in a language, whatever the computer is set to."""

from __future__ import annotations

from datetime import date

import pytest

from model.strings import English, Message
from model.written import day, decimal, percent, sort_key, whole

DAY = date(2021, 4, 29)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "2021-04-29"), ("ru", "29 апреля 2021 года"), ("tg", "29 апрели соли 2021"), ("ky", "2021-04-29")],
)
def test_a_day_in_a_sentence_is_written_as_the_language_does(lang: str, said: str) -> None:
    assert day(DAY, lang=lang) == said
    assert Message("On {date}", {"date": DAY}).text(English(lang)) == f"On {said}"


def test_every_month_has_its_form() -> None:
    for lang in ("ru", "tg"):
        months = {day(date(2021, month, 1), lang=lang).split()[1] for month in range(1, 13)}
        assert len(months) == 12
        assert all(len(month) >= 3 for month in months)


@pytest.mark.parametrize(("lang", "said"), [("en", "12.5"), ("ru", "12,5"), ("tg", "12,5")])
def test_decimals_stand_behind_a_comma_where_the_language_has_one(lang: str, said: str) -> None:
    assert decimal(12.5, lang=lang) == said
    assert Message("{km}", {"km": 12.5}).text(English(lang)) == said


@pytest.mark.parametrize(("lang", "said"), [("en", "43 %"), ("ru", "43\u00a0%"), ("tg", "43%")])
def test_the_sign_of_per_cent_stands_as_the_language_writes_it(lang: str, said: str) -> None:
    assert percent(0.427, lang=lang) == said


def test_thousands_are_parted_by_a_narrow_space_and_years_are_not() -> None:
    assert whole(100_000) == "100\u202f000"
    message = Message("{n} in {year}", {"n": 2021, "year": 2021})
    assert message.english() == "2\u202f021 in 2021"


def test_tajik_letters_stand_beside_their_kin() -> None:
    names = ["Ҳисор", "Хуҷанд", "Ӯрта", "Фон", "Ура", "Қистакуз", "Кони", "Ҷилдон", "Чорку"]
    assert sorted(names, key=lambda name: sort_key(name, lang="tg")) == [
        "Кони",
        "Қистакуз",
        "Ура",
        "Ӯрта",
        "Фон",
        "Хуҷанд",
        "Ҳисор",
        "Чорку",
        "Ҷилдон",
    ]


def test_a_counted_message_asks_the_translator_for_its_form() -> None:
    class Three:
        lang = "ru"

        def gettext(self, message: str, /) -> str:
            return message

        def ngettext(self, singular: str, plural: str, n: int, /) -> str:
            return f"{{n}} of {singular} and {plural}"

    assert Message.counted("one", "many", 3).text(Three()) == "3 of one and many"
    assert Message.counted("{n} place", "{n} places", 1).english() == "1 place"
    assert Message.counted("{n} place in {area}", "{n} places in {area}", 2, area="X").english() == "2 places in X"
