"""One file taken into a draft: names matched, compared with what its source had, tables and records written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.enums import LocationLevel, RecordKind
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportReport
from model.workspace_tables import EVERY_TABLE
from store.comparing import KEYS, Comparison, Fate, changes, compare, record_ids
from store.duplicate_pairs import refresh
from store.frames import to_arrow, to_frame
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
from store.matching import match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.imports import Parsed
    from store.drafts import Draft

_STATED = (STATED_PROVINCE, STATED_DISTRICT)


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
    """
    parsed = arrival.parsed
    source_id = str(parsed.source["source_id"])
    main = parsed.tables[parsed.table]
    add_source(draft, parsed.source)
    matched = match(parsed.table, main, draft)
    old = _rows_of(draft, parsed.table, source_id)
    found = compare(parsed.table, main, matched.frame, known_content(draft, parsed.table, source_id), old)
    if arrival.adds_only:
        found = Comparison(found.records, found.fates, ())
    ready = matched.frame.drop(columns=list(_STATED), errors="ignore")
    import_id = next_import_id(draft.frame("import_log"))
    rows = {*main.index, *parsed.quarantine["row"]}
    files: pd.Series[Any] = pd.Series(dict.fromkeys(rows, arrival.file), dtype=object)
    add_changes(draft, changes(parsed.table, old, ready, found), import_id, arrival.at)
    _replace_rows(draft, parsed, ready, found)
    add_provenance(draft, parsed, found, import_id, files)
    add_quarantine(draft, parsed, import_id, files)
    add_waiting(draft, parsed.table, record_ids(parsed.table, main), matched.waiting, found.withdrawn)
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
        levels=_levels(ready),
        outside_area=_outside(ready),
        duplicates=refresh(draft) if parsed.table == "incidents" else 0,
        notes=parsed.notes,
        import_id=import_id,
    )
    add_log(draft, report, _log_line(arrival))
    return report


def _log_line(arrival: Arrival) -> dict[str, Any]:
    return {
        "sha256": [arrival.sha256],
        "imported_at": arrival.at,
        "licence": str(arrival.parsed.source["licence"]),
        "profile": arrival.profile,
    }


def _rows_of(draft: Draft, table: str, source_id: str) -> pd.DataFrame:
    """The rows of one source, as the workspace has them."""
    rows = draft.rows(table)
    columns = [name for name in EVERY_TABLE[table].column_names if name != "geometry"]
    return to_frame(rows.select(columns).filter(_is_of(rows, source_id)))


def _is_of(rows: Any, source_id: str) -> Any:
    return pc.fill_null(pc.equal(rows.column("source_id").cast("string"), source_id), fill_value=False)


def _replace_rows(draft: Draft, parsed: Parsed, ready: pd.DataFrame, found: Comparison) -> None:
    """Write new and changed records in the place of the old ones; withdrawn ones leave, the rest stays."""
    for name, frame in ({**parsed.tables, parsed.table: ready}).items():
        if name == parsed.table:
            gone = {*found.withdrawn, *found.ids(Fate.UPDATED)}
            if len(KEYS[name]) > 1:
                # An interview that came under another name before is the same person: it is counted once.
                gone |= set(found.ids(Fate.NEW))
            kept_ids = set(found.ids(Fate.UNCHANGED))
            ids = record_ids(name, frame)
            once = frame.duplicated(list(EVERY_TABLE[name].key))
            fresh = frame[~(once | ids.isin(kept_ids))]
        else:
            gone, fresh = set(), frame
        draft.replace(name, _together(draft, name, fresh, gone))
    if "survey_answers" in parsed.tables:
        _without_demonstration(draft)


def _together(draft: Draft, name: str, fresh: pd.DataFrame, gone: set[str]) -> Any:
    contract = EVERY_TABLE[name]
    rows = draft.rows(name)
    new = to_arrow(fresh, contract.columns)
    if name in KEYS:
        if gone:
            keys = pa.array(record_ids(name, to_frame(rows.select(list(KEYS[name])))), pa.string())
            rows = rows.filter(pc.invert(pc.is_in(keys, value_set=pa.array(sorted(gone), pa.string()))))
    else:
        mine = pa.array(_keys(fresh, contract.key), pa.string())
        keys = pa.array(_keys(to_frame(rows.select(list(contract.key))), contract.key), pa.string())
        rows = rows.filter(pc.invert(pc.is_in(keys, value_set=mine)))
    return pa.concat_tables([rows.cast(new.schema), new])


def _keys(frame: pd.DataFrame, key: tuple[str, ...]) -> list[str]:
    return ["\x1f".join(map(str, values)) for values in frame[list(key)].itertuples(index=False)]


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
