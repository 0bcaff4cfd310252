import pytest

from exact_transcription.core.domain.diarization import Diarization, Turn
from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases.stage_runner import NoStageStore, Part, StageRunner, stage_key
from tests.fakes.clock import FakeClock
from tests.fakes.progress import RecordingListener
from tests.fakes.stage_store import FakeStageStore

RESULT = Diarization(turns=(Turn(span=TimeSpan(start=0, end=1), speaker="SPEAKER_00"),))


def runner(
    listener: RecordingListener, store: FakeStageStore | None = None, clock: FakeClock | None = None
) -> StageRunner:
    return StageRunner(listener=listener, store=store or NoStageStore(), clock=clock or FakeClock())


def test_progress_never_falls_and_ends_at_one() -> None:
    listener = RecordingListener()

    def work(progress: Progress) -> None:
        for fraction in (0.1, 0.5, 0.3, 1.7, -1.0):
            progress.advance(fraction)

    runner(listener).run("decode", work)
    assert listener.fractions["decode"] == [0.1, 0.5, 1.0]


def test_parts_of_a_stage_share_one_progress_and_one_report() -> None:
    listener, clock = RecordingListener(), FakeClock()
    stages = runner(listener, clock=clock)

    def work(progress: Progress) -> None:
        progress.advance(0.5)
        clock.move(2.0)

    for number in range(2):
        stages.run("recognition", work, part=Part(number, 2))
    assert listener.fractions["recognition"] == [0.25, 0.5, 0.75, 1.0]
    assert listener.started == listener.finished == ["recognition"]
    assert [(report.name, report.seconds) for report in stages.reports] == [("recognition", 4.0)]


def test_loading_models_is_reported_apart_from_the_work() -> None:
    listener, clock = RecordingListener(), FakeClock()
    stages = runner(listener, clock=clock)

    def work(progress: Progress) -> None:
        with progress.loading():
            clock.move(20.0 if not stages.reports else 0.0)
        clock.move(3.0)

    for number in range(2):
        stages.run("recognition", work, part=Part(number, 2))
    (report,) = stages.reports
    assert (report.seconds, report.loading) == (6.0, 20.0)
    assert listener.seconds == {"recognition": 6.0}


def test_a_wish_to_stop_ends_the_stage_at_its_next_word() -> None:
    listener = RecordingListener(stop_in="diarization", stop_at=0.5)
    reached = []

    def work(progress: Progress) -> None:
        for fraction in (0.25, 0.5, 0.75):
            progress.advance(fraction)
            reached.append(fraction)

    with pytest.raises(JobCancelledError):
        runner(listener).run("diarization", work)
    assert reached == [0.25, 0.5]
    assert listener.finished == []


def test_a_kept_result_is_not_worked_out_again() -> None:
    store = FakeStageStore()
    calls = []

    def work(progress: Progress) -> Diarization:  # noqa: ARG001 - the signature of work
        calls.append(1)
        return RESULT

    for _ in range(2):
        assert runner(RecordingListener(), store).kept("diarization", Diarization, work, key="k") == RESULT
    assert len(calls) == 1


def test_a_damaged_result_is_worked_out_again() -> None:
    store = FakeStageStore()
    store.save("k", b"half a fil")
    found = runner(RecordingListener(), store).kept("diarization", Diarization, lambda _: RESULT, key="k")
    assert found == RESULT
    assert store.kept["k"] != b"half a fil"


def test_keys_differ_by_stage_input_and_option() -> None:
    keys = {
        stage_key("a", "x", speakers=2),
        stage_key("b", "x", speakers=2),
        stage_key("a", "y", speakers=2),
        stage_key("a", "x", speakers=3),
        stage_key("a", "x"),
    }
    assert len(keys) == 5
    assert stage_key("a", "x", b=1, a=2) == stage_key("a", "x", a=2, b=1)
