"""An older copy of the store, which nobody is let in to: an administrator says that it was put back on purpose."""

from __future__ import annotations

from functools import partial

from ce_tui.core.vault.errors import OlderStore, VaultError, WrongCredentials
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.jobs.doing import LONGEST_PASSPHRASE, LONGEST_REASON
from ce_tui.session.opening import Opening
from ce_tui.session.words.gate import PHRASE, UNLOCKING

ACCEPTED = "The older copy is accepted. Sign in."
NOT_ACCEPTED = JobResult(done=False, words="Nothing was accepted.")
_QUESTION = (
    "Was it put back on purpose, and is there no way to the newest one? Then the hub can go on with this older copy: "
    "what was done since is lost, and where accounts were changed since, all others are suspended until you resume "
    "them. If you know nothing of it, leave everything as it is: somebody may have put it there so that old "
    "passphrases and roles hold again."
)
_YES = "It was put back on purpose: go on with it"
_NO = "Leave everything as it is"
_WHY = "Why was it put back? It is logged, and told to everyone: name nobody in it."
_WHOSE = "Your passphrase, once more."


async def accept_older(asker: Asker, opening: Opening, name: str, refused: OlderStore) -> JobResult:
    """Ask an administrator of this name whether, why, and for the passphrase again: the terminal may have been left.

    `refused`: as the sign-in was. Done: what the sign-in that follows is to say.
    """
    if not await asker.confirm(f"Nobody is let in. {refused.why} {_QUESTION}", _YES, _NO):
        return NOT_ACCEPTED
    reason = await asker.text(_WHY, Line("Your reason", longest=LONGEST_REASON))
    if reason is None:
        return NOT_ACCEPTED
    asked = Line(PHRASE, secret=True, longest=LONGEST_PASSPHRASE)
    while (passphrase := await asker.text(_WHOSE, asked)) is not None:
        try:
            told = await asker.wait(UNLOCKING, partial(opening.accept_older, name, passphrase, reason))
        except VaultError as error:
            await asker.tell(error.words)
            if not isinstance(error, WrongCredentials):
                return JobResult(done=False)
        else:
            await asker.tell(" ".join(told))
            return JobResult(done=True, words=ACCEPTED)
    return NOT_ACCEPTED
