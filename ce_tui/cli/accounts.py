"""How a store is set up and accounts are added, with or without questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.files import one_standard_input, output_file
from ce_tui.cli.localities import in_pathway
from ce_tui.cli.options import current_pathway
from ce_tui.cli.output import say, tell
from ce_tui.cli.patience import patiently
from ce_tui.cli.signing_in import signed_in, way_in
from ce_tui.core.vault.errors import AlreadySetUp, Refused, StoreMissing
from ce_tui.core.vault.folder.home import Home, refuse_closed
from ce_tui.core.vault.keys.recovery import new_recovery_code, read_recovery_code
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.exit_codes import Stop
from ce_tui.files.private_file import NotWritten
from ce_tui.files.shown import shown
from ce_tui.session.opening import SetUp
from ce_tui.session.words.gate import CODE_LETTERS, MAKING_KEYS

if TYPE_CHECKING:
    from ce_tui.core.vault.keys.recovery import RecoveryCode

_NEW_HUB = (
    "To set up a new hub here, which opens nothing of the one before: the same command with --new-hub, in a folder "
    "that holds nothing of it."
)


def set_up_store(first: SetUp, passphrase_file: str | None, recovery_file: str | None) -> None:
    """Set the store up with its first account; the recovery code goes to a file, or to the terminal once.

    `first`: what of it was said; its passphrase is given or asked.
    """
    name, roles, locality = first.name, first.roles, first.locality
    opening = way_in()
    refuse_closed(Home(opening.home))
    try:
        opening.refuse()
    except StoreMissing as missing:
        if not first.new_hub or Home(opening.home).is_left_over():
            raise Stop(missing.exit_code, missing.words, _NEW_HUB) from None
    if opening.is_set_up:
        already = AlreadySetUp().words
        raise Stop(
            exit_codes.USAGE, f"{already} A further account is added by an administrator: say --as NAME."
        )
    if roles and "administrator" not in roles:
        raise Stop(
            exit_codes.USAGE, "The first account needs the role administrator: nobody else could add others."
        )
    pathway = current_pathway()  # no store is begun with one that cannot be used
    if locality:
        locality = in_pathway(pathway, locality).id
    if passphrase_file is not None and recovery_file is None:
        raise Stop(exit_codes.USAGE, "With --passphrase-file nothing is asked: say --recovery-file too.")
    if recovery_file is None and not asking.has_terminal():
        raise Stop(
            exit_codes.USAGE, "There is no terminal to show the recovery code on: say --recovery-file."
        )
    typed = asking.new_passphrase(passphrase_file, f"Passphrase for {shown(name)}: ", "--passphrase-file")

    def make() -> RecoveryCode:
        code = new_recovery_code()
        whole = msgspec.structs.replace(first, passphrase=typed, locality=locality, code=code)
        with patiently(MAKING_KEYS):
            session = opening.set_up(whole)
        session.close()
        tell(*dict.fromkeys(session.casebook.alerts))  # the sign-out may fail as the sign-in did
        return code

    hand_over_code(make, name, recovery_file)
    say(f"The store is set up in {shown(opening.home)}. {shown(name)} may do: {', '.join(roles or ROLES)}.")


def may_be_further(roles: tuple[str, ...], *given: str | None) -> bool:
    """Whether an account without an administrator's name is a further one, and the name can be asked.

    `given`: what belongs to the first set-up, or says that nothing is asked.
    """
    return bool(roles) and not any(given) and asking.has_terminal() and way_in().is_set_up


def add_further(
    name: str,
    roles: tuple[str, ...],
    administrator: str,
    passphrase_file: str | None,
    new_passphrase_file: str | None,
) -> None:
    """Add an account as an administrator; its passphrase is given or asked."""
    one_standard_input(passphrase_file, new_passphrase_file)
    asking.need_both(passphrase_file, new_passphrase_file)
    with signed_in(administrator, passphrase_file) as casebook:
        typed = asking.new_passphrase(
            new_passphrase_file, f"Passphrase for {shown(name)}: ", "--new-passphrase-file"
        )
        with patiently(MAKING_KEYS):
            casebook.people.add_account(name, typed, roles)
    say(f"{shown(name)} has an account. {shown(name)} may do: {', '.join(roles)}.")


def hand_over_code(
    make: Callable[[], RecoveryCode],
    name: str,
    recovery_file: str | None,
    *,
    confirmed: Callable[[RecoveryCode], None] | None = None,
) -> None:
    """Make a recovery code and see that it reaches the person: in a file, or shown once and typed back.

    Then it is `confirmed`, where a code counts only from then on. Where it may not have reached them, say how to make
    another, or that the old one still holds.
    """
    lost = _kept() if confirmed else _another(name)
    if recovery_file is None:
        code = make()
        try:
            _show_and_confirm(code)
        except (KeyboardInterrupt, Stop):
            tell(lost)
            raise
        if confirmed:
            confirmed(code)
        return
    with output_file(recovery_file, force=False) as output:
        output.write(b"\n" * 64)  # room for the code, before there is a store that needs it
        code = make()
        try:
            output.write(f"{code}\n".encode())
        except NotWritten:
            tell(lost)
            raise
    if confirmed:
        try:
            confirmed(code)
        except BaseException:
            Path(recovery_file).unlink(missing_ok=True)  # it opens nothing
            raise
    say(f"The recovery code is in {shown(recovery_file)}. Keep it in a safe place away from this machine.")


def _kept() -> str:
    return (
        "The new recovery code was not confirmed, so nothing was changed: the old one still opens the store."
    )


def _another(name: str) -> str:
    return (
        "The recovery code was not confirmed. The store is there; make another code with: "
        f"ce-tui account recovery-code --as {name!r}"
    )


def _show_and_confirm(code: RecoveryCode) -> None:
    """Show the code on the terminal until it has been typed back."""
    instead = "--recovery-file"
    asking.show(
        "\nThe recovery code of this store. Write it down now and keep it in a safe place away from this machine. "
        f"{CODE_LETTERS}\n\n    {code}\n\n",
        instead,
    )

    while True:
        typed = asking.line("Type the code to confirm that you have it: ", instead)
        try:
            if read_recovery_code(typed) == code:
                return
            slip = "That is another code."
        except Refused as error:
            slip = error.words
        asking.show(f"{slip} It reads: {code}\n", instead)
