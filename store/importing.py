"""The way of a file into a workspace: read, matched, compared, written as the next version – or only rehearsed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from model.errors import DataFileError
from model.imports import ImportKind, ImportOptions, ImportReport
from model.strings import N_, Message
from sources import contract, registry
from store.bundle import BUNDLED
from store.drafts import change, open_draft
from store.frames import compact
from store.profiles import keep_profile
from store.secret_key import secret_of
from store.table_files import hash_of
from store.taking_in import Arrival, take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from model.imports import Parsed
    from store.drafts import Draft

    Progress = Callable[[Message, float], None]

_SURVEYS = frozenset({ImportKind.KOBO, ImportKind.ODK})
_READING = N_("Reading {file} …")
_TAKING = N_("Comparing the records of {file} …")
_WRITING = N_("Writing the next version …")
_LOST = N_(
    "{file} has {read} rows, but {found} are accounted for: nothing was imported. Please report this with the "
    "first lines of the file."
)
_READ_SHARE, _TAKEN_SHARE = 0.5, 0.9


def import_files(
    folder: Path,
    kind: ImportKind | None,
    paths: Sequence[Path],
    *,
    options: ImportOptions | None = None,
    names: Sequence[str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    bundled: Path = BUNDLED,
) -> ImportReport:
    """Import files into the workspace of a folder, which is made where it is not there; what became of every row.

    ``kind=None`` finds out what the files are. ``names`` stand for the files in the report. A dry run does
    everything but write. ``progress`` hears each step and its share; what it raises ends the import, and the
    workspace is as it was.

    Raises
    ------
        BadInputError: a file is not what it claims; nothing was written.
        TargetError: another program is writing into the workspace, or the disk refuses.
    """
    began = time.monotonic()
    ask = progress or _nobody
    chosen = _with_secret(folder, kind, options or ImportOptions(), dry_run=dry_run)
    arrivals = list(_read(kind, paths, chosen, list(names or [path.name for path in paths]), ask))

    def edit(draft: Draft) -> ImportReport:
        # Each file's frames are given back once they are taken in: writing needs the memory.
        reports = [_taken(draft, arrivals.pop(0), ask) for _ in range(len(arrivals))]
        if chosen.profile is not None:
            keep_profile(draft, chosen.profile)
        ask(Message(_WRITING), _TAKEN_SHARE)
        return reduce(_together, reports)

    if dry_run:
        report, version = edit(open_draft(folder, bundled=bundled)), None
        report = replace(report, import_id=None)
    else:
        report, version = change(folder, edit, bundled=bundled)
    return replace(report, dry_run=dry_run, version=version, seconds=round(time.monotonic() - began, 3))


def _nobody(step: Message, share: float) -> None:
    """Nobody listens."""


def _with_secret(folder: Path, kind: ImportKind | None, options: ImportOptions, *, dry_run: bool) -> ImportOptions:
    """The options with the workspace's key for respondents; a dry run makes no file for one."""
    if options.secret is not None or (kind is not None and kind not in _SURVEYS):
        return options
    return options if dry_run and not folder.is_dir() else replace(options, secret=secret_of(folder))


def _read(
    kind: ImportKind | None, paths: Sequence[Path], options: ImportOptions, names: list[str], ask: Progress
) -> list[Arrival]:
    """The files read: each by itself, those of a survey together, because they belong to one another."""
    found = kind or registry.detect(paths, names=names)
    whole = found in _SURVEYS
    groups = (
        [(list(paths), names)] if whole else [([path], [name]) for path, name in zip(paths, names, strict=True)]
    )
    arrivals = []
    for at, (files, shown) in enumerate(groups):
        ask(Message(_READING, {"file": ", ".join(shown)}), _READ_SHARE * at / len(groups))
        with ThreadPoolExecutor(max_workers=1) as beside:
            hashing = beside.submit(lambda: " ".join(hash_of(path) for path in files))  # noqa: B023 - used at once
            parsed = _compact(registry.read(found, files, options, names=shown))
            contract.check(parsed, file=", ".join(shown))
            hashes = hashing.result()
        profile = options.profile.name if options.profile else None
        partial = options.adds_only or parsed.partial
        arrivals.append(Arrival(parsed, ", ".join(shown), hashes, adds_only=partial, profile=profile))
    return arrivals


def _compact(parsed: Parsed) -> Parsed:
    """What was read, without the memory of all that was not taken of the file."""
    parsed = replace(parsed, tables={name: compact(frame) for name, frame in parsed.tables.items()})
    pa.default_memory_pool().release_unused()
    return parsed


def _taken(draft: Draft, arrival: Arrival, ask: Progress) -> ImportReport:
    ask(Message(_TAKING, {"file": arrival.file}), _READ_SHARE)
    report = take_in(draft, arrival)
    if not report.adds_up:
        found = report.accepted + report.updated + report.unchanged + report.quarantined_rows
        fields = {"file": arrival.file, "read": report.rows_read, "found": found}
        raise DataFileError(Message(_LOST, fields))
    return report


def _together(one: ImportReport, other: ImportReport) -> ImportReport:
    """The report of two files of one import; rows of the second are numbered on, so that no two are one."""
    on = int(max([0, *one.quarantine["row"], *one.cells.index]))
    rows = other.quarantine.assign(row=other.quarantine["row"] + on)
    cells = other.cells.set_axis(other.cells.index + on)
    levels = {
        level: one.levels.get(level, 0) + other.levels.get(level, 0) for level in {**one.levels, **other.levels}
    }
    return replace(
        one,
        files=(*one.files, *other.files),
        rows_read=one.rows_read + other.rows_read,
        accepted=one.accepted + other.accepted,
        updated=one.updated + other.updated,
        unchanged=one.unchanged + other.unchanged,
        withdrawn=one.withdrawn + other.withdrawn,
        quarantine=pd.concat([one.quarantine, rows], ignore_index=True),
        cells=pd.concat([one.cells, cells]),
        unmatched=(*one.unmatched, *other.unmatched),
        ambiguous=(*one.ambiguous, *other.ambiguous),
        levels=levels,
        outside_area=one.outside_area + other.outside_area,
        duplicates=other.duplicates,
        notes=(*one.notes, *other.notes),
        import_id=other.import_id,
    )
