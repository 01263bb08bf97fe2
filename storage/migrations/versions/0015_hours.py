"""Hours and limits of people, letters that wait for them, and cards that hold several letters."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0015"
down_revision = "0014"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rhythms",
        sa.Column("person", _SERIAL, sa.ForeignKey("people.id"), primary_key=True, autoincrement=False),
        sa.Column("zone", AutoString(), nullable=False),
        sa.Column("quiet_from", AutoString(), nullable=False),
        sa.Column("quiet_until", AutoString(), nullable=False),
        sa.Column("days", AutoString(), nullable=False),
        sa.Column("a_day", sa.Integer(), nullable=False),
        sa.Column("paused_until", UTCDateTime(), nullable=True),
        sa.Column("gathered", sa.Text(), nullable=False),
        sa.Column("muted", sa.Text(), nullable=False),
    )
    op.create_table(
        "digests",
        sa.Column("ref", AutoString(), primary_key=True),
        sa.Column("person", _SERIAL, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
    )
    op.create_index("ix_digests_person", "digests", ["person", "day"])
    op.create_index(
        "ix_outbox_held",
        "outbox",
        ["person", "due_at"],
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index("ix_outbox_person", "outbox", ["person", "done_at"])
    op.add_column("broadcasts", sa.Column("emergency", sa.Text(), nullable=True))
    for table in ("invites", "proposals"):
        op.add_column(table, sa.Column("zone", sa.Text(), nullable=True))
