"""The contract of exporters as tests."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.format_description import OptionDescription, OptionKind
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.options import describe_options, parse_options
from exact_transcription.plugins.testing.clock_times import clock_times, malformed_clock_times
from exact_transcription.plugins.testing.elsewhere import ENVIRONMENTS, digests_elsewhere
from exact_transcription.plugins.testing.rendering import digest, is_text, render
from exact_transcription.plugins.testing.samples import HOURS_100, SAMPLES
from exact_transcription.plugins.validation import describe_exporter

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x14\x16-\x1f\ud800-\udfff]")


class ExporterContract:
    """Subclass it as `Test…` and give the exporter.

    Attributes:
        writes_words: whether the words can be found in what it writes; false for turns alone, as in RTTM.
        one_line_texts: whether a line break in a text must not give another line; false for formats that
            quote line breaks.
    """

    writes_words = True
    one_line_texts = True

    def exporter(self) -> Exporter[Any]:
        """Give the exporter under test.

        Raises:
            NotImplementedError: the subclass has to.
        """
        raise NotImplementedError("return the exporter under test")

    def open(self, data: bytes, transcript: Transcript) -> None:
        """Override to open what was written with an independent reader; raise if it cannot."""

    def elsewhere(self, environment: Mapping[str, str]) -> Mapping[str, str]:
        """Digests of all samples from a fresh process; override to share one process among exporters."""
        return digests_elsewhere([self.exporter()], environment)[0]

    def test_it_says_what_it_is(self) -> None:
        """Name, title, description, extension, media type and options are there and well formed."""
        describe_exporter(self.exporter(), plugin="under test")

    def test_every_sample_is_written_and_can_be_opened(self) -> None:
        """Nothing raises, and a transcript with words gives a file with content."""
        exporter = self.exporter()
        for name, transcript in SAMPLES.items():
            with _named(name):
                data = render(exporter, transcript)
                if transcript.segments and not data:
                    raise AssertionError("nothing was written")
                self.open(data, transcript)

    def test_the_same_transcript_gives_the_same_bytes(self) -> None:
        """Also after others were written: an exporter keeps nothing between calls."""
        exporter = self.exporter()
        first = {name: render(exporter, transcript) for name, transcript in SAMPLES.items()}
        again = {name: render(exporter, transcript) for name, transcript in reversed(list(SAMPLES.items()))}
        differing = [name for name in SAMPLES if first[name] != again[name]]
        if differing:
            raise AssertionError(f"written twice, these samples differ: {', '.join(differing)}")

    def test_no_other_process_gives_other_bytes(self) -> None:
        """Clock, time zone, locale and hash seed do not show."""
        exporter = self.exporter()
        here = {name: digest(render(exporter, transcript)) for name, transcript in SAMPLES.items()}
        for environment in ENVIRONMENTS:
            there = self.elsewhere(environment)
            differing = [name for name in SAMPLES if here[name] != there[name]]
            if differing:
                raise AssertionError(
                    f"these samples depend on clock, time zone, locale or hash seed: {', '.join(differing)}"
                    f" (there: {there[differing[0]]})"
                )

    def test_an_unknown_option_is_an_error_that_names_the_known_ones(self) -> None:
        """A typing error must not pass silently."""
        kind = self.exporter().options
        try:
            parse_options(kind, {"no_such_option": "1"}, owner="the format")
            kind.model_validate({"no_such_option": "1"})
        except InvalidOptionError as error:
            missing = [name for name in kind.model_fields if name not in str(error)]
            if missing:
                raise AssertionError(f"the error does not name {', '.join(missing)}") from error
        except ValueError:
            return
        else:
            raise AssertionError("an unknown option was accepted")
        try:
            kind.model_validate({"no_such_option": "1"})
        except ValueError:
            return
        raise AssertionError("the options accept unknown names; keep extra='forbid'")

    def test_every_value_of_every_option_works_and_makes_a_difference(self) -> None:
        """All choices, both truth values, and the limits of numbers."""
        exporter = self.exporter()
        described = describe_options(exporter.options)
        alone = [{option.name: value} for option in described for value in _values(option)]
        for values in alone:
            with _named(str(values)):
                render(exporter, SAMPLES["plain"], values)
        for option in described:
            own = [values for values in alone if option.name in values]
            # Some options only matter beside another one, such as the shortest pause beside the pause style.
            others = [{}, *(values for values in alone if option.name not in values)]
            if not _make_a_difference(exporter, own, others):
                raise AssertionError(f"the option {option.name!r} changes nothing in any sample")

    def test_text_is_utf_8_without_control_characters(self) -> None:
        """Only for text formats; the media type says which are."""
        for name, text in self._texts():
            found = _CONTROL.search(text)
            if found:
                raise AssertionError(f"control character {found[0]!r} in the sample {name!r}")

    def test_words_are_written_in_their_order(self) -> None:
        """Only for text formats that hold words."""
        texts = dict(self._texts())
        if not self.writes_words or not texts:
            return
        for segment in SAMPLES["plain"].segments:
            at = 0
            for word in segment.words:
                at = texts["plain"].casefold().find(word.text.strip(".,?").casefold(), at)
                if at < 0:
                    raise AssertionError(f"the word {word.text!r} is missing or out of order")

    def test_a_line_break_in_a_text_gives_no_line(self) -> None:
        """What was said must not look like the format's own lines."""
        exporter = self.exporter()
        if not self.one_line_texts or not is_text(exporter):
            return
        for name in ("hostile text", "awkward names"):
            hostile, tame = SAMPLES[name], _without_breaks(SAMPLES[name])
            lines = [render(exporter, transcript).count(b"\n") for transcript in (hostile, tame)]
            if lines[0] != lines[1]:
                raise AssertionError(f"a line break in the sample {name!r} broke a line of the format")

    def test_times_are_formatted_from_whole_milliseconds(self) -> None:
        """59.9996 s is a minute, not 59 s and 1000 ms, nor 60 s of a minute."""
        for name, text in self._texts():
            if name in {"59.9996 seconds", "100 hours"} and (wrong := malformed_clock_times(text)):
                raise AssertionError(f"malformed time {wrong[0]!r} in the sample {name!r}")

    def test_hours_pass_24(self) -> None:
        """Only for formats that write clock times."""
        texts = dict(self._texts())
        if texts and clock_times(texts["plain"]):
            late = max(clock_times(texts["100 hours"]), default=0.0)
            if late < HOURS_100:
                raise AssertionError(f"what was said after 100 hours is said to begin at {late:g} s")

    def _texts(self) -> Iterator[tuple[str, str]]:
        exporter = self.exporter()
        if not is_text(exporter):
            return
        for name, transcript in SAMPLES.items():
            with _named(name):
                yield name, render(exporter, transcript).decode("utf-8")


def contract_violations(
    exporter: Exporter[Any], contract: type[ExporterContract] = ExporterContract
) -> list[str]:
    """Run the contract without pytest.

    Args:
        exporter: what to test.
        contract: the contract, or a subclass with other attributes.

    Returns:
        A sentence for each test that failed.
    """
    under_test = contract()
    under_test.exporter = lambda: exporter  # type: ignore[method-assign]
    violations = []
    for name in sorted(vars(ExporterContract)):
        if name.startswith("test_"):
            try:
                getattr(under_test, name)()
            except Exception as error:  # noqa: BLE001 - the exporter may raise anything
                violations.append(f"{name.removeprefix('test_').replace('_', ' ')}: {error!r}")
    return violations


class _named:  # noqa: N801 - reads as a statement
    """Say in which sample something failed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if error is not None:
            error.add_note(f"with {self._name!r}")


def _values(described: OptionDescription) -> list[object]:
    if described.kind is OptionKind.BOOLEAN:
        return [not described.default]
    if described.kind is OptionKind.CHOICE:
        return [choice for choice in described.choices if choice != described.default]
    if described.kind is OptionKind.TEXT:
        return ["something else"]
    default = float(described.default or 0)
    limits = [value for value in (described.minimum, described.maximum) if value is not None]
    inside = [value for value in (default * 2 + 1, default / 2, default + 0.3) if _allowed(value, described)]
    values = sorted({value for value in (*limits, *inside) if value != default})
    if described.kind is OptionKind.INTEGER:
        return [*sorted({int(value) for value in values} - {int(default)})]
    return [*values]


def _allowed(value: float, described: OptionDescription) -> bool:
    low, high = described.minimum, described.maximum
    return (low is None or value >= low) and (high is None or value <= high)


def _make_a_difference(
    exporter: Exporter[Any], own: Sequence[Mapping[str, object]], others: Sequence[Mapping[str, object]]
) -> bool:
    # The first samples with the first other options come first: there nearly every option shows, and some
    # formats are slow.
    places = sorted(product(range(len(SAMPLES)), range(len(others))), key=sum)
    transcripts = list(SAMPLES.values())
    for sample, other in places:
        transcript, base = transcripts[sample], others[other]
        without = render(exporter, transcript, base)
        if any(render(exporter, transcript, {**base, **values}) != without for values in own):
            return True
    return False


def _without_breaks(transcript: Transcript) -> Transcript:
    def tame(text: str) -> str:
        return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text)

    segments = tuple(
        replace(
            segment,
            text=tame(segment.text),
            words=tuple(replace(word, text=tame(word.text)) for word in segment.words),
        )
        for segment in transcript.segments
    )
    speakers = tuple(
        replace(speaker, name=speaker.name and tame(speaker.name)) for speaker in transcript.speakers
    )
    return replace(transcript, segments=segments, speakers=speakers)
