"""The published contract catches exporters that break it, each by the test made for it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.testing import ExporterContract, contract_violations
from exact_transcription.plugins.testing.elsewhere import digests_elsewhere
from tests.unit.plugins import broken_exporters as broken

SAMPLES_WRITTEN = "every sample is written"
SAME_BYTES = "the same transcript gives the same bytes"
ELSEWHERE = "no other process"
UNKNOWN_OPTION = "an unknown option"
EVERY_OPTION = "every value of every option"
SELF_DESCRIPTION = "it says what it is"


class TestSoundExporter(ExporterContract):
    """The contract as a third party uses it."""

    def exporter(self) -> Exporter[Any]:
        return broken.Sound()


CAUGHT: list[tuple[type[Exporter[Any]], str]] = [
    (broken.ClosesStream, SAMPLES_WRITTEN),
    (broken.WritesText, SAMPLES_WRITTEN),
    (broken.WritesNothing, SAMPLES_WRITTEN),
    (broken.Seeks, SAMPLES_WRITTEN),
    (broken.FailsOnSilence, SAMPLES_WRITTEN),
    (broken.NeedsSpeakers, SAMPLES_WRITTEN),
    (broken.NeedsWordLengths, SAMPLES_WRITTEN),
    (broken.Prints, SAMPLES_WRITTEN),
    (broken.SetsLocale, SAMPLES_WRITTEN),
    (broken.SetsEnvironment, SAMPLES_WRITTEN),
    (broken.ReadsClock, ELSEWHERE),
    (broken.ReadsClockOtherwise, ELSEWHERE),
    (broken.KnowsTimeZone, ELSEWHERE),
    (broken.FollowsHashSeed, ELSEWHERE),
    (broken.FollowsLocale, ELSEWHERE),
    (broken.DrawsIdentifiers, SAME_BYTES),
    (broken.KeepsCount, SAME_BYTES),
    (broken.WritesLatin1, "text is utf 8"),
    (broken.WritesControlCharacters, "text is utf 8"),
    (broken.LosesWords, "words are written in their order"),
    (broken.BreaksLines, "a line break in a text"),
    (broken.RoundsParts, "times are formatted from whole milliseconds"),
    (broken.RoundsSeconds, "times are formatted from whole milliseconds"),
    (broken.LosesDays, "hours pass 24"),
    (broken.AcceptsUnknownOptions, UNKNOWN_OPTION),
    (broken.DoesNotExplainOptions, SELF_DESCRIPTION),
    (broken.ForgetsOption, EVERY_OPTION),
    (broken.FailsOnChoice, EVERY_OPTION),
    (broken.MalformedName, SELF_DESCRIPTION),
    (broken.NoTitle, SELF_DESCRIPTION),
]


@cache
def all_elsewhere(environment: tuple[tuple[str, str], ...]) -> Mapping[type, Mapping[str, str]]:
    """One process for all: starting one costs more than rendering."""
    kinds = [kind for kind, _ in CAUGHT]
    return dict(zip(kinds, digests_elsewhere([kind() for kind in kinds], dict(environment)), strict=True))


class SharedProcess(ExporterContract):
    def elsewhere(self, environment: Mapping[str, str]) -> Mapping[str, str]:
        return all_elsewhere(tuple(sorted(environment.items())))[type(self.exporter())]


@pytest.mark.parametrize(("kind", "caught_by"), CAUGHT)
def test_a_broken_exporter_is_caught_by_the_test_made_for_it(
    kind: type[Exporter[Any]], caught_by: str
) -> None:
    violations = contract_violations(kind(), SharedProcess)
    assert [sentence for sentence in violations if sentence.startswith(caught_by)], violations


def test_an_exporter_that_keeps_the_contract_has_no_violations() -> None:
    assert contract_violations(broken.Sound()) == []


def test_a_reader_of_ones_own_finds_what_no_general_test_can() -> None:
    class JsonContract(ExporterContract):
        def open(self, data: bytes, transcript: Transcript) -> None:
            broken.opens_as_json(data)

    assert contract_violations(broken.NotJson()) == []
    assert contract_violations(broken.NotJson(), JsonContract) != []


def test_an_exporter_made_inside_a_function_is_told_to_move() -> None:
    class Hidden(broken.Sound):
        pass

    [violation] = contract_violations(Hidden())
    assert "top of a module" in violation


def test_the_contract_itself_needs_an_exporter() -> None:
    with pytest.raises(NotImplementedError):
        ExporterContract().exporter()
