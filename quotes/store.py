"""The only room that writes to the database.

Comes in: an article and what was read in it. Goes out: rows; all those of an article, or none.
Never here: reading files, extraction, questions to the database.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Table, and_, delete, exists, select, update
from sqlalchemy.dialects.sqlite import insert

from quotes import care, database, dates, linking, offices
from quotes.keys import folded_name, one_space, searched, slug, speaker_key
from quotes.model import Article, Reading, Span, Statement
from quotes.shipped import folder
from quotes.tables import (
    aliases,
    articles,
    attributions,
    carriers,
    contents,
    outlets,
    pending,
    runs,
    speakers,
    statements,
)
from quotes.text import fold

Change = Literal["added", "replaced", "unchanged"]


class Store:
    """The database of one run of ingestion.

    ``version`` and ``rules`` (the digest of the rule files) say what reads; an article that another version or other
    rules have read is not ``unchanged``. The run has a row once it writes something.
    """

    def __init__(self, path: Path, version: str, rules: str) -> None:
        """Opens the database, upgrading it first where needed. Raises Fault."""
        self._path = path
        self._engine = database.writing(path)
        self._version = version
        self._rules = rules
        self._run: int | None = None

    def change(self, article: Article) -> Change:
        """What saving the article would do."""
        asked = (
            select(articles.c.digest, runs.c.version, runs.c.rules)
            .join(runs, runs.c.id == articles.c.run)
            .where(articles.c.id == article.id)
        )
        with database.guard(self._path), self._engine.connect() as connection:
            row = connection.execution_options(lock=False).execute(asked).first()
        if row is None:
            return "added"
        return "unchanged" if tuple(row) == (digest(article), self._version, self._rules) else "replaced"

    def save(self, article: Article, reading: Reading) -> None:
        """Writes the article and its statements in the place of what was there of it, in one transaction.

        Raises Fault when the database cannot be written; then nothing of it is.
        """
        with database.guard(self._path), self._engine.begin() as connection:
            before = _Before.of(connection, article.id)
            run = self._begin(connection)
            _write_article(connection, article, self._outlet(connection, article.outlet), run)
            if before:
                connection.execute(delete(statements).where(statements.c.article == article.id))
            count = _write_statements(connection, article, reading.statements)
            if before:
                _sweep(connection, before)
                _await(connection, before.buckets)
            kind = runs.c.replaced if before else runs.c.added
            connection.execute(
                update(runs)
                .where(runs.c.id == run)
                .values({kind: kind + 1, runs.c.statements: runs.c.statements + count})
            )
        self._run = run

    def finish(self) -> None:
        """Makes the links of the names that were written, and marks the run as ended in good order."""
        with database.guard(self._path), self._engine.begin() as connection:
            care.seed(connection)
            care.relink_pending(connection)
        if self._run is not None:
            with database.guard(self._path), self._engine.begin() as connection:
                connection.execute(update(runs).where(runs.c.id == self._run).values(finished=_now()))

    def close(self) -> None:
        """Lets the file go."""
        self._engine.dispose()

    def _begin(self, connection: Connection) -> int:
        if self._run is not None:
            return self._run
        row = {"version": self._version, "rules": self._rules, "started": _now()}
        made = connection.execute(runs.insert().values(**row, added=0, replaced=0, statements=0))
        key = made.inserted_primary_key
        assert key is not None
        return int(key[0])

    def _outlet(self, connection: Connection, name: str | None) -> dict[str, Any] | None:
        """The outlet's row, written or brought up to the seeds."""
        if name is None:
            return None
        words = one_space(name)
        row = self._known_outlets.get(one_space(fold(words)).lower())
        if row is None:
            row = {"slug": slug(fold(words).lower()), "name": words, "country": None, "site": None, "scope": None}
        _upsert(connection, outlets, [row], ("slug",))
        return row

    @cached_property
    def _known_outlets(self) -> dict[str, dict[str, Any]]:
        """Rows of ``seeds/outlets.toml`` by each of the names that an outlet goes by, folded."""
        known = {}
        for key_, entry in tomllib.loads((folder("seeds") / "outlets.toml").read_text("utf-8")).items():
            row = {"slug": key_, "name": entry["name"], "country": entry.get("country"), "site": entry.get("site")}
            row["scope"] = entry.get("scope")
            for name in (key_, entry["name"], *entry.get("aliases", ())):
                known[one_space(fold(name)).lower()] = row
        return known


def digest(article: Article) -> str:
    """The fingerprint of all that came in with the article."""
    whole = [article.id, article.text, article.title, article.outlet, article.date, article.url, _extra(article)]
    return blake2b(json.dumps(whole).encode(), digest_size=16).hexdigest()


def key(article: str, statement: Statement) -> str:
    """A statement's id: the same wherever and whenever the same words of the same article are read.

    16 hexadecimal digits of the article's id, the cue's span and the content's spans.
    """
    spans = [(span.start, span.end) for span in (statement.cue.span, *statement.content)]
    return blake2b(json.dumps([article, spans]).encode(), digest_size=8).hexdigest()


def _write_article(connection: Connection, article: Article, outlet: dict[str, Any] | None, run: int) -> None:
    country = outlet["country"] if outlet is not None and outlet["scope"] == "national" else None
    home = linking.home(country, article.title, article.text) if country is not None else None
    row = {
        "id": article.id,
        "outlet": outlet["slug"] if outlet is not None else None,
        "title": article.title,
        "date": article.date,
        "date_source": article.date_source if article.date else None,
        "home": home,
        "url": article.url,
        "text": article.text,
        "extra": _extra(article),
        "digest": digest(article),
        "run": run,
    }
    _upsert(connection, articles, [row], ("id",))


def _write_statements(connection: Connection, article: Article, found: Iterable[Statement]) -> int:
    # one that was read twice over is one
    by_key = {key(article.id, statement): statement for statement in found}
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (statements, contents, speakers, aliases, pending, attributions, carriers)
    }
    for identity, statement in by_key.items():
        rows[statements].append(_statement_row(identity, article, statement))
        for ordinal, span in enumerate(statement.content):
            rows[contents].append({"statement": identity, "ordinal": ordinal, "starts": span.start, "ends": span.end})
        for ordinal, carrier in enumerate(statement.via):
            starts, ends = _ends(carrier.span)
            row = {"statement": identity, "ordinal": ordinal, "name": carrier.name, "starts": starts, "ends": ends}
            rows[carriers].append({**row, "searched": searched(carrier.name)})
        rows[attributions].append(_attribution_row(identity, article, statement, rows))
    for table, some in rows.items():
        if not some:
            continue
        if table in (speakers, aliases, pending):
            connection.execute(insert(table).on_conflict_do_nothing(), some)
        else:
            connection.execute(table.insert(), some)
    return len(by_key)


def _statement_row(identity: str, article: Article, statement: Statement) -> dict[str, Any]:
    words = " … ".join(span.of(article.text) for span in statement.content)
    time_start, time_end = _ends(statement.time)
    addressee_start, addressee_end = _ends(statement.addressee)
    moment = dates.when(statement.time.of(article.text), article.date) if statement.time else None
    return {
        "id": identity,
        "article": article.id,
        "kind": statement.kind,
        "act": statement.cue.act,
        "lemma": statement.cue.lemma,
        "cue_start": statement.cue.span.start,
        "cue_end": statement.cue.span.end,
        "content_start": statement.start,
        "content_end": statement.end,
        "text": words,
        "searched": searched(words),
        "polarity": statement.polarity,
        "channel": statement.channel,
        "time_start": time_start,
        "time_end": time_end,
        "when_start": moment.start if moment else None,
        "when_end": moment.end if moment else None,
        "when_precision": moment.precision if moment else None,
        "when_source": moment.source if moment else None,
        "addressee_start": addressee_start,
        "addressee_end": addressee_end,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def _attribution_row(
    identity: str, article: Article, statement: Statement, rows: dict[Table, list[dict[str, Any]]]
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(column.name for column in attributions.c)
    row.update(statement=identity, how=statement.how, why=statement.why)
    source = statement.speaker
    if source is None:
        return row
    name = one_space(source.name)
    folded = folded_name(name)
    row.update(source=name, folded=folded, type=source.type, role=source.role)
    row["role_searched"] = None if source.role is None else searched(source.role)
    row["mention_start"], row["mention_end"] = _ends(source.mention)
    row["gender"] = source.gender
    row["bucket"] = linking.bucket(source.type, name, source.described)
    if source.type == "anonymous" or (source.type == "person" and source.described):
        row["unnamed"] = offices.unnamed(name) or "other"
    if row["bucket"] is not None:
        rows[pending].append({"bucket": row["bucket"]})
        if source.type == "person" and source.role is not None and not source.described:
            # who is named by that title alone may be he
            rows[pending].append({"bucket": linking.bucket("person", source.role, described=True)})
        # until the links are made each name is a speaker of its own
        slug = row["own"] = row["speaker"] = speaker_key(source.type, name)
        kind = "person" if source.type == "person" else "organisation"
        made = {"slug": slug, "name": name, "folded": folded, "type": source.type, "gender": source.gender}
        rows[speakers].append({**made, "kind": kind, "origin": "article"})
        rows[aliases].append(
            {"speaker": slug, "folded": folded, "name": name, "origin": "article", "short": int(" " not in folded)}
        )
        if source.mention is not None:
            form = one_space(source.mention.of(article.text))
            short = folded_name(form)
            # «الوزير» stands for a name and is none
            if set(short.split()) <= set(folded.split()):
                row["alias"] = short
                given = {"speaker": slug, "folded": short, "name": form, "origin": "article"}
                rows[aliases].append({**given, "short": int(" " not in short)})
    return row


@dataclass(frozen=True, slots=True)
class _Before:
    """What an article referred to before it is replaced."""

    outlet: str | None
    speakers: tuple[str, ...]
    buckets: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection, article: str) -> _Before | None:
        row = connection.execute(select(articles.c.outlet).where(articles.c.id == article)).first()
        if row is None:
            return None
        named = (
            select(attributions.c.speaker)
            .join(statements, statements.c.id == attributions.c.statement)
            .where(statements.c.article == article, attributions.c.speaker.is_not(None))
            .distinct()
        )
        looked_at = (
            select(attributions.c.bucket)
            .join(statements, statements.c.id == attributions.c.statement)
            .where(statements.c.article == article, attributions.c.bucket.is_not(None))
            .distinct()
        )
        roles = (
            select(attributions.c.role)
            .join(statements, statements.c.id == attributions.c.statement)
            .where(statements.c.article == article, attributions.c.type == "person", attributions.c.role.is_not(None))
            .distinct()
        )
        # who is named by such a title alone may have been he
        titles = [linking.bucket("person", role, described=True) for role in connection.scalars(roles)]
        buckets = {*connection.scalars(looked_at), *titles}
        return cls(row.outlet, tuple(connection.scalars(named)), tuple(one for one in buckets if one))


def _sweep(connection: Connection, before: _Before) -> None:
    """Deletes the names, speakers and outlet of before that nothing refers to any longer."""
    own_name = exists().where(and_(speakers.c.slug == aliases.c.speaker, speakers.c.folded == aliases.c.folded))
    used = exists().where(and_(attributions.c.speaker == aliases.c.speaker, attributions.c.alias == aliases.c.folded))
    spoken = exists().where(attributions.c.speaker == speakers.c.slug)
    printed = exists().where(articles.c.outlet == outlets.c.slug)
    met = aliases.c.origin == "article"
    connection.execute(delete(aliases).where(aliases.c.speaker.in_(before.speakers), met, ~own_name, ~used))
    by_articles = speakers.c.origin == "article"
    connection.execute(delete(speakers).where(speakers.c.slug.in_(before.speakers), by_articles, ~spoken))
    connection.execute(delete(outlets).where(outlets.c.slug == before.outlet, ~printed))


def _await(connection: Connection, buckets: Iterable[str]) -> None:
    """Remembers names whose links are to be made again."""
    rows = [{"bucket": bucket} for bucket in buckets]
    if rows:
        connection.execute(insert(pending).on_conflict_do_nothing(), rows)


def _upsert(connection: Connection, table: Table, rows: list[dict[str, Any]], by: tuple[str, ...]) -> None:
    statement = insert(table)
    rest = {name: statement.excluded[name] for name in rows[0] if name not in by}
    connection.execute(statement.on_conflict_do_update(index_elements=by, set_=rest), rows)


def _extra(article: Article) -> str:
    return json.dumps(dict(article.extra), ensure_ascii=False, sort_keys=True)


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
