"""JSON -> articles: an object, a list of them, or an object with a list of them in it.

Comes in: one JSON value, known by its first character. Goes out: a document a record; one that cannot be read is a
fault of its own. Keys as for JSON Lines, or as the user says; a record without an id gets one from its address or text.
Never here: JSON Lines, JSON Feed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from quotes.documents import NO, PERHAPS, SHAPE, Document
from quotes.documents.jsonl import CALLED, article, documents, half
from quotes.encodings import decode
from quotes.faults import Fault
from quotes.sources import Source

_OBJECTS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*(?:\"|$|\w)|\[\s*(?:\{|$))")
_DEEP = 4


def takes(head: bytes, name: str) -> int:
    """Whether it begins as a JSON value does."""
    plain = head.replace(b"\0", b"")
    if name.lower().endswith(".json"):
        return SHAPE
    return PERHAPS if _OBJECTS.match(plain) and not name.lower().endswith((".txt", ".text")) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the value. What turns out to be a value a line is read as that."""
    data = source.read()
    text = decode(source.where, data).text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("{"):
            yield from documents(source, data.split(b"\n"))
            return
        what = f"not JSON ({error.msg.lower()} at line {error.lineno} column {error.colno})"
        raise Fault(source.where, what, "get a whole copy of it") from error
    except (ValueError, RecursionError) as error:
        raise Fault(source.where, "not JSON that can be read (a number too long, or too deep)", "check it") from error
    found = _list(value, source)
    keys = {source.options.map.get("text", "text").partition(".")[0], *CALLED["text"]}
    if not any(isinstance(record, dict) and keys & record.keys() for record in found):
        raise Fault(source.where, "no articles in it", 'give {"text": …}, or tell the key of texts: --map "text=…"')
    single = found[0] is value
    for number, record in enumerate(found, 1):
        where = source.where if single else f"{source.where}:{number}"
        if not isinstance(record, dict):
            yield Fault(where, "not a JSON object", 'give {"text": …}')
        elif half(record):
            yield Fault(where, "holds half a character (a lone \\ud8xx)", "write whole characters in UTF-8")
        else:
            yield article(where, dict(record), source, derive=True)


def _list(value: Any, source: Source, depth: int = 0) -> list[Any]:
    """The records: the value, those in it, or the longest list of objects in an object."""
    if isinstance(value, list):
        return value
    keys = (source.options.map.get("text", "text"), *CALLED["text"])
    if not isinstance(value, dict) or depth > _DEEP:
        return []
    if any(isinstance(value.get(key), str) for key in keys) or "." in keys[0]:
        return [value]
    lists = [one for one in value.values() if isinstance(one, list) and any(isinstance(item, dict) for item in one)]
    if lists:
        return max(lists, key=len)
    return next((found for one in value.values() if (found := _list(one, source, depth + 1))), [])
