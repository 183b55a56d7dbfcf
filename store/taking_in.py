"""One file taken into a draft: names matched, compared with what its source had, tables and records written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from model.enums import LocationLevel, RecordKind
from model.errors import BadInputError
from model.imports import ImportReport
from model.strings import N_, Message
from model.workspace_tables import EVERY_TABLE
from store.comparing import KEYS, Comparison, Fate, changes, compare, record_ids
from store.contents import hashes_of, ids_of
from store.duplicate_pairs import ASKED, Looked, look
from store.frames import to_arrow, to_encoded
from store.import_records import (
    add_changes,
    add_log,
    add_provenance,
    add_quarantine,
    add_source,
    add_waiting,
    known_content,
    next_import_id,
)
from store.loading import ORDER
from store.matching import match
from store.matching_again import match_waiting
from store.place_arrivals import keep_united, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    import pandas as pd

    from model.imports import Parsed
    from store.drafts import Draft
    from store.matching import Matched
    from store.place_arrivals import Arrivals

_TAKEN_ID = N_(
    "{file}: '{source}' is the short name of a source that comes with the program; choose another one (--source)."
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read, with what the log says about it: name, hash, time, profile."""

    parsed: Parsed
    file: str
    sha256: str
    adds_only: bool = False
    profile: str | None = None
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


def take_in(draft: Draft, arrival: Arrival) -> ImportReport:
    """Put the records of a file into the draft; what became of every row of it.

    The report's ``import_id`` is the one in the log; ``version`` and ``seconds`` are for the caller to say.

    Raises
    ------
        BadInputError: the source has the short name of one that comes with the program.
    """
    parsed = arrival.parsed
    source_id = _own_id(draft, arrival)
    main = parsed.tables[parsed.table]
    add_source(draft, parsed.source)
    old = _rows_of(draft, parsed.table, source_id)
    matched, found = _matched_and_compared(draft, arrival, source_id, old)
    ready = settle(parsed.table, matched.frame, draft, source_id=source_id)
    import_id = next_import_id(draft.frame("import_log"))
    add_changes(draft, changes(parsed.table, old, ready.fresh, found), import_id, arrival.at)
    incidents = _replace_rows(draft, parsed, ready, found)
    add_provenance(draft, parsed.table, found, import_id, arrival.file)
    add_quarantine(draft, parsed, import_id, arrival.file)
    add_waiting(draft, parsed.table, record_ids(parsed.table, main), matched.waiting, found.withdrawn)
    # A record may stand in several rows of a file (one an actor): it is counted once.
    several = found.records.num_rows < len(main)
    told = _once(ready.fresh, EVERY_TABLE[parsed.table].key) if several else ready.fresh
    looked = look(draft, incidents) if parsed.table == "incidents" else Looked(0, ())
    report = ImportReport(
        kind=parsed.kind,
        source_id=source_id,
        files=(arrival.file,),
        rows_read=parsed.read,
        accepted=found.rows(Fate.NEW),
        updated=found.rows(Fate.UPDATED),
        unchanged=found.rows(Fate.UNCHANGED),
        withdrawn=len(found.withdrawn),
        quarantine=parsed.quarantine.assign(file=arrival.file),
        cells=parsed.cells,
        unmatched=matched.unmatched,
        ambiguous=matched.ambiguous,
        levels=_levels(told),
        outside_area=_outside(told),
        duplicates=looked.waiting,
        notes=(*parsed.notes, *ready.notes, *looked.notes),
        import_id=import_id,
    )
    add_log(draft, report, _log_line(arrival))
    return report


def _matched_and_compared(
    draft: Draft, arrival: Arrival, source_id: str, old: pa.Table
) -> tuple[Matched, Comparison]:
    """What became of the names, and of each row beside what the source had."""
    table, rows = arrival.parsed.table, arrival.parsed.tables[arrival.parsed.table]
    with ThreadPoolExecutor(max_workers=1) as beside:
        hashing = beside.submit(hashes_of, table, rows)
        matched = match(table, rows, draft)
        known = known_content(draft, table, source_id)
        found = compare(table, rows, matched.frame, known, old, hashes=hashing.result())
    return matched, Comparison(found.records, found.fates, ()) if arrival.adds_only else found


def _own_id(draft: Draft, arrival: Arrival) -> str:
    """The short name of the source; under one of the program's own, its rows would seem withdrawn."""
    source_id = str(arrival.parsed.source["source_id"])
    if source_id in draft.bundled_sources:
        raise BadInputError(Message(_TAKEN_ID, {"file": arrival.file, "source": source_id}))
    return source_id


def _once(rows: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Precision and kind of each record."""
    asked = [name for name in ("location_level", "record_kind") if name in rows.columns]
    return rows.loc[~rows.duplicated(list(key)), asked]


def _log_line(arrival: Arrival) -> dict[str, Any]:
    return {
        "sha256": [arrival.sha256],
        "imported_at": arrival.at,
        "licence": str(arrival.parsed.source["licence"]),
        "profile": arrival.profile,
    }


def _rows_of(draft: Draft, table: str, source_id: str) -> pa.Table:
    """The rows of one source, as the workspace has them, without geometry."""
    rows = draft.rows(table)
    columns = [name for name in EVERY_TABLE[table].column_names if name != "geometry"]
    return rows.select(columns).filter(_is_of(rows, source_id))


def _is_of(rows: Any, source_id: str) -> Any:
    return pc.fill_null(pc.equal(rows.column("source_id").cast("string"), source_id), fill_value=False)


def _replace_rows(draft: Draft, parsed: Parsed, ready: Arrivals, found: Comparison) -> pa.Table | None:
    """Write new and changed records in the place of the old ones; withdrawn ones leave, the rest stays.

    Incidents are put in order while other things are done; given back is what pairs need of them.
    """
    incidents = None
    for name, frame in ({**parsed.tables, parsed.table: ready.fresh}).items():
        made = to_encoded if name == "incidents" else to_arrow
        rows, new = draft.rows(name), made(frame, EVERY_TABLE[name].columns)
        if name == parsed.table:
            kept, new = _without_gone(name, rows, found), _fresh(name, frame, new, found)
        else:
            key = EVERY_TABLE[name].key
            kept = rows.filter(pc.invert(pc.is_in(ids_of(rows, key), value_set=ids_of(new, key))))
        both = pa.concat_tables([_typed(kept, new.schema), new])
        if name == "incidents":
            incidents = both.select(list(ASKED))
            held = [both]
            draft.replace(name, _soon(lambda: _in_order(held)))  # noqa: B023 - one table is called so
        else:
            draft.replace(name, both)
        del both, new
        pa.default_memory_pool().release_unused()
    if len(ready.united):
        keep_united(draft, ready.united, str(parsed.source["source_id"]))
    if parsed.table == "places":
        match_waiting(draft)
    if "survey_answers" in parsed.tables:
        _without_demonstration(draft)
    return incidents


def _soon(job: Callable[[], pa.Table]) -> Future[pa.Table]:
    """What the job makes, in a thread of its own."""
    beside = ThreadPoolExecutor(max_workers=1)
    made = beside.submit(job)
    beside.shutdown(wait=False)
    return made


def _without_gone(name: str, rows: pa.Table, found: Comparison) -> pa.Table:
    """The rows that were there, without those of records that changed or were withdrawn."""
    gone = [pa.array(found.withdrawn, pa.large_string()), found.id_column(Fate.UPDATED)]
    if len(KEYS[name]) > 1:
        # An interview that came under another name before is the same person: it is counted once.
        gone.append(found.id_column(Fate.NEW))
    ids = pa.concat_arrays(gone)
    return rows.filter(pc.invert(pc.is_in(ids_of(rows, KEYS[name]), value_set=ids))) if len(ids) else rows


def _fresh(name: str, frame: pd.DataFrame, rows: pa.Table, found: Comparison) -> pa.Table:
    """The rows of new and changed records, one for each key; ``rows`` are those of the frame."""
    kept = found.id_column(Fate.UNCHANGED)
    if len(kept) == 0 and found.records.num_rows == len(frame):
        return rows
    here = ~frame.duplicated(list(EVERY_TABLE[name].key)).to_numpy()
    return rows.filter(pc.and_(pa.array(here), pc.invert(pc.is_in(ids_of(rows, KEYS[name]), value_set=kept))))


def _typed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with the types of a schema, in which texts may be numbered words."""
    plain = [pa.field(x.name, x.type.value_type if pa.types.is_dictionary(x.type) else x.type) for x in schema]
    cast = rows.cast(pa.schema(plain))
    columns = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(schema, cast.columns, strict=True)
    ]
    return pa.table(columns, names=schema.names)


def _in_order(given: list[pa.Table]) -> pa.Table:
    """Incidents by first day and id, as they are opened: sorting them once saves it at every opening.

    The table is taken out of the list, so that nobody else holds its columns.
    """
    rows = given.pop()
    order = pc.sort_indices(rows.select(ORDER), sort_keys=[(column, "ascending") for column in ORDER])
    if pc.all(pc.equal(order, pa.array(np.arange(len(rows))))).as_py():
        return rows
    names = rows.column_names
    held = {column: rows.column(column) for column in names}
    del rows
    # One column after the other, the largest first, so that all of them never stand there twice.
    largest = sorted(names, key=lambda column: -held[column].nbytes)
    taken = {column: held.pop(column).combine_chunks().take(order) for column in largest}
    return pa.table({column: taken[column] for column in names})


def _without_demonstration(draft: Draft) -> None:
    """Take the synthetic survey out: somebody's own takes its place."""
    made = {row.source_id for row in draft.frame("sources").itertuples() if row.synthetic}
    for name in ("survey_answers", "survey_waves"):
        frame = draft.frame(name)
        draft.replace(name, frame[~frame["source_id"].isin(made)].reset_index(drop=True))


def _levels(frame: pd.DataFrame) -> Mapping[str, int]:
    if "location_level" not in frame.columns:
        return {}
    counts = frame["location_level"].value_counts()
    return {level.value: int(counts.get(level.value, 0)) for level in LocationLevel}


def _outside(frame: pd.DataFrame) -> int:
    if "record_kind" not in frame.columns:
        return 0
    return int((frame["record_kind"] == RecordKind.OUTSIDE.value).sum())
