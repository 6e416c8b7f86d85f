"""JSON Lines -> articles: one object a line.

Comes in: lines, best in UTF-8. Keys: ``id`` and ``text``, and where known ``title, outlet, date, url``; others
are kept in ``Article.extra``. Goes out: a document a line; a line that cannot be read is a fault of its own.
Never here: a change to the words of a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from quotes.documents import NO, SHAPE, Document, day
from quotes.encodings import decode
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_SUFFIXES = (".jsonl", ".ndjson")
_CURE = 'write one JSON object a line: {"id": …, "text": …}'
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*(?:\{|$))")
_HALF = re.compile("[\ud800-\udfff]")


def takes(head: bytes, name: str) -> int:
    """Whether a line of it is an object, or the name ends as that of JSON Lines does."""
    if name.lower().endswith(_SUFFIXES):
        return SHAPE
    return SHAPE if _BEGINS.match(head) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles, read line by line."""
    yield from documents(source.where, source.lines())


def documents(name: str, lines: Iterable[bytes]) -> Iterator[Document | Fault]:
    """The articles of these lines; ``name`` and the line number say where each stood."""
    try:
        yield from _documents(name, lines)
    except Fault as fault:
        yield fault


def _documents(name: str, lines: Iterable[bytes]) -> Iterator[Document | Fault]:
    empty = True
    for number, line in enumerate(_utf8(name, lines), 1):
        if not line.strip():
            continue
        empty = False
        yield _document(f"{name}:{number}", line)
    if empty:
        yield Fault(name, "empty", _CURE)


def _utf8(name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines as UTF-8 has them. What has two or four bytes a character is no lines before it is read whole."""
    rest = iter(lines)
    first = next(rest, b"")
    if b"\0" in first:
        text = decode(name, first + b"".join(rest)).text
        yield from text.encode("utf-8", "surrogatepass").splitlines(keepends=True)
        return
    yield first.removeprefix(b"\xef\xbb\xbf")
    yield from rest


def _document(where: str, line: bytes) -> Document | Fault:
    try:
        record = json.loads(decode(where, line.rstrip()).text)
    except Fault as fault:
        # the line is in where already
        return Fault(where, fault.what, fault.cure)
    except json.JSONDecodeError as error:
        return Fault(where, f"not JSON ({error.msg.lower()} at column {error.colno})", _CURE)
    except (ValueError, RecursionError):
        return Fault(where, "not JSON that can be read (a number too long, or too deep)", _CURE)
    if not isinstance(record, dict):
        return Fault(where, "not a JSON object", _CURE)
    # JSON can spell half of a pair of code units, which is no character and cannot be stored
    if b"\\u" in line and _HALF.search(json.dumps(record, ensure_ascii=False)):
        return Fault(where, "holds half a character (a lone \\ud8xx)", "write whole characters in UTF-8")
    return _article(where, record)


def _article(where: str, record: dict[str, Any]) -> Document | Fault:
    identity = record.pop("id", None)
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    text = record.pop("text", None)
    for key, value in (("id", identity), ("text", text)):
        if value is None:
            return Fault(where, f'no "{key}"', "give each line an id and a text")
        if not isinstance(value, str):
            return Fault(where, f'"{key}" is not a string', f'write "{key}" in quotation marks')
        if not value.strip():
            return Fault(where, f'"{key}" is empty', "give each line an id and a text")
    when = day(record.get("date"))
    if when is not None:
        # what a longer form says beside the day is kept
        if record["date"] == when:
            del record["date"]
    elif record.get("date") is None:
        record.pop("date", None)
    fields = {key: _string(record, key) for key in ("title", "outlet", "url")}
    source = "record" if when else None
    return Document(where, Article(id=identity, text=text, date=when, date_source=source, extra=record, **fields))


def _string(record: dict[str, Any], key: str) -> str | None:
    """Takes the key out of the record, unless its value is no string: then it stays among the unknown keys."""
    if isinstance(record.get(key), str):
        value: str = record.pop(key)
        return value if value.strip() else None
    if record.get(key) is None:
        record.pop(key, None)
    return None
