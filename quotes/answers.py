"""Questions to the database: who said what, who spoke of it, which speakers, one statement in its place.

Comes in: an open connection and what is asked. Goes out: rows as dictionaries, in the order in which to show them.
Never here: a write, a format, the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, or_, select

from quotes.keys import folded_name, searched
from quotes.model import Confidence
from quotes.tables import aliases, articles, attributions, carriers, contents, said, speakers, statements
from quotes.text import fold

Row = dict[str, Any]

# letters that Arabic writes before a word and that are no part of it; the article is taken off when stored
_ATTACHED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_SHORT = 2
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out. Dates are ISO, of a day, month or year, both ends included; ``limit`` 0 is no limit.

    ``polarity`` ``said`` is what a source simply said. ``role`` and ``via`` are words of a title and of a medium.
    ``confidence`` is the least that will do. ``unsaid``: with what a source declined to say, or has not said, which
    asking for its polarity brings too.
    """

    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    act: str | None = None
    kind: str | None = None
    polarity: str | None = None
    channel: str | None = None
    role: str | None = None
    via: str | None = None
    confidence: Confidence | None = None
    limit: int = 0
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A speaker that a name fits; ``slug`` is None for groups and unnamed sources."""

    slug: str | None
    name: str


def who(connection: Connection, name: str) -> list[Match]:
    """The speakers that the name fits: a slug, a full name, another form of it, or words of one (كيري).

    Groups and unnamed sources are found by the words that describe them; so are those whose name is still open.
    """
    slug = connection.execute(select(speakers.c.slug, speakers.c.name).where(speakers.c.slug == name)).first()
    if slug:
        return [Match(slug.slug, slug.name)]
    wanted = _bare(folded_name(name))
    if not wanted:
        return []
    quoted = exists().where(attributions.c.speaker == speakers.c.slug)
    named = connection.execute(
        select(speakers.c.slug, speakers.c.name, aliases.c.folded)
        .join(aliases, aliases.c.speaker == speakers.c.slug)
        .where(quoted)
    )
    found = {Match(row.slug, row.name): None for row in named if _holds(_bare(row.folded), wanted)}
    described = connection.execute(
        select(attributions.c.source, attributions.c.folded)
        .where(attributions.c.speaker.is_(None), attributions.c.source.is_not(None))
        .distinct()
    )
    found |= {Match(None, row.source): None for row in described if _holds(_bare(row.folded), wanted)}
    return sorted(found, key=lambda match: (match.slug is None, match.name))


def nearest(connection: Connection, name: str, limit: int = 3) -> list[str]:
    """Names of speakers that are written much like this one, nearest first."""
    quoted = exists().where(attributions.c.speaker == speakers.c.slug)
    asked = select(aliases.c.folded, speakers.c.name).join(speakers).where(quoted)
    names = {row.folded: row.name for row in connection.execute(asked)}
    close = process.extract(folded_name(name), list(names), scorer=fuzz.WRatio, limit=limit * 2, score_cutoff=_NEAR)
    return list(dict.fromkeys(names[folded] for folded, _score, _index in close))[:limit]


def statements_of(connection: Connection, matches: Sequence[Match], filters: Filters) -> Iterator[Row]:
    """What these speakers said, newest first."""
    slugs = [match.slug for match in matches if match.slug]
    names = [match.name for match in matches if not match.slug]
    whose: ColumnElement[bool] = said.c.slug.in_(slugs)
    if names:
        # asked for only where it must be: it looks at every row
        whose = or_(whose, and_(said.c.slug.is_(None), said.c.speaker.in_(names)))
    return _rows(connection, select(said).where(whose), filters)


def statements_about(connection: Connection, word: str, filters: Filters) -> Iterator[Row]:
    """What anybody said with these words in it, newest first."""
    return _rows(connection, select(said).where(_about(word)), filters)


def find(connection: Connection, prefix: str) -> list[str]:
    """The ids of statements that begin so, two at most: one is the one, two are too many."""
    asked = select(statements.c.id).where(statements.c.id.startswith(prefix.lower(), autoescape=True)).limit(2)
    return list(connection.scalars(asked))


def one(connection: Connection, identity: str) -> Row:
    """A statement with its paragraph. Its spans are offsets into the paragraph, which begins at ``paragraph_start``."""
    row = next(_dictionaries(connection, select(said).where(said.c.id == identity)))
    place = connection.execute(
        select(
            articles.c.text,
            statements.c.cue_start,
            statements.c.cue_end,
            attributions.c.mention_start,
            attributions.c.mention_end,
        )
        .join(statements, statements.c.article == articles.c.id)
        .join(attributions, attributions.c.statement == statements.c.id)
        .where(statements.c.id == identity)
    ).one()
    pieces = connection.execute(
        select(contents.c.starts, contents.c.ends).where(contents.c.statement == identity).order_by(contents.c.ordinal)
    )
    content = [[piece.starts, piece.ends] for piece in pieces]
    first = min(content[0][0], place.cue_start)
    last = max(content[-1][1], place.cue_end)
    start = place.text.rfind("\n", 0, first) + 1
    end = place.text.find("\n", last)
    row["paragraph"] = place.text[start : end if end >= 0 else None].rstrip()
    row["paragraph_start"] = start
    row["content"] = [[a - start, b - start] for a, b in content]
    row["cue"] = [place.cue_start - start, place.cue_end - start]
    # the speaker may be named in another paragraph
    near = place.mention_start is not None and start <= place.mention_start < start + len(row["paragraph"])
    row["mention"] = [place.mention_start - start, place.mention_end - start] if near else None
    del row["content_start"]
    return row


def source(connection: Connection, identity: str) -> Row:
    """The article of a statement, and its source as the article names it."""
    asked = select(statements.c.article, attributions.c.source).join(
        attributions, attributions.c.statement == statements.c.id
    )
    return next(_dictionaries(connection, asked.where(statements.c.id == identity)))


def counts(connection: Connection) -> dict[str, int]:
    """How many articles, statements and speakers there are."""
    return {
        **{
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (articles, statements)
        },
        "speakers": connection.scalar(select(func.count(attributions.c.speaker.distinct()))) or 0,
    }


def _rows(connection: Connection, asked: Select[Any], filters: Filters) -> Iterator[Row]:
    conditions: list[ColumnElement[bool]] = []
    if filters.about is not None:
        conditions.append(_about(filters.about))
    if filters.since:
        conditions.append(said.c.date >= filters.since)
    if filters.until:
        # ~ sorts after every digit and dash: 2016-07 includes its last day
        conditions.append(said.c.date <= filters.until + "~")
    if filters.outlet is not None:
        conditions.append(said.c.outlet.in_(_outlets(connection, filters.outlet)))
    if filters.act:
        conditions.append(said.c.act == filters.act)
    if filters.kind:
        conditions.append(said.c.kind == filters.kind)
    if filters.polarity == "said":
        conditions.append(said.c.polarity.is_(None))
    elif filters.polarity:
        conditions.append(said.c.polarity == filters.polarity)
    elif not filters.unsaid:
        conditions.append(uttered(said.c.polarity))
    if filters.channel:
        conditions.append(said.c.channel == filters.channel)
    if filters.role is not None:
        titled = select(attributions.c.statement).where(_holding(attributions.c.role_searched, filters.role))
        conditions.append(said.c.id.in_(titled))
    if filters.via is not None:
        conditions.append(said.c.id.in_(select(carriers.c.statement).where(_holding(carriers.c.searched, filters.via))))
    if filters.confidence:
        conditions.append(said.c.confidence.in_(at_least(filters.confidence)))
    newest = (said.c.date.is_(None), said.c.date.desc(), said.c.article, said.c.content_start, said.c.id)
    asked = asked.where(*conditions).order_by(*newest)
    for row in _dictionaries(connection, asked.limit(filters.limit) if filters.limit else asked):
        del row["content_start"]
        yield row


def _dictionaries(connection: Connection, asked: Select[Any]) -> Iterator[Row]:
    for row in connection.execute(asked).mappings():
        yield dict(row)


def _about(words: str) -> ColumnElement[bool]:
    return said.c.id.in_(select(statements.c.id).where(_holding(statements.c.searched, words)))


def _holding(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Whether a searched column has a word that begins so, whatever letters are attached before it."""
    stem = searched(words).strip()
    if not stem:
        return false()
    tail = " " if len(stem) <= _SHORT else ""
    patterns = (f" {attached}{stem}{tail}" for attached in _ATTACHED)
    return or_(*(column.contains(pattern, autoescape=True) for pattern in patterns))


def uttered(polarity: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the source said it at all."""
    return or_(polarity.is_(None), polarity.not_in(("declined", "unspoken")))


def at_least(least: Confidence) -> tuple[Confidence, ...]:
    """The levels of confidence from the highest down to this one."""
    levels: tuple[Confidence, ...] = get_args(Confidence)
    return levels[: levels.index(least) + 1]


def _outlets(connection: Connection, name: str) -> list[str]:
    wanted = fold(name).lower()
    names = connection.scalars(select(said.c.outlet).where(said.c.outlet.is_not(None)).distinct())
    return [outlet for outlet in names if wanted in fold(outlet).lower()]


def _bare(folded: str) -> list[str]:
    return [word.removeprefix("ال") if len(word) > 4 else word for word in folded.split()]


def _holds(words: list[str], wanted: list[str]) -> bool:
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
