"""The tables, as SQLAlchemy Core sees them. The migrations make them; ``tests/test_migrations.py`` holds the two equal.

Comes in: nothing. Goes out: ``metadata``, its tables, and the view ``said``.
Never here: a connection.

Keys come from what a row is about and not from the order of insertion, so that the same articles give the same
keys in every database. Offsets are code points of ``articles.text``, half-open, as everywhere.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    column,
    table,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

outlets = Table(
    "outlets",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text),  # ISO 3166, two letters
    Column("site", Text),
    Column("scope", Text),  # national: its home news are one country's; international
)

runs = Table(
    # a row for each ingest that wrote something; what changed nothing leaves no trace
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Text, nullable=False),
    Column("rules", Text, nullable=False),  # digest of the rule files
    Column("started", Text, nullable=False),  # UTC, ISO 8601
    Column("finished", Text),  # null: still running, or ended before its end
    Column("added", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text, ForeignKey("outlets.slug")),
    Column("title", Text),
    Column("date", Text),  # ISO day, or month or year where no more is known
    Column("url", Text),
    Column("text", Text, nullable=False),  # verbatim
    Column("extra", Text, nullable=False),  # JSON object of the unknown keys
    Column("digest", Text, nullable=False),  # of all that came in: another digest is a changed article
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),  # that read it last
    Column("date_source", Text),  # where the date comes from: record, header, given …; see Article
    # ISO code of the country whose news it is: that of a national outlet, unless the head of the text names others
    Column("home", Text),
    Index(None, "outlet", "date"),
    Index(None, "date"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),  # digest of article, cue and content: see store.key
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name="kind"), nullable=False),
    Column("act", Text, nullable=False),
    Column("lemma", Text, nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("content_start", Integer, nullable=False),
    Column("content_end", Integer, nullable=False),
    Column("text", Text, nullable=False),  # words of the content, pieces joined by …
    Column("searched", Text, nullable=False),  # its folded words, see store.searched
    Column(
        "polarity",
        Text,
        CheckConstraint("polarity IN ('denied', 'declined', 'open', 'unspoken')", name="polarity"),
    ),
    Column("channel", Text),
    Column("time_start", Integer),
    Column("time_end", Integer),
    Column("addressee_start", Integer),
    Column("addressee_end", Integer),
    Column("rule", Text, nullable=False),
    Column(
        "confidence",
        Text,
        CheckConstraint("confidence IN ('certain', 'likely', 'doubtful')", name="confidence"),
        nullable=False,
    ),
    # when it was said, as its time words resolve against the article's date: ISO days, both included
    Column("when_start", Text),
    Column("when_end", Text),
    Column("when_precision", Text),  # day, week, month, year
    Column("when_source", Text),  # absolute, relative, weekday; see dates.Moment
    CheckConstraint("cue_start < cue_end AND content_start < content_end", name="spans"),
    Index(None, "article"),
)

contents = Table(
    # the pieces of a statement's content, one row unless it is split
    "contents",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    CheckConstraint("starts < ends", name="span"),
)

speakers = Table(
    # persons, organizations, bodies and documents: those that the seeds know, those that were made by hand, and one
    # row for each other name that an article gave. Groups and unnamed sources are no rows here: «مسؤول رفيع» in two
    # articles is not known to be one man, so his words stay on the attribution
    "speakers",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("type", Text, CheckConstraint("type IN ('person', 'organization')", name="type"), nullable=False),
    Column("gender", Text, CheckConstraint("gender IN ('m', 'f')", name="gender")),
    Column("kind", Text),  # person, organisation, body, document
    Column("body", Text),  # what sort of a country's body: foreign-ministry, army …
    Column("country", Text),  # ISO 3166, two letters
    Column("wikidata", Text),
    Column("origin", Text),  # seed, hand, article
)

aliases = Table(
    # the names of a speaker: those of the seeds, those given by hand, and the forms that were met
    "aliases",
    metadata,
    Column("speaker", Text, ForeignKey("speakers.slug", ondelete="CASCADE"), primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("origin", Text),  # seed, hand, article
    Column("short", Integer),  # 1: a form that others may share, as a surname is
    Index(None, "folded"),
)

roles = Table(
    # the offices that a speaker held, and from when to when
    "roles",
    metadata,
    Column("speaker", Text, ForeignKey("speakers.slug", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("office", Text, nullable=False),  # of the closed list in seeds/speakers.toml
    Column("of", Text),  # ISO 3166 of the country
    Column("body", Text),  # slug or words of the body
    Column("title", Text),  # where it is not the usual one
    Column("since", Text),  # ISO day, month or year
    Column("until", Text),
    Column("known", Text),  # the last month that a role without an end is known for
    Column("acting", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # seed, hand
)

decisions = Table(
    # what was decided by hand about speakers, in order; see care
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False),  # UTC, ISO 8601
    Column("act", Text, nullable=False),
    Column("what", Text, nullable=False),  # JSON object
    Column("undone", Text),  # UTC, ISO 8601
)

pending = Table(
    # names whose links are to be made again, see links
    "pending",
    metadata,
    Column("bucket", Text, primary_key=True),
)

seeds = Table(
    # which seeds are in
    "seeds",
    metadata,
    Column("file", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

attributions = Table(
    # one row a statement: whose it is and how that is known, or why it is not
    "attributions",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("speaker", Text, ForeignKey("speakers.slug")),  # null for groups, unnamed and unknown sources
    Column("source", Text),  # the source's name or words in this article; null when it cannot be told
    Column("folded", Text),
    Column(
        "type",
        Text,
        CheckConstraint("type IN ('person', 'organization', 'group', 'anonymous')", name="type"),
    ),
    Column("alias", Text),  # folded form of the name that this cue's own subject has, where it has one
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("role", Text),
    Column("how", Text, nullable=False),
    Column("why", Text),
    Column("role_searched", Text),  # its folded words, see store.searched
    Column("own", Text),  # the slug that the name alone would have
    Column("bucket", Text),  # of names that are to be looked at together, see linking.bucket
    Column("gender", Text),
    Column("link", Text),  # how the name was taken for this speaker's across articles, see linking
    Column("candidates", Text),  # JSON list of slugs, where more than one could be meant
    Column("unnamed", Text),  # what sort of unnamed source: official, witness …
    Index(None, "speaker"),
    Index(None, "own"),
    Index(None, "bucket"),
    Index(None, "role_searched"),
)

carriers = Table(
    # the media that carried the words, nearest first
    "carriers",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("starts", Integer),
    Column("ends", Integer),
    Column("searched", Text),  # the folded words of the name, see store.searched
)

said = table(
    # the view that joins them: one row a statement, for reports and for whoever writes SQL
    "said",
    *(
        column(name)
        for name in (
            "id", "date", "spoken", "outlet", "article", "title", "speaker", "slug", "type", "role", "kind", "act", "verb",
            "polarity", "channel", "time", "addressee", "via", "words", "how", "link", "why", "rule", "confidence", "content_start",
        )
    ),
)  # fmt: skip
