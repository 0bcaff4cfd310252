"""docs/formats.md has every format, and the tests that it names are there."""

import re
from pathlib import Path

import pytest

from tests.unit.plugins.writing import FORMATS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
WRITTEN, READ = (
    re.findall(r"^\| `([\w-]+)` \|(.*)\|$", part, flags=re.MULTILINE) for part in PAGE.split("## Read")
)


def test_every_format_that_is_written_is_in_the_table() -> None:
    assert [name for name, _ in WRITTEN] == list(FORMATS.formats())


def test_every_format_that_is_read_is_in_the_table() -> None:
    assert [name for name, _ in READ] == list(FORMATS.readable_formats())


@pytest.mark.parametrize(("name", "cells"), WRITTEN)
def test_the_extension_is_the_formats(name: str, cells: str) -> None:
    assert f"`{FORMATS.extension_of(name)}`" in cells


@pytest.mark.parametrize(("name", "cells"), [*WRITTEN, *READ])
def test_the_test_that_opened_it_is_there(name: str, cells: str) -> None:
    [(path, function)] = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", cells)
    assert f"\ndef {function}(" in (ROOT / path).read_text(encoding="utf-8"), name
