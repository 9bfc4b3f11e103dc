"""Which characters no terminal may get. Shared by both front ends and the commands."""

from __future__ import annotations

import re

from ce_tui.files.unseen import BLANK, UNSEEN

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
