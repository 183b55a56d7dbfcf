"""Areas that somebody looks at again and again ("my villages"), kept in the workspace under a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
from anyascii import anyascii

from model.errors import BadInputError, UnknownNameError
from model.strings import N_, Message
from model.workspace_tables import SAVED_AREAS
from store.drafts import change
from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.drafts import Draft

LONGEST = 60
"""Letters of a name."""
_TABLE = SAVED_AREAS.name
_NO_NAME = N_("An area needs a name of 1 to {most} letters: write one, for example: my villages.")
_EMPTY = N_("An area needs at least one district or place: choose some among the filters, then save it.")
_NO_AREA = N_("There is no saved area '{name}': use one of {names}.")
_NO_AREAS = N_("There is no saved area '{name}': none is saved yet.")


def save_area(folder: Path, name: str, *, district_ids: Sequence[str], place_ids: Sequence[str]) -> str:
    """Keep the area under its name, in the place of one that has the same name; gives back its id.

    Raises
    ------
        BadInputError: the name is empty or too long, or the area holds nothing.
        TargetError: the workspace cannot be written.
    """
    label = " ".join(name.split())
    if not 0 < len(label) <= LONGEST:
        raise BadInputError(Message(_NO_NAME, {"most": LONGEST}))
    if not district_ids and not place_ids:
        raise BadInputError(Message(_EMPTY))
    area = {"area_id": _slug(label), "name": label, "district_ids": [*district_ids], "place_ids": [*place_ids]}

    def edit(draft: Draft) -> None:
        kept = draft.frame(_TABLE)
        others = kept[kept["area_id"] != area["area_id"]]
        draft.replace(_TABLE, pd.concat([others, pd.DataFrame([area])], ignore_index=True))

    change(folder, edit)
    return str(area["area_id"])


def remove_area(folder: Path, area_id: str) -> None:
    """Forget the area.

    Raises
    ------
        UnknownNameError: there is none of this id.
        TargetError: the workspace cannot be written.
    """

    def edit(draft: Draft) -> None:
        kept = draft.frame(_TABLE)
        if area_id not in set(kept["area_id"]):
            names = tuple(str(row["name"]) for row in row_dicts(kept))
            message = Message(_NO_AREA if names else _NO_AREAS, {"name": area_id, "names": ", ".join(names)})
            raise UnknownNameError(message)
        draft.replace(_TABLE, kept[kept["area_id"] != area_id].reset_index(drop=True))

    change(folder, edit)


def _slug(name: str) -> str:
    """An id of letters, digits and lines; names of one sound in two alphabets are two areas only if they differ.

    >>> _slug("My villages"), _slug("Мои сёла")
    ('my-villages', 'moi-sela')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
    return slug or "area"
