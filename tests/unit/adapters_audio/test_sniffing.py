"""The first bytes name what is refused, and nothing that people record."""

import pytest

from exact_transcription.adapters.audio.sniffing import document_kind, reference_kind


@pytest.mark.parametrize(
    "text", ["#EXTM3U\n", "ffconcat version 1.0\n", "[playlist]\n", "<MPD >", "WEBVTT\n", "v=0\r\no=-"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_that_refers_elsewhere_is_named_in_any_encoding(text: str, encoding: str) -> None:
    assert reference_kind(text.encode(encoding)) is not None


@pytest.mark.parametrize(
    "head",
    [b"RIFF\x24\0\0\0WAVEfmt ", b"fLaC\0\0\0\x22", b"OggS\0\x02\0", b"\x1aE\xdf\xa3\x01\0", b"", b"prose"],
)
def test_media_and_prose_are_not_named(head: bytes) -> None:
    assert reference_kind(head) is None
    assert document_kind(head) is None
