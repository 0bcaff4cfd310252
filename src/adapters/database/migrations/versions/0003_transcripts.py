"""What lists say of a transcript, the text that is searched, and what redoing leads to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table; they are filled by the next revision of each transcript."""
    op.add_column("jobs", sa.Column("duration", sa.Double(), nullable=True))
    op.add_column("jobs", sa.Column("language", sa.String(length=16), nullable=True))
    op.add_column("jobs", sa.Column("speakers", sa.Integer(), nullable=True))
    op.add_column("revisions", sa.Column("redo", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "transcript_texts",
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("text_folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_transcript_texts_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_transcript_texts")),
    )


def downgrade() -> None:
    """Remove them and what is in them."""
    op.drop_table("transcript_texts")
    # Not in a batch, which makes the table of jobs anew on SQLite and so deletes what refers to it.
    op.drop_column("revisions", "redo")
    for name in ("speakers", "language", "duration"):
        op.drop_column("jobs", name)
