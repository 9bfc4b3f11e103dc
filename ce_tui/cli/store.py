"""`ce-tui store`, `audit` and `doctor`: what is kept, whether the store and its log are whole, backups."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec
from msgspec.structs import replace

from ce_tui import exit_codes
from ce_tui.cli.files import one_standard_input, opened_input, output_refusals, own_files_here
from ce_tui.cli.options import (
    FILE,
    CommandGroup,
    OfferedText,
    Operator,
    account_options,
    canonical_ref,
    combined,
    force_option,
    json_option,
    parsed,
    reason_options,
    signed_in,
    store_opening,
)
from ce_tui.cli.running import say, say_found, say_json, say_on_stderr, table, while_it_takes
from ce_tui.core.pathway.dates import LONDON, parse_date, say_date, say_moment
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.retention_rules import Retention, Rule, say_rule
from ce_tui.doctor import examination
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.private_file import check_target
from ce_tui.files.shown import shown
from ce_tui.session.jobs.keeping import since_of
from ce_tui.session.words.gate import UNLOCKING

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


@click.group(cls=CommandGroup)
def store() -> None:
    """Check the store, back it up, and keep or delete screenings."""


reason_option = reason_options(
    "It is logged and stays in the log: name no child in it. Asked for if left out.", needed=True
)
on_a_screening = combined(reason_option, account_options, click.argument("ref"))


@store.command()
@account_options
@json_option
@click.option("--drafts", metavar="SPAN", help="Drafts: this long after the last change, such as “1 year”.")
@click.option("--drafts-birthday", type=int, metavar="AGE", help="Drafts: on the child's birthday. 0: never.")
@click.option("--completed", metavar="SPAN", help="Completed: this long after the last change. “”: for ever.")
@click.option("--birthday", type=int, metavar="AGE", help="Completed: on the child's birthday. 0: never.")
@click.option("--whichever", type=click.Choice(["later", "earlier"]), help="Which counts where both apply.")
@click.option("--as-configured", is_flag=True, help="Follow the configuration's rules again.")
def retention(operator: Operator, as_json: bool, as_configured: bool, **changes: Any) -> None:
    """Show or set when screenings are put up for review.

    With options an administrator sets it; what is left out stays. No rule deletes anything: a lead decides on each
    screening.
    """
    given = {key: value for key, value in changes.items() if value is not None}
    if as_configured and given:
        raise Misuse("With --as-configured no rule can be given.")
    with signed_in(operator) as casebook:
        if as_configured:
            casebook.reviews.set_rules(None)
        elif given:
            casebook.reviews.set_rules(_changed(casebook.reviews.rules(), given))
        rules, own = casebook.reviews.rules(), casebook.reviews.sets_rules()
    set_in = "Set in the store." if own else "As the configuration says."
    say_found(
        as_json,
        {**msgspec.to_builtins(rules), "set_in": "store" if own else "configuration"},
        [f"Drafts: {say_rule(rules.drafts)}.", f"Completed: {say_rule(rules.completed)}.", set_in],
    )


def _changed(rules: Retention, given: dict[str, Any]) -> Retention:
    def rule(old: Rule, after: str, birthday: str) -> Rule:
        return replace(
            old,
            after=given.get(after, old.after),
            birthday=given.get(birthday, old.birthday),
            whichever=given.get("whichever", old.whichever),
        )

    return replace(
        rules,
        drafts=rule(rules.drafts, "drafts", "drafts_birthday"),
        completed=rule(rules.completed, "completed", "birthday"),
    )


@store.command()
@account_options
@json_option
def due(operator: Operator, as_json: bool) -> None:
    """List what is due for review, on hold or to be deleted. By a lead."""
    with signed_in(operator) as casebook:
        found, held, marked = casebook.reviews.due(), casebook.keeping.holds(), casebook.deleting.marked()
    lists = {
        "Due for review": [(each.ref, each.owner, each.since, each.why) for each in found],
        "On hold": [(each.ref, each.owner, f"by {each.by}", each.reason) for each in held],
        "Marked for deletion": [
            (each.ref, each.owner, f"deleted from {say_moment(each.purge_at)}", f"{each.by}: {each.reason}")
            for each in marked
        ],
    }
    lines = []
    for heading, rows in lists.items():
        lines += [f"{heading}: {len(rows) or 'none'}", *(f"  {row}" for row in (table(rows) if rows else ()))]
    say_found(as_json, {"due": found, "on_hold": held, "marked": marked}, lines)


@store.command()
@click.argument("ref")
@click.option(
    "--until",
    required=True,
    callback=parsed(parse_date, form="2030-11-25"),
    metavar="DAY",
    help="The day of the next review.",
)
@account_options
@reason_option
def keep(ref: str, until: date, reason: str, operator: Operator) -> None:
    """Keep the screening REF until a day, whatever the rules say. By a lead."""
    with signed_in(operator) as casebook:
        casebook.keeping.keep_until(ref, until, reason)
    say(f"{canonical_ref(ref)} is kept until {say_date(until)}.")


@store.command()
@on_a_screening
def hold(ref: str, reason: str, operator: Operator) -> None:
    """Put the screening REF on hold. By a lead.

    Nothing deletes it until it is released.
    """
    with signed_in(operator) as casebook:
        casebook.keeping.hold(ref, reason)
    say(f"{canonical_ref(ref)} is on hold. Nothing deletes it.")


@store.command()
@on_a_screening
def release(ref: str, reason: str, operator: Operator) -> None:
    """End the hold on the screening REF. By a lead."""
    with signed_in(operator) as casebook:
        casebook.keeping.release(ref, reason)
    say(f"{canonical_ref(ref)} is on hold no more.")


@store.command()
@on_a_screening
def delete(ref: str, reason: str, operator: Operator) -> None:
    """Mark the screening REF for deletion. By a lead.

    It is deleted a day later at the earliest.
    """
    with signed_in(operator) as casebook:
        casebook.keeping.mark(ref, reason)
        when = {each.ref: each.purge_at for each in casebook.deleting.marked()}
    ref = canonical_ref(ref)
    say(
        f"{ref} is deleted from {say_moment(when[ref])} on. Until then it can come back: ce-tui store undo {ref}"
    )


@store.command()
@click.argument("ref")
@account_options
@reason_options("It is logged. May be left out.")
def undo(ref: str, reason: str, operator: Operator) -> None:
    """Bring back the screening REF, marked for deletion. By a lead."""
    with signed_in(operator) as casebook:
        casebook.deleting.undo(ref, reason)
    say(f"{canonical_ref(ref)} is back, as it was.")


@store.command()
@account_options
@json_option
def purge(operator: Operator, as_json: bool) -> None:
    """Delete what was marked for deletion a day ago or longer. By a lead or an administrator.

    It is also done whenever one of them signs in, and hourly while one is signed in.
    """
    with signed_in(operator) as casebook:
        casebook.deleting.purge_due()
        gone = casebook.deleting.purged
        left = len(casebook.deleting.marked())
    lines = [*(f"{ref} is deleted." for ref in gone), f"Still marked for deletion: {left or 'none'}."]
    say_found(as_json, {"deleted": gone, "marked": left}, lines)


@click.group(cls=CommandGroup)
def audit() -> None:
    """Print the log, or check that it is whole. By an administrator or a lead."""


@audit.command()
@account_options
@json_option
def verify(operator: Operator, as_json: bool) -> int:
    """Check the chain against itself and against its anchors.

    Tells apart damage, a cut, an older page and an older store, and says what to do about each.
    """
    verdict = _verdict(operator, "Verifying the log.")
    if as_json:
        say_json(verdict)
    elif verdict.sound:
        say(verdict.words, *verdict.remarks)
    else:
        say_on_stderr(verdict.words, *verdict.faults, *verdict.remarks, *verdict.advice)
    return exit_codes.DONE if verdict.sound else exit_codes.INPUT_WRONG


def _verdict(operator: Operator, doing: str, *, named: bool = True) -> Verdict:
    with signed_in(operator, to_check=True) as casebook, while_it_takes(doing) as progress:
        return casebook.log.verify(progress, named=named)


@audit.command()
@account_options
@json_option
@click.option("--ref", default="", metavar="REF", help="Only what concerns this screening.")
@click.option("--person", default="", metavar="NAME", help="Only what this account did.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=OfferedText(*get_args(Kind)),
    metavar="KIND",
    help="Only this kind of entry. Can be repeated.",
)
@click.option(
    "--since",
    callback=parsed(since_of, str),
    metavar="T",
    help="Only from a date, or a date with a time, on.",
)
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N.")
def show(
    operator: Operator,
    as_json: bool,
    ref: str,
    person: str,
    kinds: tuple[str, ...],
    since: str,
    last: int | None,
) -> None:
    """Print what was done, when and by which account.

    No names of children and no marks stand in it.
    """
    with signed_in(operator) as casebook:
        known: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
        if unknown := [kind for kind in kinds if kind not in known]:
            raise Misuse(f"There is no kind “{unknown[0]}” of entry. There are: {', '.join(known)}.")
        wanted = [known[kind] for kind in kinds]
        found = casebook.log.entries(ref=ref, person=person, kinds=wanted, since=since, last=last)
    entries = [msgspec.to_builtins(entry) for entry in found]
    if as_json:
        say_json(entries)
    elif entries:
        columns = tuple(entries[0])
        for entry in entries:  # the log is in UTC: as London's clock had it
            entry["at"] = f"{datetime.fromisoformat(entry['at']).astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
        say(*table([columns, *(tuple(str(entry[column] or "") for column in columns) for entry in entries)]))
    else:
        say("Nothing of that stands in the log.")


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Say what works here, and what to do about the rest.

    It looks at this machine, terminal, locale and configuration.
    """
    findings = examination.examine()
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{finding.kind:<6} {shown(finding.words)}")
        if finding.remedy:
            lines.append(f"       To do: {shown(finding.remedy)}")
    say_found(as_json, findings, lines)
    return examination.exit_code(findings)


@store.command()
@account_options
@json_option
def check(operator: Operator, as_json: bool) -> int:
    """Check every page, the audit chain and its anchors. By an administrator or a lead."""
    verdict = _verdict(operator, "Checking the store.", named=False)
    if as_json:
        say_json(verdict)
        return exit_codes.DONE if verdict.sound else exit_codes.INPUT_WRONG
    say_on_stderr(*verdict.remarks)
    if not verdict.sound:
        is_older = {each.kind for each in verdict.findings} == {"older store"}
        raise Stop(
            exit_codes.INPUT_WRONG,
            *verdict.faults,
            f"The store is {'an older copy' if is_older else 'damaged'}. Nothing was changed. Keep a copy of its "
            "folder as it is before anything else.",
            *verdict.advice,
        )
    if verdict.anchored:
        say("The store is whole: its pages, its audit chain and the anchors agree.")
    else:
        say("The store is whole: its pages and its audit chain agree. No anchor could be compared.")
    return exit_codes.DONE


@store.command()
@click.argument("file", type=FILE)
@account_options
@force_option
def backup(file: str, operator: Operator, force: bool) -> None:
    """Write an encrypted backup of the store to FILE. By an administrator.

    The store stays in use meanwhile. The backup opens with the passphrases of the day on which it was made.
    """
    from ce_tui.session.jobs.target import write_backup

    with output_refusals():
        check_target(Path(file), own_files_here(), replace=force)  # before the passphrase is asked
        with signed_in(operator) as casebook, while_it_takes("Making the backup."):
            made = write_backup(casebook, Path(file), own_files_here(), replace=force)
    say(
        f"The backup is in {shown(file)}: {made.size:,} bytes, {made.entries:,} entries of the log. It opens with the "
        "passphrases of today. Keep it away from this machine."
    )


@store.command()
@click.argument("file", type=FILE)
@account_options
@click.option(
    "--take-over",
    is_flag=True,
    help="Also where the anchors know newer entries than the backup: those are lost.",
)
def restore(file: str, operator: Operator, take_over: bool) -> None:
    """Restore the backup FILE into an empty CE_TUI_HOME.

    The folder must not exist yet or be empty. It takes the name and passphrase of an administrator of the day on which
    the backup was made. Where the anchors know newer entries the hub may still be in use: for a drill, name other
    anchors in another configuration.
    """
    from ce_tui.core.vault.casebook.backups import check_restore_folder, read_beginning

    one_standard_input(file, operator.passphrase_file)
    opening = store_opening()
    with nullcontext(sys.stdin.buffer) if file == "-" else opened_input(file) as source:
        check_restore_folder(opening.home, take_over=take_over)
        begun = read_beginning(source, take_over=take_over)
        typed = operator.passphrase(" at the time")
        with while_it_takes("Restoring the backup."):
            told = opening.restore(begun, operator.name, typed)
    say_on_stderr(*told)
    say(f"The store is restored in {shown(opening.home)}, and was found whole.")


@store.command()
@account_options
@reason_options("It is logged and told to everyone: name nobody in it. Asked for if left out.", needed=True)
def accept_older(reason: str, operator: Operator) -> None:
    """Go on with an older copy of the store, put back on purpose. By an administrator.

    For a store that lets nobody in because its anchors, which lie elsewhere, know of a later day: a machine that was
    set back to its snapshot, for example. What was done since is lost. Where accounts were changed since, all others
    are suspended until you resume them.
    """
    opening = store_opening()
    opening.refuse()
    typed = operator.passphrase()
    with while_it_takes(UNLOCKING):
        told = opening.accept_older(operator.name, typed, reason)
    say_on_stderr(*told)
    say("The older copy is accepted.")
