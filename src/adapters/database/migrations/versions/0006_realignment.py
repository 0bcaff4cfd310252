"""Which transcripts are to be re-aligned, and which revisions came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and the column, which older programs leave at its default."""
    op.add_column("revisions", sa.Column("refines", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "realignments",
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("requested", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_holder", sa.String(length=200), nullable=True),
        sa.Column("lease_expires", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_realignments_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_realignments")),
    )


def downgrade() -> None:
    """Remove them and what is in them."""
    op.drop_table("realignments")
    op.drop_column("revisions", "refines")
