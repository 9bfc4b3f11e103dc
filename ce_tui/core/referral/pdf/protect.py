"""A referral closed with a passphrase: AES-256 (PDF 2.0, revision 6).

The kept copy stays as it is: PDF/A forbids encryption. People who listen to a PDF can still do so.
"""

from __future__ import annotations

import io
import secrets
from functools import cache

from ce_tui.core.drawable_words import drawable

WORDS = 5
LONGEST = 32  # bytes: poppler's command line tools refuse a longer one
_SAID_FOR_A_HYPHEN = {"dash", "hyphen", "minus"}


def encrypt(pdf: bytes, password: str) -> bytes:
    """The PDF, to be opened with this passphrase only. Nothing of it, titles included, can be read without.

    Printing, copying and reading aloud are allowed; changing it is not. Raises ValueError for an empty passphrase.
    """
    import pikepdf

    if not password:
        raise ValueError("an empty passphrase protects nothing")
    allowed = pikepdf.Permissions(modify_annotation=False, modify_form=False, modify_other=False)
    closed = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(), R=6, aes=True, allow=allowed)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=closed)
    return out.getvalue()


def new_password() -> str:
    """A passphrase to send by another route than the file: five words, parted by hyphens, easy to read out.

    Drawn until it fits: each combination of at most `LONGEST` characters is as likely as every other (59 bits).
    """
    words = word_list()
    while True:
        drawn = "-".join(secrets.choice(words) for _ in range(WORDS))
        if not too_long_for_some(drawn):
            return drawn


def too_long_for_some(password: str) -> bool:
    """Whether there are readers that refuse it for its length."""
    return len(password.encode("utf-8")) > LONGEST


@cache
def word_list() -> tuple[str, ...]:
    """The words that may be drawn, without what a screen reader says for a hyphen.

    Fenrir says "dash dash hardhat" for "dash-hardhat": whoever writes down what is heard would leave the word out.
    """
    return tuple(word for word in drawable() if word not in _SAID_FOR_A_HYPHEN)
