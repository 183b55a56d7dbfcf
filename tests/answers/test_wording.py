"""The selection and its answer in words, each a message that can be translated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from answers.incidents import incidents
from answers.wording import (
    deaths_by_side,
    disclaimers,
    in_words,
    period,
    period_days,
    remark,
    title,
    what_can_be_said,
)
from model.enums import Border, Country, IncidentType, Verification
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def english(messages: object) -> list[str]:
    return [message.english() for message in messages]  # type: ignore[attr-defined]


def test_the_title_names_the_area(valley_store: Store) -> None:
    assert title(valley_store, Selection()).english() == "Reported incidents: Ferghana Valley"
    areas = Selection(district=("kg-alma-city", "tj-dara"), country=(Country.KG,))
    assert title(valley_store, areas).english() == "Reported incidents: Alma (city), Dara"
    assert title(valley_store, Selection(border=(Border.KG_TJ,))).english().endswith("Kyrgyzstan – Tajikistan")


def test_an_open_period_is_that_of_the_coverage(valley_store: Store) -> None:
    assert period(valley_store, Selection()).english() == "2015-01-01 to 2022-12-31"
    assert period(valley_store, Selection(date_from=date(2020, 1, 1))).english() == "2020-01-01 to 2022-12-31"


def test_a_period_never_ends_before_it_begins(valley_store: Store) -> None:
    late, early = Selection(date_from=date(2030, 1, 1)), Selection(date_to=date(1990, 1, 1))
    assert period(valley_store, late).english() == "from 2030-01-01"
    assert period(valley_store, early).english() == "until 1990-01-01"
    assert period_days(valley_store, late) == (date(2030, 1, 1), None)
    assert period_days(valley_store, early) == (None, date(1990, 1, 1))


def test_the_deaths_of_the_whole_coverage_name_side_and_teller_shortly(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection())
    said = english(what_can_be_said(bundled_store, answer))
    assert said[1].startswith(
        "Reported deaths apart from interethnic violence: 107 on the Kyrgyz side (several sources), "
        "70 on the Tajik side (several sources), 4 on the Uzbek side ("
    )
    assert said[2] == (
        "Reported deaths in interethnic violence: 473 in Kyrgyzstan (several sources), "
        "of which 470 belong to June 2010."
    )


def test_every_filter_in_force_is_said(valley_store: Store) -> None:
    selection = Selection(
        place=("P01",), type=(IncidentType.SHOOTING, IncidentType.PROTEST), verification=(Verification.VERIFIED,)
    )
    assert english(in_words(valley_store, selection)) == [
        "2015-01-01 to 2022-12-31",
        "Place: Ak-Bulak",
        "Type: Protest, Shooting",
        "Checked: verified",
    ]
    assert len(in_words(valley_store, Selection())) == 1


def test_coverage_and_its_limits_are_disclaimed(valley_store: Store) -> None:
    texts = english(disclaimers(valley_store, Selection(date_to=date(2025, 1, 1))))
    assert texts[0].startswith("The boundaries and names shown on this map do not imply")
    assert texts[1].endswith("few records for 2016: few records are not peace.")
    assert "goes beyond" in texts[2]
    assert len(disclaimers(valley_store, Selection())) == 2


def test_two_sentences_with_n_and_limits(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(date_from=date(2020, 5, 1), date_to=date(2020, 5, 31)))
    assert english(what_can_be_said(valley_store, answer)) == [
        "Reported incidents: 4 (2020-05-01 to 2020-05-31); without a point on the map: 0.",
        "Reported deaths: 6 on the Kyrgyz side (Kyrgyz count), 4 on the Tajik side (Tajik count).",
    ]


def test_a_cut_total_gets_a_sentence_of_its_own(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(district=("tj-chinar-city",), date_from=date(2020, 1, 1)))
    assert english(what_can_be_said(valley_store, answer))[1:] == [
        "No number of deaths is known for any of them.",
        (
            "Reported for the whole of a larger event, not divisible by these filters: "
            "6 on the Kyrgyz side (Kyrgyz count), 4 on the Tajik side (Tajik count) "
            "from 2020-05-01 to 2020-05-03."
        ),
    ]


def test_two_cut_events_have_a_clause_each_with_its_days(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(district=("kg-batken",)))
    assert english(what_can_be_said(bundled_store, answer))[2].endswith(
        ": 36 on the Kyrgyz side (Kyrgyz count), 19 on the Tajik side (Tajik count) "
        "from 2021-04-28 to 2021-05-01; 62 on the Kyrgyz side (Kyrgyz count), "
        "41 on the Tajik side (Tajik count) from 2022-09-14 to 2022-09-20."
    )


def test_counts_of_a_cut_event_stand_in_the_order_of_the_sides(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(district=("kg-batken",)))
    cut = answer.tables["not_divisible"].sort_values("about_side", ascending=False)
    turned = replace(answer, tables={**answer.tables, "not_divisible": cut})
    said = english(what_can_be_said(bundled_store, turned))[2]
    assert said.index("36 on") < said.index("19 on") < said.index(" on the Kyrgyz", said.index(";"))


def test_both_sides_together_are_said_where_nothing_else_is(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(district=("kg-batken",)))
    cut = answer.tables["not_divisible"]
    alone = replace(answer, tables={**answer.tables, "not_divisible": cut[cut["about_side"] == "both"]})
    assert "51 on both sides together" in english(what_can_be_said(bundled_store, alone))[2]


def test_the_summed_range_is_not_repeated_beside_the_counts_of_the_sides(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(district=("kg-batken",)))
    assert (answer.code, remark(answer)) == ("V1", None)
    silent = replace(answer, tables={**answer.tables, "not_divisible": answer.tables["not_divisible"].iloc[:0]})
    assert remark(silent) == answer.message


def test_without_records_the_reason_is_said_without_the_range(valley_store: Store) -> None:
    days = Selection(date_from=date(2020, 5, 1), date_to=date(2020, 5, 31), type=(IncidentType.PROTEST,))
    answer = incidents(valley_store, days)
    for message in what_can_be_said(valley_store, answer):
        assert "unallocated" not in message.english()


def test_unknown_deaths_and_own_figures_are_said(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(date_to=date(2019, 1, 1)))
    assert english(deaths_by_side(answer)) == [
        "1 on the Kyrgyz side (Kyrgyz count)",
        "2 on the Tajik side (Tajik count)",
        "1 (sides not told apart)",
    ]
    assert english(what_can_be_said(valley_store, answer))[1].endswith("records without a number of deaths: 1.")


def test_nothing_found_is_no_claim_of_peace(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(place=("none",)))
    texts = english(what_can_be_said(valley_store, answer))
    assert len(texts) == 1
    assert "does not mean that nothing happened" in texts[0]


def test_words_inside_a_sentence_are_translated_too(valley_store: Store) -> None:
    class Loud:
        lang = "xx"

        def gettext(self, message: str, /) -> str:
            return message.upper() if "{" not in message else message

        def ngettext(self, singular: str, plural: str, n: int, /) -> str:
            return singular if n == 1 else plural

    selection = Selection(type=(IncidentType.PROTEST,))
    assert in_words(valley_store, selection)[1].text(Loud()) == "Type: PROTEST"
