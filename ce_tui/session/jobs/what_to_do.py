"""What to do now, by itself: the steps and the numbers for the referrer, as a file or on paper."""

from __future__ import annotations

from ce_tui.core.pathway.words import with_small
from ce_tui.core.referral.content.annex import TITLE
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.words.choice import Choice
from ce_tui.core.words.still_to_do import STILL_TO_DO
from ce_tui.files.shown import shown
from ce_tui.session import exporting
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.leaving import NOTHING, unlogged, where, write
from ce_tui.session.jobs.printing import print_what_to_do
from ce_tui.session.jobs.rendering import what_to_do_pdf
from ce_tui.session.station import Station

_QUESTION = f"{TITLE}: the steps and numbers for you, by themselves. They hold the reference, and no name."


async def take_what_to_do(asker: Asker, station: Station, exporter: Exporter) -> str:
    """Ask how it is wanted, then show, write or print it. What is left to say."""
    ways = [
        Choice("show", f"Read it here: {with_small(STILL_TO_DO)}"),
        Choice("pdf", "Save it as a PDF"),
        Choice("txt", "Save it as plain text"),
    ]
    if exporting.printer():
        ways.append(Choice("print", "Print it"))
    way = await asker.choose(_QUESTION, ways, safe="show")
    if not way:
        return NOTHING
    if way == "show":
        exporter.to_do.ask()
        return ""
    if way == "print":
        return await print_what_to_do(asker, exporter)
    target = await where(asker, station, exporter, way, "annex")
    if target is None:
        return NOTHING
    if way == "pdf":
        content = await what_to_do_pdf(asker, exporter)
    else:
        content = as_text(exporter.what_to_do()).encode("utf-8")
    if content is None:
        return ""
    how = "annex as pdf" if way == "pdf" else "annex as text"
    referrals, ref = exporter.draft.casebook.referrals, exporter.draft.screening.ref
    if refused := write(station, target, content, lambda: referrals.note_export(ref, how)):
        return refused
    return unlogged(
        exporter, f"Written: {TITLE.lower()} is {shown(target.path)}. It is not encrypted: it holds no name."
    )
