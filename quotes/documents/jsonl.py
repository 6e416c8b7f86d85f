"""JSON Lines -> articles: one object a line.

Comes in: lines, best in UTF-8. Keys: ``id`` and ``text``, and where known ``title, outlet, date, url``; others
are kept in ``Article.extra``. Goes out: a document a line; a line that cannot be read is a fault of its own.
Never here: a change to the words of a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from quotes.documents import NO, SHAPE, Document, day
from quotes.encodings import decode
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_SUFFIXES = (".jsonl", ".ndjson")
_CURE = 'write one JSON object a line: {"id": …, "text": …}'
_OBJECT = re.compile(rb"\s*\{")
_HALF = re.compile("[\ud800-\udfff]")
FIELDS = ("id", "text", "title", "outlet", "date", "url")
# what others call them; the first that a record has is taken
CALLED = {
    "id": ("id", "guid"),
    "text": ("text", "body", "content", "articleBody", "article", "full_text", "content_text", "النص", "المحتوى", "نص"),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "outlet": ("outlet", "source", "publisher", "site", "newspaper", "المصدر", "الصحيفة", "الجهة", "الموقع"),
    "date": ("date", "published", "published_at", "date_published", "datePublished", "pubDate", "التاريخ", "تاريخ"),
    "url": ("url", "link", "الرابط", "رابط"),
}


def takes(head: bytes, name: str) -> int:
    """Whether a line of it is an object with a text, or the name ends as that of JSON Lines does."""
    if name.lower().endswith(_SUFFIXES):
        return SHAPE
    first, _, more = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or not (b'"text"' in first or _OBJECT.match(more)):
        return NO
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return NO
    return SHAPE


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles, read line by line."""
    yield from documents(source, source.lines())


def documents(source: Source, lines: Iterable[bytes]) -> Iterator[Document | Fault]:
    """The articles of these lines; the file and the line number say where each stood."""
    empty = True
    for number, line in enumerate(_utf8(source.where, lines), 1):
        if not line.strip():
            continue
        empty = False
        yield _document(f"{source.where}:{number}", line, source)
    if empty:
        yield Fault(source.where, "empty", _CURE)


def _utf8(name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines as UTF-8 has them. What has two or four bytes a character is no lines before it is read whole."""
    rest = iter(lines)
    first = next(rest, b"")
    if b"\0" in first:
        text = decode(name, first + b"".join(rest)).text
        yield from text.encode("utf-8", "surrogatepass").split(b"\n")
        return
    yield first.removeprefix(b"\xef\xbb\xbf")
    yield from rest


def _document(where: str, line: bytes, source: Source) -> Document | Fault:
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
    if b"\\u" in line and half(record):
        return Fault(where, "holds half a character (a lone \\ud8xx)", "write whole characters in UTF-8")
    return article(where, record, source)


def half(record: dict[str, Any]) -> bool:
    """Whether it spells half of a pair of code units, as JSON can: that is no character and cannot be stored."""
    return _HALF.search(json.dumps(record, ensure_ascii=False, default=str)) is not None


def article(where: str, record: dict[str, Any], source: Source, *, derive: bool = False) -> Document | Fault:
    """The article of one record, which is used up. The user's names of its keys go before ours.

    ``derive``: it may use the names that others have, and one without an id gets it from its address or its text.
    """
    for ours, theirs in source.options.map.items():
        value = _taken(record, theirs)
        if value is not None:
            record[ours] = value
    if derive:
        for ours in FIELDS:
            _renamed(record, ours)
    identity = record.pop("id", None)
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    text = record.pop("text", None)
    if derive and identity is None and isinstance(text, str):
        url = record.get("url")
        identity = url if isinstance(url, str) and url.strip() else "text-" + _digest(text)
    for key, value in (("text", text), ("id", identity)) if derive else (("id", identity), ("text", text)):
        if value is None:
            cure = 'give each line an id and a text, or tell what it is called: --map "text=…"'
            return Fault(
                where, f'no "{key}"', cure if source.options.map or derive else "give each line an id and a text"
            )
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
    given = "record" if when else None
    return Document(where, Article(id=identity, text=text, date=when, date_source=given, extra=record, **fields))


def _taken(record: dict[str, Any], path: str) -> Any:
    """Takes the value out of the record; ``a.b`` is the b of its a."""
    if path in record:
        return record.pop(path)
    first, dot, rest = path.partition(".")
    inside = record.get(first)
    return _taken(inside, rest) if dot and isinstance(inside, dict) else None


def _renamed(record: dict[str, Any], ours: str) -> None:
    if isinstance(record.get(ours), str) and record[ours].strip():
        return
    lower = {str(key).strip().lower(): key for key in record}
    for name in CALLED[ours]:
        key = lower.get(name.lower())
        if key is not None and isinstance(record[key], str | int) and str(record[key]).strip():
            record[ours] = record.pop(key)
            return


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _string(record: dict[str, Any], key: str) -> str | None:
    """Takes the key out of the record, unless its value is no string: then it stays among the unknown keys."""
    if isinstance(record.get(key), str):
        value: str = record.pop(key)
        return value if value.strip() else None
    if record.get(key) is None:
        record.pop(key, None)
    return None
