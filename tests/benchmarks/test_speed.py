"""How long it takes. Left out unless asked for: ``pytest tests/benchmarks -o addopts= --benchmark-sort=name``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from quotes.documents import Document
from quotes.ingest import ingest
from quotes.model import Article
from quotes.reading import read
from quotes.rules import Rules, load
from quotes.store import Store
from quotes.text import Text, fold
from tests.benchmarks.articles import make

ARTICLES = list(make(100))


class Benchmark(Protocol):
    """What pytest-benchmark hands over; it has no types of its own."""

    extra_info: dict[str, object]

    def __call__(self, function: Callable[..., object], *args: object) -> object: ...

    def pedantic(self, function: Callable[..., object], **how: object) -> object: ...


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load()


def test_loading_the_rules(benchmark: Benchmark) -> None:
    benchmark(load)


def test_reading_a_hundred_articles(benchmark: Benchmark, rules: Rules) -> None:
    found = benchmark(lambda: sum(len(read(article, rules).statements) for article in ARTICLES))
    benchmark.extra_info |= {"statements": found, "characters": sum(len(article.text) for article in ARTICLES)}
    assert isinstance(found, int)
    assert found > 300


def test_folding(benchmark: Benchmark) -> None:
    benchmark(lambda: [fold(article.text) for article in ARTICLES])


def test_folding_with_origins(benchmark: Benchmark) -> None:
    benchmark(lambda: [Text(article.text).folded for article in ARTICLES])


def test_ingesting_two_hundred_articles(benchmark: Benchmark, rules: Rules, tmp_path: Path) -> None:
    documents = [Document(article.id, article) for article in make(200, seed=1)]
    fresh: Iterator[Path] = (tmp_path / f"{n}.db" for n in range(1000))

    def once() -> None:
        with closing(Store(next(fresh), "1", rules.digest)) as store:
            assert len(list(ingest(documents, store, rules))) == 200

    benchmark.pedantic(once, rounds=3)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(unit, id=name)
        for name, unit in {
            "opening marks": "«", "pairs of marks": "«» ", "straight marks": '" ', "two families": "«“", "apostrophes": "'' ",
            "cues": "وقال ", "cues and complementisers": "قال إن ", "cues and colons": "قال: ", "cues and marks": "قال: «",
            "participles": "مضيفاً أن ", "speech nouns": "قوله إن ", "sources": "بحسب ", "relative clauses": "التي قالت إنها ",
            "commas": "، ", "full stops": ". ", "brackets": "( ", "paragraphs": "\n", "words": "ماء ", "names": "سامي النجار ",
            "one word": "ا", "tatweel": "ـ", "harakat": "بَ", "bidi marks": "\u202b", "ligatures": "ﷺ", "digits": "١",
            "one sentence of statements": "وقال سامي إن الماء قليل، ", "statements": "وأضاف: «لا». ",
            "paragraphs of statements": "وقال سامي النجار إن الماء قليل.\n",
        }.items()
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_not_faster(benchmark: Benchmark, rules: Rules, unit: str) -> None:
    half, whole = (Article("a", (unit * (size // len(unit) + 1))[:size]) for size in (20_000, 40_000))
    taken: list[float] = []
    benchmark.pedantic(lambda: taken.append(_seconds(half, rules)), rounds=2)
    assert min(taken) < 2, "too slow to ask for more"
    after = _seconds(whole, rules)
    # below a fifth of a second noise is larger than what is measured
    assert after < 0.2 or after / min(taken) < 3.2


def _seconds(article: Article, rules: Rules) -> float:
    begun = time.perf_counter()
    read(article, rules)
    return time.perf_counter() - begun
