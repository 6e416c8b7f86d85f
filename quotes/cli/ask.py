"""``quotes who``, ``said`` and ``show``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from quotes import answers, database, directory
from quotes.cli import note, options
from quotes.faults import Fault
from quotes.show import Format, emit, marked, plain, value

_SHOWN = 10
"""Digits of a statement's id in a table: enough to tell a hundred thousand apart."""


@click.command()
@click.argument("name")
@click.option("--about", metavar="WORD", help="Only what has this word in it.")
@options.filters
@options.readable
@options.form
def who(name: str, db: Path, form: Format, **chosen: Any) -> None:
    """What did they say? NAME is a name, a part of one (كيري), or the key that `quotes speakers` tells."""
    filters = answers.Filters(**chosen)
    with database.reading(db) as connection:
        matches = answers.who(connection, name)
        if not matches:
            matches = directory.latin(connection, name)
            if matches:
                note(f"{name} is taken for {'، '.join(match.name for match in matches)}")
        if not matches:
            near = answers.nearest(connection, name)
            hint = f"; the nearest: {'، '.join(near)}" if near else ""
            note(f"nobody of the name {name}{hint}")
        elif len(matches) > 1:
            note(f"{name} fits {len(matches)} names: {'، '.join(match.name for match in matches)}")
        columns = ["id", "date", "outlet", "kind", "verb", "words"]
        if len(matches) > 1:
            columns.insert(1, "speaker")
        _emit(answers.statements_of(connection, matches, filters), columns, form)


@click.command()
@click.argument("word")
@options.filters
@options.readable
@options.form
def said(word: str, db: Path, form: Format, **chosen: Any) -> None:
    """Who spoke about it? WORD is a word or several in a row; و، ب، ل and ال before them are looked through."""
    filters = answers.Filters(**chosen)
    with database.reading(db) as connection:
        columns = ["id", "speaker", "date", "outlet", "kind", "verb", "words"]
        _emit(answers.statements_about(connection, word, filters), columns, form)


@click.command()
@click.argument("id")
@options.readable
@options.form
def show(id: str, db: Path, form: Format) -> None:  # noqa: A002  click names the argument so in the help
    """Show a statement inside its paragraph: ⟦words⟧, ‹verb›, [speaker]. The first digits of its ID are enough."""
    with database.reading(db) as connection:
        found = answers.find(connection, id)
        if len(found) != 1:
            what = "several statements begin so" if found else "no such statement"
            cure = "give more of its id" if found else "ids stand in the tables of `quotes who` and `quotes said`"
            raise Fault(id, what, cure)
        row = answers.one(connection, found[0])
    if form == "table":
        click.echo("\n".join(_told(row)))
    else:
        emit([row], list(row), form)


def _emit(rows: Iterable[answers.Row], columns: list[str], form: Format) -> None:
    emit(map(_short, rows) if form == "table" else rows, columns, form, give="words")


def _short(row: answers.Row) -> answers.Row:
    """The row as a table shows it."""
    kind = f"{row['kind']}, {row['polarity']}" if row["polarity"] else row["kind"]
    return {**row, "id": row["id"][:_SHOWN], "kind": kind}


def _told(row: answers.Row) -> Iterator[str]:
    yield f"id       {row['id']}"
    yield f"article  {_list(row['article'], row['title'])}"
    yield f"printed  {_list(row['outlet'], row['date'])}"
    yield f"speaker  {_list(row['speaker'] or 'none', row['role'])} ({_list(row['type'], row['how'], row['why'])})"
    yield f"verb     {_list(row['verb'], row['act'], row['kind'], row['polarity'])}"
    for name, field in (("via", "via"), ("channel", "channel"), ("time", "time"), ("to", "addressee")):
        if row[field]:
            yield f"{name:<8} {value(row[field])}"
    yield f"rule     {value(row['rule'])} ({row['confidence']})"
    spans = [(*span, "⟦", "⟧") for span in row["content"]] + [(*row["cue"], "‹", "›")]
    if row["mention"]:
        spans.append((*row["mention"], "[", "]"))
    yield ""
    yield plain(marked(row["paragraph"], spans))


def _list(*parts: str | None) -> str:
    return ", ".join(value(part) for part in parts if part)
