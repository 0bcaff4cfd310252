"""Which trace the request belonged to that handed a job in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("jobs", sa.Column("trace", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("jobs", "trace")
