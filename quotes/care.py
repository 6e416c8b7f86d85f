"""Whose the names are: the seeds, what was decided by hand, and the links of all names made from both.

Comes in: an open connection that may write. Goes out: rows. Never here: articles, statements, the terminal.

Links are made from the names, the seeds and the decisions alone, and made again whenever one of these changes; so they
are the same in whatever order the articles came, and a decision outlives every new reading of an article.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, literal_column, select, update

from quotes import linking, names, offices
from quotes.faults import Fault
from quotes.keys import folded_name, searched, speaker_key
from quotes.linking import Entry, Mention, Register
from quotes.shipped import folder
from quotes.tables import (
    aliases,
    articles,
    attributions,
    decisions,
    pending,
    roles,
    seeds,
    speakers,
    statements,
)

KINDS = ("person", "organisation", "body", "document")

_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

_ABOUT = {"merge": ("slug", "into"), "split": ("slug", "to")}
"""What of a decision are slugs; of the others ``slug`` alone."""

_AT_ONCE = 400
"""Buckets looked at in one go."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided by hand. ``what`` holds what it needs to be done again: slugs, names, dates."""

    id: int
    made: str
    act: str
    what: Mapping[str, Any]
    undone: str | None = None


# ---- seeds


def seed(connection: Connection, file: Path | None = None) -> int:
    """Puts the speakers of a seed file in the place of those it gave before; how many they are, 0 if it is in already.

    None stands for the file that comes with quotes. What was decided by hand is not touched. Raises Fault.
    """
    path = file or folder("seeds") / "speakers.toml"
    held = f"seed:{path.name}" if file else "seed"
    name = held if file else path.name
    data = path.read_bytes()
    outlets = folder("seeds") / "outlets.toml"
    media = outlets.read_bytes() if file is None and outlets.is_file() else b""
    digest = blake2b(data + media, digest_size=16).hexdigest()
    if connection.scalar(select(seeds.c.digest).where(seeds.c.file == name)) == digest:
        return 0
    try:
        entries = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Fault(str(path), f"not TOML ({error})", "mend it, or give another file") from error
    asked = select(speakers.c.slug, speakers.c.origin)
    others = dict(
        connection.execute(asked.where(speakers.c.origin.startswith("seed"), speakers.c.origin != held)).all()
    )
    if file is None:
        # whoever has a speaker of his own under that key keeps it
        entries = {slug: entry for slug, entry in entries.items() if slug not in others}
    elif taken := sorted(set(entries) & set(others)):
        cure = "give it another key, or say what is new with `quotes speakers alias` and `role`"
        raise Fault(f"{path}: [{taken[0]}]", "another file of seeds has that key", cure)
    rows = _seed_rows(str(path), entries)
    press = _media(tomllib.loads(media.decode("utf-8")), entries, others)
    for table, more in _seed_rows(str(outlets), press).items():
        rows[table] += more
    gone = select(speakers.c.slug).where(speakers.c.origin == held)
    for table in (aliases, roles):
        connection.execute(delete(table).where(table.c.origin == held, table.c.speaker.in_(gone)))
    connection.execute(update(speakers).where(speakers.c.origin == held).values(origin="article"))
    there = set(connection.scalars(select(speakers.c.slug)))
    given = [{**row, "origin": held} for row in rows[speakers]]
    old = [{**row, "s": row["slug"]} for row in given if row["slug"] in there]
    if old:
        values: dict[str, Any] = {name: bindparam(name) for name in given[0] if name != "slug"}
        connection.execute(update(speakers).where(speakers.c.slug == bindparam("s")).values(values), old)
    new = [row for row in given if row["slug"] not in there]
    if new:
        connection.execute(insert(speakers), new)
    for table in (aliases, roles):
        if rows[table]:
            for row in rows[table]:
                row["origin"] = held
            if table is aliases and there:
                # forms that were met before they were seeds
                connection.execute(
                    delete(aliases).where(aliases.c.speaker == bindparam("s"), aliases.c.folded == bindparam("f")),
                    [{"s": row["speaker"], "f": row["folded"]} for row in rows[table]],
                )
            connection.execute(insert(table), rows[table])
    connection.execute(delete(seeds).where(seeds.c.file == name))
    connection.execute(insert(seeds).values(file=name, digest=digest))
    # names and links follow, and what was decided of those who are not quoted
    connection.execute(delete(pending))
    linked = select(attributions.c.bucket).where(attributions.c.bucket.is_not(None)).distinct()
    connection.execute(insert(pending).from_select(["bucket"], linked))
    decided = {one.what["slug"] for one in made(connection)}
    if decided:
        _name(connection, sorted(decided), register(connection))
    return len(rows[speakers])


def _media(media: Mapping[str, Any], entries: Mapping[str, Any], others: Container[str]) -> dict[str, Any]:
    """Papers, agencies and channels as speakers, where they are none already; one word of theirs may be others' too."""
    taken = {folded_name(form) for entry in entries.values() for form in (entry["name"], *entry.get("aliases", ()))}
    made = {}
    for slug, outlet in media.items():
        forms = [outlet["name"], *outlet.get("aliases", ())]
        if slug in entries or f"outlet-{slug}" in others or any(folded_name(form) in taken for form in forms):
            continue
        town = offices.capital(outlet["name"]) or offices.named(outlet["name"])
        made[f"outlet-{slug}"] = {
            "name": f"صحيفة {outlet['name']}" if town else outlet["name"],
            "kind": "organisation",
            **({"country": outlet["country"]} if "country" in outlet else {}),
            "aliases": [form for form in forms if " " in form],
            "short": [form for form in forms if " " not in form and not (town and form == outlet["name"])],
        }
    return made


def _seed_rows(where: str, entries: Mapping[str, Any]) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {speakers: [], aliases: [], roles: []}
    for slug, entry in entries.items():
        place = f"{where}: [{slug}]"
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise Fault(place, "no name", 'give each speaker a table with name = "…" and kind = "…"')
        kind = entry.get("kind")
        if kind not in KINDS and kind != "group":
            raise Fault(place, f"kind {kind!r}", f"give one of: {', '.join(KINDS)}")
        kind = "organisation" if kind == "group" else kind
        _check(place, entry)
        rows[speakers].append(
            {
                "slug": slug,
                "name": entry["name"],
                "folded": folded_name(entry["name"]),
                "type": "person" if kind == "person" else "organization",
                "gender": entry.get("gender"),
                "kind": kind,
                "body": entry.get("is"),
                "country": entry.get("country"),
                "wikidata": entry.get("wikidata"),
            }
        )
        forms: dict[str, dict[str, Any]] = {}
        for field, short in (("name", 0), ("aliases", 0), ("latin", 0), ("short", 1)):
            given = entry.get(field, [])
            for form in [given] if isinstance(given, str) else given:
                folded = folded_name(form)
                forms.setdefault(folded, {"speaker": slug, "folded": folded, "name": form, "short": short})
        rows[aliases] += forms.values()
        for ordinal, role in enumerate(entry.get("roles", ())):
            row = {name: role.get(name) for name in ("office", "of", "body", "title", "since", "until", "known")}
            rows[roles].append({**row, "speaker": slug, "ordinal": ordinal, "acting": int(role.get("acting", False))})
    return rows


def _check(place: str, entry: Mapping[str, Any]) -> None:
    """Raises Fault where a field of the speaker is not what it should be."""
    if entry.get("gender") not in (None, "m", "f"):
        raise Fault(place, f"gender {entry['gender']!r}", "give m or f, or leave it out")
    for field in ("is", "country", "wikidata"):
        if not isinstance(entry.get(field, ""), str):
            raise Fault(place, f"{field} {entry[field]!r}", f'write {field} = "…"')
    for field in ("aliases", "latin", "short"):
        given = entry.get(field, [])
        if not isinstance(given, str | list) or not all(isinstance(form, str) for form in given):
            raise Fault(place, f"{field} {given!r}", f'write {field} = ["…", "…"]')
    held = entry.get("roles", [])
    if not isinstance(held, list) or not all(isinstance(role, dict) for role in held):
        raise Fault(place, f"roles {held!r}", 'write roles = [{ office = "…", of = "EG", since = "2016-07" }]')
    for role in held:
        if "office" not in role:
            raise Fault(place, "a role without office", 'give each role office = "…"')
        for field in ("office", "of", "body", "title"):
            if not isinstance(role.get(field, ""), str):
                raise Fault(place, f"{field} {role[field]!r} of a role", f'write {field} = "…"')
        for field in ("since", "until", "known"):
            if field in role and not (isinstance(role[field], str) and _ISO.fullmatch(role[field])):
                raise Fault(
                    place, f"{field} {role[field]!r} of a role", f'write {field} = "2016", "2016-07" or "2016-07-21"'
                )


# ---- the register


@dataclass(frozen=True, slots=True)
class _Care:
    """The register, and what decisions say of single mentions."""

    register: Register
    links: Mapping[tuple[str, str], str]
    splits: tuple[Mapping[str, Any], ...]


def register(connection: Connection) -> Register:
    """The known speakers: those of the seeds, changed by what was decided."""
    return _care(connection).register


def made(connection: Connection, undone: bool = False) -> list[Decision]:
    """What was decided, oldest first; ``undone``: with what was undone."""
    asked = select(decisions).order_by(decisions.c.id)
    if not undone:
        asked = asked.where(decisions.c.undone.is_(None))
    return [Decision(row.id, row.made, row.act, json.loads(row.what), row.undone) for row in connection.execute(asked)]


def _care(connection: Connection) -> _Care:
    entries = {entry.slug: entry for entry in _seeded(connection)}
    merged: dict[str, str] = {}
    links: dict[tuple[str, str], str] = {}
    splits = []
    for decision in made(connection):
        what = decision.what
        slug = what["slug"]
        entry = entries.get(slug) or Entry(slug, what["name"], what.get("kind") or "person", gender=what.get("gender"))
        if decision.act == "merge":
            into = what["into"]
            entries.setdefault(into, Entry(into, what["into_name"], what.get("kind") or "person"))
            merged[slug] = into
            entries[slug] = entry
        elif decision.act == "split":
            splits.append(what)
            # of one name with the other he has it by the decision alone
            alike = {names.plain(form) for form in (entry.name, *entry.forms)}
            mute = names.plain(what["to_name"]) in alike
            entries.setdefault(what["to"], Entry(what["to"], what["to_name"], entry.kind, mute=mute))
        elif decision.act == "rename":
            old = () if entry.mute else (entry.name,)
            entries[slug] = replace(entry, name=what["to"], forms=(*entry.forms, *old), mute=False)
        elif decision.act == "alias":
            for other, one in () if what.get("short") else list(entries.items()):
                entries[other] = _without(one, names.plain(what["alias"])) if other != slug else one
            entry = entries.get(slug, entry)
            forms = (*entry.short, what["alias"]) if what.get("short") else (*entry.forms, what["alias"])
            by_hand = (*entry.given, what["alias"])
            entries[slug] = (
                replace(entry, short=forms) if what.get("short") else replace(entry, forms=forms, given=by_hand)
            )
        elif decision.act == "role":
            role = linking.Role(what["office"], what.get("of"), what.get("body"), what.get("since"), what.get("until"))
            entries[slug] = replace(entry, roles=(*entry.roles, role))
        elif decision.act == "link":
            entries.setdefault(slug, entry)
            links[what["article"], what["folded"]] = slug
    return _Care(Register(entries.values(), merged), links, tuple(splits))


def _without(entry: Entry, plain: str) -> Entry:
    """The entry without this form: somebody else has it by decision."""
    if names.plain(entry.name) == plain:
        return entry
    forms = tuple(form for form in entry.forms if names.plain(form) != plain)
    short = tuple(form for form in entry.short if names.plain(form) != plain)
    return (
        entry
        if len(forms) == len(entry.forms) and len(short) == len(entry.short)
        else replace(entry, forms=forms, short=short)
    )


def _seeded(connection: Connection) -> Iterator[Entry]:
    forms: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    held: dict[str, list[linking.Role]] = defaultdict(list)
    # in the order in which they were written, the name first: what the speaker is shown as may be by a decision
    written = select(aliases).where(aliases.c.origin.startswith("seed")).order_by(literal_column("aliases.rowid"))
    for row in connection.execute(written):
        (short if row.short else forms)[row.speaker].append(row.name)
    for row in connection.execute(select(roles).where(roles.c.origin.startswith("seed")).order_by(roles.c.ordinal)):
        held[row.speaker].append(linking.Role(row.office, row.of, row.body, row.since, row.until))
    for row in connection.execute(select(speakers).where(speakers.c.origin.startswith("seed"))):
        yield Entry(
            row.slug, (*forms[row.slug], row.name)[0], row.kind, tuple(forms[row.slug]), tuple(short[row.slug]), row.gender, row.country,
            tuple(held[row.slug]), row.body,
        )  # fmt: skip


# ---- links


def relink(connection: Connection, buckets: Iterable[str] | None = None) -> int:
    """Makes the links of these buckets again, None: of all; how many statements have another speaker than before."""
    care = _care(connection)
    if buckets is None:
        asked = select(attributions.c.bucket).where(attributions.c.bucket.is_not(None)).distinct()
        buckets = list(connection.scalars(asked))
        connection.execute(delete(pending))
    every = set(buckets)
    titles = {bucket for bucket in every if bucket.startswith(linking.ROLE)}
    changed = 0
    for some in _parts(every - titles):
        changed += _relink(connection, some, care, titles)
    # titles alone come after the names that they may stand for
    for some in _parts(titles):
        changed += _relink(connection, some, care, set())
    spoken = exists().where(attributions.c.speaker == speakers.c.slug)
    connection.execute(delete(speakers).where(speakers.c.origin == "article", ~spoken))
    return changed


def relink_pending(connection: Connection) -> int:
    """Makes the links of what was written since they were made last."""
    buckets = list(connection.scalars(select(pending.c.bucket)))
    changed = relink(connection, buckets) if buckets else 0
    connection.execute(delete(pending))
    return changed


def _parts(buckets: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(buckets)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _relink(connection: Connection, buckets: list[str], care: _Care, titles: set[str]) -> int:
    """``titles`` takes in the buckets of titles whose bearers are others now."""
    asked = (
        select(
            attributions.c.statement,
            attributions.c.own,
            attributions.c.source,
            attributions.c.folded,
            attributions.c.type,
            attributions.c.role,
            attributions.c.gender,
            attributions.c.bucket,
            attributions.c.speaker,
            attributions.c.link,
            attributions.c.candidates,
            articles.c.id.label("article"),
            func.coalesce(statements.c.when_start, articles.c.date).label("day"),
            articles.c.outlet,
            articles.c.home,
        )
        .join(statements, statements.c.id == attributions.c.statement)
        .join(articles, articles.c.id == statements.c.article)
        .where(attributions.c.bucket.in_(buckets))
    )
    by_bucket: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(asked):
        by_bucket[row.bucket].append(row)
    changes: list[dict[str, Any]] = []
    touched: set[str] = set()
    fresh: dict[str, Any] = {}
    moved = 0
    for bucket in buckets:
        # the same order whatever the order of the rows
        rows = sorted(by_bucket[bucket], key=lambda row: row.statement)
        found = linking.link([_mention(row) for row in rows], care.register)
        if bucket.startswith(linking.ROLE):
            found = _by_title(connection, rows, found)
        for row, one in zip(rows, found, strict=True):
            slug, how = _decided(row, one, care)
            candidates = json.dumps(one.candidates, ensure_ascii=False) if slug is None and one.candidates else None
            if (slug, how, candidates) != (row.speaker, row.link, row.candidates):
                changes.append({"s": row.statement, "speaker": slug, "link": how, "candidates": candidates})
                moved += slug != row.speaker
                if row.type == "person" and row.role:
                    titles.add(linking.bucket("person", row.role, described=True) or bucket)
                touched.update(one for one in (slug, row.speaker) if one)
            if slug is not None:
                touched.add(slug)
                fresh.setdefault(slug, row)
    _ensure(connection, fresh, care.register)
    if changes:
        connection.execute(
            update(attributions)
            .where(attributions.c.statement == bindparam("s"))
            .values(speaker=bindparam("speaker"), link=bindparam("link"), candidates=bindparam("candidates")),
            changes,
        )
    _name(connection, sorted(touched), care.register)
    return moved


def _by_title(connection: Connection, rows: list[Any], found: list[linking.Link]) -> list[linking.Link]:
    """The links of titles alone, those that tell nobody taken for their bearers where there is one."""
    bearers: dict[str, list[tuple[str, str | None, str | None]]] = {}
    links = []
    for row, one in zip(rows, found, strict=True):
        if one.slug is None and not one.candidates:
            if row.source not in bearers:
                asked = (
                    select(
                        attributions.c.speaker,
                        func.coalesce(statements.c.when_start, articles.c.date),
                        articles.c.outlet,
                    )
                    .join(statements, statements.c.id == attributions.c.statement)
                    .join(articles, articles.c.id == statements.c.article)
                    .where(
                        attributions.c.role_searched == searched(row.source),
                        attributions.c.type == "person",
                        attributions.c.speaker.is_not(None),
                        attributions.c.bucket.not_like(f"{linking.ROLE}%"),
                    )
                )
                bearers[row.source] = [(slug, day, outlet) for slug, day, outlet in connection.execute(asked)]
            one = linking.by_title(_mention(row), bearers[row.source]) or one
        links.append(one)
    return links


def _mention(row: Any) -> Mention:
    described = row.bucket.startswith(linking.ROLE)
    return Mention(row.own, row.source, row.type, row.role, row.gender, row.day, row.outlet, row.home, described)


def _decided(row: Any, found: linking.Link, care: _Care) -> tuple[str | None, str]:
    """The speaker and how, after what was decided by hand."""
    slug, how = found.slug, found.how
    given = care.links.get((row.article, row.folded))
    if given is not None:
        slug, how = care.register.one(given), "hand"
    for split in care.splits:
        if slug == split["slug"] and _applies(split["where"], row):
            slug, how = care.register.one(split["to"]), "hand"
    return slug, how


def _applies(where: Mapping[str, Any], row: Any) -> bool:
    day = row.day or ""
    return (
        where.get("article") in (None, row.article)
        and where.get("outlet") in (None, row.outlet)
        and (where.get("role") is None or folded_name(where["role"]) in folded_name(row.role or ""))
        and (where.get("since") is None or day >= where["since"])
        and (where.get("until") is None or (day != "" and day <= where["until"] + "~"))
    )


def _ensure(connection: Connection, fresh: Mapping[str, Any], known: Register) -> None:
    """Writes the speakers that have no row yet."""
    there = set(connection.scalars(select(speakers.c.slug).where(speakers.c.slug.in_(list(fresh)))))
    rows = []
    for slug, row in sorted(fresh.items()):
        if slug in there:
            continue
        entry = known.entries.get(slug)
        kind = entry.kind if entry else "person" if row.type == "person" else "organisation"
        if entry is None and slug != row.own and kind == "organisation":
            kind = "body"  # a state, or what every state has
        name = entry.name if entry else row.source
        rows.append(
            {
                "slug": slug,
                "name": name,
                "folded": folded_name(name),
                "type": "person" if kind == "person" else "organization",
                "gender": entry.gender if entry else row.gender,
                "kind": kind,
                "origin": "article",
            }
        )
    if rows:
        connection.execute(insert(speakers), rows)


def _name(connection: Connection, slugs: list[str], known: Register) -> None:
    """Gives the speakers their names, and the forms that were met of them."""
    for some in _parts(slugs):
        rows = connection.execute(
            select(speakers.c.slug, speakers.c.origin, speakers.c.gender).where(speakers.c.slug.in_(some))
        ).all()
        fields = (attributions.c.source, attributions.c.folded, attributions.c.link, attributions.c.gender)
        met: dict[str, list[_Met]] = defaultdict(list)
        for row in connection.execute(
            select(attributions.c.speaker, *fields, func.count())
            .where(attributions.c.speaker.in_(some))
            .group_by(attributions.c.speaker, *fields)
        ):
            met[row[0]].append(_Met(*row[1:]))
        values = []
        for row in rows:
            name = _name_of(row.slug, row.origin, met[row.slug], known)
            gender = row.gender
            if row.origin == "article":
                entry = known.entries.get(row.slug)
                genders = sorted({one.gender for one in met[row.slug] if one.gender})
                gender = (entry.gender if entry else None) or (genders[0] if len(genders) == 1 else None)
            if name is not None:
                values.append({"s": row.slug, "name": name, "folded": folded_name(name), "gender": gender})
        if values:
            fresh: dict[str, Any] = {field: bindparam(field) for field in ("name", "folded", "gender")}
            connection.execute(update(speakers).where(speakers.c.slug == bindparam("s")).values(fresh), values)
        _forms(connection, [row.slug for row in rows], met, known)


@dataclass(frozen=True, slots=True)
class _Met:
    """How a speaker was named in articles, and how often so."""

    source: str
    folded: str
    link: str | None
    gender: str | None
    count: int


def _name_of(slug: str, origin: str, met: list[_Met], known: Register) -> str | None:
    """The name to show; None: the one that is there."""
    entry = known.entries.get(slug)
    if entry is not None:
        return entry.name
    if slug.startswith(linking.STATE):
        return offices.state(slug.removeprefix(linking.STATE).upper())
    whole = [one for one in met if one.link not in ("surname", "office", "title", "hand")] or met
    if not whole or origin != "article":
        return None
    return min(whole, key=lambda one: (-one.count, one.source)).source


def _forms(connection: Connection, slugs: list[str], met: Mapping[str, list[_Met]], known: Register) -> None:
    """Writes the forms given by hand and met in articles in the place of those that were there."""
    changing = aliases.c.speaker.in_(slugs) & aliases.c.origin.in_(("article", "hand"))
    connection.execute(delete(aliases).where(changing))
    there = {
        (row.speaker, row.folded)
        for row in connection.execute(select(aliases.c.speaker, aliases.c.folded).where(aliases.c.speaker.in_(slugs)))
    }
    rows: dict[tuple[str, str], dict[str, Any]] = {}

    def add(slug: str, name: str, origin: str, short: int = 0) -> None:
        folded = folded_name(name)
        if folded and (slug, folded) not in there:
            row = {"speaker": slug, "folded": folded, "name": name, "origin": origin, "short": short}
            rows.setdefault((slug, folded), row)

    for slug in slugs:
        for one in sorted(met[slug], key=lambda one: (-one.count, one.source)):
            if one.link not in ("office", "title"):
                add(slug, one.source, "article")
        entry = known.entries.get(slug)
        if entry is not None:
            for form in (entry.name, *entry.forms):
                add(slug, form, "hand")
            for form in entry.short:
                add(slug, form, "hand", 1)
    start, end = attributions.c.mention_start, attributions.c.mention_end
    asked = (
        select(
            attributions.c.speaker,
            attributions.c.alias,
            func.min(func.substr(articles.c.text, start + 1, end - start)).label("form"),
        )
        .join(statements, statements.c.id == attributions.c.statement)
        .join(articles, articles.c.id == statements.c.article)
        .where(attributions.c.speaker.in_(slugs), attributions.c.alias.is_not(None))
        .group_by(attributions.c.speaker, attributions.c.alias)
        .order_by(attributions.c.speaker, attributions.c.alias)
    )
    for row in connection.execute(asked):
        add(row.speaker, " ".join(row.form.split()), "article", int(" " not in row.alias))
    if rows:
        connection.execute(insert(aliases), list(rows.values()))


# ---- decisions


def decide(connection: Connection, act: str, what: Mapping[str, Any]) -> int:
    """Writes a decision and makes again the links that it touches; how many statements have another speaker."""
    before = _buckets(connection, act, what)
    connection.execute(
        insert(decisions).values(made=_now(), act=act, what=json.dumps(dict(what), ensure_ascii=False, sort_keys=True))
    )
    return _again(connection, before, act, what)


def undo(connection: Connection, identity: int | None = None) -> tuple[Decision, int]:
    """Takes back a decision, the last one unless its number is given; with how many statements that moved.

    Raises Fault where there is none such.
    """
    standing = made(connection)
    found = [one for one in standing if identity in (None, one.id)]
    if not found:
        where = "decisions" if identity is None else f"decision {identity}"
        raise Fault(where, "nothing to undo", "see `quotes speakers decisions`")
    decision = found[-1]
    before = _buckets(connection, decision.act, decision.what)
    connection.execute(update(decisions).where(decisions.c.id == decision.id).values(undone=_now()))
    return decision, _again(connection, before, decision.act, decision.what)


def _again(connection: Connection, before: set[str], act: str, what: Mapping[str, Any]) -> int:
    moved = relink(connection, before | _buckets(connection, act, what))
    # who is not quoted has his names all the same
    _name(connection, [what["slug"]], register(connection))
    return moved


def _buckets(connection: Connection, act: str, what: Mapping[str, Any]) -> set[str]:
    """The names that a decision can touch."""
    slugs = _tied(connection, {what[key] for key in _ABOUT.get(act, ("slug",))})
    asked = select(attributions.c.bucket).where(
        attributions.c.bucket.is_not(None),
        attributions.c.speaker.in_(slugs) | attributions.c.own.in_(slugs),
    )
    found = set(connection.scalars(asked.distinct()))
    if act in ("alias", "rename"):
        given = what["alias"] if act == "alias" else what["to"]
        for kind, described in (("person", False), ("person", True), ("organization", False)):
            one = linking.bucket(kind, given, described)
            found |= {one} if one else set()
        plain = names.plain(given)
        found |= {row.bucket for row in _open(connection) if names.plain(row.source) == plain}
    if act == "role":
        titled = select(attributions.c.bucket).where(attributions.c.bucket.startswith(linking.ROLE)).distinct()
        found |= {bucket for bucket in connection.scalars(titled) if bucket}
    if act in ("merge", "role", "alias"):
        found |= {row.bucket for row in _open(connection) if set(json.loads(row.candidates)) & slugs}
    if act == "link":
        where = (statements.c.article == what["article"], attributions.c.folded == what["folded"])
        joined = select(attributions.c.bucket).join(statements, statements.c.id == attributions.c.statement)
        found |= {bucket for bucket in connection.scalars(joined.where(*where).distinct()) if bucket}
    return found


def _tied(connection: Connection, slugs: set[str]) -> set[str]:
    """These and all whom mergers and splits tie to them."""
    ties = [{one.what[key] for key in _ABOUT[one.act]} for one in made(connection) if one.act in _ABOUT]
    while grown := {slug for tie in ties if tie & slugs for slug in tie} - slugs:
        slugs = slugs | grown
    return slugs


def _open(connection: Connection) -> list[Any]:
    return list(
        connection.execute(
            select(attributions.c.bucket, attributions.c.source, attributions.c.candidates)
            .where(attributions.c.candidates.is_not(None))
            .distinct()
        )
    )


def new_slug(connection: Connection, kind: str, name: str) -> str:
    """A slug for a speaker made by hand that no other has."""
    plain = speaker_key("person" if kind == "person" else "organization", name)
    slug, number = plain, 2
    while connection.scalar(select(speakers.c.slug).where(speakers.c.slug == slug)) or connection.scalar(
        select(attributions.c.own).where(attributions.c.own == slug).limit(1)
    ):
        slug, number = f"{plain}-{number}", number + 1
    return slug


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
