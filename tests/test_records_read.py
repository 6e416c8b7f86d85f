"""JSON, CSV and feeds: a document a record, whatever its keys are called."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import documents
from quotes.documents import Document
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Options, Source
from tests.conftest import ROOT

FEEDS = ROOT.parent / "shared" / "pages" / "feeds"
TEXT = "قالت وزيرة المياه سلمى الحداد إن السد جاهز للصيف."
MORE = "وأضافت أن القرى لن تعطش هذا العام."


def read(data: bytes | str, name: str = "x", **given: Any) -> list[Document | Fault]:
    raw = data.encode() if isinstance(data, str) else data
    return list(documents.read_source(Source(name, name, name, raw, io.BytesIO(raw), Options(**given))))


def articles(data: bytes | str, name: str = "x", **given: Any) -> list[Article]:
    found = read(data, name, **given)
    assert not [item for item in found if isinstance(item, Fault)]
    return [item.article for item in found if isinstance(item, Document)]


@pytest.mark.parametrize(
    "value",
    [
        {"id": "1", "text": TEXT, "title": "ت"},
        [{"id": 1, "text": TEXT, "title": "ت"}],
        {"count": 1, "tags": ["x"], "articles": [{"id": "1", "body": TEXT, "headline": "ت"}]},
        {"data": {"items": [{"id": "1", "النص": TEXT, "العنوان": "ت"}]}},
    ],
)
@pytest.mark.parametrize("name", ["x.json", "-"])
def test_json_of_any_shape(value: Any, name: str) -> None:
    for indent in (None, 2):
        (found,) = articles(json.dumps(value, ensure_ascii=False, indent=indent), name)
        assert (found.id, found.text, found.title) == ("1", TEXT, "ت")


def test_one_bad_record_does_not_stop_the_rest() -> None:
    value = [{"id": "1", "text": TEXT}, 5, {"id": "2"}, {"text": "\ud800"}, {"text": MORE, "url": "https://a.example"}]
    found = read(json.dumps(value), "a.json")
    assert [type(item) for item in found] == [Document, Fault, Fault, Fault, Document]
    assert [item.where for item in found][:2] == ["a.json:1", "a.json:2"]
    assert isinstance(found[4], Document)
    assert found[4].article.id == "https://a.example"


def test_a_record_without_an_id_has_the_same_one_again() -> None:
    one, other = (articles(json.dumps([{"text": text}]), "a.json")[0].id for text in (TEXT, MORE))
    assert one != other
    assert articles(json.dumps([{"text": TEXT}]), "b.json")[0].id == one


def test_keys_as_the_user_calls_them() -> None:
    given = {"map": {"text": "fields.body", "title": "h1"}}
    (found,) = articles(json.dumps([{"id": 1, "h1": "ت", "fields": {"body": TEXT}}]), "a.json", **given)
    assert (found.text, found.title) == (TEXT, "ت")
    (found,) = articles(json.dumps({"id": 1, "h1": "ت", "fields": {"body": TEXT}}), "a.jsonl", **given)
    assert (found.text, found.title) == (TEXT, "ت")


@pytest.mark.parametrize("data", ["[1", '{"a": 1}', "[]", "{}", '{"a": []}', '{"text": 5}', "[" * 99999, "9" * 9999])
def test_json_with_no_article(data: str) -> None:
    found = read(data, "a.json")
    assert found
    assert all(isinstance(item, Fault) for item in found)


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "no-suffix"])
def test_a_row_is_an_article(between: str, name: str) -> None:
    rows = [["id", "Title", "text", "date", "قسم"], ["1", "ت", f'"{TEXT}\n«{MORE}»"', "2026-03-02", "محليات"]]
    data = "\ufeff" + "\r\n".join(between.join(row) for row in rows)
    (found,) = articles(data, name)
    assert (found.id, found.title, found.text) == ("1", "ت", f"{TEXT}\n«{MORE}»")
    assert (found.date, found.date_source, found.extra) == ("2026-03-02", "record", {"قسم": "محليات"})


def test_a_table_in_an_old_encoding_with_the_columns_that_the_user_names() -> None:
    data = f"sep=;\nرقم;متن الخبر\n7;{TEXT}\n8;{MORE}\n".encode("cp1256")
    first, second = articles(data, "a.csv", map={"id": "رقم", "text": "متن الخبر"})
    assert (first.id, first.text, second.text) == ("7", TEXT, MORE)
    (fault,) = read(data, "a.csv")
    assert str(fault) == 'a.csv: no column of texts among رقم, متن الخبر: tell which it is: --map "text=COLUMN"'


def test_a_bad_row_does_not_stop_the_rest() -> None:
    found = read(f"id,text\n1,{TEXT}\n2\n3,a,b\n\n4,{MORE}\n", "a.csv")
    assert [type(item) for item in found] == [Document, Fault, Fault, Document]
    assert [item.where for item in found] == ["a.csv:2", "a.csv:3", "a.csv:4", "a.csv:6"]


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>صحيفة الميناء</title>
<item><title>السد جاهز</title><link>https://mina.example/1</link><guid>g1</guid><author>هدى مرعب</author>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0300</pubDate><description>{TEXT}</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>{MORE}</p><p>اترك تعليقاً</p>]]></content:encoded></item>
<item><title>خبر</title><link>https://mina.example/2</link><pubDate>الاثنين 2 آذار 2026</pubDate>
<description>&lt;p&gt;{MORE}&lt;/p&gt;</description></item>
<item><title>بلا نص</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>صحيفة الميناء</title><entry><id>g1</id><title type="html">السد
جاهز</title><link href="https://mina.example/1"/><updated>2026-03-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>{MORE}</p></div></content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "صحيفة الميناء",
        "items": [
            {
                "id": "g1",
                "url": "https://mina.example/1",
                "title": "السد جاهز",
                "content_html": f"<p>{TEXT}</p><p>{MORE}</p>",
                "date_published": "2026-03-02T10:00:00Z",
                "authors": [{"name": "هدى مرعب"}],
            },
            5,
        ],
    }
)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_item_is_an_article(feed: str, encoding: str) -> None:
    found = read(feed.encode(encoding))[0]
    assert isinstance(found, Document)
    article = found.article
    assert (article.id, article.title, article.text) == ("g1", "السد جاهز", f"{TEXT}\n{MORE}")
    assert (article.outlet, article.url) == ("صحيفة الميناء", "https://mina.example/1")
    assert (article.date, article.date_source) == ("2026-03-02", "metadata")


def test_what_is_left_of_a_feed() -> None:
    _, second, third = read(RSS)
    assert isinstance(second, Document)
    assert (second.article.text, second.article.date) == (MORE, None)
    assert second.article.extra == {"date": "الاثنين 2 آذار 2026"}
    assert str(third) == "x:3: no text in this item: give the pages that it leads to"
    first, cut = read(RSS[: RSS.index("الاثنين")])
    assert isinstance(first, Document)
    assert isinstance(cut, Fault)
    assert cut.what == "cut off in this item"
    assert str(read("<rss></rss>")[0]).startswith("x: no items in this feed")


def test_a_feed_whose_declaration_lies() -> None:
    data = RSS.replace('encoding="utf-8"', 'encoding="iso-8859-1"').encode("cp1256")
    found = read(data)[0]
    assert isinstance(found, Document)
    assert found.article.text == f"{TEXT}\n{MORE}"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([RSS, ATOM, JSON_FEED, f"id,text\n1,{TEXT}\n"])).encode()
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=20)) + whole[at + data.draw(st.integers(0, 40)) :]
    for item in read(damaged):
        assert isinstance(item, Document | Fault)


@pytest.mark.skipif(not FEEDS.is_dir(), reason="the collected feeds are not part of the project")
def test_the_collected_feeds() -> None:
    for entry in json.loads((FEEDS / "manifest.json").read_text("utf-8")):
        found = list(documents.read([str(FEEDS / entry["file"])]))
        good = [item.article for item in found if isinstance(item, Document)]
        texts = {item["url"]: item["text"].split() for item in entry["items"]}
        if "cut off" in entry["kind"]:
            assert isinstance(found[-1], Fault)
        else:
            assert len(good) == len(texts) == len(found)
        assert len(good) > 10
        if "summaries" not in entry["kind"]:
            assert all(article.text.split() == texts[article.url or ""] for article in good)
