"""Fixtures of the contract tests."""

import pytest

from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.core.ports.job_repository import JobRepository
from tests.databases import _migrated_postgresql, postgresql_database, sqlite_database
from tests.fakes.job_repository import FakeJobRepository

__all__ = ["_migrated_postgresql", "postgresql_database", "sqlite_database"]


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def jobs(request: pytest.FixtureRequest) -> JobRepository:
    if request.param == "fake":
        return FakeJobRepository()
    return SqlJobRepository(database=request.getfixturevalue(f"{request.param}_database"))
