"""A page of its own that plays the recording word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, BinaryIO

from exact_transcription.core.domain.pause import Pause
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.dialogue import Said, dialogue
from exact_transcription.plugins.formatting.pause_marks import PauseStyle, pause_mark
from exact_transcription.plugins.formatting.plain_text import join_texts, one_line
from exact_transcription.plugins.formatting.reading import ReadingOptions, for_reading
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds, short_clock
from exact_transcription.plugins.pages.doubts import doubts
from exact_transcription.plugins.pages.interview import summary_of
from exact_transcription.plugins.pages.player_page import page_end, page_head, player
from exact_transcription.plugins.pages.scripts import runs_right_to_left

_COLOURS = 8


class HtmlOptions(ReadingOptions):
    """What the page shows."""

    title: str = option("", help="Title of the page; the recording's name where this is empty.")
    audio: str = option(
        "", help="Name of a recording that lies beside the page; else readers choose its file on the page."
    )
    pauses: PauseStyle = option("simple", help="How to write pauses.")
    doubts: bool = option(default=True, help="Underline uncertain words and say why when pointed at.")
    doubtful_below: float = option(
        0.5, help="Words of a lower confidence than this are uncertain.", minimum=0.0, maximum=1.0
    )


class HtmlExporter(Exporter[HtmlOptions]):
    """Text beside the sound: a click on a word plays from it, and the word that sounds is marked.

    One file that loads nothing from anywhere; it can be printed, and follows the reader's choice of light
    or dark.
    """

    name = "html"
    title = "Web page with player"
    description = "One file for any browser: click a word to hear it, uncertain words are marked."
    extension = ".html"
    media_type = "text/html"
    options = HtmlOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: HtmlOptions) -> None:
        """Write the page, a turn a line."""
        title = one_line(options.title) or one_line(transcript.media.name) or "Transcript"
        audio = one_line(options.audio)
        stream.write(page_head(title, audio=audio).encode())
        facts = "".join(
            f'<div><dt>{escape(heading)}:</dt><dd dir="auto">{escape(text)}</dd></div>'
            for heading, text in summary_of(transcript)
        )
        stream.write(f"<dl>{facts}</dl>\n{player(audio=audio)}".encode())
        stream.write(f"<main{_language(transcript.language)}>\n".encode())
        stream.writelines(f"{line}\n".encode() for line in _lines(transcript, options))
        stream.write(f"</main>\n{page_end()}".encode())


def _lines(transcript: Transcript, options: HtmlOptions) -> Iterator[str]:
    labels = speaker_labels(transcript)
    colours = {speaker.id: number % _COLOURS for number, speaker in enumerate(transcript.speakers)}
    for part in dialogue(for_reading(transcript, options), min_pause=options.min_pause):
        if isinstance(part, Pause):
            if mark := _pause(part, options):
                yield f'<p class="between">{mark}</p>'
        else:
            yield _turn(part, labels, colours, transcript.language, options)


def _turn(
    said: Said,
    labels: Mapping[str | None, str],
    colours: Mapping[str, int],
    language: str,
    options: HtmlOptions,
) -> str:
    utterance = said.utterance
    time = short_clock(milliseconds(utterance.span.start))
    kind = "" if utterance.speaker is None else f' class="s{colours[utterance.speaker]}"'
    head = f'<h2><span dir="auto">{escape(labels[utterance.speaker])}</span><time>{time}</time></h2>'
    text = _text(said.items, language, options) if said.items else escape(utterance.text)
    return f'<section{kind}>{head}<p dir="auto">{text}</p></section>'


def _text(items: Sequence[Word | Pause], language: str, options: HtmlOptions) -> str:
    """Words and pauses, joined as the language is written."""
    pieces: list[str] = []
    last = ""
    for item in items:
        if isinstance(item, Pause):
            if mark := _pause(item, options):
                pieces.append(f" {mark} ")
                last = ""
            continue
        if last and (language not in LANGUAGES_WITHOUT_SPACES or _apart(last, item.text, language)):
            pieces.append(" ")
        pieces.append(_word(item, options))
        last = item.text
    return "".join(pieces)


def _apart(before: str, after: str, language: str) -> bool:
    return " " in join_texts([before[-1:], after[:1]], language)


def _word(word: Word, options: HtmlOptions) -> str:
    start, end = milliseconds(word.span.start), milliseconds(word.span.end)
    reason = doubts(word, threshold=options.doubtful_below) if options.doubts else ""
    marks = f'class="w u" title="{escape(reason)}"' if reason else 'class="w"'
    return f'<span {marks} data-t="{start} {end}">{escape(word.text)}</span>'


def _pause(pause: Pause, options: HtmlOptions) -> str:
    mark = pause_mark(pause, options.pauses)
    if not mark:
        return ""
    length = decimal_seconds(milliseconds(pause.span.duration))
    tolerance = decimal_seconds(milliseconds(pause.tolerance))
    hint = f"{pause.kind.value}, {length} s, each edge within {tolerance} s"
    return f'<span class="p" dir="ltr" title="{hint}">{escape(mark)}</span>'


def _language(language: str) -> str:
    code = escape(language)
    direction = ' dir="rtl"' if runs_right_to_left(language) else ""
    return f' lang="{code}"{direction}' if code else ""


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [HtmlExporter()]
