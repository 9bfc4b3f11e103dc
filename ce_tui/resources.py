"""The folders of the app's data and styles, and the list of words for passphrases.

In a checkout both lie at the top, beside the package; a wheel carries them inside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


DATA = _folder("data")
STYLES = _folder("styles")


NOT_DRAWN = DATA / "words-not-drawn.txt"


@cache
def drawable() -> tuple[str, ...]:
    """The EFF's long list, as xkcdpass carries it, without what no passphrase is to say."""
    from xkcdpass import xkcd_password  # type: ignore[import-untyped,unused-ignore]

    rows = NOT_DRAWN.read_text("utf-8").splitlines()
    left_out = {word for row in rows if not row.startswith("#") for word in row.split()}
    file = xkcd_password.locate_wordfile("eff-long")
    found = xkcd_password.generate_wordlist(wordfile=file, min_length=3, valid_chars="[a-z]")
    return tuple(sorted(set(found) - left_out))
