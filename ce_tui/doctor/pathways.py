"""The configured pathways: whether they can be used, and whether one changed since the store first used it."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.pathway.document.editions import edition_digest
from ce_tui.core.pathway.document.pathways import LINKS
from ce_tui.core.vault.casebook.records import read_note
from ce_tui.core.vault.folder.home import Home
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.settings.config import Config, ConfigInvalid, home, load_config

_NEW_ID = (
    "Give the changed file a new id. Until then new screenings go on with the words that this id was first used with; "
    "contacts and links are the new ones. What was screened before keeps its words in any case."
)
_MEND = "ce-tui pathway check FILE lists its faults with their places. What was screened with it before stays readable"


def pathways() -> Findings:
    """Each file that cannot be used, or whose words are other ones than those that its id was first used with.

    What the id was first used with stands in a note beside the store; without the store's key no more can be known.
    """
    try:
        config = load_config()
    except ConfigInvalid:
        return  # said with the configuration
    place = Home(home())
    note = read_note(place.pathways)
    for each in config.readable_pathways().unsound:
        if each.file == LINKS:
            yield Finding("wrong", each.words, "Mend the configuration.")
            continue
        goes_on = ", and new screenings go on with it as it was" if each.id in note.pathways else ""
        yield Finding(
            "wrong", f"A pathway of the configuration cannot be used. {each.words}", f"{_MEND}{goes_on}."
        )
    yield from _changed(config, {id: used.edition for id, used in note.pathways.items()})
    if config.pathway_files and not note.store and _may_be_there(place.store):
        yield Finding(
            "note",
            "Whether a pathway file changed since it was first used cannot be seen here before somebody has signed in "
            "with this version.",
            "Sign in once; the app says it then, too.",
        )


def _changed(config: Config, first_used: dict[str, str]) -> Findings:
    found = config.readable_pathways()
    files = {id: file for file, id in found.files.items()}
    for id in found.ids:
        if first_used.get(id) in (None, "", edition_digest(found.get(id))):
            continue
        if id in files:
            words = f"The pathway file {files[id]} ({id}): This file changed since it was first used: give it a new id."
            yield Finding("wrong", words, _NEW_ID)
        else:
            yield Finding(
                "note",
                f"The pathway that comes with this software ({id}) is not the one that it was first used with here. "
                "Screenings go on with that one.",
                "Tell whoever makes the software.",
            )


def _may_be_there(store: Path) -> bool:
    try:
        return store.exists()
    except OSError:
        return True
