"""ACLED exports of all years and layouts: what they mean here, and that every row is accounted for."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from model.errors import BadInputError
from model.imports import ImportKind, ImportOptions
from sources import contract, registry
from tests.sources.event_twins import ACLED_31, ACLED_2016, ACLED_OLD, acled, collected_file, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Parsed


def _read(folder: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str] = ACLED_31, **how: Any) -> Parsed:
    parsed = registry.read(None, [written(folder, rows, columns, **how)])
    assert parsed.kind is ImportKind.ACLED
    assert parsed.read == len(set(parsed.tables["incidents"].index) | set(parsed.quarantine["row"]))
    assert contract.broken("incidents", parsed.tables["incidents"]).empty
    return parsed


def _one(folder: Path, **changes: Any) -> dict[str, Any]:
    row = _read(folder, [acled(**changes)]).tables["incidents"].iloc[0]
    return {str(name): value for name, value in row.items()}


def _notes(parsed: Parsed) -> str:
    return " ".join(str(note) for note in parsed.notes)


def test_an_event_of_today_is_an_incident_with_all_that_it_says(tmp_path: Path) -> None:
    found = _one(tmp_path, assoc_actor_2="Civilians (Tajikistan); Villagers (Tajikistan)")
    assert found["incident_id"] == "acled-KGZ1"
    assert found["source_record"] == "KGZ1"
    assert (found["place_text"], found["stated_province"], found["stated_district"]) == (
        "Ak-Sai",
        "Batken",
        "Batken",
    )
    assert (found["lon"], found["lat"], found["country"]) == (70.7339, 39.9297, "KG")
    assert found["parties"] == [
        "Military Forces of Kyrgyzstan (2021-) State Border Guard",
        "Military Forces of Tajikistan (1992-) State Border Guard",
        "Civilians (Tajikistan)",
        "Villagers (Tajikistan)",
    ]
    assert (found["incident_type"], found["border"], found["theme"]) == ("armed_clash", "KG-TJ", "cross_border")
    assert (found["description"], found["source_title"]) == ("A made note.", "Made Agency; Other Agency")
    assert (found["verification"], found["visibility"], found["record_kind"]) == ("verified", "public", "event")
    assert (found["place_id"], found["district_id"], found["assigned_by"]) == (None, None, "unknown")


def test_the_source_is_never_redistributable_unless_somebody_says_so_and_bears_its_attribution(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, [acled(), acled(event_id_cnty="KGZ2", event_date="2022-09-16")], ACLED_31)
    source = registry.read(None, [path]).source
    assert (source["source_id"], source["redistributable"], source["synthetic"]) == ("acled", False, False)
    assert "ACLED" in source["attribution"]
    assert "acleddata.com" in source["attribution"]
    assert (source["coverage_from"], source["coverage_to"]) == (date(2022, 9, 14), date(2022, 9, 16))
    named = registry.read(None, [path], ImportOptions(source_id="acled-2022", title="Our export"))
    assert (named.source["source_id"], named.source["title"]) == ("acled-2022", "Our export")
    assert named.tables["incidents"]["incident_id"].to_list() == ["acled-2022-KGZ1", "acled-2022-KGZ2"]


@pytest.mark.parametrize(
    ("geo", "time", "day", "levels", "span"),
    [
        # methods section 12, golden: definitions
        (3, 2, "2021-04-28", ("L4", "T2"), (date(2021, 4, 25), date(2021, 5, 1))),
        (1, 3, "2022-09-15", ("L1", "T3"), (date(2022, 9, 1), date(2022, 9, 30))),
        (2, 1, "2024-02-29", ("L2", "T1"), (date(2024, 2, 29), date(2024, 2, 29))),
        (1, 3, "2024-02-10", ("L1", "T3"), (date(2024, 2, 1), date(2024, 2, 29))),
        ("1.0", "2.0", "2022-12-31", ("L1", "T2"), (date(2022, 12, 28), date(2023, 1, 3))),
    ],
)
def test_precision_is_a_level_and_a_span(
    tmp_path: Path, geo: object, time: object, day: str, levels: tuple[str, str], span: tuple[date, date]
) -> None:
    found = _one(tmp_path, geo_precision=geo, time_precision=time, event_date=day)
    assert (found["location_level"], found["date_level"]) == levels
    assert (found["date_start"], found["date_end"]) == span
    radius = {"L1": 2_000.0, "L2": 25_000.0}.get(levels[0])
    assert found["radius_m"] == radius or (radius is None and pd.isna(found["radius_m"]))


@pytest.mark.parametrize("code", ["0", "4", "", "NA", "town", "1.5"])
def test_an_unknown_precision_is_never_taken_for_the_best(tmp_path: Path, code: str) -> None:
    parsed = _read(tmp_path, [acled(geo_precision=code, time_precision=code)])
    found = parsed.tables["incidents"].iloc[0]
    assert (found["location_level"], found["date_level"]) == ("L9", "T5")
    assert (found["date_start"], found["date_end"]) == (date(2022, 9, 14), date(2022, 9, 14))
    assert "1 row has no code from 1 to 3 in geo_precision" in _notes(parsed)
    assert "1 row has no code from 1 to 3 in time_precision" in _notes(parsed)


@pytest.mark.parametrize(("deaths", "expected"), [("0", (0, 0, None)), ("3", (3, 3, 3)), ("3.0", (3, 3, 3))])
def test_nought_deaths_may_be_unknown_so_their_high_end_is_open(
    tmp_path: Path, deaths: str, expected: tuple[int, int, int | None]
) -> None:
    found = _one(tmp_path, fatalities=deaths)
    ends = [found[f"killed_{end}"] for end in ("low", "best", "high")]
    assert [None if pd.isna(end) else end for end in ends] == list(expected)


def test_deaths_that_are_not_told_are_unknown_and_not_nought(tmp_path: Path) -> None:
    found = _one(tmp_path, fatalities="NA")
    assert all(pd.isna(found[f"killed_{end}"]) for end in ("low", "best", "high"))


@pytest.mark.parametrize(
    ("event_type", "sub_type", "expected"),
    [
        ("Battles", "Armed clash", "armed_clash"),
        ("BATTLES", "", "armed_clash"),
        ("Battle-No change of territory", "", "armed_clash"),
        ("Protests", "Peaceful protest", "protest"),
        ("Riots", "Mob violence", "riot_interethnic"),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", "shooting"),
        ("Explosions/Remote violence", "Remote explosive/landmine/IED", "mine_uxo"),
        ("Explosions/Remote violence", "", "other"),
        ("Violence against civilians", "Abduction/forced disappearance", "hostage_detention"),
        ("Strategic developments", "Arrests", "hostage_detention"),
        ("Strategic developments", "Agreement", "other"),
    ],
)
def test_types_are_told_by_the_finer_one(tmp_path: Path, event_type: str, sub_type: str, expected: str) -> None:
    assert _one(tmp_path, event_type=event_type, sub_event_type=sub_type)["incident_type"] == expected


def test_a_type_that_no_codebook_has_is_other_and_told(tmp_path: Path) -> None:
    parsed = _read(tmp_path, [acled(event_type="Space battle", sub_event_type=""), acled(event_id_cnty="KGZ2")])
    assert parsed.tables["incidents"]["incident_type"].to_list() == ["other", "armed_clash"]
    assert "1 row has a type that the codebook does not have (Space battle)" in _notes(parsed)


def test_agreements_and_arrests_are_told_to_be_no_violence(tmp_path: Path) -> None:
    parsed = _read(tmp_path, [acled(event_type="Strategic developments", sub_event_type="Agreement")])
    assert "1 row is a strategic development" in _notes(parsed)


@pytest.mark.parametrize(
    ("inter1", "inter2", "interaction", "actor1", "expected"),
    [
        (
            "State forces",
            "Civilians",
            "State forces-Civilians",
            "Police Forces of Kyrgyzstan (2021-)",
            "abuse_by_security",
        ),
        ("1", "7", "17", "Police Forces of Kyrgyzstan (2021-)", "abuse_by_security"),
        ("1.0", "7.0", "17.0", "X", "abuse_by_security"),
        ("", "", "State forces\u2013Civilians", "X", "abuse_by_security"),
        ("STATE FORCES", "", "", "X", "abuse_by_security"),
        ("8", "7", "78", "Military Forces of Tajikistan (1992-)", "abuse_by_security"),
        ("Rebel group", "Civilians", "Rebel group-Civilians", "Islamic State (Khorasan)", "other"),
        ("3", "7", "37", "Unidentified Armed Group (Kyrgyzstan)", "other"),
        ("0", "7", "70", "Civilians (Kyrgyzstan)", "other"),
    ],
)
def test_violence_against_civilians_is_abuse_only_where_forces_of_a_state_do_it(
    tmp_path: Path, inter1: str, inter2: str, interaction: str, actor1: str, expected: str
) -> None:
    changes = {"inter1": inter1, "inter2": inter2, "interaction": interaction, "actor1": actor1}
    kind = {"event_type": "Violence against civilians", "sub_event_type": "Attack"}
    found = _one(tmp_path, **kind, **changes, actor2="Civilians (Kyrgyzstan)")
    assert found["incident_type"] == expected


@pytest.mark.parametrize(("inter1", "expected"), [("5", "riot_interethnic"), ("6", "protest"), ("", "protest")])
def test_riots_and_protests_of_2016_are_told_apart_by_who_took_part(
    tmp_path: Path, inter1: str, expected: str
) -> None:
    row = acled(event_type="Riots/Protests", inter1=inter1, inter2="0", interaction="", event_id_cnty="8188RTA")
    found = _read(tmp_path, [row], ACLED_2016).tables["incidents"].iloc[0]
    assert (found["incident_type"], found["incident_id"]) == (expected, "acled-8188RTA")


@pytest.mark.parametrize(
    ("actor1", "actor2", "country", "expected"),
    [
        ("Protesters (Kyrgyzstan)", "Rioters (Tajikistan)", "Kyrgyzstan", ("KG-TJ", "cross_border")),
        ("Military Forces of Tajikistan (1992-)", "", "Kyrgyzstan", ("KG-TJ", "cross_border")),
        ("Military Forces of Tajikistan (1992-)", "", "Tajikistan", (None, "other")),
        # A people is no country, and an organisation called after one is not its state.
        (
            "Uzbek Ethnic Group (Kyrgyzstan)",
            "Kyrgyz Ethnic Group (Kyrgyzstan)",
            "Kyrgyzstan",
            (None, "interethnic"),
        ),
        ("Uzbek Ethnic Group (Kyrgyzstan)", "Police Forces of Kyrgyzstan (2021-)", "Kyrgyzstan", (None, "other")),
        ("Islamic Movement of Uzbekistan", "Military Forces of Kyrgyzstan (2021-)", "Kyrgyzstan", (None, "other")),
        ("Civilians (Kazakhstan)", "Civilians (Kyrgyzstan)", "Kyrgyzstan", (None, "other")),
    ],
)
def test_a_border_is_told_by_countries_and_a_theme_never_by_one_group(
    tmp_path: Path, actor1: str, actor2: str, country: str, expected: tuple[str | None, str]
) -> None:
    found = _one(tmp_path, actor1=actor1, actor2=actor2, country=country)
    assert (found["border"], found["theme"]) == expected


def test_old_layouts_say_the_same(tmp_path: Path) -> None:
    row = acled(inter1=1, inter2=8, interaction=18, data_id=7302319, ally_actor_1="", gwno=703, iso3="KGZ")
    today = _read(tmp_path, [row]).tables["incidents"].iloc[0]
    for columns in (ACLED_OLD, (*ACLED_OLD, "countycode"), tuple(sorted(ACLED_31))):
        pd.testing.assert_series_equal(_read(tmp_path, [row], columns).tables["incidents"].iloc[0], today)
    oldest = _read(tmp_path, [row], ACLED_2016).tables["incidents"].iloc[0]
    assert oldest.drop("country").equals(today.drop("country"))
    assert oldest["country"] == "KG"


@pytest.mark.parametrize("written_day", ["14 September 2022", "14-09-22", "14/09/2022", "2022-09-14", "44818"])
def test_days_of_all_years_are_read(tmp_path: Path, written_day: str) -> None:
    assert _one(tmp_path, event_date=written_day)["date_start"] == date(2022, 9, 14)


def test_a_file_that_a_spreadsheet_saved_with_the_month_first_is_read_so(tmp_path: Path) -> None:
    rows = [acled(event_date="9/4/2022"), acled(event_id_cnty="KGZ2", event_date="9/24/2022")]
    days = _read(tmp_path, rows).tables["incidents"]["date_start"].to_list()
    assert days == [date(2022, 9, 4), date(2022, 9, 24)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_mark_at_the_beginning_and_other_encodings_change_nothing(tmp_path: Path, encoding: str) -> None:
    row = acled(notes="Ворух, made")
    plain, marked = (_read(tmp_path, [row], encoding=code) for code in ("utf-8", encoding))
    pd.testing.assert_frame_equal(plain.tables["incidents"], marked.tables["incidents"])


def test_the_order_of_columns_is_free(tmp_path: Path) -> None:
    columns = list(ACLED_31)
    expected = _read(tmp_path, [acled()]).tables["incidents"]
    for seed in range(5):
        Random(seed).shuffle(columns)
        pd.testing.assert_frame_equal(_read(tmp_path, [acled()], columns).tables["incidents"], expected)


def test_a_cell_that_says_na_is_empty_wherever_it_stands(tmp_path: Path) -> None:
    found = _one(tmp_path, actor2="NA", assoc_actor_1="NA", admin2="NA", notes="NA", source="NA", location="NA")
    assert found["parties"] == ["Military Forces of Kyrgyzstan (2021-) State Border Guard"]
    assert (found["description"], found["place_text"]) == ("", "")
    assert pd.isna(found["stated_district"])
    assert pd.isna(found["source_title"])


def test_five_columns_are_enough_but_nothing_is_made_up(tmp_path: Path) -> None:
    columns = ("event_date", "latitude", "longitude", "fatalities", "event_type")
    rows = [acled(), acled(), acled(fatalities=5, event_type="Riots")]
    parsed = _read(tmp_path, rows, columns)
    frame = parsed.tables["incidents"]
    assert frame["location_level"].to_list() == ["L9"] * 3
    assert frame["date_level"].to_list() == ["T5"] * 3
    assert frame["incident_id"].is_unique
    assert frame["source_record"].isna().all()
    assert "no column geo_precision" in _notes(parsed)
    assert "no column time_precision" in _notes(parsed)


def test_an_event_without_a_key_stays_itself_when_its_deaths_are_corrected(tmp_path: Path) -> None:
    columns = ("event_date", "latitude", "longitude", "fatalities", "event_type")
    first, later = (_read(tmp_path, [acled(fatalities=n)], columns).tables["incidents"] for n in (1, 2))
    assert first["incident_id"].to_list() == later["incident_id"].to_list()


def test_rows_of_one_event_by_actor_are_one_incident_with_all_parties(tmp_path: Path) -> None:
    columns = [name for name in ACLED_31 if name not in {"actor2", "assoc_actor_2", "inter2", "interaction"}]
    one = acled(assoc_actor_1="Border Guards (Kyrgyzstan)")
    two = acled(actor1="Military Forces of Tajikistan (1992-)", inter1="External/Other forces", assoc_actor_1="")
    alone = acled(event_id_cnty="KGZ2", actor1="Protesters (Kyrgyzstan)", inter1="Protesters")
    parsed = _read(tmp_path, [one, alone, two], columns)
    frame = parsed.tables["incidents"]
    assert (parsed.read, frame.index.to_list()) == (3, [2, 3, 4])
    assert frame["incident_id"].to_list() == ["acled-KGZ1", "acled-KGZ2", "acled-KGZ1"]
    pd.testing.assert_series_equal(frame.iloc[0], frame.iloc[2], check_names=False)
    assert frame.loc[2, "parties"] == [one["actor1"], "Border Guards (Kyrgyzstan)", two["actor1"]]
    assert (frame.loc[2, "border"], frame.loc[3, "border"]) == ("KG-TJ", None)
    assert "1 event stands in several rows (2)" in _notes(parsed)


def test_a_long_file_of_acled_s_own_package_knows_the_sides(tmp_path: Path) -> None:
    columns = [
        name for name in ACLED_31 if name not in {"actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "inter2"}
    ]
    columns = [*columns, "type_of_actor", "actor", "inter_type", "inter"]
    sides = [("actor1", "Uzbek Ethnic Group (Kyrgyzstan)"), ("assoc_actor_1", "Rioters (Kyrgyzstan)")]
    other = [("actor2", "Kyrgyz Ethnic Group (Kyrgyzstan)"), ("assoc_actor_2", "")]
    rows = [acled(type_of_actor=side, actor=actor, country="Kyrgyzstan") for side, actor in (*sides, *other)]
    frame = _read(tmp_path, rows, columns).tables["incidents"]
    assert frame["theme"].to_list() == ["interethnic"] * 4
    assert frame.iloc[0]["parties"] == [actor for _, actor in (*sides, *other) if actor]


def test_of_two_versions_of_an_event_the_later_one_speaks(tmp_path: Path) -> None:
    old, new = acled(fatalities=1, timestamp=1), acled(fatalities=5, timestamp=2, actor2="Rioters (Tajikistan)")
    for rows in ([old, new], [new, old]):
        parsed = _read(tmp_path, rows)
        frame = parsed.tables["incidents"]
        assert frame["killed_best"].to_list() == [5, 5]
        assert frame.iloc[0]["parties"][1:] == ["Rioters (Tajikistan)"]
        assert "1 event is told differently in its rows" in _notes(parsed)


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"event_date": "yesterday"}, "Q02", "event_date"),
        ({"event_date": ""}, "Q01", "event_date"),
        ({"event_date": "0202-09-14"}, "Q11", "event_date"),
        ({"latitude": "95"}, "Q04", "latitude"),
        ({"longitude": "east"}, "Q04", "longitude"),
        ({"latitude": ""}, "Q16", "latitude"),
        ({"fatalities": "several"}, "Q03", "fatalities"),
        ({"fatalities": "-1"}, "Q03", "fatalities"),
    ],
)
def test_a_bad_cell_sets_its_row_aside_and_never_the_others(
    tmp_path: Path, changes: dict[str, str], code: str, column: str
) -> None:
    parsed = _read(tmp_path, [acled(event_id_cnty="KGZ0", **changes), acled(event_id_cnty="KGZ2")])
    assert parsed.tables["incidents"]["incident_id"].to_list() == ["acled-KGZ2"]
    assert parsed.quarantine[["row", "column", "code"]].to_numpy().tolist() == [[2, column, code]]


@pytest.mark.parametrize(
    ("changes", "kind", "country"),
    [
        ({}, "event", "KG"),
        ({"latitude": 12.0, "longitude": 3.1, "country": "Benin", "iso": 204}, "outside", None),
        ({"latitude": 41.3, "longitude": 69.3, "country": "Uzbekistan", "iso": 860}, "event", "UZ"),
        ({"latitude": "", "longitude": "", "country": "Benin"}, "outside", None),
        ({"latitude": "", "longitude": "", "country": "Tajikistan"}, "event", "TJ"),
    ],
)
def test_what_lies_outside_the_map_is_kept_and_never_counted(
    tmp_path: Path, changes: dict[str, Any], kind: str, country: str | None
) -> None:
    found = _one(tmp_path, **changes)
    assert (found["record_kind"], found["country"]) == (kind, country)


def test_the_number_of_a_country_stands_for_its_name_where_there_is_none(tmp_path: Path) -> None:
    columns = [name for name in ACLED_31 if name != "country"]
    rows = [acled(event_id_cnty=f"X{iso}", iso=iso) for iso in (417, "762.0", 860, 398)]
    assert _read(tmp_path, rows, columns).tables["incidents"]["country"].to_list() == ["KG", "TJ", "UZ", None]


def test_a_file_without_what_every_export_has_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    columns = [name for name in ACLED_31 if name not in {"latitude", "event_type"}]
    path = written(tmp_path, [acled()], columns)
    with pytest.raises(BadInputError, match=r"lacks event_type, latitude: export the events again"):
        registry.read(ImportKind.ACLED, [path])


def test_somebody_s_own_list_with_the_same_headings_is_no_export_of_acled(tmp_path: Path) -> None:
    rows = [acled(event_type="драка"), acled(event_type="стрельба")]
    columns = ("event_date", "event_type", "latitude", "longitude", "fatalities")
    assert registry.detect([written(tmp_path, rows, columns)]) is ImportKind.SPREADSHEET


@pytest.mark.parametrize(
    ("name", "deaths", "levels", "spans"),
    [
        ("new31_benin_2023.csv", 448, {"L1": 605, "L2": 194, "L4": 12}, {"T1": 744, "T2": 61, "T3": 6}),
        (
            "old31_burkina_2020_clip.csv",
            4_740,
            {"L1": 1276, "L2": 690, "L4": 34},
            {"T1": 1859, "T2": 138, "T3": 3},
        ),
        ("api2016_africa.csv", 1_039, {"L1": 399, "L2": 80, "L4": 21}, {"T1": 473, "T2": 27}),
        ("old32_kenya_2019_clip.csv", 1_199, {"L1": 1191, "L2": 280, "L4": 29}, {"T1": 1349, "T2": 139, "T3": 12}),
        ("minimal5col_clip.csv", 11, {"L9": 500}, {"T5": 500}),
        ("acledR_old_dummy.csv", 2, {"L1": 249, "L2": 30, "L4": 47}, {"T1": 312, "T2": 14}),
        ("new31_somalia_2025_excerpt_TRANSCRIBED.csv", 5, {"L1": 4, "L2": 1}, {"T1": 5}),
    ],
)
def test_real_exports_keep_their_sums(
    name: str, deaths: int, levels: dict[str, int], spans: dict[str, int]
) -> None:
    frame = registry.read(None, [collected_file(f"acled/{name}")]).tables["incidents"]
    assert frame["killed_best"].sum() == deaths
    assert frame["location_level"].value_counts().to_dict() == levels
    assert frame["date_level"].value_counts().to_dict() == spans
    assert frame["incident_id"].is_unique
    assert set(frame["record_kind"]) == {"outside"}
    assert contract.broken("incidents", frame).empty


def test_no_real_export_has_a_type_that_our_tables_lack() -> None:
    for name in ("new31_benin_2023", "old31_burkina_2020_clip", "api2016_africa", "old32_kenya_2019_clip"):
        assert "codebook" not in _notes(registry.read(None, [collected_file(f"acled/{name}.csv")]))


def test_days_of_the_real_file_of_five_columns_are_weeks() -> None:
    """Why a file that does not say how exactly days are known is never taken as exact: these are all Saturdays."""
    frame = registry.read(None, [collected_file("acled/minimal5col_clip.csv")]).tables["incidents"]
    assert {day.weekday() for day in frame["date_start"]} == {5}
