"""Meetings, who comes, and messages to everybody."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("zone", AutoString(), nullable=False),
        sa.Column("created_by", _SERIAL, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_meetings_starts", "meetings", ["starts_at"])
    op.create_table(
        "attendance",
        sa.Column("meeting", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("person", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("answer", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("meeting", "person"),
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_by", _SERIAL, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("release_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )


def downgrade() -> None:
    for table in ("broadcasts", "attendance", "meetings"):
        op.drop_table(table)
