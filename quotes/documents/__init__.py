"""Anything -> articles: one small interface, one reader a file.

Comes in: paths as the user gave them, ``-`` for standard input. Goes out: ``Document``s, and a ``Fault`` in the
place of each that cannot be read. Never here: extraction, the database, a change to the words of a text.

A reader is a module of this folder with ``takes(path) -> bool`` and ``read(path)`` yielding documents and faults.
It is found by being here: to add one, add its file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from quotes.faults import Fault
from quotes.model import Article


@dataclass(frozen=True, slots=True)
class Document:
    """An article and where it stood: ``FILE``, or ``FILE:LINE`` for one of many in a file."""

    where: str
    article: Article


class Reader(Protocol):
    """What each module of this folder offers."""

    def takes(self, path: str) -> bool:
        """Whether this reader is the one for the path. At most one reader takes a path."""

    def read(self, path: str) -> Iterator[Document | Fault]:
        """The documents of the path in their order. May raise OSError before or between them."""


@cache
def readers() -> tuple[Reader, ...]:
    """The readers of this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names)


def reader_of(path: str) -> Reader | None:
    """The reader that takes the path, or None."""
    return next((reader for reader in readers() if reader.takes(path)), None)


def read(paths: Iterable[str]) -> Iterator[Document | Fault]:
    """The documents of all paths, in order; what cannot be read is a fault, and the rest goes on."""
    for path in paths:
        try:
            reader = reader_of(path)
            if reader is not None:
                yield from reader.read(path)
            elif Path(path).exists():
                yield Fault(path, "not a kind of file that can be read", "give .txt, .jsonl, a folder, or pipe it to -")
            else:
                yield Fault(path, "no such file or folder", "check the path")
        except OSError as error:
            yield unreadable(path, error)


def unreadable(path: str, error: OSError) -> Fault:
    """The fault of a file or folder that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return Fault(path, "no such file or folder", "check the path")
    what = (error.strerror or str(error)).lower()
    return Fault(path, f"cannot be read ({what})", "check that it is a whole file and yours to read")
