"""Opens the casebook for one command and closes it again, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ce_tui.cli.asking import passphrase
from ce_tui.cli.output import tell
from ce_tui.cli.patience import patiently
from ce_tui.files.shown import shown
from ce_tui.session.jobs.news import unheard, was_heard
from ce_tui.session.kept_apart import words_kept_apart
from ce_tui.session.opening import Opening
from ce_tui.session.words.gate import UNLOCKING
from ce_tui.settings.config import home, load_config
from ce_tui.terminal.place import place_of

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session

_TYPED_ON = 2  # standard error: the other two can be a file


def way_in() -> Opening:
    """The way into the store that the environment names. Raises ConfigInvalid.

    Its pathways are read by the commands that need them: a store in which they cannot be is verified all the same.
    """
    return Opening(load_config(), home(), place_of(_TYPED_ON), reads_pathways=False)


@contextmanager
def signed_in(
    name: str, passphrase_file: str | None, typed: str | None = None, *, to_check: bool = False
) -> Iterator[Casebook]:
    """The casebook of this account, closed (and its audit chain anchored) at the end. Raises VaultError, Stop.

    `typed` is the passphrase where the caller has asked for it already. `to_check`: to look over what nobody works in.
    """
    with session_of(name, passphrase_file, typed, to_check=to_check) as session:
        yield session.casebook


@contextmanager
def session_of(
    name: str, passphrase_file: str | None, typed: str | None = None, *, to_check: bool = False
) -> Iterator[Session]:
    """The same as a session, with the pathways of its store."""
    opening = way_in()
    opening.refuse()
    if typed is None:
        typed = passphrase(passphrase_file, f"Passphrase of {shown(name)}: ", "--passphrase-file")
    with patiently(UNLOCKING):
        session = opening.sign_in(name, typed, to_check=to_check)
    casebook = session.casebook
    told = len(casebook.alerts)
    try:
        if passphrase_file is None:  # said once, so where somebody is there to read it
            tell(*filter(None, [words_kept_apart(casebook)]))
        tell(*casebook.alerts[:told])
        if news := unheard(casebook):
            tell(*news)
            if passphrase_file is None:
                was_heard(casebook)
        yield session
    finally:
        session.close()
        tell(*casebook.alerts[told:])
