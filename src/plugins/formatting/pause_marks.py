"""How a measured pause is written in running text."""

from typing import Literal

from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds

PauseStyle = Literal["none", "simple", "jefferson", "gat2", "chat"]
"""The conventions that are known, as an option of a format."""

_MICROPAUSE_MS = 200
_MINUTE_MS = 60_000


def pause_mark(pause: Pause, style: PauseStyle) -> str:
    """A pause in one convention; empty where the convention writes nothing there.

    - `simple`: `[pause 1.2 s]`.
    - `jefferson`: `(.)` under 0.2 s, else tenths of a second, `(0.5)` (Jefferson 2004); `=` for a latch.
    - `gat2`: the same marks, as measured pauses are written in GAT 2 (Selting et al. 2009).
    - `chat`: `(.)`, `(0.5)`, and minutes from 60 s on, `(1:30.5)` (MacWhinney, the CHAT manual).
    """
    if style == "none" or (pause.kind is PauseKind.LATCH and style in {"simple", "chat"}):
        return ""
    if pause.kind is PauseKind.LATCH:
        return "="
    ms = milliseconds(pause.span.duration)
    if style == "simple":
        return f"[pause {decimal_seconds(ms, 1)} s]"
    if ms < _MICROPAUSE_MS:
        return "(.)"
    tenths = (ms + 50) // 100 * 100
    if style == "chat" and tenths >= _MINUTE_MS:
        minutes, rest = divmod(tenths, _MINUTE_MS)
        return f"({minutes}:{rest // 1000:02d}.{rest % 1000 // 100})"
    return f"({decimal_seconds(tenths, 1)})"
