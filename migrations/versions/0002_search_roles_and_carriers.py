"""Roles and carriers can be searched as contents can; the view tells whom the words were said to.

After: 0001.
"""

import sqlalchemy as sa
from alembic import op

from quotes.keys import searched

revision = "0002"
down_revision = "0001"
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
       SUBSTR(a.text, s.time_start + 1, s.time_end - s.time_start) AS time,{addressee}
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
ADDRESSEE = """
       SUBSTR(a.text, s.addressee_start + 1, s.addressee_end - s.addressee_start) AS addressee,"""


def upgrade() -> None:
    op.execute("DROP VIEW said")
    # no batch: the tables are not copied, and keep their checks
    op.add_column("attributions", sa.Column("role_searched", sa.Text()))
    op.add_column("carriers", sa.Column("searched", sa.Text()))
    fill("attributions", "role", "role_searched")
    fill("carriers", "name", "searched")
    op.execute(SAID.format(addressee=ADDRESSEE))


def downgrade() -> None:
    op.execute("DROP VIEW said")
    op.drop_column("carriers", "searched")
    op.drop_column("attributions", "role_searched")
    op.execute(SAID.format(addressee=""))


def fill(table: str, source: str, column: str) -> None:
    """Writes the searched form of each different value beside it."""
    connection = op.get_bind()
    held = connection.exec_driver_sql(f"SELECT DISTINCT {source} FROM {table} WHERE {source} IS NOT NULL").scalars()
    rows = [(searched(words), words) for words in held]
    if rows:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE {source} = ?", rows)
