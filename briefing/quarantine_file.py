"""The rows that an import set aside as a CSV file: their own columns and the reasons, to mend and import again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefing.tabular import defused, legible
from model.imports import SET_ASIDE

if TYPE_CHECKING:
    import pandas as pd

    from model.imports import ImportReport
    from model.strings import Translator

BOM = "\ufeff"
_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)?")


def quarantine_csv(report: ImportReport, *, tr: Translator) -> bytes:
    """The rows in quarantine, one line a row, UTF-8 with byte order mark, formula cells defused."""
    return (BOM + rows_with_reasons(report, tr=tr).to_csv(index=False, lineterminator="\r\n")).encode()


def rows_with_reasons(report: ImportReport, *, tr: Translator) -> pd.DataFrame:
    """The cells of the rows in quarantine and :data:`model.imports.SET_ASIDE`, several problems joined."""
    problems = report.quarantine.assign(text=[message.text(tr) for message in report.quarantine["message"]])
    by_row = problems.groupby("row", sort=True)
    cells = report.cells.map(_cell)
    codes = by_row["code"].agg(lambda codes: " ".join(dict.fromkeys(codes)))
    texts = by_row["text"].agg(" ".join)
    row, code, reason, source = SET_ASIDE
    cells[row] = cells.index
    cells[code] = codes.reindex(cells.index)
    cells[reason] = texts.reindex(cells.index).map(lambda cell: defused(legible(cell)))
    cells[source] = report.source_id
    return cells


def _cell(cell: Any) -> Any:
    """The cell without what a file cannot hold; a number with a sign is no formula and comes in again as it is."""
    text = legible(cell)
    return text if isinstance(text, str) and _NUMBER.fullmatch(text) else defused(text)
