"""gzip, bzip2, xz -> what the other readers make of the file inside.

Comes in: the compressed bytes. Goes out: documents and faults of what is inside, told with the same file name.
Never here: unpacking beyond the bounds of the source.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Iterator
from typing import IO, cast

from quotes.documents import MAGIC, NO, Document, read_source
from quotes.faults import Fault
from quotes.sources import Source

_MAGIC = {b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz"}
_SUFFIXES = (".gz", ".bz2", ".xz")
_LONG = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def takes(head: bytes, _name: str) -> int:
    """Whether it begins as compressed files do."""
    return MAGIC if head.startswith(tuple(_MAGIC)) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the file inside."""
    kind = next(kind for magic, kind in _MAGIC.items() if source.head.startswith(magic))
    counted = _Counted(source.lines())
    packed = cast(IO[bytes], counted)
    with _open(kind, packed) as unpacked:
        inside = source.inside(_name(source.name), cast(IO[bytes], unpacked), lambda: counted.count, same=True)
        yield from read_source(inside)


def _open(kind: str, packed: IO[bytes]) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=packed)
    return bz2.BZ2File(packed) if kind == "bzip2" else lzma.LZMAFile(packed)


def _name(name: str) -> str:
    """The name without what it was packed with.

    >>> _name("a.jsonl.gz"), _name("b.tgz"), _name("-")
    ('a.jsonl', 'b.tar', '-')
    """
    for long, short in _LONG.items():
        if name.lower().endswith(long):
            return name[: -len(long)] + short
    return name[: name.rindex(".")] if name.lower().endswith(_SUFFIXES) else name


class _Counted:
    """A stream that counts what was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def seekable(self) -> bool:
        return False
