"""How WhisperX decodes if nothing else is said."""

from exact_transcription.adapters.asr.vendor import TranscriptionOptions

BEST_OF = 5
"""Samples of which the best is taken, where it samples."""


def stock_options() -> TranscriptionOptions:
    """The options that `whisperx.load_model` decodes with."""
    return TranscriptionOptions(
        beam_size=5,
        best_of=BEST_OF,
        patience=1,
        length_penalty=1,
        repetition_penalty=1,
        no_repeat_ngram_size=0,
        log_prob_threshold=-1.0,
        no_speech_threshold=0.6,
        compression_ratio_threshold=2.4,
        condition_on_previous_text=False,
        prompt_reset_on_temperature=0.5,
        temperatures=[0.0],
        initial_prompt=None,
        prefix=None,
        suppress_blank=True,
        suppress_tokens=[-1],
        without_timestamps=True,
        max_initial_timestamp=0.0,
        word_timestamps=False,
        prepend_punctuations="",
        append_punctuations="",
        multilingual=False,
        max_new_tokens=None,
        clip_timestamps="0",
        hallucination_silence_threshold=None,
        hotwords=None,
    )
