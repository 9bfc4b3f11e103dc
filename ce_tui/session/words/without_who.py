"""What somebody typed, without the child's name and how to reach the child, for what stands where others read along.

An address or a number is hidden as far as it was typed in the details, and could be no other word. Commas, line ends,
capitals and the blanks in a number make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import asdict

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.session.words.hidden_name import WithoutName

_SHOWN = re.compile(r"(\[(?:address|phone|e-mail|contact)\])")
"""What stands in the place of one."""
_OTHERWISE = ("name", "date_of_birth", "address", "phone", "email")
"""Of the child's details those that are no other contact."""
_SHORTEST = 6
_NUMBER = re.compile(r"[\d\s()+.\-]+")
_IN_NUMBER = r"[\s().\-]*"
_PARTS = re.compile(r"[,;\n]")
_IN_WORDS = r"[\s,;]+"
_SAYS_NOTHING = ",;. \t\n"


class WithoutWho:
    """Takes a child's name out of texts that somebody typed, and how to reach the child."""

    def __init__(self, child: Child) -> None:
        self._name, self._ways = WithoutName(child.name), WithoutWays(child)

    def __call__(self, text: str) -> str:
        """A text with "[name]" for the name, "[phone]" for a number, and so on."""
        parts = _SHOWN.split(self._ways(text))
        return "".join(part if _SHOWN.fullmatch(part) else self._name(part) for part in parts)


class WithoutWays:
    """Takes a child's address, phone, e-mail and other contact out of texts: "[address]" stands there."""

    def __init__(self, child: Child) -> None:
        ways = {
            "[address]": _whole_and_parts(child.address),
            "[phone]": [child.phone],
            "[e-mail]": [child.email],
            "[contact]": [each for name, each in asdict(child).items() if name not in _OTHERWISE],
        }
        self._found = {
            shown: re.compile("|".join(map(_pattern, typed)), re.IGNORECASE)
            for shown, each in ways.items()
            if (typed := [way for way in each if len(way.strip(_SAYS_NOTHING)) >= _SHORTEST])
        }

    def __call__(self, text: str) -> str:
        """The text with "[phone]" for a number, and so on."""
        for shown, pattern in self._found.items():
            text = pattern.sub(shown, text)
        return text


def _whole_and_parts(address: str) -> Iterator[str]:
    """An address, then what stands between its commas and has a figure in it: a house, a postcode."""
    yield address
    yield from (part for part in _PARTS.split(address) if re.search(r"\d", part))


def _pattern(way: str) -> str:
    """What finds it however it was broken; of a number the figures count."""
    if _NUMBER.fullmatch(way) and len(figures := re.findall(r"\d", way)) >= _SHORTEST:
        return rf"(?<!\d)\+?{_IN_NUMBER.join(figures)}(?!\d)"
    words = _IN_WORDS.join(re.escape(word) for word in re.split(_IN_WORDS, way) if word)
    return rf"(?<!\w){words}(?!\w)" if way.strip(_SAYS_NOTHING)[0].isalnum() else words
