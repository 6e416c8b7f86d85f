"""The store: what an article becomes, that twice is once, that a change replaces, that nothing is left half-written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import store as room
from quotes.faults import Fault
from quotes.model import Article, Cue, Reading, Span, Speaker, Statement
from quotes.store import Store
from tests.conftest import make_article, make_reading, span


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "q.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path, "1", "rules-a")) as opened:
        yield opened


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those of runs, which are the diary."""
    names = [name for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    rows = {name: sorted(ask(path, f"SELECT * FROM {name}"), key=repr) for name in names if name != "runs"}
    rows["articles"] = [row[:-1] for row in rows["articles"]]
    return rows


def test_the_article_is_kept_as_it_came(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, reading)
    (row,) = ask(path, "SELECT id, outlet, title, date, url, text, extra FROM articles")
    assert row == ("dam-1", "صحيفه-الميناء", "السد جاهز", "2026-03-02", None, article.text, '{"section": "محليات"}')


def test_each_statement_says_who_and_how(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, reading)
    said = ask(
        path,
        "SELECT speaker, slug, type, role, kind, act, verb, polarity, channel, time, via, words, how, why, confidence"
        "  FROM said ORDER BY content_start",
    )
    name, slug = "سلمى الحدّاد", "person/سلمي-الحداد"
    assert said == [
        (name, slug, "person", "وزيرة المياه", "mixed", "say", "قال", None, None, "أمس", None, "السد «جاهز للصيف»",
         "named", None, "certain"),
        (name, slug, "person", None, "direct", "say", "أضاف", None, "interview", None, "إذاعة الساحل",
         "لن تعطش القرى … والمدن كذلك", "surname", None, "likely"),
        ("مصدر مسؤول", None, "anonymous", None, "indirect", "reject", "رفض", "declined", None, None, None,
         "كلفة “السد الكبير”", "named", None, "likely"),
        (None, None, None, None, "indirect", "opine", "اعتقد", None, None, None, None, "الكلفة تضاعفت", "unknown",
         "passive, no source", "doubtful"),
    ]  # fmt: skip


def test_spans_point_into_the_text_for_sql_as_well(store: Store, path: Path) -> None:
    # beyond the first plane and with harakat: code points, not bytes or code units
    article = make_article(text="😀 قالَ سامي: «نعم 😀 لا»", title=None)
    text = article.text
    store.save(
        article,
        Reading(
            (
                Statement(
                    "direct", (span(text, "نعم 😀 لا"),), Cue(span(text, "قالَ"), "قال", "say"),
                    Speaker("سامي", "person", span(text, "سامي")), "r", "named",
                ),
            )
        ),
    )  # fmt: skip
    cut = "SUBSTR(a.text, {0}starts + 1, {0}ends - {0}starts)"
    sql = f"SELECT {cut.format('c.')} FROM contents c JOIN statements s ON s.id = c.statement JOIN articles a"
    assert ask(path, sql) == [("نعم 😀 لا",)]


def test_the_names_of_a_speaker_are_kept_and_titles_are_no_names(store: Store, path: Path, article: Article) -> None:
    text = article.text
    minister = Speaker("سلمى الحدّاد", "person", span(text, "وزيرة المياه"))
    first = make_reading(article).statements[1]
    again = replace(first, cue=Cue(span(text, "تابعت"), "تابع", "say"), speaker=minister)
    store.save(article, Reading((first, again)))
    assert ask(path, "SELECT speaker, folded, name FROM aliases ORDER BY folded") == [
        ("person/سلمي-الحداد", "الحداد", "الحدّاد"),
        ("person/سلمي-الحداد", "سلمي الحداد", "سلمى الحدّاد"),
    ]


def test_one_speaker_in_two_articles_and_unnamed_ones_apart(store: Store, path: Path) -> None:
    text = "قالت سلمى  الحداد إن الماء قليل. وقال مصدر مسؤول إن الماء كثير."
    other = make_article(id="dam-2", text=text)
    cue = Cue(span(text, "قالت"), "قال", "say")
    store.save(make_article(), make_reading(make_article()))
    store.save(
        other,
        Reading(
            (
                Statement(
                    "indirect", (span(text, "الماء قليل"),), cue,
                    Speaker("سلمى  الحداد", "person", span(text, "سلمى  الحداد")), "r", "named",
                ),
                Statement(
                    "indirect", (span(text, "الماء كثير"),), cue,
                    Speaker("مصدر مسؤول", "anonymous", span(text, "مصدر مسؤول")), "r", "named",
                ),
            )
        ),
    )  # fmt: skip
    assert ask(path, "SELECT name, COUNT(*) FROM said JOIN speakers USING (slug) GROUP BY 1") == [("سلمى الحدّاد", 3)]
    assert ask(path, "SELECT COUNT(*) FROM said WHERE slug IS NULL AND speaker = 'مصدر مسؤول'") == [(2,)]


def test_a_person_and_a_body_of_one_name_are_two(store: Store, path: Path, article: Article) -> None:
    first, second, *_ = make_reading(article).statements
    body = replace(second, speaker=Speaker("سلمى الحدّاد", "organization"))
    store.save(article, Reading((first, body)))
    assert len(ask(path, "SELECT * FROM speakers")) == 2


def test_twice_is_once(store: Store, path: Path, article: Article, reading: Reading) -> None:
    assert store.change(article) == "added"
    store.save(article, reading)
    before = dump(path)
    assert store.change(article) == "unchanged"
    store.save(article, reading)
    assert dump(path) == before


@pytest.mark.parametrize("field", ["text", "title", "outlet", "date", "url", "extra"])
def test_any_change_to_the_article_is_seen(store: Store, article: Article, reading: Reading, field: str) -> None:
    store.save(article, reading)
    value: Any = {"section": "اقتصاد"} if field == "extra" else "2027"
    changed = replace(article, **{field: value})
    assert store.change(changed) == "replaced"


def test_a_newer_rule_set_or_version_reads_again(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, reading)
    for version, rules, change in (
        ("1", "rules-a", "unchanged"),
        ("1", "rules-b", "replaced"),
        ("2", "rules-a", "replaced"),
    ):
        with closing(Store(path, version, rules)) as other:
            assert other.change(article) == change


def test_a_changed_article_leaves_nothing_of_the_old_one(path: Path, tmp_path: Path) -> None:
    old = make_article()
    new = make_article(text="قال نادر العلي إن الماء كثير.", outlet="جريدة المرفأ")
    reading = Reading(
        (
            Statement(
                "indirect", (span(new.text, "الماء كثير"),), Cue(span(new.text, "قال"), "قال", "say"),
                Speaker("نادر العلي", "person", span(new.text, "نادر العلي")), "r", "named",
            ),
        )
    )  # fmt: skip
    with closing(Store(path, "1", "a")) as store:
        store.save(old, make_reading(old))
        store.save(new, reading)
        store.finish()
    with closing(Store(tmp_path / "fresh.db", "1", "a")) as fresh:
        fresh.save(new, reading)
        fresh.finish()
    assert dump(path) == dump(tmp_path / "fresh.db")


def test_an_alias_goes_with_the_last_who_used_it(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, reading)
    store.save(article, Reading(reading.statements[:1]))
    assert ask(path, "SELECT folded FROM aliases") == [("سلمي الحداد",)]


def test_what_others_refer_to_stays(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, reading)
    store.save(replace(article, id="dam-2"), reading)
    store.save(article, Reading(()))
    assert len(ask(path, "SELECT * FROM speakers")) == 1
    assert len(ask(path, "SELECT * FROM outlets")) == 1
    assert len(ask(path, "SELECT * FROM said")) == 4


def test_keys_do_not_depend_on_the_order(tmp_path: Path) -> None:
    articles = [make_article(id=name) for name in ("a", "b", "c")]
    for name, order in (("one.db", articles), ("two.db", articles[::-1])):
        with closing(Store(tmp_path / name, "1", "a")) as store:
            for article in order:
                store.save(article, make_reading(article))
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_a_failure_on_the_way_leaves_the_article_as_it_was(
    store: Store, path: Path, article: Article, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(article, reading)
    before = dump(path)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room, "_sweep", broken)
    with pytest.raises(KeyboardInterrupt):
        store.save(replace(article, title="آخر"), Reading(()))
    assert dump(path) == before
    assert ask(path, "SELECT added, replaced, statements FROM runs") == [(1, 0, 4)]


def test_the_first_failure_leaves_nothing(store: Store, path: Path, article: Article, reading: Reading) -> None:
    backward = replace(reading.statements[0], content=(Span(9, 3),))
    with pytest.raises(Fault, match="CHECK constraint failed: ck_statements_spans"):
        store.save(article, Reading((backward,)))
    assert not any(dump(path)[table] for table in ("articles", "statements", "outlets", "speakers"))
    assert ask(path, "SELECT * FROM runs") == []


def test_a_statement_read_twice_is_one(store: Store, path: Path, article: Article, reading: Reading) -> None:
    store.save(article, Reading(reading.statements * 2))
    assert len(ask(path, "SELECT * FROM statements")) == 4


def test_a_run_is_noted_once_it_writes(path: Path, article: Article, reading: Reading) -> None:
    with closing(Store(path, "1", "a")) as store:
        assert store.change(article) == "added"
        store.finish()
        assert ask(path, "SELECT * FROM runs") == []
        store.save(article, reading)
        assert ask(path, "SELECT version, rules, finished, added, replaced, statements FROM runs") == [
            ("1", "a", None, 1, 0, 4)
        ]
        store.finish()
        assert ask(path, "SELECT COUNT(*) FROM runs WHERE finished >= started") == [(1,)]


@pytest.mark.parametrize("name", ["الجزيرة نت", "Al Jazeera Arabic", "aljazeera", "الجزيره  نت"])
def test_an_outlet_goes_by_many_names(store: Store, path: Path, article: Article, name: str) -> None:
    store.save(replace(article, outlet=name), Reading(()))
    assert ask(path, "SELECT * FROM outlets") == [("aljazeera", "الجزيرة", "QA", "aljazeera.net", "international")]


def test_the_outlets_of_the_seeds_share_no_name() -> None:
    import tomllib

    from quotes.shipped import folder
    from quotes.text import fold

    entries = tomllib.loads((folder("seeds") / "outlets.toml").read_text("utf-8"))
    names = [
        name
        for slug, entry in entries.items()
        for name in {fold(name).lower() for name in (slug, entry["name"], *entry.get("aliases", ()))}
    ]
    assert len(names) == len(set(names))


@given(st.text(max_size=60))
def test_searching_folds_to_words_between_spaces(text: str) -> None:
    found = room.searched(text)
    assert found.startswith(" ")
    assert found.endswith(" ")
    assert found.split() == [word for word in found.strip().split(" ") if word]
