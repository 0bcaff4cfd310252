"""The servers that some tests need, each test with a corner of its own on them."""

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from redis import Redis

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
RABBITMQ = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672")


def require(name: str, port: int) -> None:
    """Skip where a server does not answer; in CI, where it has to, fail."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError as error:
        message = f"{name} does not answer on 127.0.0.1:{port}: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def forget_keys(pattern: str) -> None:
    """Delete all keys of Redis that look like `pattern`."""
    with Redis.from_url(REDIS) as client:
        for key in client.scan_iter(match=pattern):
            client.delete(key)


@contextmanager
def scratch_database(*, like: str = "") -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped afterwards; `like` are options of its creation."""
    require("PostgreSQL", 5432)
    name = f"test_{uuid.uuid4().hex[:16]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'create database "{name}" {like}'.encode())
    try:
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f'drop database "{name}" with (force)'.encode())
