"""Whatever goes wrong can be said: every error of the vault has words, its exit code, and its cause."""

from __future__ import annotations

import errno
import importlib
import pkgutil
from typing import Any

import pytest

from ce_tui.core import vault
from ce_tui.core.vault import errors
from ce_tui.core.vault.casebook.backups import AnchorsKnowMore, NoRoom, NotEmpty
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import words_of
from ce_tui.core.vault.folder.sessions import OthersSignedIn
from ce_tui.core.vault.keys.slots import EARLIER, EarlierForm

EXIT_CODES: dict[type[VaultError], tuple[int, tuple[Any, ...]]] = {
    errors.WrongCredentials: (77, ()),
    errors.NotPermitted: (77, ("Said by its caller.",)),
    errors.NotFound: (77, ()),
    errors.ReasonNeeded: (77, ()),
    errors.ToBeDeleted: (77, ()),
    errors.CannotComplete: (65, ("A reason.",)),
    errors.Refused: (65, ("Said by its caller.",)),
    errors.Conflict: (75, ("Ben Example", "2026-11-25T12:00:00Z")),
    errors.TakenOver: (75, ("Ben Example", "2026-11-25T12:00:00Z")),
    errors.Busy: (75, ("Said by its caller.",)),
    errors.StoreUnreadable: (74, ("Said by its caller.",)),
    errors.StoreReplaced: (74, ()),
    errors.StoreFull: (74, ()),
    errors.StoreReplaced: (74, ()),
    errors.ReadOnly: (74, ()),
    errors.Damaged: (65, ("Said by its caller.",)),
    errors.NotAsWritten: (65, ("CE-7K3M-2Q",)),
    errors.OlderStore: (65, ("Said by its caller.",)),
    errors.RightEnded: (77, ("Said by its caller.",)),
    errors.NoStore: (66, ()),
    errors.StoreMissing: (78, ()),
    EarlierForm: (65, ()),
    AnchorsKnowMore: (73, ("elsewhere.log",)),
    errors.AlreadySetUp: (73, ()),
    NoRoom: (73, ()),
    NotEmpty: (73, ()),
    OthersSignedIn: (75, (2,)),
    VaultError: (70, ("Said by its caller.",)),
}


def every(of: type[VaultError] = VaultError) -> set[type[VaultError]]:
    return {of}.union(*(every(below) for below in of.__subclasses__()))


def test_no_error_is_left_out_here() -> None:
    for module in pkgutil.walk_packages(vault.__path__, f"{vault.__name__}."):
        importlib.import_module(module.name)
    ours = {each for each in every() if each.__module__.startswith(vault.__name__)}
    assert ours == EXIT_CODES.keys()


@pytest.mark.parametrize("error", EXIT_CODES, ids=lambda error: error.__name__)
def test_every_error_can_be_said(error: type[VaultError]) -> None:
    code, given = EXIT_CODES[error]
    raised = error(*given)
    assert raised.exit_code == code
    assert raised.words.endswith(".")
    assert str(raised) == raised.words
    raised.put("Something else.")
    assert (str(raised), raised.words) == ("Something else.", "Something else.")


WORDS: dict[type[VaultError], str] = {
    errors.WrongCredentials: "The name or the passphrase is not right.",
    errors.NotFound: "There is no screening with this reference that you can open.",
    errors.ReasonNeeded: (
        "This screening belongs to someone else. Give your reason for opening it; it is logged."
    ),
    errors.ToBeDeleted: (
        "This screening is marked for deletion, so it is not opened or changed any more. A lead can undo that for a "
        "day: ask them if it is to stay."
    ),
    errors.StoreReplaced: (
        "The file of the store was taken away or replaced, so nothing more can be saved here. Copy down what you "
        "typed, and tell whoever looks after the store: what was saved before lies in the file that was taken away."
    ),
    errors.StoreFull: (
        "The disk is full, so this change is not saved. Everything saved before is intact. Make room on the disk and "
        "try again."
    ),
    errors.StoreReplaced: (
        "The file of the store was taken away or replaced, so nothing more can be saved here. Copy down what you "
        "typed, and tell whoever looks after the store: what was saved before lies in the file that was taken away."
    ),
    errors.ReadOnly: (
        "The folder of the store is read-only, so nothing can be saved in it. Nothing was changed. Ask whoever looks "
        "after this machine to make it writable."
    ),
    errors.NoStore: "There is no store here yet. Set one up first.",
    errors.StoreMissing: (
        "The store is missing: a hub worked in this folder, and its database is not there. In danger: phone 999. "
        "Contacts and Guidance are open without a sign-in. Nothing was changed. Tell a lead and whoever looks after "
        "the store: its disk may not be mounted, or its folder was moved or deleted. If it stays away, they move away "
        "what is left of the folder, and put the last backup back with 'ce-tui store restore --take-over'."
    ),
    EarlierForm: EARLIER,
    errors.AlreadySetUp: "There is a store here already. Nothing was changed.",
    NoRoom: (
        "The disk that the backup is to be written to is full. No backup was made, and the store is as it was. While "
        "it is made, a backup needs twice the room of the database."
    ),
    NotEmpty: (
        "The folder that the backup is to be restored into holds files already. Nothing was changed. Choose a folder "
        "that does not exist yet with CE_TUI_HOME."
    ),
}


def test_an_error_that_needs_nothing_told_says_what_happened_and_what_to_do() -> None:
    assert {error: error().words for error, (_, given) in EXIT_CODES.items() if not given} == WORDS


def test_who_saved_or_has_it_open_is_named_and_nothing_was_overwritten() -> None:
    for error in (errors.Conflict, errors.TakenOver):
        raised = error("Ben Example", "2026-11-25T12:00:00Z")
        assert (raised.who, raised.since) == ("Ben Example", "2026-11-25T12:00:00Z")
        assert raised.words.startswith("Ben Example has ")
        assert "Nothing was overwritten, and what you typed is still on your screen." in raised.words
    assert (
        OthersSignedIn(1).words.startswith("One other person is still signed in.")
        and OthersSignedIn(1).others == 1
    )
    assert (
        OthersSignedIn(2).words.startswith("2 others are still signed in.")
        and OthersSignedIn(2).seconds == 60
    )
    assert errors.Busy("Wait.", 2).seconds == 2 and errors.Busy("Wait.").seconds == 0


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, errors.StoreFull),
        (errno.EDQUOT, errors.StoreFull),
        (errno.EFBIG, errors.StoreFull),
        (errno.EROFS, errors.ReadOnly),
        (errno.EACCES, errors.ReadOnly),
        (errno.EPERM, errors.ReadOnly),
        (errno.EIO, errors.StoreUnreadable),
        (errno.ENOENT, errors.StoreUnreadable),
        (0, errors.StoreUnreadable),
    ],
)
def test_a_fault_of_the_disk_is_told_for_what_it_is(code: int, kind: type[VaultError]) -> None:
    assert type(words_of(OSError(code, "x", "/a/path"))) is kind
    assert "/a/path" not in words_of(OSError(code, "x", "/a/path")).words


def test_what_is_wrong_with_the_disk_is_named() -> None:
    said = "The folder of the store cannot be used: input/output error. Nothing was changed."
    assert words_of(OSError(errno.EIO, "x")).words == said
    assert "used: unknown." in words_of(OSError("no number")).words
