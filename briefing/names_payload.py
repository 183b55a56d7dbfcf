"""Names that wait for a person, and what was decided about names, as JSON (schema: docs/cli/names.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.imports import NameCase


def names_payload(
    waiting: Iterable[NameCase],
    decided: Iterable[Mapping[str, Any]],
    *,
    workspace: str,
    version: str | None,
    changed: int | None = None,
) -> dict[str, Any]:
    """The names that wait, those of the most rows first, and the decisions, the last one first.

    ``changed`` says how many records have another place or district after what was decided just now.
    """
    return {
        "workspace": workspace,
        "version": version,
        "changed": changed,
        "waiting": [case_payload(case) for case in waiting],
        "decided": [_known(row) for row in decided],
    }


def case_payload(case: NameCase) -> dict[str, Any]:
    """A name with the rows that have it and those that come near."""
    near = [_known(one) for one in case.candidates]
    return {"text": case.text, "kind": case.kind, "within": case.within, "rows": case.rows, "candidates": near}


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if pd.isna(value) else value for name, value in values.items()}
