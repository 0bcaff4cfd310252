"""Changed words get measured times, and nobody loses what they write meanwhile."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder, Mp3PlaybackReader
from exact_transcription.adapters.scratch_folder import scratch_folder
from exact_transcription.core.domain.edits import Edit, InsertWords, RenameSpeaker, ReplaceWords
from exact_transcription.core.domain.errors import ConflictError, ModelError, ServiceUnavailableError
from exact_transcription.core.domain.revision import RevisionKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.edit_transcript import EditRequest, EditTranscript
from exact_transcription.core.usecases.keep_playback import KeepPlayback
from exact_transcription.core.usecases.realign import Realign
from exact_transcription.core.usecases.request_realignment import RequestRealignment
from exact_transcription.core.usecases.store_transcript import FoundTranscript, ReadTranscript
from tests.fakes.alignment import FakeAligner
from tests.fakes.engines import FakeEngineProvider
from tests.fakes.progress import FreeProgress
from tests.fakes.realignment_requests import FakeRealignmentRequests
from tests.fakes.transcripts import A, a_transcript
from tests.recordings import silence, wav_of
from tests.unit.usecases.kit import Kit

SOUND = silence(7.0)
INSERTED = [InsertWords(text="again", after=1)]


class Service:
    """A job with a transcript of which a word was put in."""

    def __init__(self) -> None:
        self.kit = Kit()
        self.requests = FakeRealignmentRequests()
        self.aligner = _Aligner()
        self.read = ReadTranscript(jobs=self.kit.jobs, blobs=self.kit.blobs)
        self.editing = EditTranscript(jobs=self.kit.jobs, blobs=self.kit.blobs, clock=self.kit.clock)
        self.asking = RequestRealignment(requests=self.requests, read=self.read, clock=self.kit.clock)
        self.job = self.kit.submit(wav_of(SOUND))
        self.kit.run(self.job)
        audio = DecodedAudio(waveforms=(SOUND,), media=a_transcript().media)
        keep = KeepPlayback(
            blobs=self.kit.blobs, encoder=Mp3PlaybackEncoder(), scratch=partial(scratch_folder, None)
        )
        keep.execute(self.job.id, audio, FreeProgress())
        self.edit(1, INSERTED)

    def edit(self, base: int, edits: Sequence[Edit]) -> FoundTranscript:
        return self.editing.execute(EditRequest(job_id=self.job.id, base=base, edits=edits))

    def newest(self) -> FoundTranscript:
        return self.read.execute(self.job.id)

    def realign(self) -> Realign:
        return Realign(
            requests=self.requests,
            jobs=self.kit.jobs,
            blobs=self.kit.blobs,
            clock=self.kit.clock,
            engines=FakeEngineProvider(aligners=[self.aligner]),
            reader=Mp3PlaybackReader(),
            decoder=PyAvDecoder(),
            worker="w",
        )


class _Aligner(FakeAligner):
    """Does something else before it aligns, as people do."""

    meanwhile: Callable[[], object] | None = None

    def align(
        self, waveform: Waveform, segments: Sequence[Segment], *, language: str, progress: Progress
    ) -> tuple[Segment | None, ...]:
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return super().align(waveform, segments, language=language, progress=progress)


@pytest.fixture
def service() -> Service:
    return Service()


def _provenance(found: FoundTranscript, text: str) -> Provenance:
    return next(word.provenance for word in found.transcript.words if word.text == text)


def test_nothing_is_asked_for_where_no_time_is_a_guess(service: Service) -> None:
    service.editing.undo(service.job.id, base=2)
    assert not service.asking.execute(service.job.id).waiting
    assert service.realign().execute(stop=service.kit.stop) is None


def test_a_changed_word_gets_a_measured_time_in_a_revision_of_its_own(service: Service) -> None:
    state = service.asking.execute(service.job.id)
    assert (state.words, state.waiting, state.working) == (1, True, False)
    report = service.realign().execute(stop=service.kit.stop)
    assert report is not None
    assert (report.words, report.found, report.revision, report.error) == (1, 1, 3, None)
    newest = service.newest()
    assert (newest.revision.kind, newest.revision.refines) == (RevisionKind.REALIGNED, 2)
    assert _provenance(newest, "again") is Provenance.ALIGNED
    assert not service.asking.execute(service.job.id).waiting


def test_undo_and_redo_lead_past_it(service: Service) -> None:
    service.asking.execute(service.job.id)
    service.realign().execute(stop=service.kit.stop)
    # Who undoes has not seen the new times yet.
    undone = service.editing.undo(service.job.id, base=2)
    assert undone.transcript == a_transcript()
    redone = service.editing.redo(service.job.id, base=undone.revision.number)
    assert _provenance(redone, "again") is Provenance.ALIGNED
    assert service.editing.undo(service.job.id, base=redone.revision.number).transcript == a_transcript()


def test_who_has_not_seen_the_new_times_may_go_on_but_not_who_missed_an_edit(service: Service) -> None:
    service.asking.execute(service.job.id)
    service.realign().execute(stop=service.kit.stop)
    edited = service.edit(2, [RenameSpeaker(speaker=A, name="Ada")])
    assert (edited.revision.number, edited.revision.base) == (4, 3)
    assert _provenance(edited, "again") is Provenance.ALIGNED
    with pytest.raises(ConflictError):
        service.edit(2, [RenameSpeaker(speaker=A, name="Eve")])


def test_what_is_written_meanwhile_stays_and_is_looked_for_afterwards(service: Service) -> None:
    service.asking.execute(service.job.id)
    service.aligner.meanwhile = lambda: service.edit(2, [InsertWords(text="early", before=4)])
    realign = service.realign()
    realign.execute(stop=service.kit.stop)
    between = service.newest()
    assert _provenance(between, "again") is Provenance.ALIGNED
    assert _provenance(between, "early") is Provenance.INTERPOLATED
    assert (between.revision.number, between.revision.refines) == (4, 3)
    realign.execute(stop=service.kit.stop)
    assert _provenance(service.newest(), "early") is not Provenance.INTERPOLATED
    assert realign.execute(stop=service.kit.stop) is None


def test_a_word_that_is_changed_meanwhile_is_left(service: Service) -> None:
    service.asking.execute(service.job.id)
    service.aligner.meanwhile = lambda: service.edit(2, [ReplaceWords(first=2, last=2, text="anew")])
    realign = service.realign()
    report = realign.execute(stop=service.kit.stop)
    assert report is not None
    assert report.revision is None
    assert _provenance(service.newest(), "anew") is Provenance.INTERPOLATED
    realign.execute(stop=service.kit.stop)
    assert _provenance(service.newest(), "anew") is Provenance.ALIGNED


def test_what_cannot_be_found_keeps_its_guess_and_is_not_looked_for_for_ever(service: Service) -> None:
    service.aligner = _Aligner(unalignable=["again"])
    service.asking.execute(service.job.id)
    realign = service.realign()
    report = realign.execute(stop=service.kit.stop)
    assert report is not None
    assert (report.found, report.revision) == (0, None)
    assert realign.execute(stop=service.kit.stop) is None
    assert service.newest().revision.number == 2


@pytest.mark.parametrize(("error", "waits"), [(ServiceUnavailableError("x"), True), (ModelError("x"), False)])
def test_what_goes_wrong_is_told_and_tried_again_where_it_may_pass(
    service: Service, error: Exception, *, waits: bool
) -> None:
    def fail() -> None:
        raise error

    service.aligner.meanwhile = fail
    service.asking.execute(service.job.id)
    report = service.realign().execute(stop=service.kit.stop)
    assert report is not None
    assert report.error is error
    assert (service.requests.find(service.job.id) is not None) is waits
    assert service.realign().execute(stop=service.kit.stop) is None


def test_a_worker_that_is_to_stop_gives_the_request_back(service: Service) -> None:
    service.asking.execute(service.job.id)
    service.aligner.meanwhile = service.kit.stop.set
    assert service.realign().execute(stop=service.kit.stop) is None
    request = service.requests.find(service.job.id)
    assert request is not None
    assert request.lease is None


def test_without_the_form_for_listening_the_recording_is_decoded(service: Service) -> None:
    del service.kit.blobs.blobs[job_blobs.playback(service.job.id)]
    service.asking.execute(service.job.id)
    service.realign().execute(stop=service.kit.stop)
    assert _provenance(service.newest(), "again") is Provenance.ALIGNED
