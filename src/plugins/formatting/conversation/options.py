"""Options that the conventions of conversation analysis share."""

from exact_transcription.plugins.options import Options, option


class ConversationOptions(Options):
    """What the page looks like."""

    line_width: int = option(
        64, help="Columns for what is said before a line is wrapped.", minimum=20, maximum=500
    )
    min_pause: float = option(
        0.0, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )
    uncertain_below: float = option(
        0.3,
        help="Words of less confidence than this, 0 to 1, stand in parentheses.",
        minimum=0.0,
        maximum=1.0,
    )
