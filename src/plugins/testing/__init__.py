"""What every exporter has to keep to, as tests that third parties run on theirs.

With pytest:

    from exact_transcription.plugins.testing import ExporterContract

    class TestLrc(ExporterContract):
        def exporter(self):
            return LrcExporter()

Without pytest, `contract_violations(LrcExporter())` gives a list of sentences, empty if all is well. pytest
is imported by neither.
"""

from exact_transcription.plugins.testing.exporter_contract import ExporterContract, contract_violations
from exact_transcription.plugins.testing.samples import SAMPLES

__all__ = ["SAMPLES", "ExporterContract", "contract_violations"]
