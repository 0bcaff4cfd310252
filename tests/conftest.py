"""Settings for all tests."""

import os

from hypothesis import settings

# Property tests judge results, not the speed of a machine that does other things as well. In CI they look
# at the same examples every time; on a developer's machine they go on searching.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")
