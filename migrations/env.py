"""Where Alembic meets the database.

``quotes`` hands over its own open connection. Run by hand (``alembic upgrade head``, ``alembic revision
--autogenerate -m "what changes"``), it opens the database of QUOTES_DB.
"""

import os
from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from quotes import database, tables


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        # SQLite alters a table by copying it
        render_as_batch=connection.dialect.name == "sqlite",
        # the connection is inside a transaction already: all of an upgrade happens, or nothing
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with database.engine(Path(os.environ.get("QUOTES_DB", "quotes.db"))).begin() as own:
        run(own)
