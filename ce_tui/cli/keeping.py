"""`ce-tui store retention|due|keep|hold|release|delete|undo|purge`: how long screenings are kept, and deletion."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click
import msgspec

from ce_tui import exit_codes
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json, table
from ce_tui.cli.reasons import reason_options
from ce_tui.cli.signing_in import signed_in
from ce_tui.core.pathway.dates import DateInvalid, parse_date, say_date, say_moment
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention import say_rule
from ce_tui.exit_codes import Stop

if TYPE_CHECKING:
    from ce_tui.core.vault.retention_rules import Retention, Rule

reason_option = reason_options(
    "It is logged and stays in the log: name no child in it. Asked for if left out.", needed=True
)


def _day(ctx: click.Context, parameter: click.Parameter, typed: str) -> date:
    try:
        return parse_date(typed)
    except DateInvalid as error:
        raise click.BadParameter(f"{error.words} (2030-11-25)", ctx, parameter) from error


def _spelled(ref: str) -> str:
    """A reference that was accepted, in its one spelling."""
    return read_reference(ref) or ref


@click.command()
@account_options
@json_option
@click.option("--drafts", metavar="SPAN", help="Drafts: this long after the last change, such as “1 year”.")
@click.option("--drafts-birthday", type=int, metavar="AGE", help="Drafts: on the child's birthday. 0: never.")
@click.option("--completed", metavar="SPAN", help="Completed: this long after the last change. “”: for ever.")
@click.option("--birthday", type=int, metavar="AGE", help="Completed: on the child's birthday. 0: never.")
@click.option("--whichever", type=click.Choice(["later", "earlier"]), help="Which counts where both apply.")
@click.option("--as-configured", is_flag=True, help="Follow the configuration's rules again.")
def retention(
    name: str, passphrase_file: str | None, as_json: bool, as_configured: bool, **changes: Any
) -> None:
    """Show or set when screenings are put up for review.

    With options an administrator sets it; what is left out stays. No rule deletes anything: a lead decides on each
    screening.
    """
    given = {key: value for key, value in changes.items() if value is not None}
    if as_configured and given:
        raise Stop(exit_codes.USAGE, "With --as-configured no rule can be given.")
    with signed_in(name, passphrase_file) as casebook:
        if as_configured:
            casebook.reviews.set_rules(None)
        elif given:
            casebook.reviews.set_rules(_changed(casebook.reviews.rules(), given))
        rules, own = casebook.reviews.rules(), casebook.reviews.sets_rules()
    if as_json:
        say_json({**msgspec.to_builtins(rules), "set_in": "store" if own else "configuration"})
        return
    say(
        f"Drafts: {say_rule(rules.drafts)}.",
        f"Completed: {say_rule(rules.completed)}.",
        "Set in the store." if own else "As the configuration says.",
    )


def _changed(rules: Retention, given: dict[str, Any]) -> Retention:
    def rule(old: Rule, after: str, birthday: str) -> Rule:
        return msgspec.structs.replace(
            old,
            after=given.get(after, old.after),
            birthday=given.get(birthday, old.birthday),
            whichever=given.get("whichever", old.whichever),
        )

    return msgspec.structs.replace(
        rules,
        drafts=rule(rules.drafts, "drafts", "drafts_birthday"),
        completed=rule(rules.completed, "completed", "birthday"),
    )


@click.command()
@account_options
@json_option
def due(name: str, passphrase_file: str | None, as_json: bool) -> None:
    """List what is due for review, on hold or to be deleted. By a lead."""
    with signed_in(name, passphrase_file) as casebook:
        found, held, marked = casebook.reviews.due(), casebook.keeping.holds(), casebook.deleting.marked()
    if as_json:
        say_json(msgspec.to_builtins({"due": found, "on_hold": held, "marked": marked}))
        return
    _list("Due for review", [(each.ref, each.owner, each.since, each.why) for each in found])
    _list("On hold", [(each.ref, each.owner, f"by {each.by}", each.reason) for each in held])
    _list(
        "Marked for deletion",
        [
            (each.ref, each.owner, f"deleted from {say_moment(each.purge_at)}", f"{each.by}: {each.reason}")
            for each in marked
        ],
    )


def _list(heading: str, rows: list[tuple[str, ...]]) -> None:
    say(f"{heading}: {len(rows) or 'none'}", *(f"  {line}" for line in (table(rows) if rows else ())))


@click.command()
@click.argument("ref")
@click.option("--until", required=True, callback=_day, metavar="DAY", help="The day of the next review.")
@account_options
@reason_option
def keep(ref: str, until: date, reason: str, name: str, passphrase_file: str | None) -> None:
    """Keep the screening REF until a day, whatever the rules say. By a lead."""
    with signed_in(name, passphrase_file) as casebook:
        casebook.keeping.decide(ref, "keep until", reason, until)
    say(f"{_spelled(ref)} is kept until {say_date(until)}.")


@click.command()
@click.argument("ref")
@account_options
@reason_option
def hold(ref: str, reason: str, name: str, passphrase_file: str | None) -> None:
    """Put the screening REF on hold. By a lead.

    Nothing deletes it until it is released.
    """
    with signed_in(name, passphrase_file) as casebook:
        casebook.keeping.hold(ref, reason)
    say(f"{_spelled(ref)} is on hold. Nothing deletes it.")


@click.command()
@click.argument("ref")
@account_options
@reason_option
def release(ref: str, reason: str, name: str, passphrase_file: str | None) -> None:
    """End the hold on the screening REF. By a lead."""
    with signed_in(name, passphrase_file) as casebook:
        casebook.keeping.release(ref, reason)
    say(f"{_spelled(ref)} is on hold no more.")


@click.command()
@click.argument("ref")
@account_options
@reason_option
def delete(ref: str, reason: str, name: str, passphrase_file: str | None) -> None:
    """Mark the screening REF for deletion. By a lead.

    It is deleted a day later at the earliest.
    """
    with signed_in(name, passphrase_file) as casebook:
        casebook.keeping.decide(ref, "delete", reason)
        when = {each.ref: each.purge_at for each in casebook.deleting.marked()}
    ref = _spelled(ref)
    say(
        f"{ref} is deleted from {say_moment(when[ref])} on. Until then it can come back: ce-tui store undo {ref}"
    )


@click.command()
@click.argument("ref")
@account_options
@reason_options("It is logged. May be left out.")
def undo(ref: str, reason: str, name: str, passphrase_file: str | None) -> None:
    """Bring back the screening REF, marked for deletion. By a lead."""
    with signed_in(name, passphrase_file) as casebook:
        casebook.deleting.undo(ref, reason)
    say(f"{_spelled(ref)} is back, as it was.")


@click.command()
@account_options
@json_option
def purge(name: str, passphrase_file: str | None, as_json: bool) -> None:
    """Delete what was marked for deletion a day ago or longer. By a lead or an administrator.

    It is also done whenever one of them signs in, and hourly while one is signed in.
    """
    with signed_in(name, passphrase_file) as casebook:
        casebook.deleting.purge_due()
        gone = casebook.deleting.purged
        left = len(casebook.deleting.marked())
    if as_json:
        say_json({"deleted": gone, "marked": left})
        return
    say(*(f"{ref} is deleted." for ref in gone))
    say(f"Still marked for deletion: {left or 'none'}.")


COMMANDS = (retention, due, keep, hold, release, delete, undo, purge)
