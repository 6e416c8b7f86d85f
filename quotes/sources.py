"""Where bytes come from: a file, a stream, or something inside another; each with its head, and within bounds.

Comes in: a path, or an open stream inside another source. Goes out: ``Source``s. What goes beyond the bounds, or is
damaged, raises a ``Fault`` while it is read. Never here: what the bytes mean.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from quotes.faults import Fault

HEAD = 1 << 16
_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{.*\}\s*$", re.DOTALL)
_DAMAGED = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of files that do not say it: outlet, date, and which field of theirs holds which of ours."""

    outlet: str | None = None
    date: str | None = None
    map: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far one path of the user may expand. ``ratio`` holds once a member has given more than ``free`` bytes."""

    total: int = 16 << 30
    whole: int = 256 << 20
    ratio: int = 200
    free: int = 16 << 20
    members: int = 1_000_000
    depth: int = 4


BOUNDS = Bounds()


@dataclass(slots=True)
class Budget:
    """What one path of the user has used of its bounds."""

    bounds: Bounds = field(default_factory=lambda: BOUNDS)
    expanded: int = 0
    members: int = 0

    @property
    def spent(self) -> bool:
        """Whether nothing more may be unpacked."""
        return self.expanded > self.bounds.total or self.members > self.bounds.members


@dataclass(slots=True)
class Source:
    """Bytes to be read once. ``where`` is for the user, ``name`` is the last part of it without ``.gz``.

    A folder has no stream, and a name that ends with ``/``. ``identity`` makes ids; a stream has none. ``record`` says
    what stands around it: the address and the charset that a server told.
    """

    where: str
    name: str
    identity: str | None
    head: bytes = b""
    stream: IO[bytes] | None = None
    options: Options = field(default_factory=Options)
    budget: Budget = field(default_factory=Budget)
    depth: int = 0
    record: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> IO[bytes]:
        """The stream, to be read line by line."""
        assert self.stream is not None
        return self.stream

    def read(self) -> bytes:
        """All of it. Raises Fault when that is too much for one document."""
        limit = self.budget.bounds.whole
        data = self.lines().read(limit + 1)
        if len(data) > limit:
            raise Fault(self.where, f"more than {limit >> 20} MiB in one document", "split it, or make it JSON Lines")
        return data

    def inside(
        self,
        name: str,
        stream: IO[bytes],
        packed: Callable[[], int] | None = None,
        *,
        same: bool = False,
        record: Mapping[str, str] | None = None,
    ) -> Source:
        """A source inside this one; ``same``: it is this very file, unpacked. ``packed`` tells how many bytes it took.

        Raises Fault beyond the bounds or when damaged.
        """
        where = self.where if same else f"{self.where}/{name}"
        identity = self.identity if same or self.identity is None else f"{self.identity}/{name}"
        budget, bounds = self.budget, self.budget.bounds
        budget.members += 1
        if self.depth >= bounds.depth:
            raise Fault(where, f"packed more than {bounds.depth} times over", "unpack it first")
        if budget.members > bounds.members:
            raise Fault(
                self.where, f"more than {bounds.members:,} files in it", "unpack it first; the rest is left out"
            )
        head = _head(where, stream)
        metered = io.BufferedReader(_Metered(where, stream, head, budget, packed), HEAD)
        base = name.rsplit("/", 1)[-1]
        return Source(
            where, base, identity, head, metered, self.options, budget, self.depth + (packed is not None), record or {}
        )


@contextmanager
def damage(where: str) -> Iterator[None]:
    """What libraries raise for damaged files is a Fault; so is what the bytes inside ask of the system."""
    try:
        yield
    except _DAMAGED as error:
        raise Fault(where, "damaged or cut off", "get a whole copy of it") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Fault(where, "damaged", "get a whole copy of it") from error


def _head(where: str, stream: IO[bytes]) -> bytes:
    """The first bytes; those before the damage, where there is any: it shows again to whoever reads on."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    head = b""
    try:
        while len(head) < HEAD:
            with damage(where):
                more = read(HEAD - len(head))
            if not more:
                break
            head += more
    except Fault:
        if not head:
            raise
    return head


class _Metered(io.RawIOBase):
    """A stream with its head put back, that counts what it gives and stops beyond the bounds."""

    def __init__(
        self, where: str, stream: IO[bytes], head: bytes, budget: Budget, packed: Callable[[], int] | None
    ) -> None:
        self._where, self._stream, self._head, self._budget, self._packed = where, stream, head, budget, packed
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with damage(self._where):
            if self._head:
                data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
            else:
                data = self._read(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._packed is not None:
            self._budget.expanded += len(data)
            self._check(self._packed())
        return len(data)

    def _check(self, packed: int) -> None:
        bounds = self._budget.bounds
        if self._budget.expanded > bounds.total:
            what = f"more than {bounds.total >> 20:,} MiB once unpacked"
            raise Fault(self._where, what, "unpack it first; the rest is left out")
        if self._given > max(bounds.free, bounds.ratio * packed):
            raise Fault(self._where, f"unpacks to more than {bounds.ratio} times its size", "it is left out: check it")


@contextmanager
def opened(path: str, options: Options) -> Iterator[Source]:
    """The source at a path; ``-`` is standard input. Raises OSError."""
    if path != "-" and Path(path).is_dir():
        yield Source(path, path.rstrip("/") + "/", _full(path), options=options)
        return
    live = path == "-" or Path(path).is_fifo()
    stream: IO[bytes] = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115
    try:
        head = _live(stream) if live else stream.read(HEAD)
        budget = Budget()
        metered = io.BufferedReader(_Metered(path, stream, head, budget, None), HEAD)
        name = "-" if live else Path(path).name
        yield Source(path, name, None if live else _full(path), head, metered, options, budget)
    finally:
        if path != "-":
            stream.close()


def _full(path: str) -> str:
    # the full path, so that it is the same article from wherever it is read
    return os.fsencode(Path(path).resolve()).decode("utf-8", "replace")


def _live(stream: IO[bytes]) -> bytes:
    """As much of a stream as tells what it is; not more than a line of JSON Lines, which are read as they come."""
    head = b""
    while len(head) < HEAD and (line := stream.readline(HEAD)):
        head += line
        if line.strip():
            break
    if _RECORD.match(head):
        return head
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head
