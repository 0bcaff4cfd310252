"""The beginning of an export."""

import pytest

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.entrypoints.http.preview import beginning, preview_of
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.testing.builders import said, transcript
from exact_transcription.plugins.testing.samples import SAMPLES

PLUGINS = PluginManager()
LONG = transcript([said("SPEAKER_00", 2.0 * n, 2.0 * n + 1.5, f"Sentence number {n}.") for n in range(900)])


@pytest.mark.parametrize("name", PLUGINS.formats())
def test_every_format_has_a_preview_or_says_that_it_has_none(name: str) -> None:
    shown = preview_of(PLUGINS, name, LONG, {})
    if name in {"docx", "pdf", "html"}:
        assert shown.text is None
    else:
        assert shown.text
        assert len(shown.text.splitlines()) <= 48
        assert len(shown.text) <= 12_000
        assert shown.more


def test_a_short_transcript_is_shown_whole() -> None:
    shown = preview_of(PLUGINS, "txt", SAMPLES["plain"], {})
    assert shown.text is not None
    assert "Oscar papa quebec." in shown.text
    assert not shown.more
    assert beginning(SAMPLES["plain"], 800) is SAMPLES["plain"]


def test_what_is_cut_off_is_cut_off_everywhere() -> None:
    first = beginning(SAMPLES["plain"], 8)
    assert [len(segment.words) for segment in first.segments] == [4, 4]
    end = first.segments[-1].span.end
    spans = [turn.span for turn in first.turns]
    spans += [pause.span for pause in first.pauses]
    spans += [overlap.span for overlap in first.overlaps]
    assert all(span.end <= end for span in spans)


def test_one_segment_is_shown_however_long_it_is() -> None:
    assert len(beginning(SAMPLES["long"], 3).segments) == 1


def test_a_wrong_option_is_refused_for_formats_without_a_preview_too() -> None:
    with pytest.raises(InvalidOptionError):
        preview_of(PLUGINS, "docx", SAMPLES["plain"], {"font_size": "huge"})
