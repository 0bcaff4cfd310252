"""Addresses for downloads that are good for a while, in the ways of the object stores that have them."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote


def signed(
    fs: Any, protocol: str, path: str, *, name: str, media_type: str, lifetime: timedelta
) -> str | None:
    """An address for `path` of the fsspec file system `fs`, or None where it cannot sign."""
    seconds = int(lifetime.total_seconds())
    # RFC 6266: names of any script, in the form that all browsers read.
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    if protocol == "s3":
        options = {"ResponseContentDisposition": disposition, "ResponseContentType": media_type}
    elif protocol in {"gs", "gcs"}:
        options = {"version": "v4", "response_disposition": disposition, "response_type": media_type}
        options |= _signer(fs.credentials.credentials)
    else:
        return None
    url: str = fs.sign(path, expiration=seconds, **options)
    return url


def _signer(credentials: Any) -> dict[str, str]:
    """What signs where the credentials hold no key, as on Google's machines: the IAM service does."""
    if hasattr(credentials, "sign_bytes"):
        return {}
    from google.auth.transport.requests import Request  # noqa: PLC0415 - only with the extra `gcs`

    credentials.refresh(Request())
    return {"service_account_email": credentials.service_account_email, "access_token": credentials.token}
