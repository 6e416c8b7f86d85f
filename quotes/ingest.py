"""The whole project on one screen: read -> extract and resolve -> save.

Comes in: documents and faults from ``documents.read``. Goes out: what became of each.
Never here: file formats, SQL, printing.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, cast

from quotes.documents import Document
from quotes.faults import Fault
from quotes.model import Article, Reading
from quotes.reading import read
from quotes.rules import Rules, load

if TYPE_CHECKING:  # extract and explain read without a database, and start faster
    from quotes.store import Change, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article, and how many statements were written."""

    change: Change
    statements: int = 0


def ingest(
    documents: Iterable[Document | Fault], store: Store, rules: Rules, jobs: int = 1, dry: bool = False
) -> Iterator[Outcome | Fault]:
    """Reads what is new or changed and saves it, an article at a time.

    A document that cannot be read is a fault in its place. ``jobs``: processes that read; what is saved, and in which
    order, is the same with any number. ``dry``: nothing is saved. Raises Fault when the database cannot be written.
    """
    for document, change, reading in _read(documents, store, rules, jobs):
        if isinstance(document, Fault):
            yield document
        elif isinstance(reading, Fault):
            yield reading
        elif reading is None:
            yield Outcome(change)
        else:
            if not dry:
                store.save(document.article, reading)
            yield Outcome(change, len(reading.statements))
    if not dry:
        store.finish()


_Read = tuple[Document | Fault, "Change", Reading | Fault | None]


def _read(documents: Iterable[Document | Fault], store: Store, rules: Rules, jobs: int) -> Iterator[_Read]:
    """Each document with what saving it would do, and what was found in it; None where nothing has to be read."""
    if jobs < 2:
        for document in documents:
            change = "unchanged" if isinstance(document, Fault) else store.change(document.article)
            unread = isinstance(document, Fault) or change == "unchanged"
            yield document, change, None if unread else extract(cast(Document, document), rules)
        return
    waiting: deque[tuple[Document | Fault, Change, Future[Reading | Fault] | None]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    try:
        for document in documents:
            change = "unchanged" if isinstance(document, Fault) else store.change(document.article)
            unread = isinstance(document, Fault) or change == "unchanged"
            waiting.append((document, change, None if unread else pool.submit(_work, cast(Document, document))))
            # as many as keep the processes busy, and no more of the archive than that
            if len(waiting) >= jobs * _AHEAD:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_AHEAD = 8


def _done(one: tuple[Document | Fault, Change, Future[Reading | Fault] | None]) -> _Read:
    document, change, future = one
    return document, change, None if future is None else future.result()


def _begin() -> None:
    """In a process that reads: Ctrl-C is for the one that saves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_own_rules = cache(load)


def _work(document: Document) -> Reading | Fault:
    return extract(document, _own_rules())


def readings(documents: Iterable[Document | Fault], rules: Rules) -> Iterator[tuple[Article, Reading] | Fault]:
    """What is found in each document, without a database."""
    for document in documents:
        reading = document if isinstance(document, Fault) else extract(document, rules)
        if isinstance(reading, Fault):
            yield reading
        else:
            assert isinstance(document, Document)
            yield document.article, reading


def extract(document: Document, rules: Rules) -> Reading | Fault:
    """What is found in the document. An article that the extractor breaks on is a fault and does not stop the rest."""
    try:
        return read(document.article, rules)
    except Exception as error:  # whatever it is, the next article is not to blame
        what = f"could not be understood ({type(error).__name__}: {error})"
        return Fault(document.where, what, "this is a fault of quotes: please report it with the article")
