"""`ce-tui account`: set the store up, add accounts, change a passphrase, come back with the recovery code.

What an administrator changes about the accounts of others is in `account_changes`.
"""

from __future__ import annotations

import click

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.account_changes import hand_over, resume, revoke, roles, suspend
from ce_tui.cli.accounts import add_further, hand_over_code, may_be_further, set_up_store
from ce_tui.cli.files import one_standard_input, read_first_line
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json, table, tell
from ce_tui.cli.patience import patiently
from ce_tui.cli.signing_in import signed_in, way_in
from ce_tui.cli.takes import FILE, LOCALITY
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.exit_codes import Stop
from ce_tui.files.shown import shown
from ce_tui.session.jobs.other_keys import with_other_keys
from ce_tui.session.opening import SetUp
from ce_tui.session.words.gate import MAKING_KEYS
from ce_tui.session.words.people import CODE_REPLACED, OWN_CHANGED, SEEN_QUESTION

new_passphrase_option = click.option(
    "--new-passphrase-file",
    type=FILE,
    metavar="F",
    help="The new passphrase is the first line of F; nothing is asked.",
)


@click.group(cls=Commands)
def account() -> None:
    """Look after accounts; the first one sets the store up."""


for command in (suspend, resume, revoke, roles, hand_over):
    account.add_command(command)


@account.command()
@click.argument("name")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="Can be repeated; exactly these."
)
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
    if administrator is None and may_be_further(roles, passphrase_file, recovery_file, hub, locality):
        administrator = asking.account_name("Your name, an administrator's: ")
    if administrator is None:
        if new_passphrase_file is not None:
            raise Stop(
                exit_codes.USAGE,
                "--new-passphrase-file is for a further account: say --as ADMINISTRATOR too.",
            )
        first = SetUp(name=name, roles=roles, hub=hub, locality=locality, new_hub=new_hub)
        set_up_store(first, passphrase_file, recovery_file)
        return
    if recovery_file or hub or locality or new_hub:
        raise Stop(
            exit_codes.USAGE,
            "--recovery-file, --hub, --locality and --new-hub belong to the first set-up only.",
        )
    if not roles:
        raise Stop(
            exit_codes.USAGE, f"Say what the account may do: --role, one or more of {', '.join(ROLES)}."
        )
    add_further(name, roles, administrator, passphrase_file, new_passphrase_file)


@account.command("list")
@account_options
@json_option
def list_(name: str, passphrase_file: str | None, as_json: bool) -> None:
    """List the accounts of this store. By an administrator or a lead."""
    with signed_in(name, passphrase_file) as casebook:
        found = casebook.people.accounts()
    if as_json:
        say_json([{"name": each.name, "roles": list(each.roles), "state": each.state} for each in found])
    else:
        rows = ((each.name, each.state, ", ".join(each.roles)) for each in found)
        say(*table([("name", "state", "roles"), *rows]))


@account.command()
@account_options
@new_passphrase_option
@click.option(
    "--seen", is_flag=True, help="Somebody may know the old one: other keys now, if nobody else is in."
)
def passphrase(name: str, passphrase_file: str | None, new_passphrase_file: str | None, seen: bool) -> None:
    """Change your own passphrase."""
    one_standard_input(passphrase_file, new_passphrase_file)
    asking.need_both(passphrase_file, new_passphrase_file)
    way_in().refuse()
    old = asking.passphrase(passphrase_file, f"Passphrase of {shown(name)}: ", "--passphrase-file")
    with signed_in(name, passphrase_file, typed=old) as casebook:
        new = asking.new_passphrase(new_passphrase_file, "New passphrase: ", "--new-passphrase-file")
        if passphrase_file is None and not seen:
            seen = asking.agrees(SEEN_QUESTION)
        with patiently(MAKING_KEYS):
            casebook.access.change_passphrase(old, new, seen=seen)
            words = with_other_keys(casebook, OWN_CHANGED, whoever=seen)
    say(words)


@account.command("recovery-code")
@account_options
@click.option(
    "--recovery-file", type=FILE, metavar="R", help="Where the new code is written; default: shown once."
)
def recovery_code(name: str, passphrase_file: str | None, recovery_file: str | None) -> None:
    """Replace the recovery code of the store. By an administrator.

    The old one holds until the new one is confirmed.
    """
    if passphrase_file is not None and recovery_file is None:
        raise Stop(exit_codes.USAGE, "With --passphrase-file nothing is asked: say --recovery-file too.")
    with signed_in(name, passphrase_file) as casebook:
        hand_over_code(
            patiently(MAKING_KEYS)(casebook.access.new_recovery_code),
            name,
            recovery_file,
            confirmed=patiently(MAKING_KEYS)(casebook.access.confirm_recovery_code),
        )
        words = patiently(MAKING_KEYS)(with_other_keys)(casebook, CODE_REPLACED)
    say(words)


@account.command()
@click.argument("name")
@click.option("--recovery-file", type=FILE, metavar="R", help="The recovery code is the first line of R.")
@new_passphrase_option
def recover(name: str, recovery_file: str | None, new_passphrase_file: str | None) -> None:
    """Give the account NAME a new passphrase by the recovery code."""
    one_standard_input(recovery_file, new_passphrase_file)
    opening = way_in()
    opening.refuse()
    if recovery_file is not None:
        asking.need_both(recovery_file, new_passphrase_file)
        code = read_first_line(recovery_file, "recovery code")
    else:
        code = asking.line("Recovery code: ", "--recovery-file")
    new = asking.new_passphrase(new_passphrase_file, "New passphrase: ", "--new-passphrase-file")
    with patiently(MAKING_KEYS):
        session = opening.recover(name, code, new)
        session.close()
    tell(*session.casebook.alerts)
    say(f"{shown(name)} has a new passphrase. The recovery code stays as it is.")
