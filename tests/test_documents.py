"""Readers: what they make of good files, and the one line that they say of bad ones."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import documents
from quotes.documents import Document
from quotes.faults import Fault
from quotes.model import Article
from quotes.sources import Options, Source
from tests.conftest import write_jsonl


def articles(*paths: Path | str) -> list[Article]:
    found = list(documents.read(map(str, paths)))
    assert not [item for item in found if isinstance(item, Fault)]
    return [item.article for item in found if isinstance(item, Document)]


def faults(*paths: Path | str) -> list[str]:
    return [str(item) for item in documents.read(map(str, paths)) if isinstance(item, Fault)]


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_text_file_is_an_article_to_the_last_code_point(tmp_path: Path) -> None:
    text = "\u200fقالـَ\tﻻ\r\n«نعم»\n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (found,) = articles(tmp_path / "a.txt")
    assert found.text == text
    assert (found.title, found.outlet, found.date, dict(found.extra)) == (None, None, None, {})


def test_a_text_file_is_the_same_article_from_wherever_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("نص", "utf-8")
    here = articles(tmp_path / "in" / "a.txt")
    monkeypatch.chdir(tmp_path / "in")
    assert articles("a.txt") == articles("../in/a.txt") == articles(".") == here


def test_a_byte_order_mark_is_no_part_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffقال".encode())
    (tmp_path / "b.jsonl").write_bytes('\ufeff{"id": "b", "text": "قال"}'.encode())
    assert [found.text for found in articles(tmp_path / "a.txt", tmp_path / "b.jsonl")] == ["قال", "قال"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.txt: empty: put the article's text in it, or leave it out"),
        (b" \n", "a.txt: empty: put the article's text in it, or leave it out"),
        (b"\x7fELF\x03\x04\0\0", "a.txt: binary, not a text: give a text in UTF-8"),
        ("قال".encode("utf-16") + b"x", "a.txt: not the UTF-16 that it begins as: get a whole copy of it"),
        (
            "سطر\n".encode() + "قال".encode("cp1256"),
            "a.txt:2: not UTF-8 (byte 0xDE): convert it, for example: iconv -f WINDOWS-1256 -t UTF-8",
        ),
        ("قا".encode()[:3], "a.txt:1: not UTF-8 (byte 0xD8): convert it, for example: iconv -f WINDOWS-1256 -t UTF-8"),
    ],
)
def test_a_bad_text_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(data)
    assert faults("a.txt") == [said]


def test_lines_before_a_text_may_tell_of_it(tmp_path: Path) -> None:
    text = "قالت الوزيرة إن السد جاهز.\n\nوأضافت: نعم.\n"
    head = "العنوان: السد: جاهز\r\nالمصدر: صحيفة الميناء\r\nالتاريخ: ٢٠٢٦/٣/٢\r\nالرابط: https://mina.example\r\n\r\n"
    (tmp_path / "a.txt").write_bytes((head + text).encode())
    assert articles(tmp_path / "a.txt") == [
        Article(
            str(tmp_path / "a.txt"), text, "السد: جاهز", "صحيفة الميناء", "2026-03-02", "https://mina.example", "header"
        )
    ]
    (tmp_path / "b.txt").write_text(f"title: x\ndate: 2 آذار\nauthor: هدى\n\n{text}", "utf-8")
    (found,) = articles(tmp_path / "b.txt")
    assert (found.title, found.date, found.extra) == ("x", None, {"date": "2 آذار", "author": "هدى"})
    for other in (f"قال: x\n\n{text}", f"title: x\n{text}", f"title: x\nنعم\n\n{text}", "title: x\n\n"):
        (tmp_path / "c.txt").write_text(other, "utf-8")
        assert articles(tmp_path / "c.txt")[0].text == other


def test_a_text_is_known_by_its_letters(tmp_path: Path) -> None:
    (tmp_path / "خبر").write_text("قالت الوزيرة إن السد جاهز.", "utf-8")
    (tmp_path / "old").write_bytes("قالت الوزيرة إن السد جاهز.".encode("cp1256"))
    (tmp_path / "LICENSE").write_text("Permission is hereby granted", "utf-8")
    assert len(articles(tmp_path)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the dam would be ready before the summer, and that no village would go thirsty.",
        "وزیر نیرو گفت که این سد برای تابستان آماده شده است و آب به روستاها می‌رسد و مردم از آن استفاده می‌کنند",
    ],
)
def test_what_is_not_arabic_is_told_and_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    write_jsonl(tmp_path / "b.jsonl", {"id": "1", "text": text}, {"id": "2", "text": "نعم"})
    found = list(documents.read([str(tmp_path)]))
    assert [type(item) for item in found] == [Fault, Fault, Document]
    assert str(found[0]).endswith("not in Arabic: leave it out: only Arabic is read")


def test_what_the_user_says_of_files_that_do_not(tmp_path: Path) -> None:
    write_jsonl(
        tmp_path / "a.jsonl",
        {"id": "1", "body": "نعم", "text": "لا"},
        {"id": "2", "body": "نعم", "outlet": "م", "date": "2026-03-02"},
    )
    options = Options("صحيفة الميناء", "2026-03", {"text": "body"})
    one, two = (item.article for item in documents.read([str(tmp_path)], options) if isinstance(item, Document))
    assert (one.text, one.outlet, one.date, one.date_source) == ("نعم", "صحيفة الميناء", "2026-03", "given")
    assert (two.text, two.outlet, two.date, two.date_source) == ("نعم", "م", "2026-03-02", "record")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1256", "iso8859_6"])
def test_the_encoding_of_json_lines(tmp_path: Path, encoding: str) -> None:
    line = '{"id": "1", "text": "قالت الوزيرة إن الماء وصل"}\n'
    (tmp_path / "a.jsonl").write_bytes((line * 2).encode(encoding))
    assert [found.text for found in articles(tmp_path / "a.jsonl")] == ["قالت الوزيرة إن الماء وصل"] * 2


def test_a_line_of_jsonl_is_an_article_and_unknown_keys_are_kept(tmp_path: Path) -> None:
    write_jsonl(
        tmp_path / "a.jsonl",
        {"id": "1", "title": "ت", "outlet": "م", "date": "2026-03-02", "url": "u", "text": "ن", "section": [1]},
        {"id": 2, "title": None, "outlet": "", "text": " ن ", "url": {"a": 1}},
    )
    assert articles(tmp_path / "a.jsonl") == [
        Article("1", "ن", "ت", "م", "2026-03-02", "u", "record", {"section": [1]}),
        Article("2", " ن ", extra={"url": {"a": 1}}),
    ]


@pytest.mark.parametrize(
    ("given", "day", "extra"),
    [
        ("2026-03-02", "2026-03-02", {}),
        ("2026-03", "2026-03", {}),
        ("2026", "2026", {}),
        (2026, "2026", {"date": 2026}),
        ("2026-03-02T10:00:00Z", "2026-03-02", {"date": "2026-03-02T10:00:00Z"}),
        ("2026-02-30", None, {"date": "2026-02-30"}),
        ("2 آذار 2026", None, {"date": "2 آذار 2026"}),
        (None, None, {}),
    ],
)
def test_a_date_that_is_no_iso_day_is_kept_aside(tmp_path: Path, given: object, day: str, extra: object) -> None:
    write_jsonl(tmp_path / "a.jsonl", {"id": "1", "text": "ن", "date": given})
    (found,) = articles(tmp_path / "a.jsonl")
    assert (found.date, found.extra) == (day, extra)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON (expecting property name enclosed in double quotes at column 2)"),
        (b"[]", "not a JSON object"),
        (b'{"id": "1"}', 'no "text"'),
        (b'{"text": "x"}', 'no "id"'),
        (b'{"id": "1", "text": 5}', '"text" is not a string'),
        (b'{"id": true, "text": "x"}', '"id" is not a string'),
        (b'{"id": "1", "text": " "}', '"text" is empty'),
        (b'{"id": "", "text": "x"}', '"id" is empty'),
        (b'{"id": "1", "text": "\\ud800"}', "holds half a character (a lone \\ud8xx)"),
        (b'{"id": "1", "text": "x", "k": {"\\udc00": 1}}', "holds half a character (a lone \\ud8xx)"),
        (b'{"id": "1", "text": "\xc7"}', "not UTF-8 (byte 0xC7)"),
        (b'{"id": "1", "text": ' + b"[" * 100_000, "not JSON that can be read (a number too long, or too deep)"),
        (b'{"id": "1", "text": ' + b"9" * 10_000, "not JSON that can be read (a number too long, or too deep)"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "0", "text": "x"}\n\n' + line + b'\n{"id": "2", "text": "y"}\n')
    found = list(documents.read([str(path)]))
    assert [getattr(item, "where", "") for item in found] == [f"{path}:1", f"{path}:3", f"{path}:4"]
    assert isinstance(found[1], Fault)
    assert found[1].what == said
    assert "\n" not in str(found[1])


def test_a_pair_of_code_units_is_one_character(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "1", "text": "\\ud83d\\ude00"}')
    assert articles(tmp_path / "a.jsonl")[0].text == "😀"


def test_a_folder_gives_its_files_in_order_and_passes_over_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "a/picture.png", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    write_jsonl(tmp_path / "c.jsonl", {"id": "c", "text": "c"})
    os.mkfifo(tmp_path / "pipe.txt")
    assert [found.text for found in articles(tmp_path)] == ["b.txt", "c", "a/z.txt"]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x", "utf-8")
    assert faults(tmp_path) == [
        f"{tmp_path}: no articles in this folder: put texts, pages, feeds, JSON or CSV files in it"
    ]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "b.txt").write_text("ب", "utf-8")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    found = list(documents.read([str(tmp_path), str(tmp_path / "loop.txt"), str(tmp_path / "no.txt"), str(tmp_path)]))
    assert [type(item) for item in found] == [Fault, Document, Fault, Fault, Fault, Document]
    assert str(found[2]).endswith("check that it is a whole file and yours to read")
    assert str(found[3]).endswith("no.txt: no such file or folder: check the path")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    (tmp_path / "a.txt").chmod(0)
    for name, mode in (("closed", 0), ("listed", 0o400)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "b.txt").write_text("x", "utf-8")
        (tmp_path / name).chmod(mode)
    assert len(faults(tmp_path / "a.txt", tmp_path / "closed", tmp_path / "closed" / "b.txt", tmp_path / "listed")) == 4
    for name in ("closed", "listed"):
        (tmp_path / name).chmod(0o700)


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    (fault,) = documents.read(["x" * 5000 + ".txt"])
    assert isinstance(fault, Fault)
    assert fault.what == "cannot be read (file name too long)"


def test_an_unknown_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("x", "utf-8")
    cure = documents.CURE
    assert faults(tmp_path / "a.pdf") == [f"{tmp_path / 'a.pdf'}: not a kind of file that can be read: {cure}"]
    assert faults(tmp_path / "b.pdf") == [f"{tmp_path / 'b.pdf'}: no such file or folder: check the path"]


def test_standard_input_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, "\nقال\r\n".encode())
    (first,) = articles("-")
    feed(monkeypatch, "\nقال\r\n".encode())
    (again,) = articles("-")
    feed(monkeypatch, "قالت".encode())
    (other,) = articles("-")
    assert first.text == "\nقال\r\n"
    assert first == again
    assert first.id != other.id


def test_standard_input_is_json_lines_when_it_begins_so(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, '\n\ufeff\n{"id": "1", "text": "ا"}\n{"id": "2", "text": "ب"}\n'.replace("\ufeff", "").encode())
    assert [found.id for found in articles("-")] == ["1", "2"]
    feed(monkeypatch, b'[\n{"id": "1", "text": "x"}]')
    assert [found.id for found in articles("-")] == ["1"]
    feed(monkeypatch, b'{"id": "1", "text": "x"\n')
    assert faults("-")[0].startswith("-:1: not JSON")


def test_standard_input_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"")
    assert faults("-") == ["-: empty: put the article's text in it, or leave it out"]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_fault(data: bytes) -> None:
    for name in ("x", "x.txt", "x.jsonl", "x.json", "x.csv", "x.html", "x.xml", "-"):
        source = Source(name, name, name, data, io.BytesIO(data))
        for item in documents.read_source(source):
            assert isinstance(item, Document | Fault)
            assert isinstance(item, Document) or "\n" not in str(item)


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    from quotes.documents.text import document

    found = document("x", "x", text.encode())
    assert isinstance(found, Document)
    assert found.article.text == text
