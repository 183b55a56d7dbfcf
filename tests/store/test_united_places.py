"""What lists say of places that are there already: added once, whatever order and however often."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from store.united_places import with_united
from tests.valley import valley

PLACES = valley()["places"]
ROWS = st.fixed_dictionaries(
    {
        "source_id": st.sampled_from(["a", "b"]),
        "record": st.sampled_from(["1", "2", "3"]),
        "place_id": st.sampled_from(["P01", "P11", "gone"]),
        "variants": st.lists(st.sampled_from(["Oq", "Ak-Bulak", "Ак"]), max_size=3),
        "lon": st.just(71.2),
        "lat": st.just(40.6),
        "radius_m": st.sampled_from([1000.0, 20_000.0]),
        "coord_source": st.none(),
    }
)


@given(st.lists(ROWS, max_size=6, unique_by=lambda row: (row["source_id"], row["record"])))
@settings(max_examples=50, deadline=None)
def test_doing_it_twice_changes_nothing_and_places_stay_what_they_are(rows: list[dict[str, object]]) -> None:
    united = pd.DataFrame(rows, columns=["source_id", "record", "place_id", "variants", "lon", "lat", "radius_m"])
    united["coord_source"] = None
    once = with_united(PLACES, united)
    pd.testing.assert_frame_equal(with_united(once, united), once)
    assert once["place_id"].to_list() == PLACES["place_id"].to_list()
    assert all(len(set(texts)) == len(texts) for texts in once["variants"])
    others = ~once["place_id"].isin(united["place_id"])
    pd.testing.assert_frame_equal(once[others], PLACES[others], check_dtype=False)


def test_only_a_guessed_point_gives_way_and_only_to_a_better_one() -> None:
    row = {"source_id": "a", "record": "1", "variants": [], "lon": 71.2, "lat": 40.6, "coord_source": "list"}
    for place, radius, moved in (("P11", 1000.0, True), ("P11", 20_000.0, False), ("P01", 1000.0, False)):
        found = with_united(PLACES, pd.DataFrame([{**row, "place_id": place, "radius_m": radius}]))
        lon = found.set_index("place_id")["lon"][place]
        assert bool(lon == 71.2) is moved, (place, radius)
