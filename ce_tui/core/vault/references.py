"""References of screenings (`CE-7K3M-2Q`), and the letters of all codes that people copy by hand.

These are Douglas Crockford's base 32: no I, L, O or U; reading forgives case, O for 0, I or L for 1, spaces and dashes.
The check character is a weighted sum in GF(32), so one wrong character, or two swapped ones, are always noticed.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def random_letters(count: int) -> str:
    """`count` letters of 5 random bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def tidy(text: str) -> str | None:
    """What was typed as plain letters, without dashes and spaces; None where something else is in it."""
    letters = [
        letter for letter in text.upper() if letter not in " -_.\t\r\n\u2010\u2011\u2012\u2013\u2014\u00a0"
    ]
    if any(letter not in _VALUES for letter in letters):
        return None
    return "".join(ALPHABET[_VALUES[letter]] for letter in letters)


def check_letter(letters: str, salt: int) -> str:
    """The check character of `letters`. A different `salt` (0–31) gives a different one: it stands for a place."""
    total = 0
    for letter in letters:  # Horner's rule with the generator of GF(32), x^5 + x^2 + 1
        total = (total ^ _VALUES[letter]) << 1
        total ^= 0b100101 if total & 32 else 0
    return ALPHABET[total ^ salt]


_SALT = 18


def new_reference() -> str:
    """A random reference. That it is not taken is for the store to see to (33 million of them exist)."""
    return _written(random_letters(5))


def read_reference(text: str) -> str | None:
    """The reference that was typed, in its one spelling; None where it cannot be one.

    Forgives case, missing or other dashes, spaces, a missing "CE", O for 0, and I or L for 1.
    """
    letters = tidy(text) if len(text) <= 40 else None
    if letters is None:
        return None
    if len(letters) == 8:
        letters = letters.removeprefix("CE")
    written = _written(letters[:5])
    return written if len(letters) == 6 and written[-1] == letters[5] else None


def _written(letters: str) -> str:
    whole = letters + check_letter(letters, _SALT)
    return f"CE-{whole[:4]}-{whole[4:]}"
