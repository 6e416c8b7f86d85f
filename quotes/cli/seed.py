"""``quotes seed``."""

from __future__ import annotations

from pathlib import Path

import click

from quotes import care, database
from quotes.cli import note, options


@click.command()
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.database
def seed(files: tuple[Path, ...], db: Path) -> None:
    """Load well-known speakers, their names and offices: those that come with quotes, or those of a FILE of yours.

    The first `quotes ingest` does it too. Loading again changes nothing but what has changed in the file; what you
    have decided with `quotes speakers` stays.
    """
    engine = database.writing(db)
    try:
        for file in files or (None,):
            with database.guard(db), engine.begin() as connection:
                count = care.seed(connection, file)
                moved = care.relink(connection) if count else 0
            name = file or "the speakers that come with quotes"
            told = f"{count:,} speakers; {moved:,} statements with another speaker now" if count else "in already"
            note(f"{name}: {told}")
    finally:
        engine.dispose()
