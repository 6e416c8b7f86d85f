"""``quotes db``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quotes import answers, database
from quotes.cli import options
from quotes.show import Format, emit

# -1 is a step, and no option
_STEPS = {"ignore_unknown_options": True}


@click.group()
def db() -> None:
    """Upgrade, downgrade or look at the database. Every command upgrades it first, so there is seldom a need."""


@db.command(context_settings=_STEPS)
@click.argument("revision", default="head")
@options.database
def upgrade(revision: str, db: Path) -> None:
    """Bring the tables up to REVISION, by default the newest."""
    database.upgrade(db, revision)
    click.echo(f"{db}: tables {database.revision(db)}", err=True)


@db.command(context_settings=_STEPS)
@click.argument("revision", default="-1")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.database
def downgrade(revision: str, yes: bool, db: Path) -> None:
    """Take the tables down to REVISION, by default one step; base is none. What those tables held is lost."""
    if not yes and sys.stdin.isatty():
        click.confirm(f"{db}: what the newer tables hold is lost. Go on?", abort=True, err=True)
    database.downgrade(db, revision)
    click.echo(f"{db}: tables {database.revision(db) or 'none'}", err=True)


@db.command()
@options.database
@options.form
def status(db: Path, form: Format) -> None:
    """Tell which tables the database has, and how full they are. Changes nothing."""
    revision, newest = database.revision(db), database.revisions()[-1]
    row: dict[str, str | int | None] = {"database": str(db), "revision": revision, "newest": newest}
    if revision == newest:
        with database.reading(db) as connection:
            row |= answers.counts(connection)
    emit([row], list(row), form)
