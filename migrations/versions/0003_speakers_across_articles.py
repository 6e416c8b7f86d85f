"""Speakers are one across articles: their aliases, their offices, what was decided by hand; and dates resolved.

After: 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SAID = """
CREATE VIEW said AS
SELECT s.id,
       a.date,{spoken}
       o.name AS outlet,
       a.id AS article,
       a.title,
       COALESCE(p.name, t.source) AS speaker,
       t.speaker AS slug,
       t.type,
       t.role,
       s.kind,
       s.act,
       s.lemma AS verb,
       s.polarity,
       s.channel,
       SUBSTR(a.text, s.time_start + 1, s.time_end - s.time_start) AS time,
       SUBSTR(a.text, s.addressee_start + 1, s.addressee_end - s.addressee_start) AS addressee,
       c.name AS via,
       s.text AS words,
       t.how,{link}
       t.why,
       s.rule,
       s.confidence,
       s.content_start
  FROM statements s
  JOIN articles a ON a.id = s.article
  JOIN attributions t ON t.statement = s.id
  LEFT JOIN speakers p ON p.slug = t.speaker
  LEFT JOIN outlets o ON o.slug = a.outlet
  LEFT JOIN carriers c ON c.statement = s.id AND c.ordinal = 0
"""
SPOKEN = """
       COALESCE(s.when_start, a.date) AS spoken,"""
LINK = """
       t.link,"""
COLUMNS = (
    ("outlets", ("scope",)),
    ("articles", ("date_source", "home")),
    ("statements", ("when_start", "when_end", "when_precision", "when_source")),
    ("speakers", ("kind", "body", "country", "wikidata", "origin")),
    ("aliases", ("origin",)),
    ("attributions", ("own", "bucket", "gender", "link", "candidates", "unnamed")),
)


def upgrade() -> None:
    op.execute("DROP VIEW said")
    # no batch: the tables are not copied, and keep their checks
    for table, columns in COLUMNS:
        for column in columns:
            op.add_column(table, sa.Column(column, sa.Text()))
    op.add_column("aliases", sa.Column("short", sa.Integer()))
    op.execute(
        "UPDATE speakers SET origin = 'article', kind = CASE type WHEN 'person' THEN 'person' ELSE 'organisation' END"
    )
    op.execute("UPDATE aliases SET origin = 'article'")
    op.execute("UPDATE attributions SET own = speaker, bucket = type || '/' || folded")
    op.create_index("ix_attributions_own", "attributions", ["own"])
    op.create_index("ix_attributions_bucket", "attributions", ["bucket"])
    op.create_index("ix_attributions_role_searched", "attributions", ["role_searched"])
    op.create_table(
        "roles",
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("of", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("since", sa.Text()),
        sa.Column("until", sa.Text()),
        sa.Column("known", sa.Text()),
        sa.Column("acting", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("speaker", "ordinal", name="pk_roles"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.slug"], name="fk_roles_speaker_speakers", ondelete="CASCADE"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undone", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_table(
        "pending",
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_pending"),
    )
    op.execute("INSERT INTO pending SELECT DISTINCT bucket FROM attributions WHERE bucket IS NOT NULL")
    op.create_table(
        "seeds",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("file", name="pk_seeds"),
    )
    op.execute(SAID.format(spoken=SPOKEN, link=LINK))


def downgrade() -> None:
    op.execute("DROP VIEW said")
    for table in ("seeds", "pending", "decisions", "roles"):
        op.drop_table(table)
    op.drop_index("ix_attributions_role_searched", "attributions")
    op.drop_index("ix_attributions_bucket", "attributions")
    op.drop_index("ix_attributions_own", "attributions")
    # the earlier tables had no way to say that two names are one speaker: each goes back to its own
    op.execute(
        "INSERT OR IGNORE INTO speakers (slug, name, folded, type) "
        "SELECT own, source, folded, type FROM attributions WHERE own IS NOT NULL GROUP BY own"
    )
    op.execute("UPDATE attributions SET speaker = own")
    op.execute("DELETE FROM aliases")
    op.execute(
        "INSERT OR IGNORE INTO aliases (speaker, folded, name) "
        "SELECT own, folded, source FROM attributions WHERE own IS NOT NULL"
    )
    op.execute("DELETE FROM speakers WHERE slug NOT IN (SELECT own FROM attributions WHERE own IS NOT NULL)")
    op.drop_column("aliases", "short")
    for table, columns in reversed(COLUMNS):
        for column in reversed(columns):
            op.drop_column(table, column)
    op.execute(SAID.format(spoken="", link=""))
