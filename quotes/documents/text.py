"""A text -> one article: all of it is its text, verbatim.

Comes in: a text in an encoding of Arabic. Goes out: one document, or one fault.
Never here: a guess at a title or a date; a change to the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.documents import NO, PERHAPS, Document, identity
from quotes.encodings import decode
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_SUFFIXES = (".txt", ".text")


def takes(_head: bytes, name: str) -> int:
    """Whether the name ends as a text file's does; a stream is a text when it is nothing else."""
    return PERHAPS if name == "-" or name.lower().endswith(_SUFFIXES) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The article of one source."""
    data = source.read()
    yield document(source.where, identity(source, data), data)


def document(where: str, name: str, data: bytes) -> Document:
    """The article of these bytes. Raises Fault."""
    text, encoding = decode(where, data)
    if not text.strip():
        raise Fault(where, "empty", "put the article's text in it, or leave it out")
    extra = {} if encoding == "utf-8" else {"encoding": encoding}
    return Document(where, Article(id=name, text=text, extra=extra))
