"""The whole project on one screen: read -> extract and resolve -> save.

Comes in: documents and faults from ``documents.read``. Goes out: what became of each.
Never here: file formats, SQL, printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.documents import Document
from quotes.faults import Fault
from quotes.model import Article, Reading
from quotes.reading import read
from quotes.rules import Rules

if TYPE_CHECKING:  # extract and explain read without a database, and start faster
    from quotes.store import Change, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article, and how many statements were written."""

    change: Change
    statements: int = 0


def ingest(documents: Iterable[Document | Fault], store: Store, rules: Rules) -> Iterator[Outcome | Fault]:
    """Reads what is new or changed and saves it, an article at a time.

    A document that cannot be read is a fault in its place. Raises Fault when the database cannot be written.
    """
    for document in documents:
        if isinstance(document, Fault):
            yield document
            continue
        change = store.change(document.article)
        if change == "unchanged":
            yield Outcome(change)
            continue
        reading = extract(document, rules)
        if isinstance(reading, Fault):
            yield reading
            continue
        store.save(document.article, reading)
        yield Outcome(change, len(reading.statements))
    store.finish()


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
