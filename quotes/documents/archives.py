"""ZIP and tar -> what the other readers make of the files inside.

Comes in: an archive, from a file or a stream. Goes out: documents and faults of its files, told as ``ARCHIVE/FILE``.
Never here: writing files out, hidden files, links; and files that no reader takes: they are passed over.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from quotes.documents import MAGIC, NO, Document, read_source, reader_of
from quotes.faults import Fault
from quotes.sources import Source, damage

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CHUNK = 1 << 20
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"word/", b"xl/")
_WITH_PASSWORD = 0x1


def takes(head: bytes, _name: str) -> int:
    """Whether it begins as a ZIP or a tar does."""
    return MAGIC if head.startswith(_ZIP) or head[257:262] == b"ustar" else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the files inside, in their order there; an archive with none is a fault."""
    if source.head.startswith(_ZIP):
        if source.head[30:].startswith(_OFFICE):
            raise Fault(source.where, "an office document", "save it as text")
        members = _zip(source)
    else:
        members = _tar(source)
    found = False
    with damage(source.where):
        for name, packed, open_it in members:
            if any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                continue
            try:
                inside = source.inside(name, open_it(), packed)
                if reader_of(inside) is not None:
                    found = True
                    yield from read_source(inside)
            except Fault as fault:
                found = True
                yield fault
            except (RuntimeError, NotImplementedError, ValueError) as error:
                found = True
                yield Fault(f"{source.where}/{name}", f"cannot be unpacked ({error})", "unpack it first")
            if source.budget.spent:
                return
    if not found:
        yield Fault(source.where, "no articles in this archive", "put texts, pages, feeds, JSON or CSV files in it")


_Member = tuple[str, Callable[[], int], Callable[[], IO[bytes]]]


def _zip(source: Source) -> Iterator[_Member]:
    """The files of a ZIP, whose list stands at its end: so all of it must be there."""
    with SpooledTemporaryFile(max_size=32 * _CHUNK) as whole:
        while data := source.lines().read(_CHUNK):
            whole.write(data)
        with damage(source.where), zipfile.ZipFile(cast(IO[bytes], whole)) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if info.flag_bits & _WITH_PASSWORD:
                    yield info.filename, int, partial(_locked, f"{source.where}/{info.filename}")
                    continue
                yield info.filename, partial(int, info.compress_size), partial(archive.open, info)


def _locked(where: str) -> IO[bytes]:
    raise Fault(where, "locked with a password", "unpack it first")


def _tar(source: Source) -> Iterator[_Member]:
    """The files of a tar, as they come. It packs nothing, so that a file takes what it gives."""
    with tarfile.open(fileobj=source.lines(), mode="r|", errorlevel=1) as archive:
        for info in archive:
            if not info.isfile():
                continue
            yield info.name.removeprefix("./"), partial(int, info.size), partial(_member, archive, info)


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    assert stream is not None
    return stream
