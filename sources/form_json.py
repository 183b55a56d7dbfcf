"""A form as KoboToolbox's JSON: the content of a project, its labels as lists beside the list of languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.errors import BadInputError
from model.strings import N_, Message
from sources.opening import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

_BROKEN = N_("{file} looks like JSON but cannot be read: download it again, or give the XLSForm instead.")
_NO_FORM = N_("{file} is JSON without a form: an object with 'content' and a 'survey' in it was expected.")


def looks_like_json(content: memoryview) -> bool:
    """Whether a file begins as a JSON object does."""
    return bytes(content[:64]).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def json_sheets(path: Path, *, name: str) -> dict[str, list[dict[str, str]]]:
    """The sheets of the form in a JSON file, as :func:`sources.xlsform.form_of` takes them.

    Raises
    ------
    BadInputError
        It is no JSON, or holds no form.
    """
    try:
        told = json.loads(bytes(read_bytes(path, name=name)).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInputError(Message(_BROKEN, {"file": name})) from error
    content = told.get("content", told) if isinstance(told, dict) else {}
    if not isinstance(content, dict) or not isinstance(content.get("survey"), list):
        raise BadInputError(Message(_NO_FORM, {"file": name}))
    languages = [str(one or "") for one in content.get("translations") or [""]]
    settings = content.get("settings")
    title = told.get("title") or told.get("name") or ""
    return {
        "survey": [_row(row, languages) for row in content["survey"] if isinstance(row, dict)],
        "choices": [_row(row, languages) for row in content.get("choices") or [] if isinstance(row, dict)],
        "settings": [{"form_title": str(title), **_row(settings, [])}] if isinstance(settings, dict) else [],
    }


def _row(row: dict[str, Any], languages: list[str]) -> dict[str, str]:
    """One row of a sheet; ``type`` and list of a question stand together, as in an XLSForm."""
    found = {str(key): str(value) for key, value in row.items() if isinstance(value, (str, int, float))}
    found["name"] = str(row.get("name") or row.get("$autoname") or row.get("$kuid") or "")
    kind = row.get("type")
    if isinstance(kind, dict) and kind:
        found["type"] = " ".join(str(part) for part in next(iter(kind.items())))
    elif row.get("select_from_list_name"):
        found["type"] = f"{kind} {row['select_from_list_name']}"
    labels = row.get("label")
    if isinstance(labels, list):
        for language, label in zip(languages or [""], labels, strict=False):
            found[f"label::{language}" if language else "label"] = str(label or "")
    return found
