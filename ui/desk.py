"""The desk where somebody adds data of their own: which workspace is written, and whether this screen may."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from model.enums import Mode
from model.errors import FerghanaError
from model.strings import N_, Message
from store.workspace import DEFAULT, find_workspace
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from model.strings import Translator

WHO = "desk.who"
"""Session state: the name under which decisions are kept."""
_UPLOADS, _FIRST = "desk.uploads", "desk.first"
_PUBLIC = N_(
    "Data are added and decisions are made on the computer where the dashboard runs: this address shows the "
    "public mode, which changes nothing."
)
_WHERE = N_("What you add stays on this computer, in the workspace {folder}.")
_WHO = N_("Your name or initials, kept beside each decision")
_WHO_FIRST = N_("Write your name or initials first: each decision says whose it is.")


def folder() -> Path:
    """The folder of the workspace that is written: the one in use, else the default one, made at first need."""
    return find_workspace() or DEFAULT


def may_write(*, tr: Translator) -> bool:
    """Whether this screen may change data; where it may not, that is said."""
    if caching.MODE is Mode.PUBLIC:
        st.info(escaping.markdown(tr.gettext(_PUBLIC)))
        return False
    st.html(escaping.paragraph(Message(_WHERE, {"folder": str(folder())}).text(tr), kind="line"))
    return True


def who(*, tr: Translator, key: str) -> str:
    """Draw a box for the name of the one who decides; the name, empty while there is none.

    Several boxes of a page say the same name, and it is kept while other pages are looked at.
    """
    st.session_state[key] = st.session_state.get(WHO, "")
    st.text_input(tr.gettext(_WHO), key=key, max_chars=60, on_change=_sign, args=(key,))
    return str(st.session_state[key]).strip()


def _sign(key: str) -> None:
    st.session_state[WHO] = st.session_state[key]


def decided(step: Callable[[], object], by: str, tr: Translator) -> None:
    """Take a step that keeps a decision and draw the page anew; where nobody signs or it fails, say why."""
    if not by:
        st.error(escaping.markdown(tr.gettext(_WHO_FIRST)))
        return
    try:
        step()
    except FerghanaError as problem:
        st.error(escaping.markdown(problem.text(tr)))
        return
    st.rerun()


def is_new(paths: Sequence[Path]) -> bool:
    """Whether the first of the files, whose columns and words are asked about, is another one than before."""
    before, now = st.session_state.get(_FIRST), paths[0]
    st.session_state[_FIRST] = now
    return bool(before != now)


def preset(key: str, value: object, *, anew: bool) -> None:
    """Give a widget that is drawn next its value where it has none yet, or where it starts anew."""
    if anew or key not in st.session_state:
        st.session_state[key] = value


class _Uploads:
    """A folder that goes when nothing holds this any more, at the latest with the program."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="ferghana-upload-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def kept(uploads: Iterable[UploadedFile]) -> tuple[Path, ...]:
    """The uploaded files in a folder of the session's own, under their own names; it goes with the session."""
    if _UPLOADS not in st.session_state:
        st.session_state[_UPLOADS] = _Uploads()
    top: Path = st.session_state[_UPLOADS].path
    paths = []
    for upload in uploads:
        own = top / "".join(letter for letter in upload.file_id if letter.isalnum())
        own.mkdir(exist_ok=True)
        path = own / (Path(upload.name).name or "file")
        if not path.exists():
            path.write_bytes(upload.getbuffer())
        paths.append(path)
    return tuple(paths)
