"""A file that names other files or addresses reads none of them, whatever it is called."""

import ctypes
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from exact_transcription.core.domain.errors import ForbiddenMediaError
from tests import media
from tests.integration.audio.decoding import decode

IN_ACCESS, IN_OPEN = 0x1, 0x20


class Bait:
    """A recording and an address that a hostile file points to, and whether anybody went there."""

    def __init__(self, folder: Path) -> None:
        self.file = media.write(folder / "secret.wav", media.tone(440, 1.0))
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.0)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        library = ctypes.CDLL(None, use_errno=True)
        self._inotify = library.inotify_init1(os.O_NONBLOCK)
        assert library.inotify_add_watch(self._inotify, os.fsencode(self.file), IN_ACCESS | IN_OPEN) >= 0

    def was_read(self) -> bool:
        """Whether the file was opened since it was made."""
        try:
            return bool(os.read(self._inotify, 4096))
        except BlockingIOError:
            return False

    def was_called(self) -> bool:
        """Whether anybody connected."""
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self._inotify)
        self._socket.close()


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    made = Bait(tmp_path)
    yield made
    made.close()


TEXTS = {
    "m3u8": "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://{address}/a.ts\n"
    "#EXTINF:9,\nfile://{file}\n#EXT-X-ENDLIST\n",
    "m3u": "#EXTM3U\n#EXTINF:1,x\n{file}\n",
    "hls with key": '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI="http://{address}/key"\n'
    "#EXTINF:9,\n{file}\n#EXT-X-ENDLIST\n",
    "ffconcat": "ffconcat version 1.0\nfile '{file}'\nfile 'http://{address}/a.wav'\n",
    "concat": "file '{file}'\n",
    "pls": "[playlist]\nFile1=http://{address}/a.mp3\nFile2={file}\nNumberOfEntries=2\nVersion=2\n",
    "xspf": '<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>'
    "<location>http://{address}/a.mp3</location></track></trackList></playlist>",
    "asx": '<asx version="3.0"><entry><ref href="http://{address}/a.wma"/></entry></asx>',
    "asf reference": "[Reference]\nRef1=http://{address}/a.asf\n",
    "smil": '<smil><body><audio src="http://{address}/a.mp3"/></body></smil>',
    "mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="audio/mp4">'
    '<Representation id="1" bandwidth="1"><BaseURL>http://{address}/a.mp4</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>",
    "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio 5004 RTP/AVP 0\r\n",
    "address": "http://{address}/a.mp3\n",
}


def test_the_bait_notices_a_reader_that_follows_references(bait: Bait, tmp_path: Path) -> None:
    path = tmp_path / "list.ffconcat"
    path.write_text(TEXTS["ffconcat"].format(file=bait.file, address=bait.address))
    assert not bait.was_read()
    with (
        pytest.raises(av.error.FFmpegError),
        av.open(str(path), format="concat", options={"safe": "0"}) as it,
    ):
        for _ in it.demux():
            pass
    assert bait.was_read()


@pytest.mark.parametrize("kind", TEXTS)
def test_a_reference_is_refused_and_nothing_is_fetched(kind: str, bait: Bait, tmp_path: Path) -> None:
    text = TEXTS[kind].format(file=bait.file, address=bait.address)
    path = tmp_path / f"upload.{kind.split(maxsplit=1)[0]}"
    path.write_text(text)
    with pytest.raises(ForbiddenMediaError):
        decode(path)
    assert not bait.was_read()
    assert not bait.was_called()


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".mp4", ".m3u8", ".ffconcat", ""])
@pytest.mark.parametrize("kind", ["m3u8", "ffconcat"])
def test_another_name_does_not_help_a_playlist(kind: str, suffix: str, bait: Bait, tmp_path: Path) -> None:
    path = tmp_path / f"upload{suffix}"
    path.write_text(TEXTS[kind].format(file=bait.file, address=bait.address))
    with pytest.raises(ForbiddenMediaError):
        decode(path)
    assert not bait.was_read()
    assert not bait.was_called()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_another_encoding_does_not_help_a_playlist(encoding: str, bait: Bait, tmp_path: Path) -> None:
    path = tmp_path / "upload.mp3"
    path.write_text(TEXTS["m3u8"].format(file=bait.file, address=bait.address), encoding=encoding)
    with pytest.raises(ForbiddenMediaError):
        decode(path)
    assert not bait.was_read()
    assert not bait.was_called()


def test_a_quicktime_file_with_its_samples_elsewhere_reads_nothing_else(bait: Bait, tmp_path: Path) -> None:
    path = media.write(tmp_path / "upload.mov", media.tone(440, 1.0))
    own = struct.pack(">I4sI", 12, b"url ", 1)
    data = path.read_bytes()
    assert data.count(own) == 1
    # The data reference is made to point away; what it takes more room for, every box around it has to learn.
    away = b"file://" + os.fsencode(bait.file) + b"\0"
    entry = struct.pack(">I4sI", 12 + len(away), b"url ", 0) + away
    position = data.index(own)
    grown = bytearray(data[:position] + entry + data[position + len(own) :])
    for box in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        at = grown.rindex(box, 0, position) - 4
        (size,) = struct.unpack_from(">I", grown, at)
        struct.pack_into(">I", grown, at, size + len(away))
    path.write_bytes(bytes(grown))
    decode(path)
    assert not bait.was_read()
