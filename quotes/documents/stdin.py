"""Standard input -> articles: JSON Lines when it begins with ``{``, else one text.

Comes in: ``-``, or a named pipe such as the shell makes for ``<(…)``. Goes out: documents and faults.
Never here: waiting for the end of JSON Lines; they are read as they come.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from quotes.documents import Document, jsonl, text
from quotes.faults import Fault

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*(?:\{|$))")


def takes(path: str) -> bool:
    """Whether it is standard input or a pipe."""
    return path == "-" or Path(path).is_fifo()


def read(path: str) -> Iterator[Document | Fault]:
    """The articles of the stream. A text's id comes from its words: the same text is the same article again."""
    with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
        head = []
        for line in stream:
            head.append(line)
            if line.strip():
                break
        if _JSON.match(b"".join(head)):
            yield from jsonl.documents(path, chain(head, stream))
        else:
            data = b"".join(head) + stream.read()
            yield text.document(path, f"stdin-{blake2b(data, digest_size=6).hexdigest()}", data)
