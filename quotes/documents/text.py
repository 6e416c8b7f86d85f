"""A text -> one article: all of it is its text, verbatim, but for a head that tells of it.

Comes in: a text in an encoding of Arabic; lines such as ``title: …`` or ``التاريخ: …``, then an empty one, may stand
before it. Goes out: one document, or one fault. Never here: a guess at a title or a date; a change to the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotes.documents import NO, PERHAPS, Document, day, identity
from quotes.encodings import decode, fluency
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_GLANCE = 4096
_SUFFIXES = (".txt", ".text")
_KEYS = {
    "title": "title headline العنوان عنوان",
    "outlet": "outlet source المصدر الصحيفة الجريدة الموقع الوكالة",
    "date": "date التاريخ تاريخ",
    "url": "url link الرابط رابط",
    "author": "author by الكاتب الكاتبة بقلم",
}
_OURS = {word: key for key, words in _KEYS.items() for word in words.split()}
_LINE = re.compile(r"[\u200e\u200f\ufeff\s]*([^\s:]{2,12})[ \u200e\u200f]*:[ \t]*(.*?)\s*")
_HEAD = re.compile(r"\A((?:[^\r\n]+(?:\r\n|\r|\n))+?)[ \t]*(?:\r\n|\r|\n)")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def takes(head: bytes, name: str) -> int:
    """Whether it is called a text, or reads as Arabic; a stream is a text when it is nothing else."""
    if name == "-" or name.lower().endswith(_SUFFIXES):
        return PERHAPS
    try:
        text = decode(name, head[:_GLANCE]).text
    except Fault:
        return NO
    letters = sum(map(str.isalpha, text))
    arabic = sum("\u0621" <= char <= "\u064a" for char in text)
    return PERHAPS if arabic * 2 > letters > 0 and fluency(text) > -4 else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The article of one source."""
    data = source.read()
    found = document(source.where, identity(source, data), data, source.record.get("charset"))
    yield found


def document(where: str, name: str, data: bytes, charset: str | None = None) -> Document:
    """The article of these bytes. Raises Fault."""
    text, encoding = decode(where, data, charset)
    if not text.strip():
        raise Fault(where, "empty", "put the article's text in it, or leave it out")
    text, told = _head(text)
    extra: dict[str, Any] = {} if encoding == "utf-8" else {"encoding": encoding}
    if "author" in told:
        extra["author"] = told["author"]
    when = _day(told.get("date", ""))
    if "date" in told and when is None:
        extra["date"] = told["date"]
    return Document(
        where,
        Article(
            id=name,
            text=text,
            title=told.get("title"),
            outlet=told.get("outlet"),
            date=when,
            date_source="header" if when else None,
            url=told.get("url"),
            extra=extra,
        ),
    )


def _head(text: str) -> tuple[str, dict[str, str]]:
    """The text without its head, and what that tells. Where one line before the empty one tells nothing, there is none.

    >>> _head("العنوان: السد جاهز\\nالتاريخ: 2026-03-02\\n\\nقال الوزير.")
    ('قال الوزير.', {'title': 'السد جاهز', 'date': '2026-03-02'})
    >>> _head("قال الوزير: نعم\\n\\nثم مضى.")
    ('قال الوزير: نعم\\n\\nثم مضى.', {})
    """
    match = _HEAD.match(text[:4000])
    if not match or not text[match.end() :].strip():
        return text, {}
    told: dict[str, str] = {}
    for line in match[1].splitlines():
        said = _LINE.fullmatch(line)
        key = _OURS.get(said[1].lower()) if said else None
        if not said or key is None or key in told:
            return text, {}
        told[key] = said[2]
    return text[match.end() :], {key: value for key, value in told.items() if value}


def _day(value: str) -> str | None:
    """The day, its year first, in any digits.

    >>> _day("2026/3/2"), _day("٢٠٢٦-٠٣-٠٢"), _day("2026"), _day("2/3/2026")
    ('2026-03-02', '2026-03-02', '2026', None)
    """
    value = value.translate(_DIGITS)
    if match := _DAY.match(value):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return day(value)
