"""Everything that an operator may set, read from the environment and from `.env`."""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "EXACT_"

_HOST = re.compile(r"(\*|(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)(:[0-9]{1,5})?")


def _default_folder(variable: str, fallback: str) -> Path:
    """A folder of the XDG base directory specification, with this program's name."""
    base = os.environ.get(variable) or Path.home() / fallback
    return Path(base) / "exact-transcription"


class Settings(BaseSettings):
    """Typed settings; a value that makes no sense is an error when the program starts.

    Variables are named `EXACT_` and the field's name in capitals, unless the table says otherwise.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    profile: Literal["auto", "offline", "standard"] = Field(
        default="auto",
        description="Family of models for jobs that do not name one. `auto` is `standard` where its models "
        "are already on this machine, and `offline` otherwise.",
    )
    model: str | None = Field(
        default=None, description="Recognition model by name or path, instead of the profile's own."
    )
    device: Literal["auto", "cpu", "cuda"] = Field(
        default="auto", description="Where models run; `auto` takes a GPU where there is one."
    )
    compute_type: str = Field(
        default="auto",
        description="CTranslate2's number format for recognition, e.g. `int8`, `float32`, `float16`.",
    )
    threads: int = Field(default=0, ge=0, description="CPU threads for models; 0 means one a core.")
    batch_size: int = Field(
        default=0, ge=0, description="Chunks recognised at once; 0 chooses by the device."
    )
    cache_dir: Path = Field(
        default_factory=lambda: _default_folder("XDG_CACHE_HOME", ".cache"),
        description="Folder for models that are joined or downloaded. Default: "
        "`exact-transcription` in the user's cache folder.",
    )
    scratch_dir: Path | None = Field(
        default=None,
        description="Folder for decoded audio of long recordings (230 MB an hour) while they are worked "
        "on. Default: the system's folder for temporary files.",
    )
    data_dir: Path = Field(
        default_factory=lambda: _default_folder("XDG_DATA_HOME", ".local/share"),
        description="Folder for recordings, transcripts and records of the web service. Default: "
        "`exact-transcription` in the user's data folder.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Address of the database: `postgresql://USER:PASSWORD@HOST/NAME` or `sqlite:///PATH`. "
        "Default: a SQLite file in the data folder.",
    )
    queue_url: SecretStr | None = Field(
        default=None,
        description="Address of the broker for workers on several machines: `redis://…` or `amqp://…`, "
        "through Celery. Default: Huey on a file in the data folder.",
    )
    queue_name: str = Field(
        default="exact-jobs",
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
        description="Name of the queue on the broker; installations that share a broker need different ones.",
    )
    events_url: SecretStr | None = Field(
        default=None,
        description="Address of a Redis that tells of progress at once. Default: records are looked at "
        "twice a second.",
    )
    blobs_url: str | None = Field(
        default=None,
        description="Where recordings and transcripts are kept: `s3://BUCKET/FOLDER` or "
        "`gs://BUCKET/FOLDER`. Default: a folder in the data folder.",
    )
    blobs_options: dict[str, Any] = Field(
        default_factory=dict,
        description="Options of the object store's fsspec file system as JSON, e.g. "
        '`{"endpoint_url": "http://minio:9000"}`.',
    )
    spread_recognition: bool = Field(
        default=False,
        description="Whether recognition and alignment are done by workers of their own, started as "
        "`exact-transcription worker --takes recognition`, among which long recordings are spread.",
    )
    stretch_seconds: float = Field(
        default=600.0,
        gt=30.0,
        description="Seconds of a recording that one of these workers recognises at once.",
    )
    signed_downloads: bool = Field(
        default=False,
        description="Whether browsers reach the object store. Then recordings are downloaded from it, by "
        "addresses that are signed for a quarter of an hour.",
    )
    max_active_jobs: int | None = Field(
        default=None, ge=1, description="Most recordings of one user that may wait or run at once."
    )
    max_stored_bytes: int | None = Field(
        default=None, ge=1, description="Most bytes of recordings that are kept for one user."
    )
    retention_days: float | None = Field(
        default=None,
        gt=0,
        description="Days after which recordings and all results are deleted. Default: never.",
    )
    openai_timeout: float = Field(
        default=3600.0,
        gt=0,
        description="Seconds that a request to the OpenAI-compatible API waits for its transcript, in the "
        "queue and at work.",
    )
    openai_keep: bool = Field(
        default=False,
        description="Whether recordings of the OpenAI-compatible API are kept like others. By default they "
        "are deleted as soon as the answer is sent.",
    )
    openai_waiting: int = Field(
        default=4,
        ge=1,
        description="Most requests to the OpenAI-compatible API that wait at once in one process of the web "
        "service; each holds a thread of it. Further ones are told to come again (429).",
    )
    max_duration: float = Field(
        default=12 * 3600.0, gt=0, description="Longest recording that is accepted, in seconds."
    )
    max_file_bytes: int = Field(
        default=4 * 1024**3, gt=0, description="Largest recording that is accepted, in bytes."
    )
    max_open_uploads: int = Field(
        default=20, ge=1, description="Most resumable uploads of one user that may be under way at once."
    )
    upload_hours: float = Field(
        default=24.0,
        gt=0,
        description="Hours after which a resumable upload is deleted when nothing came any more.",
    )
    max_followers: int = Field(
        default=400,
        ge=1,
        description="Most clients that may follow transcriptions at once in each web process. Each holds a "
        "thread of it; others are asked to read again and again.",
    )
    import_hosts: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(),
        description="Hosts that recordings may be fetched from, separated by commas: `example.org`, "
        "`*.example.org`, `example.org:8443`, or `*` for any that is public. Default: none, recordings are "
        "not fetched. Web processes and workers need the same.",
    )
    import_seconds: float = Field(
        default=300.0, gt=0, description="Most seconds that fetching a recording may take."
    )
    private_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description="Networks that are not public, separated by commas, to which fetching and webhooks may "
        "connect nevertheless, e.g. `10.1.0.0/16`.",
    )
    hub_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("HUGGING_FACE_HUB_TOKEN", "HF_TOKEN"),
        description="Token of a Hugging Face account that accepted the conditions of gated models.",
    )
    blocked_plugins: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(), description="Names of plugins that are not loaded, separated by commas."
    )
    strict_plugins: bool = Field(
        default=False, description="Whether a plugin that cannot be loaded stops the program."
    )
    host: str = Field(default="127.0.0.1", description="Address that the web service listens on.")
    port: int = Field(
        default=8080,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("PORT"),
        description="Port that the web service listens on.",
    )
    web_processes: int = Field(default=2, ge=1, description="Processes that answer requests.")
    web_threads: int = Field(
        default=512,
        ge=1,
        description="Requests that each of these processes answers at the same time. Who follows a "
        "transcription keeps one waiting; threads are made when they are needed.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("FLASK_SECRET_KEY"),
        description="Key that signs the web service's cookies. Default: a random one, kept in the data "
        "folder.",
    )
    allow_remote: bool = Field(
        default=False,
        description="Whether other machines may use the service though it has no accounts. Whoever reaches "
        "it then reads and deletes everything.",
    )
    admin_password: SecretStr | None = Field(
        default=None,
        description="Password of the user `admin`, who is made when the service starts and there are no "
        "users yet. Without effect afterwards.",
    )
    session_hours: float = Field(
        default=7 * 24.0,
        gt=0,
        description="Hours after which somebody who did nothing has to sign in again.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        description="How many proxies in front of the service may be believed when they say who asks, and "
        "whether by https (`X-Forwarded-For`, `-Proto`, `-Host`).",
    )
    rate_limit: str = Field(
        default="1200 per minute",
        description="Most requests of one user, or of one address where nobody is signed in; empty for no "
        "limit. Several limits are separated by semicolons.",
    )
    sign_in_limit: str = Field(
        default="10 per minute; 50 per hour",
        description="Most failed sign-ins from one address, and for one name.",
    )
    limits_url: SecretStr | None = Field(
        default=None,
        description="Address of a Redis in which requests are counted for all processes together. Default: "
        "each web process counts in its own memory.",
    )
    metrics_public: bool = Field(
        default=False,
        description="Whether `/metrics` answers everybody, and not only this machine and administrators.",
    )
    worker_metrics: str | None = Field(
        default=None,
        pattern=r"^.+:\d+$",
        description="`ADDRESS:PORT` at which a worker on a machine of its own serves its metrics. Default: "
        "it does not.",
    )
    log_details: bool = Field(
        default=False,
        description="Whether logs may name recordings, and quote messages of unexpected errors, which may "
        "hold names or text.",
    )
    otlp_endpoint: str | None = Field(
        default=None,
        validation_alias=AliasChoices("EXACT_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
        description="Address of an OpenTelemetry collector that traces are sent to over HTTP, e.g. "
        "`http://collector:4318`. Default: nothing is traced.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe events that are logged."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="How events are logged; `auto` is JSON unless on a terminal."
    )

    @field_validator("blocked_plugins", "import_hosts", "private_networks", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("import_hosts")
    @classmethod
    def _hosts(cls, hosts: frozenset[str]) -> frozenset[str]:
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host!r} is not a host; write example.org, *.example.org or *")
        return hosts

    @property
    def token(self) -> str | None:
        """The hub token in clear, or None; stores of secrets hold a blank where there is none."""
        return self.hub_token.get_secret_value().strip() or None if self.hub_token else None

    @property
    def local_only(self) -> bool:
        """Whether only this machine reaches the web service."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"
