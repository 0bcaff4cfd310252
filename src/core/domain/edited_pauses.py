"""What pauses are called after the speakers around them changed. How long they are is measured and stays."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.word import Word


def pauses_after_merging(
    pauses: Iterable[Pause], new: Callable[[str | None], str | None]
) -> tuple[Pause, ...]:
    """Pauses with `new` speakers; a latch of a speaker to themselves is none."""
    return _named(
        replace(pause, speaker=new(pause.speaker), next_speaker=new(pause.next_speaker)) for pause in pauses
    )


def pauses_after_reassigning(
    pauses: Sequence[Pause], before: Sequence[Word], after: Sequence[Word]
) -> tuple[Pause, ...]:
    """Pauses next to words whose speaker changed; `after` are the words of `before` with new speakers."""
    ordered = sorted(zip(before, after, strict=True), key=lambda pair: pair[0].span)
    starts = [old.span.start for old, _ in ordered]
    changed: list[Pause] = []
    for pause in pauses:
        # The word after a pause begins at its end, give or take what the edges may be off.
        index = bisect_right(starts, (pause.span.start + pause.span.end) / 2)
        speaker, following = pause.speaker, pause.next_speaker
        if index > 0 and ordered[index - 1][0].speaker != ordered[index - 1][1].speaker:
            speaker = ordered[index - 1][1].speaker
        if index < len(ordered) and ordered[index][0].speaker != ordered[index][1].speaker:
            following = ordered[index][1].speaker
        changed.append(replace(pause, speaker=speaker, next_speaker=following))
    return _named(changed)


def _named(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    return tuple(
        replace(pause, kind=_kind(pause))
        for pause in pauses
        if pause.kind is not PauseKind.LATCH or pause.speaker != pause.next_speaker
    )


def _kind(pause: Pause) -> PauseKind:
    if pause.kind not in {PauseKind.PAUSE, PauseKind.GAP}:
        return pause.kind
    return PauseKind.PAUSE if pause.speaker == pause.next_speaker else PauseKind.GAP
