"""What reaches the eye: width, direction, and nothing that a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from quotes import show

ROWS: list[dict[str, Any]] = [
    {"name": "سلمى الحدّاد", "words": "السدّ جاهزٌ، و«لن تعطش القرى» هذا الصيف كله", "n": 12, "spans": [[1, 2]]},
    {"name": "John 1e5", "words": None, "n": 3, "spans": []},
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(monkeypatch: pytest.MonkeyPatch, form: show.Format, width: int = 0, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys, "stdout", out)
    show.emit(ROWS, ["name", "words", "n"], form, give="words")
    return out.getvalue()


def test_a_table_is_aligned_by_cells_and_not_by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, "table").splitlines()
    assert lines[0].split() == ["name", "words", "n"]
    assert len({wcswidth(line) for line in lines}) == 1
    assert lines[2].endswith("  12")
    assert "1e5" in lines[3]


def test_words_give_way_to_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, "table", 44).splitlines()
    assert max(wcswidth(line) for line in lines) <= 44
    assert "…" in lines[2]
    assert "…" not in printed(monkeypatch, "table", 200)


def test_marks_of_direction_are_for_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, "table", 120, Terminal()).splitlines()
    assert lines[2].count("\u2068") == lines[2].count("\u2069") == 2
    assert "\u2068" not in lines[3]
    assert len({wcswidth(line) for line in lines}) == 1
    assert "\u2068" not in printed(monkeypatch, "table", 120)
    for form in show.FORMATS[1:]:
        assert "\u2068" not in printed(monkeypatch, form, 120, Terminal())


def test_programs_get_every_key_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(printed(monkeypatch, "json", 20)) == ROWS
    assert [json.loads(line) for line in printed(monkeypatch, "jsonl", 20).splitlines()] == ROWS
    first, second = csv.DictReader(io.StringIO(printed(monkeypatch, "csv", 20)))
    assert first == {"name": "سلمى الحدّاد", "words": ROWS[0]["words"], "n": "12", "spans": "[[1, 2]]"}
    assert second == {"name": "John 1e5", "words": "", "n": "3", "spans": "[]"}


def test_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {"table": "a    b\n---  ---\n", "csv": "a,b\n", "json": "[]\n", "jsonl": ""}
    for form in show.FORMATS:
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        show.emit([], ["a", "b"], form, give="b")
        assert out.getvalue() == expected[form]


def test_a_key_that_only_some_rows_have_is_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    show.emit([{"a": 1}, {"a": 2, "b": 3}], ["a"], "csv")
    assert out.getvalue() == "a,b\n1,\n2,3\n"


@given(st.text(max_size=80), st.integers(3, 60))
def test_a_cell_never_breaks_its_line_or_its_width(text: str, width: int) -> None:
    cell = show.line(text)
    assert not set(cell) & set("\n\r\t\x1b\x07\u202e\u2066\u2069")
    assert wcswidth(cell) >= 0
    assert wcswidth(show.shorten(cell, width)) <= width


def test_marked() -> None:
    text = "قال سامي: نعم"
    assert show.marked(text, [(10, 13, "⟦", "⟧"), (0, 3, "‹", "›"), (4, 8, "[", "]")]) == "‹قال› [سامي]: ⟦نعم⟧"
    assert show.marked("ابج", [(0, 3, "⟦", "⟧"), (1, 2, "‹", "›")]) == "⟦ا‹ب›ج⟧"
    assert show.marked("ابج", [(0, 1, "(", ")"), (1, 3, "[", "]")]) == "(ا)[بج]"
    assert show.marked("ابج", [(0, 3, "⟦", "⟧"), (0, 2, "‹", "›")]) == "⟦‹اب›ج⟧"
    assert show.marked("ابج", [(1, 3, "‹", "›"), (0, 3, "⟦", "⟧")]) == "⟦ا‹بج›⟧"
