"""Each rule on page furniture fits the lines that it must, and leaves those that it must not."""

from __future__ import annotations

import pytest

from quotes.furniture import Line, cut, load


@pytest.mark.parametrize("rule", load().lines, ids=lambda rule: rule.id)
def test_examples(rule: Line) -> None:
    assert rule.finds
    assert rule.ignores
    assert [line for line in rule.finds if not rule.fits(line)] == []
    assert [line for line in rule.ignores if rule.fits(line)] == []


def test_headlines_after_read_also_go_and_the_article_goes_on() -> None:
    lines = ["قال الوزير إن الماء وصل.", "اقرأ أيضاً", "مسؤول يرفض التعليق", "وأضاف أن السد جاهز.", "© 2026 الميناء"]
    assert cut(lines)[0] == [lines[0], lines[3]]


def test_where_an_article_is_from_is_told_and_left() -> None:
    lines = ["وادي الغدير (السنديان) - قال الوزير إن الماء وصل."]
    assert cut(lines) == (lines, {"dateline": "وادي الغدير (السنديان)"})
