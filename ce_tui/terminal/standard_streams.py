"""Standard output and error in characters that the terminal behind them has, and whether it takes lines alone."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from typing import TextIO

from ce_tui.terminal.character_set import ASCII, UTF_8, is_utf_8, terminal_encoding
from ce_tui.terminal.stand_ins import shown_in

CANNOT_MOVE_ITS_CURSOR = ("dumb", "unknown")
"""What a terminal that takes lines alone calls itself."""

_SHOWN = "ce_tui_shown_"
"""The names of our codecs begin so: each is an encoding, in which what that lacks is spelt out.

A codec and no way of treating errors: click writes UTF-8 to a stream whose encoding is called ASCII.
"""


def has_plain_terminal() -> bool:
    """Whether there is a terminal, and one that takes lines alone."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") in CANNOT_MOVE_ITS_CURSOR


def open_what_was_closed() -> None:
    """Put something where whoever began this process has closed a standard stream.

    Else the next file that is opened takes its number: what a library prints would land in the store, and what Python
    says of a fault on standard output. Of standard output it is still known that nothing can be written there.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY), True)
            stream = open(number, mode, encoding=UTF_8, closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def show_what_the_terminal_has() -> None:
    """From now on what is written to standard output and error fits the terminal; nothing in it ends a command.

    Without a locale a file that they were led into gets UTF-8: nobody sees it yet.
    """
    codecs.register(_shown)
    encoding = terminal_encoding()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            whole = is_utf_8(encoding) or (encoding == ASCII and _is_file(stream))
            reconfigure(encoding=UTF_8 if whole else f"{_SHOWN}{encoding}", errors="replace")


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # it is none of the system's, or closed
        return False


def _shown(name: str) -> codecs.CodecInfo | None:
    if not name.startswith(_SHOWN):
        return None
    encoding = name.removeprefix(_SHOWN)
    theirs = codecs.lookup(encoding)

    def encode(text: str, _errors: str = "") -> tuple[bytes, int]:
        return shown_in(text, encoding).encode(encoding), len(text)

    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input: str, final: bool = False) -> bytes:
            return encode(input)[0]

    return codecs.CodecInfo(
        encode,
        theirs.decode,
        incrementalencoder=Encoder,
        incrementaldecoder=theirs.incrementaldecoder,
        name=name,
    )
