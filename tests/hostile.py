"""Texts that a program could take for more than a text, and stores that hold them: one home for all tests.

``hostile_valley`` puts them into every text column of every table of :mod:`model.tables`, so a new column is
covered by itself; :data:`KEPT` names the few that must keep what they hold, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

import pandas as pd

from model.tables import TABLES, Column, Kind, Table
from tests.valley import valley

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
"""What a spreadsheet would run."""

HOSTILE = (
    "O'zbek",
    "`alert(1)`",
    "<script>window.__pwned=1</script>",
    "</script><img src=x onerror=window.__pwned=1>",
    "${window.__pwned=1}",
    "{{ 7 * 7 }} {% raw %} {# a #} {name} %(name)s %s",
    'a" onmouseover="window.__pwned=1',
    "Сурх & Чорқӯҳ",
    "\u2028\u2029",
    "--></textarea></style></title><svg onload=window.__pwned=1>",
    "<iframe src=javascript:parent.__pwned=1></iframe><base href=//example.org>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "%%data%% %%scripts%%",
)
"""What a browser or a template would run."""

MARKUP = (
    "[a](javascript:window.__pwned=1) ![b](http://example.org/b.png)",
    "<a href='javascript:window.__pwned=1'>c</a> <http://example.org/d>",
    "**bold** _it_ ~~gone~~ `code` # head",
    "# head",
    "- item",
    "> quote",
    "1. item",
    "```\ncode\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    r"$\frac{1}{2}$ $$x^2$$ \(y\)",
    ":red[red] :blue-background[b] :material/home: :smile: :streamlit: :small[s]",
    "a -> b <- c -- d >= e ~= f",
    r"\[a\] \*b\*",
)
"""What Markdown, and Streamlit's own Markdown, would set as something else."""

LONG = ("я" * 10_240, "word " * 2_048)
"""Ten kilobytes, without and with a place to break the line."""

STRANGE = (
    "javascript:alert(1)",
    "a\x00b\x0b\x1f",
    "\uffff\ufffe",
    "\u202eabc",
    "\u2067abc\u200f\u200b",
    "_x000D_",
)
"""Addresses that run, control characters, marks that turn the direction of writing."""

TEXTS = (*FORMULAS, *STRANGE, *HOSTILE, *MARKUP, *LONG)

KEPT: dict[str, str] = {
    "_id _ids": "keys: they hold the tables together, and are read by a program",
    "border country country_before countries": "codes of model.enums, though the column may be empty",
    "part": "names a row of another table",
    "geometry_kind geometry_quality confidence": "words that decide what is drawn",
    "date_doubt since until thin_years": "days, years and ends of them",
    "measure place_level": "codes that decide where a row is shown",
    "scale insecure answer wave respondent_key cluster group_sex group_age": "codes of the survey",
}
"""Columns that keep what they hold, by name or by its end, with the reason."""

TOGETHER = frozenset({"account_id", "incident_id", "part_of", "province", "provinces"})
"""Names that rows share: every row that had the same gets the same hostile text."""

REPEATED = frozenset(
    {
        "accounts",
        "annotations",
        "border_sections",
        "border_statements",
        "crossing_status",
        "crossings",
        "districts",
        "incidents",
        "places",
        "reference_figures",
        "responses",
        "shared_resources",
        "sources",
    }
)
"""Tables that can have as many rows as there are texts, so that each text comes to stand in each column."""


def is_kept(column: Column) -> bool:
    """Whether a text column keeps what it holds."""
    if column.name in TOGETHER:
        return False
    names = " ".join(KEPT).split()
    return column.words is not None or any(
        column.name.endswith(name) if name.startswith("_") else column.name == name for name in names
    )


def hostile_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table that take any text."""
    return tuple(
        column for column in table.columns if column.kind in {Kind.TEXT, Kind.TEXTS} and not is_kept(column)
    )


def hostile_valley(texts: Sequence[str] = TEXTS) -> dict[str, pd.DataFrame]:
    """Every table of the made valley, with a hostile text in each cell of each column that takes any text."""
    made = valley()
    return {table.name: _hostile(table, made[table.name], texts) for table in TABLES}


def _hostile(table: Table, frame: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
    repeated = _repeated(table, frame, len(texts)) if table.name in REPEATED else frame.copy()
    for shift, column in enumerate(hostile_columns(table)):
        if column.name in TOGETHER:
            repeated[column.name] = repeated[column.name].map(_shared(texts)).astype(object)
            continue
        cells = [texts[(row + shift) % len(texts)] for row in range(len(repeated))]
        # A cell that counts as empty may stand only where the contract lets it.
        filled = [cell if cell.strip() else texts[0] for cell in cells]
        values = [[cell, cell] for cell in filled] if column.kind is Kind.TEXTS else filled
        repeated[column.name] = pd.Series(values, index=repeated.index, dtype=object)
    return repeated


def _repeated(table: Table, frame: pd.DataFrame, rows: int) -> pd.DataFrame:
    """At least so many rows, the first as they were; the copies have keys of their own and no shape."""
    copies = -(-rows // len(frame))
    made = pd.concat([frame] * copies, ignore_index=True)
    key, own = table.key[0], made.index >= len(frame)
    made[key] = [
        f"{value}-h{row}" if copy else value for row, (value, copy) in enumerate(zip(made[key], own, strict=True))
    ]
    if table.has_geometry:
        made["geometry"] = [None if copy else shape for shape, copy in zip(made["geometry"], own, strict=True)]
    return made


def _shared(texts: Sequence[str]) -> Callable[[Any], Any]:
    """A mapping from names to hostile texts, the same for the same name in every table; nothing stays nothing."""

    def one(name: str) -> str:
        return f"{name} {texts[crc32(name.encode()) % len(texts)]}"

    def any_of(value: Any) -> Any:
        return (
            [one(name) for name in value] if isinstance(value, list) else value if pd.isna(value) else one(value)
        )

    return any_of


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
