"""How a document of a screening leaves as a file: where to, written and logged both or neither."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter, export_folder
from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.station import Station
from ce_tui.session.words.sharing import NOT_LOGGED

NOTHING = "Nothing was exported."
_WHERE = "Where should the file be? Its name carries the reference, never a name."
_CALLED = (
    "What should the file be called? It goes into your own folder for exports. Its name carries the reference, never a "
    "name."
)
_NAMES_THE_CHILD = "This file name holds the child's name. Many see a file's name: use the reference."


async def where(
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


def write(station: Station, target: Target, content: bytes, record: Callable[[], None]) -> str:
    """Write the file and record it, both or neither. Empty: it stands; else why not."""
    try:
        write_private(target.path, content, station.outlet, replace=target.replace, before=record)
    except (NotWritten, VaultError) as error:
        return f"Not exported. {error.words}"
    return ""


def unlogged(exporter: Exporter, *words: str) -> str:
    """The words, after those that say that it is not logged, where it is not."""
    not_logged = NOT_LOGGED if exporter.draft.casebook.read_only else ""
    return " ".join(filter(None, [not_logged, *words]))
