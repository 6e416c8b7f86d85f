"""A text file -> one article: the whole file is its text, verbatim.

Comes in: a ``.txt`` file in UTF-8. Goes out: one document, or one fault.
Never here: a guess at a title, a date or another encoding.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from quotes.documents import NO, PERHAPS, Document, identity
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_SUFFIXES = (".txt", ".text")
# long marks first: that of UTF-32 begins with that of UTF-16
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def takes(_head: bytes, name: str) -> int:
    """Whether the name ends as a text file's does; a stream is a text when it is nothing else."""
    return PERHAPS if name == "-" or name.lower().endswith(_SUFFIXES) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The article of one source."""
    data = source.read()
    yield document(source.where, identity(source, data), data)


def document(where: str, name: str, data: bytes) -> Document | Fault:
    """The article of these bytes, or what is wrong with them."""
    fault = not_text(where, data)
    if fault:
        return fault
    try:
        # utf-8-sig: a leading byte order mark is no part of the words
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return not_utf8(f"{where}:{line}", error)
    if not text.strip():
        return Fault(where, "empty", "put the article's text in it, or leave it out")
    return Document(where, Article(id=name, text=text))


def not_text(where: str, head: bytes) -> Fault | None:
    """The fault of bytes that are no UTF-8 text at all, seen from how they begin."""
    for mark, name in _OTHER_MARKS:
        if head.startswith(mark):
            return Fault(where, f"{name}, not UTF-8", f"convert it: iconv -f {name} -t UTF-8")
    if b"\0" in head:
        return Fault(where, "binary, not a text", "give a text in UTF-8")
    return None


def not_utf8(where: str, error: UnicodeDecodeError) -> Fault:
    """The fault of bytes that UTF-8 does not allow."""
    byte = error.object[error.start]
    return Fault(where, f"not UTF-8 (byte 0x{byte:02X})", "convert it, for example: iconv -f WINDOWS-1256 -t UTF-8")
