"""`ce-tui follow-up`: what is due, by screening (rule 17 of the design)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from ce_tui.cli.groups import Commands
from ce_tui.cli.options import account_options, json_option, moment_option
from ce_tui.cli.output import say, say_json
from ce_tui.cli.signing_in import session_of
from ce_tui.core.pathway.words import grade
from ce_tui.core.words.actions import SETTLED
from ce_tui.core.words.due import NOTHING_DUE, due_words
from ce_tui.session.following import things_due

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.pathway.document.tier_words import Naming
    from ce_tui.core.vault.casebook.index import Summary

_NOTHING_OVERDUE = "Nothing is overdue."


@click.group("follow-up", cls=Commands)
def follow_up() -> None:
    """List what is due about screenings."""


@follow_up.command("list")
@click.option("--overdue", is_flag=True, help="Only what is overdue, or due at once.")
@moment_option("to judge what is overdue at")
@click.option(
    "--names", is_flag=True, help="With the children's names, of your own screenings. JSON never has them."
)
@account_options
@json_option
def list_(
    overdue: bool, at: datetime, names: bool, name: str, passphrase_file: str | None, as_json: bool
) -> None:
    """List what is due, one thing a line, in the order of danger.

    Immediate risk, missing now, harm, red, amber, yellow; then what is due at once, and what is overdue longest.
    Of the screenings that this account may see. What comes next stands there as it was typed.
    """
    with session_of(name, passphrase_file) as session:
        found = session.casebook.follow_ups.now(at)
        naming = session.pathways.naming
    due = [(each.of.summary, each.due) for each in things_due(found) if each.due.overdue or not overdue]
    if as_json:
        say_json([_for_programs(summary, it) for summary, it in due])
    elif not due:
        say(_NOTHING_OVERDUE if overdue else NOTHING_DUE)
    else:
        say(*(_for_people(summary, it, naming, at, names=names) for summary, it in due))


def _for_programs(summary: Summary, due: FollowUp) -> dict[str, object]:
    return {
        "ref": summary.ref,
        "action": due.action,
        "what": due.what,
        "by": due.by,
        "overdue": due.overdue,
        "acting_on": _acting_on(summary),
        "owner": summary.owner,
        "to": due.to,
        "next": due.next,
        "source": due.source,
    }


def _for_people(summary: Summary, due: FollowUp, naming: Naming, at: datetime, *, names: bool) -> str:
    """ "CE-7K3M-2Q, red, Ben: Ring back (the Hub): by tomorrow, 26 November 2026"."""
    tier = _acting_on(summary)
    named = tier if grade(tier).is_nothing else naming.tier(tier, summary.pathway).lower()
    whose = ", ".join(filter(None, [summary.ref, summary.child if names else "", named, summary.owner]))
    on = f". {SETTLED['passed on'].words}" if summary.followed.is_passed_on else ""
    return f"{whose}: {due_words(due, at)}{on}"


def _acting_on(summary: Summary) -> str:
    return summary.acting_on or summary.outcome
