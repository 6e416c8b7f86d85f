"""A fault: where it lies, what it is, and its cure, in one line.

Comes in: three strings. Goes out: a value that is yielded beside good results, or raised when nothing can go on.
Never here: printing, exit codes.
"""

from __future__ import annotations


class Fault(Exception):  # noqa: N818  it is a value first, and only sometimes raised
    """Something the user can put right.

    >>> str(Fault("news.jsonl:7", 'no "text"', "give each line an id and a text"))
    'news.jsonl:7: no "text": give each line an id and a text'
    """

    def __init__(self, where: str, what: str, cure: str) -> None:
        super().__init__(where, what, cure)
        self.where = where
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        # one line, whatever a file name or a library's message holds
        return " ".join(f"{self.where}: {self.what}: {self.cure}".split())
