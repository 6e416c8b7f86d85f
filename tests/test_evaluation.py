"""Figures: what fits, what counts, what is excused; and that they are those of the scorer beside the labelled articles."""

from __future__ import annotations

import collections
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import documents, evaluation, records
from quotes.evaluation import Score, Verdict
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.model import Article, Carrier, Cue, Kind, Polarity, Span, Speaker, Statement
from quotes.rules import load
from quotes.rules.confidence import Measure
from tests.conftest import EVAL, ROOT, TEXT, make_article, make_reading, outside, span

INVENTED = ROOT / "tests" / "golden" / "invented.jsonl"

GOLD: list[dict[str, Any]] = [
    {"content": "السد «جاهز للصيف»", "kind": "mixed", "name": "سلمى الحدّاد", "act": "say", "time": "أمس"},
    {
        "content": "لن تعطش القرى", "kind": "direct", "name": "وزارة المياه", "aliases": ["الحداد"],
        "via": "إذاعة الساحل", "act": "affirm", "channel": "post",
    },
    {"content": "التعليق على كلفة “السد الكبير”", "kind": "indirect", "name": None, "optional": True,
     "act": "reject", "polarity": "declined"},
    {"content": "ويُعتقد أن الكلفة تضاعفت", "kind": "indirect", "name": None, "act": "opine"},
    {"content": "وزيرة المياه", "kind": "indirect", "name": "أحد", "act": "say"},
]  # fmt: skip


def gold(text: str, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels with the offsets of their words."""
    made = []
    for entry in entries:
        content, time = span(text, entry["content"]), entry.get("time") and span(text, entry["time"])
        made.append({**entry, "content": [[content.start, content.end]], "time": time and [time.start, time.end]})
    return made


def labelled(**more: Any) -> Article:
    fields = ["act", "polarity", "channel", "time"]
    return make_article(extra={"statements": gold(TEXT, GOLD), "fields": fields, "phenomenon": "mixture", **more})


def verdicts(article: Article) -> list[Verdict]:
    return evaluation.compare(article, evaluation.labels(article), make_reading(article).statements)


@cache
def judged(name: str) -> tuple[tuple[Article, tuple[Statement, ...]], ...]:
    """The articles of a labelled file with what is read in each."""
    path = INVENTED if name == "invented" else EVAL / f"{name}.jsonl"
    found = []
    for item in readings(documents.read([str(path)]), load()):
        assert not isinstance(item, Fault), item
        article, reading = item
        found.append((article, reading.statements))
    return tuple(found)


def test_each_label_and_each_statement_has_its_verdict() -> None:
    found = verdicts(labelled())
    assert [(one.error, one.exact, one.right, one.full, one.excused) for one in found] == [
        ("MISSED", False, False, False, False),
        (None, True, True, True, False),
        # half of a split quotation, under another form of the name
        (None, False, True, False, False),
        (None, False, False, False, True),
        (None, False, True, True, False),
    ]


def test_what_is_counted() -> None:
    scores = evaluation.scores(verdicts(labelled()))
    assert scores["detection"] == Score(3, 3, 3, 4)
    assert scores["exact"] == Score(1, 3, 1, 4)
    assert scores["who+what"] == Score(3, 3, 3, 4)
    assert scores["who+what*"] == Score(2, 3, 2, 4)
    assert scores["who+exact*"] == Score(1, 3, 1, 4)
    assert scores["quotes"] == Score(2, 2, 2, 2)
    assert scores["speaker*"] == Score(2, 3, None, None)
    assert scores["kind"] == Score(3, 3, None, None)
    assert scores["via"] == Score(None, None, 1, 1)
    # what is excused counts here all the same
    assert scores["act"] == Score(3, 4, None, None)
    assert scores["polarity"] == Score(1, 1, 1, 1)
    assert scores["channel"] == Score(0, 1, 0, 1)
    assert scores["time"] == Score(1, 1, 1, 1)


def test_act_and_the_like_count_only_where_they_are_labelled() -> None:
    scores = evaluation.scores(verdicts(labelled(fields=["kind"])))
    assert [scores[name] for name in ("act", "polarity")] == [Score(0, 0, None, None), Score(0, 0, 0, 0)]


def test_shares() -> None:
    assert (Score(1, 2, 1, 4).precision, Score(1, 2, 1, 4).recall) == (0.5, 0.25)
    assert Score(1, 2, 1, 4).f1 == pytest.approx(1 / 3)
    assert (Score(0, 0, 0, 4).precision, Score(0, 0, 0, 4).recall, Score(0, 0, 0, 4).f1) == (None, 0.0, 0.0)
    assert (Score(0, 0, 0, 0).f1, Score(1, 2, None, None).f1, Score(None, None, 1, 2).f1) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "right", "full"),
    [
        ("جون فوربس كيري", True, True),
        ("كيري", True, False),
        ("فوربس كيري", True, False),
        ("جون كيري", False, False),
        ("السيناتور جون فوربس كيري", True, False),
        ("وزارة الخارجية", True, True),
        ("وزاره الخارجيه", True, True),
        ("وزارة خارجية", True, False),
        ("الوزارة", True, False),
        ("وزير", False, False),
        (None, False, False),
    ],
)
def test_whose_it_is(said: str | None, right: bool, full: bool) -> None:
    text = "قال كيري إن الماء قليل."
    labels = [{"content": "الماء قليل", "kind": "indirect", "name": "جون فوربس كيري", "aliases": ["وزارة الخارجية"]}]
    article = Article("a", text, extra={"statements": gold(text, labels)})
    statement = Statement(
        "indirect",
        (span(text, "الماء قليل"),),
        Cue(span(text, "قال"), "قال", "say"),
        Speaker(said, "person") if said else None,
        "r",
        "named",
    )
    (verdict,) = evaluation.compare(article, evaluation.labels(article), [statement])
    assert (verdict.right, verdict.full) == (right, full)
    assert verdict.error == (None if right else "WHO")


def test_rows_side_by_side() -> None:
    rows = {row["measure"]: row for row in evaluation.overall(verdicts(labelled()))}
    assert rows["detection"] == {
        "measure": "detection", "labels": 4, "found": 3, "precision": 1.0, "recall": 0.75, "f1": 0.8571,
        "strict_precision": 0.3333, "strict_recall": 0.25, "strict_f1": 0.2857,
    }  # fmt: skip
    assert (rows["speaker"]["precision"], rows["speaker"]["strict_precision"]) == (1.0, 0.6667)
    assert rows["via"]["recall"] == 1.0
    assert rows["quotes"]["strict_f1"] is None


def test_rows_of_groups() -> None:
    some = verdicts(labelled())
    (row,) = evaluation.by_group(some, "outlet")
    assert (row["outlet"], row["labels"], row["found"]) == ("صحيفة الميناء", 4, 3)
    assert (row["detection"], row["who+what*"], row["quotes_recall"], row["act"]) == (0.8571, 0.5714, 1.0, 0.75)
    assert evaluation.by_group(some, "phenomenon")[0]["phenomenon"] == "mixture"
    rules = evaluation.by_group(some, "rule")
    # what is excused is no one's
    assert [row["rule"] for row in rows_sorted(rules)] == ["أضاف/marks", "اعتقد/أن", "قال/إن"]
    assert {row["how"]: (row["found"], row["exact"]) for row in evaluation.by_group(some, "how")} == {
        "named": (1, 1.0),
        "surname": (1, 0.0),
        "unknown": (1, 0.0),
    }
    assert [row["confidence"] for row in evaluation.by_group(some, "confidence")] == ["certain", "doubtful", "likely"]


def rows_sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["rule"]))


def test_errors_tell_the_words() -> None:
    article = labelled(statements=gold(TEXT, [GOLD[0] | {"name": "نبيل"}, GOLD[4]]))
    rows = evaluation.errors(verdicts(article))
    told = [(row["error"], row["expected"], row["got"], row["rule"], row["words"]) for row in rows]
    assert told == [
        ("MISSED", "أحد", None, None, "وزيرة المياه"),
        ("WRONG", None, "سلمى الحدّاد", "أضاف/marks", "لن تعطش القرى … والمدن كذلك"),
        ("WRONG", None, "مصدر مسؤول", "رفض/noun", "كلفة “السد الكبير”"),
        ("WRONG", None, None, "اعتقد/أن", "الكلفة تضاعفت"),
        ("WHO", "نبيل", "سلمى الحدّاد", "قال/إن", "السد «جاهز للصيف»"),
    ]
    assert [row["error"] for row in evaluation.errors(verdicts(article), 1)] == ["MISSED", "WRONG", "WHO"]
    assert len(evaluation.errors(verdicts(article), 1, "rule")) == 5


def test_how_often_each_sort_of_reading_was_right() -> None:
    table = evaluation.measures(verdicts(labelled())).table
    assert table == {
        "قال/إن": {"named": Measure(1.0, 1), "*": Measure(1.0, 1)},
        "أضاف/marks": {"surname": Measure(1.0, 1), "*": Measure(1.0, 1)},
        # nobody is named, so it says nothing of the family
        "اعتقد/أن": {"unknown": Measure(1.0, 1)},
    }


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"statements": None},
        {"statements": ["قال"]},
        {"statements": [{"kind": "direct"}]},
        {"statements": [{"kind": "loud", "content": [[0, 3]]}]},
        {"statements": [{"kind": "direct", "content": [[3, 3]]}]},
        {"statements": [{"kind": "direct", "content": [[0, 9999]]}]},
        {"statements": [{"kind": "direct", "content": [0, 3]}]},
        {"statements": [{"kind": "direct", "content": [["a", "b"]]}]},
        {"statements": [{"kind": "direct", "content": [[0, 3]], "aliases": 7}]},
        {"statements": [{"kind": "direct", "content": [[0, 3]], "time": [5]}]},
        {"statements": [{"kind": "direct", "content": [[0, 3]]}], "fields": 7},
    ],
)
def test_labels_that_are_none_are_told(record: dict[str, Any]) -> None:
    with pytest.raises(Fault, match="dam-1: "):
        evaluation.labels(make_article(extra=record))


def test_the_project_s_own_gold_is_whole() -> None:
    for article, _statements in judged("invented"):
        for label in evaluation.labels(article):
            for one in label.content:
                assert one.of(article.text) == one.of(article.text).strip()
            assert label.names


# ---- against the scorer that lies beside the labelled articles, where it does


def theirs(scorer: ModuleType, some: list[tuple[Article, tuple[Statement, ...]]]) -> tuple[dict[str, Any], list[Any]]:
    predicted: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for article, statements in some:
        predicted[article.id] += [records.row(article, one) for one in statements]
    errors: list[Any] = []
    given = [{**article.extra, "id": article.id, "text": article.text} for article, _statements in some]
    return scorer.report(scorer.score(given, predicted, errors)), errors


def ours(some: list[tuple[Article, tuple[Statement, ...]]]) -> list[Verdict]:
    return [
        verdict
        for article, statements in some
        for verdict in evaluation.compare(article, evaluation.labels(article), statements)
    ]


def assert_the_same(scorer: ModuleType, some: list[tuple[Article, tuple[Statement, ...]]]) -> None:
    report, errors = theirs(scorer, some)
    found = ours(some)
    scores = evaluation.scores(found)

    def rounded(share: float | None) -> float | None:
        return None if share is None else round(share, 4)

    for name in ("detection", "exact", "who+what", "who+what*"):
        score = scores[name]
        shares = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        # a share of nothing is 0 there
        assert {key: rounded(share) or 0.0 for key, share in shares.items()} == report[name], name
    for name in ("quotes", "polarity", "channel", "time"):
        score = scores[name]
        assert {"precision": rounded(score.precision), "recall": rounded(score.recall)} == report[name], name
    for name, mine in (("speaker", "speaker"), ("canonical", "speaker*"), ("kind", "kind"), ("act", "act")):
        assert rounded(scores[mine].precision) == report[name], name
    assert rounded(scores["via"].recall) == report["via"]
    assert (scores["detection"].labels, scores["detection"].found) == (report["statements"], report["predicted"])
    told = collections.Counter((error, document) for document, error, *_rest in errors)
    assert told == collections.Counter((row["error"], row["document"]) for row in evaluation.errors(found))


@outside
@pytest.mark.parametrize("name", ["dev", "cases", "invented"])
def test_every_figure_is_the_scorer_s(scorer: ModuleType, name: str) -> None:
    assert_the_same(scorer, list(judged(name)))


@outside
@pytest.mark.parametrize(("name", "group"), [("dev", "outlet"), ("cases", "phenomenon")])
def test_so_it_is_in_each_group(scorer: ModuleType, name: str, group: str) -> None:
    groups = collections.defaultdict(list)
    for article, statements in judged(name):
        groups[article.outlet if group == "outlet" else article.extra["phenomenon"]].append((article, statements))
    assert len(groups) > 10
    for some in groups.values():
        assert_the_same(scorer, some)


_WORDS = ("قال", "أن", "إلى", "السد", "جاهِز", "للصيف", "«نعم»", "ــ", "الوزير", "بانه", "ﻻ", "2016", "…")
_NAMES = (None, "", "…", "كيري", "جون كيري", "الكيري", "وزارة الدفاع", "وزاره", "الله")


@st.composite
def judgements(draw: st.DrawFn) -> tuple[Article, tuple[Statement, ...]]:
    """A text with labels and statements that lie anywhere in it."""
    text = draw(st.lists(st.sampled_from(_WORDS), min_size=4, max_size=24).map(" ".join))

    def spans() -> list[list[int]]:
        ends = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True))
        ends = sorted(ends)[: len(ends) // 2 * 2]
        return [[a, b] for a, b in zip(ends[::2], ends[1::2], strict=True)]

    kinds: st.SearchStrategy[Kind] = st.sampled_from(("direct", "mixed", "indirect"))
    names, acts = st.sampled_from(_NAMES), st.sampled_from(("say", "deny"))
    polarities: st.SearchStrategy[Polarity | None] = st.sampled_from((None, "denied", "open"))
    channels = st.sampled_from((None, "post", "call"))
    labels = [
        {
            "content": spans(), "kind": draw(kinds), "name": draw(names), "aliases": draw(st.lists(names, max_size=2)),
            "optional": draw(st.booleans()), "via": draw(st.sampled_from((None, "رويترز"))), "act": draw(acts),
            "polarity": draw(polarities), "channel": draw(channels), "time": (draw(st.booleans()) and spans()[0]) or None,
        }
        for _ in range(draw(st.integers(0, 5)))
    ]  # fmt: skip
    statements = []
    for _ in range(draw(st.integers(0, 5))):
        content = tuple(Span(*ends) for ends in spans())
        name = draw(names)
        statements.append(
            Statement(
                draw(kinds), content, Cue(content[0], "قال", draw(acts)), Speaker(name, "person") if name else None,
                "r", "named", via=(Carrier("أ ف ب"),) if draw(st.booleans()) else (), polarity=draw(polarities),
                channel=draw(channels), time=Span(*spans()[0]) if draw(st.booleans()) else None,
            )
        )  # fmt: skip
    fields = draw(st.sampled_from((["act"], [])))
    return Article("a", text, extra={"statements": labels, "fields": fields}), tuple(statements)


@outside
@given(judgements())
@settings(max_examples=300, deadline=None)
def test_so_it_is_whatever_the_labels_and_the_statements(
    scorer: ModuleType, one: tuple[Article, tuple[Statement, ...]]
) -> None:
    assert_the_same(scorer, [one])
