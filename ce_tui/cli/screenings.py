"""`ce-tui import|list|show|export`: screenings in the store, as the signed-in account may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.missing import tell_missing
from ce_tui.cli.options import (
    account_options,
    annex_option,
    at_option,
    force_option,
    json_option,
    output_option,
    password_options,
)
from ce_tui.cli.output import say, say_json, table, tell
from ce_tui.cli.patience import patiently
from ce_tui.cli.reasons import for_a_reason, reason_options
from ce_tui.cli.referral_file import sent, target, to_do, write
from ce_tui.cli.signing_in import session_of
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.answers.answers import dump, read_answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.outcome.comparison import Comparison, Screened
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.referral.content.annex import alone, with_annex
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.words.children import NAMES, REFERENCES, listed_child
from ce_tui.core.words.comparison import cannot_be_compared
from ce_tui.core.words.counting import counted
from ce_tui.session.before import Before
from ce_tui.session.home_list import danger_words, dangers
from ce_tui.session.to_do import still_due_of
from ce_tui.session.words.children import hidden_words
from ce_tui.session.words.left_words import IN_THE_APP, NOT_IN_IT, shown
from ce_tui.settings.config import load_config
from ce_tui.settings.preferences import children_by

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.pathway.answers.screening import Answers, Screening
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.pathway.document.tier_words import Naming
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.core.vault.casebook.referrals import Document
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session

_LISTED = (
    "ref", "state", "outcome", "decision", "acting_on", "locality", "screened_on", "updated", "owner", "child",
    "danger", "set_aside",
)  # fmt: skip
_COLUMNS = (
    "ref", "state", "acting_on", "danger", "outcome", "decision", "locality", "screened_on", "updated", "owner",
    "child", "set_aside",
)  # fmt: skip
"""To be read: the tier that is acted on leads, with why and with what was set aside (rules 3 and 14 of the design)."""

reason_option = reason_options(
    "A lead gives one to open another's screening; it is logged. Asked for if left out."
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@account_options
@json_option
def import_(files: tuple[str, ...], name: str, passphrase_file: str | None, as_json: bool) -> None:
    """Make drafts of the answers in FILES: of all or of none.

    In each is an object or an array; it may be -. Prints one reference a line.
    """
    one_standard_input(*files, passphrase_file)
    contents = [(file, read_input(file)) for file in files]
    with session_of(name, passphrase_file) as session:
        editions = session.pathways
        many = _read_all(contents, editions)
        with patiently(f"Importing {counted(len(many), 'screening')}."):
            references = session.casebook.screenings.import_answers(many)
    if as_json:
        say_json(references)
    else:
        say(*references)
    used = dict.fromkeys(answers.pathway for answers in many)
    tell(*filter(None, (editions.changed(id) for id in used)))


def _read_all(contents: list[tuple[str, bytes]], editions: Editions) -> list[Answers]:
    """The answers of all files, by the editions that new screenings are made with.

    Raises InputInvalid with every fault; `NoPathway` where the pathway in use cannot be used at all.
    """
    if editions.lacks_current:
        _ = editions.current  # raises, with the file's name
    faults: list[Fault] = []
    many: list[Answers] = []
    for file, content in contents:
        try:
            read = read_answers(content, editions, datetime.now(LONDON).date())
            many += read.answers
            tell(*read.remarks)
        except InputInvalid as error:
            where = f"{file}: " if len(contents) > 1 else ""
            faults += [Fault(f"{where}{fault.where}", fault.what, fault.expected) for fault in error.faults]
    if faults:
        tell(*editions.remarks)
        raise InputInvalid(faults)
    return many


@click.command("list")
@account_options
@click.option(
    "--names", is_flag=True, help="With the children's names, also where lists hide them. JSON has them."
)
@json_option
def list_(name: str, passphrase_file: str | None, names: bool, as_json: bool) -> None:
    """List the screenings that this account may see."""
    lists = load_config().lists
    with session_of(name, passphrase_file) as session:
        casebook, naming = session.casebook, session.pathways.naming
        found, marked = casebook.index.all(), casebook.deleting.marked_words()
        by = NAMES if names else children_by(casebook, lists.children)
        listed = [_for_programs(each, casebook.follow_ups.of(each)) for each in found] if as_json else []
    if marked:
        tell(marked)
    if as_json:
        say_json(listed)
    elif not found:
        say("No screenings yet.")
    else:
        columns = [key for key in _COLUMNS if key != "child" or by != REFERENCES]
        rows = [_for_people(each, naming, by) for each in found]
        say(*table([tuple(columns), *(tuple(row[key] for key in columns) for row in rows)]))
        if by != NAMES:
            tell(hidden_words("--names"))


def _for_programs(summary: Summary, due: Sequence[FollowUp]) -> dict[str, object]:
    listed = {key: dangers(summary) if key == "danger" else getattr(summary, key) for key in _LISTED}
    return listed | {"last_action": summary.followed.at, "next_due": due[0].by if due else ""}


def _for_people(summary: Summary, naming: Naming, by: str) -> dict[str, str]:
    """A row to be read: its tiers have the names that their edition gives them; as JSON they have the contract's."""
    row: dict[str, str] = {key: getattr(summary, key) for key in _LISTED}
    row["danger"] = danger_words(summary)
    row["set_aside"] = ", ".join(summary.set_aside)
    row["updated"] = _local(summary.updated)
    row["child"] = listed_child(summary.child, by) if summary.child else ""
    for key in ("outcome", "decision", "acting_on"):
        if row[key] != "none":
            row[key] = naming.tier(row[key], summary.pathway).lower()
    return row


@click.command()
@click.argument("ref")
@account_options
@reason_option
@json_option
def show(ref: str, name: str, passphrase_file: str | None, reason: str, as_json: bool) -> None:
    """Show what was answered in the screening REF, and its result."""
    config = load_config()
    with session_of(name, passphrase_file) as session:
        casebook = session.casebook
        screening = _open(casebook, ref, reason, may_ask=passphrase_file is None)
        pathway = session.pathways.of(screening)
        left = casebook.words_left.of(screening.ref)
        recorded = tuple(casebook.actions.of(screening.ref, reason))
        comparison = None if as_json else _comparison(_before(session, screening), screening, pathway)
    at = datetime.now(LONDON)
    tell(*map(shown, left), *([IN_THE_APP] if left else []))
    outcome = evaluate(screening.answers, pathway, at)
    if as_json:
        say_json(
            {
                "ref": screening.ref,
                "revision": screening.revision,
                "state": screening.state,
                "owner": screening.owner,
                "answers": dump(screening.answers),
                "outcome": to_json(outcome),
            }
        )
        return

    imprint = replace(
        _imprint(screening, at, config.referral.marking), recorded=recorded, comparison=comparison
    )
    made = referral(screening.answers, outcome, pathway, imprint)
    say(as_text(with_annex(made, still_due_of(screening.answers, outcome, pathway, recorded), pathway)))


@click.command()
@click.argument("ref")
@output_option
@account_options
@reason_option
@at_option
@password_options
@annex_option
@force_option
def export(
    ref: str,
    out: str,
    name: str,
    passphrase_file: str | None,
    reason: str,
    at: datetime,
    password_file: str | None,
    no_password: bool,
    annex: bool,
    force: bool,
) -> None:
    """Make the referral of the screening REF.

    A draft is marked as one. An OUT that ends in .txt is plain text.
    """
    config = load_config()
    goal = target(config.referral, out, force, password_file, no_password)
    with session_of(name, passphrase_file) as session:
        casebook = session.casebook
        screening = _open(casebook, ref, reason, may_ask=passphrase_file is None)
        pathway = session.pathways.of(screening)
        outcome = evaluate(screening.answers, pathway, at)
        head = casebook.referrals.audit_head(screening.ref, screening.revision)
        if casebook.words_left.of(screening.ref):
            tell(NOT_IN_IT)
        recorded = tuple(casebook.actions.of(screening.ref))
        before = _before(session, screening)
        imprint = replace(
            _imprint(screening, at, config.referral.marking, head),
            recorded=recorded,
            comparison=_comparison(before, screening, pathway),
        )
        made = referral(screening.answers, outcome, pathway, imprint)

        documents: tuple[Document, ...] = ("sent with annex",) if annex else ("sent", "annex")

        def keep(pdfs: Sequence[bytes]) -> None:
            for document, pdf in zip(documents, pdfs, strict=False):  # of a text file nothing is kept
                casebook.referrals.keep(screening, pdf, document, len(recorded), before.key)
            how = "pdf" if pdfs else "text"
            casebook.referrals.note_export(screening.ref, f"{how} with annex" if annex else how)

        due = still_due_of(screening.answers, outcome, pathway, recorded)
        beside = () if annex else (alone(made, due, pathway),)
        lines = to_do(goal, screening.answers, outcome, pathway, recorded)
        tell_missing(outcome)  # before the passphrase, which is the last line
        write(sent(made, goal, due, pathway, annex=annex), goal, keep, beside, lines)


def _local(moment: str) -> str:
    """A time of the store, which is UTC, as London's clock had it."""
    return f"{datetime.fromisoformat(moment).astimezone(LONDON):%Y-%m-%d %H:%M}"


def _imprint(screening: Screening, at: datetime, marking: str, audit_head: str = "") -> Imprint:
    return Imprint(
        at=at,
        known=screening.updated,
        ref=screening.ref,
        revision=screening.revision,
        state=screening.state,
        audit_head=audit_head,
        marking=marking,
    )


def _before(session: Session, screening: Screening) -> Before:
    return Before(session.casebook, screening.ref, session.pathways.of_earlier)


def _comparison(before: Before, screening: Screening, pathway: Pathway) -> Comparison | None:
    """With the screening before of the same child, where there is one; that it cannot be read is said."""
    found = before.compared_with(Screened(screening.answers, pathway))
    if before.trouble:
        tell(cannot_be_compared(before.trouble))
    return found


def _open(casebook: Casebook, ref: str, reason: str, may_ask: bool) -> Screening:
    """Open a screening; where a lead must give a reason and has not, ask for it if that is allowed."""
    return for_a_reason(lambda why: casebook.screenings.read(ref, why), reason, may_ask=may_ask)
