"""Made records whose every text is something that a program could take for more than a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.layers.test_escaping import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.bundle import Store

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    '=HYPERLINK("http://example.org")',
    "=cmd|' /C calc'!A0",
)
STRANGE = ("javascript:alert(1)", "a\x00b\x0b\x1f", "\uffff\ufffe", "я" * 10_240, "\u202eabc", "_x000D_", *HOSTILE)
TEXTS = (*FORMULAS, *STRANGE)


def hostile_store(store: Store, texts: Sequence[str] = TEXTS) -> Store:
    """The store with one incident and one account for each hostile text, which stands in every free text."""
    incident = store.frame("incidents").iloc[[0]]
    account = store.frame("accounts").iloc[[0]]
    n = len(texts)
    incidents = incident.loc[incident.index.repeat(n)].reset_index(drop=True)
    accounts = account.loc[account.index.repeat(n)].reset_index(drop=True)
    ids = [f"H{number:03d}" for number in range(n)]
    free = ("place_text", "description", "source_title", "source_url", "source_record", "coord_source")
    incidents = incidents.assign(incident_id=ids, parties=[[text, text] for text in texts])
    accounts = accounts.assign(account_id=ids, incident_id=ids)
    return store.with_incidents(
        incidents.assign(**{name: list(texts) for name in free}),
        accounts=accounts.assign(note=list(texts), source_title=list(texts), source_url=list(texts)),
    )
