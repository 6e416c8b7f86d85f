"""The first tables: articles and their outlets, runs, statements, speakers, who said what.

After: nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SAID = """
CREATE VIEW said AS
SELECT s.id,
       a.date,
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
       c.name AS via,
       s.text AS words,
       t.how,
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


def upgrade() -> None:
    op.create_table(
        "outlets",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("site", sa.Text()),
        sa.PrimaryKeyConstraint("slug", name="pk_outlets"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("date", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.slug"], name="fk_articles_outlet_outlets"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_articles_run_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_outlet_date", "articles", ["outlet", "date"])
    op.create_index("ix_articles_date", "articles", ["date"])
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("lemma", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("content_start", sa.Integer(), nullable=False),
        sa.Column("content_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("time_start", sa.Integer()),
        sa.Column("time_end", sa.Integer()),
        sa.Column("addressee_start", sa.Integer()),
        sa.Column("addressee_end", sa.Integer()),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_statements_kind")),
        sa.CheckConstraint(
            "polarity IN ('denied', 'declined', 'open', 'unspoken')", name=op.f("ck_statements_polarity")
        ),
        sa.CheckConstraint("confidence IN ('certain', 'likely', 'doubtful')", name=op.f("ck_statements_confidence")),
        sa.CheckConstraint("cue_start < cue_end AND content_start < content_end", name=op.f("ck_statements_spans")),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_statements_article_articles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
    )
    op.create_index("ix_statements_article", "statements", ["article"])
    op.create_table(
        "contents",
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_contents_span")),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name="fk_contents_statement_statements", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "ordinal", name="pk_contents"),
    )
    op.create_table(
        "speakers",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("gender", sa.Text()),
        sa.CheckConstraint("type IN ('person', 'organization')", name=op.f("ck_speakers_type")),
        sa.CheckConstraint("gender IN ('m', 'f')", name=op.f("ck_speakers_gender")),
        sa.PrimaryKeyConstraint("slug", name="pk_speakers"),
    )
    op.create_table(
        "aliases",
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.slug"], name="fk_aliases_speaker_speakers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker", "folded", name="pk_aliases"),
    )
    op.create_index("ix_aliases_folded", "aliases", ["folded"])
    op.create_table(
        "attributions",
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("folded", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("alias", sa.Text()),
        sa.Column("mention_start", sa.Integer()),
        sa.Column("mention_end", sa.Integer()),
        sa.Column("role", sa.Text()),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.CheckConstraint(
            "type IN ('person', 'organization', 'group', 'anonymous')", name=op.f("ck_attributions_type")
        ),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name="fk_attributions_statement_statements", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.slug"], name="fk_attributions_speaker_speakers"),
        sa.PrimaryKeyConstraint("statement", name="pk_attributions"),
    )
    op.create_index("ix_attributions_speaker", "attributions", ["speaker"])
    op.create_table(
        "carriers",
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Integer()),
        sa.Column("ends", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name="fk_carriers_statement_statements", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "ordinal", name="pk_carriers"),
    )
    op.execute(SAID)


def downgrade() -> None:
    op.execute("DROP VIEW said")
    for table in (
        "carriers", "attributions", "aliases", "speakers", "contents", "statements", "articles", "runs", "outlets",
    ):  # fmt: skip
        op.drop_table(table)
