"""A referral leaves on paper: on the machine's default printer, unencrypted, without a file."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.session import exporting
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.rendering import pdf_of
from ce_tui.session.station import Station
from ce_tui.session.words.sharing import NOT_LOGGED

_MADE_UP = "In the walk nothing is printed: it is all made up."
_NO_PRINTER = "There is no printing on this machine: the program lp is missing. Export the PDF instead."
_STAND_BY = (
    "Print the referral on this machine's default printer? Stand by it: whoever takes the paper reads it."
)


async def print_referral(asker: Asker, station: Station, exporter: Exporter) -> str:
    """Print it, logged before the printer has it. What is left to say."""
    if station.no_files:
        return _MADE_UP
    if not exporting.printer():
        return _NO_PRINTER
    if not await asker.confirm(_STAND_BY, "Print it"):
        return ""
    pdf = await pdf_of(asker, exporter)
    if pdf is None:
        return ""
    casebook, title = exporter.draft.casebook, exporter.file_name()
    try:
        casebook.referrals.note_export(exporter.draft.screening.ref, "print")
    except VaultError as error:
        return f"Not printed. {error.words}"
    if refused := await asker.wait("Printing.", lambda: exporting.print_pdf(pdf, title)):
        return refused
    return f"{NOT_LOGGED} Sent to the printer." if casebook.read_only else "Sent to the printer."
