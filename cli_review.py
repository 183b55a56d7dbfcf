"""What only a person decides: ``ferghana review places|duplicates``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from cli_options import Language, Query, Workspace, say, unfolded
from model.errors import BadInputError
from model.strings import N_, Message

if TYPE_CHECKING:
    from model.strings import Translator

_ABOUT = N_("What only a person decides: names that fit several places, records that may be one event.")
_WAITING = N_("Pairs that wait for a decision: {n}.")
_ONE_THING = N_("--decide, --undo and --rules each do one thing: give one of them, or none to see the pairs.")
_RULED = N_("Decided by rules: {n}; left because they would contradict other decisions: {left}.")

review = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_ABOUT)


@dataclass(frozen=True, slots=True)
class Desk:
    """Which workspace, and in which language its sentences come."""

    workspace: Workspace = None
    lang: Annotated[Language, typer.Option(help=N_("language of names and sentences"))] = "en"

    @property
    def tr(self) -> Translator:
        """The translator of the language."""
        from answers.languages import translator  # noqa: PLC0415 - help must not wait for it

        return translator(self.lang)

    @property
    def folder(self) -> Path:
        """The folder that is read or written; one that was named and is not there is refused."""
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
def duplicates(wanted: Query, common: Desk, pairs: Pairs) -> None:  # noqa: ARG001 - it has no filters
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


def _list(common: Desk, pairs: Pairs) -> None:
    from briefing.duplicates_payload import duplicates_payload  # noqa: PLC0415 - slow
    from store import duplicate_reviews as reviews  # noqa: PLC0415

    waiting = reviews.count_open(common.folder)
    decided = reviews.pairs(common.folder, decided=True, most=pairs.most) if pairs.decided else ()
    found = reviews.pairs(common.folder, most=pairs.most)
    name = common.folder.resolve().name
    payload = duplicates_payload(found, waiting=waiting, decided=decided, workspace=name)
    typer.echo(json.dumps(payload, indent=1, ensure_ascii=False))


def _apply(common: Desk, rules: Path, *, dry_run: bool) -> None:
    from briefing.duplicates_payload import rules_payload  # noqa: PLC0415 - slow
    from store.duplicate_reviews import apply_rules  # noqa: PLC0415

    applied = apply_rules(common.folder, rules, dry_run=dry_run)
    typer.echo(json.dumps(rules_payload(applied, tr=common.tr), indent=1, ensure_ascii=False))
    sums = {"n": sum(applied.decided.values()), "left": len(applied.contradicting)}
    say(Message(_RULED, sums), common.tr)
