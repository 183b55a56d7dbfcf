"""The options of the ``ferghana`` command: what all commands share, and filters unfolded into options."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_type_hints

import typer

from model.errors import BadInputError, FerghanaError
from model.filters import FILTERS
from model.strings import N_, English, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.strings import Translator

WORKSPACE = "FERGHANA_WORKSPACE"
Language: TypeAlias = Literal["en", "ky", "ru", "tg", "uz"]
Query: TypeAlias = dict[str, list[str]]
Workspace: TypeAlias = Annotated[
    Path | None, typer.Option(envvar=WORKSPACE, help=N_("folder of your own data, else the bundled data"))
]
_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def say(sentence: Message | str, tr: Translator | None = None) -> None:
    """Write a sentence to stderr, in English where no translator is given."""
    typer.echo(sentence if isinstance(sentence, str) else sentence.text(tr or English()), err=True)


def check_format(option: typer.CallbackParam, text: str | None) -> str | None:
    """The format that was asked for; an unknown one is a usage error with those there are."""
    if text is None:
        return None
    from briefing.payload import format_of, picture_format_of  # noqa: PLC0415 - help must not wait for it

    try:
        return picture_format_of(text) if option.default == "" else format_of(text).value
    except BadInputError as problem:
        raise typer.BadParameter(str(problem)) from None


class Speaking:
    """What has a language, and so a translator."""

    __slots__ = ()
    lang: Language

    @property
    def tr(self) -> Translator:
        """The translator of the language."""
        from answers.languages import translator  # noqa: PLC0415 - help must not wait for it

        return translator(self.lang)


@dataclass(frozen=True, slots=True)
class Desk(Speaking):
    """What a command about one's own data takes: which workspace, and in which language its sentences come."""

    workspace: Annotated[
        Path | None, typer.Option(envvar=WORKSPACE, help=N_("folder of your own data; import makes it"))
    ] = None
    lang: Annotated[Language, typer.Option(help=N_("language of names and sentences"))] = "en"

    @property
    def folder(self) -> Path:
        """The folder that is read or written."""
        from store.workspace import DEFAULT  # noqa: PLC0415 - slow

        return self.workspace or DEFAULT


@dataclass(frozen=True, slots=True)
class Common(Speaking):
    """What every command about data takes."""

    workspace: Workspace = None
    create: Annotated[bool, typer.Option("--create", help=N_("make the workspace folder if it is not there"))] = (
        False
    )
    internal: Annotated[
        bool, typer.Option("--internal", help=N_("working mode: internal rows, free filters, marked INTERNAL"))
    ] = False
    lang: Annotated[Language, typer.Option(help=N_("language of names and sentences"))] = "en"


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is written, and where."""

    fmt: Annotated[
        str | None, typer.Option("--format", callback=check_format, help=N_("json, csv, geojson, xlsx or gpkg"))
    ] = None
    out: Annotated[Path | None, typer.Option(help=N_("file to write; by default the terminal"))] = None


def unfolded(*filters: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that gives a command an option for each filter and for each field of its dataclasses.

    The command's first parameter gets the filters as a query (name: values); a parameter typed with
    a dataclass gets one made of its options.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        hints = get_type_hints(command, include_extras=True)
        _, *others = inspect.signature(command).parameters.values()
        groups = {item.name: hints[item.name] for item in others if is_dataclass(hints[item.name])}
        own = [item.replace(annotation=hints[item.name]) for item in others if item.name not in groups]
        shared = [item for group in groups.values() for item in _fields_as_options(group)]

        @wraps(command)
        def run_command(**values: Any) -> Any:
            wanted = {name: texts for name in filters if (texts := values.pop(f"filter_{name}"))}
            made = {name: _filled(group, values) for name, group in groups.items()}
            try:
                return command(wanted, **made, **values)
            except FerghanaError as problem:
                say(problem.message, made["common"].tr)
                raise typer.Exit(1) from None

        options = [item.replace(kind=_KEYWORD) for item in (*own, *map(_filter_as_option, filters), *shared)]
        run_command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined] # read by Typer
        run_command.__annotations__ = {}
        return run_command

    return decorate


def _filter_as_option(name: str) -> inspect.Parameter:
    option = Annotated[list[str] | None, typer.Option(f"--{name}", help=FILTERS[name], metavar="TEXT")]
    return inspect.Parameter(f"filter_{name}", _KEYWORD, default=None, annotation=option)


def _fields_as_options(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(x.name, _KEYWORD, default=x.default, annotation=hints[x.name]) for x in fields(group)
    ]


def _filled(group: type, values: dict[str, Any]) -> Any:
    return group(**{item.name: values.pop(item.name) for item in fields(group)})
