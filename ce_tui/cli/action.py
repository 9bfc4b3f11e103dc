"""`ce-tui action`: what was done about a screening, recorded once and for all (rule 17 of the design)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json, tell
from ce_tui.cli.reasons import for_a_reason, reason_options
from ce_tui.cli.signing_in import session_of
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.actions.police import IF_POLICE, WAS_IT_POLICE, is_answered_on_999
from ce_tui.core.pathway.actions.reading import dump_recorded, read_with_remarks
from ce_tui.core.pathway.actions.rules import is_long_before, long_before_words
from ce_tui.core.pathway.actions.unanswered import then_phone_words
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.actions import NOTHING_RECORDED, as_lines
from ce_tui.exit_codes import Stop

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.action import Action, Recorded
    from ce_tui.core.pathway.answers.screening import Screening
    from ce_tui.core.vault.casebook.actions import Actions
    from ce_tui.session.session import Session

reason_option = reason_options(
    "A lead gives one about another's screening; it is logged. Asked for if left out."
)


@click.group(cls=Commands)
def action() -> None:
    """Record what was done about a screening, or list it."""


@action.command()
@click.argument("ref")
@click.option(
    "--file",
    type=FILE,
    metavar="A.json",
    required=True,
    help="The action as JSON; may be - for standard input.",
)
@click.option(
    "--long-before",
    is_flag=True,
    help="It was done more than a week before the screening, and that is right. Asked about if left out.",
)
@account_options
@reason_option
def add(ref: str, file: str, long_before: bool, name: str, passphrase_file: str | None, reason: str) -> None:
    """Record what was done about the screening REF.

    Prints its number. Nothing that was recorded is changed or removed: an action that "corrects" one takes its place.
    """
    one_standard_input(file, passphrase_file)
    given, remarks = read_with_remarks(read_input(file))
    may_ask = passphrase_file is None
    with session_of(name, passphrase_file) as session:

        def record(why: str) -> tuple[Recorded, str]:
            screening = session.casebook.screenings.to_record(ref, why)
            if not long_before:
                _agree(given, screening.answers.screened_on, may_ask=may_ask)
            return _recorded(session, screening, given, why, may_ask=may_ask)

        recorded, then = for_a_reason(record, reason, may_ask=may_ask)
    say(recorded.id)
    tell(*remarks, *filter(None, [then]))


@action.command("list")
@click.argument("ref")
@account_options
@reason_option
@json_option
def list_(ref: str, name: str, passphrase_file: str | None, reason: str, as_json: bool) -> None:
    """List what was recorded of the screening REF.

    In the order in which it was recorded: what was corrected says so.
    """
    with session_of(name, passphrase_file) as session:
        casebook = session.casebook
        for_a_reason(lambda why: casebook.screenings.read(ref, why), reason, may_ask=passphrase_file is None)
        recorded = casebook.actions.of(ref)
    if as_json:
        say_json([dump_recorded(each) for each in recorded])
    else:
        say(*(as_lines(recorded) if recorded else [NOTHING_RECORDED]))


def _agree(given: Action, screened_on: str, *, may_ask: bool) -> None:
    """Ask about what was done long before the screening. Raises Stop, or InputInvalid where nothing may be asked."""
    if given.by_mistake or not is_long_before(given, screened_on):
        return
    if not may_ask or not asking.has_terminal():
        what = "is more than a week before the screening"
        raise InputInvalid([Fault("at", what, "--long-before where that is right, else another time")])
    if not asking.agrees(long_before_words(given, screened_on)):
        raise Stop(exit_codes.INPUT_WRONG, "at: to be mended. Nothing was recorded.")


def _recorded(
    session: Session, screening: Screening, given: Action, reason: str, *, may_ask: bool
) -> tuple[Recorded, str]:
    """What is recorded; and whom to phone next where nobody answered and that cannot wait, else nothing."""
    actions, ref = session.casebook.actions, screening.ref
    outcome = evaluate(screening.answers, session.pathways.of(screening), datetime.now(LONDON))
    if is_answered_on_999(given, outcome.contacts):
        return _on_999(actions, ref, given, reason, may_ask=may_ask)
    recorded = actions.record(ref, given, reason)
    if not given.was_tried_in_vain:
        return recorded, ""
    waits = session.casebook.follow_ups.is_unanswered(ref)
    return recorded, then_phone_words(outcome, actions.of(ref)) if waits else ""


def _on_999(actions: Actions, ref: str, given: Action, reason: str, *, may_ask: bool) -> tuple[Recorded, str]:
    """Record a call to 999, once it is known whether the police answered; where nobody can be asked, it is said how
    that is recorded.
    """
    if not may_ask or not asking.has_terminal():
        return actions.record(ref, given, reason), IF_POLICE
    told = asking.agrees(WAS_IT_POLICE)
    return actions.record(ref, replace(given, kind="police") if told else given, reason), ""
