"""Feeds, again and again -> what is new in them, read into the database.

Comes in: a file that lists feeds, a database, a clock. Goes out: what became of each feed and article, as it happens;
what is known of each feed is kept beside the database. Never here: connections, SQL, printing.
"""

from __future__ import annotations

import io
import json
import os
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from quotes import ingest as house
from quotes.documents import NO, Document, checked, feeds, html, read_source, unreadable
from quotes.faults import Fault
from quotes.fetching import Answer, Fetcher, Manners, Refused, address
from quotes.rules import Rules
from quotes.sources import HEAD, Options, Source
from quotes.store import Store

EVERY = 15 * 60.0
LEAST = 60.0
LONGEST = 6 * 3600.0
"""How long a feed that fails again and again is left alone at most."""

_TRIES = 3
_SEEN = 2000
_TIME = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(s|m|h|d)?")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(B|kB|KB|MB|GB)?")
_BYTES = {"B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000}

Told = Callable[[str, str], None]
"""Is told of each event: the feed, and what happened."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to be watched. ``articles``: its items only lead to the pages that are to be read."""

    url: str
    outlet: str | None = None
    every: float = EVERY
    articles: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file of feeds says."""

    feeds: tuple[Feed, ...]
    manners: Manners


def seconds(value: object) -> float | None:
    """How long ``90``, ``"90s"``, ``"15m"``, ``"2h"`` or ``"1d"`` is.

    >>> seconds("15m"), seconds(90), seconds("soon"), seconds(True)
    (900.0, 90.0, None, None)
    """
    return _measured(value, _TIME, _SECONDS)


def load(path: Path) -> Plan:
    """The plan of this file. Raises Fault."""
    where = str(path)
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise unreadable(where, error) from error
    except UnicodeDecodeError as error:
        raise Fault(where, "not UTF-8", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Fault(where, f"not TOML ({error})", 'write [[feed]], and below it url = "https://…"') from error
    _known(where, data, ("feed", "watch"))
    general = data.get("watch", {})
    if not isinstance(general, dict):
        raise Fault(where, "watch is no table", "write [watch] on a line of its own")
    place = f"{where}, [watch]"
    _known(place, general, ("every", "delay", "timeout", "limit"))
    every = _every(place, general, EVERY)
    manners = Manners()
    delay = _time(place, general, "delay", manners.delay)
    timeout = _time(place, general, "timeout", manners.timeout)
    limit = _measured(general.get("limit", manners.limit), _SIZE, _BYTES)
    if not limit:
        raise Fault(
            place, f"limit = {general['limit']!r} is no size", 'write it as "10MB", "500kB" or a number of bytes'
        )
    if not timeout:
        raise Fault(place, "timeout = 0 leaves no time for an answer", 'write it as "20s"')
    listed = data.get("feed", [])
    if not isinstance(listed, list) or not listed:
        raise Fault(where, "no feeds in it", 'write [[feed]], and below it url = "https://…"')
    found: dict[str, Feed] = {}
    for number, entry in enumerate(listed, 1):
        feed = _feed(f"{where}, feed {number}", entry, every)
        if feed.url in found:
            raise Fault(f"{where}, feed {number}", f"{feed.url} stands there twice", "leave one of them out")
        found[feed.url] = feed
    return Plan(tuple(found.values()), Manners(delay, timeout, int(limit)))


def _feed(place: str, entry: object, every: float) -> Feed:
    if not isinstance(entry, dict):
        raise Fault(place, "no table", 'write [[feed]], and below it url = "https://…"')
    _known(place, entry, ("url", "outlet", "every", "articles"))
    for key in ("url", "outlet"):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            raise Fault(place, f"{key} = {entry[key]!r} is no text", f'write it as {key} = "…"')
    if "url" not in entry:
        raise Fault(place, "no url", 'write url = "https://…"')
    address(place, entry["url"])
    articles = entry.get("articles", False)
    if not isinstance(articles, bool):
        raise Fault(place, f"articles = {articles!r} is neither true nor false", "write articles = true")
    return Feed(entry["url"].strip(), entry.get("outlet"), _every(place, entry, every), articles)


def _known(place: str, table: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for key in table:
        if key not in names:
            raise Fault(place, f"{key!r} is not known here", f"write one of {', '.join(names)}")


def _measured(value: object, form: re.Pattern[str], units: Mapping[str, int]) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    match = form.fullmatch(str(value).strip())
    return float(match[1]) * units.get(match[2] or "", 1) if match else None


def _time(place: str, table: Mapping[str, Any], key: str, usual: float) -> float:
    found = seconds(table.get(key, usual))
    if found is None or found > LONGEST * 4:
        raise Fault(
            place, f"{key} = {table[key]!r} is no time", 'write it as "90s", "15m", "2h" or a number of seconds'
        )
    return found


def _every(place: str, table: Mapping[str, Any], usual: float) -> float:
    found = _time(place, table, "every", usual)
    if found < LEAST:
        raise Fault(place, f"every = {table['every']!r} is too often", "ask once a minute at most")
    return found


class Memory:
    """What is known of each feed, in a file beside the database. It is only ever whole."""

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        """``anew``: nothing of before is believed."""
        self._path = path
        self.lost = False
        self._feeds: dict[str, dict[str, Any]] = {}
        if anew:
            return
        try:
            read = json.loads(path.read_text("utf-8"))["feeds"]
            self._feeds = {str(url): dict(one) for url, one in read.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.lost = True

    def of(self, feed: Feed, by: str) -> Known:
        """What is known of the feed. What another way of reading it has left is not believed."""
        made = Known()
        one = self._feeds.get(feed.url, {})
        for name, kind in (("next", float), ("held", float), ("failures", int), ("seen", dict), ("tries", dict)):
            value = one.get(name)
            if isinstance(value, kind) or (kind is float and isinstance(value, int)):
                setattr(made, name, value)
        if one.get("by") == by:
            made.etag = one["etag"] if isinstance(one.get("etag"), str) else None
            made.modified = one["modified"] if isinstance(one.get("modified"), str) else None
        return made

    def keep(self, feed: Feed, by: str, known: Known) -> None:
        """Writes it down. Raises Fault."""
        seen = dict([*known.seen.items()][-_SEEN:])
        self._feeds[feed.url] = {
            "by": by, "etag": known.etag, "modified": known.modified, "next": known.next, "held": known.held,
            "failures": known.failures, "seen": seen, "tries": known.tries,
        }  # fmt: skip
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            with beside.open("w", encoding="utf-8", errors="replace") as file:
                json.dump({"feeds": self._feeds}, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:
            what = f"cannot be written ({(error.strerror or str(error)).lower()})"
            raise Fault(str(self._path), what, "make room for it, or give another --db") from error


@dataclass(slots=True)
class Known:
    """Of one feed: how to ask for what is new, when, and which pages were read (id -> fingerprint of its item)."""

    etag: str | None = None
    modified: str | None = None
    next: float = 0.0
    held: float = 0.0
    failures: int = 0
    seen: dict[str, str] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)


class Stopping:
    """Whether to stop; it may be asked between any two articles. ``waiting`` surrounds what may be broken off."""

    @property
    def wanted(self) -> bool:
        return False

    def waiting(self) -> AbstractContextManager[None]:
        return nullcontext()


class Stopped(BaseException):
    """Raised out of ``Stopping.waiting``; the articles before it are kept."""


@dataclass(slots=True)
class Watch:
    """Polls the feeds of a plan. ``count`` adds up what became of articles; ``tell`` hears of each event."""

    plan: Plan
    store: Store
    rules: Rules
    memory: Memory
    version: str
    tell: Told
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    stopping: Stopping = field(default_factory=Stopping)
    count: Counter[str] = field(default_factory=Counter)
    _fetcher: Fetcher = field(init=False)

    def __post_init__(self) -> None:
        self._fetcher = Fetcher(self.plan.manners, self.clock, self.sleep)

    def once(self) -> None:
        """Polls each feed once, but for one whose server has asked to be left alone. Raises Stopped, Fault."""
        for feed in self.plan.feeds:
            known = self.memory.of(feed, self._by(feed))
            if 0 < (left := known.held - self.clock()) <= LONGEST * 4:
                self.tell(feed.url, f"left alone for {_long(left)} yet, as its server asked")
                continue
            self.poll(feed)

    def forever(self) -> None:
        """Polls each feed when its time has come. Ends by Stopped alone, or by a Fault of the file beside the database."""
        while True:
            waits = [(self._left(feed), number) for number, feed in enumerate(self.plan.feeds)]
            left, number = min(waits)
            if left > 0:
                with self.stopping.waiting():
                    self.sleep(left)
            else:
                self.poll(self.plan.feeds[number])

    def _left(self, feed: Feed) -> float:
        known = self.memory.of(feed, self._by(feed))
        # neither a clock that was put back nor a longer time of before may hold it up
        held = min(known.held - self.clock(), LONGEST * 4)
        return max(held, min(known.next - self.clock(), _backed_off(feed, known.failures)))

    def poll(self, feed: Feed) -> None:
        """Asks for what is new in the feed, and reads it. Raises Stopped, and Fault when nothing can be written down."""
        known = self.memory.of(feed, self._by(feed))
        before = Counter(self.count)
        try:
            with self._break():
                answer = self._fetcher.get(feed.url, known.etag, known.modified)
            if answer.moved:
                self.tell(feed.url, f"has moved to {answer.url}: write that in its place")
            if answer.data is None:
                self.tell(feed.url, "nothing new")
            else:
                whole = self._read(feed, answer, known)
                # what was left out is asked for again
                known.etag, known.modified = (answer.etag, answer.modified) if whole else (None, None)
                self.tell(feed.url, self._summary(self.count - before))
            known.failures = 0
        except Fault as fault:
            known.failures += 1
            self.count["failed"] += 1
            self._hold(known, fault)
            left = max(_backed_off(feed, known.failures), known.held - self.clock())
            self.tell(feed.url, f"{_what(feed.url, fault)}; next in {_long(left)}")
        finally:
            known.next = round(self.clock() + _backed_off(feed, known.failures), 1)
            if self.stopping.wanted:
                known.next = 0.0
            self.memory.keep(feed, self._by(feed), known)
        if self.stopping.wanted:
            raise Stopped

    def _read(self, feed: Feed, answer: Answer, known: Known) -> bool:
        """Reads the feed's articles into the database; whether none was left for the next time. Raises Fault."""
        assert answer.data is not None
        source = _source(feed.url, answer)
        if feeds.takes(source.head, source.name) == NO:
            raise Fault(feed.url, "no feed", "give the address of an RSS, Atom or JSON feed")
        round_ = _Round()
        documents = self._pages(feed, answer, source, known, round_) if feed.articles else self._items(source, round_)
        documents = (self._named(feed, item) for item in documents)
        broken: Fault | None = None
        for outcome in house.ingest(documents, self.store, self.rules):
            if isinstance(outcome, Fault) and outcome.where == feed.url:
                broken = outcome
            elif isinstance(outcome, Fault):
                self.count["failed"] += 1
                self.tell(feed.url, _what(feed.url, outcome))
            else:
                self.count[outcome.change] += 1
                self.count["statements"] += outcome.statements
        if broken is not None:
            raise broken
        return round_.whole

    def _items(self, source: Source, round_: _Round) -> Iterator[Document | Fault]:
        for item in read_source(source, feeds.read):
            if self.stopping.wanted:
                round_.whole = False
                return
            # a feed that was cut off ends with a fault
            round_.whole = isinstance(item, Document)
            yield item

    def _pages(
        self, feed: Feed, answer: Answer, source: Source, known: Known, round_: _Round
    ) -> Iterator[Document | Fault]:
        """The pages that the items lead to, where they are not known yet."""
        for item in read_source(source, feeds.entries):
            if self.stopping.wanted:
                round_.whole = False
                return
            if isinstance(item, Fault):
                round_.whole = False
                yield item
                continue
            name, print_ = item.article.id, _print(item)
            if known.seen.get(name) == print_:
                # what was met of late is forgotten last
                known.seen[name] = known.seen.pop(name)
                self.count["unchanged"] += 1
                continue
            if not item.article.url:
                yield Fault(item.where, "no address in this item", "leave out articles = true for this feed")
                continue
            url = urljoin(answer.url, item.article.url)
            try:
                with self._break():
                    page = self._fetcher.get(url)
            except Stopped:
                round_.whole = False
                return
            except Refused as fault:
                known.tries[name] = tries = known.tries.get(name, 0) + 1
                if fault.retry is not None:
                    round_.whole = False
                    self._hold(known, fault)
                    yield fault
                    return
                if tries < _TRIES:
                    round_.whole = False
                else:
                    known.seen[name] = print_
                    del known.tries[name]
                yield fault
                continue
            for found in read_source(_source(url, page, name), _page):
                yield found if isinstance(found, Fault) else _filled(found, item)
            # here, for it is read and written when the next is asked for
            known.seen[name] = print_
            known.tries.pop(name, None)

    def _named(self, feed: Feed, item: Document | Fault) -> Document | Fault:
        if isinstance(item, Fault):
            return item
        article = item.article
        # "17" may be an article of any feed
        name = article.id if ":" in article.id else f"{feed.url}#{article.id}"
        article = replace(article, id=name, outlet=feed.outlet or article.outlet)
        return checked(Document(item.where, article), Options())

    def _hold(self, known: Known, fault: Fault) -> None:
        if isinstance(fault, Refused) and fault.retry is not None:
            known.held = round(self.clock() + fault.retry, 1)

    def _break(self) -> AbstractContextManager[None]:
        return self.stopping.waiting()

    def _by(self, feed: Feed) -> str:
        """How it is read: when that changes it is to be read again, though it be the same."""
        told = json.dumps([feed.outlet, feed.articles, self.version, self.rules.digest])
        return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()

    @staticmethod
    def _summary(count: Counter[str]) -> str:
        names = ("added", "replaced", "unchanged", "failed", "statements")
        return ", ".join(f"{count[name]:,} {name}" for name in names)


@dataclass(slots=True)
class _Round:
    whole: bool = True


def _source(where: str, answer: Answer, name: str | None = None) -> Source:
    data = answer.data or b""
    record = {"url": answer.url, **({"charset": answer.charset} if answer.charset else {})}
    return Source(where, "", name or where, data[:HEAD], io.BytesIO(data), record=record)


def _page(source: Source) -> Iterator[Document | Fault]:
    if html.takes(source.head, "page.html") == NO:
        raise Fault(source.where, "no page", "leave out articles = true for this feed")
    yield from html.read(source)


def _filled(page: Document, item: Document) -> Document:
    """The page, with what its item tells and it does not."""
    article, told = page.article, item.article
    dated = article.date is not None or told.date is None
    return Document(
        page.where,
        replace(
            article,
            title=article.title or told.title,
            outlet=article.outlet or told.outlet,
            date=article.date if dated else told.date,
            date_source=article.date_source if dated else told.date_source,
        ),
    )


def _print(item: Document) -> str:
    article = item.article
    told = json.dumps([article.title, article.text, article.url, article.date])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _backed_off(feed: Feed, failures: int) -> float:
    return float(feed.every if not failures else max(feed.every, min(feed.every * 2.0 ** min(failures, 30), LONGEST)))


def _what(url: str, fault: Fault) -> str:
    told = f"{fault.what}: {fault.cure}"
    return told if fault.where == url else f"{fault.where.removeprefix(f'{url}:')}: {told}"


def _long(left: float) -> str:
    """A time for people.

    >>> _long(59.6), _long(900), _long(5400)
    ('60s', '15m', '1.5h')
    """
    for unit, size in (("h", 3600), ("m", 60)):
        if left >= size:
            return f"{left / size:.1f}".removesuffix(".0") + unit
    return f"{left:.0f}s"


def stamp(moment: float) -> str:
    """When, as ISO writes it.

    >>> stamp(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
