"""Needs, their matches with providers, and the questions that providers ask."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "needs",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.Column("author", _SERIAL, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("visibility", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("release_at", UTCDateTime(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["people.id"]),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_needs_delegation", "needs", ["delegation", "state"])
    op.create_table(
        "matches",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("need", _SERIAL, nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.Column("fits", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", _SERIAL, nullable=True),
        sa.Column("decided_by", _SERIAL, nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("reason", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["need"], ["needs.id"]),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
        sa.UniqueConstraint("need", "delegation", name="uq_matches_need"),
    )
    op.create_index("ix_matches_delegation", "matches", ["delegation", "state"])
    op.create_table(
        "questions",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("match", _SERIAL, nullable=False),
        sa.Column("asked_by", _SERIAL, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", _SERIAL, nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["match"], ["matches.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_questions_match", "questions", ["match"])
