"""Addresses signed for downloads, asked for by a client that has no key."""

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore
from tests.object_stores import MadeUpCredentials, gcs_server, gcs_store, s3_server, s3_store

LIFETIME = timedelta(minutes=15)
NAME = "Gespräch 1.wav"
DISPOSITION = "attachment; filename*=UTF-8''Gespr%C3%A4ch%201.wav"


def _signed(blobs: FsspecBlobStore) -> str:
    blobs.put("jobs/a/recording", io.BytesIO(b"sound"))
    url = blobs.signed_url("jobs/a/recording", name=NAME, media_type="audio/wav", lifetime=LIFETIME)
    assert url is not None
    return url


def test_s3_gives_the_blob_under_its_name_to_who_has_the_address(tmp_path: Path) -> None:
    with s3_server() as server:
        url, options = s3_store(server)
        signed = _signed(FsspecBlobStore(url=url, scratch=tmp_path, public=True, **options))
        answer = httpx.get(signed)
    assert (answer.status_code, answer.content) == (200, b"sound")
    assert answer.headers["content-disposition"] == DISPOSITION
    assert answer.headers["content-type"] == "audio/wav"
    asked = parse_qs(urlsplit(signed).query)
    assert asked["X-Amz-Expires"] == ["900"]
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert "test" not in asked["X-Amz-Signature"][0]


def test_google_gives_the_blob_to_who_has_the_address(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    credentials = MadeUpCredentials.from_service_account_info(
        {
            "client_email": "run@project.iam.gserviceaccount.com",
            "private_key": key.decode(),
            "token_uri": "http://127.0.0.1:1/token",
        }
    )
    with gcs_server() as server:
        url, options = gcs_store(server, credentials)
        signed = _signed(FsspecBlobStore(url=url, scratch=tmp_path, public=True, **options))
        answer = httpx.get(signed)
    assert (answer.status_code, answer.content) == (200, b"sound")
    asked = parse_qs(urlsplit(signed).query)
    assert asked["X-Goog-Expires"] == ["900"]
    assert asked["X-Goog-Algorithm"] == ["GOOG4-RSA-SHA256"]
    assert asked["response-content-disposition"] == [DISPOSITION]
    assert asked["response-content-type"] == ["audio/wav"]


@pytest.mark.parametrize("key", ["../other", "", "a//b"])
def test_nothing_outside_the_store_is_signed(key: str, tmp_path: Path) -> None:
    blobs = FsspecBlobStore(url="s3://bucket/exact", scratch=tmp_path, public=True, key="k", secret="s")  # noqa: S106
    with pytest.raises(ValueError, match="not a key"):
        blobs.signed_url(key, name=NAME, media_type="audio/wav", lifetime=LIFETIME)
