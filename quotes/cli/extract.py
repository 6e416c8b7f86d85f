"""``quotes extract`` and ``quotes explain``: no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from quotes import documents, records
from quotes.cli import complain, options
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.model import Article, Reading, Span, Statement
from quotes.rules import Rules, load
from quotes.rules.confidence import Measure
from quotes.show import Format, emit, value
from quotes.sources import Options


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@options.given
@options.form
def extract(paths: tuple[str, ...], outlet: str | None, day: str | None, fields: dict[str, str], form: Format) -> None:
    """Print the statements of articles: texts, pages, feeds, JSON, CSV, archives, folders of them, or - for standard
    input.

    The formats csv, json and jsonl give every field; offsets are code points into the article's text.
    """
    given = Options(outlet, day, fields)
    rows = _each(
        paths, given, load(), lambda article, reading: (records.row(article, found) for found in reading.statements)
    )
    if form == "table":
        rows = map(_short, rows)
    emit(rows, ["kind", "speaker", "verb", "words"], form, give="words")


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@options.given
@options.form
def explain(paths: tuple[str, ...], outlet: str | None, day: str | None, fields: dict[str, str], form: Format) -> None:
    """Tell how each statement was read: its rule, cue, speaker and content; then what was rejected, and why."""
    rules = load()
    given = Options(outlet, day, fields)
    if form != "table":
        rows = _each(paths, given, rules, lambda article, reading: _outcomes(article, reading, rules))
        emit(rows, ["outcome", "document", "rule", "how", "why", "text"], form)
        return
    for text in _each(paths, given, rules, lambda article, reading: [_told(article, reading, rules)]):
        click.echo(text)


def _each(
    paths: tuple[str, ...], given: Options, rules: Rules, make: Callable[[Article, Reading], Any]
) -> Iterator[Any]:
    """What is made of each article, one after the other; complains of what cannot be read."""
    for found in readings(documents.read(paths, given), rules):
        if isinstance(found, Fault):
            complain(found)
        else:
            yield from make(*found)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """The row as a table of extract shows it."""
    return {
        "kind": _with(row["kind"], row.get("polarity")),
        "speaker": (row["speaker"] or {}).get("name"),
        "verb": row["cue"]["lemma"],
        "words": row["text"],
    }


def _outcomes(article: Article, reading: Reading, rules: Rules) -> Iterator[dict[str, Any]]:
    for found in reading.statements:
        measure = _measure(found, rules)
        measured = {"precision": measure.precision, "n": measure.n} if measure else None
        yield {"outcome": "statement", **records.row(article, found), "measured": measured}
    for rejected in reading.rejected:
        yield {"outcome": "rejected", **records.rejection(article, rejected)}


def _told(article: Article, reading: Reading, rules: Rules) -> str:
    out = [f"{value(article.id)}: {len(reading.statements)} statements, {len(reading.rejected)} rejected"]
    for number, found in enumerate(reading.statements, 1):
        out += ["", f"{number}. {_with(found.kind, found.polarity)}", *_fields(article, found, rules)]
    if reading.rejected:
        out += ["", "rejected"]
    out += [f"   {_where(article, rejected.span)}: {rejected.why}" for rejected in reading.rejected]
    return "\n".join([*out, ""])


def _fields(article: Article, found: Statement, rules: Rules) -> Iterator[str]:
    speaker = found.speaker
    measure = _measure(found, rules)
    measured = f"; of {measure.n} such, {measure.precision:.0%} were right" if measure else ""
    yield f"   rule     {found.rule} ({found.confidence}{measured})"
    yield f"   cue      {_where(article, found.cue.span)} {value(found.cue.lemma)}, {found.cue.act}"
    if speaker is None:
        yield "   speaker  none"
    else:
        yield f"   speaker  {value(speaker.name)} ({speaker.type})"
        if speaker.role:
            yield f"   role     {value(speaker.role)}"
        if speaker.mention:
            yield f"   mention  {_where(article, speaker.mention)}"
    yield f"   how      {_with(found.how, found.why)}"
    for carrier in found.via:
        yield f"   via      {value(carrier.name)}"
    if found.channel:
        yield f"   channel  {found.channel}"
    if found.time:
        yield f"   time     {_where(article, found.time)}"
    if found.addressee:
        yield f"   to       {_where(article, found.addressee)}"
    for span in found.content:
        yield f"   content  {_where(article, span)}"


def _measure(found: Statement, rules: Rules) -> Measure | None:
    # without a speaker it is doubtful, whatever was measured
    return rules.measured.of(found.rule, found.how) if found.speaker else None


def _where(article: Article, span: Span) -> str:
    return f"{span.start}-{span.end} «{value(span.of(article.text))}»"


def _with(word: str, more: str | None) -> str:
    return f"{word}, {more}" if more else word
