"""A record in plain words: nothing is marked up, and what is not known is not said as 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from answers.languages import translator
from briefing import record_words
from layers.rows import rows
from model.selection import Selection
from model.strings import English

if TYPE_CHECKING:
    from layers.rows import Row
    from store.bundle import Store

TR = English()


def record(store: Store, key: str) -> Row:
    return next(row for row in rows(incidents(store, Selection()).table) if row["incident_id"] == key)


def test_days_type_place_and_distance(valley_store: Store) -> None:
    row = record(valley_store, "V05")
    assert record_words.days(row, TR) == "2019-12-30 – 2020-01-03"
    assert record_words.days(row, translator("ru")) == "30 декабря 2019 года – 3 января 2020 года"
    assert record_words.what(row, TR) == "Shooting"
    assert record_words.place(row, TR).startswith(f"{row['place_text']} (")
    assert "km from the line (KG-TJ, main, km" in record_words.where(row, TR)
    assert record_words.checked(row, TR) == "verified"


@pytest.mark.parametrize(
    ("lang", "side", "country"),
    [
        ("en", "losses on the Kyrgyz side", "losses in Kyrgyzstan"),
        ("ru", "на кыргызской стороне", "в Кыргызстане"),
        ("tg", "дар ҷониби Қирғизистон", "дар Қирғизистон"),
    ],
)
def test_interethnic_losses_are_in_a_country_and_on_no_side_of_a_border(
    lang: str, side: str, country: str
) -> None:
    account, tr = {"told_by": "third", "about_side": "KG"}, translator(lang)
    assert record_words.tellers(account, tr).endswith(side)
    assert record_words.tellers(account, tr, theme="cross_border").endswith(side)
    assert record_words.tellers(account, tr, theme="interethnic").endswith(country)


def test_unknown_figures_are_left_out_and_ranges_stand(valley_store: Store) -> None:
    assert record_words.casualties(record(valley_store, "V01"), TR) == ""
    accounts = rows(incidents(valley_store, Selection()).tables["by_account"])
    told = [row for row in accounts if row["incident_id"] == "V01"]
    assert [record_words.told(row, TR) for row in told] == ["1 killed", "2 to 3 killed"]
    silent = next(row for row in accounts if row["account_id"] == "V12-1")
    assert record_words.told(silent | {"injured_low": None, "injured_best": None}, TR) == "no number given"
