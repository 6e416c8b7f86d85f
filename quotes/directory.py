"""Questions about speakers: who there is, who goes by a name, all that is known of one, whose name is still open.

Comes in: an open connection and what is asked. Goes out: rows as dictionaries, in the order in which to show them.
Never here: a write, a format, the terminal.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from quotes import names
from quotes.answers import Match, Row, at_least, uttered
from quotes.keys import folded_name
from quotes.model import Confidence
from quotes.tables import aliases, articles, attributions, decisions, outlets, roles, speakers, statements

KINDS = ("person", "organisation", "body", "document", "group", "unnamed")

_SURE = 90.0
"""Of 100: a name that is so much like another is taken for it where nothing is changed by that."""


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker that a name fits; ``by`` is the form that fits, ``score`` 100 where it is the same."""

    slug: str
    name: str
    by: str
    score: float


def listed(
    connection: Connection,
    kind: str | None = None,
    limit: int = 0,
    confidence: Confidence | None = None,
    unsaid: bool = False,
) -> Iterator[Row]:
    """The speakers with the number of their statements and articles, most quoted first.

    Without ``kind``: persons, organisations, bodies and documents. ``group`` and ``unnamed`` are listed by the words
    that describe them, and are no one. Statements below the confidence do not count, nor those that were declined or
    not said, unless ``unsaid``.
    """
    count = func.count(statements.c.id)
    figures = (
        count.label("statements"),
        func.count(statements.c.article.distinct()).label("articles"),
        func.min(articles.c.date).label("first"),
        func.max(articles.c.date).label("last"),
    )
    conditions: list[ColumnElement[bool]] = []
    if confidence:
        conditions.append(statements.c.confidence.in_(at_least(confidence)))
    if not unsaid:
        conditions.append(uttered(statements.c.polarity))
    if kind in ("group", "unnamed"):
        described = attributions.c.source
        sort = func.coalesce(attributions.c.unnamed, attributions.c.link) if kind == "unnamed" else attributions.c.type
        whose = attributions.c.speaker.is_(None) & attributions.c.source.is_not(None)
        is_group = attributions.c.type == "group"
        asked = (
            select(described.label("name"), sort.label("kind"), *figures)
            .select_from(attributions)
            .where(whose, is_group if kind == "group" else ~is_group)
            .group_by(attributions.c.folded, sort)
            .order_by(count.desc(), described)
        )
    else:
        asked = (
            select(speakers.c.name, speakers.c.kind, *figures, speakers.c.slug)
            .select_from(attributions)
            .join(speakers, speakers.c.slug == attributions.c.speaker)
            .group_by(speakers.c.slug)
            .order_by(count.desc(), speakers.c.name)
        )
        if kind:
            conditions.append(speakers.c.kind == kind)
    asked = (
        asked.join(statements, statements.c.id == attributions.c.statement)
        .join(articles, articles.c.id == statements.c.article)
        .where(*conditions)
    )
    for row in connection.execute(asked.limit(limit) if limit else asked).mappings():
        yield dict(row)


def find(connection: Connection, name: str, limit: int = 10) -> list[Found]:
    """Speakers whose names are most like this one, Arabic or Latin, misspelt or not; best first."""
    forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in connection.execute(
        select(aliases.c.name, speakers.c.slug, speakers.c.name.label("full")).join(
            speakers, speakers.c.slug == aliases.c.speaker
        )
    ):
        forms[row.name].append((row.slug, row.full))
    found: dict[str, Found] = {}
    for form, score in names.rank(name, list(forms), limit * 4):
        for slug, full in sorted(forms[form]):
            found.setdefault(slug, Found(slug, full, form, score))
    said = _quoted(connection, list(found))
    # of names that are alike the one that is quoted more
    ordered = sorted(found.values(), key=lambda one: (-one.score, -said.get(one.slug, 0), one.name))
    return ordered[:limit]


def exactly(connection: Connection, name: str) -> list[Found]:
    """Speakers of this slug, or who go by exactly this name, in any spelling of hamza, ta marbuta and the like."""
    row = connection.execute(select(speakers.c.slug, speakers.c.name).where(speakers.c.slug == name)).first()
    if row:
        return [Found(row.slug, row.name, name, 100.0)]
    asked = (
        select(speakers.c.slug, speakers.c.name, aliases.c.name.label("form"), aliases.c.short)
        .join(speakers, speakers.c.slug == aliases.c.speaker)
        .where(aliases.c.folded == folded_name(name))
    )
    rows = connection.execute(asked).all()
    whole = [row for row in rows if not row.short] or rows
    return [Found(row.slug, row.name, row.form, 100.0) for row in sorted(whole, key=lambda row: row.slug)]


def likely(connection: Connection, name: str) -> list[Found]:
    """Those of exactly this name, or else the ones that are surely meant by it (Kerry, lavrof)."""
    exact = exactly(connection, name)
    if exact:
        return exact
    near = find(connection, name, 5)
    quoted = _quoted(connection, [one.slug for one in near])
    sure = [one for one in near if one.score >= _SURE]
    best = [one for one in sure if one.score == sure[0].score]
    return [one for one in best if one.slug in quoted] or best


def latin(connection: Connection, name: str) -> list[Match]:
    """The quoted speakers that are surely meant by a name in Latin letters (john kerry, lavrof); none for others."""
    if not re.search("[a-zA-Z]", name):
        return []
    near = find(connection, name, 5)
    quoted = _quoted(connection, [one.slug for one in near])
    sure = [one for one in near if one.score >= _SURE and one.slug in quoted]
    return [Match(one.slug, one.name) for one in sure if one.score == sure[0].score]


def one(connection: Connection, slug: str) -> Row:
    """All that is known of a speaker: names and where each comes from, offices, outlets, decisions."""
    row: Row = dict(
        connection.execute(
            select(
                speakers.c.slug, speakers.c.name, speakers.c.kind, speakers.c.gender, speakers.c.country,
                speakers.c.wikidata, speakers.c.origin,
            ).where(speakers.c.slug == slug)
        ).mappings().one()
    )  # fmt: skip
    row["aliases"] = [
        {"name": one.name, "origin": one.origin}
        for one in connection.execute(
            select(aliases.c.name, aliases.c.origin)
            .where(aliases.c.speaker == slug)
            .order_by(aliases.c.origin.desc(), aliases.c.name)
        )
    ]
    row["roles"] = [
        {name: value for name, value in dict(one).items() if value is not None}
        for one in connection.execute(
            select(roles.c.office, roles.c.of, roles.c.body, roles.c.title, roles.c.since, roles.c.until)
            .where(roles.c.speaker == slug)
            .order_by(roles.c.since.desc(), roles.c.ordinal)
        ).mappings()
    ]
    row["roles"] += [
        {"office": what["office"], **{key: what[key] for key in ("of", "body", "since", "until") if what.get(key)}}
        for what in _decided(connection, "role", slug)
    ]
    of_it = attributions.c.speaker == slug
    joined = attributions.join(statements, statements.c.id == attributions.c.statement).join(
        articles, articles.c.id == statements.c.article
    )
    figures = connection.execute(
        select(
            func.count().label("statements"),
            func.count(articles.c.id.distinct()).label("articles"),
            func.min(articles.c.date).label("first"),
            func.max(articles.c.date).label("last"),
        )
        .select_from(joined)
        .where(of_it)
    ).mappings()
    row.update(figures.one())
    row["outlets"] = {
        one.name or "": one[1]
        for one in connection.execute(
            select(outlets.c.name, func.count().label("count"))
            .select_from(joined.join(outlets, outlets.c.slug == articles.c.outlet, isouter=True))
            .where(of_it)
            .group_by(outlets.c.name)
            .order_by(func.count().desc(), outlets.c.name)
        )
    }
    row["titles"] = {
        one.role: one[1]
        for one in connection.execute(
            select(attributions.c.role, func.count().label("count"))
            .where(of_it, attributions.c.role.is_not(None))
            .group_by(attributions.c.role)
            .order_by(func.count().desc(), attributions.c.role)
            .limit(10)
        )
    }
    row["links"] = {
        one.link or "": one[1]
        for one in connection.execute(
            select(attributions.c.link, func.count().label("count"))
            .where(of_it)
            .group_by(attributions.c.link)
            .order_by(func.count().desc(), attributions.c.link)
        )
    }
    return row


def questions(connection: Connection, limit: int = 0) -> Iterator[Row]:
    """Names that could be more than one speaker's, an article at a time, the most quoted first."""
    count = func.count()
    asked = (
        select(
            func.min(statements.c.id).label("id"),
            attributions.c.source,
            func.max(attributions.c.role).label("role"),
            attributions.c.candidates,
            articles.c.date,
            outlets.c.name.label("outlet"),
            articles.c.id.label("article"),
            count.label("statements"),
            func.min(statements.c.text).label("words"),
        )
        .join(statements, statements.c.id == attributions.c.statement)
        .join(articles, articles.c.id == statements.c.article)
        .join(outlets, outlets.c.slug == articles.c.outlet, isouter=True)
        .where(attributions.c.candidates.is_not(None))
        .group_by(articles.c.id, attributions.c.folded, attributions.c.candidates)
        .order_by(count.desc(), attributions.c.source, articles.c.id)
    )
    known: dict[str, str] = {}
    for row in connection.execute(asked.limit(limit) if limit else asked).mappings().all():
        made = dict(row)
        made["candidates"] = [_told(connection, slug, known) for slug in json.loads(row["candidates"])]
        yield made


def _told(connection: Connection, slug: str, known: dict[str, str]) -> str:
    """A candidate with what speaks for him: his offices and where he is quoted."""
    if slug not in known:
        name = connection.scalar(select(speakers.c.name).where(speakers.c.slug == slug)) or slug
        office = connection.execute(
            select(roles.c.office, roles.c.of, roles.c.since, roles.c.until)
            .where(roles.c.speaker == slug)
            .order_by(roles.c.since.desc())
            .limit(1)
        ).first()
        quoted = _quoted(connection, [slug]).get(slug, 0)
        told = [f"{office.office} {office.of or ''} {office.since or ''}–{office.until or ''}"] if office else []
        told.append(f"{quoted} statements")
        known[slug] = f"{name} ({'; '.join(' '.join(one.split()) for one in told)}) = {slug}"
    return known[slug]


def _quoted(connection: Connection, slugs: list[str]) -> dict[str, int]:
    asked = (
        select(attributions.c.speaker, func.count().label("count"))
        .where(attributions.c.speaker.in_(slugs))
        .group_by(attributions.c.speaker)
    )
    return {row.speaker: row[1] for row in connection.execute(asked)}


def _decided(connection: Connection, act: str, slug: str) -> list[dict[str, Any]]:
    asked = select(decisions.c.what).where(decisions.c.act == act, decisions.c.undone.is_(None))
    made = [json.loads(what) for what in connection.scalars(asked.order_by(decisions.c.id))]
    return [what for what in made if what["slug"] == slug]
