"""Invitations made in the chat, what the secretariat sees of whoever asks, and new administrators."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0012"
down_revision = "0011"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("invites", sa.Column("ref", sa.Text(), nullable=True))
    op.add_column("invites", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("invites", sa.Column("declined_at", UTCDateTime(), nullable=True))
    # A piece of the digest names those that are there; their codes can't be had from it.
    op.execute("UPDATE invites SET ref = substr(digest, 1, 12)")
    op.create_index("uq_invites_ref", "invites", ["ref"], unique=True)
    op.create_index("ix_invite_guesses_at", "invite_guesses", ["at"])
    for name in ("username", "rank"):
        op.add_column("access_requests", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "proposals",
        sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("ref", AutoString(), nullable=False, unique=True),
        sa.Column("person", _SERIAL, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("delegation", AutoString(), sa.ForeignKey("delegations.code"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("remit", sa.Text(), nullable=False),
        sa.Column("begun_by", _SERIAL, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("decided_by", _SERIAL, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("invite", sa.Text(), nullable=True),
    )
    op.create_index(
        "ix_proposals_open",
        "proposals",
        ["id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
