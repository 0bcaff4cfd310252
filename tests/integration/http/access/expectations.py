"""Who may use which route. A route that is missing here, or is here and nowhere else, fails the walk."""

from enum import Enum, StrEnum


class Verdict(StrEnum):
    """How a request of somebody ends, as far as access is concerned."""

    IN = "yes"
    UNKNOWN = "401"
    """They have to say who they are; a person is led to the sign-in page."""
    DENIED = "403"
    HIDDEN = "404"
    """As if it were not there."""


class Who(StrEnum):
    """Who asks, and for whose things."""

    ANONYMOUS = "anonymous"
    OTHER = "another user"
    READ_KEY = "owner, read-only key"
    READER = "reader"
    OWNER = "owner"
    ADMIN = "administrator"


IN, UNKNOWN, DENIED, HIDDEN = Verdict


class Access(Enum):
    """What a route asks for: verdicts in the order of `Who`."""

    EVERYBODY = (IN, IN, IN, IN, IN, IN)
    READ = (UNKNOWN, IN, IN, IN, IN, IN)
    READ_OBJECT = (UNKNOWN, HIDDEN, IN, IN, IN, IN)
    READ_OWN = (UNKNOWN, HIDDEN, IN, IN, IN, HIDDEN)
    WRITE = (UNKNOWN, IN, DENIED, DENIED, IN, IN)
    WRITE_OBJECT = (UNKNOWN, HIDDEN, DENIED, DENIED, IN, IN)
    WRITE_OWN = (UNKNOWN, HIDDEN, DENIED, DENIED, IN, HIDDEN)
    ACCOUNT = (UNKNOWN, IN, DENIED, IN, IN, IN)
    ACCOUNT_OWN = (UNKNOWN, HIDDEN, DENIED, IN, IN, HIDDEN)
    BROWSER = (UNKNOWN, DENIED, DENIED, DENIED, DENIED, DENIED)
    """Only in a browser's session: the walk comes with keys."""
    ADMIN = (UNKNOWN, DENIED, DENIED, DENIED, DENIED, IN)

    def verdict(self, who: Who) -> Verdict:
        """How a request of `who` ends."""
        return Verdict(self.value[list(Who).index(who)])


_API = "/api/v1"
_JOB = f"{_API}/transcriptions/<id:job_id>"
_UPLOAD = f"{_API}/uploads/<id:upload_id>"
_WEBHOOK = f"{_API}/webhooks/<id:webhook_id>"
_USER = f"{_API}/users/<id:user_id>"

ROUTES: dict[str, Access] = {
    "GET /": Access.READ,
    "GET /recordings/rows": Access.READ,
    "GET /recordings/new": Access.WRITE,
    "POST /recordings": Access.WRITE,
    "GET /recordings/<job_id>": Access.READ_OBJECT,
    "GET /recordings/<job_id>/card": Access.READ_OBJECT,
    "GET /recordings/<job_id>/excerpt": Access.READ_OBJECT,
    "GET /recordings/<job_id>/report": Access.READ_OBJECT,
    "GET /recordings/<job_id>/files/<name>": Access.READ_OBJECT,
    "GET /recordings/<job_id>/exports": Access.READ_OBJECT,
    "POST /recordings/<job_id>/exports": Access.READ_OBJECT,
    "POST /recordings/<job_id>/cancel": Access.WRITE_OBJECT,
    "POST /recordings/<job_id>/retry": Access.WRITE_OBJECT,
    "GET /recordings/<job_id>/delete": Access.WRITE_OBJECT,
    "POST /recordings/<job_id>/delete": Access.WRITE_OBJECT,
    "GET /account": Access.READ,
    "POST /account/password": Access.BROWSER,
    "POST /account/keys": Access.BROWSER,
    "POST /account/keys/<key_id>/revoke": Access.BROWSER,
    "POST /account/webhooks": Access.WRITE,
    "GET /account/webhooks/<webhook_id>": Access.READ_OWN,
    "POST /account/webhooks/<webhook_id>/test": Access.WRITE_OWN,
    "POST /account/webhooks/<webhook_id>/switch": Access.WRITE_OWN,
    "POST /account/webhooks/<webhook_id>/delete": Access.WRITE_OWN,
    "GET /admin": Access.ADMIN,
    "POST /admin/users": Access.ADMIN,
    "POST /admin/users/<user_id>": Access.ADMIN,
    "POST /admin/users/<user_id>/password": Access.ADMIN,
    "GET /sign-in": Access.EVERYBODY,
    "POST /sign-in": Access.EVERYBODY,
    "POST /sign-out": Access.READ,
    "POST /preferences": Access.EVERYBODY,
    "GET /static/<path:filename>": Access.EVERYBODY,
    "GET /healthz": Access.EVERYBODY,
    "GET /readyz": Access.EVERYBODY,
    "GET /metrics": Access.ADMIN,
    f"GET {_API}/openapi.json": Access.EVERYBODY,
    f"GET {_API}/docs": Access.EVERYBODY,
    f"GET {_API}/transcriptions": Access.READ,
    f"POST {_API}/transcriptions": Access.WRITE,
    f"GET {_JOB}": Access.READ_OBJECT,
    f"PATCH {_JOB}": Access.WRITE_OBJECT,
    f"DELETE {_JOB}": Access.WRITE_OBJECT,
    f"POST {_JOB}/cancel": Access.WRITE_OBJECT,
    f"POST {_JOB}/retry": Access.WRITE_OBJECT,
    f"POST {_JOB}/rerun": Access.WRITE_OBJECT,
    f"GET {_JOB}/events": Access.READ_OBJECT,
    f"GET {_API}/events": Access.READ,
    f"GET {_JOB}/media": Access.READ_OBJECT,
    f"GET {_JOB}/audio": Access.READ_OBJECT,
    f"GET {_JOB}/peaks": Access.READ_OBJECT,
    f"GET {_JOB}/transcript": Access.READ_OBJECT,
    f"GET {_JOB}/transcript/alike": Access.READ_OBJECT,
    f"GET {_JOB}/revisions": Access.READ_OBJECT,
    f"POST {_JOB}/transcript/edits": Access.WRITE_OBJECT,
    f"POST {_JOB}/transcript/undo": Access.WRITE_OBJECT,
    f"POST {_JOB}/transcript/redo": Access.WRITE_OBJECT,
    f"POST {_JOB}/transcript/restore": Access.WRITE_OBJECT,
    f"POST {_JOB}/transcript/realign": Access.WRITE_OBJECT,
    f"GET {_JOB}/transcript/realign": Access.READ_OBJECT,
    f"GET {_JOB}/exports/<name>": Access.READ_OBJECT,
    f"POST {_JOB}/exports": Access.READ_OBJECT,
    f"GET {_API}/formats": Access.READ,
    f"GET {_API}/formats/<name>": Access.READ,
    f"POST {_API}/uploads": Access.WRITE,
    f"GET {_UPLOAD}": Access.READ_OWN,
    f"PATCH {_UPLOAD}": Access.WRITE_OWN,
    f"DELETE {_UPLOAD}": Access.WRITE_OWN,
    f"POST {_UPLOAD}": Access.WRITE_OWN,
    f"GET {_API}/webhooks": Access.READ,
    f"POST {_API}/webhooks": Access.WRITE,
    f"GET {_WEBHOOK}": Access.READ_OWN,
    f"PATCH {_WEBHOOK}": Access.WRITE_OWN,
    f"DELETE {_WEBHOOK}": Access.WRITE_OWN,
    f"POST {_WEBHOOK}/test": Access.WRITE_OWN,
    f"GET {_WEBHOOK}/deliveries": Access.READ_OWN,
    f"GET {_API}/me": Access.READ,
    f"POST {_API}/me/password": Access.BROWSER,
    f"DELETE {_API}/me/sessions": Access.BROWSER,
    f"GET {_API}/usage": Access.READ,
    f"GET {_API}/keys": Access.READ,
    f"POST {_API}/keys": Access.ACCOUNT,
    f"DELETE {_API}/keys/<key:key_id>": Access.ACCOUNT_OWN,
    f"GET {_API}/users": Access.ADMIN,
    f"POST {_API}/users": Access.ADMIN,
    f"GET {_USER}": Access.ADMIN,
    f"PATCH {_USER}": Access.ADMIN,
    f"DELETE {_USER}": Access.ADMIN,
    f"GET {_API}/queue": Access.ADMIN,
    f"GET {_API}/audit": Access.ADMIN,
    "POST /v1/audio/transcriptions": Access.WRITE,
    "POST /v1/audio/translations": Access.WRITE,
    "GET /v1/models": Access.READ,
    "GET /v1/models/<model>": Access.READ,
}

NOTHING_THERE = ("/v1/<path:rest>",)
"""Rules that only say, to who may ask, that there is nothing at that address."""
