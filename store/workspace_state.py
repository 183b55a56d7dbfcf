"""What a workspace holds, for whoever asks: version, imports, tables, and what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.workspace_tables import IMPORT_LOG
from store.drafts import open_draft
from store.duplicate_pairs import open_pairs
from store.frames import row_dicts
from store.name_reviews import count_open
from store.secret_key import NAME

if TYPE_CHECKING:
    from pathlib import Path


def state(folder: Path) -> dict[str, Any]:
    """The state as a JSON object (schema: docs/cli/workspace.schema.json); an empty one has the bundled data."""
    draft = open_draft(folder)
    return {
        "workspace": folder.resolve().name,
        "folder": str(folder.resolve()),
        "version": draft.version,
        "data_version": draft.base.version,
        "has_key": (folder / NAME).is_file(),
        "tables": {file.table: file.rows for file in draft.base.files if file.table},
        "imports": [
            {name: list(value) if isinstance(value, list) else value for name, value in row.items()}
            for row in row_dicts(draft.frame(IMPORT_LOG.name))
        ],
        "names_waiting": count_open(draft),
        "pairs_waiting": len(open_pairs(draft)),
    }
