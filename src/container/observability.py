"""What tells operators how the service is doing."""

from exact_transcription.adapters.tracing.nothing import NoTracer
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.ports.tracing import Tracer
from exact_transcription.settings import Settings


def tracer(settings: Settings) -> Tracer:
    """OpenTelemetry where a collector is named, else nothing.

    Raises:
        InvalidOptionError: a collector is named, and the packages are not installed.
    """
    if settings.otlp_endpoint is None:
        return NoTracer()
    from exact_transcription import __version__  # noqa: PLC0415 - read on demand

    try:
        from exact_transcription.adapters.tracing.opentelemetry import (  # noqa: PLC0415
            OpenTelemetryTracer,
        )
    except ImportError as error:
        raise InvalidOptionError(
            "EXACT_OTLP_ENDPOINT is set, and OpenTelemetry is not installed.",
            hint="Install the extra: exact-transcription[otel].",
        ) from error
    return OpenTelemetryTracer(endpoint=settings.otlp_endpoint, version=__version__)
