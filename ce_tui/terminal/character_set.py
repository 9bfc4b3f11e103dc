"""What a terminal gets and sends as characters: the encoding, what stands for what it lacks, what none may get.

A terminal of eight bits takes the bytes 80 to 9F for controls, and UTF-8 is full of them: a closing quotation mark
(E2 80 9D) begins a control string, in which all that follows is swallowed. So UTF-8 goes only where the locale or the
terminal says that it is spoken; Python says so of every locale, which is not asked here.

What stands for a character that is lacking is ASCII that says the same to the eye and to the ear: never another number
and never a sign of another meaning. Where ASCII has nothing of the kind it is a question mark. Only what is shown is
changed, never what is kept.

Both front ends and the commands use it: no third-party library here.
"""

from __future__ import annotations

import codecs
import locale
import os
import re
import stat
import sys
import termios
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TextIO

from ce_tui.files.shown import BLANK, UNSEEN

UTF_8, ASCII = "utf-8", "ascii"

_NO_LOCALE = ("", "C", "POSIX")
_ASCII_NAMES = frozenset({"ascii", "us-ascii", "ansi_x3.4-1968", "646"})
_EIGHT_BITS = re.compile(r"vt\d.*|dumb|unknown|")
"""What TERM is on a terminal that does not speak UTF-8, or of which nothing is known."""
_SET_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python itself sets LC_CTYPE to, where there was no locale (PEP 538)."""
_IUTF8 = 0x4000
"""The mode of a terminal that speaks UTF-8 (Linux, macOS): terminals set it, and SSH hands it on (RFC 8160)."""


class CharacterSet(NamedTuple):
    """The encoding of output, and why it is this one, as a part of a sentence."""

    encoding: str
    why: str


def character_set(environment: Mapping[str, str] | None = None) -> CharacterSet:
    """The character set by the environment (by default the process's) and the terminal's modes.

    The locale counts by its name where it names UTF-8, also where this machine does not have it.
    """
    environment = os.environ if environment is None else environment
    names = without_what_python_set(environment)
    named = next(filter(None, map(names.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    if is_utf_8(named.partition("@")[0].partition(".")[2]):
        return CharacterSet(UTF_8, f"the locale {named} says so")
    if named in _NO_LOCALE:
        return _without_locale(f"the locale is {named}" if named else "no locale is set", environment)
    encoding = locale.getencoding().lower()
    if encoding in _ASCII_NAMES or _python_set_the_locale(environment):
        return _without_locale(f"this machine does not have the locale {named}", environment)
    return CharacterSet(UTF_8 if is_utf_8(encoding) else encoding, f"the locale {named} says so")


def terminal_encoding() -> str:
    """The encoding of what this process writes for a person to see: "utf-8", "ascii", or that of the locale."""
    return character_set().encoding


def is_utf_8(encoding: str) -> bool:
    """Whether it is a name of UTF-8."""
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def without_what_python_set(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment as it was before Python set a locale in it."""
    python_set_it = _python_set_the_locale(environment)
    return {name: value for name, value in environment.items() if name != "LC_CTYPE" or not python_set_it}


def _python_set_the_locale(environment: Mapping[str, str]) -> bool:
    """Python's UTF-8 mode is on where its start found no locale (PEP 540)."""
    return (
        bool(sys.flags.utf8_mode)
        and not environment.get("LC_ALL")
        and environment.get("LC_CTYPE") in _SET_BY_PYTHON
    )


def _without_locale(why: str, environment: Mapping[str, str]) -> CharacterSet:
    term = environment.get("TERM", "")
    if _EIGHT_BITS.fullmatch(term):
        return CharacterSet(ASCII, f"{why}, and the terminal ({term or 'no TERM'}) may be one of eight bits")
    if _terminal_says_utf_8():
        return CharacterSet(UTF_8, f"{why}, and the terminal ({term}) says so itself")
    return CharacterSet(ASCII, f"{why}, and the terminal ({term}) does not say that it speaks UTF-8")


def _terminal_says_utf_8() -> bool:
    for descriptor in (1, 0, 2):
        try:
            return bool(termios.tcgetattr(descriptor)[0] & _IUTF8)
        except termios.error:
            continue
    return False


# C0 and C1 controls, marks and overrides of the bidirectional algorithm, invisible operators and tags, line and
# paragraph separators, surrogates. The joiners U+200C and U+200D stay: Persian and Indic names are spelt with them.
HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

NOT_SHOWN = re.compile(f"{HARMFUL.pattern}|{UNSEEN.pattern}")
"""What no terminal gets of a text that is shown: what is harmful, and what nobody would see."""


def seen(text: str, layout: str = "") -> str:
    """A text as it can be shown: what is not shown is left out, or a space where it would look like one.

    `layout`: what stays of it all the same.
    """
    return NOT_SHOWN.sub(lambda found: found[0] if found[0] in layout else " " * (found[0] in BLANK), text)


LACKING = "?"

_ONE = {
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "•": "*", "●": "*", "▼": "v", "▲": "^", "■": "#",
    "○": "o", "▪": "*", "◦": "*", "‣": ">", "·": ".", "†": "+",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-", "⁄": "/", "∕": "/",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "ʼ": "'", "ʹ": "'", "‹": "'", "›": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "…": ".", "→": ">", "←": "<", "✓": "x", "✔": "x", "×": "x", "£": "L",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i",
    "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T",
}  # fmt: skip
_MORE = {
    "…": "...", "→": "->", "←": "<-", "£": "GBP ", "€": "EUR ", "©": "(c)", "®": "(R)", "™": "(TM)", "°": " deg",
    "≤": "<=", "≥": ">=", "≠": "!=", "±": "+/-", "≈": "about ",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
}  # fmt: skip
_BEFORE = {"<super>": "^"}
_SAME_MEANING = ("<wide>", "<narrow>", "<noBreak>", "<font>", "<compat>", "<fraction>", "<sub>", *_BEFORE)


@lru_cache(4096)
def has(character: str, encoding: str) -> bool:
    """Whether the encoding has the character, with no byte of the controls 80 to 9F."""
    try:
        encoded = character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return is_utf_8(encoding) or not any(0x80 <= byte <= 0x9F for byte in encoded)


@lru_cache(4096)
def stand_in(character: str) -> str:
    """One ASCII character for any other (with its marks); at worst a question mark. For cells."""
    character = unicodedata.normalize("NFC", character)
    if len(character) > 1:
        return stand_in(character[0]) if character[0].isalpha() else LACKING
    found = _ONE.get(character) or _plain(character)
    return found if len(found) == 1 else LACKING


@lru_cache(4096)
def spelt_out(character: str) -> str:
    """As many ASCII characters as one takes. For lines as long as their words."""
    return _MORE.get(character) or _ONE.get(character) or _plain(character) or LACKING


def shown_in(text: str, encoding: str) -> str:
    """A text of which the terminal has each character: what it lacks is spelt out."""
    if text.isascii() or has(text, encoding):
        return text
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if has(character, encoding):
            shown.append(character)
        elif not (unicodedata.combining(character) and shown and shown[-1][-1:].isalpha()):
            spelt = spelt_out(character)
            another = spelt[0].isdigit() and not character.isdecimal()  # 1½ is not 11/2
            shown.append(f" {spelt}" if another and shown and shown[-1][-1:].isdigit() else spelt)
    return "".join(shown)


def _plain(character: str) -> str:
    """A letter without its accent, several for a sign of several, "+" where lines of a box meet; else empty."""
    if character.isascii():
        return character
    if "\u2500" <= character <= "\u257f":
        return "+"
    if character.isalpha():
        base = unicodedata.normalize("NFD", character)
        if base[0].isascii() and all(map(unicodedata.combining, base[1:])):
            return base[0]
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind not in _SAME_MEANING:
        return ""
    plain = unicodedata.normalize("NFKD", character).replace("\u2044", "/")
    return _BEFORE.get(kind, "") + plain if plain.isascii() and plain.isprintable() else ""


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
        def encode(self, words: str, final: bool = False) -> bytes:
            return encode(words)[0]

    return codecs.CodecInfo(
        encode,
        theirs.decode,
        incrementalencoder=Encoder,
        incrementaldecoder=theirs.incrementaldecoder,
        name=name,
    )


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


BEGIN, END = "\x1b[200~", "\x1b[201~"
LONGEST = 1_000_000
"""Characters that are kept of one paste: far more than any field takes, so that what is cut is said there."""


class Characters(NamedTuple):
    """Characters of keys. `afresh`: what came before was the beginning of a paste's bracket, not a key."""

    text: str
    afresh: bool = False


class Pasted(NamedTuple):
    """A whole paste."""

    text: str


class Pasting:
    """Splits what a terminal sends, which may come in pieces of any size. Holds back no key."""

    def __init__(self) -> None:
        self._tail = ""  # the end of what was typed: perhaps the beginning of a bracket
        self._paste: str | None = None
        self._held = ""  # the end of what was pasted: perhaps the beginning of the closing bracket

    def split(self, text: str) -> Iterator[Characters | Pasted]:
        """What was typed and what was pasted, in order."""
        while text:
            if self._paste is None:
                joined, before = self._tail + text, len(self._tail)
                at = joined.find(BEGIN)
                if at < 0:
                    self._tail = joined[-len(BEGIN) + 1 :]
                    yield Characters(text)
                    return
                self._tail, self._paste, text = "", "", joined[at + len(BEGIN) :]
                # If it began in an earlier piece, nothing was typed here: what was taken for keys was its beginning.
                if at != before:
                    yield Characters(joined[before:at], afresh=at < before)
            else:
                joined = self._held + text
                at = joined.find(END)
                certain = at if at >= 0 else max(len(joined) - len(END) + 1, 0)
                self._paste += joined[:certain][: LONGEST - len(self._paste)]
                if at < 0:
                    self._held = joined[certain:]
                    return
                pasted, self._paste, self._held = Pasted(self._paste), None, ""
                text = joined[at + len(END) :]
                yield pasted
