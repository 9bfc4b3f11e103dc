"""How a referral leaves: as a PDF, closed with a passphrase unless that is switched off; as plain text; on paper.

So does its annex by itself. A file and its entry in the log are made both or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.pathway.words import with_small
from ce_tui.core.referral.content.annex import TITLE
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.referral.pdf.protect import new_password
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.core.words.still_to_do import STILL_TO_DO, Written
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.files.shown import shown
from ce_tui.session import exporting
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import DrawnFrom, Exporter, export_folder
from ce_tui.session.jobs.passphrase import show_passphrase
from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.station import Station
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.session.words.sharing import NOT_LOGGED

NO_PRINTER = "There is no printing on this machine: the program lp is missing. Export the PDF instead."
"""What is said where it is asked for all the same."""
_NOTHING = "Nothing was exported."
_WHERE = "Where should the file be? Its name carries the reference, never a name."
_CALLED = (
    "What should the file be called? It goes into your own folder for exports. Its name carries the reference, never a "
    "name."
)
_NAMES_THE_CHILD = "This file name holds the child's name. Many see a file's name: use the reference."
_STAND_BY = "Print {what} on this machine's default printer? Stand by it: whoever takes the paper reads it."
_PRINTED: dict[Document, str] = {
    "sent": "the referral",
    "sent with annex": "the referral with the pages for you",
    "annex": "what to do now",
}
_QUESTION = f"{TITLE}: the steps and numbers for you, by themselves. They hold the reference, and no name."


async def export_pdf(asker: Asker, station: Station, exporter: Exporter, *, protect: bool) -> str:
    """Write the PDF, and show its passphrase until that is confirmed. What is left to say.

    `protect`: it is closed with a passphrase, which is made here.
    """
    target = await _where(asker, station, exporter, "pdf")
    if target is None:
        return _NOTHING
    drawn = await _drawn(asker, exporter, *exporter.exported)
    if drawn is None:
        return ""
    passphrase, content = "", drawn.pdf
    if protect:
        renderer, open_pdf = station.renderer(), content

        def close() -> tuple[str, bytes]:
            passphrase = new_password()
            return passphrase, renderer.encrypt(open_pdf, passphrase)

        try:
            passphrase, content = await asker.wait("Closing the PDF.", close)
        except (PdfUnavailable, RenderFailed) as error:
            await asker.tell(error.words)
            return ""
    draft, file = exporter.draft, str(target.path)
    unconfirmed = Unconfirmed(draft.casebook, draft.screening.ref)

    def record() -> None:
        exporter.record(drawn)
        if passphrase:
            unconfirmed.add(file, passphrase)

    if refused := _write(station, target, content, record):
        return refused
    exporter.to_do.after(Written("pdf", file, passphrase=bool(passphrase)))
    exported = "Exported" if draft.screening.state == "completed" else "Exported, marked as a draft"
    if not passphrase:
        return _unlogged(exporter, f"{exported}: the PDF is {shown(file)}.")
    return await show_passphrase(asker, unconfirmed, file, _unlogged(exporter, f"{exported}."))


async def export_text(asker: Asker, station: Station, exporter: Exporter) -> str:
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
    exporter.to_do.after(Written("text", str(target.path)))
    return _unlogged(
        exporter,
        f"Exported: the text is {shown(target.path)}. It is not encrypted: whoever has the file can read it.",
    )


async def take_what_to_do(asker: Asker, station: Station, exporter: Exporter) -> str:
    """Ask how the annex is wanted by itself, then show, write or print it. What is left to say."""
    ways = [
        Choice("show", f"Read it here: {with_small(STILL_TO_DO)}"),
        Choice("pdf", "Save it as a PDF"),
        Choice("txt", "Save it as plain text"),
    ]
    if exporting.printer():
        ways.append(Choice("print", "Print it"))
    way = await asker.choose(_QUESTION, ways, safe="show")
    if not way:
        return _NOTHING
    if way == "show":
        exporter.to_do.ask()
        return ""
    if way == "print":
        return await print_referral(asker, exporter, annex_alone=True)
    target = await _where(asker, station, exporter, way, "annex")
    if target is None:
        return _NOTHING
    if way == "pdf":
        content = await _what_to_do_drawn(asker, exporter)
    else:
        content = as_text(exporter.what_to_do()).encode("utf-8")
    if content is None:
        return ""
    how = "annex as pdf" if way == "pdf" else "annex as text"
    if refused := _write(station, target, content, lambda: exporter.note(how)):
        return refused
    return _unlogged(
        exporter, f"Written: {TITLE.lower()} is {shown(target.path)}. It is not encrypted: it holds no name."
    )


async def print_referral(asker: Asker, exporter: Exporter, *, annex_alone: bool = False) -> str:
    """Print it on the machine's default printer, unencrypted, without a file. What is left to say.

    It is logged before the printer has it. `annex_alone`: what to do now, by itself.
    """
    document: Document = "annex" if annex_alone else exporter.sent
    if not exporting.printer():
        return NO_PRINTER
    if not await asker.confirm(_STAND_BY.format(what=_PRINTED[document]), "Print it"):
        return ""
    if annex_alone:
        pdf = await _what_to_do_drawn(asker, exporter)
    else:
        drawn = await _drawn(asker, exporter, document)
        pdf = None if drawn is None else drawn.pdf
    if pdf is None:
        return ""
    title = exporter.file_name(document=document)
    try:
        exporter.note("print of the annex" if annex_alone else "print", document)
    except VaultError as error:
        return f"Not printed. {error.words}"
    if refused := await asker.wait("Printing.", lambda: exporting.print_pdf(pdf, title)):
        return refused
    return _unlogged(exporter, "Sent to the printer.")


async def _where(
    asker: Asker, station: Station, exporter: Exporter, ending: str, document: Document = "sent"
) -> Target | None:
    """Where the file is to be. None: cancelled."""
    folder = export_folder(station.outlet)
    return await ask_for_target(
        asker,
        station,
        _WHERE if station.outlet.folder is None else _CALLED,
        folder / exporter.file_name(ending, document),
        lambda path: _NAMES_THE_CHILD if exporter.names_the_child(path) else "",
    )


async def _drawn(asker: Asker, exporter: Exporter, *documents: Document) -> DrawnFrom | None:
    """What leaves, first, and what is kept with it: of a kept revision what is kept is sent, and nothing is new.

    None where there is none, which has been told.
    """
    try:
        if (kept := exporter.kept(documents[0])) is not None:
            return DrawnFrom({documents[0]: kept}, exporter.key)
        return await asker.wait("Making the PDF.", exporter.to_draw(*documents))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None


async def _what_to_do_drawn(asker: Asker, exporter: Exporter) -> bytes | None:
    """The annex by itself, as of now, whatever is kept; None where there is none, which has been told."""
    try:
        written = exporter.what_to_do()
        return await asker.wait("Making the PDF.", lambda: exporter.draw_now(written))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None


def _write(station: Station, target: Target, content: bytes, record: Callable[[], None]) -> str:
    """Write the file and record it, both or neither. Empty: it stands; else why not."""
    try:
        write_private(target.path, content, station.outlet, replace=target.replace, before=record)
    except (NotWritten, VaultError) as error:
        return f"Not exported. {error.words}"
    return ""


def _unlogged(exporter: Exporter, words: str) -> str:
    """The words, after those that say that it is not logged, where it is not."""
    return f"{NOT_LOGGED} {words}" if exporter.draft.casebook.read_only else words
