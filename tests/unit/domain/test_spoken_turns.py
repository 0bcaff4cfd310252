from exact_transcription.core.domain.diarization import Speaker
from exact_transcription.core.domain.spoken_turns import spoken_turns
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.plugins.testing.builders import said


def test_a_turn_ends_where_the_speaker_changes_or_is_silent_for_long() -> None:
    talk = Transcript(
        media=Media(duration=60.0),
        language="en",
        segments=(
            said("A", 0, 2, "one two"),
            said("A", 4, 6, "three four"),
            said("B", 6, 7, "five"),
            said("B", 11, 12, "six seven"),
        ),
        speakers=(Speaker(id="A"), Speaker(id="B")),
    )
    found = [(each.first, each.last, each.speaker) for each in spoken_turns(talk)]
    assert found == [(0, 3, "A"), (4, 4, "B"), (5, 6, "B")]
    assert (spoken_turns(talk)[0].span.start, spoken_turns(talk)[0].span.end) == (0, 6)


def test_no_words_make_no_turns() -> None:
    assert spoken_turns(Transcript(media=Media(), language="en")) == ()
