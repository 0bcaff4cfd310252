"""When jobs changed, for who follows all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of jobs that are there already it is not known, and nobody follows them yet."""
    op.add_column("jobs", sa.Column("changed", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_jobs_changed", "jobs", ["changed", "id"])


def downgrade() -> None:
    """Remove it."""
    op.drop_index("ix_jobs_changed", table_name="jobs")
    op.drop_column("jobs", "changed")
