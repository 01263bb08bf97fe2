"""Delegations and posts, invitations, requests for access, and where people stand in forms."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HELD = sa.text("ended_at IS NULL")
_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "posts",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("person", _SERIAL, nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_posts_person", "posts", ["person"], unique=True, sqlite_where=_HELD, postgresql_where=_HELD
    )
    op.create_index("ix_posts_delegation", "posts", ["delegation"])
    op.create_table(
        "invites",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_by", _SERIAL, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_by", _SERIAL, nullable=True),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "invite_guesses",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("person", _SERIAL, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_invite_guesses_person", "invite_guesses", ["person", "at"])
    op.create_table(
        "access_requests",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("person", _SERIAL, nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", _SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index(
        "uq_access_requests_open",
        "access_requests",
        ["person"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_access_requests_person", "access_requests", ["person", "asked_at"])
    op.create_table(
        "dialogs",
        sa.Column("person", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("form", AutoString(), nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index("ix_dialogs_at", "dialogs", ["at"])


def downgrade() -> None:
    for table in ("dialogs", "access_requests", "invite_guesses", "invites", "posts", "delegations"):
        op.drop_table(table)
