"""Whatever a recording comes in, the same words come out."""

from pathlib import Path

import jiwer
import pytest

from tests import media
from tests.integration.pipeline.conftest import Transcribing, words_of

pytestmark = pytest.mark.models

KINDS = (
    "wav 8 bit",
    "wav 24 bit",
    "wav float32",
    "wav 48 kHz",
    "telephone mu-law",
    "flac",
    "mp3",
    "m4a aac",
    "ogg vorbis",
    "opus",
    "webm opus",
    "webm video",
    "mp4 video",
    "mov video",
    "mkv video",
)
LOSSLESS = {"wav 24 bit", "wav float32", "flac", "mkv video", "mov video"}
# Where the two take turns: in the earlier half they talk over each other, and what the smallest model hears
# there hangs on the last bit of a sample.
SPOKEN = slice(round(17.9 * media.RATE), round(27.4 * media.RATE))


@pytest.fixture(scope="module")
def expected(transcribe: Transcribing, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("reference")
    path = media.write_kind(folder, media.KINDS["wav 16 bit"], media.sample()[SPOKEN])
    words = words_of(transcribe(path, diarize=False))
    assert len(words) > 20
    return words


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_come_out_of(
    kind: str, transcribe: Transcribing, expected: list[str], tmp_path: Path
) -> None:
    path = media.write_kind(tmp_path, media.KINDS[kind], media.sample()[SPOKEN])
    words = words_of(transcribe(path, diarize=False))
    if kind in LOSSLESS:
        assert words == expected
    else:
        # A telephone's band and 8 bits are another recording: a word in ten may be heard otherwise.
        assert jiwer.wer(" ".join(expected), " ".join(words)) <= 0.1
