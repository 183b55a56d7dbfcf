"""Published survey figures about provinces, and the provinces that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.naming import name_in_each_language
from answers.perception_units import COLUMNS, Unit, place_on_map
from model.errors import BadInputError, UnknownNameError
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import districts_of

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

NO_FIGURE = N_("no published figure")

_MEASURES = frozenset({"confidence_index", "percent"})
"""Other measures count people or projects and say nothing about perceptions."""

_LEVELS: dict[str, Unit] = {
    "national": Unit.COUNTRY,
    "province": Unit.PROVINCE,
    "city": Unit.DISTRICT,
    "village": Unit.PLACE,
}


_WIDER = frozenset({Unit.COUNTRY.value, "group of provinces"})
"""A figure of these stands beside those of a province, whose people it speaks about too."""

_NO_OPTION = N_(
    "Published figures have no {name} to choose ('{value}'): leave --{name} out, "
    "or add '--perceptions synthetic' for the demonstration survey."
)
_NO_TOPIC = N_(
    "{why}: use one of {words}, or add '--perceptions synthetic' for a question of the demonstration survey."
)
_BY_PROVINCE = N_("Published figures speak of provinces: {district} is shown by those of its province {province}")
_NONE_BY = N_("No published figure inside these filters speaks of a {unit}: ask by province or country.")
_NONE_HERE = N_("No published figure lies inside these filters: take one of them off.")
_ALL_SILENT = N_("Nothing is published here: the rows name the provinces without a figure.")


def topics(store: Store) -> pd.DataFrame:
    """The topics of which something is published: ``topic, measure, what``, one row each."""
    kept = _usable(store)[["topic", "measure", "what"]]
    return kept.drop_duplicates("topic").reset_index(drop=True)


def check_options(store: Store, selection: Selection, *, group: str | None = None) -> None:
    """Nothing, if published figures can be chosen by these options.

    Raises
    ------
        UnknownNameError: nothing is published on the topic; the text says why and which topics there are.
        BadInputError: published figures have no waves and no groups.
    """
    for name, value in (("wave", selection.wave), ("group", group)):
        if value is not None:
            message = Message(_NO_OPTION, {"name": name, "value": value})
            raise BadInputError(message)
    known = sorted(topics(store)["topic"])
    if selection.question is not None and selection.question not in known:
        why = _why_nothing(store, selection.question)
        message = Message(_NO_TOPIC, {"why": why, "words": ", ".join(known)})
        raise UnknownNameError(message)


def _why_nothing(store: Store, topic: str) -> Message:
    figures = store.frame("reference_figures")
    rows = figures[figures["topic"] == topic]
    if rows.empty:
        return Message(N_("Nothing is published on '{topic}'"), {"topic": topic})
    if not rows["measure"].isin(_MEASURES).any():
        return Message(N_("The figures on '{topic}' say nothing about what people think"), {"topic": topic})
    return Message(
        N_("On '{topic}' there are only figures that their source gives for comparison"), {"topic": topic}
    )


def published_rows(store: Store, selection: Selection, *, by: Unit | None = None) -> pd.DataFrame:
    """The latest figure of each unit and topic, then a row for each province that has none.

    Columns as in :data:`answers.perception_units.COLUMNS`. Figures for comparison from outside the
    valley are left out; a figure for a group of provinces or a river basin has no unit_id and no point.
    A district selects the figures of its province; with ``by`` only units of that kind are left.
    """
    kept = _usable(store)
    if selection.question is not None:
        kept = kept[kept["topic"] == selection.question]
    units = pd.DataFrame(
        [_unit(store, row) for row in row_dicts(kept)],
        index=kept.index,
        columns=["unit_kind", "unit_id"],
        dtype=object,
    )
    named = kept.join(units)
    latest = named.sort_values(["date_end", "figure_id"], na_position="first").drop_duplicates(
        ["unit_kind", "unit_id", "place_text", "topic", "measure"], keep="last"
    )
    rows = place_on_map(store, _renamed(latest))
    missing = place_on_map(store, _missing(store, rows))
    parts = [part for part in (rows, missing) if len(part)]
    every = pd.concat(parts, ignore_index=True) if parts else rows
    kept_rows = every[_inside(store, selection, every) & _of_kind(store, every, by)]
    return kept_rows.sort_values(
        ["country", "unit_kind", "unit", "question", "figure_id"], na_position="last", ignore_index=True
    )


def read_by_province(store: Store, selection: Selection) -> tuple[Message, ...]:
    """For each district asked for that no figure speaks of: its province stands for it."""
    units = store.frame("districts").set_index("district_id")
    lonely = _alone(units["province"])
    return tuple(
        Message(
            _BY_PROVINCE,
            {
                "district": name_in_each_language(store, "district", key),
                "province": name_in_each_language(store, "province", str(units.loc[key, "province"])),
            },
        )
        for key in selection.district
        if key in units.index and not lonely[key]
    )


def why_empty(rows: pd.DataFrame, *, by: Unit | None) -> Message | None:
    """Why a table of published figures shows no figure, if that is so."""
    if len(rows):
        return Message(_ALL_SILENT) if rows["estimate"].isna().all() else None
    if by in {Unit.DISTRICT, Unit.PLACE}:
        return Message(_NONE_BY, {"unit": by.value})
    return Message(_NONE_HERE)


def _usable(store: Store) -> pd.DataFrame:
    figures = store.frame("reference_figures")
    return figures[figures["measure"].isin(_MEASURES) & ~figures["comparison"].astype(bool)]


def _renamed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.rename(
        columns={"place_text": "unit", "value": "estimate", "unit": "value_unit", "date_text": "wave"}
        | {"topic": "question"}
    )


def _unit(store: Store, row: dict[str, Any]) -> tuple[str, str | None]:
    """The kind and id of the unit that a figure speaks about; no id where we have no such unit."""
    kind = _LEVELS.get(row["place_level"])
    if kind is Unit.COUNTRY:
        return kind.value, row["country"]
    if kind is Unit.PROVINCE:
        return kind.value, row["province"]
    if kind is None:
        return row["place_level"], None
    field = "district" if kind is Unit.DISTRICT else "place"
    match = store.gazetteer(field).resolve(row["place_text"], country=row["country"])
    found = match.ids[0] if match.status in {"exact", "matched"} else None
    return (kind.value if found else row["place_level"]), found


def _missing(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    districts = store.frame("districts")
    provinces = districts[["country", "province"]].drop_duplicates()
    cities = districts.loc[
        _alone(districts["province"]) & districts["district_id"].isin(rows["unit_id"]), "province"
    ]
    known = {*rows.loc[rows["unit_kind"] == Unit.PROVINCE, "unit_id"], *cities}
    silent = provinces[~provinces["province"].isin(known)].reset_index(drop=True)
    filled = silent.assign(unit_kind=Unit.PROVINCE.value, unit_id=silent["province"], reason=NO_FIGURE)
    return filled.reindex(columns=list(COLUMNS))


def _alone(provinces: pd.Series[Any]) -> pd.Series[bool]:
    """Whether a district is all of its province: Osh city is known by the figure of that city."""
    return ~provinces.duplicated(keep=False)


def _inside(store: Store, selection: Selection, rows: pd.DataFrame) -> pd.Series[bool]:
    kept = pd.Series(data=True, index=rows.index)
    if selection.country:
        kept &= rows["country"].isin([str(country) for country in selection.country])
    ids = districts_of(store, selection)
    if ids is None:
        return kept
    chosen = store.frame("districts")
    chosen = chosen[chosen["district_id"].isin(ids)]
    wider, narrower = rows["unit_kind"].isin(_WIDER), rows["unit_kind"].isin({Unit.DISTRICT, Unit.PLACE})
    there = rows["province"].isin(chosen["province"]).mask(wider, rows["country"].isin(chosen["country"]))
    return kept & there.mask(narrower, rows["district_id"].isin(ids)).astype(bool)


def _of_kind(store: Store, rows: pd.DataFrame, by: Unit | None) -> pd.Series[bool]:
    if by is None:
        return pd.Series(data=True, index=rows.index)
    districts = store.frame("districts")
    lonely = districts.loc[_alone(districts["province"]), "district_id"]
    is_province = (rows["unit_kind"] == Unit.DISTRICT) & rows["unit_id"].isin(lonely) & (by is Unit.PROVINCE)
    return (rows["unit_kind"] == by) | is_province
