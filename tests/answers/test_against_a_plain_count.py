"""What the engine adds up is what a slow count, one record after another, adds up."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.casualties import FIGURE_COLUMNS, figures, figures_of
from answers.incidents import incidents
from answers.publish import admit
from answers.symbols import not_on_map_reasons, symbol_keys
from model.enums import Border, Country, IncidentType, LocationLevel, Mode, Verification
from model.selection import Selection
from model.tables import ACCOUNTS, INCIDENTS
from store.frames import row_dicts, to_arrow, to_frame
from store.loading import HIDDEN
from store.tallies import tally
from tests.valley import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.bundle import Store

Row = dict[str, Any]
MEASURES = ("killed", "injured", "displaced")
DAYS = st.dates(date(2019, 12, 20), date(2020, 1, 15))
NUMBERS = st.one_of(st.none(), st.integers(0, 9))
POINTS = st.sampled_from([(71.05, 40.40), (71.05001, 40.40004), (70.97, 40.4), (72.5, 41.2), (10.0, 10.0), None])


@st.composite
def a_record(draw: st.DrawFn) -> Row:
    """One record of any kind but a total, with or without place, point, district and figures."""
    first = draw(DAYS)
    point = draw(POINTS)
    row: Row = {
        "date_start": first,
        "date_end": first + timedelta(days=draw(st.integers(0, 9))),
        "date_level": "T2",
        "place_id": draw(st.sampled_from([None, "P01", "P06", "nowhere"])),
        "place_text": draw(st.sampled_from(["one", "other"])),
        "district_id": draw(st.sampled_from([None, "kg-alma", "tj-dara"])),
        "country": draw(st.sampled_from([None, "KG", "TJ"])),
        "lon": point and point[0],
        "lat": point and point[1],
        "location_level": draw(st.sampled_from([level.value for level in LocationLevel])),
        "radius_m": draw(st.sampled_from([None, 2000.0, 5000.0])),
        "border": draw(st.sampled_from([None, "KG-TJ", "KG-UZ"])),
        "incident_type": draw(st.sampled_from(["shooting", "protest"])),
        "theme": "other",
        "verification": draw(st.sampled_from([word.value for word in Verification])),
        "visibility": draw(st.sampled_from(["public", "public", "internal"])),
        "record_kind": draw(st.sampled_from(["event", "event", "event", "duplicate", "outside"])),
        "assigned_by": "stated",
        "source_id": draw(st.sampled_from(["facts-incidents", "made"])),
    }
    return row | {name: draw(NUMBERS) for name in FIGURE_COLUMNS if not name.startswith("displaced")}


@st.composite
def an_account(draw: st.DrawFn) -> Row:
    """Who says what about one of the first records."""
    return {
        "incident_id": f"R{draw(st.integers(0, 4)):02d}",
        "told_by": draw(st.sampled_from(["KG", "TJ", "third"])),
        "about_side": draw(st.sampled_from(["KG", "TJ", "both"])),
        "priority": draw(st.integers(1, 2)),
        "verification": draw(st.sampled_from(["verified", "unverified"])),
        "killed_low": draw(NUMBERS),
        "killed_best": draw(NUMBERS),
        "killed_high": draw(NUMBERS),
    }


RECORDS = st.lists(a_record(), max_size=25).map(
    lambda rows: [row | {"incident_id": f"R{number:02d}"} for number, row in enumerate(rows)]
)
TOLD = st.lists(an_account(), max_size=6).map(
    lambda rows: [row | {"account_id": f"A{number}"} for number, row in enumerate(rows)]
)
SELECTIONS = st.builds(
    Selection,
    date_from=st.sampled_from([None, date(2019, 12, 30), date(2020, 1, 5)]),
    date_to=st.sampled_from([None, date(2020, 1, 6)]),
    district=st.sampled_from([(), ("kg-alma",), ("tj-dara", "kg-bulak")]),
    country=st.sampled_from([(), (Country.KG,)]),
    border=st.sampled_from([(), (Border.KG_TJ,)]),
    type=st.sampled_from([(), (IncidentType.PROTEST,)]),
    level=st.sampled_from([(), (LocationLevel.L1, LocationLevel.L3)]),
    verification=st.sampled_from([(Verification.VERIFIED, Verification.PARTLY), tuple(Verification)]),
)


def made(valley_store: Store, records: list[Row], told: list[Row]) -> Store:
    known = {row["incident_id"] for row in records}
    given = [row for row in told if row["incident_id"] in known]
    frames = {
        table.name: to_frame(to_arrow(rows_of(table.name, rows), table.columns))
        for table, rows in ((INCIDENTS, records), (ACCOUNTS, given))
    }
    return valley_store.with_incidents(frames["incidents"], accounts=frames["accounts"])


def inside(row: Row, selection: Selection) -> bool:
    """Whether a record lies inside all filters but the verification."""
    fields = {"district": "district_id", "country": "country", "border": "border", "type": "incident_type"}
    fields["level"] = "location_level"
    return (
        (selection.date_from is None or row["date_end"] >= selection.date_from)
        and (selection.date_to is None or row["date_start"] <= selection.date_to)
        and all(
            not getattr(selection, name) or row[column] in {str(word) for word in getattr(selection, name)}
            for name, column in fields.items()
        )
    )


class Plain:
    """The same answer, one record after another."""

    def __init__(self, store: Store, selection: Selection, mode: Mode) -> None:
        every = store.frame("incidents")
        every = every.assign(key=symbol_keys(every), reason=not_on_map_reasons(every))
        accounts, _ = admit(store.frame("accounts"), mode=mode)
        self.figures = figures(every, accounts).records
        self.records: list[Row] = []
        self.excluded: Counter[str] = Counter()
        for row in row_dicts(every):
            if inside(row, selection):
                self._take(row, selection, mode)
        self.selection = selection

    def _take(self, row: Row, selection: Selection, mode: Mode) -> None:
        counted = row["record_kind"] in {"event", "part"}
        if row["verification"] not in set(selection.verification):
            self.excluded[row["verification"]] += counted
        elif mode is Mode.PUBLIC and row["visibility"] == "internal":
            self.excluded["internal"] += counted
        elif mode is Mode.PUBLIC and row["verification"] == "unverified":
            self.excluded["unverified"] += counted
        elif counted:
            self.records.append(row)
        else:
            self.excluded[row["record_kind"]] += 1

    def total(self, measure: str) -> Mapping[str, int | None]:
        """Low, best and high of all records; an end that one leaves open is open."""
        rows = [self.figures.loc[row["incident_id"]] for row in self.records]
        known = [row for row in rows if pd.notna(row[f"{measure}_best"])]
        unknown = len(rows) - len(known)
        if rows and not known:
            return {"low": None, "best": None, "high": None, "unknown_records": unknown}
        low, best = (sum(int(row[f"{measure}_{end}"]) for row in known) for end in ("low", "best"))
        highs = [row[f"{measure}_high"] for row in rows]
        high = None if any(pd.isna(end) for end in highs) else sum(map(int, highs))
        return {"low": low, "best": best, "high": high, "unknown_records": unknown}

    def symbols(self) -> dict[tuple[str, str], Row]:
        """Each symbol by level and key."""
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in sorted(self.records, key=lambda row: (row["date_start"], row["incident_id"])):
            if isinstance(row["key"], str):
                groups[row["location_level"], row["key"]].append(row)
        return {key: self._symbol(rows) for key, rows in groups.items()}

    def _symbol(self, rows: list[Row]) -> Row:
        best = [self.figures.loc[row["incident_id"], "killed_best"] for row in rows]
        known = [int(number) for number in best if pd.notna(number)]
        unknown = len(rows) - len(known)
        return {
            "count": len(rows),
            "killed_best": sum(known) if known else None,
            "unknown_records": unknown,
            "deaths_unknown": bool(unknown and not sum(known)),
            "first": min(row["date_start"] for row in rows),
            "last": max(row["date_end"] for row in rows),
            "district_id": rows[0]["district_id"],
            "country": rows[0]["country"],
        }


@pytest.mark.parametrize("mode", list(Mode))
@settings(max_examples=15, deadline=None)
@given(records=RECORDS, told=TOLD, selection=SELECTIONS)
def test_figures_symbols_and_districts_are_those_of_a_plain_count(
    valley_store: Store, mode: Mode, records: list[Row], told: list[Row], selection: Selection
) -> None:
    store = made(valley_store, records, told)
    plain = Plain(store, selection, mode)
    answer = incidents(store, selection, mode=mode, texts=False)
    assert answer.figures["count"] == len(plain.records) == answer.table["records"].sum()
    for measure in MEASURES:
        assert answer.figures[measure] == plain.total(measure), measure
    left_out = {reason: n for reason, n in answer.excluded.items() if reason != "district_unknown"}
    assert left_out == {reason: n for reason, n in plain.excluded.items() if n}
    reasons = Counter(row["reason"] for row in plain.records if isinstance(row["reason"], str))
    assert answer.figures["not_on_map"] == dict(reasons)
    districts = answer.tables["by_district"]
    by_id = {key if isinstance(key, str) else None: n for key, n in districts[["district_id", "count"]].to_numpy()}
    assert by_id == Counter(row["district_id"] for row in plain.records)
    found = row_dicts(answer.tables["symbols"].astype(object).where(answer.tables["symbols"].notna(), None))
    expected = plain.symbols()
    assert [(row["level"], row["key"]) for row in found] == sorted(expected)
    for row in found:
        assert {name: row[name] for name in expected[row["level"], row["key"]]} == expected[
            row["level"], row["key"]
        ]


@settings(max_examples=12, deadline=None)
@given(records=RECORDS, told=TOLD, selection=SELECTIONS)
def test_with_and_without_texts_say_the_same(
    valley_store: Store, records: list[Row], told: list[Row], selection: Selection
) -> None:
    store = made(valley_store, records, told)
    long, short = (incidents(store, selection, texts=texts) for texts in (True, False))
    assert (long.figures, long.excluded, long.sources) == (short.figures, short.excluded, short.sources)
    assert len(long.table) == long.figures["count"]
    assert int(long.table["partly_inside"].sum()) == long.figures["partly_inside"]
    for name, table in long.tables.items():
        pd.testing.assert_frame_equal(table, short.tables[name])
    each = figures_of(store, long.table, mode=Mode.PUBLIC)
    assert each.index.to_list() == long.table["incident_id"].to_list()
    assert each["killed_best"].sum() == (long.figures["killed"]["best"] or 0)


def test_what_the_program_counts_by_is_handed_out_to_nobody(bundled_store: Store) -> None:
    hidden = {column.name for column in HIDDEN}
    assert not hidden & set(incidents(bundled_store, Selection()).table.columns)
    assert not hidden & set(bundled_store.frame("incidents").columns)
    assert len(tally(bundled_store, Selection())) < len(bundled_store.frame("incidents"))
