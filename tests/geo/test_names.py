"""Names: golden values of methods section 10 (computed there with the same library), and the gazetteer."""

from __future__ import annotations

import re
import string

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.name_words import kind_in
from geo.names import MATCH, REVIEW, Gazetteer, key_score, name_key, name_score
from geo.spellings import spellings
from model.errors import UnknownNameError

MATCHES = """
Ворух=Vorukh 100 · Ворух=Voruh 100 · Сох=So‘x 100 · Сўх=Sokh 91.7 · Сох=Sukh 91.7 · Шахимардан=Shohimardon 95
· Шоҳимардон=Shakhimardan 95 · Чоркӯҳ=Chorku 92 · Ак-Сай=Ak-Sai 100 · Ак-Сай=Оқсой 90 · Көк-Таш=Koktash 100
· Көк-Таш=Kok Tash village 100 · Жалал-Абад=Джалал-Абад 100 · Джалал-Абад=Jalolobod 91.7
· Dzhalal-Abad=Jalal-Abad 100 · Қӯқанд=Kokand 95.8 · Фарғона=Ferghana 90.7 · Андижон=Andizhan 96.4
· Хуҷанд=Khujand 100 · Худжанд=Xo'jand 95.8 · Ош=O‘sh 100 · Кара-Суу=Карасу 100 · Лейлек=Leylek 100
· Овчи Қалъача=Ovchi-Kalacha 100 · Хӯҷаи Аъло=Khojai A'lo 96.9 · Капчыгай=Kapchigay 100 · Төрт-Күл=Tort-Kul 100
· Чоң-Кара=Chong-Kara 100 · Чон-Кара=Chong Qara 100 · Конибодом=Канибадам 91.7 · Аравон=Aravan 95.8
· Кызыл-Кия=Kyzyl-Kyya 100 · Үч-Коргон=Учкурган 93.8 · с. Ак-Сай=Ak-Say aiyl 100 · ҷамоати Ворух=Jamoat Vorukh 100
· Риштон=Rishtan 95.8 · Маргилан=Marg‘ilon 96.9 · Ноокат=Novqat 90 · Кадамжай=Кадамджай 100
· Жаңы-Айыл=Jany-Ayil 100
"""
REVIEWS = """
Өзгөн=Узген 75 · Узген=O‘zgan 87 · Коканд=Qo‘qon 81 · Кара-Суу=Qorasuv 87.5 · Лейлек=Ляйляк 86.7 · Ўш=Ош 87.5
· Кулькент=Kulkand 87.1 · Исфара=Исфана 83.3 · Kok-Tash=Kok-Tal 83.3 · Чорку=Chorsu 80 · Кара-Суу=Kara-Sai 75
· Чек=Chak 86.7 · Раваз=Ravat 80
"""
NO_MATCHES = """
Хоҷаи Аъло=Khoja-Alo 73.3 · Ак-Сай=Ak-Suu 62.5 · Сох=Surkh 58.3 · Сурх=Sukh 66.7 · Кара-Суу=Kara-Bak 51.7
· Үч-Коргон=Uch-Dobo 33.3 · Ак-Татыр=Ak-Terek 58.6 · Жаны-Жер=Jany-Bak 65.7 · Маргун=Margilan 58.3
· Тортгуль=Tort-Tash 51.7 · Ноокат=Nookent 72 · Кызыл-Кыштак=Qizil Qishloq 0
"""
TWINS = """
Үч-Коргон=Uchqo‘rg‘on 100 · Кара-Суу=Qorasuv 87.5 · Гулистан=Guliston 96.9 · Ак-Суу=Оқсу 93.8
· Навабад=Navobod 92.9 · Янги-Курган=Yangiqo‘rg‘on 94.4 · Достук=Do‘stlik 73.3
"""


def pairs(text: str) -> list[tuple[str, str, float]]:
    rows = [item.strip() for item in text.replace("\n", " ").split("·")]
    return [
        (one.strip(), other.rsplit(" ", 1)[0], float(other.rsplit(" ", 1)[1]))
        for one, other in (row.split("=") for row in rows)
    ]


@pytest.mark.parametrize(("one", "other", "score"), pairs(MATCHES))
def test_spellings_of_one_place_score_as_in_the_golden_table(one: str, other: str, score: float) -> None:
    assert name_score(one, other) == pytest.approx(score, abs=0.1)
    assert name_score(one, other) >= MATCH - 1e-9


@pytest.mark.parametrize(("one", "other", "score"), pairs(REVIEWS))
def test_names_for_review_score_between_the_thresholds(one: str, other: str, score: float) -> None:
    assert name_score(one, other) == pytest.approx(score, abs=0.1)
    assert REVIEW - 1e-9 <= name_score(one, other) < MATCH


@pytest.mark.parametrize(("one", "other", "score"), pairs(NO_MATCHES))
def test_different_names_score_below_review(one: str, other: str, score: float) -> None:
    assert name_score(one, other) == pytest.approx(score, abs=0.1)
    assert name_score(one, other) < REVIEW


@pytest.mark.parametrize(("one", "other", "score"), pairs(TWINS))
def test_twins_score_as_in_the_golden_table(one: str, other: str, score: float) -> None:
    assert name_score(one, other) == pytest.approx(score, abs=0.1)


def gazetteer(*rows: tuple[str, str, str, str]) -> Gazetteer:
    return Gazetteer(pd.DataFrame(rows, columns=["id", "name", "country", "kind"]))


VALLEY = gazetteer(
    ("kg-batken", "Batken", "KG", "district"),
    ("kg-batken", "Баткен", "KG", "district"),
    ("kg-batken-city", "Batken (city)", "KG", "city"),
    ("kg-batken-city", "Баткен", "KG", "city"),
    ("tj-isfara-city", "Isfara", "TJ", "city"),
    ("kg-razzakov-city", "Razzakov", "KG", "city"),
    ("kg-razzakov-city", "Isfana", "KG", "city"),
    ("kg-leilek", "Leilek", "KG", "district"),
    ("kg-leilek", "Ляйляк", "KG", "district"),
    ("uz-sokh", "Soʻx", "UZ", "district"),
)
DISTRICT_FIRST = ("district", "city")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("isfara", "tj-isfara-city"),
        ("Исфара", "tj-isfara-city"),
        ("Isfana", "kg-razzakov-city"),
        ("Лейлек", "kg-leilek"),
        ("Ляйляк", "kg-leilek"),
        ("So'x tumani", "uz-sokh"),
        ("kg-batken-city", "kg-batken-city"),
        ("Batken city", "kg-batken-city"),
        ("г. Баткен", "kg-batken-city"),
        ("Batken", "kg-batken"),
    ],
)
def test_names_in_any_spelling_find_their_unit(text: str, key: str) -> None:
    assert VALLEY.resolve(text, prefer=DISTRICT_FIRST).ids == (key,)


def test_a_bare_name_takes_the_district_and_names_the_city_set_aside() -> None:
    match = VALLEY.resolve("Баткен", prefer=DISTRICT_FIRST)
    assert (match.status, match.ids, match.alternatives) == ("exact", ("kg-batken",), ("kg-batken-city",))


def test_without_a_preference_a_bare_name_is_ambiguous() -> None:
    assert VALLEY.resolve("Баткен").status == "ambiguous"
    assert set(VALLEY.resolve("Баткен").ids) == {"kg-batken", "kg-batken-city"}


def test_isfara_and_isfana_never_match_each_other() -> None:
    only = gazetteer(("tj-isfara-city", "Исфара", "TJ", "city"))
    match = only.resolve("Исфана")
    assert (match.status, match.ids, match.needs_review) == ("unknown", (), True)
    assert match.nearest[0].score == pytest.approx(83.3, abs=0.1)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("Үч-Коргон", "Uchqo‘rg‘on", "Уч-Коргон"),
        ("Көк-Таш", "Кок-Таш", "Koktash"),
        ("Сары-Булак", "Sary-Bulak", "Сарыбулак"),
        ("Гүлстан", "Guliston", "Gulistan"),
    ],
)
def test_two_entries_that_both_fit_are_never_decided(one: str, other: str, text: str) -> None:
    twins = gazetteer(("a", one, "KG", "village"), ("b", other, "UZ", "village"))
    match = twins.resolve(text)
    assert match.status in {"ambiguous", "matched"}
    if all(name_score(text, name) >= MATCH for name in (one, other)):
        assert (match.status, set(match.ids)) == ("ambiguous", {"a", "b"})


def test_an_alias_of_two_entries_is_ambiguous_until_the_country_is_said() -> None:
    twins = gazetteer(
        ("kg", "Достук", "KG", "village"), ("uz", "Do‘stlik", "UZ", "village"), ("uz", "Достук", "UZ", "village")
    )
    assert twins.resolve("Достук").status == "ambiguous"
    assert twins.resolve("Достук", country="UZ").ids == ("uz",)


def test_a_careful_import_does_not_trust_an_exact_spelling_with_a_twin() -> None:
    twins = gazetteer(("kg", "Кара-Суу", "KG", "town"), ("uz", "Карасу", "UZ", "city"))
    assert twins.resolve("Кара-Суу").ids == ("kg",)
    assert twins.resolve("Кара-Суу").alternatives == ("uz",)
    assert twins.resolve("Кара-Суу", careful=True).status == "ambiguous"


def test_a_word_of_kind_that_fits_no_entry_is_passed_over() -> None:
    villages = gazetteer(("a", "Kerben", "KG", "town"), ("b", "Ак-Сай", "KG", "village"))
    assert villages.resolve("Kerben city").ids == ("a",)
    assert villages.resolve("г. Ак-Сай").ids == ("b",)


def test_the_best_must_lead_by_five() -> None:
    near = ("a", "Чоркӯҳ", "TJ", "village")
    assert gazetteer(near, ("b", "Чоркум", "TJ", "village")).resolve("Chorku").status == "matched"
    close = gazetteer(near, ("b", "Chorkui", "TJ", "village"))  # 92 and 88
    assert close.resolve("Chorku").status == "ambiguous"
    assert close.resolve("Chorku").ids == ("a", "b")


def test_short_names_match_only_exactly() -> None:
    short = gazetteer(("tul", "Tul", "UZ", "village"), ("osh", "Ош", "KG", "city"), ("osh", "O‘sh", "KG", "city"))
    assert short.resolve("Tol").status == "unknown"
    assert short.resolve("Tol").nearest[0].id == "tul"
    assert short.resolve("г. Ош").ids == ("osh",)
    assert short.resolve("O'sh").ids == ("osh",)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"'Isfahan' fits no name that we know: the nearest are "):
        VALLEY.require("Isfahan", prefer=DISTRICT_FIRST)


def test_an_ambiguous_name_is_refused_with_its_choices() -> None:
    with pytest.raises(UnknownNameError, match=r"fits several: Batken \(kg-batken\) and .*; write the id of one"):
        VALLEY.require("Баткен")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Isfahan", "the nearest are Razzakov (kg-razzakov-city) and Isfara (tj-isfara-city); write one of them"),
        ("Lelik", "the nearest is Leilek (kg-leilek); write that, or check the spelling"),
        ("Zzzzzz", "use one of kg-batken, kg-batken-city, kg-leilek, kg-razzakov-city, tj-isfara-city, uz-sokh"),
    ],
)
def test_a_refusal_is_a_whole_sentence_for_no_one_or_several_nearest_names(text: str, sentence: str) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(sentence)):
        VALLEY.require(text)


def test_where_no_name_is_near_and_too_many_to_list_the_spelling_is_to_be_checked() -> None:
    many = gazetteer(*((f"p{at}", f"Village{at}", "KG", "village") for at in range(20)))
    with pytest.raises(UnknownNameError, match="no name comes near it either, so check the spelling"):
        many.require("Zzzzzz")


def test_a_refusal_names_units_as_the_caller_wants() -> None:
    with pytest.raises(UnknownNameError, match="fits several: <kg-batken> and <kg-batken-city>;"):
        VALLEY.require("Баткен", label=lambda key: f"<{key}>")


def test_a_spelling_with_its_word_of_kind_comes_before_the_same_one_without() -> None:
    both = gazetteer(("osh", "Ош", "KG", "province"), ("osh-city", "Ош шаары", "KG", "province"))
    assert both.resolve("Ош шаары").ids == ("osh-city",)
    assert both.resolve("Ош облусу").ids == ("osh",)


def test_spellings_come_from_names_and_variants_once() -> None:
    table = pd.DataFrame(
        {
            "place_id": ["p"],
            "name_en": ["Vorukh"],
            "name_ru": ["Ворух"],
            "name_local": ["Ворух"],
            "variants": [["Varukh"]],
            "country": ["TJ"],
            "kind": ["village"],
        }
    )
    assert spellings(table, key="place_id")["name"].tolist() == ["Vorukh", "Ворух", "Varukh"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Batken (city)", "city"), ("Ноҳияи Ашт", "district"), ("Жаңы-Айыл", None), ("ш. Хуҷанд", "city")],
)
def test_a_word_of_kind_is_read(text: str, kind: str | None) -> None:
    assert kind_in(text) == kind


NAMES = st.text(alphabet=string.ascii_letters + "абвгдежзикстушӯқғҷөүң -'", min_size=1, max_size=14)


@settings(max_examples=50, deadline=None)
@given(NAMES, NAMES)
def test_the_score_is_symmetric_and_between_0_and_100(one: str, other: str) -> None:
    assert name_score(one, other) == pytest.approx(name_score(other, one))
    assert 0.0 <= name_score(one, other) <= 100.0


@settings(max_examples=50, deadline=None)
@given(NAMES)
def test_a_name_scores_100_with_itself_if_it_has_letters(name: str) -> None:
    assert name_score(name, name) == (100.0 if name_key(name) else 0.0)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [("aksai", "oksoi", 90.0), ("ozgon", "uzgen", 75.0), ("corku", "corkuh", 92.0)],  # by hand, methods section 10
)
def test_three_scores_checked_by_hand(one: str, other: str, score: float) -> None:
    assert key_score(one, other) == pytest.approx(score)


def test_a_text_of_pages_is_no_spelling_of_a_name_and_costs_no_time() -> None:
    """Ten thousand letters against ten thousand others would be a hundred million steps."""
    page = name_key("ab" * 5_000)
    assert key_score(page, page) == 100.0
    assert key_score(page, page[:-1]) == key_score(page[:-1], page) == key_score("isfara", page) == 0.0
