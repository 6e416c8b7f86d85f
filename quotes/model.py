"""The nouns: articles, and the statements found in them.

Comes in: nothing. Goes out: frozen dataclasses with no behaviour beyond their own arithmetic.
Never here: reading, rules, databases, formatting. Imports nothing of ours.

Every span is half-open and counts code points of ``Article.text``, verbatim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["direct", "mixed", "indirect"]
SpeakerType = Literal["person", "organization", "group", "anonymous"]
Polarity = Literal["denied", "declined", "open", "unspoken"]
Confidence = Literal["certain", "likely", "doubtful"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``text[start:end]``, code points, end excluded.

    >>> Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).overlaps(Span(5, 9))
    (True, False)
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both hold at least one code point in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news text as it came. ``text`` is never rewritten; unknown keys of the record are kept in ``extra``.

    ``date`` is an ISO date (``2016-07-21``) or None, and ``date_source`` tells where it comes from: ``record``, a field
    of the record; ``metadata`` of a page; ``header``, a line before the text; ``file``, its name; ``given`` by whoever
    asks. ``outlet`` is the name of the paper or station as given.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    date_source: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cue:
    """The word or mark that signals a statement. ``act`` is one of the closed list in ``rules/acts.toml``."""

    span: Span
    lemma: str
    act: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, as far as this article tells.

    ``name``: the fullest form in the article, titles left out. ``mention``: the words that name the speaker
    for this very cue, None when the subject is dropped or a pronoun. ``role``: title or office, verbatim.
    ``described``: the article gives no name, only a description (وزير المالية), which ``name`` then is.
    """

    name: str
    type: SpeakerType
    mention: Span | None = None
    role: str | None = None
    gender: Literal["m", "f"] | None = None
    described: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """A medium that carried the words: the agency in «نقلت وكالة … عن …»."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A source is reported to have expressed a content, signalled by a cue.

    ``content``: one span, or more when a quotation is split. ``speaker`` is None when it cannot be told, and
    ``why`` then says why. ``how``: the way the speaker was known (``named``, ``surname``, ``title``,
    ``elided``, ``pronoun``, ``unknown``, ``ambiguous`` …). ``via``: the chain of carriers, nearest first.
    ``time``, ``addressee``: the words that say when, and to whom. ``rule``: id of the rule that read it.
    ``polarity`` is None when the source simply said it.
    """

    kind: Kind
    content: tuple[Span, ...]
    cue: Cue
    speaker: Speaker | None
    rule: str
    how: str
    why: str | None = None
    via: tuple[Carrier, ...] = ()
    polarity: Polarity | None = None
    channel: str | None = None
    time: Span | None = None
    addressee: Span | None = None
    confidence: Confidence = "likely"

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end


@dataclass(frozen=True, slots=True)
class Rejection:
    """Quotation marks, or a cue, that made no statement, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one article: statements in the order of their content, and what was rejected."""

    statements: tuple[Statement, ...]
    rejected: tuple[Rejection, ...] = ()
