"""What administrators see: users, and the work of everybody."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.job import ACTIVE_STATES
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.ports.belongings import Usage
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import identity, needs
from exact_transcription.entrypoints.http.pages.listing import job_views

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user with what they have."""

    user: User
    usage: Usage
    is_me: bool


def register(pages: Blueprint, container: Container) -> None:
    """Add the page to the pages."""

    @pages.get("/admin")
    @needs(Scope.ADMIN)
    def admin() -> str:
        users = container.account_repository().list_users()
        names = {user.id: user.name for user in users}
        active = container.jobs().list_jobs(JobFilter(states=ACTIVE_STATES), limit=_MOST)
        return render_template(
            "admin.html",
            users=[_row(container, user) for user in users],
            roles=list(Role),
            views=job_views(container).of(active.jobs),
            more=active.next_cursor is not None,
            names=names,
            counts=container.jobs().count(JobFilter()),
            depth=container.queue().depth(),
            refresh=bool(active.jobs),
        )

    @pages.post("/admin/users")
    @needs(Scope.ADMIN)
    def add_user() -> Response:
        user = container.users().add(
            request.form.get("name", "").strip(), password=request.form.get("password", ""), role=_role()
        )
        note("user.created", user.id, user.role)
        return redirect(url_for("pages.admin", _anchor="users"), 303)

    @pages.post("/admin/users/<user_id>")
    @needs(Scope.ADMIN)
    def change_user(user_id: str) -> Response:
        user = container.users().change(user_id, role=_role(), active="active" in request.form)
        note("user.changed", user.id, f"{user.role}, {'active' if user.active else 'locked out'}")
        return redirect(url_for("pages.admin", _anchor="users"), 303)

    @pages.post("/admin/users/<user_id>/password")
    @needs(Scope.ADMIN)
    def set_password(user_id: str) -> Response:
        container.accounts().set_password(user_id, request.form.get("password", ""))
        note("password.changed", user_id)
        return redirect(url_for("pages.admin", _anchor="users"), 303)


def _row(container: Container, user: User) -> UserRow:
    usage = container.belongings().usage(user.id)
    return UserRow(user=user, usage=usage, is_me=user.id == identity().user.id)


def _role() -> Role:
    name = request.form.get("role", "")
    try:
        return Role(name)
    except ValueError as error:
        known = ", ".join(Role)
        raise InvalidOptionError(f"There is no role {name!r}.", hint=f"Known: {known}.") from error
