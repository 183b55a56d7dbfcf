"""What only a person decides: ``ferghana review places|duplicates``."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from cli_options import Desk, Query, say, unfolded
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.imports import NameCase
    from model.strings import Translator

_ABOUT = N_("What only a person decides: names that fit several places, records that may be one event.")
_WAITING = N_("Pairs that wait for a decision: {n}.")
_ONE_THING = N_("--decide, --undo and --rules each do one thing: give one of them, or none to see the pairs.")
_RULED = N_("Decided by rules: {n}; left because they would contradict other decisions: {left}.")
_NAMES_WAIT = N_("Names that wait for a decision: {n}. Records that changed: {changed}.")
_NEEDS_ID = N_("'{text}' says no id: write --decide 'NAME=ID', for example --decide 'Ак-Сай=SET005'.")
_CASE = N_("'{text}' in {rows} rows, looked for in {within}:")
_ANYWHERE = N_("'{text}' in {rows} rows:")
_ASK = N_("Number or id; n = none of them, Enter = later, q = stop")
_WHO = N_("Your name or initials")
_NO_NUMBER = N_("There is no number {number}: this name waits still.")

review = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT)


class Kept(Desk):
    """A workspace that is there already: one that was named and is not there is refused."""

    __slots__ = ()

    @property
    def folder(self) -> Path:
        """The folder whose waiting decisions are read."""
        from store.workspace import DEFAULT, find_workspace  # noqa: PLC0415 - slow

        return find_workspace(self.workspace) or DEFAULT


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is done about pairs of records."""

    listed: Annotated[bool, typer.Option("--list", help=N_("print the pairs that wait (also without it)"))] = True
    decided: Annotated[bool, typer.Option("--decided", help=N_("the pairs decided about, too"))] = False
    most: Annotated[int, typer.Option(help=N_("no more pairs than this"), min=1)] = 100
    decide: Annotated[
        tuple[str, str, str] | None,
        typer.Option(help=N_("two ids and same, different or part_of (the first is part of the second)")),
    ] = None
    undo: Annotated[tuple[str, str] | None, typer.Option(help=N_("take back what was decided about two ids"))] = (
        None
    )
    rules: Annotated[Path | None, typer.Option(help=N_("TOML file of rules that decide by themselves"))] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("say what rules would decide, write nothing"))] = (
        False
    )
    by: Annotated[str, typer.Option(help=N_("who decides: a name or initials"))] = ""
    reason: Annotated[str | None, typer.Option(help=N_("why, in your words"))] = None


@review.command(help=N_("Records of two sources that may be one event, side by side; decide, or take back."))
@unfolded()
def duplicates(wanted: Query, common: Kept, pairs: Pairs) -> None:  # noqa: ARG001 - it has no filters
    """Print the pairs as JSON, or decide about one, or apply a rule file."""
    from store import duplicate_reviews as reviews  # noqa: PLC0415 - slow

    if sum(choice is not None for choice in (pairs.decide, pairs.undo, pairs.rules)) > 1:
        raise BadInputError(Message(_ONE_THING))
    if pairs.decide is not None:
        one, other, word = pairs.decide
        waiting = reviews.decide(common.folder, one, other, word, by=pairs.by, reason=pairs.reason)
        say(Message(_WAITING, {"n": waiting}), common.tr)
    elif pairs.undo is not None:
        say(Message(_WAITING, {"n": reviews.undo(common.folder, *pairs.undo)}), common.tr)
    elif pairs.rules is not None:
        _apply(common, pairs.rules, dry_run=pairs.dry_run)
    else:
        _list(common, pairs)


def _list(common: Kept, pairs: Pairs) -> None:
    from briefing.duplicates_payload import duplicates_payload  # noqa: PLC0415 - slow
    from store import duplicate_reviews as reviews  # noqa: PLC0415

    waiting = reviews.count_open(common.folder)
    decided = reviews.pairs(common.folder, decided=True, most=pairs.most) if pairs.decided else ()
    found = reviews.pairs(common.folder, most=pairs.most)
    name = common.folder.resolve().name
    payload = duplicates_payload(found, waiting=waiting, decided=decided, workspace=name)
    typer.echo(json.dumps(payload, indent=1, ensure_ascii=False))


def _apply(common: Kept, rules: Path, *, dry_run: bool) -> None:
    from briefing.duplicates_payload import rules_payload  # noqa: PLC0415 - slow
    from store.duplicate_reviews import apply_rules  # noqa: PLC0415

    applied = apply_rules(common.folder, rules, dry_run=dry_run)
    typer.echo(json.dumps(rules_payload(applied, tr=common.tr), indent=1, ensure_ascii=False))
    sums = {"n": sum(applied.decided.values()), "left": len(applied.contradicting)}
    say(Message(_RULED, sums), common.tr)


@dataclass(frozen=True, slots=True)
class Choices:
    """What is decided about names."""

    listed: Annotated[
        bool, typer.Option("--list", help=N_("print the names that wait, and ask nothing on a terminal"))
    ] = False
    decide: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=ID", help=N_("the place or district that a name means; repeat it")),
    ] = None
    none: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=N_("a name that is none of ours; repeat it"))
    ] = None
    undo: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=N_("take back what was decided about a name"))
    ] = None
    within: Annotated[
        str | None, typer.Option(metavar="UNIT", help=N_("unit of the names, where one waits in several"))
    ] = None
    by: Annotated[str, typer.Option(help=N_("who decides: a name or initials"))] = ""
    reason: Annotated[str | None, typer.Option(help=N_("why, in your words"))] = None


@review.command(help=N_("Names in your files that fit several places or none for sure; decide, or take back."))
@unfolded()
def places(wanted: Query, common: Kept, names: Choices) -> None:  # noqa: ARG001 - it has no filters
    """Print the names as JSON, decide about some, or ask about each on a terminal."""
    changed = None
    if names.decide or names.none or names.undo:
        changed = _decide(common, names)
    elif not names.listed and sys.stdin.isatty() and sys.stdout.isatty():
        changed = _ask_about_each(common, names)
    _list_names(common, changed)


def _decide(common: Kept, names: Choices) -> int:
    from model.imports import NameCase  # noqa: PLC0415 - slow
    from store import name_reviews as reviews  # noqa: PLC0415

    chosen = [_name_and_id(text) for text in names.decide or ()]
    told: list[tuple[str, str | None]] = [*chosen, *((text, None) for text in names.none or ())]
    waiting = reviews.open_names(common.folder) if told else ()
    cases = [(reviews.the_one(waiting, text, within=names.within), unit) for text, unit in told]
    decided = [
        NameCase(row["text"], 0, row["within"], kind=row["kind"]) for row in reviews.decisions(common.folder)
    ]
    changed = 0
    for text in names.undo or ():
        case = reviews.the_one(decided, text, within=names.within)
        changed += reviews.undo_name(common.folder, case.text, within=case.within, kind=case.kind)
    choices = [reviews.NameChoice(case.text, unit, case.within, case.kind) for case, unit in cases]
    if choices:
        changed += reviews.decide_names(common.folder, choices, by=names.by, reason=names.reason)
    return changed


def _name_and_id(text: str) -> tuple[str, str]:
    name, sign, unit = text.rpartition("=")
    if not sign or not name.strip() or not unit.strip():
        raise BadInputError(Message(_NEEDS_ID, {"text": text}))
    return name.strip(), unit.strip()


def _ask_about_each(common: Kept, names: Choices) -> int:
    """Ask about each name until all are answered; places of a district come up when that is decided."""
    from store import name_reviews as reviews  # noqa: PLC0415 - slow

    tr, later, changed, by = common.tr, set[tuple[str, str, str]](), 0, names.by
    while True:
        waiting = [c for c in reviews.open_names(common.folder) if (c.kind, c.text, c.within) not in later]
        if not waiting:
            return changed
        case = waiting[0]
        _show(case, tr)
        answer = typer.prompt(Message(_ASK).text(tr), default="", show_default=False, err=True).strip()
        if answer == "q":
            return changed
        unit, settled = _meant(answer, case, tr)
        if not settled:
            later.add((case.kind, case.text, case.within))
            continue
        by = by or typer.prompt(Message(_WHO).text(tr), err=True)
        choice = reviews.NameChoice(case.text, unit, case.within, case.kind)
        changed += reviews.decide_names(common.folder, [choice], by=by, reason=names.reason)


def _show(case: NameCase, tr: Translator) -> None:
    words = {"text": case.text, "rows": case.rows, "within": case.within}
    say(Message(_CASE if case.within else _ANYWHERE, words), tr)
    for number, near in enumerate(case.candidates, 1):
        units = ", ".join(str(near[name]) for name in ("district", "country") if near[name])
        say(f"  {number}  {near['name']} ({units})  {near['id']}  {near['score']:.0f}")


def _meant(answer: str, case: NameCase, tr: Translator) -> tuple[str | None, bool]:
    """The id that an answer means, and whether it decides anything."""
    if not answer or answer == "n":
        return None, answer == "n"
    if not answer.isdecimal():
        return answer, True
    if not 1 <= int(answer) <= len(case.candidates):
        say(Message(_NO_NUMBER, {"number": answer}), tr)
        return None, False
    return str(case.candidates[int(answer) - 1]["id"]), True


def _list_names(common: Kept, changed: int | None) -> None:
    from briefing.names_payload import names_payload  # noqa: PLC0415 - slow
    from store import name_reviews as reviews  # noqa: PLC0415
    from store.workspace import current_version  # noqa: PLC0415

    folder = common.folder
    waiting, decided = reviews.open_names(folder), reviews.decisions(folder)
    version = current_version(folder) if folder.is_dir() else None
    payload = names_payload(waiting, decided, workspace=folder.resolve().name, version=version, changed=changed)
    typer.echo(json.dumps(payload, indent=1, ensure_ascii=False))
    if changed is not None:
        say(Message(_NAMES_WAIT, {"n": len(waiting), "changed": changed}), common.tr)
