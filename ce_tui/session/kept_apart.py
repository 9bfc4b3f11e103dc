"""Words that someone else's save came before, kept as a screening of their own: whoever wrote them is told.

Where that happens as a session ends, perhaps nobody is there any more to be told. So the next sign-in says it, in
whichever front end.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.draft import Draft

_PREFERENCE = "kept-apart"


class KeptApart(NamedTuple):
    """The screening that someone else had changed, and the one that the words are kept as: their references."""

    before: str
    kept: str


def keep_apart(draft: Draft) -> KeptApart:
    """Keep what is in a draft, and cannot be saved in it, as a screening of its own. Raises VaultError."""
    before = draft.screening.ref
    return KeptApart(before, draft.keep_both())


def tell_at_next_sign_in(casebook: Casebook, apart: KeptApart) -> None:
    """Have the next sign-in say it. The words themselves are kept already, so a disk that is full fails nothing."""
    with suppress(VaultError):
        casebook.preferences.set(_PREFERENCE, f"{apart.before} {apart.kept}")


def words_kept_apart(casebook: Casebook) -> str:
    """What to say at the sign-in of words that were kept apart as the last session ended; said once.

    A store that cannot say so is no reason not to come in: whoever looks into its damage has to.
    """
    try:
        before, _, kept = casebook.preferences.get(_PREFERENCE).partition(" ")
    except VaultError:
        return ""
    if not kept:
        return ""
    with suppress(VaultError):  # then it is said again
        casebook.preferences.set(_PREFERENCE, "")
    return (
        f"When the last session ended, someone else had saved {before}: your words are kept apart, as {kept}."
    )
