"""The words that passphrases are made of: no other is drawn, and what was drawn before opens as before."""

from __future__ import annotations

from functools import cache

from ce_tui.resources import DATA

NOT_DRAWN = DATA / "words-not-drawn.txt"


@cache
def drawable() -> tuple[str, ...]:
    """The EFF's long list, as the package xkcdpass carries it, without what no passphrase is to say aloud."""
    from xkcdpass import xkcd_password  # type: ignore[import-untyped,unused-ignore]

    rows = NOT_DRAWN.read_text("utf-8").splitlines()
    left_out = {word for row in rows if not row.startswith("#") for word in row.split()}
    file = xkcd_password.locate_wordfile("eff-long")
    found = xkcd_password.generate_wordlist(wordfile=file, min_length=3, valid_chars="[a-z]")
    return tuple(sorted(set(found) - left_out))
