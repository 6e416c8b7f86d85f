"""Questions: whose name fits, which words are found, what is left out, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from quotes import answers, database, directory
from quotes.answers import Filters, Match
from quotes.model import Article, Cue, Reading, Speaker, SpeakerType, Statement
from quotes.store import Store
from tests.conftest import make_article, make_reading, span

_PEOPLE: tuple[tuple[str, SpeakerType], ...] = (
    ("جون كيري", "person"),
    ("تيريزا كيري", "person"),
    ("أشرف عبد الله", "person"),
    ("وزارة الدفاع", "organization"),
    ("مسؤول رفيع في وزارة الدفاع", "anonymous"),
    ("متظاهرون", "group"),
)
_WORDS = ("وللموصل ثلاثة أبواب", "حقوق الإنسان أولاً", "ببغداد والبصرة", "إنّ قطر تدعو", "بطاقة القطار", "٪ _ شيء")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with closing(Store(tmp_path / "q.db", "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
        for number, ((name, kind), words) in enumerate(zip(_PEOPLE, _WORDS, strict=True), 1):
            text = f"قال {name} إن {words}."
            statement = Statement(
                "indirect",
                (span(text, words),),
                Cue(span(text, "قال"), "قال", "warn" if number == 1 else "say"),
                Speaker(name, kind, span(text, name)),
                "r",
                "named",
            )
            day = None if number == 6 else f"2026-0{number}-15"
            store.save(
                Article(f"n{number}", text, outlet="المرفأ" if number % 2 else None, date=day), Reading((statement,))
            )
    with database.reading(tmp_path / "q.db") as opened:
        yield opened


def names(connection: Connection, name: str) -> list[str]:
    return [match.name for match in answers.who(connection, name)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("جون كيري", ["جون كيري"]),
        ("كيري", ["تيريزا كيري", "جون كيري"]),
        ("اشرف  عبد الله", ["أشرف عبد الله"]),
        ("عبدالله", ["أشرف عبد الله"]),
        ("الحدّاد", ["سلمى الحدّاد"]),
        ("حداد", ["سلمى الحدّاد"]),
        ("سَلمى", ["سلمى الحدّاد"]),
        ("وزارة الدفاع", ["وزارة الدفاع", "مسؤول رفيع في وزارة الدفاع"]),
        ("organization/وزاره-الدفاع", ["وزارة الدفاع"]),
        ("متظاهرون", ["متظاهرون"]),
        ("مصدر", ["مصدر مسؤول"]),
        ("ير", []),
        ("", []),
        ("%", []),
    ],
)
def test_a_name_fits_by_whole_words_of_it(connection: Connection, asked: str, found: list[str]) -> None:
    assert names(connection, asked) == found


def test_the_nearest_names(connection: Connection) -> None:
    assert answers.nearest(connection, "جون كيرى")[0] == "جون كيري"
    assert answers.nearest(connection, "سلما الحداد")[0] == "سلمى الحدّاد"
    assert answers.nearest(connection, "xyz") == []


def test_what_one_said_and_what_is_hidden(connection: Connection) -> None:
    minister = answers.who(connection, "الحداد")
    rows = list(answers.statements_of(connection, minister, Filters()))
    assert [row["words"] for row in rows] == ["السد «جاهز للصيف»", "لن تعطش القرى … والمدن كذلك"]
    source = [Match(None, "مصدر مسؤول")]
    assert list(answers.statements_of(connection, source, Filters())) == []
    (row,) = answers.statements_of(connection, source, Filters(unsaid=True))
    assert row["polarity"] == "declined"
    assert list(answers.statements_of(connection, [], Filters())) == []


@pytest.mark.parametrize(
    ("word", "articles"),
    [
        ("الموصل", ["n1"]),
        ("موصل", ["n1"]),
        ("حقوق الإنسان", ["n2"]),
        ("حقوق انسان", ["n2"]),
        ("بغداد", ["n3"]),
        ("البصرة", ["n3"]),
        ("قطر", ["n4"]),
        ("قطار", ["n5"]),
        ("السد", ["dam-1"]),
        ("غداد", []),
        ("_", ["n6"]),
        ("%", []),
        ("", []),
    ],
)
def test_a_word_is_found_whatever_is_attached_to_it(connection: Connection, word: str, articles: list[str]) -> None:
    assert [row["article"] for row in answers.statements_about(connection, word, Filters())] == articles


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (Filters(since="2026-04"), ["n5", "n4"]),
        (Filters(since="2026-02-15", until="2026-02-15"), ["n2"]),
        (Filters(until="2026-02"), ["n2", "n1"]),
        (Filters(until="2025"), []),
        (Filters(outlet="مرفا", since="2026"), ["n5", "n3", "n1"]),
        (Filters(outlet="%"), []),
        (Filters(act="warn"), ["n1"]),
        (Filters(kind="direct"), ["dam-1"]),
        (Filters(limit=2), ["n5", "n4"]),
        (Filters(about="قطار"), ["n5"]),
        (Filters(), ["n5", "n4", "n3", "dam-1", "dam-1", "n2", "n1", "n6"]),
        (Filters(kind="indirect", since="2026-03-01", until="2026-03-31"), ["n3"]),
        (Filters(polarity="declined"), ["dam-1"]),
        (Filters(polarity="said", channel="interview"), ["dam-1"]),
        (Filters(role="وزيره"), ["dam-1"]),
        (Filters(role="%"), []),
        (Filters(role=""), []),
        (Filters(via="وكالة"), ["dam-1"]),
        (Filters(via="الساحل", role="وزيرة"), []),
        (Filters(confidence="certain"), ["dam-1"]),
        (Filters(confidence="likely", limit=2), ["n5", "n4"]),
    ],
)
def test_filters_leave_out_and_the_newest_comes_first(
    connection: Connection, filters: Filters, articles: list[str]
) -> None:
    everybody = [
        Match(slug, name) for slug, name in connection.exec_driver_sql("SELECT DISTINCT slug, speaker FROM said")
    ]
    rows = answers.statements_of(connection, [one for one in everybody if one.name], filters)
    assert [row["article"] for row in rows] == articles


def test_the_speakers_and_how_much_they_said(connection: Connection) -> None:
    rows = list(directory.listed(connection))
    assert rows[0] == {
        "name": "سلمى الحدّاد", "kind": "person", "statements": 2, "articles": 1, "first": "2026-03-02",
        "last": "2026-03-02", "slug": "person/سلمي-الحداد",
    }  # fmt: skip
    assert [row["name"] for row in directory.listed(connection, "organisation")] == ["وزارة الدفاع"]
    assert len(list(directory.listed(connection, limit=3))) == 3
    assert [row["statements"] for row in directory.listed(connection, confidence="certain")] == [1]


def test_who_only_declined_is_no_speaker_unless_asked_for(tmp_path: Path) -> None:
    article = make_article()
    declined = make_reading(article).statements[2]
    minister = Speaker("سلمى الحدّاد", "person")
    with closing(Store(tmp_path / "q.db", "1", "a")) as store:
        store.save(article, Reading((replace(declined, speaker=minister),)))
    with database.reading(tmp_path / "q.db") as connection:
        assert list(directory.listed(connection)) == []
        assert [row["name"] for row in directory.listed(connection, unsaid=True)] == ["سلمى الحدّاد"]


def test_a_statement_stands_in_its_paragraph(connection: Connection) -> None:
    rows = answers.statements_about(connection, "القرى", Filters())
    identity = next(rows)["id"]
    assert answers.find(connection, identity[:6].upper()) == [identity]
    row = answers.one(connection, identity)
    text = row["paragraph"]
    assert text == "وأضافت الحدّاد لإذاعة الساحل: «لن تعطش القرى»، وتابعت: «والمدن كذلك»."
    assert [text[a:b] for a, b in row["content"]] == ["لن تعطش القرى", "والمدن كذلك"]
    assert text[slice(*row["cue"])] == "أضافت"
    assert text[slice(*row["mention"])] == "الحدّاد"
    assert make_article().text[row["paragraph_start"] :].startswith(text)


def test_an_id_that_is_none_or_too_short(connection: Connection) -> None:
    assert answers.find(connection, "xyz") == []
    assert len(answers.find(connection, "")) == 2
    assert answers.find(connection, "%") == []


def test_counts(connection: Connection) -> None:
    assert answers.counts(connection) == {"articles": 7, "statements": 10, "speakers": 5}
