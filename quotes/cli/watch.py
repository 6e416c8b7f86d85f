"""``quotes watch``."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click

from quotes import __version__, watching
from quotes.cli import clean, options
from quotes.show import Format, emit


@click.command()
@click.argument("path", metavar="FEEDS.toml", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Ask each feed once, tell what became of it, and end.")
@click.option("--every", metavar="TIME", callback=lambda _ctx, _param, value: _every(value),
              help="How often to ask, whatever the file says: 15m, 2h.")  # fmt: skip
@options.database
@options.form
@click.pass_context
def watch(ctx: click.Context, path: Path, once: bool, every: float | None, db: Path, form: Format) -> None:
    """Ask feeds for what is new, and read it into the database, until it is stopped.

    FEEDS.toml lists them, each below a line [[feed]]: url = "…", outlet = "…", and where wanted every = "15m", and
    articles = true to read the pages that the feed leads to. Below [watch] may stand every, delay (seconds between
    two requests to a server), timeout and limit (of one answer: "10MB").

    What happens is told on stderr, a line an event. What is known of the feeds is kept in DATABASE.watch.json. Stop
    it with Ctrl-C or SIGTERM; it goes on from there.
    """
    plan = watching.load(path)
    if every is not None:
        plan = replace(plan, feeds=tuple(replace(feed, every=every) for feed in plan.feeds))
    from quotes.database import exists
    from quotes.rules import load
    from quotes.store import Store

    rules = load()
    kept = db.with_name(f"{db.name}.watch.json")
    # what was read into a database that is gone is to be read again
    memory = watching.Memory(kept, anew=not exists(db))
    if memory.lost:
        _tell(str(kept), "cannot be read: made anew")
    stop = _Signals()
    with closing(Store(db, __version__, rules.digest)) as store, stop.heard():
        watch = watching.Watch(plan, store, rules, memory, __version__, _tell, stopping=stop)
        try:
            if once:
                watch.once()
            else:
                watch.forever()
        except watching.Stopped:
            written = watch.count["added"] + watch.count["replaced"]
            _tell(str(path), f"stopped; {written:,} articles of this run are kept")
            ctx.exit(128 + (stop.signal or signal.SIGINT))
    columns = ["feeds", "added", "replaced", "unchanged", "failed", "statements"]
    watch.count["feeds"] = len(plan.feeds)
    emit([{name: watch.count[name] for name in columns}], columns, form)
    if watch.count["failed"]:
        ctx.exit(1)


def _every(value: str | None) -> float | None:
    if value is None:
        return None
    found = watching.seconds(value)
    if found is None or found < watching.LEAST:
        raise click.BadParameter("write it as 15m or 2h; once a minute at most")
    return found


def _tell(feed: str, what: str) -> None:
    click.echo(f"{watching.stamp(time.time())} {clean(feed)} {clean(what)}", err=True)


class _Signals(watching.Stopping):
    """Hears Ctrl-C and SIGTERM: at once while it waits, else once the article at hand is written."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._waits = False

    @property
    def wanted(self) -> bool:
        return self.signal is not None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        try:
            self._waits = True
            if self.wanted:
                raise watching.Stopped
            yield
        finally:
            self._waits = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """While it lasts, the signals come here."""
        before = {one: signal.signal(one, self._hear) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.signal = number
        if self._waits:
            self._waits = False
            raise watching.Stopped
