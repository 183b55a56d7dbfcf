"""Mappings of spreadsheets that somebody saved, by name, and where to find one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from model.errors import UnknownNameError
from model.strings import N_, Message
from model.workspace_tables import PROFILES
from sources.profiles import profile_from_json, profile_to_json
from store.drafts import open_draft
from store.frames import row_dicts

if TYPE_CHECKING:
    from model.imports import Profile
    from store.drafts import Draft

_NO_PROFILE = N_("There is no mapping '{name}': name a JSON file, or one of {names}.")
_NO_PROFILES = N_("There is no mapping '{name}': name a JSON file; none is saved in the workspace yet.")


def find_profile(folder: Path, named: str) -> Profile:
    """The mapping that the workspace keeps under this name, else the one in a JSON file.

    Raises
    ------
        UnknownNameError: there is neither.
        BadInputError: the file is no mapping.
    """
    saved = saved_profiles(folder)
    if named in saved:
        return saved[named]
    path = Path(named)
    if path.is_file():
        return profile_from_json(path.read_text("utf-8"))
    message = Message(_NO_PROFILE if saved else _NO_PROFILES, {"name": named, "names": ", ".join(saved)})
    raise UnknownNameError(message)


def saved_profiles(folder: Path) -> dict[str, Profile]:
    """The mappings of the workspace by name."""
    rows = row_dicts(open_draft(folder).frame(PROFILES.name))
    return {str(row["name"]): profile_from_json(str(row["content"])) for row in rows}


def keep_profile(draft: Draft, profile: Profile) -> None:
    """Keep a mapping that has a name, in the place of one of the same name."""
    if not profile.name:
        return
    known = draft.frame(PROFILES.name)
    line = pd.DataFrame([{"name": profile.name, "content": profile_to_json(profile)}])
    others = known[known["name"] != profile.name]
    draft.replace(PROFILES.name, pd.concat([others, line], ignore_index=True))
