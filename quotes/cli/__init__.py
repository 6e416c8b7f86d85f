"""The command line: parse, call, print.

Comes in: what was typed. Goes out: data on stdout, all else on stderr; 0 done, 1 something failed, 2 wrong usage.
Never here: logic. This file imports click alone, and a command's own file when it is called, so that help is quick.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click
from click.shell_completion import CompletionItem

from quotes import __version__
from quotes.faults import Fault

# name -> (its file here, its line in the list of commands)
_COMMANDS = {
    "ingest": ("ingest", "Read articles into the database."),
    "watch": ("watch", "Ask feeds for what is new, and read it into the database."),
    "who": ("ask", "What did they say?"),
    "said": ("ask", "Who spoke about it?"),
    "speakers": ("speakers", "Who is quoted: list, look up, and say whose a name is."),
    "show": ("ask", "Show a statement inside its paragraph."),
    "extract": ("extract", "Print the statements of articles, without a database."),
    "explain": ("extract", "Tell by which rule each statement was read, and why others were not."),
    "evaluate": ("evaluate", "Measure what is read against labelled articles."),
    "reports": ("reports", "List the reports."),
    "report": ("reports", "Run a report."),
    "sql": ("reports", "Run a query of your own; it can only read."),
    "seed": ("seed", "Load well-known speakers, their names and offices."),
    "db": ("db", "Upgrade, downgrade or look at the database."),
}


class Commands(click.Group):
    """The commands, each imported when it is called; and the edge, where faults become lines and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"quotes.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # click would import every command to ask for its help
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_file, told) in _COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=told) for name, (_, told) in _COMMANDS.items() if name.startswith(incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except Fault as fault:
            complain(fault)
        except KeyboardInterrupt:
            ctx.exit(130)
        except OSError as error:
            # what is still held back goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            # a closed pipe is no fault: whoever read us has enough
            if not isinstance(error, BrokenPipeError):
                complain(Fault("output", (error.strerror or str(error)).lower(), "write it to another place"))
        if ctx.meta.get(_FAILED):
            ctx.exit(1)


_FAILED = "quotes.failed"


def note(text: str) -> None:
    """Tells something on stderr that is no fault."""
    click.echo(f"quotes: {clean(text)}", err=True)


def clean(text: str) -> str:
    """One line, without what a terminal would obey: a name of a file may hold it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def complain(fault: Fault) -> None:
    """Tells of a fault on stderr; the command will end with 1."""
    note(str(fault))
    click.get_current_context().meta[_FAILED] = True


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command tells more with -h.",
)
@click.option("--db", metavar="FILE", envvar="QUOTES_DB", default="quotes.db", show_default=True, show_envvar=True,
              help="The database.")  # fmt: skip
@click.version_option(__version__, prog_name="quotes", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str) -> None:
    """Who said what, in Arabic news.

    Finds statements in articles, names their speakers, and keeps them in a database.
    """
    ctx.obj = db


def main() -> None:
    """The command ``quotes``."""
    # Arabic must pass whatever the locale says; a name of a file that is not text must not break the line
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="quotes")
