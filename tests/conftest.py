"""What several rooms' tests stand on: an article with hand-made statements, and the command line in process."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from quotes.cli import cli
from quotes.model import Article, Carrier, Cue, Reading, Rejection, Span, Speaker, Statement

# machines are slow at times; whatever takes too long shows in the benchmarks
settings.register_profile("quotes", deadline=None)
settings.load_profile("quotes")

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"

outside = pytest.mark.skipif(not EVAL.is_dir(), reason="the labelled articles are not part of the project")


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The scorer that lies beside the labelled articles."""
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXT = (
    "قالت وزيرة المياه سلمى الحدّاد، أمس، إن السد «جاهز للصيف».\n"
    "وأضافت الحدّاد لإذاعة الساحل: «لن تعطش القرى»، وتابعت: «والمدن كذلك».\n"
    "ورفض مصدر مسؤول التعليق على كلفة “السد الكبير”.\n"
    "ويُعتقد أن الكلفة تضاعفت."
)


def span(text: str, words: str, start: int = 0) -> Span:
    """Where the words stand in the text, from ``start`` on."""
    at = text.index(words, start)
    return Span(at, at + len(words))


def make_article(**fields: Any) -> Article:
    given = {
        "id": "dam-1",
        "text": TEXT,
        "title": "السد جاهز",
        "outlet": "صحيفة الميناء",
        "date": "2026-03-02",
        "extra": {"section": "محليات"},
    }
    return Article(**{**given, **fields})


def make_reading(article: Article) -> Reading:
    """Four statements of TEXT: of a minister, of hers again (split, and carried), of an unnamed source, of nobody."""
    text = article.text
    minister = Speaker("سلمى الحدّاد", "person", span(text, "سلمى الحدّاد"), "وزيرة المياه", "f")
    return Reading(
        (
            Statement(
                "mixed",
                (span(text, "السد «جاهز للصيف»"),),
                Cue(span(text, "قالت"), "قال", "say"),
                minister,
                rule="قال/إن",
                how="named",
                time=span(text, "أمس"),
                confidence="certain",
            ),
            Statement(
                "direct",
                (span(text, "لن تعطش القرى"), span(text, "والمدن كذلك")),
                Cue(span(text, "أضافت"), "أضاف", "say"),
                replace(minister, mention=span(text, "الحدّاد", text.index("أضافت")), role=None),
                rule="أضاف/marks",
                how="surname",
                via=(Carrier("إذاعة الساحل", span(text, "إذاعة الساحل")), Carrier("وكالة السنديان")),
                channel="interview",
            ),
            Statement(
                "indirect",
                (span(text, "كلفة “السد الكبير”"),),
                Cue(span(text, "رفض"), "رفض", "reject"),
                Speaker("مصدر مسؤول", "anonymous", span(text, "مصدر مسؤول")),
                rule="رفض/noun",
                how="named",
                polarity="declined",
                addressee=None,
            ),
            Statement(
                "indirect",
                (span(text, "الكلفة تضاعفت"),),
                Cue(span(text, "يُعتقد"), "اعتقد", "opine"),
                None,
                rule="اعتقد/أن",
                how="unknown",
                why="passive, no source",
                confidence="doubtful",
            ),
        ),
        (Rejection(span(text, "السد الكبير"), "a name in marks"),),
    )


@pytest.fixture
def article() -> Article:
    return make_article()


@pytest.fixture
def reading(article: Article) -> Reading:
    return make_reading(article)


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, in an empty folder: ``run("who", "كيري", input=…)``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTES_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*args: str, **kwargs: Any) -> Result:
        result = CliRunner().invoke(cli, args, prog_name="quotes", **kwargs)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def hand_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading of an article is the hand-made one, so that the command line can be tested to the letter."""

    def read(article: Article, _rules: object) -> Reading:
        return make_reading(article) if article.text == TEXT else Reading(())

    monkeypatch.setattr("quotes.ingest.read", read)


@pytest.fixture
def filled(run: Run, hand_read: None, tmp_path: Path) -> Path:
    """``quotes.db`` in the current folder, with the article in it."""
    made = make_article()
    record = {"id": made.id, "title": made.title, "outlet": made.outlet, "date": made.date, "text": made.text}
    write_jsonl(tmp_path / "dam.jsonl", record)
    assert run("ingest", "dam.jsonl").exit_code == 0
    return tmp_path / "quotes.db"


def write_jsonl(path: Path, *records: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
