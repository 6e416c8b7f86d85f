"""The row that ``extract`` prints: the contract with whoever reads it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from quotes import records
from quotes.model import Article, Cue, Reading, Span, Statement


def test_every_field_of_a_statement(article: Article, reading: Reading) -> None:
    row = records.row(article, reading.statements[1])
    assert json.loads(json.dumps(row)) == {
        "document": "dam-1",
        "kind": "direct",
        "content": [[90, 103], [115, 126]],
        "text": "لن تعطش القرى … والمدن كذلك",
        "cue": {"start": 60, "end": 65, "lemma": "أضاف", "act": "say"},
        "speaker": {"name": "سلمى الحدّاد", "mention": [66, 73], "type": "person", "role": None},
        "via": {"name": "إذاعة الساحل"},
        "chain": [{"name": "إذاعة الساحل", "mention": [75, 87]}, {"name": "وكالة السنديان", "mention": None}],
        "rule": "أضاف/marks",
        "how": "surname",
        "channel": "interview",
        "time": None,
        "addressee": None,
        "confidence": "likely",
    }


def test_what_is_not_so_is_null_or_left_out(article: Article, reading: Reading) -> None:
    said, _second, declined, unknown = (records.row(article, found) for found in reading.statements)
    assert said["time"] == [32, 35]
    assert said["channel"] is None
    assert "polarity" not in said
    assert "why" not in said
    assert declined["polarity"] == "declined"
    assert unknown["speaker"] is None
    assert unknown["why"] == "passive, no source"


def test_a_rejection(article: Article, reading: Reading) -> None:
    row = records.rejection(article, reading.rejected[0])
    assert (row["document"], row["text"], row["why"]) == ("dam-1", "السد الكبير", "a name in marks")
    assert article.text[slice(*row["span"])] == row["text"]


@given(st.text(min_size=2), st.data())
def test_offsets_cut_the_words_that_the_row_tells(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    pieces = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    statement = Statement("direct", pieces, Cue(pieces[0], "قال", "say"), None, "r", "unknown")
    row = records.row(Article("x", text), statement)
    assert row["text"] == " … ".join(text[a:b] for a, b in row["content"])
