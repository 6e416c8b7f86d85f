"""``quotes reports``, ``report`` and ``sql``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from quotes import database
from quotes import reports as shelf
from quotes.cli import options
from quotes.faults import Fault
from quotes.model import Confidence
from quotes.show import Format, emit

_LEAST = "min_confidence"
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")


@click.command()
@options.form
def reports(form: Format) -> None:
    """List the reports, with their parameters and what these are by default."""
    rows = []
    for name in shelf.names():
        found = shelf.load(name)
        told = ", ".join(f"{parameter.name}={parameter.default}" for parameter in found.parameters)
        rows.append({"name": name, "title": found.title, "parameters": told})
    emit(rows, ["name", "title", "parameters"], form)


@click.command()
@click.argument("name")
@options.parameters
@options.confident
@options.readable
@options.form
def report(name: str, given: dict[str, str], confidence: Confidence | None, db: Path, form: Format) -> None:
    """Run a report: `quotes reports` lists them."""
    try:
        found = shelf.load(name)
    except KeyError:
        raise click.BadParameter(f"no such report; there are {', '.join(shelf.names())}", param_hint="NAME") from None
    values = {parameter.name: parameter.default for parameter in found.parameters}
    whole = {name for name, default in values.items() if _WHOLE.fullmatch(default)}
    if confidence is not None:
        if _LEAST not in values:
            raise click.BadParameter("the report does not ask how sure a statement is", param_hint="--min-confidence")
        given = {**given, _LEAST: confidence}
    for key, value in given.items():
        if key not in values:
            known = ", ".join(values) or "none"
            raise click.BadParameter(f"the report has no {key}; its parameters: {known}", param_hint="-p")
        if key in whole and not _WHOLE.fullmatch(value):
            raise click.BadParameter(f"{key} is a whole number", param_hint="-p")
        if key == _LEAST and value not in options.CONFIDENCES:
            raise click.BadParameter(f"{key} is one of {', '.join(options.CONFIDENCES)}", param_hint="-p")
        values[key] = value
    _ask(db, found.sql, {key: int(value) if key in whole else value for key, value in values.items()}, form)


# a query may begin with a comment, which looks like an option
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query")
@options.parameters
@options.readable
@options.form
def sql(query: str, given: dict[str, str], db: Path, form: Format) -> None:
    """Run a query of your own. It can only read: the database refuses all else.

    The view `said` has a row a statement: id, date, spoken, outlet, article, title, speaker, slug, type, role,
    kind, act, verb, polarity, channel, time, addressee, via, words, how, link, why, rule, confidence. A whole number
    given with -p is passed as a number.
    """
    _ask(db, query, {key: int(value) if _WHOLE.fullmatch(value) else value for key, value in given.items()}, form)


def _ask(db: Path, query: str, values: Mapping[str, str | int], form: Format) -> None:
    with database.reading(db) as connection, database.guard("the query", "`quotes sql -h` tells the columns of said"):
        result = connection.exec_driver_sql(query, dict(values) or None)
        if not result.returns_rows:
            raise Fault("the query", "asks for nothing", "ask with SELECT")
        columns = list(result.keys())
        give = "words" if "words" in columns else columns[-1]
        emit((dict(zip(columns, row, strict=True)) for row in result), columns, form, give)
