"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from quotes.cli import note
from quotes.model import Confidence, Polarity
from quotes.show import FORMATS

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
_POLARITIES = ("said", *get_args(Polarity))
CHANNELS = (
    "statement", "press_conference", "interview", "post", "speech", "call", "letter", "remarks", "meeting", "report",
)  # fmt: skip
_FIELDS = ("id", "text", "title", "outlet", "date", "url")
_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def database(command: Decorated) -> Decorated:
    """``--db``, before the command or after it; the command gets a Path."""
    return click.option(
        "--db", metavar="FILE", callback=_path, help="The database.  [env var: QUOTES_DB; default: quotes.db]"
    )(command)


def readable(command: Decorated) -> Decorated:
    """``--db`` of a command that only reads: tells where there is none yet, and goes on with an empty one."""
    return click.option(
        "--db", metavar="FILE", callback=_seen, help="The database.  [env var: QUOTES_DB; default: quotes.db]"
    )(command)


def form(command: Decorated) -> Decorated:
    """``-f, --format``."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
        help="How to print it.",
    )(command)  # fmt: skip


def parameters(command: Decorated) -> Decorated:
    """``-p name=value``, any number of them; the command gets a dictionary of strings."""
    return click.option(
        "-p", "--param", "given", metavar="NAME=VALUE", multiple=True, callback=_pairs,
        help="A value for :NAME in the query.",
    )(command)  # fmt: skip


def given(command: Decorated) -> Decorated:
    """``--outlet``, ``--date`` and ``--map`` of the commands that read articles."""
    for option in reversed(
        (
            click.option("--outlet", metavar="NAME", help="The outlet of articles that do not tell theirs."),
            click.option(
                "--date", "day", metavar="DATE", callback=date, help="The day, month or year of those that do not tell theirs."
            ),
            click.option(
                "--map", "fields", metavar="OURS=THEIRS,…", multiple=True, callback=_fields,
                help="What records call id, text, title, outlet, date, url: text=body,title=headline.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def confident(command: Decorated) -> Decorated:
    """``--min-confidence``."""
    return click.option(
        "--min-confidence", "confidence", type=click.Choice(CONFIDENCES), help="Only what is as sure as this."
    )(command)


def filters(command: Decorated) -> Decorated:
    """What ``who`` and ``said`` can leave out."""
    for option in reversed(
        (
            click.option("--since", metavar="DATE", callback=date, help="From this day, month or year on."),
            click.option("--until", metavar="DATE", callback=date, help="Up to this day, month or year."),
            click.option("--outlet", metavar="WORD", help="Only from outlets with this in their name."),
            click.option("--act", metavar="ACT", help="Only of this speech act: say, deny, warn, promise …"),
            click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]), help="Only of this kind."),
            click.option("--polarity", type=click.Choice(_POLARITIES), help="Only said so."),
            click.option("--channel", type=click.Choice(CHANNELS), help="Only given so."),
            click.option("--role", metavar="WORD", help="Only of speakers with this in their title there."),
            click.option("--via", metavar="WORD", help="Only carried by a medium with this in its name."),
            confident,
            click.option("--limit", metavar="N", type=click.IntRange(min=0), default=0, help="At most so many."),
            click.option("--all", "unsaid", is_flag=True, help="With what was declined or not said yet."),
        )
    ):
        command = option(command)
    return command


def _path(ctx: click.Context, _param: click.Parameter, value: str | None) -> Path:
    return Path(value or ctx.find_root().obj)


def _seen(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    # here, for extract has these options too and needs no database
    from quotes.database import exists

    path = _path(ctx, param, value)
    if not ctx.resilient_parsing and not exists(path):
        note(f"{path}: no such database yet: make one with `quotes ingest PATH`")
    return path


def date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A day, month or year as ISO writes it."""
    if value is not None and not _ISO.fullmatch(value):
        raise click.BadParameter("write it as 2016, 2016-07 or 2016-07-21")
    return value


def _fields(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    made = _pairs(ctx, param, tuple(part.strip() for value in values for part in value.split(",")))
    for name, theirs in made.items():
        if name not in _FIELDS or not theirs:
            raise click.BadParameter(
                f"write one of {', '.join(_FIELDS)} before =, and its name in the records after it"
            )
    return made


def _pairs(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    made = {}
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"write NAME=VALUE, not {value!r}")
        made[name] = rest
    return made
