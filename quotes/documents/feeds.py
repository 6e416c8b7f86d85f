"""RSS, Atom and JSON Feed -> an article an item.

Comes in: a feed in any encoding of Arabic, even one that is cut off. Goes out: a document an item, with its title,
address and date, the feed's name as outlet, its author in ``extra``. An item without a text is a fault of its own.
Never here: fetching the pages that the items stand for.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import Any

from quotes import furniture
from quotes.documents import MAGIC, NO, Document, day, needs
from quotes.documents.html import plain
from quotes.encodings import decode, whole
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?(?:encoding\s*=\s*["']([\w.:-]+)["'])?[^>]*\?>""")
_CHARSET = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""")
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+);")


def takes(head: bytes, _name: str) -> int:
    """Whether its first element is that of a feed."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:4096]
    if start.startswith(b"{"):
        return MAGIC if _JSON.search(start) else NO
    root = _ROOT.search(start)
    return MAGIC if root and start.startswith(b"<") and b"<html" not in start[: root.start()].lower() else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the feed."""
    for item in entries(source):
        if isinstance(item, Document) and not item.article.text.strip():
            yield Fault(item.where, "no text in this item", "give the pages that it leads to")
        else:
            yield item


def entries(source: Source) -> Iterator[Document | Fault]:
    """The items of the feed; one that only leads to a page has no text."""
    data = source.read()
    told = _CHARSET.search(data[:200])
    text = decode(source.where, data, told[1].decode("ascii", "replace") if told else None, lenient=True).text
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        yield from _json(source, text)
        return
    try:
        import feedparser
    except ImportError as error:
        raise needs(source.where, "feedparser", "feeds") from error
    text = _DECLARED.sub("", text.lstrip("\ufeff"))
    made = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
    )
    outlet = plain(made.feed.get("title") or "") or None
    cut = len(_ITEM.findall(text)) > len(_ITEM_END.findall(text))
    for number, entry in enumerate(made.entries, 1):
        where = f"{source.where}:{number}"
        if cut and number == len(made.entries):
            yield Fault(where, "cut off in this item", "get a whole copy of it; those before it are read")
            continue
        yield _entry(where, entry, outlet)
    if not made.entries:
        raise Fault(source.where, "no items in this feed", "get a whole copy of it")


def _entry(where: str, entry: Any, outlet: str | None) -> Document:
    bodies = [str(one.get("value") or "") for one in entry.get("content") or []]
    bodies.append(str(entry.get("summary") or ""))
    extra: dict[str, Any] = {}
    author = plain(str(entry.get("author") or ""))
    if author and author != outlet:
        extra["author"] = author
    tags = [str(tag.get("term")) for tag in entry.get("tags") or [] if tag.get("term")]
    if tags:
        extra["tags"] = tags
    return _made(
        where,
        bodies,
        title=str(entry.get("title") or ""),
        name=str(entry.get("id") or ""),
        url=str(entry.get("link") or ""),
        when=str(entry.get("published") or entry.get("updated") or entry.get("created") or ""),
        outlet=outlet,
        extra=extra,
    )


def _json(source: Source, text: str) -> Iterator[Document | Fault]:
    try:
        # what is read back from its own writing has no halves of characters
        feed = json.loads(whole(json.dumps(json.loads(text, strict=False), ensure_ascii=False)), strict=False)
        items = feed["items"]
    except (ValueError, RecursionError) as error:
        raise Fault(source.where, "not JSON that can be read", "get a whole copy of it") from error
    except KeyError:
        items = None
    if not isinstance(items, list) or not items:
        raise Fault(source.where, "no items in this feed", "get a whole copy of it")
    outlet = feed.get("title") if isinstance(feed.get("title"), str) else None
    for number, item in enumerate(items, 1):
        where = f"{source.where}:{number}"
        if not isinstance(item, dict):
            yield Fault(where, "not a JSON object", "write each item as one")
            continue
        told = {key: value if isinstance(value, str) else "" for key, value in item.items()}
        several = item.get("authors")
        authors = several if isinstance(several, list) else [item.get("author")]
        names = [one["name"] for one in authors if isinstance(one, dict) and isinstance(one.get("name"), str)]
        yield _made(
            where,
            [told.get("content_html", "")] if told.get("content_html") else [told.get("content_text", "")],
            title=told.get("title", ""),
            name=str(item["id"]) if isinstance(item.get("id"), str | int) else "",
            url=told.get("url", ""),
            when=told.get("date_published", ""),
            outlet=outlet,
            extra={"author": "، ".join(names)} if names else {},
            summary=told.get("summary", ""),
        )


def _made(
    where: str,
    bodies: list[str],
    *,
    title: str,
    name: str,
    url: str,
    when: str,
    outlet: str | None,
    extra: dict[str, Any],
    summary: str = "",
) -> Document:
    texts = [_words(body) for body in bodies if body.strip()] or [_words(summary)]
    lines = max(texts, key=lambda lines: sum(map(len, lines)))
    if any(_MARKUP.search(body) for body in bodies):
        lines, told = furniture.cut(lines)
        extra.update(told)
    text = "\n".join(lines)
    date = _date(when)
    if when and date is None:
        extra["date"] = when
    identity = name or url or f"text-{blake2b(text.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
    return Document(
        where,
        Article(
            id=identity,
            text=text,
            title=" ".join(_words(title)) or None,
            outlet=outlet,
            date=date,
            date_source="metadata" if date else None,
            url=url or None,
            extra=extra,
        ),
    )


def _words(markup: str) -> list[str]:
    """The paragraphs; of HTML that was escaped twice too."""
    text = plain(markup)
    if _MARKUP.search(text):
        text = plain(text)
    return [line for line in text.split("\n") if line.strip()]


def _date(when: str) -> str | None:
    """The day as ISO or as mail writes it.

    >>> _date("2026-03-02T10:00:00Z"), _date("Mon, 02 Mar 2026 23:30:00 +0300"), _date("الاثنين 2 آذار 2026")
    ('2026-03-02', '2026-03-02', None)
    """
    if found := day(when):
        return found
    try:
        return parsedate_to_datetime(when).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
