"""Fetching single files from the Hugging Face hub, with errors that say what to do."""

from dataclasses import dataclass, field
from pathlib import Path

from exact_transcription.adapters.models import telemetry
from exact_transcription.core.domain.errors import ModelAccessError, ModelError, ModelNotAvailableError

GATED = frozenset(
    {
        "pyannote/segmentation-3.0",
        "pyannote/speaker-diarization-3.1",
        "pyannote/speaker-diarization-community-1",
    }
)
"""Repositories that are known to need a token, so that it need not be found out over the network."""

_TIMEOUT = 4.0
_OFFLINE_HINT = "Or choose the profile 'offline', which needs no account and no network."


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A file of a repository.

    Attributes:
        repository: "owner/name".
        name: path within the repository.
        token: access token, or None for the one that the machine is logged in with, if any.
        endpoint: another hub than the public one, e.g. a mirror.
    """

    repository: str
    name: str
    token: str | None = field(default=None, repr=False)
    endpoint: str | None = None

    def verified(self) -> Path:
        """Where the file lies in the hub's cache; fetched if it is not there yet.

        Raises:
            ModelAccessError: the token is missing or wrong, or the conditions were not accepted.
            ModelNotAvailableError: no such file, or the hub cannot be reached.
        """
        telemetry.switch_off()
        from huggingface_hub import get_token, try_to_load_from_cache  # noqa: PLC0415 - slow

        cached = try_to_load_from_cache(self.repository, self.name)
        if isinstance(cached, str):
            return Path(cached)
        if self.repository in GATED and not (self.token or get_token()):
            raise self._refused("it needs an access token, and none is set")
        return self._download()

    def _download(self) -> Path:
        from huggingface_hub import constants, errors, get_session, hf_hub_download  # noqa: PLC0415

        if constants.HF_HUB_OFFLINE:
            raise self._unreachable()
        try:
            # Without this look, the download tries again for half a minute before it gives up.
            get_session().head(self.endpoint or constants.ENDPOINT, timeout=_TIMEOUT)
            return Path(
                hf_hub_download(
                    self.repository,
                    self.name,
                    token=self.token,
                    endpoint=self.endpoint,
                    etag_timeout=_TIMEOUT,
                )
            )
        except errors.LocalEntryNotFoundError as error:
            raise self._unreachable() from error
        except errors.EntryNotFoundError as error:
            raise ModelNotAvailableError(f"{self.repository} on the hub has no file {self.name}.") from error
        except errors.RepositoryNotFoundError as error:
            # The hub says "not found" of repositories that this token must not see, too.
            raise self._refused("there is no such repository, or this token may not see it") from error
        except errors.HfHubHTTPError as error:
            status = getattr(error.response, "status_code", None)
            if status in {401, 403}:
                raise self._refused("its conditions were not accepted, or the token is not valid") from error
            raise ModelNotAvailableError(
                f"The hub answered {status} for {self.repository}.", hint=_OFFLINE_HINT
            ) from error
        except (OSError, ValueError) as error:
            raise self._unreachable() from error

    def _refused(self, reason: str) -> ModelError:
        return ModelAccessError(
            f"The model {self.repository} cannot be used: {reason}.",
            hint=(
                f"Visit https://hf.co/{self.repository} and accept the conditions, make a token at "
                f"https://hf.co/settings/tokens and set it as HF_TOKEN. {_OFFLINE_HINT}"
            ),
        )

    def _unreachable(self) -> ModelError:
        return ModelNotAvailableError(
            f"The model {self.repository} is not on this machine and the hub cannot be reached.",
            hint=f"Check the network and try again. {_OFFLINE_HINT}",
        )


def is_cached(repository: str, name: str) -> bool:
    """Whether a file of a repository is in the hub's cache on this machine; asks nobody."""
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - slow

    return isinstance(try_to_load_from_cache(repository, name), str)
