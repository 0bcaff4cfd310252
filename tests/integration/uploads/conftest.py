"""Uploads on a real database and folder."""

from tests.databases import sqlite_database

__all__ = ["sqlite_database"]
