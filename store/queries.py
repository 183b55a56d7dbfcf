"""The questions that the engine answers: which rows lie inside a selection, and how many by what.

Filters of different fields hold together, values of one field are alternatives. A period selects by
overlap of its days with the record's. Verification is no filter here where rows are asked for:
``answers/`` must be able to say how many it left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from model.enums import LocationLevel, Mode, RecordKind
from model.tables import INCIDENTS
from store.conditions import conditions, districts_of, that_count
from store.frames import to_frame
from store.open_pairs import pairs_inside
from store.placing import PLACED_INCIDENTS
from store.source_choice import rows_by_source
from store.symbol_keys import NotOnMap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from model.selection import Selection
    from store.bundle import Store

__all__ = [
    "GROUP_COLUMNS",
    "account_rows",
    "conditions",
    "counts_by",
    "districts_of",
    "group_rows",
    "incident_rows",
    "last_day_of_all",
    "rows_by_source",
    "rows_of",
    "single_rows",
    "survey_cells",
    "survey_unplaced",
    "total_rows",
]

GROUP_COLUMNS: tuple[str, ...] = (
    "incident_id",
    "part_of",
    "record_kind",
    "date_start",
    "date_end",
    "district_id",
    "district_ids",
    "place_id",
    "place_text",
    "killed_best",
    "location_level",
    "incident_type",
    "theme",
    "border",
    "source_id",
    "country",
    "visibility",
    "verification",
)

_CASUALTIES = ("killed_", "injured_", "displaced_")


def incident_rows(
    store: Store, selection: Selection, *, keys: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """The records of every kind and verification inside the selection, by first day and id.

    Columns: the contract of incidents plus :data:`store.placing.PLACED`. Whoever only counts asks
    :func:`store.tallies.tally`. ``keys``: only those of these symbols, by level.
    """
    names = [column.name for column in PLACED_INCIDENTS]
    table = store.table("incidents")
    kept = [*conditions(store, table, selection), *([] if keys is None else [_of_symbols(table, keys)])]
    rows = table.filter(kept).order_by("row").select(*names)
    return to_frame(rows.to_pyarrow())


def _of_symbols(table: Any, keys: Mapping[str, Sequence[str]]) -> Any:
    """Whether a record stands behind one of the symbols; as :func:`store.symbol_keys.keys_of` names them."""
    place = table.place_id.cast("string").coalesce(table.spot)
    found: Any = ibis.literal(value=False)
    for level, names in keys.items():
        unit = table.district_id.isin(list(names)) & (table.reason == NotOnMap.DISTRICT_ONLY.value)
        point = place.isin(list(names)) & table.reason.isnull()  # noqa: PD003 - Ibis has no isna
        found |= (table.location_level == level) & (unit if level == LocationLevel.L3 else point)
    return found


def total_rows(store: Store) -> pd.DataFrame:
    """All totals of groups, in or out of any selection, by first day and id; columns as :func:`incident_rows`."""
    table = store.table("incidents")
    names = [column.name for column in PLACED_INCIDENTS]
    rows = table.filter(table.record_kind == RecordKind.TOTAL.value).order_by("row").select(*names)
    return to_frame(rows.to_pyarrow())


def single_rows(store: Store) -> pd.DataFrame:
    """The records with accounts or of a group: ``incident_id`` and their own casualty figures."""
    table = store.table("incidents")
    names = [column.name for column in INCIDENTS.columns if column.name.startswith(_CASUALTIES)]
    rows = table.filter(table.single).order_by("row").select("incident_id", *names)
    return to_frame(rows.to_pyarrow())


def rows_of(store: Store, ids: Sequence[str]) -> pd.DataFrame:
    """The records with these ids, by first day and id; columns as :func:`incident_rows`."""
    table = store.table("incidents")
    names = [column.name for column in PLACED_INCIDENTS]
    rows = table.filter(table.incident_id.isin(list(ids))).order_by("row").select(*names)
    return to_frame(rows.to_pyarrow())


def last_day_of_all(store: Store) -> date | None:
    """The last day of any record of any kind; ``None`` where there is no record."""
    found: date | None = store.derived(
        "last day", lambda: store.table("incidents").date_end.max().to_pyarrow().as_py()
    )
    return found


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

    Columns: those of ``by``, then ``count``; sorted by them. Verification and mode are filters here. While
    pairs of records of several sources are undecided, ``count`` is the largest that one source has: sources are
    never added then.
    """
    table = store.table("incidents")
    kept = table.filter([*conditions(store, table, selection), *that_count(table, selection, mode)])
    keys = [_key(kept, name) for name in by]
    if len(pairs_inside(store, selection, mode)):
        of_each = kept.group_by([*keys, "source_id"] if "source_id" not in by else keys).agg(n=ibis._.count())
        counts = of_each.group_by(list(by)).agg(count=ibis._.n.max())
    else:
        counts = kept.group_by(keys).agg(count=ibis._.count())
    return to_frame(counts.order_by(list(by)).to_pyarrow())


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


def survey_unplaced(store: Store, *, wave: str, question: str, by: str) -> int:
    """How many people who answered the question, in this wave, stand in no cell: their unit is not known."""
    answers = store.table("survey_answers")
    kept = [answers.wave == wave, answers.question_id == question, answers.answer != "refused"]
    people = answers.filter([*kept, answers[by].isnull()]).respondent_key.nunique()  # noqa: PD003 - no isna
    return int(people.to_pyarrow().as_py())


def _key(table: Any, name: str) -> Any:
    if name == "month":
        return table.date_start.truncate("M").name(name)
    return table.date_start.year().name(name) if name == "year" else table[name]
