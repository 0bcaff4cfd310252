"""The contract of all exporters, and what is LRC's own."""

import io
import re
from typing import Any

from exact_transcription_lrc import LrcExporter, LrcOptions

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter
from exact_transcription.plugins.testing import SAMPLES, ExporterContract

LINE = re.compile(r"\[\d{2,}:[0-5]\d\.\d{2}\]\S.*")


class TestLrcContract(ExporterContract):
    """Every test of the contract runs on this exporter."""

    def exporter(self) -> Exporter[Any]:
        """Give the exporter under test."""
        return LrcExporter()

    def open(self, data: bytes, transcript: Transcript) -> None:
        """Read every line of what was written."""
        for line in data.decode().split("\n")[:-1]:
            assert LINE.fullmatch(line), line


def written(sample: str, **options: Any) -> list[str]:
    """The lines of a sample."""
    stream = io.BytesIO()
    LrcExporter().write(SAMPLES[sample], stream, LrcOptions(**options))
    return stream.getvalue().decode().splitlines()


def test_a_line_has_its_time_and_speaker() -> None:
    """The usual form."""
    assert written("plain")[0] == "[00:00.50]Ann Lee: Alpha bravo, charlie delta."


def test_words_have_times_when_asked() -> None:
    """The enhanced form."""
    assert written("plain", word_times=True, speakers=False)[0] == (
        "[00:00.50]<00:00.50> Alpha <00:01.00> bravo, <00:01.80> charlie <00:02.00> delta."
    )


def test_minutes_pass_an_hour() -> None:
    """LRC has no hours."""
    assert written("100 hours")[0].startswith("[6000:00.50]")
