"""How far an account has come in the walk, kept for it from one sign-in to the next.

The walk is another process over made-up people, in which nobody is signed in: what comes back from it is a number of
steps, with a token by which the account knows that the walk was its own. Neither says anything of a person.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.walk import Walk

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

WALK = "walk"
"""The preference, and what it is called on its way: steps that lie behind, a point, a token."""
COLUMNS = "columns"
"""What goes along beside the preferences of whoever begins it in the line mode: where rows are broken."""
_MARK = re.compile(r"([0-9])\.([0-9a-f]{16})?")


def setting_out(casebook: Casebook) -> str:
    """The mark that goes with whoever begins the walk: as far as the account has come."""
    mark = f"{_read(casebook.preferences.get(WALK))[0]}.{secrets.token_hex(8)}"
    with suppress(VaultError):  # then it begins again the next time
        casebook.preferences.set(WALK, mark)
    return mark


def walk_from(mark: str) -> Walk:
    """The walk that the app led to."""
    return Walk(_read(mark)[0], from_the_app=True)


def coming_back(mark: str, walk: Walk) -> str:
    """The mark that comes back from the walk."""
    return f"{walk.behind}.{_read(mark)[1]}"


def keep(casebook: Casebook, mark: str) -> None:
    """Keep how far the walk came that was before this sign-in, if it was this account's."""
    behind, token = _read(mark)
    if token and token == _read(casebook.preferences.get(WALK))[1]:
        with suppress(VaultError):
            casebook.preferences.set(WALK, f"{behind}.")


def _read(mark: str) -> tuple[int, str]:
    """Steps and token; none where it is no mark."""
    found = _MARK.fullmatch(mark)
    return (int(found[1]), found[2] or "") if found else (0, "")
