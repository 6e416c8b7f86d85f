"""Pages: the article and what the metadata tell of it, without what stands around it."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import documents
from quotes.documents import Document
from quotes.documents.html import page, plain
from quotes.faults import Fault
from quotes.model import Article
from tests.conftest import ROOT

PAGES = ROOT.parent / "shared" / "pages" / "html"
real = pytest.mark.skipif(not PAGES.is_dir(), reason="the collected pages are not part of the project")

FIRST = "قالت وزيرة المياه سلمى الحداد، في مؤتمر صحافي عقدته أمس في مبنى الوزارة، إن سد الغدير جاهز للصيف المقبل."
SECOND = "وأضافت الحداد أن «القرى التي كانت تنتظر صهريج الماء منذ سنوات لن تعطش هذا العام»، وأن كلفة السد لم تزد."
THIRD = "ورفض مصدر مسؤول في هيئة الموازنة التعليق على الكلفة، لكنه أشار إلى أن كشف الحساب سينشر خلال أسبوعين."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"


def html(body: str = BODY, head: str = "", around: str = "{}") -> bytes:
    around = around.format(f"<article><h1>سد الغدير جاهز قبل الصيف</h1>{body}</article>")
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>سد الغدير جاهز قبل الصيف | صحيفة الميناء</title>{head}</head><body>{around}</body></html>"
    ).encode()


def article(data: bytes) -> Article:
    return page("x.html", "x", data).article


def test_the_text_of_a_page_and_its_title() -> None:
    found = article(html())
    assert found.text == TEXT
    assert (found.title, found.date, found.date_source) == ("سد الغدير جاهز قبل الصيف", None, None)


def test_what_the_metadata_tell() -> None:
    linked = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "سد الغدير جاهز قبل الصيف",
                "datePublished": "2026-03-02T10:00:00+03:00",
                "author": [{"@type": "Person", "name": "هدى مرعب"}, {"name": "سامر أبو ليل"}],
                "publisher": {"name": "صحيفة الميناء"},
            },
        ]
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(linked)}</script><script type="application/ld+json">{{bad</script>'
        '<link rel="canonical" href="https://mina.example/1"><meta property="og:title" content="غيره">'
    )
    found = article(html(head=head))
    assert (found.title, found.outlet) == ("سد الغدير جاهز قبل الصيف", "صحيفة الميناء")
    assert (found.date, found.date_source, found.url) == ("2026-03-02", "metadata", "https://mina.example/1")
    assert found.extra == {"author": "هدى مرعب، سامر أبو ليل"}
    head = (
        '<meta property="og:site_name" content="صحيفة الميناء"><meta property="og:url" content="https://mina.example/2">'
        '<meta property="article:published_time" content="2026-03-03T01:00:00Z"><meta name="author" content="هدى مرعب">'
    )
    found = article(html(head=head))
    assert (found.outlet, found.date, found.url) == ("صحيفة الميناء", "2026-03-03", "https://mina.example/2")


@pytest.mark.parametrize(
    "around",
    [
        "<div>الأربعاء 4 مارس 2026</div>{}",
        '<header><time datetime="2026-03-04">الأربعاء 4 مارس 2026</time></header>{}',
        "{}<footer>© 2026 صحيفة الميناء</footer>",
    ],
)
def test_the_day_on_the_page_is_not_that_of_the_article(around: str) -> None:
    found = article(html(around=around))
    assert (found.date, found.text) == (None, TEXT)
    found = article(html(f"<p>الأربعاء 4 مارس 2026</p>{BODY}"))
    assert (found.date, found.text) == (None, TEXT)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>كتبت: هدى مرعب</p>{BODY}",
        f"{BODY}<h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني</p>",
        f"<p>{FIRST}</p><div class='related-news'><h3>اقرأ أيضا</h3><ul><li>قال مسؤول «كبير»: لا</li></ul></div><p>{SECOND}</p><p>{THIRD}</p>",
        f"<p>{FIRST}</p><p>اقرأ أيضاً:</p><p><a href=/1>مسؤول يرفض التعليق</a></p><p>{SECOND}</p><p>{THIRD}</p>",
        f"<p>{FIRST}</p><figure><img src=a.jpg><figcaption>السد في الشتاء</figcaption></figure><p>{SECOND}</p><p>{THIRD}</p>",
        f"<p class=lead>{FIRST}</p><p>{FIRST}</p><p>{SECOND}</p><blockquote>{SECOND[13:70]}</blockquote><p>{THIRD}</p>",
        f"<p>شارك على فيسبوك</p>{BODY}<p>جميع الحقوق محفوظة © صحيفة الميناء</p>",
    ],
)
def test_furniture_is_cut(body: str) -> None:
    assert article(html(body)).text == TEXT


def test_a_page_laid_out_in_a_table_in_an_old_encoding() -> None:
    lines = "<br><br>".join((FIRST, SECOND, THIRD))
    markup = (
        '<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"><TITLE>سد الغدير جاهز</TITLE>'
        f"</HEAD><BODY><TABLE><TR><TD>الرئيسية<BR>محليات</TD><TD><B>سد الغدير جاهز</B><P>{lines}</TD></TR></TABLE></BODY>"
    )
    found = article(markup.encode("cp1256"))
    assert found.text.endswith(TEXT)
    assert found.extra["encoding"] == "windows-1256"


def test_a_page_that_a_browser_would_draw() -> None:
    data = {"props": {"blocks": [{"text": FIRST}, {"html": f"<p>{SECOND}</p>"}, {"text": THIRD}, {"id": "x"}]}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    assert article(f"<!doctype html><html><body><div id=r></div>{script}</body></html>".encode()).text == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<html></html>", "no article on this page"),
        (b"<!doctype html>", "no page that can be read"),
        ("<html><ul><li><a>محليات</a><li><a>رياضة</a></ul></html>".encode(), "no article on this page"),
    ],
)
def test_a_page_with_no_article(data: bytes, what: str) -> None:
    with pytest.raises(Fault) as fault:
        page("x", "x", data)
    assert fault.value.what == what


def test_a_page_in_another_language_is_told(tmp_path: Path) -> None:
    text = "The minister of water said on Tuesday that the dam would be ready before the summer of this year, at last. "
    (tmp_path / "a").write_bytes(f"<html><body><article><p>{text * 3}</p></article></body></html>".encode())
    (fault,) = documents.read([str(tmp_path / "a")])
    assert isinstance(fault, Fault)
    assert fault.what == "in Latin letters, not in Arabic"


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def gone(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] in ("trafilatura", "lxml"):
            raise ImportError(name)
        return there(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", gone)
    (tmp_path / "a.html").write_bytes(html())
    (fault,) = documents.read([str(tmp_path / "a.html")])
    assert str(fault).endswith("needs trafilatura, which is not installed: pip install 'quotes[html]'")


def test_half_a_character_in_the_data_of_a_page_is_marked() -> None:
    linked = '{"@type": "NewsArticle", "headline": "سد \\ud800 الغدير"}'
    assert article(html(head=f'<script type="application/ld+json">{linked}</script>')).title == "سد \ufffd الغدير"


def test_no_reader_brings_its_library_before_it_needs_it() -> None:
    code = (
        "import sys; from quotes import documents; documents.readers(); "
        "print([name for name in ('trafilatura', 'lxml', 'feedparser', 'warcio', 'pyarrow') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    whole = html()
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=20)) + whole[at + data.draw(st.integers(0, 40)) :]
    try:
        assert isinstance(page("x", "x", damaged), Document)
    except Fault as fault:
        assert "\n" not in str(fault)


@given(st.text())
def test_any_scrap_is_plain(text: str) -> None:
    assert isinstance(plain(text), str)


def f1(found: str, wanted: str) -> float:
    ours, theirs = Counter(found.split()), Counter(wanted.split())
    return 2 * (ours & theirs).total() / ((ours + theirs).total() or 1)


@real
def test_the_words_of_the_collected_pages(capsys: pytest.CaptureFixture[str]) -> None:
    scores = {}
    for entry in json.loads((PAGES / "synthetic" / "manifest.json").read_text("utf-8")):
        (found,) = documents.read([str(PAGES / "synthetic" / entry["file"])])
        assert isinstance(found, Document)
        scores[entry["file"]] = f1(found.article.text, entry["gold_text"])
        assert found.article.title == entry["gold_title"]
    mean = sum(scores.values()) / len(scores)
    with capsys.disabled():
        print(f"\nword F1 over {len(scores)} pages: mean {mean:.4f}, least {min(scores.values()):.4f}")  # noqa: T201
    assert mean >= 0.97


@real
def test_the_collected_real_pages() -> None:
    for entry in json.loads((PAGES / "manifest.json").read_text("utf-8"))["real_pages"]:
        (found,) = documents.read([str(PAGES / entry["file"])])
        if entry["kind"] != "article":
            assert isinstance(found, Fault), entry["file"]
            continue
        assert isinstance(found, Document), entry["file"]
        title = " ".join(entry["title"].split())
        assert found.article.title
        assert title.startswith(found.article.title)
        assert len(found.article.text) > 400
        if entry["published"][:2] == "20":
            assert (found.article.date or "")[:7] == entry["published"][:7]
