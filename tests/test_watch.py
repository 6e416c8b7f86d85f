"""``watch`` and what it stands on, against a real server on the loopback interface."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from quotes import __version__
from quotes.faults import Fault
from quotes.fetching import Answer, Fetcher, Manners, Refused
from quotes.rules import Rules
from quotes.rules import load as load_rules
from quotes.store import Store
from quotes.watching import LONGEST, Feed, Known, Memory, Plan, Stopped, Watch, load
from tests.conftest import ROOT, Run

DAM = "قالت وزيرة المياه سلمى الحدّاد إن السد جاهز للصيف."
PORT = "أعلن مدير المرفأ نبيل السروجي أن الرصيف الجديد سيفتح في الربيع."


def rss(*items: tuple[str, str], cut: bool = False) -> bytes:
    made = "".join(
        f"<item><guid>{name}</guid><title>خبر</title><link>/{name}.html</link><description>{text}</description></item>"
        for name, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>الميناء</title>{made}{"" if cut else "</channel></rss>"}'.encode()


def page(*lines: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<!doctype html><html><head><meta charset="utf-8"><title>خبر من المدينة</title></head><body><article>{body}</article></body></html>'.encode()


LONG = (
    f"{DAM} وأوضحت أن الأعمال اكتملت قبل موعدها بشهرين كاملين في القرى الشمالية.",
    "ويقع السد على النهر الكبير شمالي البلاد ويروي أراضي واسعة تزرع فيها الحبوب والخضار كل عام.",
)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        # whoever asked may have gone
        with suppress(OSError):
            site.pages.get(self.path, status(404))(self)

    def log_message(self, *_: Any) -> None:
        pass

    def send(self, data: bytes = b"", code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if code != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


Page = Callable[[Handler], None]


def status(code: int, **headers: str) -> Page:
    return lambda handler: handler.send(code=code, **headers)


def plain(data: bytes, **headers: str) -> Page:
    return lambda handler: handler.send(data, **headers)


def tagged(data: bytes, tag: str) -> Page:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.send(code=304, ETag=tag)
        else:
            handler.send(data, ETag=tag, Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")

    return answer


@dataclass
class Site:
    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_address[1]}")
    server.site = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@dataclass
class House:
    """A watch, made anew as a new process would."""

    site: Site
    path: Path
    rules: Rules
    clock: Clock = field(default_factory=Clock)
    told: list[str] = field(default_factory=list)

    def once(self, *feeds: Feed, **manners: Any) -> dict[str, int]:
        with closing(Store(self.path, __version__, self.rules.digest)) as store:
            plan = Plan(feeds, Manners(**{"timeout": 2.0, **manners}))
            watch = Watch(
                plan,
                store,
                self.rules,
                self.memory(),
                __version__,
                self._tell,
                clock=self.clock,
                sleep=self.clock.sleep,
            )
            self.told.clear()
            watch.once()
        return {key: value for key, value in watch.count.items() if value}

    def memory(self) -> Memory:
        return Memory(self.path.with_name("q.db.watch.json"))

    def known(self, url: str) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self.path.with_name("q.db.watch.json").read_text("utf-8"))["feeds"][url]
        return held

    def _tell(self, url: str, what: str) -> None:
        self.told.append(what.replace(self.site.url, ""))

    def texts(self) -> dict[str, str]:
        with closing(sqlite3.connect(self.path)) as connection:
            return {
                name.replace(self.site.url, ""): text
                for name, text in connection.execute("SELECT id, text FROM articles")
            }


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """A database with no articles in it; to copy it is quicker than to make it."""
    path = tmp_path_factory.mktemp("empty") / "q.db"
    with closing(Store(path, __version__, rules.digest)) as store:
        store.finish()
    return path


@pytest.fixture
def house(site: Site, tmp_path: Path, rules: Rules, empty: Path) -> House:
    shutil.copy(empty, tmp_path / "q.db")
    return House(site, tmp_path / "q.db", rules)


def get(site: Site, path: str, **manners: Any) -> Answer:
    clock = Clock()
    return Fetcher(Manners(**{"timeout": 2.0, "delay": 0.0, **manners}), clock, clock.sleep).get(site.url + path)


def refused(site: Site, path: str, **manners: Any) -> str:
    with pytest.raises(Refused) as caught:
        get(site, path, **manners)
    return caught.value.what


def test_what_is_new_is_read_once(site: Site, house: House) -> None:
    site.pages["/rss"] = tagged(rss(("1", DAM), ("2", PORT)), '"a"')
    feed = Feed(f"{site.url}/rss", "صحيفة الميناء")
    assert house.once(feed) == {"added": 2, "statements": 2}
    assert house.told == ["2 added, 0 replaced, 0 unchanged, 0 failed, 2 statements"]
    assert (house.once(feed), house.told) == ({}, ["nothing new"])
    first, again = (headers for _path, headers in site.asked)
    assert first["user-agent"].startswith(f"quotes/{__version__}")
    assert "if-none-match" not in first
    assert (again["if-none-match"], again["if-modified-since"]) == ('"a"', "Mon, 02 Mar 2026 10:00:00 GMT")
    # a server that knows no conditions, and an article that changes
    site.pages["/rss"] = plain(rss(("1", DAM), ("2", f"{PORT} وأضاف أن العمل مستمر."), ("3", DAM)))
    assert house.once(feed) == {"added": 1, "replaced": 1, "unchanged": 1, "statements": 3}
    assert house.once(feed) == {"unchanged": 3}
    assert set(house.texts()) == {"/rss#1", "/rss#2", "/rss#3"}
    with closing(sqlite3.connect(house.path)) as connection:
        assert connection.execute("SELECT DISTINCT name FROM outlets").fetchall() == [("صحيفة الميناء",)]


def test_two_feeds_may_number_alike(site: Site, house: House) -> None:
    site.pages.update({"/a": plain(rss(("1", DAM))), "/b": plain(rss(("1", PORT)))})
    feeds = (Feed(f"{site.url}/a"), Feed(f"{site.url}/b"))
    assert house.once(*feeds)["added"] == 2
    assert house.once(*feeds) == {"unchanged": 2}
    assert house.texts() == {"/a#1": DAM, "/b#1": PORT}


def test_what_is_no_feed_fails_and_the_rest_goes_on(site: Site, house: House) -> None:
    site.pages.update(
        {
            "/xml": plain(b'<rss version="2.0"><channel><<item'),
            "/page": plain(page(*LONG)),
            "/cut": tagged(rss(("1", DAM))[:-40] + b"", '"a"'),
            "/500": status(500),
            "/good": plain(rss(("1", DAM))),
        }
    )
    count = house.once(*(Feed(site.url + path) for path in ("/xml", "/page", "/cut", "/404", "/500", "/good")))
    assert (count["added"], count["failed"]) == (1, 5)
    assert [line.split(":")[0] for line in house.told] == [
        "no items in this feed", "no feed", "1", "0 added, 0 replaced, 0 unchanged, 1 failed, 0 statements",
        "the server answered 404 (not found)", "the server answered 500 (internal server error)",
        "1 added, 0 replaced, 0 unchanged, 0 failed, 1 statements",
    ]  # fmt: skip
    # what was cut off is asked for whole
    assert house.known(f"{site.url}/cut")["etag"] is None


def test_a_feed_that_fails_is_asked_ever_more_seldom(site: Site, house: House) -> None:
    feed = Feed(f"{site.url}/gone", every=900.0)
    waits = []
    for _ in range(8):
        house.once(feed)
        waits.append(house.known(feed.url)["next"] - house.clock())
    assert waits[:3] == [1800, 3600, 7200]
    assert waits[-1] == LONGEST
    site.pages["/gone"] = plain(rss(("1", DAM)))
    house.once(feed)
    assert (house.known(feed.url)["failures"], house.known(feed.url)["next"]) == (0, house.clock() + 900)


@pytest.mark.parametrize(("code", "value"), [(429, "7200"), (503, "Mon, 12 Jan 1970 15:46:40 GMT")])
def test_who_asks_to_be_left_alone_is(site: Site, house: House, code: int, value: str) -> None:
    site.pages["/rss"] = status(code, Retry_After=value)
    feed = Feed(f"{site.url}/rss")
    house.once(feed)
    assert house.known(feed.url)["held"] == house.clock() + 7200
    assert "next in 2h" in house.told[0]
    site.pages["/rss"] = plain(rss(("1", DAM)))
    assert house.once(feed) == {}
    assert (house.told, len(site.asked)) == (["left alone for 2h yet, as its server asked"], 1)
    house.clock.now += 7201
    assert house.once(feed)["added"] == 1


def test_each_feed_is_asked_in_its_time(site: Site, house: House) -> None:
    site.pages.update({"/a": plain(rss(("1", DAM))), "/b": plain(rss(("1", PORT)))})
    feeds = (
        Feed(f"{site.url}/a", every=600.0),
        Feed(f"{site.url}/b", every=1000.0),
        Feed(f"{site.url}/none", every=900.0),
    )
    clock, begun = house.clock, house.clock()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if clock() > begun + 1900:
            raise Stopped

    for _ in range(2):
        with closing(Store(house.path, __version__, house.rules.digest)) as store:
            tell, memory = house._tell, house.memory()
            plan = Plan(feeds, Manners(delay=0.0, timeout=2.0))
            watch = Watch(plan, store, house.rules, memory, __version__, tell, clock=clock, sleep=sleep)
            with pytest.raises(Stopped):
                watch.forever()
    # at 0, 600, 1000, 1200 and 1800; then the second goes on where the first has stopped, at 2000
    assert site.paths() == ["/a", "/b", "/none", "/a", "/b", "/a", "/a", "/none", "/b"]
    assert clock() == begun + 2400


def test_a_database_that_is_locked_fails_the_feed_alone(
    site: Site, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.database.BUSY_SECONDS", 0.05)
    site.pages["/rss"] = tagged(rss(("1", DAM)), '"a"')
    feed = Feed(f"{site.url}/rss")
    with closing(Store(house.path, __version__, house.rules.digest)) as store:
        watch = Watch(
            Plan((feed,), Manners()), store, house.rules, house.memory(), __version__, house._tell, clock=house.clock
        )
        with closing(sqlite3.connect(house.path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            watch.poll(feed)
        assert (watch.count["failed"], house.known(feed.url)["etag"]) == (1, None)
        house.clock.now += 10
        watch.poll(feed)
        assert watch.count["added"] == 1


def test_pages_are_read_once_and_again_when_their_item_changes(site: Site, house: House) -> None:
    site.pages.update({"/rss": plain(rss(("1", ""), ("2", "موجز"), ("3", ""))), "/1.html": plain(page(*LONG))})
    site.pages.update({"/2.html": plain(page(LONG[1], *LONG)), "/3.html": status(404)})
    feed = Feed(f"{site.url}/rss", articles=True)
    count = house.once(feed, delay=3.0)
    assert (count["added"], count["failed"]) == (2, 1)
    assert site.paths() == ["/rss", "/1.html", "/2.html", "/3.html"]
    assert house.clock.slept == [3.0, 3.0, 3.0]
    assert house.texts()["/rss#1"] == "\n".join(LONG)
    for _ in range(3):
        assert house.once(feed)["unchanged"] >= 2
    # one that is not there is given up
    assert site.paths().count("/3.html") == 3
    assert site.paths().count("/1.html") == 1
    site.pages["/rss"] = plain(rss(("1", "تحديث"), ("2", "موجز")))
    site.pages["/1.html"] = plain(page(*LONG, PORT))
    assert house.once(feed)["replaced"] == 1
    assert house.texts()["/rss#1"].endswith(PORT)


def test_a_server_that_has_enough_of_pages(site: Site, house: House) -> None:
    site.pages.update({"/rss": tagged(rss(("1", ""), ("2", "")), '"a"'), "/1.html": status(429, Retry_After="600")})
    feed = Feed(f"{site.url}/rss", articles=True)
    assert house.once(feed) == {"failed": 1}
    assert site.paths() == ["/rss", "/1.html"]
    site.pages.update({"/1.html": plain(page(*LONG)), "/2.html": plain(page(*LONG))})
    house.clock.now += 601
    assert house.once(feed)["added"] == 2


def test_the_whole_time_is_bounded(site: Site) -> None:
    done = threading.Event()

    def silent(_handler: Handler) -> None:
        done.wait(5)

    def dripping(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b"x")

    def dripping_head(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        while not done.wait(0.05):
            handler.wfile.write(b"x")

    site.pages.update({"/silent": silent, "/drip": dripping, "/head": dripping_head})
    for path in site.pages:
        begun = time.monotonic()
        assert refused(site, path, timeout=0.3) == "no whole answer in 0.3 seconds"
        assert time.monotonic() - begun < 1
    done.set()


def test_the_size_is_bounded(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    bomb = gzip.compress(bytes(50_000_000))
    site.pages.update({"/endless": endless, "/bomb": plain(bomb, Content_Encoding="gzip")})
    site.pages["/good"] = plain(gzip.compress(b"a" * 99_000) + gzip.compress(b"b"), Content_Encoding="gzip")
    site.pages["/cut"] = plain(gzip.compress(b"a" * 99_000)[:-9], Content_Encoding="gzip")
    site.pages["/noise"] = plain(b"no gzip at all", Content_Encoding="gzip")
    site.pages["/br"] = plain(b"abc", Content_Encoding="br")
    assert len(bomb) < 100_000
    assert refused(site, "/endless", limit=100_000) == "more than 100,000 bytes"
    assert refused(site, "/bomb", limit=100_000) == "more than 100,000 bytes"
    assert get(site, "/good", limit=100_000).data == b"a" * 99_000 + b"b"
    assert refused(site, "/cut") == "cut off on its way"
    assert refused(site, "/noise") == "damaged or cut off on its way"
    assert refused(site, "/br").startswith("packed as br")


def test_an_answer_that_is_cut_off(site: Site) -> None:
    def cut(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x")

    site.pages["/cut"] = cut
    assert refused(site, "/cut") == "cut off on its way"


def test_redirects(site: Site, house: House, tmp_path: Path) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = status(302, Location=f"/{number + 1}")
    site.pages["/6"] = plain(b"there")
    site.pages["/loop"] = status(302, Location="/loop")
    site.pages["/arabic"] = status(301, Location="/الماء".encode().decode("latin-1"))
    site.pages["/%D8%A7%D9%84%D9%85%D8%A7%D8%A1"] = plain(b"water")
    (tmp_path / "secret").write_text("secret", "utf-8")
    site.pages["/file"] = status(302, Location=(tmp_path / "secret").as_uri())
    site.pages["/ftp"] = status(302, Location="ftp://127.0.0.1/a")
    site.pages["/data"] = status(302, Location="data:text/plain,a")
    assert get(site, "/1").data == b"there"
    assert refused(site, "/0") == "more than 5 redirects"
    assert refused(site, "/loop") == "more than 5 redirects"
    assert site.paths().count("/loop") == 6
    assert (get(site, "/arabic").data, get(site, "/arabic").moved) == (b"water", True)
    for kind in ("file", "ftp", "data"):
        assert refused(site, f"/{kind}") == f"an address of the kind {kind}: is not fetched"
    with pytest.raises(Refused):
        Fetcher().get((tmp_path / "secret").as_uri())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "refused" in refused(Site(f"http://127.0.0.1:{port}"), "/")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no feeds in it"),
        ("[[feed]\n", "not TOML"),
        ("[[feed]]\noutlet = 'a'", "feed 1: no url"),
        ("[[feed]]\nurl = 3", "feed 1: url = 3 is no text"),
        ("[[feed]]\nurl = 'file:///etc/hosts'", "feed 1: an address of the kind file"),
        ("[[feed]]\nurl = 'http://a/'\n[[feed]]\nurl = 'http://a/'", "feed 2: http://a/ stands there twice"),
        ("[[feed]]\nurl = 'http://a/'\nevry = 3", "feed 1: 'evry' is not known here: write one of url, outlet"),
        ("[[feed]]\nurl = 'http://a/'\nevery = 'soon'", "feed 1: every = 'soon' is no time"),
        ("[[feed]]\nurl = 'http://a/'\nevery = 1", "feed 1: every = 1 is too often"),
        ("[[feed]]\nurl = 'http://a/'\narticles = 1", "feed 1: articles = 1 is neither true nor false"),
        ("feed = ['http://a/']", "feed 1: no table"),
        ("[watch]\nlimit = '10 stones'", "[watch]: limit = '10 stones' is no size"),
        ("[watch]\ntimeout = 0", "[watch]: timeout = 0 leaves no time"),
        ("watch = 3", "watch is no table"),
    ],
)
def test_a_file_of_feeds_that_is_wrong(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Fault) as caught:
        load(path)
    assert what in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_file_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        "[watch]\nevery = '1h'\ndelay = 0.5\nlimit = '1.5MB'\n[[feed]]\nurl = 'http://a/'\n"
        "[[feed]]\nurl = 'http://b/'\noutlet = 'الميناء'\nevery = '90s'\narticles = true\n",
        "utf-8",
    )
    plan = load(path)
    assert plan.feeds == (Feed("http://a/", None, 3600.0), Feed("http://b/", "الميناء", 90.0, True))
    assert plan.manners == Manners(0.5, 20.0, 1_500_000)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"feeds": {"http://a/": 3}}', '{"feeds": {"http://a/": {"seen": 3}}}']
)
def test_a_memory_that_is_broken_is_made_anew(tmp_path: Path, text: str) -> None:
    path, feed = tmp_path / "q.db.watch.json", Feed("http://a/")
    path.write_text(text, "utf-8")
    memory = Memory(path)
    assert memory.lost == ("seen" not in text)
    known = memory.of(feed, "")
    assert known == Known()
    known.failures, known.seen = 3, {"1": "a"}
    memory.keep(feed, "", known)
    assert Memory(path).of(feed, "") == known
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_command(
    site: Site, run: Run, tmp_path: Path, empty: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.rules.load", lambda: rules)
    shutil.copy(empty, tmp_path / "quotes.db")
    site.pages["/rss"] = tagged(rss(("1", DAM)), '"a"')
    text = f"[watch]\ndelay = 0\n[[feed]]\nurl = '{site.url}/rss'\n"
    (tmp_path / "feeds.toml").write_text(text, "utf-8")
    result = run("watch", "feeds.toml", "--once", "-f", "json")
    assert json.loads(result.stdout) == [
        {"feeds": 1, "added": 1, "replaced": 0, "unchanged": 0, "failed": 0, "statements": 1}
    ]
    when, url, what = result.stderr.rstrip("\n").split(" ", 2)
    assert (len(when), url) == (20, f"{site.url}/rss")
    assert what == "1 added, 0 replaced, 0 unchanged, 0 failed, 1 statements"
    assert result.exit_code == 0
    # into a database that is not there any more it is read again
    (tmp_path / "quotes.db").unlink()
    assert json.loads(run("watch", "feeds.toml", "--once", "-f", "json").stdout)[0]["added"] == 1
    (tmp_path / "feeds.toml").write_text(f"{text}[[feed]]\nurl = '{site.url}/none'\n", "utf-8")
    assert run("watch", "feeds.toml", "--once").exit_code == 1
    assert run("watch", "none.toml").stderr == "quotes: none.toml: no such file or folder: check the path\n"
    assert run("watch", "feeds.toml", "--every", "1s").exit_code == 2


@pytest.mark.parametrize(("number", "code", "when"), [(signal.SIGINT, 130, "waiting"), (signal.SIGTERM, 143, "asleep")])
def test_it_stops_when_told(site: Site, tmp_path: Path, empty: Path, number: int, code: int, when: str) -> None:
    shutil.copy(empty, tmp_path / "q.db")
    asked, done = threading.Event(), threading.Event()

    def stuck(_handler: Handler) -> None:
        asked.set()
        done.wait(20)

    site.pages.update({"/rss": plain(rss(("1", ""), ("2", ""))), "/1.html": plain(page(*LONG)), "/2.html": stuck})
    if when == "asleep":
        site.pages["/2.html"] = plain(page(*LONG))
    text = f"[watch]\ndelay = 0\n[[feed]]\nurl = '{site.url}/rss'\narticles = true\n"
    (tmp_path / "feeds.toml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "quotes", "watch", "feeds.toml", "--db", "q.db"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    first = ""
    if when == "asleep":
        first = process.stderr.readline()
        assert "2 added" in first
    else:
        assert asked.wait(20)
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    done.set()
    assert (process.returncode, out) == (code, "")
    kept = 2 if when == "asleep" else 1
    assert err.splitlines()[-1].endswith(f"stopped; {kept} articles of this run are kept")
    with closing(sqlite3.connect(tmp_path / "q.db")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM articles").fetchone() == (kept,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    held = json.loads((tmp_path / "q.db.watch.json").read_text("utf-8"))["feeds"][f"{site.url}/rss"]
    assert len(held["seen"]) == kept
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".new")]
