"""Run by Alembic; the connection comes from `migrate.py`, which also holds the lock."""

from alembic import context

from exact_transcription.adapters.database import account_schema
from exact_transcription.adapters.database.schema import Base

# Importing the module is what adds its tables.
assert account_schema.UserRow.__table__ in Base.metadata.sorted_tables  # noqa: S101

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # Alembic believes that SQLite cannot take back a change of the schema; it can.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
