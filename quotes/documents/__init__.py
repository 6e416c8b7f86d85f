"""Anything -> articles: one small interface, one reader a file.

Comes in: paths as the user gave them, ``-`` for standard input. Goes out: ``Document``s, and a ``Fault`` in the
place of each that cannot be read. Never here: extraction, the database, a change to the words of a text.

A reader is a module of this folder with ``takes(head, name) -> int`` and ``read(source)`` yielding documents and
faults. What it reads is known by the first bytes; the name helps where they leave it open. It is found by being here:
to add one, add its file. A reader of what holds other files (a folder, an archive) hands each to ``read_source``.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Protocol, cast

from quotes.faults import Fault
from quotes.language import foreign
from quotes.model import Article
from quotes.sources import Options, Source, opened

# how sure a reader is that something is for it
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?=$|[T ])")
NO, PERHAPS, SHAPE, MAGIC = range(4)
CURE = "give texts, pages, feeds, JSON, CSV, archives of them, a folder, or pipe it to -"


@dataclass(frozen=True, slots=True)
class Document:
    """An article and where it stood: ``FILE``, or ``FILE:LINE`` for one of many in a file."""

    where: str
    article: Article


class Reader(Protocol):
    """What each module of this folder offers."""

    def takes(self, head: bytes, name: str) -> int:
        """How sure it is that what begins so is for it: NO, PERHAPS, SHAPE or MAGIC. A folder's name ends with /."""

    def read(self, source: Source) -> Iterator[Document | Fault]:
        """The documents of the source in their order. May raise OSError or Fault before or between them."""


@cache
def readers() -> tuple[Reader, ...]:
    """The readers of this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names)


def reader_of(source: Source) -> Reader | None:
    """The reader that is the surest of the source, or None."""
    sure, best = NO, None
    for reader in readers():
        if (now := reader.takes(source.head, source.name)) > sure:
            sure, best = now, reader
    return best


def read(paths: Iterable[str], options: Options | None = None) -> Iterator[Document | Fault]:
    """The documents of all paths, in order; what cannot be read is a fault, and the rest goes on."""
    given = options or Options()
    for path in paths:
        try:
            with opened(path, given) as source:
                for item in read_source(source):
                    yield item if isinstance(item, Fault) else checked(item, given)
        except OSError as error:
            yield unreadable(path, error)


def read_source(
    source: Source, way: Callable[[Source], Iterator[Document | Fault]] | None = None
) -> Iterator[Document | Fault]:
    """The documents of one source, which no fault in it stops from ending well; read in this way, where one is given."""
    try:
        if way is not None:
            yield from way(source)
            return
        reader = reader_of(source)
        if reader is None:
            yield Fault(source.where, "not a kind of file that can be read", CURE)
        else:
            yield from reader.read(source)
    except Fault as fault:
        yield fault
    except OSError as error:
        yield unreadable(source.where, error)
    except (MemoryError, RecursionError, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        # a library that breaks on what it was given; the next file is not to blame
        yield Fault(source.where, f"cannot be read ({type(error).__name__}: {error})", "check that it is a whole file")


def identity(source: Source, data: bytes) -> str:
    """The id of the one article of a source. A stream's comes from its bytes: the same text is the same again."""
    return source.identity or f"stdin-{blake2b(data, digest_size=6).hexdigest()}"


def unreadable(path: str, error: OSError) -> Fault:
    """The fault of a file or folder that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return Fault(path, "no such file or folder", "check the path")
    what = (error.strerror or str(error)).lower()
    return Fault(path, f"cannot be read ({what})", "check that it is a whole file and yours to read")


def day(value: object) -> str | None:
    """The ISO day, month or year at the head of the value, where it is one.

    >>> day("2016-07-21T10:00:00+03:00"), day(2016), day("2016-02-31"), day("21/7/2016")
    ('2016-07-21', '2016', None, None)
    """
    match = _DATE.match(str(value).strip()) if isinstance(value, str | int) else None
    if not match:
        return None
    year, month, of_month = match.groups()
    try:
        date(int(year), int(month or 1), int(of_month or 1))
    except ValueError:
        return None
    return match[0]


def quiet(*libraries: str) -> None:
    """Keeps libraries from printing what they log: what is wrong is told as a fault."""
    for name in libraries:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def needs(where: str, package: str, extra: str) -> Fault:
    """The fault of a file whose reader needs a package that is not there."""
    return Fault(where, f"needs {package}, which is not installed", f"pip install 'quotes[{extra}]'")


def checked(document: Document, given: Options) -> Document | Fault:
    """The document, with what the user says of files that do not say it; a fault when it is not in Arabic."""
    article = document.article
    other = foreign(article.text)
    if other:
        return Fault(document.where, other, "leave it out: only Arabic is read")
    if given.outlet and article.outlet is None:
        article = replace(article, outlet=given.outlet)
    if given.date and article.date is None:
        article = replace(article, date=given.date, date_source="given")
    return document if article is document.article else Document(document.where, article)
