"""What is drawn with signs, as a rule under a heading or a box around words: to be seen, and nothing to be heard."""

from __future__ import annotations

import re

_BOXES = re.compile("[\u2500-\u259f]+")
_RULE = re.compile(r"(?m)^[ \t>]*[-=_~+|][-=_~+| \t]+$")
_WITHIN = re.compile(r"(?<!\S)[-=_~]{3,}(?!\S)")


def without_rules(text: str) -> str:
    """A text without rules and boxes, line by line, and without the lines that were nothing else.

    What else somebody wrote stays, whatever it may stand for: "f***", "...", "10-12".
    """
    bare = _WITHIN.sub("", _RULE.sub("", _BOXES.sub(" ", text)))
    lines = (" ".join(line.split()) for line in bare.split("\n"))
    return "\n".join(line for line in lines if line.strip("> "))
