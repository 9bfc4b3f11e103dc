"""What both front ends say before anybody is signed in: the set-up, the sign-in, the recovery."""

from __future__ import annotations

# What is being done
UNLOCKING = "Unlocking."
MAKING_KEYS = "Making the keys."

# What is asked
YOUR_NAME = "Your name"
NAME_HINT = "As it was entered when your account was made."
PHRASE = "Passphrase"
NO_PHRASE = "Type your passphrase."
YOUR_PHRASE = "Your passphrase"
YOUR_NEW_PHRASE = "Your new passphrase"
RECOVERY_CODE = "Recovery code"
CODE_HINT = (
    "Seven groups of five; dashes and blanks may be left out. O is taken as the digit 0, I and L as 1."
)
CODE_LETTERS = "The code has no letters O, I, L, U: O is the digit 0, I and L the digit 1."
"""Said before a code is shown or read out."""
LAST_GROUP = "Its last group"
GROUP_HINT = "Type the last five letters or digits, or all of it."

# The set-up
FIRST_ROLES = (
    "You are the first person here, so you get all three roles: practitioner, lead (may open the hub's screenings, "
    "with a reason) and administrator (accounts and store). You can add others afterwards."
)
FIRST_CODE = (
    "This is the recovery code. It opens the store if a passphrase is lost, and it is shown only here. Write it down "
    "and keep it where only those who may use it can get at it. Without it and without a passphrase nobody can read "
    "the screenings, not even the makers of this software."
)
NOT_SET_UP = "Nothing is set up yet."

# The lock
OF_THE_DEMO = "This is the demo, whose passphrase nobody knows: Enter unlocks it."
NOT_RIGHT = "The passphrase is not right."

# The recovery
LOST = "I have lost my passphrase: use the recovery code"
FORGOTTEN = "Forgotten it? The recovery code leads to a new one: {}."
"""Said to whoever gave a wrong one, whether or not there is such an account; the way to the code goes into it."""
RECOVERY = "The recovery code was written down when the store was set up. It stays valid afterwards."
USE_IS_LOGGED = "The use of the code is logged."


def not_saved_at_the_lock(trouble: str, *, gone: bool) -> str:
    """What a lock says of what is not saved, and why; `gone`: the store was taken away, so it never will be."""
    kept = "unlock, and copy it down." if gone else "it is saved as soon as it can be."
    return f"NOT SAVED YET: {trouble} What was typed is kept: {kept}"


def nothing_before(stand_in: str) -> str:
    """Why no store is begun with a pathway that cannot be used."""
    return f"{stand_in} Nothing is set up before that is mended."
