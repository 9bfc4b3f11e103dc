"""The failures of the store: each has words for people, and the exit code of the command line.

The words say what happened, what was kept, and what to do. They never hold a value from a screening.
"""

from __future__ import annotations

from ce_tui import exit_codes

PUT_BACK = "Move the store's folder away as it is, then put the last backup back with 'ce-tui store restore'."
"""What to do where a file of the store is gone or damaged: a backup holds all of it, and goes into an empty folder."""

MOVED_AWAY = (
    "The folder of the store was moved while you were signed in, because a backup or an older one was put in its place "
    "for example. What you typed last lies in the folder that was moved away. Sign in again and look whether it is "
    "there; if not, tell whoever looks after the store, who has that folder."
)
"""Said to whoever is signed in then, who has to leave."""


class VaultError(Exception):
    """Any failure of the store or its keys. `words` is one plain sentence or two, to be shown as it is."""

    exit_code: int = exit_codes.OUR_FAULT
    words: str = ""

    def __init__(self, words: str = "") -> None:
        """`words`: needed unless the class has its own."""
        self.put(words or self.words)

    def put(self, words: str) -> None:
        """Say this instead: what was done before it failed, for example."""
        self.words = words
        self.args = (words,)


class WrongCredentials(VaultError):
    """The name or the passphrase is wrong; which of them is not said."""

    exit_code = exit_codes.NOT_PERMITTED
    words = "The name or the passphrase is not right."


class NotPermitted(VaultError):
    """This account may not do that."""

    exit_code = exit_codes.NOT_PERMITTED


class NotFound(NotPermitted):
    """There is no such screening, or it is another's: the same words for both."""

    words = "There is no screening with this reference that you can open."


class ReasonNeeded(NotPermitted):
    """A lead opens another's screening only with a reason, which is logged."""

    words = "This screening belongs to someone else. Give your reason for opening it; it is logged."


class RightEnded(NotPermitted):
    """This account may no longer have what it opened: a record passed on, roles taken away, an account shut out.

    `words` say which. What was saved stays; what was not can be kept beside it (`UnsavedText`).
    """


class ToBeDeleted(NotPermitted):
    """A lead has marked the screening for deletion: it is neither opened by others nor changed, and can come back."""

    words = (
        "This screening is marked for deletion, so it is not opened or changed any more. A lead can undo that for "
        "a day: ask them if it is to stay."
    )


class CannotComplete(VaultError):
    """The screening cannot be completed yet."""

    exit_code = exit_codes.INPUT_WRONG


class Refused(VaultError):
    """What was given is not accepted: a name, a passphrase, a recovery code with a slip in it."""

    exit_code = exit_codes.INPUT_WRONG


class Conflict(VaultError):
    """Someone else saved in the meantime. Nothing was overwritten. `since` is ISO 8601 in UTC."""

    exit_code = exit_codes.BUSY

    words = (
        "{} has saved this screening since you opened it. Nothing was overwritten, and what you typed is still on "
        "your screen."
    )

    def __init__(self, who: str, since: str) -> None:
        super().__init__(self.words.format(who))
        self.who = who
        self.since = since


class TakenOver(Conflict):
    """Someone else has the screening open to change it. `since` is when they opened it, or took it over."""

    words = (
        "{} has this screening open to change it, so nothing can be saved in it from here. Nothing was overwritten, "
        "and what you typed is still on your screen."
    )


class Busy(VaultError):
    """Too many tries, or someone else is writing. `seconds` is how long to wait."""

    exit_code = exit_codes.BUSY

    def __init__(self, words: str, seconds: float = 0.0) -> None:
        super().__init__(words)
        self.seconds = seconds


class StoreUnreadable(VaultError):
    """The store cannot be read or written on this machine."""

    exit_code = exit_codes.STORE_TROUBLE


class StoreReplaced(VaultError):
    """Another file, or none, lies where the open database did: what is written into it is lost."""

    exit_code = exit_codes.STORE_TROUBLE
    words = (
        "The file of the store was taken away or replaced, so nothing more can be saved here. Copy down what you "
        "typed, and tell whoever looks after the store: what was saved before lies in the file that was taken away."
    )


class StoreFull(VaultError):
    """The disk is full. What was saved before is intact."""

    exit_code = exit_codes.STORE_TROUBLE
    words = (
        "The disk is full, so this change is not saved. Everything saved before is intact. Make room on the "
        "disk and try again."
    )


class ReadOnly(VaultError):
    """The folder of the store cannot be written to."""

    exit_code = exit_codes.STORE_TROUBLE
    words = (
        "The folder of the store is read-only, so nothing can be saved in it. Nothing was changed. Ask whoever "
        "looks after this machine to make it writable."
    )


class Damaged(VaultError):
    """A file of the store is not as it was written."""

    exit_code = exit_codes.INPUT_WRONG


class NotAsWritten(Damaged):
    """A piece of the database is genuine but of another day, or damaged. `what` is named in words that people know."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} in the database is not as this store wrote it last. A failing disk does that, a copy that mixed "
            "two days, or someone who put an older piece back. It was not opened, and nothing was changed. Have a "
            "lead or an administrator run 'ce-tui audit verify', and tell whoever looks after the store: the last "
            "backup has it as it was."
        )
        self.what = what


_ACCEPT = " If it was put back on purpose, an administrator can go on with it: 'ce-tui store accept-older'."


class OlderStore(Damaged):
    """Anchors that lie elsewhere say that the whole store is of an earlier day. `why`, in words.

    `may_accept`: whoever was to come in is an administrator, who may say that it was put back on purpose.
    """

    def __init__(self, why: str, *, may_accept: bool = False) -> None:
        super().__init__(
            "Nobody is let in: this seems to be an older copy of the store, in which work is missing and old "
            "passphrases hold. In danger: phone 999. Contacts and Guidance are open without a sign-in. Tell a lead "
            f"and whoever looks after the store. Nothing was changed. {why}{_ACCEPT if may_accept else ''}"
        )
        self.why = why
        self.may_accept = may_accept


class NoStore(VaultError):
    """Nothing has been set up here yet."""

    exit_code = exit_codes.INPUT_UNREADABLE
    words = "There is no store here yet. Set one up first."


class StoreMissing(VaultError):
    """There was a store here, and it is gone: nobody sets up another one by chance."""

    exit_code = exit_codes.CONFIGURATION
    words = (
        "The store is missing: a hub worked in this folder, and its database is not there. In danger: phone 999. "
        "Contacts and Guidance are open without a sign-in. Nothing was changed. Tell a lead and whoever looks "
        "after the store: its disk may not be mounted, or its folder was moved or deleted. If it stays away, they "
        "move away what is left of the folder, and put the last backup back with 'ce-tui store restore "
        "--take-over'."
    )


class AlreadySetUp(VaultError):
    """There is a store already; setting up would replace it."""

    exit_code = exit_codes.OUTPUT_REFUSED
    words = "There is a store here already. Nothing was changed."


def part_missing(part: str) -> Damaged:
    """The failure of a readable database without something that this program always writes."""
    return Damaged(
        f"The database store.db is damaged: {part} is missing or is not as this program writes it. Nothing was "
        f"changed. {PUT_BACK}"
    )
