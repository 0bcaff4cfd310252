"""WhisperX's model, with what it leaves out: scores, word times, sampling."""

from collections.abc import Sequence
from typing import Any

from exact_transcription.adapters.asr.decoding import Decoded
from exact_transcription.adapters.asr.stock_options import BEST_OF
from exact_transcription.adapters.asr.vendor import Tokenizer, TranscriptionOptions, WhisperModel, ctranslate2
from exact_transcription.adapters.asr.word_times import TimedWord, aligned_tokens, timed_words
from exact_transcription.core.domain.translation import TARGET


class BatchedWhisper(WhisperModel):  # type: ignore[misc] # untyped vendor class
    """WhisperX's model, which also tells times and probabilities of words and can sample.

    Attributes:
        word_times: whether to place the words; costs a tenth of the recognition.
    """

    word_times = True

    def generate_segment_batched(
        self,
        features: Any,
        tokenizer: Tokenizer,
        options: TranscriptionOptions,
        encoder_output: Any = None,
        mel_frames: Sequence[int] = (),
        temperature: float = 0.0,
    ) -> dict[str, list[Any]]:
        """Decode a batch; overrides WhisperX's, whose results have text and log probability only.

        Args:
            features: log-mel spectrograms, shape (batch, mels, frames).
            tokenizer: of the language.
            options: beam size, prompt and so on.
            encoder_output: of these features, if they were encoded before.
            mel_frames: frames of each that are not padding.
            temperature: 0 for beam search.

        Returns:
            Lists with one entry a chunk: `text`, `avg_logprob` as WhisperX has them, and `decoded`.
        """
        encoded = self.encode(features) if encoder_output is None else encoder_output
        count = encoded.shape[0]
        prompt = self._prompt(tokenizer, options)
        results = self.model.generate(
            encoded,
            [prompt] * count,
            length_penalty=options.length_penalty,
            repetition_penalty=options.repetition_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            max_length=self.max_length,
            suppress_blank=options.suppress_blank,
            suppress_tokens=options.suppress_tokens,
            return_scores=True,
            return_no_speech_prob=True,
            **_search(options, temperature),
        )
        tokens = [[token for token in each.sequences_ids[0] if token < tokenizer.eot] for each in results]
        words = self._words(encoded, tokens, tokenizer, mel_frames or [encoded.shape[1] * 2] * count)
        decoded = [
            Decoded(
                text=tokenizer.decode(tokens[index]).strip(),
                avg_logprob=_mean_logprob(each, options.length_penalty),
                no_speech_prob=float(each.no_speech_prob),
                temperature=temperature,
                words=words[index],
            )
            for index, each in enumerate(results)
        ]
        return {
            "text": [each.text for each in decoded],
            "avg_logprob": [each.avg_logprob for each in decoded],
            "decoded": decoded,
        }

    def _prompt(self, tokenizer: Tokenizer, options: TranscriptionOptions) -> list[int]:
        """WhisperX's prompt, cut so that half of the decoder's context is left for the text.

        Hotwords and prompt together could otherwise fill all of it, which makes the decoder fail.
        """
        room = self.max_length // 2 - 8
        hotwords = tokenizer.encode(" " + options.hotwords.strip())[: room // 2] if options.hotwords else []
        earlier = tokenizer.encode(" " + options.initial_prompt.strip()) if options.initial_prompt else []
        prompt: list[int] = self.get_prompt(
            tokenizer,
            earlier[-(room - len(hotwords)) :],
            without_timestamps=options.without_timestamps,
            hotwords=tokenizer.decode(hotwords) or None,
        )
        return prompt

    def _words(
        self, encoded: Any, tokens: list[list[int]], tokenizer: Tokenizer, mel_frames: Sequence[int]
    ) -> list[tuple[TimedWord, ...]]:
        if not self.word_times or not any(tokens):
            return [()] * len(tokens)
        results = self.model.align(encoded, tokenizer.sot_sequence, tokens, list(mel_frames))
        return [
            timed_words(
                aligned_tokens(chunk, result.alignments, result.text_token_probs),
                tokenizer.decode,
                TARGET if tokenizer.task == tokenizer.translate else tokenizer.language_code,
            )
            if chunk
            else ()
            for chunk, result in zip(tokens, results, strict=True)
        ]


def seed_sampling() -> None:
    """Make sampling give the same again in another process; called before a model makes its threads."""
    ctranslate2.set_random_seed(0)


def _search(options: TranscriptionOptions, temperature: float) -> dict[str, Any]:
    if temperature > 0.0:
        return {
            "beam_size": 1,
            "num_hypotheses": BEST_OF,
            "sampling_topk": 0,
            "sampling_temperature": temperature,
        }
    return {"beam_size": options.beam_size, "patience": options.patience}


def _mean_logprob(result: Any, length_penalty: float) -> float:
    count = len(result.sequences_ids[0])
    return float(min(0.0, result.scores[0] * count**length_penalty / (count + 1)))
