"""Commands over screenings: those in the store, as the signed-in account may, and those in files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.files import (
    ReferralGoal,
    in_pathway,
    one_standard_input,
    output_file,
    read_first_line,
    read_input,
)
from ce_tui.cli.options import (
    FILE,
    LOCALITY,
    Operator,
    account_options,
    at_option,
    current_pathway,
    for_a_reason,
    force_option,
    json_option,
    operator_of,
    optional_account_options,
    output_option,
    reason_options,
    referral_options,
    session_of,
)
from ce_tui.cli.running import say, say_found, say_json, say_on_stderr, table, while_it_takes
from ce_tui.core.pathway.answers.answers import dump, read_answers
from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.outcome.comparison import EarlierAction, ScreenedAnswers, compare, comparison_json
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.shape import Fault, InputInvalid
from ce_tui.core.pathway.words import MISSING_WORDS, NOT_FILLED_IN_WORDS, counted
from ce_tui.core.referral.content.blank import blank as empty_form
from ce_tui.core.referral.content.content import ReferralContext, as_text_sent, referral, with_annex
from ce_tui.core.referral.content.shapes import Referral, as_text
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.keys.passphrases import new_password, too_long_for_some
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.actions import earlier_action
from ce_tui.core.words.comparison import (
    between_words,
    cannot_be_compared,
    change_groups,
    remarks,
    then_and_now,
)
from ce_tui.core.words.outcomes import HYPHENS, REFUSED_BY_SOME
from ce_tui.core.words.plain import NAMES, REFERENCES, hidden_words, listed_child
from ce_tui.core.words.still_to_do import STILL_TO_DO, ReferralLeft, numbered, still_to_do
from ce_tui.exit_codes import Misuse
from ce_tui.files.shown import has_no_ending, other_than_pdf_or_text, shown
from ce_tui.session.exporting import Exporter
from ce_tui.session.home_list import danger_words, dangers
from ce_tui.session.words.sharing import unsaved_words
from ce_tui.settings.config import load_config
from ce_tui.settings.preferences import children_by

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.pathway.answers.screening import Answers
    from ce_tui.core.pathway.document.document import EditionNames
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.session.draft import Draft
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
def import_(files: tuple[str, ...], operator: Operator, as_json: bool) -> None:
    """Make drafts of the answers in FILES: of all or of none.

    In each is an object or an array; it may be -. Prints one reference a line.
    """
    one_standard_input(*files, operator.passphrase_file)
    contents = [(file, read_input(file)) for file in files]
    with session_of(operator) as session:
        editions = session.pathways
        many = _read_all(contents, editions)
        with while_it_takes(f"Importing {counted(len(many), 'screening')}."):
            references = session.casebook.screenings.import_answers(many)
    say_found(as_json, references, references)
    used = dict.fromkeys(answers.pathway for answers in many)
    say_on_stderr(*filter(None, map(editions.changed, used)))


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
            say_on_stderr(*read.remarks)
        except InputInvalid as error:
            where = f"{file}: " if len(contents) > 1 else ""
            faults += [Fault(f"{where}{fault.where}", fault.what, fault.expected) for fault in error.faults]
    if faults:
        say_on_stderr(*editions.remarks)
        raise InputInvalid(faults)
    return many


@click.command("list")
@account_options
@click.option(
    "--names", is_flag=True, help="With the children's names, also where lists hide them. JSON has them."
)
@json_option
def list_(operator: Operator, names: bool, as_json: bool) -> None:
    """List the screenings that this account may see."""
    lists = load_config().lists
    with session_of(operator) as session:
        casebook, naming = session.casebook, session.pathways.naming
        found, marked = casebook.index.all(), casebook.deleting.marked_words()
        by = NAMES if names else children_by(casebook, lists.children)
        listed = [_for_programs(each, casebook.follow_ups.of(each)) for each in found] if as_json else []
    if marked:
        say_on_stderr(marked)
    if as_json:
        say_json(listed)
    elif not found:
        say("No screenings yet.")
    else:
        columns = [key for key in _COLUMNS if key != "child" or by != REFERENCES]
        rows = [_for_people(each, naming, by) for each in found]
        say(*table([tuple(columns), *(tuple(row[key] for key in columns) for row in rows)]))
        if by != NAMES:
            say_on_stderr(hidden_words("--names"))


def _for_programs(summary: Summary, due: Sequence[FollowUp]) -> dict[str, object]:
    listed = {key: dangers(summary) if key == "danger" else getattr(summary, key) for key in _LISTED}
    return listed | {"last_action": summary.followed.at, "next_due": due[0].by if due else ""}


def _for_people(summary: Summary, naming: EditionNames, by: str) -> dict[str, str]:
    """A row to be read: its tiers have the names that their edition gives them; as JSON they have the contract's."""
    row: dict[str, str] = {key: getattr(summary, key) for key in _LISTED}
    row["danger"] = danger_words(summary)
    row["set_aside"] = ", ".join(summary.set_aside)
    updated = datetime.fromisoformat(summary.updated)  # in UTC: as London's clock had it
    row["updated"] = f"{updated.astimezone(LONDON):%Y-%m-%d %H:%M}"
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
def show(ref: str, reason: str, operator: Operator, as_json: bool) -> None:
    """Show what was answered in the screening REF, and its result."""
    config = load_config()
    with session_of(operator) as session:
        now = datetime.now(LONDON)
        draft = for_a_reason(lambda why: session.read(ref, why, now), reason, operator)
        screening, outcome = draft.screening, draft.outcome
        left = session.casebook.words_left.of(screening.ref)
        # As JSON, too, it is refused if what was done is not as it was written.
        session.casebook.actions.of(screening.ref)
        made = None if as_json else Exporter(draft, Renderer, config.referral.marking).shown()
    _tell_not_compared(draft)
    how = "Open it in the app, or a line at a time, to take them into its notes or to dismiss them."
    say_on_stderr(*map(unsaved_words, left), *([how] if left else []))
    if made is None:
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
    else:
        say(as_text(made))


@click.command()
@click.argument("ref")
@output_option
@account_options
@reason_option
@referral_options
def export(ref: str, operator: Operator, reason: str, at: datetime, annex: bool, goal: ReferralGoal) -> None:
    """Make the referral of the screening REF.

    A draft is marked as one. An OUT that ends in .txt is plain text.
    """
    marking = load_config().referral.marking
    with session_of(operator) as session, Renderer() as renderer:
        draft = for_a_reason(lambda why: session.read(ref, why, at), reason, operator)
        exporter = Exporter(draft, lambda: renderer, marking, annex=annex)
        sent = exporter.as_text_sent() if goal.is_text else exporter.document(exporter.sent)
        if session.casebook.words_left.of(draft.screening.ref):
            say_on_stderr(
                "Beside this screening stand words that somebody could not save in it. They are not in the referral: "
                "'ce-tui show' has them."
            )
        _tell_not_compared(draft)
        exporter.show_to_do(_written(goal))
        to_do = exporter.to_do()
        _tell_missing(draft.outcome)  # before the passphrase, which is the last line
        _write(sent, goal, to_do, exporter)


def _tell_not_compared(draft: Draft) -> None:
    if draft.before.trouble:
        say_on_stderr(cannot_be_compared(draft.before.trouble))


@click.command("compare")
@click.argument("earlier", type=FILE)
@click.argument("later", type=FILE)
@optional_account_options
@reason_option
@json_option
def compare_(
    earlier: str, later: str, name: str | None, passphrase_file: str | None, reason: str, as_json: bool
) -> None:
    """Say what LATER marks otherwise than EARLIER.

    Each is a file of answers (one may be -), or a reference in the store. Two files need no account. Nothing is ever
    said to be better or over.
    """
    one_standard_input(earlier, later, passphrase_file)
    seen: list[ScreenedAnswers] = []
    done: EarlierAction | None = None
    with ExitStack() as opened:
        session: Session | None = None
        for given in (earlier, later):
            if not read_reference(given):
                read = _one_screening(given, load_config().pathways(), datetime.now(LONDON))
                seen.append(ScreenedAnswers(*read))
                continue
            if session is None:
                operator = operator_of(name, passphrase_file)
                session = opened.enter_context(session_of(operator))
            # That it was looked at is logged.
            screening = for_a_reason(partial(session.casebook.screenings.read, given), reason, operator)
            if not seen:
                recorded = for_a_reason(partial(session.casebook.actions.of, given), reason, operator)
                done = earlier_action(recorded)
            seen.append(ScreenedAnswers(screening.answers, session.pathways.of(screening)))
    then, now = seen
    found, pathway = replace(compare(then, now), done=done), now.pathway
    lines = [between_words(found), *then_and_now(found, pathway)]
    for title, factors in change_groups(found):
        lines += [f"{title}:", *(f"  {each.id} {words}" for each, words in factors)]
    say_found(as_json, comparison_json(found), [*lines, *remarks(found, pathway)])


@click.command()
@click.argument("file", type=FILE)
@output_option
@referral_options
def refer(file: str, at: datetime, annex: bool, goal: ReferralGoal) -> None:
    """Make the referral of the answers in FILE.

    FILE may be -. An OUT that ends in .txt is plain text.
    """
    config = load_config()
    one_standard_input(file, goal.password_file)
    answers, pathway = _one_screening(file, config.pathways(), at)
    outcome = evaluate(answers, pathway, at)
    # Answers given whole are no draft; where rule 4 lacks its narrative the referral says that it is one.
    made = referral(
        answers, outcome, pathway, ReferralContext(at=at, state="completed", marking=config.referral.marking)
    )
    if goal.is_text:
        made = as_text_sent(made, outcome, pathway, annex=annex)
    elif annex:
        made = with_annex(made, outcome, pathway)
    _tell_missing(outcome)  # before the passphrase, which is the last line
    _write(made, goal, still_to_do(answers, outcome, pathway, _written(goal)))


@click.command()
@click.argument("locality", type=LOCALITY)
@output_option
@force_option
def blank(locality: str, out: str, force: bool) -> None:
    """Write the empty form of LOCALITY, to be filled in by hand.

    It is a PDF, or plain text where OUT ends in .txt.
    """
    pathway = current_pathway()
    _write(empty_form(in_pathway(pathway, locality).id, pathway), ReferralGoal(out, force, open=True))


@click.command()
@click.argument("file", type=FILE)
@at_option
def evaluate_command(file: str, at: datetime) -> None:
    """Say what the answers in FILE indicate, and what to do.

    What to do is what their locality asks for. FILE may be -.
    """
    say_json(to_json(evaluate(*_one_screening(file, load_config().pathways(), at), at)))


def _written(goal: ReferralGoal) -> ReferralLeft:
    """How a referral stands there, for what is still to be done."""
    return ReferralLeft("text" if goal.is_text else "pdf", goal.out, not (goal.is_text or goal.open))


def _tell_missing(outcome: Outcome) -> None:
    """Say a line for each thing that is missing, then for each that was not filled in.

    Each begins with the name in the contract.
    """
    for name in outcome.missing:
        say_on_stderr(f"missing: {name}: {MISSING_WORDS[name]}")
    for name in outcome.not_filled_in:
        if name not in outcome.missing:
            say_on_stderr(f"not filled in: {name}: {NOT_FILLED_IN_WORDS[name]}")


def _one_screening(file: str, pathways: Pathways, at: datetime) -> tuple[Answers, Pathway]:
    """The answers of the one screening in FILE, and their pathway.

    No day in them is after today, or after `at` if that is later. Raises InputInvalid, Stop.
    """
    latest = max(datetime.now(LONDON), at).astimezone(LONDON).date()
    read = read_answers(read_input(file), pathways, latest)
    answers = as_from_file(read.one)
    say_on_stderr(*read.remarks)
    return answers, pathways.get(answers.pathway)


def _write(
    referral: Referral, target: ReferralGoal, to_do: Sequence[str] = (), exporter: Exporter | None = None
) -> None:
    """Write the referral; a passphrase that is made up is printed on standard error before the file stands.

    `to_do`: what is still to be done then, said before the passphrase, which is the last line. `exporter`: has the PDF
    drawn, and keeps and logs what leaves before the file stands; what it raises leaves no file. None: it is of no
    stored screening. Raises Stop, PdfUnavailable, RenderFailed.
    """
    from ce_tui.core.referral.pdf.pdf import encrypt  # loads pikepdf

    with output_file(target.out, target.force) as output:
        # A name says what is written under it: nobody could open a PDF called .docx.
        if wrong := other_than_pdf_or_text(target.out):
            raise Misuse(wrong)
        if has_no_ending(target.out):
            say_on_stderr(f"{shown(target.out)} is a PDF, though its name does not end in .pdf.")
        made_up, drawn = "", None
        if target.is_text:
            output.write(as_text(referral).encode("utf-8"))
        else:
            password = (
                None if target.password_file is None else read_first_line(target.password_file, "password")
            )
            with while_it_takes("Making the PDF."):
                if exporter is not None:
                    drawn = exporter.to_draw(*exporter.exported)()
                    pdf = drawn.pdf
                else:
                    with Renderer() as renderer:
                        pdf = renderer.render(referral)
            if characters := unprintable(as_text(referral)):
                say_on_stderr(
                    "Some characters cannot be printed, since no font at hand has them; the PDF names them instead: "
                    + " ".join(f"U+{ord(character):04X}" for character in characters)
                )
            if password and too_long_for_some(password):
                say_on_stderr(REFUSED_BY_SOME)
            made_up = "" if target.open or password else new_password()
            output.write(pdf if target.open else encrypt(pdf, password or made_up))
        if exporter is not None:
            exporter.record(drawn)
        if to_do:
            say_on_stderr(f"{STILL_TO_DO}:", *numbered(to_do))
        if made_up:
            say_on_stderr(
                "The PDF is encrypted. Its passphrase is shown only now; send it by another route than the file. "
                + HYPHENS
            )
            say_on_stderr(made_up)
