"""Cleans typed text, names faults in an input's shape, and holds a line to type.

`msgspec.convert` is fast and stops at the first fault. Only once it has refused something does jsonschema look again,
and list them all. No fault ever repeats a value that a person typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, time
from difflib import get_close_matches
from functools import cache, reduce
from typing import Any, Final, NamedTuple, TypeVar, cast

import msgspec

from ce_tui.core import strict_json
from ce_tui.files.shown import shown

MAX_NOTES = 100_000  # characters
MAX_REASON = 2_000
MAX_FIELD = 500

Keep = Callable[[str, bool], None]
"""Keeps what is typed; the second says whether it is saved at once, or with what is saved next."""


class Line(NamedTuple):
    """A line to be typed. `start` is proposed. `refused`: what was typed before, and `wrong`, what is wrong with it.

    Where a line can be mended, what was refused stands there beforehand; else `start` is proposed again.
    `hint`: what is said of it to whoever asks. `longest`: in characters. `secret`: nobody else sees it as it is typed,
    and it is taken just as it was, blanks and all. `keep`: what is typed belongs to the open screening, and is kept
    with it until it is taken, whatever becomes of the question. `about`: what it is a reason for, where the same is
    asked about others, too: what was typed about one is never offered about another.
    """

    label: str
    start: str = ""
    refused: str = ""
    wrong: str = ""
    hint: Sequence[str] = ()
    longest: int = MAX_FIELD
    may_be_empty: bool = False
    secret: bool = False
    keep: Keep | None = None
    about: str = ""

    def mended(self, typed: str, wrong: str = "") -> Line:
        """The line after what was typed is refused; `wrong`, if it was not told, is a sentence without its stop."""
        return self._replace(refused=typed, wrong=wrong)

    @property
    def proposed(self) -> str:
        """What is proposed: never what was just refused."""
        return "" if self.refused == self.start else self.start

    def after_what_is_wrong(self, question: str) -> str:
        """The question, after what is wrong."""
        return f"{self.wrong}. {question}" if self.wrong else question


_ALIKE = str.maketrans("’–", "'-")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 without the line feed, delete, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of text
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\u180e"  # invisible
    "\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef"  # annotation marks, non-characters
    "\ud800-\udfff"  # surrogates that stand alone
    "\U000e0000-\U000e007f"  # tags
    "]"
)


class CleanedText(NamedTuple):
    """A cleaned text. `changed`: characters were taken out; `cut`: it was longer than it may be."""

    text: str
    changed: bool
    cut: bool

    def remarks(self, where: str, limit: int) -> Iterator[str]:
        """What was taken out or cut off at a place, in words without a value."""
        if self.changed:
            yield f"{where}: characters that cannot be shown were taken out"
        if self.cut:
            yield f"{where}: longer than {limit:,} characters; the rest was cut off"


def clean_text(text: str, limit: int = MAX_NOTES) -> CleanedText:
    """Clean a text of several lines. Line endings become line feeds, a tab becomes four spaces."""
    return _clean(_LINE_ENDS.sub("\n", text).replace("\t", "    "), limit)


def clean_line(text: str, limit: int = MAX_FIELD, joiner: str = " ") -> CleanedText:
    """Clean a text of one line. Line endings become `joiner`, a tab a space."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    if len(lines) > 1:
        text = joiner.join(filter(None, map(str.strip, lines)))
    return _clean(text.replace("\t", " "), limit)


def folded(text: str) -> str:
    """A text without case, accents and curved apostrophes, its dashes as hyphens: what it is searched by."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(_ALIKE)


def _clean(text: str, limit: int) -> CleanedText:
    kept = _UNWANTED.sub("", text)
    changed, end = kept != text, limit
    if len(kept) <= limit:
        return CleanedText(kept, changed, cut=False)
    while end > max(0, limit - 8) and unicodedata.combining(kept[end]):
        end -= 1  # no accent is parted from its letter
    return CleanedText(kept[:end], changed, cut=True)


class Fault(msgspec.Struct, frozen=True):
    """One fault of an input. `where` is a path into the file (`marks.Y99`), never a value that a person typed."""

    where: str
    what: str
    expected: str = ""

    def __str__(self) -> str:
        tail = f"; expected {self.expected}" if self.expected else ""
        return shown(f"{self.where or 'the file'}: {self.what}{tail}")


class InputInvalid(ValueError):
    """An input file is refused; `faults` holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


_KEY_SHOWN = 40
_OBJECT = "a table of keys and values"

Shape = TypeVar("Shape")

_KINDS = {
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": _OBJECT,
    "integer": "a whole number",
    "number": "a number",
}
_KINDS_OF = (
    (type(None), "null"),
    (bool, "true or false"),
    (str, "text"),
    (int | float, "a number"),
    (list, "a list"),
    (dict, _OBJECT),
    (date | time, "a date or a time"),
)


def shaped(content: object, shape: type[Shape], where: str = "") -> tuple[Shape | None, list[Fault]]:
    """Decoded JSON or TOML in its shape, else every fault, in the file's order."""
    try:
        return msgspec.convert(content, shape), []
    except msgspec.ValidationError:
        errors = _validator(cast(Hashable, shape)).iter_errors(content)
        faults = list(dict.fromkeys(fault for error in errors for fault in _said(error, where)))
        return None, faults or [Fault(where, "cannot be used")]


def kind_of(value: object) -> str:
    """The kind of a value in words, without the value."""
    return next((words for kind, words in _KINDS_OF if isinstance(value, kind)), "not a number that JSON has")


def place(where: str, key: str | int) -> str:
    """The place of a key or of an item inside `where`: "tiers[1].text". Keys are cleaned and cut."""
    if isinstance(key, int):
        return f"{where}[{key}]"
    cleaned = clean_line(key, _KEY_SHOWN)
    name = (cleaned.text + ("…" if cleaned.cut else "")) or '""'
    return f"{where}.{name}" if where else name


@cache
def _validator(shape: Any) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(msgspec.json.schema(shape))


def _said(error: Any, top: str) -> Iterator[Fault]:
    where = reduce(place, error.absolute_path, top)
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield Fault(place(where, name), "is missing")
        case "additionalProperties":
            known = sorted(error.schema["properties"])
            for name in error.instance:
                if name not in known:
                    close = get_close_matches(str(name), known)
                    meant = f"{close[0]}, perhaps" if close else one_of(known) if known else ""
                    yield Fault(place(where, str(name)), "unknown key", meant)
        case "type":
            kind = _KINDS[error.validator_value]  # that of a table is described for whoever reads the code
            wanted = kind if kind == _OBJECT else error.schema.get("description", kind)
            yield Fault(where, f"is {kind_of(error.instance)}", wanted)
        case "enum":
            yield Fault(where, "is not one of the words known here", one_of(error.validator_value))
        case "anyOf" if within := [each for each in error.context if each.relative_path]:
            for each in within:
                yield from _said(each, top)
        case "anyOf":
            kinds = [str(option.get("type", "")) for option in error.validator_value]
            wanted = [_KINDS[kind] for kind in kinds if kind and kind != "null"]
            said = error.schema.get("description") or " or ".join(wanted) or "something else"
            yield Fault(where, f"is {kind_of(error.instance)}", said)
        case _:
            yield Fault(where, "cannot be used", "")


def one_of(words: Any) -> str:
    """The words that can stand at a place, as an expectation: "one of yes, no"."""
    return "one of " + ", ".join(str(word) or '"" (nothing)' for word in words)


NOT_A_NUMBER: Final = object()
"""Stands for NaN and the infinities, which JSON does not have and Python's reader takes."""


class ObjectWithRepeats(dict[str, object]):
    """A JSON object. `repeated` names the keys that stood in it more than once, each with its last value."""

    def __init__(self, pairs: strict_json.Pairs) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def read_json(text: str | bytes) -> object:
    """The value that a JSON text stands for. Raises InputInvalid with exactly one fault if it is not JSON."""
    try:
        return strict_json.parse(text, ObjectWithRepeats, lambda _: NOT_A_NUMBER)
    except strict_json.NotJson as error:
        raise InputInvalid([Fault(error.where, error.what, error.expected)]) from None
