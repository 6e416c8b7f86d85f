"""``quotes ingest``."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from quotes import __version__, documents
from quotes import ingest as house
from quotes.cli import complain, options
from quotes.faults import Fault
from quotes.show import Format, emit
from quotes.sources import Options


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@options.given
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read at once."
)
@click.option(
    "--faults",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what could not be read to this file too, one JSON object a line.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Read and count, and save nothing.")
@options.database
@options.form
def ingest(
    paths: tuple[str, ...],
    outlet: str | None,
    day: str | None,
    fields: dict[str, str],
    jobs: int,
    faults: Path | None,
    dry: bool,
    db: Path,
    form: Format,
) -> None:
    """Read articles into the database: texts, pages, feeds, JSON, CSV, archives, folders of them, or - for standard
    input. What a file is shows from its first bytes.

    An article that is there already is left as it is, unless it or the rules have changed: then its statements are
    replaced. What cannot be read is told on stderr, and the rest goes on. After Ctrl-C the same command goes on from
    where it stopped.

    \b
    quotes ingest news/ archive.zip --jobs 2 --faults faults.jsonl
    quotes ingest table.csv --map text=body,title=headline --outlet "جريدة المرفأ"
    """
    from quotes.rules import load
    from quotes.store import Store

    rules = load()
    given = Options(outlet, day, fields)
    count: Counter[str] = Counter()
    with closing(Store(db, __version__, rules.digest)) as store, _written(faults) as write:
        try:
            for outcome in _watched(house.ingest(documents.read(paths, given), store, rules, jobs, dry)):
                if isinstance(outcome, Fault):
                    complain(outcome)
                    write(outcome)
                    count["failed"] += 1
                else:
                    count[outcome.change] += 1
                    count["statements"] += outcome.statements
        except KeyboardInterrupt:
            kept = count["added"] + count["replaced"]
            told = f"quotes: stopped: {kept:,} articles of this run are kept; the same command goes on from there"
            click.echo(f"\r\x1b[K{told}" if sys.stderr.isatty() else told, err=True)
            raise
    columns = ["added", "replaced", "unchanged", "failed", "statements"]
    emit([{name: count[name] for name in columns}], columns, form)


@contextmanager
def _written(file: Path | None) -> Iterator[Callable[[Fault], None]]:
    """What writes a fault to the file, and nothing where there is none."""
    if file is None:
        yield lambda fault: None
        return
    try:
        opened = file.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise Fault(str(file), what, "check that its folder exists and that you may write there") from error
    with opened as lines:

        def write(fault: Fault) -> None:
            row = {"where": fault.where, "what": fault.what, "cure": fault.cure}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()

        yield write


def _watched(outcomes: Iterable[house.Outcome | Fault]) -> Iterator[house.Outcome | Fault]:
    """Passes them on, and shows how many on a terminal once it takes long."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    begun = told = time.monotonic()
    for number, outcome in enumerate(outcomes, 1):
        if isinstance(outcome, Fault) and told > begun:
            _progress("")
        yield outcome
        now = time.monotonic()
        if now - told > 0.5:
            told = now
            _progress(f"{number:,} articles, {number / (now - begun):,.0f} a second")
    if told > begun:
        _progress("")


def _progress(text: str) -> None:
    """Writes over the line before it."""
    click.echo(f"\r\x1b[K{text}", err=True, nl=False)
