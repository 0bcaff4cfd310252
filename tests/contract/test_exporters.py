"""Every built-in exporter keeps the contract that third parties are held to."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from exact_transcription.plugins.catalogue import build_catalogue
from exact_transcription.plugins.discovery import built_in_plugins
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.testing import ExporterContract
from exact_transcription.plugins.testing.elsewhere import digests_elsewhere

CATALOGUE = build_catalogue(built_in_plugins(), frozenset())
EXPORTERS = {name: offer.plugged for name, offer in sorted(CATALOGUE.exporters.offers.items())}

WITHOUT_WORDS = {"rttm"}


@cache
def everything_elsewhere(environment: tuple[tuple[str, str], ...]) -> Mapping[str, Mapping[str, str]]:
    """One process for all formats: starting one costs more than rendering."""
    return dict(zip(EXPORTERS, digests_elsewhere(list(EXPORTERS.values()), dict(environment)), strict=True))


def test_no_built_in_plugin_has_a_problem() -> None:
    assert [problem.message for problem in CATALOGUE.problems] == []


@pytest.mark.parametrize("name", EXPORTERS)
class TestBuiltInExporter(ExporterContract):
    @pytest.fixture(autouse=True)
    def _choose(self, name: str) -> None:
        self._exporter = EXPORTERS[name]
        self.writes_words = name not in WITHOUT_WORDS

    def exporter(self) -> Exporter[Any]:
        return self._exporter

    def elsewhere(self, environment: Mapping[str, str]) -> Mapping[str, str]:
        return everything_elsewhere(tuple(sorted(environment.items())))[self._exporter.name]
