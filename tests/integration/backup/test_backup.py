"""Everything saved in one file, and brought back into an empty database and an empty folder."""

import hashlib
import io
import json
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from exact_transcription.adapters.backup.tables import tables
from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.edits import RenameSpeaker
from exact_transcription.core.domain.errors import (
    ConflictError,
    ExactTranscriptionError,
    InvalidRequestError,
    MediaNotFoundError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.core.usecases.edit_transcript import EditRequest
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.cli.main import cli
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings
from tests.fakes.pipeline import FakePipeline
from tests.integration.http.working import working
from tests.services import scratch_database

PASSWORD = "correct horse battery"  # noqa: S105 - of a user who is made for the test
Making = Callable[[str], Container]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Making]:
    """Makes services of their own, each with an empty database of a kind."""
    with ExitStack() as stack:
        made: list[Container] = []

        def new(kind: str) -> Container:
            values: dict[str, Any] = {"data_dir": tmp_path / f"data{len(made)}"}
            if kind == "postgresql":
                values["database_url"] = stack.enter_context(scratch_database())
            container = Container()
            container.settings.override(Settings(**values))
            container.prepare()
            made.append(container)
            return container

        yield new
        for container in made:
            container.database().close()


def filled(container: Container) -> Job:
    """A service with users, a key, a transcript with edits, a job that waits, and events of the audit log."""
    accounts = container.accounts()
    user = accounts.create_user("Ada", password=PASSWORD)
    accounts.issue_key(user.id, name="program", scopes=frozenset({Scope.READ}))
    pipeline = FakePipeline(lambda _request, _listener: SAMPLES["plain"])
    with working(container, pipeline):
        job: Job = container.submit_job().execute(
            SubmitJobRequest(source=io.BytesIO(b"sound" * 1000), name="talk.wav", owner=user.id)
        )
        for change in container.events().subscribe(job.id):
            assert change is None or change.job is not None
    container.edit_transcript().execute(
        EditRequest(
            job_id=job.id,
            base=1,
            edits=(RenameSpeaker(speaker="SPEAKER_00", name="Grace"),),
            author=user.id,
            owner=user.id,
        )
    )
    container.submit_job().execute(
        SubmitJobRequest(source=io.BytesIO(b"later"), name="Grüße 世界.wav", owner=user.id)
    )
    return job


def contents(container: Container) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    """All rows and all blobs."""
    rows = {}
    with container.database().reading() as connection:
        for table in tables():
            found = [dict(row) for row in connection.execute(select(table)).mappings()]
            rows[table.name] = sorted(found, key=repr)
    blobs = container.blobs()
    return rows, {blob.key: blobs.read(blob.key) for blob in blobs.list_blobs("")}


@pytest.mark.parametrize(
    ("before", "after"),
    [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_everything_comes_back_and_the_service_goes_on(
    make: Making, tmp_path: Path, before: str, after: str
) -> None:
    old, new, file = make(before), make(after), tmp_path / "backup.tar"
    job = filled(old)
    saved = old.backup().create(file)
    restored = new.backup().restore(file)
    assert contents(new) == contents(old)
    assert (restored.rows, restored.blobs, restored.bytes) == (saved.rows, saved.blobs, saved.bytes)
    assert saved.missing == 0
    assert new.accounts().sign_in("ada", PASSWORD) is not None
    found = new.read_transcript().execute(job.id)
    assert found.revision.number == 2
    assert found.transcript.label_of("SPEAKER_00") == "Grace"
    again = EditRequest(
        job_id=job.id,
        base=2,
        edits=(RenameSpeaker(speaker="SPEAKER_01", name="Alan"),),
        author=job.owner,
        owner=job.owner,
    )
    assert new.edit_transcript().execute(again).revision.number == 3
    waiting = [each for each in new.jobs().list_jobs(JobFilter(), limit=9).jobs if each.id != job.id]
    pipeline = FakePipeline(lambda _request, _listener: SAMPLES["plain"])
    with working(new, pipeline):
        for each in waiting:
            new.dispatch().send(each)
            for change in new.events().subscribe(each.id):
                assert change is None or change.job is not None
    assert new.jobs().get(waiting[0].id).revision == 1
    assert pipeline.asked[0].name == "Grüße 世界.wav"


def test_the_file_is_for_its_owner_only_and_never_replaced(make: Making, tmp_path: Path) -> None:
    service, file = make("sqlite"), tmp_path / "backup.tar"
    filled(service)
    service.backup().create(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ConflictError, match="there already"):
        service.backup().create(file)
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == ["backup.tar"]


def test_nothing_is_restored_over_what_is_there(make: Making, tmp_path: Path) -> None:
    service, file = make("sqlite"), tmp_path / "backup.tar"
    filled(service)
    service.backup().create(file)
    before = contents(service)
    with pytest.raises(ConflictError, match="not empty"):
        service.backup().restore(file)
    assert contents(service) == before


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_a_file_that_is_cut_short_brings_no_records_back(make: Making, tmp_path: Path, share: float) -> None:
    old, new, file = make("sqlite"), make("sqlite"), tmp_path / "backup.tar"
    filled(old)
    old.backup().create(file)
    last_member = file.read_bytes().index(b"digests.json")
    os.truncate(file, int(last_member * share))
    with pytest.raises(ExactTranscriptionError, match=r"damaged|no backup"):
        new.backup().restore(file)
    assert not any(contents(new)[0].values())


def test_a_file_that_was_changed_brings_no_records_back(make: Making, tmp_path: Path) -> None:
    old, new, file = make("sqlite"), make("sqlite"), tmp_path / "backup.tar"
    filled(old)
    old.backup().create(file)
    data = file.read_bytes()
    assert data.count(b"Ada") >= 1
    file.write_bytes(data.replace(b'"name":"Ada"', b'"name":"Eve"'))
    with pytest.raises(InvalidRequestError, match="damaged"):
        new.backup().restore(file)
    assert not any(contents(new)[0].values())


def test_what_is_no_backup_is_refused(make: Making, tmp_path: Path) -> None:
    service = make("sqlite")
    with pytest.raises(MediaNotFoundError):
        service.backup().restore(tmp_path / "gone.tar")
    (tmp_path / "text.tar").write_text("no archive")
    with pytest.raises(InvalidRequestError, match="no backup"):
        service.backup().restore(tmp_path / "text.tar")


def _rewritten(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Change members of an archive, as a program of another version would have written them."""
    members = {}
    with tarfile.open(file) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            assert stream is not None
            members[member.name] = change(member.name, stream.read())
    del members["digests.json"]
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    members["digests.json"] = json.dumps(digests).encode()
    with tarfile.open(file, "w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def test_a_backup_of_an_older_program_is_brought_back(make: Making, tmp_path: Path) -> None:
    old, new, file = make("sqlite"), make("postgresql"), tmp_path / "backup.tar"
    job = filled(old)
    old.backup().create(file)

    def older(name: str, data: bytes) -> bytes:
        if name == "backup.json":
            return data.replace(b'"schema": "', b'"schema": "0003" , "was": "')
        if name == "tables/jobs.jsonl":
            rows = [json.loads(line) for line in data.splitlines()]
            for row in rows:
                del row["trace"]
            return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        return data

    _rewritten(file, older)
    new.backup().restore(file)
    assert new.jobs().get(job.id).trace == ""


def test_a_backup_of_a_newer_program_is_refused(make: Making, tmp_path: Path) -> None:
    old, new, file = make("sqlite"), make("sqlite"), tmp_path / "backup.tar"
    filled(old)
    old.backup().create(file)

    def newer(name: str, data: bytes) -> bytes:
        return data.replace(b'"schema": "', b'"schema": "9999", "was": "') if name == "backup.json" else data

    _rewritten(file, newer)
    with pytest.raises(InvalidRequestError, match="newer program"):
        new.backup().restore(file)


def test_the_commands_save_and_bring_back(
    make: Making, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, file = make("sqlite"), str(tmp_path / "backup.tar")
    filled(service)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXACT_DATA_DIR", str(service.settings().data_dir))
    created = CliRunner().invoke(cli, ["backup", "create", file])
    assert created.exit_code == 0, created.output
    assert "Saved" in created.output
    monkeypatch.setenv("EXACT_DATA_DIR", str(tmp_path / "elsewhere"))
    restored = CliRunner().invoke(cli, ["backup", "restore", file])
    assert restored.exit_code == 0, restored.output
    assert "Brought back" in restored.output
    assert (tmp_path / "elsewhere" / "jobs.db").exists()
