"""Writes data/lookalikes.json: which characters look like which, by Unicode's list of confusables (UTS #39).

It takes the list from the package confusable-homoglyphs, which bundles it, and asks no server:
`.venv/bin/python -m pip install --target FOLDER confusable-homoglyphs==3.3.1`, then
`PYTHONPATH=FOLDER .venv/bin/python scripts/lookalikes.py`. The package itself is not used: it says whether a text mixes
scripts, not whether two texts look alike, and reads a megabyte for it.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "lookalikes.json"


def pairs() -> dict[str, set[str]]:
    """Each single character with what it may be taken for, both ways."""
    bundled = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for one, others in bundled.items():
        for other in others:
            a, b = (each.strip("\u200e") for each in (one, other["c"]))
            found[a].add(b)
            found[b].add(a)
    return found


def families(found: dict[str, set[str]]) -> dict[str, list[str]]:
    """What one member stands for: the list leads from each character straight to one prototype."""
    left, made = set(found), {}
    while left:
        family, open_ = set(), {min(left)}
        while open_:
            one = open_.pop()
            family.add(one)
            open_ |= found[one] - family
        left -= family
        made[prototype(family)] = sorted(each for each in family if of_its_own(each))
    first = {each: head for head, members in made.items() for each in members}
    return {"".join(first.get(each, each) for each in head): members for head, members in made.items()}


def prototype(family: set[str]) -> str:
    """The member that the others become: ASCII before others, several before one, as "rn" for "m", then letters."""
    return min(family, key=lambda each: (not each.isascii(), -len(each), not each.isalpha(), each))


def of_its_own(text: str) -> bool:
    """Whether a name can hold it once it is normalised: one character that NFKC leaves as it is."""
    return len(text) == 1 and unicodedata.normalize("NFKC", text) == text and text.isprintable()


def content() -> str:
    found = sorted(families(pairs()).items())
    rows = {head: row for head, members in found if (row := "".join(members).replace(head, ""))}
    source = (
        "Unicode, confusables.txt (UTS #39), as in confusable-homoglyphs 3.3.1; © Unicode, Inc., under "
        "unicode.org/license.txt"
    )
    return json.dumps({"source": source, "looks_like": rows}, ensure_ascii=True, indent=0) + "\n"


if __name__ == "__main__":
    FILE.write_text(content(), encoding="utf-8")
