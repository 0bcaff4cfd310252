"""The tables of people: users, keys, webhooks and the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exact_transcription.adapters.database.schema import ID, Base


class UserRow(Base):
    """A user."""

    __tablename__ = "users"
    __table_args__ = (Index("uq_users_name_folded", "name_folded", unique=True),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    name_folded: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    active: Mapped[bool]
    created: Mapped[datetime]
    session_epoch: Mapped[int]
    version: Mapped[int] = mapped_column(BigInteger)


class ApiKeyRow(Base):
    """An API key; its secret is not here."""

    __tablename__ = "api_keys"
    __table_args__ = (Index("ix_api_keys_owner", "owner"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[Any]]
    created: Mapped[datetime]
    expires: Mapped[datetime | None]
    last_used: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(BigInteger)


class WebhookRow(Base):
    """A webhook. Its owner need not be in `users`: an open installation has none."""

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_owner", "owner"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(ID)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    events: Mapped[list[Any]]
    active: Mapped[bool]
    created: Mapped[datetime]
    version: Mapped[int] = mapped_column(BigInteger)


class DeliveryRow(Base):
    """What is told to a webhook."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_state_due", "state", "due"),
        Index("ix_webhook_deliveries_webhook_id_created", "webhook_id", "created"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[str | None] = mapped_column(ID)
    created: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    due: Mapped[datetime]
    status: Mapped[int | None]
    error: Mapped[str] = mapped_column(Text)


class AuditRow(Base):
    """One line of the audit log."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_at", "at"),
        Index("ix_audit_events_actor", "actor"),
        Index("ix_audit_events_subject", "subject"),
    )

    # SQLite counts up by itself only in a column that is exactly INTEGER.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(ID)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(ID)
    address: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text)
