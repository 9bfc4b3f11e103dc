"""`ce-tui account`: set the store up, add and change accounts, come back with the recovery code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli import options
from ce_tui.cli.files import in_pathway, one_standard_input, output_file, read_first_line
from ce_tui.cli.options import (
    FILE,
    LOCALITY,
    CommandGroup,
    Operator,
    account_options,
    current_pathway,
    json_option,
    signed_in,
    store_opening,
)
from ce_tui.cli.running import say, say_found, say_on_stderr, table, while_it_takes
from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.errors import AlreadySetUp, Refused, StoreMissing
from ce_tui.core.vault.folder.home import Home, refuse_closed
from ce_tui.core.vault.keys.passphrases import NewStore, RecoveryCode, new_recovery_code, read_recovery_code
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.private_file import NotWritten
from ce_tui.files.shown import shown
from ce_tui.session.jobs.accounts import with_other_keys
from ce_tui.session.words.gate import CODE_LETTERS, MAKING_KEYS
from ce_tui.session.words.people import CODE_REPLACED, OWN_CHANGED, SEEN_QUESTION

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


@click.group(cls=CommandGroup)
def account() -> None:
    """Look after accounts; the first one sets the store up."""


whom = click.argument("whom", metavar="NAME")
roles_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="Can be repeated; exactly these."
)


@contextmanager
def code_is_due(casebook: Casebook) -> Iterator[None]:
    """Say after a change if a new recovery code is due: somebody is no administrator any more."""
    before = casebook.access.code_known_to
    yield
    if casebook.access.code_known_to != before:
        say_on_stderr(*filter(None, [casebook.access.code_due_words]))


def _need_roles(roles: tuple[str, ...]) -> None:
    if not roles:
        raise Misuse(f"Say what the account may do: --role, one or more of {', '.join(ROLES)}.")


def _need_recovery_file(passphrase_file: str | None, recovery_file: str | None) -> None:
    if passphrase_file is not None and recovery_file is None:
        raise Misuse("With --passphrase-file nothing is asked: say --recovery-file too.")


@account.command()
@whom
@account_options
def suspend(whom: str, operator: Operator) -> None:
    """Shut the account NAME out until it is resumed. By an administrator."""
    with signed_in(operator) as casebook, code_is_due(casebook):
        casebook.people.suspend(whom)
    say(f"{whom} is suspended and cannot sign in. Nothing else of the account is changed.")


@account.command()
@whom
@account_options
def resume(whom: str, operator: Operator) -> None:
    """Let the suspended account NAME in again. By an administrator.

    Its passphrase is the one it had.
    """
    with signed_in(operator) as casebook:
        casebook.people.resume(whom)
    say(f"{whom} can sign in again, with the same passphrase as before.")


@account.command()
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
def revoke(whom: str, operator: Operator, wait: float) -> None:
    """Shut the account NAME out for good. By an administrator.

    The keys of the store are changed. Everyone else is asked to leave for a moment. Where that was cut short, the same
    command finishes it.
    """
    with signed_in(operator) as casebook:
        was_administrator = any(
            each.name.casefold() == whom.casefold() and "administrator" in each.roles
            for each in casebook.people.accounts()
        )
        casebook.revoking.revoke(whom, progress=say_on_stderr, patience=wait)
    say(
        f"{whom} is revoked, and the keys of the store are changed. Everyone else signs in as before.",
        "Screenings of the account stay: hand them over with 'ce-tui account hand-over'. Backups made before still "
        "open with the old keys.",
    )
    if was_administrator:
        say("If the recovery code was known there, replace it: 'ce-tui account recovery-code'.")


@account.command()
@whom
@roles_option
@account_options
def roles(whom: str, roles: tuple[str, ...], operator: Operator) -> None:
    """Give the account NAME exactly these roles. By an administrator."""
    _need_roles(roles)
    with signed_in(operator) as casebook, code_is_due(casebook):
        casebook.people.change_roles(whom, roles)
    say(f"{whom} may do: {', '.join(role for role in ROLES if role in roles)}.")


@account.command("hand-over")
@click.argument("leaver", metavar="FROM")
@click.argument("heir", metavar="TO")
@account_options
def hand_over(leaver: str, heir: str, operator: Operator) -> None:
    """Give all screenings of the account FROM to the account TO. By an administrator.

    TO has to be a practitioner. FROM may be suspended or revoked. Each screening's hand-over is logged.
    """
    with signed_in(operator) as casebook:
        count = casebook.people.hand_over(leaver, heir)
    say(f"{counted(count, 'screening').capitalize()} of {leaver} handed over to {heir}.")


_NEW_HUB = (
    "To set up a new hub here, which opens nothing of the one before: the same command with --new-hub, in a folder "
    "that holds nothing of it."
)


def set_up_store(first: NewStore, passphrase_file: str | None, recovery_file: str | None) -> None:
    """Set the store up with its first account; the recovery code goes to a file, or to the terminal once.

    `first`: what of it was said; its passphrase is given or asked.
    """
    name, roles, locality = first.name, first.roles, first.locality
    opening = store_opening()
    refuse_closed(Home(opening.home))
    try:
        opening.refuse()
    except StoreMissing as missing:
        if not first.new_hub or Home(opening.home).is_left_over():
            raise Stop(missing.exit_code, missing.words, _NEW_HUB) from None
    if opening.is_set_up:
        already = AlreadySetUp().words
        raise Misuse(f"{already} A further account is added by an administrator: say --as NAME.")
    if roles and "administrator" not in roles:
        raise Misuse("The first account needs the role administrator: nobody else could add others.")
    pathway = current_pathway()  # no store is begun with one that cannot be used
    if locality:
        locality = in_pathway(pathway, locality).id
    _need_recovery_file(passphrase_file, recovery_file)
    if recovery_file is None and not options.has_terminal():
        raise Misuse("There is no terminal to show the recovery code on: say --recovery-file.")
    typed = options.new_passphrase(passphrase_file, f"Passphrase for {shown(name)}: ", "--passphrase-file")

    def make() -> RecoveryCode:
        code = new_recovery_code()
        whole = replace(first, passphrase=typed, locality=locality, code=code)
        with while_it_takes(MAKING_KEYS):
            session = opening.set_up(whole)
        session.close()
        say_on_stderr(*dict.fromkeys(session.casebook.alerts))  # the sign-out may fail as the sign-in did
        return code

    lost = (
        "The recovery code was not confirmed. The store is there; make another code with: "
        f"ce-tui account recovery-code --as {name!r}"
    )
    hand_over_code(make, recovery_file, lost, lambda _: None)
    say(f"The store is set up in {shown(opening.home)}. {shown(name)} may do: {', '.join(roles or ROLES)}.")


def hand_over_code(
    make: Callable[[], RecoveryCode],
    recovery_file: str | None,
    lost: str,
    confirmed: Callable[[RecoveryCode], None],
) -> None:
    """Make a recovery code and see that it reaches the person: in a file, or shown once and typed back.

    Then it is `confirmed`. `lost`: what is said if it may not have reached them.
    """
    if recovery_file is None:
        code = make()
        try:
            _show_and_confirm(code)
        except (KeyboardInterrupt, Stop):
            say_on_stderr(lost)
            raise
        confirmed(code)
        return
    with output_file(recovery_file, force=False) as output:
        output.write(b"\n" * 64)  # room for the code, before there is a store that needs it
        code = make()
        try:
            output.write(f"{code}\n".encode())
        except NotWritten:
            say_on_stderr(lost)
            raise
    try:
        confirmed(code)
    except BaseException:
        Path(recovery_file).unlink(missing_ok=True)  # it opens nothing
        raise
    say(f"The recovery code is in {shown(recovery_file)}. Keep it in a safe place away from this machine.")


def _show_and_confirm(code: RecoveryCode) -> None:
    """Show the code on the terminal until it has been typed back."""
    instead = "--recovery-file"
    options.show(
        "\nThe recovery code of this store. Write it down now and keep it in a safe place away from this machine. "
        f"{CODE_LETTERS}\n\n    {code}\n\n",
        instead,
    )
    while True:
        typed = options.ask_line("Type the code to confirm that you have it: ", instead)
        try:
            if read_recovery_code(typed) == code:
                return
            slip = "That is another code."
        except Refused as error:
            slip = error.words
        options.show(f"{slip} It reads: {code}\n", instead)


new_passphrase_option = click.option(
    "--new-passphrase-file",
    type=FILE,
    metavar="F",
    help="The new passphrase is the first line of F; nothing is asked.",
)


@account.command()
@click.argument("name")
@roles_option
@click.option(
    "--as",
    "administrator",
    metavar="NAME",
    help="The administrator who adds a further account. Asked for if left out beside --role.",
)
@click.option(
    "--passphrase-file",
    type=FILE,
    metavar="F",
    help="The passphrase of the first account, or of the administrator.",
)
@new_passphrase_option
@click.option(
    "--recovery-file", type=FILE, metavar="R", help="First set-up: where the recovery code is written."
)
@click.option("--hub", default="", metavar="NAME", help="First set-up: the hub's name.")
@click.option(
    "--locality",
    default="",
    type=LOCALITY,
    metavar="L",
    help="First set-up: the locality that is preselected.",
)
@click.option("--new-hub", is_flag=True, help="First set-up: on purpose, where there was another hub before.")
def add(
    name: str,
    roles: tuple[str, ...],
    administrator: str | None,
    passphrase_file: str | None,
    new_passphrase_file: str | None,
    recovery_file: str | None,
    hub: str,
    locality: str,
    new_hub: bool,
) -> None:
    """Add the account NAME. The first one sets the store up, with all three roles unless --role is given."""
    # Any of them is for the first account, or so that nothing is asked.
    given = passphrase_file or recovery_file or hub or locality
    if administrator is None and roles and not given and options.has_terminal() and store_opening().is_set_up:
        administrator = options.account_name("Your name, an administrator's: ")
    if administrator is None:
        if new_passphrase_file is not None:
            raise Misuse("--new-passphrase-file is for a further account: say --as ADMINISTRATOR too.")
        first = NewStore(name=name, roles=roles, hub=hub, locality=locality, new_hub=new_hub)
        set_up_store(first, passphrase_file, recovery_file)
        return
    if recovery_file or hub or locality or new_hub:
        raise Misuse("--recovery-file, --hub, --locality and --new-hub belong to the first set-up only.")
    _need_roles(roles)
    options.need_both(passphrase_file, new_passphrase_file)
    with signed_in(Operator(administrator, passphrase_file)) as casebook:
        typed = options.new_passphrase(new_passphrase_file, f"Passphrase for {shown(name)}: ")
        with while_it_takes(MAKING_KEYS):
            casebook.people.add_account(name, typed, roles)
    say(f"{shown(name)} has an account. {shown(name)} may do: {', '.join(roles)}.")


@account.command("list")
@account_options
@json_option
def list_(operator: Operator, as_json: bool) -> None:
    """List the accounts of this store. By an administrator or a lead."""
    with signed_in(operator) as casebook:
        found = casebook.people.accounts()
    listed = [{"name": each.name, "roles": each.roles, "state": each.state} for each in found]
    rows = ((each.name, each.state, ", ".join(each.roles)) for each in found)
    say_found(as_json, listed, table([("name", "state", "roles"), *rows]))


@account.command()
@account_options
@new_passphrase_option
@click.option(
    "--seen", is_flag=True, help="Somebody may know the old one: other keys now, if nobody else is in."
)
def passphrase(operator: Operator, new_passphrase_file: str | None, seen: bool) -> None:
    """Change your own passphrase."""
    options.need_both(operator.passphrase_file, new_passphrase_file)
    store_opening().refuse()
    old = operator.passphrase()
    with signed_in(operator, old) as casebook:
        new = options.new_passphrase(new_passphrase_file, "New passphrase: ")
        seen = seen or (operator.may_be_asked and options.ask_yes_or_no(SEEN_QUESTION))
        with while_it_takes(MAKING_KEYS):
            casebook.access.change_passphrase(old, new, seen=seen)
            words = with_other_keys(casebook, OWN_CHANGED, whoever=seen)
    say(words)


@account.command("recovery-code")
@account_options
@click.option(
    "--recovery-file", type=FILE, metavar="R", help="Where the new code is written; default: shown once."
)
def recovery_code(operator: Operator, recovery_file: str | None) -> None:
    """Replace the recovery code of the store. By an administrator.

    The old one holds until the new one is confirmed.
    """
    _need_recovery_file(operator.passphrase_file, recovery_file)
    with signed_in(operator) as casebook:
        hand_over_code(
            while_it_takes(MAKING_KEYS)(casebook.access.new_recovery_code),
            recovery_file,
            "The new recovery code was not confirmed, so nothing was changed: the old one still opens the store.",
            while_it_takes(MAKING_KEYS)(casebook.access.confirm_recovery_code),
        )
        words = while_it_takes(MAKING_KEYS)(with_other_keys)(casebook, CODE_REPLACED)
    say(words)


@account.command()
@click.argument("name")
@click.option("--recovery-file", type=FILE, metavar="R", help="The recovery code is the first line of R.")
@new_passphrase_option
def recover(name: str, recovery_file: str | None, new_passphrase_file: str | None) -> None:
    """Give the account NAME a new passphrase by the recovery code."""
    one_standard_input(recovery_file, new_passphrase_file)
    opening = store_opening()
    opening.refuse()
    if recovery_file is not None:
        options.need_both(recovery_file, new_passphrase_file)
        code = read_first_line(recovery_file, "recovery code")
    else:
        code = options.ask_line("Recovery code: ", "--recovery-file")
    new = options.new_passphrase(new_passphrase_file, "New passphrase: ")
    with while_it_takes(MAKING_KEYS):
        session = opening.recover(name, code, new)
        session.close()
    say_on_stderr(*session.casebook.alerts)
    say(f"{shown(name)} has a new passphrase. The recovery code stays as it is.")
