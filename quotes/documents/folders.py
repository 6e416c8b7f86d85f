"""A folder -> the articles of the files in it and in its folders.

Comes in: a folder. Goes out: what the other readers make of its files, in the order of their names.
Never here: hidden files, links to other folders, and files that no reader takes: they are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quotes.documents import Document, reader_of, unreadable
from quotes.documents import read as read_paths
from quotes.faults import Fault


def takes(path: str) -> bool:
    """Whether it is a folder."""
    return Path(path).is_dir()


def read(path: str) -> Iterator[Document | Fault]:
    """The articles below the folder; a folder that cannot be opened or has none is a fault."""
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
                taken = Path(inside).is_file() and reader_of(inside) is not None
            except OSError as error:
                closed.append(error)
                continue
            if taken:
                found = True
                yield from read_paths([inside])
    for fault in closed:
        yield unreadable(str(fault.filename or path), fault)
    if not found and not closed:
        yield Fault(path, "no articles in this folder", "put .txt or .jsonl files in it")
