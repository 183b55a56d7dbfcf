"""The catalogues of the languages: what is marked in the code goes in, what is unused goes out.

``python -m tools.catalogs`` (``make messages``) brings every catalogue up to date and says what is missing;
with ``compile`` it only compiles them for the program, which set-up does.
"""

from __future__ import annotations

import io
import re
import string
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from model.settings import TRANSLATED
from store.translations import DOMAIN, TRANSLATIONS, compile_po, po_file, read_po_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from babel.messages.catalog import Message as Entry

ROOT = Path(__file__).resolve().parent.parent
PLACES = (
    *("model", "geo", "analysis", "sources", "store", "answers", "layers", "briefing", "ui"),
    *("cli.py", "cli_boundaries.py", "cli_data.py", "cli_options.py", "cli_review.py", "dashboard.py"),
)
"""Where sentences for users stand."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "Message": (1,),
    "counted": (1, 2),
    "ngettext": (1, 2),
}
LANGUAGES = tuple(lang for lang in TRANSLATED if lang != "en")
PLURALS: dict[str, str] = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "tg": "nplurals=1; plural=0;",
}
"""Russian as CLDR has it. Tajik has no rule there; behind a number its noun stays singular, so one form does."""
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues carry one date, so that only changed sentences change a file; git knows the days."""
_HEAD = "# The {lang} catalogue of the Ferghana Valley dashboard. Brought up to date by `make messages`."
_BUGS, _BY = "the issues of this repository", "a draft, not reviewed by native speakers"
_TOO_FEW = "an entry needs all {n} plural forms"
_MISSING, _DOUBTFUL, _STRANGE = "not translated", "marked as doubtful", "not in the code any more"


def files() -> list[Path]:
    """The files whose sentences are extracted, in order."""
    found = [ROOT / place for place in PLACES]
    inside = (sorted(path.rglob("*.py")) if path.is_dir() else [path] for path in found)
    return [path for paths in inside for path in paths if path.is_file()]


def extracted(paths: Iterable[Path] | None = None) -> Catalog:
    """Every sentence that is marked in the code, with the files in which it stands."""
    catalog = Catalog(domain=DOMAIN)
    for path in files() if paths is None else paths:
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        for line, message, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
            texts = (message,) if isinstance(message, str) else tuple(part for part in message if part)
            if texts and texts[0]:
                catalog.add(texts if len(texts) == 2 else texts[0], locations=[(name, line)])
    return catalog


def entries(catalog: Catalog) -> list[Entry]:
    """The entries of a catalogue without its head."""
    return [entry for entry in catalog if entry.id]


def msgids(entry: Entry) -> tuple[str, ...]:
    """The msgid of an entry, or those of singular and plural."""
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def forms_of(entry: Entry) -> tuple[str, ...]:
    """The translation of an entry, one form or several."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def merged(lang: str, template: Catalog, old: Catalog | None) -> Catalog:
    """The catalogue of a language with the sentences of the code and the translations that still fit them."""
    catalog = Catalog(
        locale=lang,
        domain=DOMAIN,
        project="ferghana",
        version="0",
        msgid_bugs_address=_BUGS,
        last_translator=_BY,
        language_team=lang,
        creation_date=_MADE,
        revision_date=_MADE,
        header_comment=_HEAD.format(lang=lang),
        fuzzy=False,
    )
    catalog.mime_headers = [("Plural-Forms", PLURALS[lang])]
    known = {} if old is None else {msgids(entry)[0]: entry for entry in entries(old)}
    for entry in entries(template):
        before = known.get(msgids(entry)[0])
        catalog.add(
            entry.id,
            _kept(entry, before, catalog.num_plurals),
            locations=sorted({(name, 0) for name, _ in entry.locations}),
            flags=before.flags & {"fuzzy"} if before else (),
            user_comments=before.user_comments if before else (),
        )
    return catalog


def _kept(entry: Entry, before: Entry | None, forms: int) -> str | tuple[str, ...]:
    """The translation of an entry in the shape that it has now, empty where it has none."""
    given = ("",) if before is None else forms_of(before)
    if isinstance(entry.id, str):
        return given[-1]
    if len(given) == forms:
        return given
    return (given[-1],) if forms == 1 else ("",) * forms


def faults(lang: str, catalog: Catalog, template: Catalog) -> list[str]:
    """What is wrong with the catalogue of a language, a line each: nothing where it is complete."""
    wanted = {msgids(entry)[0]: entry for entry in entries(template)}
    present = {msgids(entry)[0]: entry for entry in entries(catalog)}
    found = [f"{lang}: {_STRANGE}: {name}" for name in present if name not in wanted]
    for name, entry in wanted.items():
        here = present.get(name)
        wrong = [_MISSING] if here is None else _faults_of(entry, here, catalog.num_plurals)
        found += [f"{lang}: {fault}: {name}" for fault in wrong]
    return sorted(found)


def _faults_of(wanted: Entry, entry: Entry, forms: int) -> list[str]:
    ids, given = msgids(wanted), forms_of(entry)
    if not all(text.strip() for text in given):
        return [_MISSING]
    found = [_DOUBTFUL] if entry.fuzzy else []
    if len(ids) > 1 and len(given) != forms:
        found.append(_TOO_FEW.format(n=forms))
    allowed = fields(ids[-1])
    # The Russian form for one is that for 21 too: no form may leave the number out.
    wrong = [text for text in given if fields(text) != allowed]
    return [*found, *(f"fields {sorted(fields(text))} instead of {sorted(allowed)}" for text in wrong)]


def fields(text: str) -> set[str]:
    """The names in curly braces of a sentence.

    >>> sorted(fields("{n} of {total}"))
    ['n', 'total']
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def written(catalog: Catalog) -> bytes:
    """The catalogue as the text of a .po file, in the order of the files where its sentences stand."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return re.sub(rb"(?m)^#, python-format\n", b"", stream.getvalue())


def update(folder: Path = TRANSLATIONS) -> list[str]:
    """Bring the catalogue of every language up to date; what is wrong with them then."""
    template, found = extracted(), list[str]()
    for lang in LANGUAGES:
        path = po_file(lang, folder=folder)
        catalog = merged(lang, template, read_po_file(path) if path.is_file() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = written(catalog)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
        found += faults(lang, catalog, template)
    return found


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Compile every catalogue that has no compiled file as new as its text; the files written."""
    made = []
    for lang in LANGUAGES:
        source = po_file(lang, folder=folder)
        target = source.with_suffix(".mo")
        stands = target.is_file() and source.is_file() and target.stat().st_mtime >= source.stat().st_mtime
        if source.is_file() and not stands:
            target.write_bytes(compile_po(source))
            made.append(target)
    return made


def main(words: Sequence[str]) -> int:
    """Compile, or bring up to date and say what is missing; 1 where something is."""
    found = [] if words[:1] == ["compile"] else update()
    compile_all()
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
