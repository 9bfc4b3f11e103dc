"""`ce-tui account suspend|resume|revoke|roles|hand-over`: what an administrator changes about other accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ce_tui import exit_codes
from ce_tui.cli.options import account_options
from ce_tui.cli.output import say, tell
from ce_tui.cli.signing_in import signed_in
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.core.words.counting import counted
from ce_tui.exit_codes import Stop

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

whom = click.argument("whom", metavar="NAME")


@contextmanager
def code_is_due(casebook: Casebook) -> Iterator[None]:
    """Say after a change that a new recovery code is due, where it takes the administrator's role from somebody."""
    before = casebook.access.code_known_to
    yield
    if casebook.access.code_known_to != before:
        tell(*filter(None, [casebook.access.code_due_words]))


@click.command()
@whom
@account_options
def suspend(whom: str, name: str, passphrase_file: str | None) -> None:
    """Shut the account NAME out until it is resumed. By an administrator."""
    with signed_in(name, passphrase_file) as casebook, code_is_due(casebook):
        casebook.people.suspend(whom)
    say(f"{whom} is suspended and cannot sign in. Nothing else of the account is changed.")


@click.command()
@whom
@account_options
def resume(whom: str, name: str, passphrase_file: str | None) -> None:
    """Let the suspended account NAME in again. By an administrator.

    Its passphrase is the one it had.
    """
    with signed_in(name, passphrase_file) as casebook:
        casebook.people.resume(whom)
    say(f"{whom} can sign in again, with the same passphrase as before.")


@click.command()
@whom
@account_options
@click.option(
    "--wait",
    metavar="SECONDS",
    type=click.FloatRange(0, 86_400),
    default=60.0,
    show_default=True,
    help="How long others who are signed in may take to leave.",
)
def revoke(whom: str, name: str, passphrase_file: str | None, wait: float) -> None:
    """Shut the account NAME out for good. By an administrator.

    The keys of the store are changed. Everyone else is asked to leave for a moment. Where that was cut short, the same
    command finishes it.
    """
    with signed_in(name, passphrase_file) as casebook:
        was_administrator = any(
            each.name.casefold() == whom.casefold() and "administrator" in each.roles
            for each in casebook.people.accounts()
        )
        casebook.revoking.revoke(whom, progress=tell, patience=wait)
    say(
        f"{whom} is revoked, and the keys of the store are changed. Everyone else signs in as before.",
        "Screenings of the account stay: hand them over with 'ce-tui account hand-over'. Backups made before still "
        "open with the old keys.",
    )
    if was_administrator:
        say("If the recovery code was known there, replace it: 'ce-tui account recovery-code'.")


@click.command()
@whom
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="Can be repeated; exactly these."
)
@account_options
def roles(whom: str, roles: tuple[str, ...], name: str, passphrase_file: str | None) -> None:
    """Give the account NAME exactly these roles. By an administrator."""
    if not roles:
        raise Stop(
            exit_codes.USAGE, f"Say what the account may do: --role, one or more of {', '.join(ROLES)}."
        )
    with signed_in(name, passphrase_file) as casebook, code_is_due(casebook):
        casebook.people.change_roles(whom, roles)
    say(f"{whom} may do: {', '.join(role for role in ROLES if role in roles)}.")


@click.command("hand-over")
@click.argument("leaver", metavar="FROM")
@click.argument("heir", metavar="TO")
@account_options
def hand_over(leaver: str, heir: str, name: str, passphrase_file: str | None) -> None:
    """Give all screenings of the account FROM to the account TO. By an administrator.

    TO has to be a practitioner. FROM may be suspended or revoked. Each screening's hand-over is logged.
    """
    with signed_in(name, passphrase_file) as casebook:
        count = casebook.people.hand_over(leaver, heir)
    say(f"{counted(count, 'screening').capitalize()} of {leaver} handed over to {heir}.")
