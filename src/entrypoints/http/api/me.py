"""The account of who asks."""

from typing import Annotated

from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.user import Role
from exact_transcription.core.usecases.accounts import MAX_PASSWORD, MIN_PASSWORD
from exact_transcription.entrypoints.http.api.fields import Sent, Text
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import account_of_session, identity, owner
from exact_transcription.entrypoints.http.limits import count_attempt
from exact_transcription.entrypoints.http.services import services
from exact_transcription.entrypoints.http.sessions import begin_session

me = Resource("Account", about="The account of who asks, and what they use.")

Password = Annotated[Text, Field(max_length=MAX_PASSWORD)]
NewPassword = Annotated[Text, Field(min_length=MIN_PASSWORD, max_length=MAX_PASSWORD)]


class Me(BaseModel):
    """Who asks."""

    id: str
    name: str
    role: Role
    scopes: list[Scope] = Field(description="What this session or key may do.")
    key: str | None = Field(description="Id of the key that was sent, or null.")
    accounts: bool = Field(description="Whether the installation has accounts; without, nobody signs in.")


class PasswordChange(Sent):
    """One's own new password."""

    present: Password = Field(description="The present password.")
    new: NewPassword = Field(description="The new one.")


class Used(BaseModel):
    """How much somebody has, and may have; null is without limit."""

    jobs: int = Field(description="Transcriptions, whatever their state.")
    active_jobs: int = Field(description="Those that wait or run.")
    max_active_jobs: int | None
    recording_bytes: int = Field(description="Of all recordings.")
    max_recording_bytes: int | None
    max_file_bytes: int = Field(description="Largest recording that is accepted.")
    retention_days: float | None = Field(description="After which recordings and results are deleted.")


@me.get("/me", scope=Scope.READ, returns=Me)
def read_me() -> Me:
    """Say who asks."""
    who = identity()
    return Me(
        id=who.user.id,
        name=who.user.name,
        role=who.user.role,
        scopes=[scope for scope in Scope if who.may(scope)],
        key=who.key.id if who.key else None,
        accounts=who.user.id != LOCAL_OWNER,
    )


@me.post("/me/password", scope=Scope.READ, returns=None, errors=(409,))
def change_password(body: PasswordChange) -> None:
    """Change one's password.

    All other sessions of the user end; keys stay valid.
    """
    user_id = account_of_session()
    count_attempt("password")
    user = services().accounts().change_password(user_id, present=body.present, new=body.new)
    note("password.changed", user_id)
    begin_session(user)


@me.delete("/me/sessions", scope=Scope.READ, returns=None, errors=(409,))
def end_all_sessions() -> None:
    """Sign out everywhere."""
    user_id = account_of_session()
    services().accounts().end_sessions(user_id)
    note("session.ended", user_id, "everywhere")


@me.get("/usage", scope=Scope.READ, returns=Used)
def read_usage() -> Used:
    """Say how much one has and may have."""
    settings, usage = services().settings(), services().belongings().usage(owner())
    return Used(
        jobs=usage.jobs,
        active_jobs=usage.active_jobs,
        max_active_jobs=settings.max_active_jobs,
        recording_bytes=usage.recording_bytes,
        max_recording_bytes=settings.max_stored_bytes,
        max_file_bytes=settings.max_file_bytes,
        retention_days=settings.retention_days,
    )
