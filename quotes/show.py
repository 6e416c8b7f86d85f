"""Rows -> standard output: tables for people, csv, json and jsonl for programs.

Comes in: rows as dictionaries. Goes out: text. The one place that thinks about text direction and width.
Never here: what the rows mean.

On a terminal, Arabic cells and values stand between U+2068 and U+2069, so that each keeps its place whichever way the
terminal orders letters; pipes and files never get such marks.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TextIO, get_args

Row = Mapping[str, Any]
Format = Literal["table", "csv", "json", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

_LEAST = 16
_GAP = 2
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# what moves the cursor, rings the bell, or turns the direction of what follows
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+")


def emit(rows: Iterable[Row], columns: Sequence[str], form: Format, give: str = "") -> None:
    """Prints the rows. A table has ``columns`` alone, the others have every key; ``give`` is the column that
    gives way where the terminal is too narrow.
    """
    _WRITERS[form](rows, columns, give, sys.stdout)


def line(text: str) -> str:
    """The text in one line, without what a terminal would obey."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def value(text: str) -> str:
    """``line``, set apart from what stands beside it where a terminal would mix the two."""
    return _apart(line(text)) if sys.stdout.isatty() else line(text)


def plain(text: str) -> str:
    """The text with its line ends, without what a terminal would obey."""
    return "\n".join(_UNSEEN.sub(" ", part) for part in text.splitlines())


def shorten(text: str, width: int) -> str:
    """The text cut at a word so that it fills ``width`` cells at most.

    >>> shorten("تسريع تبادل المعلومات", 14)
    'تسريع تبادل …'
    """
    from wcwidth import wcswidth

    if wcswidth(text) <= width:
        return text
    words: list[str] = []
    left = width - 2
    for word in text.split():
        left -= wcswidth(word) + bool(words)
        if left < 0:
            break
        words.append(word)
    return f"{' '.join(words)} …" if words else "…"


def marked(text: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """The text with marks around each span ``(start, end, opening, closing)``.

    >>> marked("قال: نعم", [(0, 3, "‹", "›"), (5, 8, "⟦", "⟧")])
    '‹قال›: ⟦نعم⟧'
    """
    points = []
    for start, end, opening, closing in spans:
        # what ends at a place is closed before another begins there, the inner one first
        points.append((end, 0, -start, closing))
        points.append((start, 1, -end, opening))
    out, last = [], 0
    for place, _order, _inner, mark in sorted(points):
        out += [text[last:place], mark]
        last = place
    return "".join([*out, text[last:]])


def _table(rows: Iterable[Row], columns: Sequence[str], give: str, out: TextIO) -> None:
    from tabulate import tabulate
    from wcwidth import wcswidth

    held = [*rows]
    cells = [[_cell(row.get(column)) for column in columns] for row in held]
    # 0 where there is no terminal: then nothing is cut
    width = shutil.get_terminal_size((0, 0)).columns
    if width and give in columns:
        at = columns.index(give)
        others = [i for i in range(len(columns)) if i != at]
        rest = sum(max(wcswidth(cell) for cell in (columns[i], *(row[i] for row in cells))) + _GAP for i in others)
        for row in cells:
            row[at] = shorten(row[at], max(width - rest, _LEAST))
    if out.isatty():
        cells = [[_apart(cell) for cell in row] for row in cells]
    sides = ["right" if held and all(_number(row.get(column)) for row in held) else "left" for column in columns]
    # a cell is what it says: "1e5" is no number
    out.write(tabulate(cells, list(columns), "simple", disable_numparse=True, colalign=sides if held else None) + "\n")


def _csv(rows: Iterable[Row], columns: Sequence[str], _give: str, out: TextIO) -> None:
    held = [*rows]
    # a key that only some rows have is a column all the same
    keys = list(dict.fromkeys(key for row in held for key in row)) or list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_csv_cell(row.get(key)) for key in keys] for row in held)


def _json(rows: Iterable[Row], _columns: Sequence[str], _give: str, out: TextIO) -> None:
    before = "[\n"
    for row in rows:
        out.write(before + "  " + _dumps(row))
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")


def _jsonl(rows: Iterable[Row], _columns: Sequence[str], _give: str, out: TextIO) -> None:
    for row in rows:
        out.write(_dumps(row) + "\n")


_WRITERS: dict[Format, Callable[[Iterable[Row], Sequence[str], str, TextIO], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}


def _apart(cell: str) -> str:
    return f"\u2068{cell}\u2069" if _RIGHT_TO_LEFT.search(cell) else cell


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: object) -> str:
    return "" if value is None else line(_text(value))


def _csv_cell(value: object) -> str:
    return "" if value is None else _text(value)


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        return _dumps(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_text)
