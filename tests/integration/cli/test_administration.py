"""What an operator does on the command line, on a real database, queue and folder."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from exact_transcription.container import Container
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.usecases.store_transcript import facts_of
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings
from tests.integration.cli.session import type_in
from tests.integration.http.people import PASSWORD, QUICK_HASHER
from tests.integration.http.work import finished


@pytest.fixture
def container(tmp_path: Path) -> Iterator[Container]:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data"))
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    yield container
    container.queue().close()  # type: ignore[attr-defined]
    container.database().close()


def handed_in(container: Container, title: str, owner: str = "local") -> Job:
    asked = SubmitJobRequest(source=BytesIO(b"sound"), name="talk.wav", title=title, owner=owner)
    return container.submit_job().execute(asked)


def test_users_are_added_changed_and_deleted(tmp_path: Path, container: Container) -> None:
    job = handed_in(container, "before")
    no_admin, added, again, second, listed = type_in(
        tmp_path,
        "users add bob --password-stdin",
        "users add ada --role admin --password-stdin",
        "users add ADA --role admin --password-stdin",
        "users add bob --password-stdin",
        "users list --json",
        given=f"{PASSWORD}\n",
    )
    assert (no_admin.code, no_admin.err) == (
        1,
        "error: The first user must be an administrator. Add one with the role admin first.\n",
    )
    assert (added.code, added.out[:16], added.err) == (0, "added ada (admin", "")
    assert again.code == 1
    assert second.code == 0
    ada, bob = listed.json
    assert (ada["name"], ada["role"], bob["name"], bob["role"]) == ("ada", "admin", "bob", "user")
    assert PASSWORD not in listed.out
    assert container.find_job().execute(job.id).owner == ada["id"]
    handed_in(container, "his", bob["id"])

    last, demoted, disabled, deleted, gone, listed = type_in(
        tmp_path,
        "users delete ada --yes",
        "users role ada reader",
        "users disable bob",
        "users delete bob --yes",
        "users role bob admin",
        "users list --json",
    )
    assert [last.code, demoted.code] == [1, 1]
    assert "must be an active administrator" in last.err
    assert [disabled.out, deleted.out] == ["bob is disabled\n", "deleted bob with 1 recordings\n"]
    assert gone.code == 1
    assert "There is no user 'bob'" in gone.err
    assert [user["name"] for user in listed.json] == ["ada"]
    noted = [event.action for event in container.audit().list_events(actor="command-line")]
    assert noted == ["user.deleted", "user.disabled", "user.created", "user.created"]


def test_a_password_is_changed_and_a_short_one_refused(tmp_path: Path, container: Container) -> None:
    first, changed = type_in(
        tmp_path,
        "users add ada --role admin --password-stdin",
        "users password ada --password-stdin",
        given="another horse\n",
    )
    assert first.code == changed.code == 0
    assert container.accounts().sign_in("ada", "another horse") is not None
    (short,) = type_in(tmp_path, "users password ada --password-stdin", given="short\n")
    assert short.code == 2
    assert "10 to 1024 characters" in short.err


def test_keys_are_issued_once_listed_and_revoked(tmp_path: Path, container: Container) -> None:
    _, issued, empty, wrong = type_in(
        tmp_path,
        "users add ada --role admin --no-password",
        "keys issue ada --scope read --scope write --days 30 --name laptop",
        "keys issue nobody",
        "keys issue ada --scope all",
    )
    token = issued.out.strip()
    assert token.startswith("et_")
    assert "not shown again" in issued.err
    assert [empty.code, wrong.code] == [1, 2]
    who = container.accounts().identify(token)
    assert who is not None
    assert who.key is not None
    listed, revoked, unknown = type_in(
        tmp_path, "keys list --json", f"keys revoke {who.key.id}", "keys revoke gone"
    )
    (shown,) = listed.json
    assert (shown["user"], shown["name"], shown["scopes"]) == ("ada", "laptop", ["read", "write"])
    assert token.rpartition("_")[2] not in listed.out
    assert [revoked.code, unknown.code] == [0, 1]
    assert container.accounts().identify(token) is None


def test_jobs_are_listed_shown_and_changed(tmp_path: Path, container: Container) -> None:
    first, second = (handed_in(container, title) for title in ("first talk", "second\x1b[31m talk"))
    listed, table, one, none = type_in(
        tmp_path,
        "jobs list --json --owner local --state queued",
        "jobs list --title second",
        f"jobs show {first.id} --json",
        "jobs list --state failed",
    )
    assert [job["id"] for job in listed.json] == [second.id, first.id]
    assert second.id in table.out
    assert first.id not in table.out
    assert "\x1b" not in table.out
    assert one.json["options"]["profile"] == "auto"
    assert (none.out, none.err, none.code) == ("", "There are no such jobs.\n", 0)

    cancelled, not_twice, retried, running, deleted, gone = type_in(
        tmp_path,
        f"jobs cancel {first.id} {second.id}",
        f"jobs cancel {first.id}",
        f"jobs retry {first.id}",
        f"jobs rerun {first.id}",
        f"jobs delete --yes {second.id}",
        f"jobs show {second.id}",
    )
    assert cancelled.out == f"{first.id}: cancelled\n{second.id}: cancelled\n"
    assert not_twice.code == 2
    assert retried.out == f"{first.id}: queued\n"
    assert running.code == 2
    assert "Cancel it first" in running.err
    assert (deleted.code, gone.code) == (0, 1)
    assert [event.subject for event in container.audit().list_events()] == [second.id]


def test_a_finished_job_is_exported_and_run_again_with_other_options(
    tmp_path: Path, container: Container
) -> None:
    job = handed_in(container, "talk")
    finished(container, SAMPLES["plain"], job)
    printed, written, unknown, rerun = type_in(
        tmp_path,
        f"jobs export {job.id} -f json",
        f"jobs export {job.id} -f srt -o {tmp_path}/talk.srt -O max_line_width=37",
        f"jobs export {job.id} -f docy",
        f"jobs rerun {job.id} --speakers 3 --language de",
    )
    assert printed.json["words"]
    assert written.code == 0, written.err
    assert (tmp_path / "talk.srt").read_text().startswith("1\n")
    assert (written.code, unknown.code, rerun.code) == (0, 2, 0)
    again = container.find_job().execute(job.id)
    assert (again.state, again.options.speakers.exact, again.options.language) == (JobState.QUEUED, 3, "de")
    assert [event.detail for event in container.audit().list_events()] == ["srt", "json"]


def test_transcripts_that_are_older_than_the_search_are_found_after_reindexing(
    tmp_path: Path, container: Container
) -> None:
    job = handed_in(container, "talk")
    finished(container, SAMPLES["plain"], job)
    with container.database().writing() as connection:
        connection.execute(text("delete from transcript_texts"))
        connection.execute(text("update jobs set duration = null, language = null, speakers = null"))
    search = f"jobs list --title {SAMPLES['plain'].words[0].text}"
    before, done, after, again = type_in(tmp_path, search, "jobs reindex", search, "jobs reindex")
    assert job.id not in before.out
    assert (done.code, done.out) == (0, f"{job.id}\n")
    assert job.id in after.out
    assert again.out == ""
    assert container.find_job().execute(job.id).transcript == facts_of(SAMPLES["plain"])


def test_deleting_asks_first(tmp_path: Path, container: Container) -> None:
    job = handed_in(container, "talk")
    refused, agreed = (type_in(tmp_path, f"jobs delete {job.id}", given=each)[0] for each in ("n\n", "y\n"))
    assert (refused.code, agreed.code) == (1, 0)
    assert "for good?" in refused.err


def test_the_schema_goes_up_and_down(tmp_path: Path) -> None:
    nothing, up, present, unknown, down, older = type_in(
        tmp_path,
        "db current",
        "db upgrade",
        "db current",
        "db upgrade nonsense",
        "db downgrade 0001 --yes",
        "db current",
    )
    assert (nothing.code, nothing.out[:7]) == (1, "nothing")
    assert (up.code, present.code, down.code, older.code) == (0, 0, 0, 1)
    assert (unknown.code, "Traceback" in unknown.err) == (2, False)
    assert older.out.startswith("0001")


def test_retention_deletes_what_is_over(tmp_path: Path, container: Container) -> None:
    job = handed_in(container, "talk")
    container.cancel_job().execute(job.id)
    now = container.clock().now()
    container.jobs().update(job.id, lambda at: replace(at, expires=now))
    done, audit = type_in(tmp_path, "retention run --json", "audit list")
    assert done.json["jobs"] == 1
    assert list(container.blobs().list_blobs("jobs/")) == []
    assert audit.err == "Nothing was noted.\n"


def test_the_audit_log_is_listed(tmp_path: Path) -> None:
    _, table, found = type_in(
        tmp_path,
        "users add ada --role admin --no-password",
        "audit list",
        "audit list --json --actor command-line",
    )
    assert "user.created" in table.out
    assert [event["action"] for event in json.loads(found.out)] == ["user.created"]


def test_a_database_that_does_not_answer_is_one_clear_message(tmp_path: Path) -> None:
    (done,) = type_in(
        tmp_path, "users list", EXACT_DATABASE_URL="postgresql://nobody:hidden@127.0.0.1:9/none"
    )
    assert done.code == 1
    assert done.err.startswith("error: The database does not answer")
    assert "Traceback" not in done.err
    assert "hidden" not in done.err
