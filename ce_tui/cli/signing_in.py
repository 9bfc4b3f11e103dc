"""Opens the casebook for one command and closes it again, whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from ce_tui.cli.asking import passphrase
from ce_tui.cli.output import tell
from ce_tui.cli.patience import patiently
from ce_tui.settings.config import Config, home, load_config

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook


def terminal() -> str:
    """The terminal that this command was typed on, for throttling and the audit; empty where there is none."""
    try:
        return os.ttyname(sys.stderr.fileno())
    except (OSError, ValueError):
        return ""


def around(config: Config) -> Around:
    """What a casebook needs besides the store, from the configuration and of this terminal."""
    return msgspec.structs.replace(config.around(), terminal=terminal())


@contextmanager
def signed_in(name: str, passphrase_file: str | None, typed: str | None = None) -> Iterator[Casebook]:
    """The casebook of this account, closed (and its audit chain anchored) at the end. Raises VaultError, Stop.

    `typed` is the passphrase where the caller has asked for it already.
    """
    from ce_tui.core.vault.casebook.opening import sign_in

    config = load_config()
    if typed is None:
        typed = passphrase(passphrase_file, f"Passphrase of {name}: ", "--passphrase-file")
    with patiently("Unlocking."):
        casebook = sign_in(home(), name, typed, around(config))
    told = len(casebook.alerts)
    tell(*casebook.alerts)
    try:
        yield casebook
    finally:
        casebook.close()
        tell(*casebook.alerts[told:])
