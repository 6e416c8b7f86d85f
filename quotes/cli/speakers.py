"""``quotes speakers``: the speakers as records, and their care by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection

from quotes import answers, care, database, directory
from quotes.cli import note, options
from quotes.faults import Fault
from quotes.keys import folded_name
from quotes.show import Format, emit, value


class _Group(click.Group):
    """A group whose first command is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Group)
def speakers() -> None:
    """Who is quoted: list, look up, and say whose a name is.

    Without a command it lists. A NAME is a name in Arabic or Latin letters, or the key that `list` and `find` tell.
    What is decided here holds for all articles, those to come too, and can be undone.
    """


@speakers.command("list")
@click.option("--kind", type=click.Choice(directory.KINDS), help="Only these.")
@options.confident
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=0, help="At most so many.")
@click.option("--all", "unsaid", is_flag=True, help="With what was declined or not said yet.")
@options.readable
@options.form
def list_(db: Path, form: Format, **chosen: Any) -> None:
    """List who is quoted, most quoted first; groups and unnamed sources only when asked for."""
    with database.reading(db) as connection:
        columns = ["name", "kind", "statements", "articles", "first", "last"]
        emit(directory.listed(connection, **chosen), columns, form, give="name")


@speakers.command()
@click.argument("name")
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many."
)
@options.readable
@options.form
def find(name: str, limit: int, db: Path, form: Format) -> None:
    """Find speakers by a name like theirs: كيرى, Kerry, lavrof."""
    with database.reading(db) as connection:
        rows = [
            {"name": one.name, "by": one.by, "score": one.score, "slug": one.slug}
            for one in directory.find(connection, name, limit)
        ]
    if not rows:
        note(f"nobody of a name like {name}")
    emit(rows, ["name", "by", "score", "slug"], form, give="name")


@speakers.command()
@click.argument("name")
@options.readable
@options.form
def show(name: str, db: Path, form: Format) -> None:
    """Show a speaker: names and where each comes from, offices with their dates, outlets, titles."""
    with database.reading(db) as connection:
        row = directory.one(connection, _one(connection, name, strict=False).slug)
    if form == "table":
        click.echo("\n".join(_told(row)))
    else:
        emit([row], list(row), form)


@speakers.command()
@click.argument("name")
@click.argument("into")
@options.database
def merge(name: str, into: str, db: Path) -> None:
    """Take NAME for another name of INTO, from now on and in all that is there."""
    with _writing(db) as connection:
        one, other = _one(connection, name), _one(connection, into)
        if one.slug == other.slug:
            raise Fault(name, f"is {other.name} already", "see `quotes speakers show`")
        what = {**_known(connection, one), "into": other.slug, "into_name": other.name}
        _say(care.decide(connection, "merge", what), f"{one.name} is {other.name}")


@speakers.command()
@click.argument("name")
@click.option(
    "--as", "to", metavar="NEW", required=True, help="The name of the other speaker; it may be the same name."
)
@click.option("--article", metavar="ID", help="Only in this article.")
@click.option("--outlet", metavar="SLUG", help="Only in this outlet, by its key.")
@click.option("--role", metavar="WORDS", help="Only where these words are in the title.")
@click.option("--since", metavar="DATE", callback=options.date, help="Only from this day, month or year on.")
@click.option("--until", metavar="DATE", callback=options.date, help="Only up to this day, month or year.")
@options.database
def split(name: str, to: str, db: Path, **where: Any) -> None:
    """Take some of what NAME said for another speaker's: by article, outlet, title or time."""
    if not any(where.values()):
        raise click.UsageError("say which: --article, --outlet, --role, --since or --until")
    with _writing(db) as connection:
        one = _one(connection, name)
        known = _known(connection, one)
        there = [found for found in directory.exactly(connection, to) if found.slug != one.slug]
        slug = there[0].slug if len(there) == 1 else care.new_slug(connection, known["kind"], to)
        what = {**known, "to": slug, "to_name": to, "where": {k: v for k, v in where.items() if v}}
        _say(care.decide(connection, "split", what), f"{to} is {slug}")


@speakers.command()
@click.argument("name")
@click.argument("new")
@options.database
def rename(name: str, new: str, db: Path) -> None:
    """Show NAME as NEW; the old name stays one that he goes by."""
    with _writing(db) as connection:
        one = _one(connection, name)
        what = {**_known(connection, one), "to": new}
        _say(care.decide(connection, "rename", what), f"{one.name} is shown as {new}")


@speakers.command()
@click.argument("name")
@click.argument("alias")
@click.option("--short", is_flag=True, help="Others may go by it too, as by a surname.")
@options.database
def alias(name: str, alias: str, short: bool, db: Path) -> None:
    """Take ALIAS for another name of NAME."""
    with _writing(db) as connection:
        one = _one(connection, name)
        what = {**_known(connection, one), "alias": alias, "short": short}
        _say(care.decide(connection, "alias", what), f"{alias} is {one.name}")


@speakers.command()
@click.argument("name")
@click.argument("office")
@click.option("--of", metavar="COUNTRY", help="The country, by its two letters (EG).")
@click.option("--body", metavar="NAME", help="The body it is an office of.")
@click.option("--since", metavar="DATE", required=True, callback=options.date, help="From this day, month or year on.")
@click.option("--until", metavar="DATE", callback=options.date, help="Up to this day, month or year.")
@options.database
def role(name: str, office: str, of: str | None, body: str | None, since: str, until: str | None, db: Path) -> None:
    """Say that NAME held an OFFICE: foreign-minister, head-of-state, spokesperson …"""
    if not of and not body:
        raise click.UsageError("say of what: --of COUNTRY or --body NAME")
    with _writing(db) as connection:
        one = _one(connection, name)
        if body:
            body = _one(connection, body).slug
        what = {"office": office, "of": of.upper() if of else None, "body": body, "since": since, "until": until}
        _say(care.decide(connection, "role", {**_known(connection, one), **what}), f"{one.name}: {office}")


@speakers.command()
@click.argument("id")
@click.argument("name")
@options.database
def link(id: str, name: str, db: Path) -> None:  # noqa: A002  click names the argument so in the help
    """Say who the source of the statement ID is; it holds for that source in the whole article."""
    with _writing(db) as connection:
        found = answers.find(connection, id)
        if len(found) != 1:
            raise Fault(id, "several statements begin so" if found else "no such statement", "give an id from a table")
        row = answers.source(connection, found[0])
        if row["source"] is None:
            raise Fault(id, "has no source that could be somebody's name", "see `quotes show`")
        one = _one(connection, name)
        what = {**_known(connection, one), "article": row["article"], "folded": folded_name(row["source"])}
        _say(care.decide(connection, "link", what), f"{row['source']} is {one.name} in {row['article']}")


@speakers.command()
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=0, help="At most so many.")
@options.readable
@options.form
def review(limit: int, db: Path, form: Format) -> None:
    """List the names that could be more than one speaker's, with who could be meant and what speaks for each."""
    with database.reading(db) as connection:
        rows = list(directory.questions(connection, limit))
    if form == "table":
        rows = [{**row, "id": row["id"][:10], "candidates": " | ".join(row["candidates"])} for row in rows]
    emit(rows, ["id", "source", "role", "date", "outlet", "statements", "candidates"], form, give="candidates")
    if rows and form == "table":
        note("say who it is: `quotes speakers link ID NAME`")


@speakers.command()
@click.option("--all", "undone", is_flag=True, help="With what was undone.")
@options.readable
@options.form
def decisions(undone: bool, db: Path, form: Format) -> None:
    """List what was decided by hand."""
    with database.reading(db) as connection:
        rows = [
            {"id": one.id, "made": one.made, "act": one.act, "what": _what(one), "undone": one.undone}
            for one in care.made(connection, undone)
        ]
    emit(rows, ["id", "made", "act", "what"] + ["undone"] * undone, form, give="what")


@speakers.command()
@click.argument("number", type=int, required=False)
@options.database
def undo(number: int | None, db: Path) -> None:
    """Take back what was decided last, or the decision of this NUMBER."""
    with _writing(db) as connection:
        decision, moved = care.undo(connection, number)
        _say(moved, f"undone: {decision.act} {_what(decision)}")


@contextmanager
def _writing(db: Path) -> Iterator[Connection]:
    if not database.exists(db):
        raise Fault(str(db), "no such database", "make one with `quotes ingest PATH`")
    engine = database.writing(db)
    try:
        with database.guard(db), engine.begin() as connection:
            care.relink_pending(connection)
            yield connection
    finally:
        engine.dispose()


def _one(connection: Connection, name: str, strict: bool = True) -> directory.Found:
    """The one speaker of this name. Raises Fault where there is none, or more than one."""
    found = directory.exactly(connection, name) if strict else directory.likely(connection, name)
    if len(found) == 1:
        return found[0]
    if found:
        told = "، ".join(f"{one.name} = {one.slug}" for one in found[:6])
        raise Fault(name, f"fits {len(found)} speakers: {told}", "give one by its key")
    near = "، ".join(one.name for one in directory.find(connection, name, 3))
    raise Fault(name, "nobody of this name", f"the nearest: {near}" if near else "see `quotes speakers`")


def _known(connection: Connection, one: directory.Found) -> dict[str, Any]:
    """What a decision must hold of a speaker, to be made again where no article names him any longer."""
    row = directory.one(connection, one.slug)
    return {"slug": one.slug, "name": row["name"], "kind": row["kind"], "gender": row["gender"]}


def _say(moved: int, what: str) -> None:
    note(f"{what}; {moved} statement{'' if moved == 1 else 's'} with another speaker now")


def _what(decision: care.Decision) -> str:
    what = decision.what
    told = [what["name"]]
    for key in ("into_name", "to_name", "to", "alias", "office", "of", "body", "since", "until", "article"):
        if what.get(key) and not (key == "to" and "to_name" in what):
            told.append(str(what[key]))
    told += [f"{key}={given}" for key, given in what.get("where", {}).items()]
    return " · ".join(told)


def _told(row: dict[str, Any]) -> Iterator[str]:
    yield f"name       {value(row['name'])}"
    yield f"key        {row['slug']}"
    kind = ", ".join(str(row[key]) for key in ("kind", "gender", "country", "wikidata") if row[key])
    yield f"kind       {kind} ({row['origin']})"
    dates = f", {row['first']} to {row['last']}" if row["first"] else ""
    yield f"quoted     {row['statements']} statements in {row['articles']} articles{dates}"
    for held in row["roles"]:
        of = " ".join(str(held[key]) for key in ("of", "body") if key in held)
        yield f"office     {held['office']} {of}: {held.get('since', '')} – {held.get('until', '')}".rstrip()
    for one in row["aliases"]:
        yield f"goes by    {value(one['name'])} ({one['origin']})"
    for name, key in (("titled", "titles"), ("outlet", "outlets"), ("known by", "links")):
        for one, count in row[key].items():
            yield f"{name:<10} {value(one) if one else '–'} ({count})"
