"""The row of the table ``sources`` that an import brings with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.imports import ImportOptions


def source_row(
    options: ImportOptions, own: Mapping[str, Any], *, days: Iterable[date | None] = ()
) -> dict[str, Any]:
    """A full row of the contract; coverage is the first and the last of ``days``.

    What the person who imports says comes before ``own``, the format's: ``source_id, title, publisher, licence``,
    and where they differ from the defaults below ``url, attribution, holds, redistributable``.
    """
    known = [day for day in days if isinstance(day, date) and not pd.isna(day)]
    title = options.title or own["title"]
    return {
        "source_id": options.source_id or own["source_id"],
        "title": title,
        "publisher": own["publisher"],
        "url": own.get("url"),
        "licence": options.licence or own["licence"],
        "attribution": own.get("attribution", title),
        "access_date": datetime.now(tz=UTC).date(),
        "holds": own.get("holds", "incidents"),
        "coverage_from": min(known, default=None),
        "coverage_to": max(known, default=None),
        "coverage_note": None,
        "thin_years": [],
        "redistributable": bool(
            own.get("redistributable", False) if options.redistributable is None else options.redistributable
        ),
        "synthetic": False,
    }
