"""Exact Transcription: who said what, exactly when, with measured pauses.

The package is a hexagon. `core` holds the domain, the ports and the use cases and knows no framework;
`adapters` implement the ports; `plugins` is the surface for third parties; `container` wires everything;
`entrypoints` are the ways in. See docs/architecture.md.
"""


def __getattr__(name: str) -> str:
    """`__version__`, read on demand: importlib.metadata is a fifth of the time that `--help` takes."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("exact-transcription")
    except PackageNotFoundError:  # a plain checkout that was never installed
        return "0+unknown"
