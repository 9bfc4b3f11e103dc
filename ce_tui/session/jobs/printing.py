"""A referral, or its annex alone, leaves on paper: on the machine's default printer, unencrypted, without a file."""

from __future__ import annotations

from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.core.vault.errors import VaultError
from ce_tui.session import exporting
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.rendering import pdf_of, what_to_do_pdf
from ce_tui.session.words.sharing import NOT_LOGGED

NO_PRINTER = "There is no printing on this machine: the program lp is missing. Export the PDF instead."
"""What is said where it is asked for all the same."""
_STAND_BY = "Print {what} on this machine's default printer? Stand by it: whoever takes the paper reads it."
_WHAT: dict[Document, str] = {
    "sent": "the referral",
    "sent with annex": "the referral with the pages for you",
    "annex": "what to do now",
}
_LOGGED: dict[Document, str] = {
    "sent": "print",
    "sent with annex": "print with annex",
    "annex": "print of the annex",
}


async def print_referral(asker: Asker, exporter: Exporter) -> str:
    """Print it, logged before the printer has it. What is left to say."""
    return await _print(asker, exporter, exporter.sent)


async def print_what_to_do(asker: Asker, exporter: Exporter) -> str:
    """Print the annex by itself, as of now. What is left to say."""
    return await _print(asker, exporter, "annex")


async def _print(asker: Asker, exporter: Exporter, document: Document) -> str:
    if not exporting.printer():
        return NO_PRINTER
    if not await asker.confirm(_STAND_BY.format(what=_WHAT[document]), "Print it"):
        return ""
    if document == "annex":
        pdf = await what_to_do_pdf(asker, exporter)
    else:
        pdf = await pdf_of(asker, exporter, document)
    if pdf is None:
        return ""
    casebook, title = exporter.draft.casebook, exporter.file_name(document=document)
    try:
        casebook.referrals.note_export(exporter.draft.screening.ref, _LOGGED[document])
    except VaultError as error:
        return f"Not printed. {error.words}"
    if refused := await asker.wait("Printing.", lambda: exporting.print_pdf(pdf, title)):
        return refused
    return f"{NOT_LOGGED} Sent to the printer." if casebook.read_only else "Sent to the printer."
