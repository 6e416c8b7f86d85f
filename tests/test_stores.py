"""Web archives and Parquet files, written here with the libraries that read them."""

from __future__ import annotations

import datetime
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import documents, sources
from quotes.documents import Document
from quotes.faults import Fault
from quotes.sources import Bounds
from tests.test_html import TEXT, html

pyarrow = pytest.importorskip("pyarrow")
warcio = pytest.importorskip("warcio")


def warc(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A WARC of (type, content type, address, body); an HTTP status may stand before the content type."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, content, url, body in records:
        status, _, content_type = content.rpartition(" ")
        http = None
        if kind == "response":
            fields = [("Content-Type", content_type)]
            if status.endswith("gzip"):
                fields.append(("Content-Encoding", "gzip"))
            http = StatusAndHeaders(status.removesuffix(" gzip") or "200 OK", fields, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_content_type=content_type if not http else ""
        )
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue()


PAGE = html()
RECORDS = (
    ("response", "text/html;charset=utf-8", "https://mina.example/1", PAGE),
    ("response", "404 text/html", "https://mina.example/gone", PAGE),
    ("response", "image/png", "https://mina.example/a.png", b"\x89PNG"),
    ("request", "application/http", "https://mina.example/1", b"GET / HTTP/1.1\r\n\r\n"),
    (
        "response",
        "text/html;charset=utf-8",
        "https://mina.example/2",
        PAGE.replace(b"utf-8", b"x").decode().encode("cp1256"),
    ),
    ("response", "text/html", "https://mina.example/none", b"<html><p>x</p></html>"),
    ("response", "200 OK gzip text/html", "https://mina.example/3", gzip.compress(PAGE)),
    ("conversion", "text/plain", "https://mina.example/4", TEXT.encode()),
)


def read(path: Path) -> list[Document | Fault]:
    return list(documents.read([str(path)]))


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "crawl"
    path.write_bytes(warc(*RECORDS, packed=packed))
    found = read(path)
    good = [item.article for item in found if isinstance(item, Document)]
    assert [article.text for article in good] == [TEXT] * 4
    assert [article.url for article in good] == [f"https://mina.example/{n}" for n in "1234"]
    assert [article.id for article in good] == [article.url for article in good]
    assert all(article.date is None and article.extra["fetched"] for article in good)
    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert str(fault).startswith(f"{path}:https://mina.example/none: no article on this page")


def test_a_cut_off_web_archive(tmp_path: Path) -> None:
    whole = warc(*RECORDS[:1], *RECORDS[-1:], packed=False)
    (tmp_path / "a.warc").write_bytes(whole[:-300])
    assert isinstance(read(tmp_path / "a.warc")[0], Document)
    packed = warc(*RECORDS)
    (tmp_path / "a.warc.gz").write_bytes(packed[: len(packed) - 300])
    found = read(tmp_path / "a.warc.gz")
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Fault)
    (tmp_path / "b.warc").write_bytes(warc(RECORDS[2], packed=False))
    assert str(read(tmp_path / "b.warc")[0]).split(": ")[1] == "no pages in this archive"


def test_a_page_that_expands_too_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BOUNDS", Bounds(free=10_000, ratio=20))
    bomb = (
        "response",
        "200 OK gzip text/html",
        "https://mina.example/bomb",
        gzip.compress(b"<html>" + b" " * 9_000_000),
    )
    (tmp_path / "a").write_bytes(warc(bomb, RECORDS[0], packed=False))
    bad, good = read(tmp_path / "a")
    assert isinstance(bad, Fault)
    assert bad.what == "unpacks to more than 20 times its size"
    assert isinstance(good, Document)


def test_a_row_of_parquet_is_an_article(tmp_path: Path) -> None:
    from pyarrow import parquet

    table = {
        "id": [1, 2, 3],
        "text": [TEXT, None, TEXT],
        "date": [datetime.date(2026, 3, 2), None, None],
        "tags": [["ماء"], None, []],
        "blob": [b"x", None, None],
    }
    parquet.write_table(pyarrow.table(table), tmp_path / "a.parquet")
    first, second, third = read(tmp_path / "a.parquet")
    assert isinstance(first, Document)
    assert (first.article.id, first.article.text, first.article.date) == ("1", TEXT, "2026-03-02")
    assert first.article.extra["tags"] == ["ماء"]
    assert isinstance(second, Fault)
    assert isinstance(third, Document)
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b").write_bytes(data[:-40])
    assert [type(item) for item in read(tmp_path / "b")] == [Fault]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SAMPLES))
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 9)) :]
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(damaged)
    for item in read(path):
        assert isinstance(item, Document | Fault)


def _parquet() -> bytes:
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["1"], "text": [TEXT]}), out)
    return out.getvalue()


SAMPLES = [warc(*RECORDS, packed=False), warc(*RECORDS), _parquet()]
