"""The passphrase of an exported PDF: shown until its receipt is confirmed, after a lock and another day, too."""

from __future__ import annotations

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.passphrases import HYPHENS
from ce_tui.files.shown import shown
from ce_tui.session.asker import Asker
from ce_tui.session.unconfirmed import Unconfirmed, lost_at_sign_out

_KEPT = "It stays in Review until you confirm that you have it, and is then never shown again."
_NOT_KEPT = (
    "It is not kept, because the store is read-only: write it down now. Review shows it until you sign out, and "
    "nothing does after that."
)
_REPLACED = "That file was made once more meanwhile: what you have does not open it."
SIGN_OUT = "I have it: sign out"
STAY = "Stay signed in"


async def show_passphrase(asker: Asker, unconfirmed: Unconfirmed, file: str, came_of_it: str = "") -> str:
    """Show the one of a file. Confirmed, it is never shown again; else it waits in Review. What is left to say.

    `came_of_it`: what was just done. It is said first: a question can be left by a command that leads elsewhere.
    """
    found = unconfirmed.of(file)
    if found is None:
        return ""
    confirmed = await asker.confirm(
        f"{came_of_it} The PDF is {shown(found.file)}\n\n".lstrip()
        + f"Its passphrase, letter by letter as shown:\n\n    {found.passphrase}\n\n"
        f"{HYPHENS} Send it by another route than the file: read it out on the phone, for example. "
        f"{_KEPT if unconfirmed.is_kept else _NOT_KEPT}",
        "I have it: do not show it again",
        "Not yet: show it again in Review",
        hint=[f"The passphrase: {found.passphrase}", *_spelt(found.passphrase)],
    )
    if not confirmed:
        return _waits(unconfirmed)
    try:
        unconfirmed.confirm(found)
    except VaultError as error:
        return error.words
    return f"{_REPLACED} {_waits(unconfirmed)}" if unconfirmed.of(file) is not None else ""


def _waits(unconfirmed: Unconfirmed) -> str:
    if unconfirmed.is_kept:
        return "Its passphrase stays in Review until you confirm it."
    return "Its passphrase is in Review only until you sign out: write it down."


def lost_words(casebook: Casebook) -> list[str]:
    """What to say before a sign-out that takes passphrases with it, in rows; none where nothing is lost."""
    lost = lost_at_sign_out(casebook)
    if not lost:
        return []
    return [
        "Not signed out yet: the store is read-only, so what opens this PDF goes when you sign out. Write it down.",
        *(row for each in lost for row in (f"The PDF is {shown(each.file)}", f"    {each.passphrase}")),
        HYPHENS,
    ]


def _spelt(passphrase: str) -> list[str]:
    """Its words, each letter by letter."""
    return [f"{word}: {' '.join(word)}" for word in passphrase.split("-")]
