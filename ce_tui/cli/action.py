"""`ce-tui action`, `follow-up` and `child`: what was done, what is due, and which screenings are of one child.

What was done is recorded once and for all (rule 17 of the design).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui import exit_codes
from ce_tui.cli import options
from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.options import (
    FILE,
    CommandGroup,
    Operator,
    account_options,
    canonical_ref,
    combined,
    for_a_reason,
    json_option,
    moment_option,
    reason_options,
    session_of,
)
from ce_tui.cli.running import say, say_found, say_on_stderr
from ce_tui.core.pathway.actions.action import Action, Recorded, then_phone_words
from ce_tui.core.pathway.actions.follow_up_summary import IF_POLICE, WAS_IT_POLICE, is_answered_on_999
from ce_tui.core.pathway.actions.rules import (
    dump_recorded,
    is_long_before,
    long_before_words,
    read_with_remarks,
)
from ce_tui.core.pathway.children.matching import read_person, typed_person
from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.shape import Fault, InputInvalid
from ce_tui.core.pathway.words import grade
from ce_tui.core.words.actions import NOTHING_DUE, NOTHING_RECORDED, SETTLED, action_lines, due_words
from ce_tui.core.words.comparison import NOTHING_FOUND, level_words, reasons
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.session.home_list import DueItem, things_due
from ce_tui.session.words.known import (
    NOTHING_SAID,
    as_said,
    colleagues_words,
    of_others,
    said_now,
    taken_back_now,
)

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Screening
    from ce_tui.core.pathway.document.document import EditionNames
    from ce_tui.core.vault.casebook.index import ChildrenFound
    from ce_tui.session.session import Session


reason_option = reason_options(
    "A lead gives one about another's screening; it is logged. Asked for if left out."
)
on_a_screening = combined(reason_option, account_options, click.argument("ref"))


@click.group(cls=CommandGroup)
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
def add(ref: str, file: str, long_before: bool, reason: str, operator: Operator) -> None:
    """Record what was done about the screening REF.

    Prints its number. Nothing that was recorded is changed or removed: an action that "corrects" one takes its place.
    """
    one_standard_input(file, operator.passphrase_file)
    given, remarks = read_with_remarks(read_input(file))
    with session_of(operator) as session:

        def record(why: str) -> tuple[Recorded, str]:
            screening = session.casebook.screenings.to_record(ref, why)
            if not long_before:
                _agree(given, screening.answers.screened_on, operator)
            return _recorded(session, screening, given, why, operator)

        recorded, then = for_a_reason(record, reason, operator)
    say(recorded.id)
    say_on_stderr(*remarks, *filter(None, [then]))


@action.command("list")
@on_a_screening
@json_option
def list_(ref: str, reason: str, operator: Operator, as_json: bool) -> None:
    """List what was recorded of the screening REF.

    In the order in which it was recorded: what was corrected says so.
    """
    with session_of(operator) as session:
        casebook = session.casebook
        for_a_reason(lambda why: casebook.screenings.read(ref, why), reason, operator)
        recorded = casebook.actions.of(ref)
    lines = action_lines(recorded) if recorded else [NOTHING_RECORDED]
    say_found(as_json, [dump_recorded(each) for each in recorded], lines)


def _agree(given: Action, screened_on: str, operator: Operator) -> None:
    """Ask about what was done long before the screening. Raises Stop, or InputInvalid if nothing can be asked."""
    if given.by_mistake or not is_long_before(given, screened_on):
        return
    if not operator.can_be_asked:
        what = "is more than a week before the screening"
        raise InputInvalid([Fault("at", what, "--long-before where that is right, else another time")])
    if not options.ask_yes_or_no(long_before_words(given, screened_on)):
        raise Stop(exit_codes.INPUT_WRONG, "at: to be mended. Nothing was recorded.")


def _recorded(
    session: Session, screening: Screening, given: Action, reason: str, operator: Operator
) -> tuple[Recorded, str]:
    """Record what was done; with it, whom to phone next if nobody answered and that cannot wait."""
    actions, ref = session.casebook.actions, screening.ref
    outcome = evaluate(screening.answers, session.pathways.of(screening), datetime.now(LONDON))
    if is_answered_on_999(given, outcome.contacts):
        if not operator.can_be_asked:
            return actions.record(ref, given, reason), IF_POLICE
        kind = "police" if options.ask_yes_or_no(WAS_IT_POLICE) else given.kind
        return actions.record(ref, replace(given, kind=kind), reason), ""
    recorded = actions.record(ref, given, reason)
    if not given.was_tried_in_vain:
        return recorded, ""
    waits = session.casebook.follow_ups.is_unanswered(ref)
    return recorded, then_phone_words(outcome, actions.of(ref)) if waits else ""


@click.group("follow-up", cls=CommandGroup)
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
def list_due(overdue: bool, at: datetime, names: bool, operator: Operator, as_json: bool) -> None:
    """List what is due, one thing a line, in the order of danger.

    Immediate risk, missing now, harm, red, amber, yellow; then what is due at once, and what is overdue longest.
    Of the screenings that this account may see. What comes next stands there as it was typed.
    """
    with session_of(operator) as session:
        found = session.casebook.follow_ups.among(session.casebook.index.all(), at)
        naming = session.pathways.naming
    due = [each for each in things_due(found) if each.due.overdue or not overdue]
    listed = [
        {
            "ref": summary.ref,
            "action": it.action,
            "what": it.what,
            "by": it.by,
            "overdue": it.overdue,
            "acting_on": summary.stood.acting_on,
            "owner": summary.owner,
            "to": it.to,
            "next": it.next,
            "source": it.source,
        }
        for summary, it in due
    ]
    lines = [_due_for_people(each, naming, at, names=names) for each in due]
    say_found(as_json, listed, lines or ["Nothing is overdue." if overdue else NOTHING_DUE])


def _due_for_people(item: DueItem, naming: EditionNames, at: datetime, *, names: bool) -> str:
    """ "CE-7K3M-2Q, red, Ben: Ring back (the Hub): by tomorrow, 26 November 2026"."""
    summary, tier = item.summary, item.summary.stood.acting_on
    named = tier if grade(tier).is_nothing else naming.tier(tier, summary.pathway).lower()
    whose = ", ".join(filter(None, [summary.ref, summary.child if names else "", named, summary.owner]))
    on = f". {SETTLED['passed on'].words}" if summary.followed.is_passed_on else ""
    return f"{whose}: {due_words(item.due, at)}{on}"


@click.group(cls=CommandGroup)
def child() -> None:
    """Find a child, and say which screenings are of the same one."""


@child.command()
@click.option(
    "--file",
    type=FILE,
    metavar="F.json",
    help='The child as JSON, {"name": "…", "date_of_birth": "2011-04-03"}; may be -. Asked for if left out.',
)
@click.option("--names", is_flag=True, help="With the names and birth dates, of your own screenings.")
@account_options
@json_option
def find(file: str | None, names: bool, operator: Operator, as_json: bool) -> None:
    """Find out whether a child is known here, and what fits.

    Of the screenings that you may see it says which a child may be in. Of the others, and only for a whole name with a
    birth date: that the hub knows one like this. That is logged, and answered twenty times an hour. A name is never an
    argument, so that it stays in no history of commands.
    """
    one_standard_input(file, operator.passphrase_file)
    if file is None:
        typed = options.ask_hidden("The child's name, as far as you know it (not shown): ", "--file")
        born = options.ask_hidden("Date of birth, or nothing (not shown): ", "--file")
        wanted = typed_person(typed, born, _today())
    elif file.lstrip().startswith("{"):
        raise Misuse("--file takes the name of a file, or - for standard input: nothing was read.")
    else:
        wanted = read_person(read_input(file), _today())
    with session_of(operator) as session:
        found = session.casebook.children.find(wanted)
    lines = [*filter(None, [of_others(found)])]
    for hit in found.hits:
        last = hit.screenings[0]
        who = [last.child, say_iso(hit.date_of_birth) if hit.date_of_birth else ""] if names else []
        whose = ", ".join(filter(None, [*hit.refs, *who, "" if last.mine else last.owner]))
        lines.append(f"{whose}. {level_words(hit.match)}.")
    say_found(as_json, _for_programs(found), [*lines, *([] if found.hits else [NOTHING_FOUND])])


def _add_pair_command(command: str, words: str, *, same: bool | None) -> None:
    """Add a command that says something of two screenings. `same` None: it takes that back."""

    @child.command(command, help=words)
    @on_a_screening
    @click.argument("other")
    def say_it(ref: str, other: str, reason: str, operator: Operator) -> None:
        def record(why: str) -> None:
            if same is None:
                session.casebook.pairings.take_back(ref, other, why)
            else:
                session.casebook.pairings.say(ref, other, same=same, reason=why)

        with session_of(operator) as session:
            for_a_reason(record, reason, operator)
        both = (canonical_ref(ref), canonical_ref(other))
        say(taken_back_now(*both) if same is None else said_now(*both, same=same))


_add_pair_command(
    "same",
    """Say that REF and OTHER are of the same child.

    Both are screenings. Nothing in them is changed. From now on they stand together, with all others that are of the
    same child.
    """,
    same=True,
)
_add_pair_command(
    "not-same",
    """Say that REF and OTHER are not of the same child.

    Both are screenings. It holds as long as the names, birth dates and addresses stay as they are.
    """,
    same=False,
)
_add_pair_command(
    "take-back",
    """Take back what was said of the screenings REF and OTHER.

    Where it was that they are of the same child, OTHER stands by itself again.
    """,
    same=None,
)


@child.command("list")
@on_a_screening
@json_option
def list_children(ref: str, reason: str, operator: Operator, as_json: bool) -> None:
    """List what was said to be of the same child as REF.

    What was said not to be stands there, too. No names of children. Of colleagues' screenings that you may not see:
    whether one was said to be of this child.
    """
    with session_of(operator) as session:
        casebook = session.casebook
        screening = for_a_reason(lambda why: casebook.screenings.read(ref, why), reason, operator)
        found = casebook.children.said_of(screening.ref)
    said: list[dict[str, object]] = []
    lines = [*filter(None, [colleagues_words(found, screening.ref)])]
    for each in found.said:
        other, on = each.screening.ref, each.screening.screened_on
        said.append({"ref": other, "same": each.same, "by": each.by, "at": each.at, "screened_on": on})
        # "CE-7K3M-2Q, screened 25 November 2026. The same child, as Ben said on 3 October 2026."
        lines.append(f"{other}{f', screened {say_iso(on)}' if on else ''}. {as_said(each)}.")
    said += [{"colleagues": True}] if found.colleagues else []
    say_found(as_json, said, lines or [NOTHING_SAID])


def _today() -> date:
    return datetime.now(LONDON).date()


def _for_programs(found: ChildrenFound) -> list[dict[str, object]]:
    hits: list[dict[str, object]] = [
        {
            "refs": hit.refs,
            "name": hit.screenings[0].child,
            "date_of_birth": hit.date_of_birth,
            "level": hit.match.level,
            "reasons": reasons(hit.match),
        }
        for hit in found.hits
    ]
    if found.others == "known":
        hits.append({"known_here": True})
    elif found.others not in ("seen", "not known"):
        hits.append({"not_looked_up": found.others, "again_at": found.again_at})
    return hits
