"""Sources say what they hold, and are cited with licence and mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.sources import source_refs, sources
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_sources_say_how_many_records_they_hold(valley_store: Store) -> None:
    table = sources(valley_store, Selection()).table.set_index("source_id")
    assert table["incidents"].to_dict() == {"facts-incidents": 15, "made": 0, "made-survey": 0}
    assert len(sources(valley_store, Selection(source=("made",))).table) == 1


def test_a_source_is_cited_with_title_licence_and_mark(valley_store: Store) -> None:
    refs = source_refs(valley_store, ["made-survey", "made-survey", "nobody"])
    assert [(ref.title, ref.synthetic) for ref in refs] == [("Made survey", True), ("nobody", False)]


def test_the_bundled_facts_are_one_source(bundled_store: Store) -> None:
    table = sources(bundled_store, Selection()).table.set_index("source_id")
    assert table.loc["facts-incidents", "incidents"] == 156
