"""What stands behind the symbols of a one-file map: the records of each as plain texts and web addresses.

The texts go into the file as data and reach the reader's page as text only; an address that is not
of the web stays out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answers.symbols import symbol_keys
from briefing import record_words
from layers.escaping import web_address
from layers.naming import text_of
from layers.rows import Row, rows
from model.result import require_published

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.result import Result
    from model.strings import Translator

MOST_RECORDS = 2_000
"""A file with more records than this carries symbols only: it should open on a weak laptop."""


def by_symbol(incidents: Result, *, tr: Translator) -> dict[str, list[dict[str, Any]]]:
    """For the reference of each symbol its records, the latest first.

    A record: ``id``, ``days``, ``what``, ``place``, ``text``, ``own`` (its own figures), ``where``, ``told``
    (a list of ``[who about whom, figures, note, source, address]``), ``source``, ``url``, ``checked``.

    Raises
    ------
        FerghanaError: the answer was not published.
    """
    table = require_published(incidents).table
    told = dict[str, list[Row]]()
    for account in rows(incidents.tables["by_account"]):
        told.setdefault(account["incident_id"], []).append(account)
    keyed = table.assign(symbol=symbol_keys(table))
    drawn = keyed[keyed["symbol"].notna()].sort_values(["date_start", "incident_id"], ascending=[False, True])
    found = dict[str, list[dict[str, Any]]]()
    for row in rows(drawn):
        ref = f"incidents:{row['symbol']}:{row['location_level']}"
        found.setdefault(ref, []).append(_record(row, told.get(row["incident_id"], []), tr))
    return found


def _record(row: Row, accounts: list[Row], tr: Translator) -> dict[str, Any]:
    return {
        "id": row["incident_id"],
        "days": record_words.days(row, tr),
        "what": record_words.what(row, tr),
        "place": record_words.place(row, tr),
        "text": text_of(row["description"]),
        "own": record_words.casualties(row, tr),
        "where": "" if row["distance_m"] is None else record_words.where(row, tr),
        "told": [_account(account, row["theme"], tr) for account in accounts],
        "source": record_words.source_title(row),
        "url": web_address(row["source_url"]),
        "checked": record_words.checked(row, tr),
    }


def _account(row: Mapping[str, Any], theme: str | None, tr: Translator) -> list[str | None]:
    shown = dict(row)
    return [
        record_words.tellers(shown, tr, theme=theme),
        record_words.told(shown, tr),
        text_of(row["note"]),
        text_of(row["source_title"]),
        web_address(row["source_url"]),
    ]
