"""Fixtures of the tests of jobs."""

from tests.databases import _migrated_postgresql, postgresql_database, sqlite_database

__all__ = ["_migrated_postgresql", "postgresql_database", "sqlite_database"]
