"""The network: one address -> what a server answers, within bounds of time, size and redirects.

Comes in: an http or https address, and what is known of it from the last time. Goes out: the bytes, or that nothing
has changed; all else raises ``Refused``. Never here: what the bytes mean, files, when to ask again.

Nothing but this room opens a connection.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from quotes import __version__
from quotes.faults import Fault

REDIRECTS = 5
AGENT = f"quotes/{__version__} (reader of news feeds)"
_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_PIECE = 1 << 16
_SAFE = "/%:@!$&'()*+,;=~-._?"
_LONGEST = 86_400.0


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds between two requests to a host, seconds for a whole answer, and bytes of one once it is unpacked."""

    delay: float = 2.0
    timeout: float = 20.0
    limit: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the bytes, or None when nothing has changed. ``url`` is where it was found at last."""

    url: str
    data: bytes | None
    etag: str | None = None
    modified: str | None = None
    charset: str | None = None
    moved: bool = False


class Refused(Fault):
    """No answer to be used. ``retry``: the seconds for which the server asks to be left alone."""

    def __init__(self, where: str, what: str, cure: str, retry: float | None = None) -> None:
        super().__init__(where, what, cure)
        self.retry = retry


@dataclass(slots=True)
class Fetcher:
    """Asks servers, one request at a time, each host not oftener than the manners allow."""

    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer. Raises Refused."""
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        now, moved = address(url, url), False
        for _ in range(REDIRECTS + 1):
            self._wait(now)
            found = self._ask(url, now, headers)
            if isinstance(found, Answer):
                return Answer(found.url, found.data, found.etag, found.modified, found.charset, moved)
            code, target = found
            moved = moved or code in (301, 308)
            now = address(url, urljoin(now, target))
        raise Refused(url, f"more than {REDIRECTS} redirects", "check the address in a browser")

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        now = self.clock()
        # a clock that was put back must not make it wait for long
        left = min(self._asked.get(host, now - self.manners.delay) + self.manners.delay - now, self.manners.delay)
        if left > 0:
            self.sleep(left)
        self._asked[host] = self.clock()

    def _ask(self, where: str, url: str, headers: Mapping[str, str]) -> Answer | tuple[int, str]:
        """What is at this very address, or the code and target of a redirect."""
        manners = self.manners
        late = Refused(where, f"no whole answer in {manners.timeout:g} seconds", "try later, or give it more time")
        with _Watchdog(manners.timeout) as dog:
            try:
                request = urllib.request.Request(url, headers=dict(headers))
                with _opener(dog).open(request, timeout=manners.timeout) as response:
                    found = self._understood(where, url, response)
                    if isinstance(found, Answer) and found.data is None:
                        return found
                    if not isinstance(found, Answer):
                        return found
                    data = b"".join(_body(where, response, manners.limit))
                if dog.barked:
                    raise late
                return Answer(found.url, data, found.etag, found.modified, found.charset)
            except Refused as fault:
                raise (late if dog.barked else fault) from None
            except TimeoutError as error:
                raise late from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = error.reason if isinstance(error, URLError) else error
                if dog.barked or isinstance(reason, TimeoutError):
                    raise late from error
                raise Refused(where, f"no answer ({_told(reason)})", "check the address, or try later") from error

    def _understood(self, where: str, url: str, response: Any) -> Answer | tuple[int, str]:
        """What the head of an answer says; its bytes are still to be read where they are ``b""``."""
        code, told = int(response.status), response.headers
        if code == 304:
            return Answer(url, None, told.get("ETag"), told.get("Last-Modified"))
        if code in _MOVED and told.get("Location"):
            # headers are read as Latin-1, and some servers write Arabic in them
            return code, str(told["Location"]).encode("latin-1", "replace").decode("utf-8", "replace")
        if code != 200:
            name = http.client.responses.get(code, "an unknown code")
            retry = _retry(told, self.clock()) if code in _BUSY else None
            cure = "check the address" if code in (401, 403, 404, 410) else "try later"
            raise Refused(where, f"the server answered {code} ({name.lower()})", cure, retry)
        return Answer(url, b"", told.get("ETag"), told.get("Last-Modified"), told.get_content_charset())


def address(where: str, url: str) -> str:
    """The address as it goes on the wire. Raises Refused for what is not http or https.

    >>> address("", "http://مثال.إختبار/الماء?ص=1#x")
    'http://xn--mgbh0fb.xn--kgbechtv/%D8%A7%D9%84%D9%85%D8%A7%D8%A1?%D8%B5=1'
    """
    cure = "give one that begins with http:// or https://"
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https"):
            raise Refused(where, f"an address of the kind {parts.scheme or 'none'}: is not fetched", cure)
        host, port = parts.hostname or "", parts.port
        if parts.username is not None or parts.password is not None:
            raise Refused(where, "an address with a user's name in it", "give one without")
        name = host if host.isascii() else host.encode("idna").decode()
        if not name or any(char.isspace() for char in name):
            raise Refused(where, "an address without a host", cure)
    except ValueError as error:
        raise Refused(where, "not an address", cure) from error
    name = f"[{name}]" if ":" in name else name
    place = name if port is None else f"{name}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), ""))


class _Watchdog:
    """Ends a connection once the time for the whole answer is over, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self.barked = False
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._bark)
        self._timer.daemon = True

    def hold(self, connection: socket.socket) -> None:
        with self._lock:
            # its own handle, for the other passes from plain to secure
            self._held.append(connection.dup())
        if self.barked:
            self._bark()

    def _bark(self) -> None:
        with self._lock:
            self.barked = True
            for connection in self._held:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Watchdog:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._held:
                connection.close()
            self._held.clear()


def _opener(dog: _Watchdog) -> urllib.request.OpenerDirector:
    """Of http and https alone; redirects and errors come back as they are."""

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            dog.hold(self.sock)

    class Secure(http.client.HTTPSConnection, Plain):
        pass

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    made = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Http(), Https()):
        made.add_handler(handler)
    return made


def _body(where: str, response: Any, limit: int) -> Iterator[bytes]:
    """The bytes, unpacked as they come. Raises Refused once they are too many, or when they end too early."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise Refused(where, f"packed as {packing}, which was not asked for", "tell those who run the server")
    unpack = None if packing == "identity" else _Gunzip()
    came = given = 0
    with _damage(where):
        while piece := response.read1(_PIECE):
            came += len(piece)
            for part in (piece,) if unpack is None else unpack.feed(piece):
                given += len(part)
                if max(came, given) > limit:
                    raise Refused(where, f"more than {limit:,} bytes", "raise the limit, or leave it out")
                yield part
            if came > limit:
                raise Refused(where, f"more than {limit:,} bytes", "raise the limit, or leave it out")
        if response.length or (unpack is not None and not unpack.whole):
            raise Refused(where, "cut off on its way", "try later")


class _Gunzip:
    """gzip in pieces of bounded size."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)
        self.whole = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            yield self._inner.decompress(data, _PIECE)
            self.whole = self._inner.eof
            if self.whole:
                data = self._inner.unused_data
                if data:
                    self._inner, self.whole = zlib.decompressobj(31), False
            else:
                data = self._inner.unconsumed_tail


@contextmanager
def _damage(where: str) -> Iterator[None]:
    try:
        yield
    except (zlib.error, http.client.IncompleteRead) as error:
        raise Refused(where, "damaged or cut off on its way", "try later") from error


def _retry(told: Message, now: float) -> float | None:
    """The seconds of Retry-After, as a number or a date; at most a day."""
    value = (told.get("Retry-After") or "").strip()
    if value.isdecimal():
        return min(float(value[:9]), _LONGEST)
    try:
        seconds = parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST)


def _told(error: object) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).lower().split())
