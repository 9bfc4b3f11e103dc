"""The empty form of an area, to print and fill in by hand, written where one says. It holds nothing of any case."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.target import ask_for_target
from ce_tui.lines.reading.contacts import ask_area
from ce_tui.session.exporting import export_folder


def write_empty_form(state: State, pathway: Pathway) -> None:
    """Ask for the area and the file, render, write, and say where it is. Raises Said: "back" writes nothing."""
    from ce_tui.core.referral.content.blank import blank

    area = ask_area(state, "The empty form of which area?")
    if not area:
        state.say("Nothing was written.")
        return
    proposed = export_folder(state.config.referral.folder, state.own_files) / f"ce-empty-form-{area}.pdf"
    path, replace = ask_for_target(state, proposed)
    form = blank(area, pathway, marking=f"{state.config.referral.marking} when completed")
    try:
        pdf = state.patiently("Making the form.", lambda: state.renderer.render(form))
        write_private(path, pdf, state.own_files, replace=replace)
    except (PdfUnavailable, RenderFailed, NotWritten) as error:
        state.say(error.words)
        return
    state.say(
        f"Written: {path}. Only you can read the file. It is not encrypted: it holds nothing of any case."
    )
