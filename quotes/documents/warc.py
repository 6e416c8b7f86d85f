"""WARC and WET -> an article a page that was archived.

Comes in: a web archive. Goes out: a document for each HTML or text response, with its address; of a server's date only
``extra["fetched"]``, for that is the day of the visit. A page that cannot be read is a fault of its own.
Never here: requests, metadata, pictures, redirects and errors of servers: they are passed over.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, cast

from quotes.documents import MAGIC, NO, Document, needs, quiet, read_source
from quotes.faults import Fault
from quotes.sources import Source, damage

_BEGINS = re.compile(rb"\s*WARC/[01]\.\d+\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_READ = {"text/html": "page.html", "application/xhtml+xml": "page.html", "text/plain": "page.txt"}


def takes(head: bytes, _name: str) -> int:
    """Whether it begins with a record."""
    return MAGIC if _BEGINS.match(head) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the archive, in its order."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise needs(source.where, "warcio", "warc") from error
    quiet("warcio")
    found = False
    try:
        with damage(source.where):
            records = ArchiveIterator(_Parts(source.lines()))
            # the library's own complaint, which it would print
            records.INC_RECORD = ""
            for record in records:
                for item in _record(source, record):
                    found = True
                    yield item
                if source.budget.spent:
                    return
    except (ArchiveLoadFailed, ValueError, AttributeError, KeyError, TypeError) as error:
        raise Fault(source.where, "damaged or cut off", "get a whole copy of it; what came before is read") from error
    if not found:
        raise Fault(source.where, "no pages in this archive", "give one with responses or texts in it")


def _record(source: Source, record: Any) -> Iterator[Document | Fault]:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or not str(headers.get_statuscode()).startswith("2"):
            return
        kind = headers.get_header("Content-Type") or ""
    elif record.rec_type in ("conversion", "resource"):
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        return
    name = _READ.get(kind.partition(";")[0].strip().lower())
    if name is None:
        return
    where = f"{source.where}:{url or record.rec_headers.get_header('WARC-Record-ID')}"
    told = {"url": url}
    if match := _CHARSET.search(kind):
        told["charset"] = match[1]
    try:
        # its own length bounds what a record takes; what a server compressed counts as packed
        length = int(record.length or 0)
        inside = source.inside(name, cast(Any, _Stream(record)), lambda: length, record=told)
        inside = replace(inside, where=where, identity=url or inside.identity)
        fetched = record.rec_headers.get_header("WARC-Date")
        for item in read_source(inside):
            yield _with(item, url, fetched) if isinstance(item, Document) else Fault(where, item.what, item.cure)
    except Fault as fault:
        yield Fault(where, fault.what, fault.cure)
    except Exception as error:  # whatever the library makes of one record, the next is not to blame
        yield Fault(where, f"cannot be read ({type(error).__name__}: {error})", "it is left out")


def _with(item: Document, url: str, fetched: str | None) -> Document:
    extra = {**item.article.extra, **({"fetched": fetched} if fetched else {})}
    return Document(item.where, replace(item.article, url=item.article.url or url or None, extra=extra))


class _Parts:
    """A stream that gives what it has, so that nothing before a damage is lost with what comes after."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = cast(io.BufferedReader, stream)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)

    def readline(self, size: int = -1) -> bytes:
        return self._stream.readline(size)


class _Stream:
    """The content of a record, unchunked and unpacked."""

    def __init__(self, record: Any) -> None:
        self._stream = record.content_stream()

    def read(self, size: int) -> bytes:
        """As much as there is, up to the size: the library gives less now and then."""
        parts = []
        while size > 0 and (part := self._stream.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
