"""The questions that the engine answers: which rows lie inside a selection, and how many by what.

Filters of different fields hold together, values of one field are alternatives. A period selects by
overlap of its days with the record's. Verification is no filter here where rows are asked for:
``answers/`` must be able to say how many it left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from model.enums import COUNTED_KINDS, Mode, Verification, Visibility
from model.periods import half_open
from store.frames import to_frame
from store.placing import PLACED_INCIDENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from model.selection import Selection
    from store.bundle import Store

MAP_COLUMNS: tuple[str, ...] = (
    "incident_id",
    "date_start",
    "date_end",
    "place_text",
    "place_id",
    "district_id",
    "country",
    "lon",
    "lat",
    "location_level",
    "radius_m",
    "border",
    "incident_type",
    "verification",
    "record_kind",
    "part_of",
    "visibility",
    "source_id",
)
"""What counts, figures and symbols need; all columns of very many rows take longer to fetch than to draw."""

GROUP_COLUMNS: tuple[str, ...] = (
    "incident_id",
    "part_of",
    "record_kind",
    "date_start",
    "date_end",
    "district_id",
    "district_ids",
    "place_id",
    "location_level",
    "incident_type",
    "theme",
    "border",
    "source_id",
    "country",
    "visibility",
    "verification",
)

_FIELDS: dict[str, str] = {
    "district": "district_id",
    "place": "place_id",
    "country": "country",
    "type": "incident_type",
    "theme": "theme",
    "border": "border",
    "source": "source_id",
    "level": "location_level",
}
"""Field of a selection: column of incidents."""


def incident_rows(store: Store, selection: Selection, *, texts: bool = True) -> pd.DataFrame:
    """The records of every kind and verification inside the selection, by first day and id.

    Columns: the contract of incidents plus :data:`store.placing.PLACED`; without ``texts`` only
    :data:`MAP_COLUMNS`.
    """
    names = [column.name for column in PLACED_INCIDENTS if texts or column.name in MAP_COLUMNS]
    table = store.table("incidents")
    rows = table.filter(_conditions(store, table, selection)).select(*names)
    return to_frame(rows.order_by(["date_start", "incident_id"]).to_pyarrow())


def group_rows(store: Store) -> pd.DataFrame:
    """All totals and all parts of groups, in or out of any selection; columns :data:`GROUP_COLUMNS`."""
    table = store.table("incidents")
    rows = table.filter(~table.part_of.isnull()).select(*GROUP_COLUMNS)  # noqa: PD003 - Ibis has no isna
    return to_frame(rows.order_by(["part_of", "incident_id"]).to_pyarrow())


def account_rows(store: Store, incident_ids: Sequence[str]) -> pd.DataFrame:
    """The accounts of these records, by record and priority; columns as in the contract."""
    told = store.frame("accounts")
    kept = told[told["incident_id"].isin(set(incident_ids))]
    return kept.sort_values(["incident_id", "priority", "account_id"]).reset_index(drop=True)


def counts_by(
    store: Store, selection: Selection, *, by: Sequence[str] = ("month", "district_id"), mode: Mode = Mode.PUBLIC
) -> pd.DataFrame:
    """The counted records by columns of incidents, by ``month`` (its first day) or by ``year`` (a number).

    Columns: those of ``by``, then ``count``; sorted by them. Verification and mode are filters here.
    """
    table = store.table("incidents")
    kept = table.filter([*_conditions(store, table, selection), *_counted(table, selection, mode)])
    keys = [_key(kept, name) for name in by]
    counts = kept.group_by(keys).agg(count=ibis._.count())
    return to_frame(counts.order_by(list(by)).to_pyarrow())


def districts_of(store: Store, selection: Selection) -> tuple[str, ...] | None:
    """The districts that district and province filters leave; ``None`` where neither is in force."""
    if not selection.district and not selection.province:
        return None
    units = store.frame("districts")
    kept = units[units["province"].isin(selection.province)] if selection.province else units
    ids = set(kept["district_id"])
    return tuple(sorted(ids & set(selection.district) if selection.district else ids))


def survey_cells(
    store: Store, *, wave: str, question: str, by: str, yes: Sequence[str], group: str | None = None
) -> pd.DataFrame:
    """Weighted sums of one question and wave by a column of survey answers and, if asked, by a group.

    One row a unit (and group): ``unit_id, group, weight, weight_yes, n, n_yes, clusters``. A person
    counts once, as yes if any of the ``yes`` answers was given; who refused is left out of all.
    """
    answers = store.table("survey_answers")
    kept = answers.filter([answers.wave == wave, answers.question_id == question, answers.answer != "refused"])
    asked = kept.mutate(unit_id=kept[by], group=ibis.literal("all") if group is None else kept[group])
    people = asked.group_by(["unit_id", "group", "cluster", "respondent_key"]).agg(
        weight=asked.weight.max(), said=asked.answer.isin(list(yes)).any().cast("int64")
    )
    cells = people.group_by(["unit_id", "group"]).agg(
        weight=people.weight.sum(),
        weight_yes=(people.weight * people.said).sum(),
        n=people.count(),
        n_yes=people.said.sum(),
        clusters=people.cluster.nunique(),
    )
    known = cells.filter(~cells.unit_id.isnull())  # noqa: PD003 - Ibis has no isna
    return to_frame(known.order_by(["unit_id", "group"]).to_pyarrow())


def _conditions(store: Store, table: Any, selection: Selection) -> list[Any]:
    period = half_open(selection.date_from, selection.date_to)
    found = [ibis.literal(value=True)]
    if period.start is not None:
        found.append(table.date_end >= period.start)
    if period.stop is not None:
        found.append(table.date_start < period.stop)
    for field, column in _FIELDS.items():
        wanted = districts_of(store, selection) if field == "district" else getattr(selection, field)
        if wanted is not None and (wanted or field == "district"):
            found.append(table[column].isin([str(word) for word in wanted]))
    return found


def _counted(table: Any, selection: Selection, mode: Mode) -> list[Any]:
    wanted = set(selection.verification)
    found = [table.record_kind.isin(sorted(COUNTED_KINDS))]
    if mode is Mode.PUBLIC:
        wanted -= {Verification.UNVERIFIED}
        found.append(table.visibility == Visibility.PUBLIC.value)
    return [*found, table.verification.isin(sorted(wanted))]


def _key(table: Any, name: str) -> Any:
    if name == "month":
        return table.date_start.truncate("M").name(name)
    return table.date_start.year().name(name) if name == "year" else table[name]
