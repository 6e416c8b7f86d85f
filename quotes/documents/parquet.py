"""Parquet -> articles: a row each, under the names of the columns.

Comes in: a Parquet file. Goes out: a document a row, as from JSON. Never here: rows all at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

from quotes.documents import MAGIC, NO, Document, needs
from quotes.documents.jsonl import article, half
from quotes.faults import Fault
from quotes.sources import Source

_CHUNK = 1 << 20
_ROWS = 1_000


def takes(head: bytes, _name: str) -> int:
    """Whether it begins as Parquet does."""
    return MAGIC if head.startswith(b"PAR1") else NO


def read(source: Source) -> Iterator[Document | Fault]:
    """The articles of the table, some rows at a time."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise needs(source.where, "pyarrow", "parquet") from error
    with SpooledTemporaryFile(max_size=32 * _CHUNK) as whole:
        # its list of contents stands at its end
        while data := source.lines().read(_CHUNK):
            whole.write(data)
        whole.seek(0)
        number = 0
        try:
            for batch in parquet.ParquetFile(whole).iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(f"{source.where}:{number}", row, source)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise Fault(
                source.where, "damaged or cut off", "get a whole copy of it; what came before is read"
            ) from error


def _row(where: str, row: dict[str, Any], source: Source) -> Document | Fault:
    record = {key: _value(value) for key, value in row.items() if value is not None}
    if half(record):
        return Fault(where, "holds half a character", "write whole characters in UTF-8")
    return article(where, record, source, derive=True)


def _value(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return {key: _value(one) for key, one in value.items()}
    return value if isinstance(value, str | int | float | bool) else str(value)
