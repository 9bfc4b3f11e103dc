"""What keeps everybody out of a folder, whatever they type: asked before a name or a passphrase is."""

from __future__ import annotations

import pwd
from pathlib import Path

from ce_tui.core.vault.errors import NotPermitted, StoreMissing, VaultError
from ce_tui.core.vault.folder.home import Home, os_words, root_in_the_folder_of
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors, know_of_a_store

_LOOKED_AT = 5_000_000  # bytes of anchors


def refuse(place: Home, anchors: FileAnchors | None, *, worked: bool = False) -> None:
    """Raise what keeps everybody out: `NotPermitted` (root), `StoreMissing`, `EarlierForm`.

    `anchors`: where they lie, if elsewhere. `worked`: a session has worked in a store here just now.
    """
    refuse_root(place.folder)
    if is_missing(place, anchors, worked=worked):
        raise StoreMissing
    _refuse_earlier_form(place)


def is_missing(place: Home, anchors: FileAnchors | None, *, worked: bool = False) -> bool:
    """Whether there was a store here that is gone: by what is left of it, by its anchors, by who worked in it.

    What a set-up or a restore that was cut short leaves is no such mark. Raises `StoreUnreadable`.
    """
    with os_words():
        if place.is_closed() or place.store.exists():
            return False
        if worked or place.is_left_over():
            return True
        half_made = place.unfinished.exists()
    beside = None if half_made else FileAnchors(place.anchors, BESIDE)
    return any(each is not None and know_of_a_store(each, _LOOKED_AT) for each in (anchors, beside))


def refuse_left_over(place: Home) -> None:
    """Raise `StoreMissing` where other files of a store lie here without its database."""
    with os_words():
        if place.is_left_over():
            raise StoreMissing


def refuse_root(folder: Path) -> None:
    """Raise `NotPermitted` to root where the folder is another account's, which could not write root's files in it.

    One that does not exist yet is that account's if it would lie in a folder of it.
    """
    if owner := root_in_the_folder_of(folder):
        which = "The folder of the store" if folder.exists() else "The folder in which the store would lie"
        raise NotPermitted(
            f"{which} belongs to {_called(owner)}, and this runs as root: what root writes there could "
            "not be changed by that account any more. Nothing was changed. Run it as that account, in a deployment "
            "with /opt/ce-tui/admin. 'ce-tui doctor' runs as root too."
        )


def _called(uid: int) -> str:
    try:
        return f"the account {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"account {uid}"


def _refuse_earlier_form(place: Home) -> None:
    """Raise `EarlierForm` where the key file is of before the list was bound to its makers."""
    if place.is_of_this_form():
        return
    try:
        slots.read(place)
    except slots.EarlierForm:
        raise
    except VaultError:
        return  # whoever signs in is told
