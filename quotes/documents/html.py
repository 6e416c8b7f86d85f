"""A page -> its article, without what stands around it.

Comes in: HTML in any encoding of Arabic. Goes out: one document; title, outlet, date and address as the page's
metadata tell them, its author and what a byline says in ``extra``. A page with no article on it is a fault.
Never here: a date guessed from the words of the page, or from the day on which it was called up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from quotes import furniture
from quotes.documents import NO, SHAPE, Document, day, identity, needs, quiet
from quotes.encodings import decode, whole
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Source

_BEGINS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_PARTS = re.compile(rb"<(?:p|div|article|h1|table)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)|encoding=["']([\w.-]+)""", re.IGNORECASE)
_ARTICLE = re.compile("article|blogposting|report|webpage", re.IGNORECASE)
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
    "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_SEAM = re.compile(r"\s+[|–—»-]\s+")
_SPACE = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"(?i)<\s*(?:/?(?:p|div|li|ul|ol|tr|h[1-6]|blockquote|section|article)|br)\b[^<>]*>")
_UNSEEN = re.compile(r"(?is)<(script|style|figure|iframe|form)\b.*?</\1\s*>|<!--.*?-->")
_WORDS = 12
_SHORT = 25
_DEEP = 40
_MANY = 500
_MEDIA = ("image/", "video/", "audio/")


def takes(head: bytes, name: str) -> int:
    """Whether it begins as a page does."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not plain.startswith(b"<"):
        return NO
    if _BEGINS.search(plain[:4096]):
        return SHAPE
    return SHAPE if name.lower().endswith((".html", ".htm", ".xhtml")) or _PARTS.match(plain) else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The article of one page."""
    data = source.read()
    yield page(source.where, identity(source, data), data, source.record)


def page(where: str, name: str, data: bytes, record: Any = None) -> Document:
    """The article of these bytes. Raises Fault."""
    record = record or {}
    declared = record.get("charset")
    if match := _CHARSET.search(data[:4096]):
        declared = (match[1] or match[2]).decode("ascii", "replace")
    text, encoding = decode(where, data, declared, lenient=True)
    try:
        from lxml.etree import LxmlError, ParserError
        from lxml.html import document_fromstring
        from trafilatura import extract
    except ImportError as error:
        raise needs(where, "trafilatura", "html") from error
    quiet("trafilatura", "justext", "courlan", "htmldate")
    # lxml takes no declaration of an encoding in what is decoded already, and no NUL
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    try:
        tree = document_fromstring(text)
    except (LxmlError, ParserError, ValueError) as error:
        raise Fault(where, "no page that can be read", "get a whole copy of it") from error
    told = _told(tree)
    scripts = list(_scripts(tree))
    _prune(tree)
    _flatten(tree)
    body = _extract(extract, tree)
    if len(body.split()) < _SHORT:
        body = max((body, *_from_scripts(told, scripts)), key=lambda found: len(found.split()))
    told = {key: whole(value) for key, value in told.items()}
    lead = told.get("description", "")
    lines = _lines(whole(body), told.get("title"), told.get("whole title"))
    lines = _with_lead(tree, lines, lead)
    lines, kept = furniture.cut(_once(lines))
    if not any(len(line.split()) >= _WORDS for line in lines):
        raise Fault(where, "no article on this page", "give the pages of single articles")
    extra: dict[str, Any] = {**({"author": told["author"]} if "author" in told else {}), **kept}
    if encoding != "utf-8":
        extra["encoding"] = encoding
    when = day(told.get("date"))
    return Document(
        where,
        Article(
            id=name,
            text="\n".join(lines),
            title=told.get("title"),
            outlet=told.get("outlet"),
            date=when,
            date_source="metadata" if when else None,
            url=told.get("url") or record.get("url"),
            extra=extra,
        ),
    )


def plain(markup: str) -> str:
    """The words of a scrap of HTML such as feeds hold, a paragraph a line. What is no HTML stays as it is.

    >>> plain("<p>قال&nbsp;«نعم»<br>ثم مضى</p><p>وعاد</p>")
    'قال «نعم»\\nثم مضى\\nوعاد'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    text = _UNSEEN.sub(" ", markup)
    # a line break in HTML is a space
    text = _TAG.sub("", _BREAK.sub("\x00", text.replace("\n", " ").replace("\x00", "")))
    lines = (_SPACE.sub(" ", unescape(line)).replace("\n", " ").strip() for line in text.split("\x00"))
    return "\n".join(line for line in lines if line)


def _extract(extract: Any, tree: Any) -> str:
    options = {"include_comments": False, "include_tables": True, "with_metadata": False, "deduplicate": False}
    try:
        return extract(tree, favor_precision=False, **options) or ""
    except Exception:  # whatever a page makes the library do, the scripts may still have the text
        return ""


def _told(tree: Any) -> dict[str, str]:
    """Title, outlet, date, address, author and description, as the metadata tell them."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if key and value:
            metas.setdefault(key, unescape(value))
    linked = _linked(tree)
    heads = [_words(head) for head in tree.iter("h1")]
    titles = [_words(title) for title in tree.iter("title")][:1]
    outlet = linked.get("outlet") or metas.get("og:site_name") or metas.get("application-name")
    whole = linked.get("title") or metas.get("og:title") or metas.get("twitter:title") or (titles or heads or [""])[0]
    author = (linked.get("author") or metas.get("author") or metas.get("article:author") or "").strip("() ")
    told = {
        "whole title": whole,
        "title": _headline(whole, heads, [outlet, author, *(_SEAM.split(title)[-1] for title in titles)]),
        "outlet": outlet,
        "date": linked.get("date") or next((metas[key] for key in _DATES if key in metas), None) or _time(tree),
        "url": _address(tree, metas) or linked.get("url"),
        "author": author,
        "description": metas.get("og:description") or metas.get("description"),
        "body": linked.get("body"),
    }
    if author == outlet or author.startswith("http"):
        del told["author"]
    return {key: value for key, value in told.items() if value}


def _headline(whole: str, heads: list[str], names: list[str | None]) -> str:
    """The title without the name of the paper before or after it.

    >>> _headline("أخبار الميناء - السد جاهز قبل الصيف", [], ["أخبار الميناء"])
    'السد جاهز قبل الصيف'
    >>> _headline("السد جاهز قبل الصيف | الميناء", [], []), _headline("الماء - هل وصل؟", [], [])
    ('السد جاهز قبل الصيف', 'الماء - هل وصل؟')
    """
    for head in heads:
        if head and whole != head and head in whole and len(head.split()) > 2:
            return head
    seams = list(_SEAM.finditer(whole))
    if not seams:
        return whole
    first, last = whole[: seams[0].start()], whole[seams[-1].end() :]
    if first in names:
        whole = whole[seams[0].end() :]
    elif last in names or (len(last.split()) <= 3 < len(whole.split()) - len(last.split())):
        whole = whole[: seams[-1].start()]
    return whole


def _linked(tree: Any) -> dict[str, str]:
    """What JSON-LD tells of the article."""
    told: dict[str, str] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kind = node.get("@type")
            if not any(_ARTICLE.search(str(one)) for one in (kind if isinstance(kind, list) else [kind])):
                continue
            fields = {
                "title": node.get("headline"),
                "date": node.get("datePublished"),
                "body": node.get("articleBody"),
                "author": _name(node.get("author")),
                "outlet": _name(node.get("publisher")),
                "url": node.get("url"),
            }
            for key, value in fields.items():
                if isinstance(value, str) and value.strip():
                    clean = plain(value) if key == "body" else " ".join(unescape(value).split())
                    told.setdefault(key, clean)
    return told


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEP:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _nodes(value, depth + 1)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for one in value if (name := _name(one))]
        return "، ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _time(tree: Any) -> str | None:
    """The day of the one ``<time>`` in the article; that of the page's head may be today's."""
    times = {
        day(time.get("datetime"))
        for time in tree.iter("time")
        if time.get("datetime") and any(up.tag in ("article", "main") for up in time.iterancestors())
    }
    return times.pop() if len(times) == 1 else None


def _address(tree: Any, metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href")).strip()
    return metas.get("og:url")


def _scripts(tree: Any) -> Iterator[str]:
    """The data that a page draws itself from."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or ""):
            continue
        if "json" in (script.get("type") or "") or script.get("id") == "__NEXT_DATA__":
            yield text


def _from_scripts(told: dict[str, str], scripts: list[str]) -> Iterator[str]:
    """The texts that the data of a page hold, for one that shows none before a browser draws it."""
    if "body" in told:
        yield told["body"]
    for script in scripts:
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        found = [plain(value) for value in _strings(data)]
        yield "\n".join(dict.fromkeys(text for text in found if len(text.split()) >= 4))


def _strings(data: Any, depth: int = 0) -> Iterator[str]:
    if depth > _DEEP:
        return
    if isinstance(data, str):
        if sum("\u0621" <= char <= "\u064a" for char in data) * 3 > len(_TAG.sub("", data)):
            yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, depth + 1)


def _prune(tree: Any) -> None:
    """Cuts out what stands beside the article: share buttons, related news and comments, known by their class."""
    names = furniture.load().elements
    whole = len(tree.text_content())
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main"):
            continue
        words = f"{element.get('class') or ''} {element.get('id') or ''}".lower().replace("_", "-").split()
        beside = element.tag in ("figcaption", "amp-sidebar") or not names.isdisjoint(words)
        if beside and element.getparent() is not None and len(element.text_content()) * 3 < whole:
            element.drop_tree()


def _flatten(tree: Any) -> None:
    """Takes the tables that a whole page is laid out in for what they are: no tables."""
    whole = len(tree.text_content())
    for table in list(tree.iter("table")):
        if len(table.text_content()) * 2 > whole:
            for element in table.iter("table", "tbody", "tr", "td", "th"):
                element.tag = "div"


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _lines(body: str, *titles: str | None) -> list[str]:
    """The paragraphs, without the title where it stands again before them."""
    lines = [_SPACE.sub(" ", line).strip(" |") for line in body.split("\n")]
    lines = [line for line in lines if any(map(str.isalnum, line)) and line != "-->"]
    for at in range(min(4, len(lines))):
        if any(title and _bare(lines[at]) == _bare(title) for title in titles):
            del lines[at]
            break
    return lines


def _bare(line: str) -> str:
    return "".join(filter(str.isalnum, line))


def _with_lead(tree: Any, lines: list[str], lead: str) -> list[str]:
    """With the first paragraph where it stands outside the others: the page's description is then that very one."""
    bare = _bare(lead.rstrip(".… "))
    if len(bare) < 60 or any(bare in _bare(line) for line in lines):
        return lines
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong", "td"):
        words = _words(element)
        if bare in _bare(words) and len(words) < len(lead) * 3:
            return [words, *lines]
    return lines


def _once(lines: list[str]) -> list[str]:
    """Without what stands twice: a lead that is repeated, and words of the text pulled out of it."""
    bare = [_bare(line) for line in lines]
    if len(lines) > _MANY:
        return list(dict.fromkeys(lines))
    return [
        line
        for at, line in enumerate(lines)
        if len(line.split()) < 6
        or not any(
            bare[at] in other and (len(bare[at]) < len(other) or before < at)
            for before, other in enumerate(bare)
            if before != at
        )
    ]
