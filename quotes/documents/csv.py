"""CSV and TSV -> articles: a row each, under the names of the columns.

Comes in: a table with a head, its cells parted by commas, semicolons, tabs or bars. Goes out: a document a row; one
that cannot be read is a fault of its own. Columns are called as the keys of JSON, or as the user says; others are kept.
Never here: a guess at what a column without a name holds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quotes.documents import NO, SHAPE, Document
from quotes.documents.jsonl import CALLED, article
from quotes.encodings import decode
from quotes.faults import Fault
from quotes.sources import Source

_SUFFIXES = (".csv", ".tsv", ".tab")
_BETWEEN = "\t;|,"
_KNOWN = {name.lower(): ours for ours, names in CALLED.items() for name in names}


def takes(head: bytes, name: str) -> int:
    """Whether the name says so, or the first line is of known names of columns."""
    if name.lower().endswith(_SUFFIXES):
        return SHAPE
    if name.lower().endswith((".txt", ".text")):
        return NO
    try:
        first = head.partition(b"\n")[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return NO
    cells = {_KNOWN.get(cell.strip(' "\r').lower()) for cell in first.split(_between(first))}
    return SHAPE if "text" in cells and len(cells - {None}) > 1 else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the table."""
    text = decode(source.where, source.read()).text.replace("\0", "")
    if text[:4].lower() == "sep=":
        between, text = text[4:5], text.partition("\n")[2]
    else:
        between = _between(text.partition("\n")[0])
    if not text.strip():
        raise Fault(source.where, "empty", "give a line with the names of the columns, and a row an article")
    csv.field_size_limit(source.budget.bounds.whole)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    head = [cell.strip() for cell in next(rows)]
    wanted = (source.options.map.get("text", "text").lower(), *(name.lower() for name in CALLED["text"]))
    if not any(cell.lower() in wanted for cell in head):
        columns = ", ".join(cell for cell in head if cell)[:200]
        raise Fault(source.where, f"no column of texts among {columns}", 'tell which it is: --map "text=COLUMN"')
    while True:
        line = rows.line_num + 1
        where = f"{source.where}:{line}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(where, f"not a row ({error})", "put cells with line breaks in quotation marks")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(head) and any(cells[len(head) :]):
            yield Fault(where, "more cells than columns", f"put cells that have {between!r} in them in quotation marks")
            continue
        record = {name: cell for name, cell in zip(head, cells, strict=False) if name and cell.strip()}
        yield article(where, dict(record), source, derive=True)


def _between(first: str) -> str:
    """What parts the cells of the head.

    >>> _between("title;text;date"), _between("text")
    (';', ',')
    """
    best = max(_BETWEEN, key=first.count)
    return best if first.count(best) else ","
