"""Ingestion: what becomes of each document, and that one bad article never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quotes import documents
from quotes.documents import Document
from quotes.faults import Fault
from quotes.ingest import Outcome, ingest, readings
from quotes.model import Article, Reading
from quotes.rules import Rules, load
from quotes.shipped import folder
from quotes.store import Store
from tests.conftest import make_article, make_reading
from tests.test_store import dump


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "q.db", "1", "a")) as opened:
        yield opened


def test_new_changed_and_unchanged(hand_read: None, store: Store, rules: Rules) -> None:
    first = Document("a:1", make_article())
    other = Document("a:2", make_article(id="dam-2", text="لا شيء"))
    changed = Document("a:1", make_article(title="آخر"))
    assert list(ingest([first, other], store, rules)) == [Outcome("added", 4), Outcome("added", 0)]
    assert list(ingest([first, other], store, rules)) == [Outcome("unchanged"), Outcome("unchanged")]
    assert list(ingest([changed, other], store, rules)) == [Outcome("replaced", 4), Outcome("unchanged")]


def test_a_fault_is_passed_on_in_its_place(hand_read: None, store: Store, rules: Rules) -> None:
    fault = Fault("x", "y", "z")
    first = Document("a:1", make_article())
    assert list(ingest([fault, first], store, rules)) == [fault, Outcome("added", 4)]


def test_an_article_that_breaks_the_extractor_is_a_fault(
    store: Store, rules: Rules, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def read(article: Article, _rules: Rules) -> Reading:
        return make_reading(article) if article.id == "good" else Reading((1 // 0,))  # type: ignore[arg-type]

    monkeypatch.setattr("quotes.ingest.read", read)
    batch = [Document(f"a:{i}", make_article(id=name)) for i, name in enumerate(("bad", "good"), 1)]
    bad, good = ingest(batch, store, rules)
    assert str(bad).startswith("a:1: could not be understood (ZeroDivisionError: ")
    assert good == Outcome("added", 4)
    assert [type(item) for item in readings(batch, rules)] == [Fault, tuple]
    assert [row[0] for row in dump(tmp_path / "q.db")["articles"]] == ["good"]


def test_the_samples_twice_are_the_samples_once(tmp_path: Path, rules: Rules) -> None:
    samples = str(folder("seeds") / "articles")
    seen = []
    for _ in range(2):
        with closing(Store(tmp_path / "q.db", "1", rules.digest)) as store:
            outcomes = list(ingest(documents.read([samples]), store, rules))
        seen.append(dump(tmp_path / "q.db"))
    assert len(seen[0]["articles"]) == 7
    assert outcomes == [Outcome("unchanged")] * 7
    assert seen[0] == seen[1]


def test_what_is_stored_is_what_is_read(tmp_path: Path, rules: Rules) -> None:
    samples = list(documents.read([str(folder("seeds") / "articles")]))
    with closing(Store(tmp_path / "q.db", "1", rules.digest)) as store:
        list(ingest(samples, store, rules))
    found = [len(item[1].statements) for item in readings(samples, rules) if not isinstance(item, Fault)]
    assert len(dump(tmp_path / "q.db")["statements"]) == sum(found) > 20
