"""System programs that only some tests need, and what becomes of a test whose program is missing."""

import os
import shutil
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that tests run, and the Debian package that brings it."""

    command: str
    package: str

    @property
    def missing(self) -> bool:
        return shutil.which(self.command) is None


PROGRAMS = {
    program.command: program
    for program in (
        Program(command="ffmpeg", package="ffmpeg"),
        Program(command="praat", package="praat"),
        Program(command="soffice", package="libreoffice-writer-nogui"),
        Program(command="pdftotext", package="poppler-utils"),
        Program(command="chromium", package="chromium"),
        Program(command="strace", package="strace"),
        Program(command="curl", package="curl"),
        Program(command="jq", package="jq"),
        Program(command="skopeo", package="skopeo"),
        Program(command="docker-registry", package="docker-registry"),
    )
}


def require_program(command: str) -> str:
    """The path of a program; the test is skipped where it is missing, and fails in CI."""
    program = PROGRAMS[command]
    path = shutil.which(command)
    if path is not None:
        return path
    message = f"{command} is missing: run `make test-deps` (Debian package {program.package})"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
