"""Changed words found again in a real call, with the real aligner, through the service's own parts."""

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from exact_transcription.container import Container
from exact_transcription.core.domain.edits import Edit, InsertWords, ReplaceWords
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.usecases.align_chain import aligned
from exact_transcription.core.usecases.edit_transcript import EditRequest
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.settings import Settings
from tests.fakes.progress import FreeProgress
from tests.integration.http.api.finished import finish
from tests.recordings import telephone_call, wav_of

pytestmark = pytest.mark.models

TEXT = (
    (10.78, 12.5, "Okay, then I thought you know, I heard a beep."),
    (12.54, 14.18, "This is Diane in New Jersey."),
    (14.44, 17.77, "And I'm Sheila in Texas, originally from Chicago."),
)
OPTIONS = TranscriptionOptions(profile="offline", language="en")
Correct = Callable[[list[list[Edit]]], tuple[list[Word], list[Word]]]


@pytest.fixture(scope="module")
def correct(tmp_path_factory: pytest.TempPathFactory) -> Correct:
    container = Container()
    folder: Path = tmp_path_factory.mktemp("data")
    container.settings.override(Settings(profile="offline", data_dir=folder))
    container.prepare()
    segments = tuple(Segment(span=TimeSpan(start=a, end=b), text=text) for a, b, text in TEXT)
    measured = aligned(
        telephone_call(),
        segments,
        aligners=container.engines().aligners(OPTIONS),
        language="en",
        progress=FreeProgress(),
    )
    media = Media(name="call.wav", duration=telephone_call().duration)
    transcript = Transcript(media=media, language="en", segments=measured.segments)

    def correct(changes: list[list[Edit]]) -> tuple[list[Word], list[Word]]:
        """The measured words, and those after changes and re-alignment by a worker."""
        request = SubmitJobRequest(source=BytesIO(wav_of(telephone_call())), name="call.wav", options=OPTIONS)
        job = container.submit_job().execute(request)
        finish(container, job.id, transcript)
        audio = DecodedAudio(waveforms=(telephone_call(),), media=media)
        container.playback().execute(job.id, audio, FreeProgress())
        for base, edits in enumerate(changes, start=1):
            container.edit_transcript().execute(EditRequest(job_id=job.id, base=base, edits=edits))
        container.request_realignment().execute(job.id)
        container.realign().execute(stop=threading.Event())
        return list(transcript.words), list(container.read_transcript().execute(job.id).transcript.words)

    return correct


def test_words_that_were_written_wrongly_and_right_again_are_where_they_were(correct: Correct) -> None:
    before, after = correct(
        [
            [ReplaceWords(first=12, last=15, text="something")],
            [ReplaceWords(first=12, last=12, text="Diane in New Jersey.")],
        ]
    )
    assert [word.text for word in after] == [word.text for word in before]
    assert [word.provenance for word in after[12:16]] == [Provenance.ALIGNED] * 4
    for one, other in zip(before, after, strict=True):
        assert other.span.start == pytest.approx(one.span.start, abs=0.03)
        assert other.span.end == pytest.approx(one.span.end, abs=0.1)


def test_a_word_that_was_left_out_is_found_though_its_neighbours_were_drawn_together(
    correct: Correct,
) -> None:
    before, after = correct(
        [[ReplaceWords(first=18, last=18, text="")], [InsertWords(text="Sheila", after=17)]]
    )
    assert after[18].text == before[18].text == "Sheila"
    assert after[18].span.start == pytest.approx(before[18].span.start, abs=0.03)
    assert after[18].span.end == pytest.approx(before[18].span.end, abs=0.1)
    assert after[:18] + after[19:] == before[:18] + before[19:]


def test_words_that_nobody_said_keep_a_time_that_is_said_to_be_a_guess(correct: Correct) -> None:
    _, after = correct([[ReplaceWords(first=11, last=15, text="Constantinople " * 20)]])
    assert {word.provenance for word in after[11:31]} == {Provenance.INTERPOLATED}
