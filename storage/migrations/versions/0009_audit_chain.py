"""The chain of the audit trail, and the fence that lets nobody change or remove its lines."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0009"
down_revision = "0008"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A line may be sealed, once, and its content may be erased; nothing else.
_ALLOWED = """
    NEW.id IS {same} OLD.id AND NEW.at IS {same} OLD.at AND NEW.actor IS {same} OLD.actor
    AND NEW.verb IS {same} OLD.verb AND NEW.subject IS {same} OLD.subject
    AND (NEW."before" IS NULL OR NEW."before" IS {same} OLD."before")
    AND (NEW."after" IS NULL OR NEW."after" IS {same} OLD."after")
    AND (OLD.number IS NULL OR (
        NEW.number IS {same} OLD.number AND NEW.sealed_at IS {same} OLD.sealed_at
        AND NEW.digest IS {same} OLD.digest AND NEW.mac IS {same} OLD.mac
        AND (NEW.salt IS NULL OR NEW.salt IS {same} OLD.salt)))
"""
_WHY = "lines of the audit trail are only added"


def upgrade() -> None:
    for column in (
        sa.Column("number", _SERIAL, nullable=True),
        sa.Column("sealed_at", UTCDateTime(), nullable=True),
        sa.Column("salt", AutoString(), nullable=True),
        sa.Column("digest", AutoString(), nullable=True),
        sa.Column("mac", AutoString(), nullable=True),
    ):
        op.add_column("audit", column)
    unsealed, sealed = sa.text("number IS NULL"), sa.text("number IS NOT NULL")
    op.create_index("ix_audit_unsealed", "audit", ["id"], sqlite_where=unsealed, postgresql_where=unsealed)
    op.create_index(
        "uq_audit_number", "audit", ["number"], unique=True, sqlite_where=sealed, postgresql_where=sealed
    )
    op.create_index("ix_audit_actor", "audit", ["actor", "id"])
    op.create_index("ix_audit_subject", "audit", ["subject", "id"])
    is_server = op.get_bind().dialect.name == "postgresql"
    for statement in _server_fence() if is_server else _file_fence():
        op.execute(statement)


def downgrade() -> None:
    is_server = op.get_bind().dialect.name == "postgresql"
    on = " ON audit" if is_server else ""
    for trigger in ("audit_changed", "audit_deleted", *(["audit_emptied"] if is_server else [])):
        op.execute(f"DROP TRIGGER {trigger}{on}")
    if is_server:
        op.execute("DROP FUNCTION audit_fence()")
    for index in ("ix_audit_unsealed", "uq_audit_number", "ix_audit_actor", "ix_audit_subject"):
        op.drop_index(index, "audit")
    for column in ("number", "sealed_at", "salt", "digest", "mac"):
        op.drop_column("audit", column)


def _file_fence() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
    allowed = _ALLOWED.format(same="")
    return [
        f"CREATE TRIGGER audit_changed BEFORE UPDATE ON audit WHEN NOT ({allowed}) {refuse}",
        f"CREATE TRIGGER audit_deleted BEFORE DELETE ON audit {refuse}",
    ]


def _server_fence() -> list[str]:
    allowed = _ALLOWED.format(same="NOT DISTINCT FROM")
    run = "EXECUTE FUNCTION audit_fence()"
    return [
        "CREATE FUNCTION audit_fence() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WHY}'; END $$",
        f"CREATE TRIGGER audit_changed BEFORE UPDATE ON audit FOR EACH ROW WHEN (NOT ({allowed})) {run}",
        f"CREATE TRIGGER audit_deleted BEFORE DELETE ON audit FOR EACH ROW {run}",
        f"CREATE TRIGGER audit_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT {run}",
    ]
