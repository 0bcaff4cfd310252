"""Options that the printed formats share."""

from typing import Literal

from exact_transcription.plugins import option
from exact_transcription.plugins.formatting.reading import ReadingOptions


class PageOptions(ReadingOptions):
    """What an interview on paper can look like."""

    title: str = option("", help="Title on the first page; the recording's name where this is empty.")
    summary: bool = option(
        default=True,
        help="Put a block with the recording, its length, language and speakers below the title.",
    )
    names: Literal["full", "initials", "none"] = option(
        "full", help="How to write speakers before what they say."
    )
    times: bool = option(default=True, help="Write when every paragraph begins.")
    line_numbers: bool = option(default=False, help="Number every line, as for quoting an interview.")
    page_size: Literal["a4", "letter"] = option("a4", help="Size of the paper.")
    font_size: float = option(11.0, help="Size of the text in points.", minimum=6.0, maximum=24.0)
