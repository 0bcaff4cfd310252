"""Cues can be read: short lines, whole names, one speaker or marked ones, time enough where there is time."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.text import ends_sentence
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.plain_text import display_width
from exact_transcription.plugins.formatting.subtitles.cues import Cue, cues, text_of
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.strategies import conversations

OPTIONS = st.builds(
    CueOptions,
    max_line_width=st.integers(10, 60),
    max_lines=st.integers(1, 3),
    max_duration=st.floats(1.0, 10.0),
    speakers=st.sampled_from(["change", "always", "dash", "none"]),
)


def lines_of(cue: Cue) -> list[str]:
    return [text_of(line) for part in cue.parts for line in part.lines]


def shown(spoken: Transcript, **options: Any) -> list[list[str]]:
    return [lines_of(cue) for cue in cues(spoken, CueOptions(**options))]


def spoken_tokens(cue: Cue) -> list[str]:
    return [
        token.text
        for part in cue.parts
        for line in part.lines
        for unit in line
        for token in unit.tokens
        if token.spoken
    ]


@given(conversations(), OPTIONS)
def test_lines_fit_and_cues_hold_no_more_of_them_than_allowed(
    spoken: Transcript, options: CueOptions
) -> None:
    for cue in cues(spoken, options):
        lines = lines_of(cue)
        assert 1 <= len(lines) <= options.max_lines
        assert all(display_width(line) <= options.max_line_width for line in lines), lines


@given(conversations(), OPTIONS)
def test_cues_begin_in_order_and_end_after_they_begin(spoken: Transcript, options: CueOptions) -> None:
    times = [(cue.start, cue.end) for cue in cues(spoken, options)]
    assert all(end > start for start, end in times)
    assert [start for start, _ in times] == sorted(start for start, _ in times)


@given(conversations(), OPTIONS)
def test_every_word_is_shown_once(spoken: Transcript, options: CueOptions) -> None:
    everything = "".join("".join(spoken_tokens(cue)) for cue in cues(spoken, options))
    assert sorted(everything) == sorted("".join(word.text for word in spoken.words))


@given(conversations(), OPTIONS)
def test_a_cue_is_one_speakers_or_marked_by_dashes(spoken: Transcript, options: CueOptions) -> None:
    for cue in cues(spoken, options):
        speakers = {part.speaker for part in cue.parts}
        assert len(speakers) == len(cue.parts)
        if len(cue.parts) > 1:
            assert options.speakers == "dash"
            assert all(line.startswith("- ") for line in lines_of(cue))


@given(conversations(), OPTIONS)
def test_no_cue_is_longer_than_allowed_unless_a_single_word_is(
    spoken: Transcript, options: CueOptions
) -> None:
    limit = options.max_duration * 1000 + 1
    for cue in cues(spoken, options.model_copy(update={"min_duration": 0.0, "max_speed": 1e9})):
        units = [unit for part in cue.parts for line in part.lines for unit in line if unit.tokens[0].spoken]
        assert cue.end - cue.start <= limit or len(units) == 1


@given(conversations())
def test_reading_speed_is_kept_where_the_next_cue_leaves_time(spoken: Transcript) -> None:
    options = CueOptions()
    made = list(cues(spoken, options))
    for cue, following in zip(made, [*made[1:], None], strict=False):
        room = float("inf") if following is None else following.start - cue.start
        needed = round(cue.width * 1000 / options.max_speed)
        assert cue.end - cue.start >= min(needed, room)


def test_a_break_comes_after_the_sentence_not_where_the_line_is_full() -> None:
    text = "This is a sentence of a usual length, I think. And this is another one that goes on for longer."
    made = shown(transcript([said("SPEAKER_00", 0.0, 6.0, text)]))
    assert made == [
        ["This is a sentence of a", "usual length, I think."],
        ["And this is another one", "that goes on for longer."],
    ]


def test_lines_break_after_a_clause_if_both_parts_are_of_some_length() -> None:
    text = "When the rain had stopped at last, everybody went outside."
    assert shown(transcript([said("SPEAKER_00", 0.0, 4.0, text)])) == [
        ["When the rain had stopped at last,", "everybody went outside."]
    ]


def test_nothing_short_is_left_over_for_a_last_cue() -> None:
    text = "we went on and on along the river until the evening came and nobody was left there but us two"
    made = shown(transcript([said("SPEAKER_00", 0.0, 6.0, text)]))
    assert len(made) == 2
    assert len(" ".join(made[1])) > 15


@pytest.mark.parametrize("width", range(24, 60))
def test_a_name_is_never_split_across_lines(width: int) -> None:
    text = (
        "yesterday we went to see Ann Lee and later Maria del Carmen Lopez near the old harbour of the town"
    )
    spoken = transcript([said("SPEAKER_00", 0.0, 9.0, text)])
    for lines in shown(spoken, max_line_width=width):
        for line in lines:
            assert not line.endswith(" Ann")
            assert line != "Ann"
            assert not line.endswith("Carmen")


def test_a_known_name_in_lower_case_stays_whole() -> None:
    text = "that was what they said when vincent van gogh came in"
    spoken = transcript(
        [said("SPEAKER_00", 0.0, 4.0, text), said("SPEAKER_01", 5.0, 6.0, "Yes.")],
        names={"SPEAKER_01": "vincent van gogh"},
    )
    for width in range(20, 45):
        lines = [line for lines in shown(spoken, max_line_width=width, speakers="none") for line in lines]
        assert any("vincent van gogh" in line for line in lines)


def test_a_headline_in_capitals_is_not_one_long_name() -> None:
    text = "This Is The Headline Of A Paper That Capitalises Every Single Word It Prints"
    made = shown(transcript([said("SPEAKER_00", 0.0, 5.0, text)]))
    assert max(len(line) for lines in made for line in lines) <= 42
    assert len(made[0]) == 2


def test_a_silence_begins_a_new_cue() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 1.0, "Before this"), said("SPEAKER_00", 3.0, 4.0, "after")])
    assert shown(spoken) == [["Before this"], ["after"]]


def test_names_stand_where_the_speaker_changes() -> None:
    spoken = transcript(
        [
            said("SPEAKER_00", 0.0, 1.0, "One."),
            said("SPEAKER_00", 4.0, 5.0, "Two."),
            said("SPEAKER_01", 6.0, 7.0, "Three."),
        ],
        names={"SPEAKER_00": "Ann Lee"},
    )
    assert shown(spoken) == [["Ann Lee: One."], ["Two."], ["SPEAKER_01: Three."]]
    assert shown(spoken, speakers="always")[1] == ["Ann Lee: Two."]
    assert shown(spoken, speakers="none") == [["One."], ["Two."], ["Three."]]


def test_a_single_speaker_needs_no_name() -> None:
    assert shown(transcript([said("SPEAKER_00", 0.0, 1.0, "One.")])) == [["One."]]


def test_dashes_mark_two_speakers_who_share_a_cue() -> None:
    spoken = transcript(
        [
            said("SPEAKER_00", 0.0, 1.0, "Coming?"),
            said("SPEAKER_01", 1.1, 1.6, "Yes."),
            said("SPEAKER_00", 5.0, 6.0, "Good."),
        ]
    )
    assert shown(spoken, speakers="dash") == [["- Coming?", "- Yes."], ["Good."]]


def test_overlapping_speakers_share_a_cue_with_dashes() -> None:
    assert shown(SAMPLES["overlapping turns"], speakers="dash") == [["- I talk and talk.", "- And so do I."]]


def test_wide_characters_take_two_columns() -> None:
    made = shown(SAMPLES["japanese"])
    assert all(display_width(line) <= 42 for lines in made for line in lines)
    assert not any(line[0] in "。、」" for lines in made for line in lines)
    assert not any(" " in line for lines in made for line in lines)


def test_pauses_can_be_written_into_the_text() -> None:
    assert shown(SAMPLES["plain"], pauses="simple")[0] == [
        "Ann Lee: Alpha bravo,",
        "[pause 0.6 s] charlie delta.",
    ]


@pytest.mark.parametrize(("offset", "start"), [(0.0, 500), (2.5, 3000), (-0.4, 100), (-1.0, 0)])
def test_an_offset_moves_all_times(offset: float, start: int) -> None:
    first = next(iter(cues(SAMPLES["plain"], CueOptions(time_offset=offset))))
    assert first.start == start


def test_what_ends_before_zero_is_left_out() -> None:
    made = list(cues(SAMPLES["plain"], CueOptions(time_offset=-7.0)))
    assert [" ".join(lines_of(cue)) for cue in made] == ["SPEAKER_01: Mike november.", "Oscar papa quebec."]


def test_text_without_word_times_is_cut_by_its_length() -> None:
    long = "Nobody aligned this, and so its words share the time by their length. It goes on for two cues."
    segment = said("SPEAKER_00", 10.0, 18.0, long)
    spoken = transcript([type(segment)(span=segment.span, text=segment.text, speaker=segment.speaker)])
    made = list(cues(spoken, CueOptions()))
    assert len(made) == 2
    assert made[0].start == 10_000
    assert made[1].end == 18_000
    assert ends_sentence(lines_of(made[0])[-1])
