"""A workspace over the made valley with a second, closed source whose records may be events of the first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from store.drafts import change
from store.duplicate_pairs import refresh
from store.frames import row_dicts
from store.workspace import open_current
from tests.valley import rows_of, valley, write_valley

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store
    from store.drafts import Draft

CLOSED = "closed"
"""A source whose records must not be passed on."""
NOTE = "a planted note of the closed source"
ATTRIBUTION = "Closed data, used as their terms allow"
Row = dict[str, Any]
BOTH = ("closed", "facts-incidents")


_SOURCE: Row = {
    "source_id": CLOSED,
    "title": "Closed incidents",
    "publisher": "nobody",
    "licence": "own terms",
    "attribution": ATTRIBUTION,
    "access_date": date(2026, 1, 1),
    "holds": "incidents",
    "coverage_from": date(2015, 1, 1),
    "coverage_to": date(2022, 12, 31),
    "redistributable": False,
}
_LOG: Row = {
    "import_id": "I0001",
    "kind": "acled",
    "source_id": CLOSED,
    "files": ["closed.csv"],
    "sha256": ["0"],
    "imported_at": "2026-01-01T00:00:00+00:00",
    "licence": "own terms",
    "profile": None,
    **dict.fromkeys(
        ("rows_read", "accepted", "updated", "unchanged", "withdrawn", "quarantined", "outside_area"), 4
    ),
}


class Desk:
    """The folder of the workspace, and the bundled data that it was begun from."""

    def __init__(self, folder: Path) -> None:
        self.bundled = write_valley(folder / "bundled")
        self.folder = folder / "mine"
        change(self.folder, _bring, bundled=self.bundled)

    @property
    def store(self) -> Store:
        """The store of the current version."""
        return open_current(self.folder, bundled=self.bundled)


def _bring(draft: Draft) -> int:
    for name, more in (("incidents", records()), ("sources", [_SOURCE])):
        draft.replace(name, _more(draft.frame(name), rows_of(name, more)))
    draft.replace("import_log", pd.DataFrame([_LOG]))
    return refresh(draft)


def _more(known: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    both = pd.concat([known.astype(object), new.astype(object)], ignore_index=True)
    return both.where(both.notna(), None)


def records() -> list[Row]:
    """X01 is V01 within three days with other figures, X04 is V04 a day later, X09 is V09 known to its district.

    X50 is alone.
    """
    known = {row["incident_id"]: row for row in row_dicts(valley()["incidents"])}
    days = {"date_start": date(2015, 2, 28), "date_end": date(2015, 3, 2), "date_level": "T2"}
    vague = {"location_level": "L3", "radius_m": None, "place_id": None, "part_of": None, "record_kind": "event"}
    return [
        _closed("X01", known["V01"], **_killed(2, 4, None), **days),
        _closed("X04", known["V04"], date_start=date(2019, 6, 2), date_end=date(2019, 6, 2)),
        _closed("X09", known["V09"], **vague, **_killed(2, 2, 2)),
        _closed("X50", known["V01"], date_start=date(2022, 6, 6), date_end=date(2022, 6, 6), **_killed(1, 1, 1)),
    ]


def _closed(key: str, like: Row, **more: Any) -> Row:
    own = {"incident_id": key, "source_id": CLOSED, "source_record": key, "description": NOTE}
    return like | own | {"source_title": NOTE, "source_url": None} | more


def _killed(low: int | None, best: int | None, high: int | None) -> Row:
    return {"killed_low": low, "killed_best": best, "killed_high": high}
