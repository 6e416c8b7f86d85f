"""A folder -> the articles of the files in it and in its folders.

Comes in: a folder. Goes out: what the other readers make of its files, in the order of their names.
Never here: hidden files, links to other folders, and files that no reader takes: they are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quotes.documents import MAGIC, NO, Document, read_source, reader_of, unreadable
from quotes.faults import Fault
from quotes.sources import Source, opened


def takes(_head: bytes, name: str) -> int:
    """Whether it is a folder."""
    return MAGIC if name.endswith("/") else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles below the folder; a folder that cannot be opened or has none is a fault."""
    path = source.where
    closed: list[OSError] = []
    found = False
    for where, folders, files in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            inside = str(Path(where, name))
            if name.startswith("."):
                continue
            try:
                # a named pipe in a folder would wait for ever
                if not Path(inside).is_file():
                    continue
                with opened(inside, source.options) as file:
                    if reader_of(file) is not None:
                        found = True
                        yield from read_source(file)
            except OSError as error:
                error.filename = error.filename or inside
                closed.append(error)
    for fault in closed:
        yield unreadable(str(fault.filename or path), fault)
    if not found and not closed:
        yield Fault(path, "no articles in this folder", "put texts, pages, feeds, JSON or CSV files in it")
