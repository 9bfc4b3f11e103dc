"""Completing and reopening a screening, settling conflicts in it, and its exports: files, prints, passphrases."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.pathway.answers.danger import QUESTIONS
from ce_tui.core.pathway.dates import say_time
from ce_tui.core.pathway.document.document import Factor, tier_titles
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.indication import is_lower, is_tier_open, not_looked_at
from ce_tui.core.pathway.words import MARK_WORDS, Choice, ended, joined, with_capital, with_small
from ce_tui.core.referral.content.content import ANNEX
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.core.vault.errors import TakenOver, VaultError
from ce_tui.core.vault.keys.passphrases import new_password
from ce_tui.core.words.outcomes import HYPHENS
from ce_tui.core.words.still_to_do import STILL_TO_DO, ReferralLeft
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.files.shown import shown
from ce_tui.session import exporting
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft, change
from ce_tui.session.exporting import DrawnPdfs, Exporter, export_folder
from ce_tui.session.jobs.answering import ask_now
from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.reviewing import UnconfirmedPassphrases, needed_first, to_ask_about
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.sections import what_is_completed
from ce_tui.session.words.sharing import NOT_LOGGED


async def complete(asker: Asker, draft: Draft, *, heard: bool = False, asks: bool = False) -> JobResult:
    """Complete a screening. What holds it up is said; what is only missing, or lower than the result, is asked about.

    `heard`: all that is missing was said just before, and is not said once more. `asks`: it asks in any case.
    """
    if not draft.editable:
        return JobResult(False, f"Not completed. {draft.why_closed}")
    if held := interview.can_complete(draft.answers, draft.pathway):
        why = f"Needed first, as was just said: {needed_first(draft)}." if heard else " ".join(held)
        return JobResult(False, f"Not completed. {why}")
    questions, outcome = [], draft.outcome  # each says what is completed (rule 6 of the design)
    stands = ended(what_is_completed(draft, reason=True))
    if is_lower(outcome.outcome, outcome.decision):
        questions.append(f"{stands} Complete it so?")
    if rows := to_ask_about(draft, heard=heard):
        questions.append("\n".join(rows) + " Complete it all the same?")
    if asks and not questions:
        questions.append(f"{stands} Complete it?")
    for question in questions:
        if not await asker.confirm(question, "Complete it"):
            return JobResult(False)
    try:
        draft.complete()
    except VaultError as error:
        return JobResult(False, f"Not completed. {error.words}")
    open_ = [QUESTIONS[name].whether for name in draft.outcome.not_answered]
    said = [
        f"Completed as revision {draft.screening.revision}.",
        ended(what_is_completed(draft, reason=True)),
        f"Not answered: {'; '.join(open_)}." if open_ else "",
        "It is not changed any more.",
    ]
    return JobResult(True, " ".join(filter(None, said)))


async def reopen(asker: Asker, draft: Draft) -> JobResult:
    """Make a completed screening the draft of its next revision, after a question."""
    done = draft.screening.revision
    question = f"Revision {done} stays as it was completed. Reopen it as the draft of revision {done + 1}?"
    if not await asker.confirm(question, "Reopen it"):
        return JobResult(False)
    try:
        draft.reopen()
    except VaultError as error:
        return JobResult(False, f"Not reopened. {error.words}")
    return JobResult(True, f"Reopened: this is the draft of revision {draft.screening.revision}.")


_NOT = "unmarked"


async def mark_cited(asker: Asker, draft: Draft) -> JobResult:
    """Ask how to mark each factor that the notes cite and nobody marked, and mark it.

    Each is marked as it is answered; who goes back comes to the one before, from the
    first one out of them; who cancels one is asked of no more. Then what the marks make matter is asked.
    Not done: nothing was marked.
    """
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    pathway, before, cited = draft.pathway, draft.answers, draft.outcome.cited_unmarked
    open_ones = [
        pathway.factors[each] for each in cited if is_tier_open(pathway.tier(pathway.tier_of[each]), before)
    ]
    if cited and not open_ones:
        closed = "At a first meeting they cannot be marked. Start asks how well you know the child."
        return JobResult(False, closed)
    unseen = not_looked_at(before, pathway)
    at = 0
    while 0 <= at < len(open_ones):
        factor = open_ones[at]
        choices = [Choice(mark, with_capital(MARK_WORDS[mark])) for mark in factor.marks]
        chosen = await asker.choose(
            f"Your notes cite {factor.id}, which is not marked: {factor.text}. How is it to be marked?",
            [*choices, Choice(_NOT, "Leave it unmarked")],
            safe=draft.answers.marks.get(factor.id, _NOT),
        )
        if not chosen and not asker.left:
            break
        _take(draft, factor, chosen)
        at += -1 if not chosen and asker.left == "back" else 1
    marked = [factor.id for factor in open_ones if factor.id in draft.answers.marks]
    if not marked:
        return JobResult(False)
    await ask_now(asker, draft, before)
    tiers = [tier for tier in unseen if tier in {pathway.tier_of[each] for each in marked}]
    look = f" Not looked at besides: {tier_titles(tiers, pathway)}." if tiers else ""
    return JobResult(True, f"Marked: {joined(marked)}.{look}")


def _take(draft: Draft, factor: Factor, chosen: str) -> None:
    """Mark a factor, or take back its mark."""
    mark = "" if chosen == _NOT else chosen
    if mark or (chosen and factor.id in draft.answers.marks):
        change(draft, lambda answers: draft.replied(answers, f"marks.{factor.id}", mark))


async def settle_conflict(asker: Asker, draft: Draft) -> JobResult:
    """Keep both, take what was saved there, or leave it for later: nobody asks again unasked.

    Nothing is chosen beforehand: the question comes unasked, and a key meant for something else makes no screening.
    """
    conflict = draft.conflict
    if conflict is None:
        return JobResult(False)
    who, at = conflict.who, say_time(conflict.since)
    if isinstance(conflict, TakenOver):
        happened = f"{who} took this screening over at {at}. Nothing was overwritten."
        question = f"{happened} What you typed last is not saved yet."
        theirs = "Drop what I typed last, and read on what they write"
    else:
        happened = (
            f"{who} saved this screening at {at}, after you had opened it: perhaps on another terminal."
        )
        question = f"{happened} Nothing was overwritten. What you have here is not saved yet."
        theirs = "Go on with what was saved there, and drop what I changed here"
    ways = [
        Choice("both", "Keep both: mine becomes a screening of its own, with a new reference"),
        Choice("theirs", theirs),
        Choice("later", "Leave it for now: it stays on my screen, not saved"),
    ]
    chosen = await asker.choose(question, ways)
    drop = "What you typed here and was not saved is then gone for good. Drop it?"
    if chosen == "theirs" and not await asker.confirm(drop, "Drop it", "No, leave it on my screen"):
        chosen = "later"  # a key that was meant for the notes drops nothing
    try:
        if chosen == "both":
            kept = draft.keep_both()
            return JobResult(True, f"Yours is kept as {kept}. The other one stays as it was saved.")
        if chosen == "theirs":
            draft.reload()
            return JobResult(True, "This is what was saved there.")
    except VaultError as error:
        return JobResult(False, error.words)
    draft.put_off = True
    return JobResult(
        False,
        "Not saved: go to, then “Change it here”, asks again. When you leave the screening it is kept apart.",
    )


async def show_passphrase(
    asker: Asker, unconfirmed: UnconfirmedPassphrases, file: str, came_of_it: str = ""
) -> str:
    """Show the passphrase of a file. Confirmed, it is never shown again; else it waits in Review. What is left to say.

    `came_of_it`: what was just done. It is said first: a question can be left by a command that leads elsewhere.
    """
    found = unconfirmed.of(file)
    if found is None:
        return ""
    if unconfirmed.is_kept:
        stays = "It stays in Review until you confirm that you have it, and is then never shown again."
        waits = "Its passphrase stays in Review until you confirm it."
    else:
        stays = (
            "It is not kept, because the store is read-only: write it down now. Review shows it until you sign out, "
            "and nothing does after that."
        )
        waits = "Its passphrase is in Review only until you sign out: write it down."
    confirmed = await asker.confirm(
        f"{came_of_it} The PDF is {shown(found.file)}\n\n".lstrip()
        + f"Its passphrase, letter by letter as shown:\n\n    {found.passphrase}\n\n"
        f"{HYPHENS} Send it by another route than the file: read it out on the phone, for example. {stays}",
        "I have it: do not show it again",
        "Not yet: show it again in Review",
        hint=[
            f"The passphrase: {found.passphrase}",
            *(f"{word}: {' '.join(word)}" for word in found.passphrase.split("-")),
        ],
    )
    if not confirmed:
        return waits
    try:
        unconfirmed.confirm(found)
    except VaultError as error:
        return error.words
    if unconfirmed.of(file) is None:
        return ""
    return f"That file was made once more meanwhile: what you have does not open it. {waits}"


async def take_over(asker: Asker, draft: Draft) -> JobResult:
    """Take a screening over; if someone else's save came before words of ours, ask again about those."""
    if draft.conflict is not None:
        return await settle_conflict(asker, draft)
    if not draft.view_only:
        return JobResult(False, draft.why_closed or "You can change this screening here already.")
    try:
        draft.take_over()
    except VaultError as error:
        return JobResult(False, error.words)
    return JobResult(True, "From now on you can change it here.")


NO_PRINTER = "There is no printing on this machine: the program lp is missing. Export the PDF instead."
"""What is said where it is asked for all the same."""
_NOTHING = "Nothing was exported."
_PRINTED: dict[Document, str] = {
    "sent": "the referral",
    "sent with annex": "the referral with the pages for you",
    "annex": "what to do now",
}


async def export_pdf(asker: Asker, station: JobContext, exporter: Exporter, *, protect: bool) -> str:
    """Write the PDF, and show its passphrase until that is confirmed. What is left to say.

    `protect`: it is closed with a passphrase, which is made here.
    """
    target = await _where(asker, station, exporter, "pdf")
    if target is None:
        return _NOTHING
    drawn = await _drawn(asker, exporter, *exporter.exported)
    if drawn is None:
        return ""
    passphrase = new_password() if protect else ""
    content = drawn.pdf
    if protect:
        renderer = station.renderer()
        try:
            content = await asker.wait("Closing the PDF.", lambda: renderer.encrypt(drawn.pdf, passphrase))
        except (PdfUnavailable, RenderFailed) as error:
            await asker.tell(error.words)
            return ""
    draft, file = exporter.draft, str(target.path)
    unconfirmed = UnconfirmedPassphrases(draft.casebook, draft.screening.ref)

    def record() -> None:
        exporter.record(drawn)
        if passphrase:
            unconfirmed.add(file, passphrase)

    if refused := _write(station, target, content, record):
        return refused
    exporter.show_to_do(ReferralLeft("pdf", file, passphrase=bool(passphrase)))
    exported = "Exported" if draft.screening.state == "completed" else "Exported, marked as a draft"
    if not passphrase:
        return _unlogged(exporter, f"{exported}: the PDF is {shown(file)}.")
    return await show_passphrase(asker, unconfirmed, file, _unlogged(exporter, f"{exported}."))


async def export_text(asker: Asker, station: JobContext, exporter: Exporter) -> str:
    """Write the plain text, which no passphrase can protect. What is left to say."""
    target = await _where(asker, station, exporter, "txt")
    if target is None:
        return _NOTHING
    try:
        content = exporter.text().encode("utf-8")
    except VaultError as error:
        return f"Not exported. {error.words}"
    if refused := _write(station, target, content, exporter.record):
        return refused
    exporter.show_to_do(ReferralLeft("text", str(target.path)))
    return _unlogged(
        exporter,
        f"Exported: the text is {shown(target.path)}. It is not encrypted: whoever has the file can read it.",
    )


async def take_what_to_do(asker: Asker, station: JobContext, exporter: Exporter) -> str:
    """Ask how the annex is wanted by itself, then show, write or print it. What is left to say."""
    ways = [
        Choice("show", f"Read it here: {with_small(STILL_TO_DO)}"),
        Choice("pdf", "Save it as a PDF"),
        Choice("txt", "Save it as plain text"),
    ]
    if exporting.printer():
        ways.append(Choice("print", "Print it"))
    question = f"{ANNEX}: the steps and numbers for you, by themselves. They hold the reference, and no name."
    way = await asker.choose(question, ways, safe="show")
    if not way:
        return _NOTHING
    if way == "show":
        exporter.show_to_do()
        return ""
    if way == "print":
        return await print_referral(asker, exporter, annex_alone=True)
    target = await _where(asker, station, exporter, way, "annex")
    if target is None:
        return _NOTHING
    if way == "pdf":
        drawn = await _drawn(asker, exporter, "annex")
        if drawn is None:
            return ""
        how, content = "annex as pdf", drawn.pdf
    else:
        how, content = "annex as text", as_text(exporter.what_to_do()).encode("utf-8")
    if refused := _write(station, target, content, lambda: exporter.note(how)):
        return refused
    return _unlogged(
        exporter, f"Written: {ANNEX.lower()} is {shown(target.path)}. It is not encrypted: it holds no name."
    )


async def print_referral(asker: Asker, exporter: Exporter, *, annex_alone: bool = False) -> str:
    """Print a document on the machine's default printer, unencrypted, without a file. What is left to say.

    It is logged before the printer has it. `annex_alone`: what to do now, by itself.
    """
    document: Document = "annex" if annex_alone else exporter.sent
    if not exporting.printer():
        return NO_PRINTER
    stand_by = "Stand by it: whoever takes the paper reads it."
    question = f"Print {_PRINTED[document]} on this machine's default printer? {stand_by}"
    if not await asker.confirm(question, "Print it"):
        return ""
    drawn = await _drawn(asker, exporter, document)
    if drawn is None:
        return ""
    title = exporter.file_name(document=document)
    try:
        exporter.note("print of the annex" if annex_alone else "print", document)
    except VaultError as error:
        return f"Not printed. {error.words}"
    if refused := await asker.wait("Printing.", lambda: exporting.print_pdf(drawn.pdf, title)):
        return refused
    return _unlogged(exporter, "Sent to the printer.")


async def _where(
    asker: Asker, station: JobContext, exporter: Exporter, ending: str, document: Document = "sent"
) -> Target | None:
    """Where the file is to be. None: cancelled."""
    outlet = station.outlet
    refused = "This file name holds the child's name. Many see a file's name: use the reference."
    asked = "What should the file be called? It goes into your own folder for exports."
    if outlet.folder is None:
        asked = "Where should the file be?"
    return await ask_for_target(
        asker,
        outlet,
        f"{asked} Its name carries the reference, never a name.",
        export_folder(outlet) / exporter.file_name(ending, document),
        lambda path: refused if exporter.names_the_child(path) else "",
    )


async def _drawn(asker: Asker, exporter: Exporter, *documents: Document) -> DrawnPdfs | None:
    """The PDF that leaves, first, and those kept with it. Of a kept revision the kept one is sent, and nothing is new.

    The annex alone is that of now, whatever is kept. None where there is none, which has been told.
    """
    try:
        if documents != ("annex",) and (kept := exporter.kept(documents[0])) is not None:
            return DrawnPdfs({documents[0]: kept}, exporter.key)
        return await asker.wait("Making the PDF.", exporter.to_draw(*documents))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None


def _write(station: JobContext, target: Target, content: bytes, record: Callable[[], None]) -> str:
    """Write the file and record it, both or neither. Empty: it stands; else why not."""
    try:
        write_private(target.path, content, station.outlet, replace=target.replace, before=record)
    except (NotWritten, VaultError) as error:
        return f"Not exported. {error.words}"
    return ""


def _unlogged(exporter: Exporter, words: str) -> str:
    """The words, after a notice if a read-only store does not log the export."""
    return f"{NOT_LOGGED} {words}" if exporter.draft.casebook.read_only else words
