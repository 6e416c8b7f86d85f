"""Encodings: each is told by its outcome, and nothing comes out garbled."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.encodings import decode, repaired
from quotes.faults import Fault
from tests.conftest import ROOT

TEXT = (
    "وادي الغدير (السنديان) - قالت وزيرة المياه سلمى الحداد، أمس، إن السد جاهز للصيف؛ وإن 120 صهريجا ستعود إلى المدينة.\n"
    "وأضافت: لن تعطش القرى هذا العام. هل يكفي ذلك؟ كل شيء في وقته.\n"
)
PAGES = ROOT.parent / "shared" / "pages" / "encodings"


@pytest.mark.parametrize(
    "encoding",
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1256 iso8859_6 mac_arabic".split(),
)
def test_each_encoding_is_told(encoding: str) -> None:
    assert decode("x", TEXT.encode(encoding)).text == TEXT
    assert decode("x", TEXT.encode(encoding), "latin-1").text == TEXT
    assert decode("x", TEXT.encode(encoding), "no such").text == TEXT
    assert decode("x", TEXT.encode(encoding), "windows-1256").text == TEXT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "latin-1"),
        ("utf-8", "cp1256"),
        ("utf-8", "mac_roman"),
        ("cp1256", "latin-1"),
        ("iso8859_6", "latin-1"),
    ],
)
def test_what_was_read_wrongly_is_put_right(written: str, read: str) -> None:
    garbled = TEXT.encode(written).decode(read)
    assert decode("x", garbled.encode()).text == TEXT
    page = "<div class='a long page with much markup in it'><p>" * 20
    assert decode("x", (page + garbled * 3).encode()).text == page + TEXT * 3


def test_what_browsers_read_wrongly_is_put_right() -> None:
    garbled = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for byte in TEXT.encode()
    )
    assert decode("x", garbled.encode()).text == TEXT
    assert decode("x", TEXT.encode().decode("latin-1").encode().decode("latin-1").encode()).text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode().decode("cp1252", "replace").encode(),
        TEXT.encode("cp1256").decode("iso8859_6", "replace").encode("cp1256", "replace")[:0] + b"\xd8\xff\xd9" * 40,
        "déjà vu, où ça? été".encode("latin-1"),
        TEXT[:90].encode() + TEXT.encode("cp1256"),
        "سطر".encode("cp1256"),
    ],
)
def test_what_cannot_be_told_is_a_fault(data: bytes) -> None:
    with pytest.raises(Fault):
        decode("x", data)


@pytest.mark.parametrize(
    "text", ["", "Malmö, Skåne: här är det, på svenska", "été", "«نعم»", "日本語の文章です", "Ø", TEXT]
)
def test_good_texts_are_left_alone(text: str) -> None:
    assert repaired("x", text, "utf-8").text == text


def test_a_cut_last_character_costs_no_more_than_itself() -> None:
    assert decode("x", (TEXT * 2).encode().rstrip() + "ة".encode()[:1]).text == (TEXT * 2).rstrip()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_fault(data: bytes) -> None:
    for declared in (None, "utf-8", "idna", "rot13", "utf-7", "undefined"):
        try:
            decode("x", data, declared).text.encode()
        except Fault as fault:
            assert "\n" not in str(fault)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the collected files are not part of the project")
def test_the_collected_files() -> None:
    whole = faults = 0
    for entry in json.loads((PAGES / "manifest.json").read_text("utf-8")):
        data = (PAGES / entry["file"]).read_bytes()
        gold = entry["gold_text"]
        try:
            text = decode(entry["file"], data).text
        except Fault:
            faults += 1
            assert "nul" in entry["file"] or "lossy" in entry["note"]
            continue
        if gold and entry["encoding"] != "utf-8":
            assert text == gold, entry["file"]
            whole += 1
    assert (whole, faults) == (15, 2)
