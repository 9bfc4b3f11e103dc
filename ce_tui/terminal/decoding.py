"""Bytes that were typed → text: whatever a terminal sends is read as what it was meant for."""

from __future__ import annotations

import codecs

from ce_tui.terminal.character_set import ASCII, UTF_8

_AS_LATIN_1 = "ce_tui.as_latin_1"


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """A byte that does not belong is read as Latin-1: what a terminal set up for it meant; others as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(chr(byte) if byte >= 0xA0 else "\ufffd" for byte in wrong), error.end


codecs.register_error(_AS_LATIN_1, _as_latin_1)


class LenientDecoder:
    """Bytes of a terminal to text. Never raises; never holds back a byte for good.

    A terminal that gets ASCII may send UTF-8 or Latin-1 all the same, and both are understood.
    """

    def __init__(self, encoding: str) -> None:
        meant = UTF_8 if encoding == ASCII else encoding
        self._decoder = codecs.getincrementaldecoder(meant)(_AS_LATIN_1)

    def decode(self, data: bytes) -> str:
        """The text so far; a character whose bytes are not all there yet waits."""
        return self._decoder.decode(data)

    @property
    def is_waiting(self) -> bool:
        """Whether a byte was held back, for those that may follow it."""
        return bool(self._decoder.getstate()[0])

    def flush(self) -> str:
        """What waited and was never completed."""
        text = self._decoder.decode(b"", final=True)
        self._decoder.reset()
        return text


def as_typed(typed: bytes, encoding: str) -> str:
    """The text of bytes that came whole."""
    decoder = LenientDecoder(encoding)
    return decoder.decode(typed) + decoder.flush()
