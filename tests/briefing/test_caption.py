from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.symbols import NotOnMap
from briefing.caption import REASONS, caption, reason_words
from briefing.snapshot import gather
from model.enums import Country, Mode
from model.selection import Perceptions, Selection
from model.strings import English

if TYPE_CHECKING:
    from briefing.furniture import Caption
    from store.bundle import Store

TR = English()


def made(
    store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC, layers: list[str] | None = None
) -> Caption:
    drawing = gather(store, selection, mode=mode, layers=layers, tr=TR)
    return caption(store, drawing.results, drawing.views, sources=drawing.sources, tr=TR)


def test_it_says_period_filters_n_and_what_is_not_on_the_map(valley_store: Store) -> None:
    text = made(
        valley_store, Selection(date_from=date(2015, 1, 1), date_to=date(2019, 12, 31), country=(Country.KG,))
    )
    assert "2015-01-01 to 2019-12-31" in text.words[0]
    assert "Country: Kyrgyzstan" in text.words[0]
    assert text.figures == (("4", "reported incidents (n)"),)
    assert "Without a point on the map: 1 (1 known to the country only, or vague)" in text.counts


def test_one_incident_is_no_plural(valley_store: Store) -> None:
    text = made(valley_store, Selection(place=("P03",)))
    assert text.figures == (("1", "reported incident (n)"),)
    assert "Without a point on the map: 0" in text.counts


def test_what_is_left_out_is_said_with_its_reason(valley_store: Store) -> None:
    left = next(line for line in made(valley_store, Selection()).counts if line.startswith("Left out"))
    assert "1 not verified" in left
    assert "1 internal" in left


def test_a_cut_total_has_one_line_of_counts_and_no_summed_range(bundled_store: Store) -> None:
    counts = made(bundled_store, Selection(district=("kg-batken",)), layers=["incidents"]).counts
    assert sum("larger event" in line for line in counts) == 1
    assert not [line for line in counts if "unallocated" in line]


def test_sources_licence_access_date_disclaimer_and_version_stand_in_the_footer(valley_store: Store) -> None:
    footer = " ".join(made(valley_store, Selection()).footer)
    sources = valley_store.frame("sources").set_index("source_id")
    assert str(sources.loc["facts-incidents", "access_date"]) in footer
    assert sources.loc["facts-incidents", "licence"] in footer
    assert "do not imply official endorsement" in footer
    assert valley_store.data_version in footer


def test_internal_and_synthetic_are_marked(valley_store: Store) -> None:
    plain = made(valley_store, Selection())
    marked = made(valley_store, Selection(perceptions=Perceptions.SYNTHETIC), mode=Mode.INTERNAL)
    assert (plain.internal, plain.synthetic) == (False, False)
    assert (marked.internal, marked.synthetic) == (True, True)


def test_without_the_layer_of_incidents_there_are_no_counts(valley_store: Store) -> None:
    text = made(valley_store, Selection(), layers=["sections"])
    assert text.figures == ()
    assert text.counts == ()


def test_the_title_follows_the_layers_that_are_shown(valley_store: Store) -> None:
    asked = Selection(perceptions=Perceptions.SYNTHETIC, on=date(2019, 6, 1))

    def title(*layers: str, **changes: object) -> str:
        return made(valley_store, asked.but(**changes), layers=list(layers)).title

    assert title("incidents", "perceptions") == "Reported incidents: Ferghana Valley"
    assert title("perceptions", question="Q01") == "How safe people say they feel: Ferghana Valley"
    assert title("perceptions", perceptions=Perceptions.PUBLISHED) == "What people say: Ferghana Valley"
    for layers, changes in ((["sections"], {}), (["perceptions"], {"perceptions": Perceptions.OFF})):
        assert title(*layers, **changes) == "Border status on 2019-06-01: Ferghana Valley"


def test_without_incidents_neither_their_period_nor_their_coverage_is_said(valley_store: Store) -> None:
    text = made(valley_store, Selection(on=date(2019, 6, 1), district=("kg-alma",)), layers=["sections"])
    assert text.words == ("Status on 2019-06-01; line drawn as of 2025. · District: Alma",)
    assert "Collected from" not in " ".join(text.footer)
    survey = made(valley_store, Selection(perceptions=Perceptions.SYNTHETIC), layers=["perceptions"])
    assert survey.words[0].startswith("Asked from ")


def test_names_in_title_and_filters_follow_the_language(valley_store: Store) -> None:
    russian = English("ru")
    drawing = gather(valley_store, Selection(district=("kg-alma",)), mode=Mode.PUBLIC, layers=None, tr=russian)
    text = caption(valley_store, drawing.results, drawing.views, sources=drawing.sources, tr=russian)
    assert text.title == "Reported incidents: Алма"
    assert "District: Алма" in text.words[0]


def test_every_reason_has_words() -> None:
    assert set(NotOnMap) <= set(REASONS)
    assert reason_words("something new", TR) == "something new"
