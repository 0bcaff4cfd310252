"""Who has an account: adding, changing and removing users, with what belongs to them."""

from dataclasses import replace

from exact_transcription.core.domain.errors import ConflictError, NotFoundError
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.ports.account_repository import AccountRepository
from exact_transcription.core.ports.belongings import Belongings
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.job_repository import JobFilter, JobRepository
from exact_transcription.core.ports.upload_repository import UploadRepository
from exact_transcription.core.usecases.accounts import Accounts
from exact_transcription.core.usecases.delete_job import DeleteJob

FIRST_ADMINISTRATOR = "admin"
_AT_ONCE = 100


class Users:
    """What administrators do with users. While there are users, one of them is an active administrator."""

    def __init__(  # noqa: PLR0913 - people own all kinds of things
        self,
        *,
        accounts: Accounts,
        repository: AccountRepository,
        belongings: Belongings,
        jobs: JobRepository,
        uploads: UploadRepository,
        blobs: BlobStore,
        delete_job: DeleteJob,
    ) -> None:
        """Keep users in `repository`; the rest is what belongs to them."""
        self._accounts, self._repository, self._belongings = accounts, repository, belongings
        self._jobs, self._uploads, self._blobs, self._delete_job = jobs, uploads, blobs, delete_job

    def find(self, name: str) -> User:
        """A user by name.

        Raises:
            NotFoundError: there is none.
        """
        user = self._repository.find_user(name)
        if user is None:
            raise NotFoundError(f"There is no user {name!r}.", hint="`users list` shows all.")
        return user

    def add(self, name: str, *, password: str | None, role: Role = Role.USER) -> User:
        """Add a user. The first administrator gets the jobs that were made while there were no accounts.

        Raises:
            ConflictError: there is one of that name, or nobody could administer the installation.
            InvalidRequestError: the name or the password cannot be used.
        """
        if role is not Role.ADMIN and not self._administrators():
            raise ConflictError(
                "The first user must be an administrator.", hint="Add one with the role admin first."
            )
        user = self._accounts.create_user(name, password=password, role=role)
        if role is Role.ADMIN:
            self._belongings.hand_over(giver=LOCAL_OWNER, taker=user.id)
        return user

    def add_first(self, password: str) -> User | None:
        """Add the administrator `admin` if there are no users at all; None if there are."""
        if self._repository.any_users():
            return None
        try:
            return self.add(FIRST_ADMINISTRATOR, password=password, role=Role.ADMIN)
        except ConflictError:
            return None  # another process that starts at the same time was quicker

    def change(self, user_id: str, *, role: Role | None = None, active: bool | None = None) -> User:
        """Give a user another role, or let them in or not; who is let in again has to sign in anew.

        Raises:
            NotFoundError: there is no such user.
            ConflictError: nobody could administer the installation then.
        """
        if role not in {None, Role.ADMIN} or active is False:
            self._require_another_administrator(user_id)

        def changed(user: User) -> User:
            after = replace(
                user,
                role=user.role if role is None else role,
                active=user.active if active is None else active,
            )
            if after == user:
                return user
            return replace(after, session_epoch=user.session_epoch + (after.active != user.active))

        return self._repository.update_user(user_id, changed)

    def delete(self, user_id: str) -> int:
        """Delete a user with all recordings and results, uploads, keys and webhooks.

        Returns how many jobs were deleted. If something fails, the user is locked out, and is deleted by
        trying again.

        Raises:
            NotFoundError: there is no such user.
            ConflictError: other users are left, and nobody could administer the installation then.
        """
        self._require_another_administrator(user_id)
        self._repository.update_user(user_id, lambda user: replace(user, active=False))
        count = self._delete_jobs(user_id)
        for upload in self._uploads.list_uploads(user_id):
            self._blobs.delete_prefix(upload.prefix)
            self._uploads.delete(upload.id)
        self._repository.delete_user(user_id)
        return count

    def _delete_jobs(self, owner: str) -> int:
        count = 0
        while found := self._jobs.list_jobs(JobFilter(owner=owner), limit=_AT_ONCE).jobs:
            for job in found:
                try:
                    self._delete_job.execute(job.id)
                except NotFoundError:
                    continue
                count += 1
        return count

    def _administrators(self) -> set[str]:
        users = self._repository.list_users()
        return {user.id for user in users if user.active and user.role is Role.ADMIN}

    def _require_another_administrator(self, user_id: str) -> None:
        others = [user for user in self._repository.list_users() if user.id != user_id]
        if others and not self._administrators() - {user_id}:
            raise ConflictError(
                "There must be an active administrator.", hint="Make another user an administrator first."
            )
