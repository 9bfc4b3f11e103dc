"""The pathways in use: which is the current one, which keep older screenings readable, which files cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from ce_tui.core.pathway.document.checking import Once
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway, load_pathway, pathway_source, read_whole
from ce_tui.core.pathway.document.tier_words import Naming, naming
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.files.shown import shown

LINKS = "[links] of the configuration"
_AN_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([a-z0-9-]{1,80})["']""", re.MULTILINE)


class Unsound(msgspec.Struct, frozen=True):
    """A pathway file of the configuration that cannot be used. `id`: as far as it can be read in it, else empty."""

    file: str
    id: str
    faults: tuple[Fault, ...]

    @property
    def words(self) -> str:
        """The file and all that is wrong with it."""
        return f"{shown(self.file)}: {'; '.join(str(fault) for fault in self.faults)}"


class Pathways:
    """The pathways in use: the first is the current one, the others keep older screenings readable.

    `links` are addresses for link slots by id, from the configuration. Raises InputInvalid for an unsound file, two
    files with the same id, or an address for a slot that no pathway has; OSError for a file that cannot be read.

    With `readable` it raises nothing, and has what can be read of it: the files that are not sound are in `unsound`,
    in `files` a file has no id then. Whom to call (`to_call`) is always there: from the first sound file, else from
    the pathway that comes with the app.
    """

    def __init__(
        self, files: Sequence[Path] = (), links: Mapping[str, str] | None = None, *, readable: bool = False
    ) -> None:
        self._links = dict(links or {})
        self._sources: dict[str, bytes] = {}
        self.unsound: tuple[Unsound, ...] = ()
        loaded = self._read(files, readable) if files else {"": default_pathway()}
        self.files = {str(file): loaded[str(file)].id if str(file) in loaded else "" for file in files}
        faults = self._unknown_links(loaded.values())
        if faults and not readable:
            raise InputInvalid(faults)
        if faults and not self.unsound:
            self.unsound = (Unsound(LINKS, "", tuple(faults)),)
        self._pathways = {pathway.id: _with_links(pathway, self._links) for pathway in loaded.values()}

    def _read(self, files: Sequence[Path], readable: bool) -> dict[str, Pathway]:
        """The sound ones by their files."""
        loaded: dict[str, Pathway] = {}
        once = Once("id")
        for number, file in enumerate(files):
            try:
                pathway = load_pathway(file)
                if twice := list(once.see(pathway.id, f"pathways[{number}]")):
                    raise InputInvalid(twice)
                loaded[str(file)] = pathway
            except (InputInvalid, OSError) as error:
                if not readable:
                    raise
                found = error.faults if isinstance(error, InputInvalid) else [Fault("", _cannot(error))]
                self.unsound += (Unsound(str(file), _id_in(file), tuple(found)),)
        return loaded

    def _unknown_links(self, loaded: Iterable[Pathway]) -> list[Fault]:
        slots = {slot.id for pathway in loaded for slot in pathway.links}
        return [
            Fault(f"links.{slot}", "unknown link", "the id of a link that a pathway in use has")
            for slot in self._links
            if slot not in slots
        ]

    def get(self, id: str) -> Pathway:
        """The pathway of that id; KeyError if there is none."""
        return self._pathways[id]

    def source(self, id: str) -> bytes:
        """The pathway of that id as the store keeps it; KeyError if there is none."""
        if id not in self._sources:
            self._sources[id] = pathway_source(self._pathways[id])
        return self._sources[id]

    def with_links(self, pathway: Pathway) -> Pathway:
        """A pathway from elsewhere, with the addresses of the configuration."""
        return _with_links(pathway, self._links)

    @property
    def current(self) -> Pathway:
        """The pathway that a new screening uses. The first file is sound (`lacks_current`)."""
        return next(iter(self._pathways.values()))

    @property
    def lacks_current(self) -> bool:
        """Whether the first file is not sound."""
        return bool(self.files) and not next(iter(self.files.values()))

    @property
    def to_call(self) -> Pathway:
        """The pathway whose contacts and document are open to everyone: there whatever the configuration says."""
        return next(iter(self._pathways.values()), default_pathway())

    @property
    def at_hand(self) -> Pathway:
        """The same: what is at hand before anybody is signed in."""
        return self.to_call

    @property
    def naming(self) -> Naming:
        """What names anything that is listed."""
        return naming(self.at_hand, self._pathways.values())

    @property
    def stand_in(self) -> str:
        """What is to be said where something else stands in for the pathway in use; else nothing."""
        if not self.lacks_current:
            return ""
        file = shown(Path(next(iter(self.files))).name)
        whose = (
            "another one of the configuration" if self._pathways else "the one that comes with this software"
        )
        return (
            f"The pathway file {file} cannot be used, so contacts and guidance are from {whose}: {self.to_call.title}, "
            f"{self.to_call.edition}. ce-tui doctor says what is wrong with the file."
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all pathways, the current one first."""
        return tuple(self._pathways)


def _cannot(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or 'unknown').lower()}"


def _id_in(file: Path) -> str:
    """The id that a file which is not sound gives itself; empty where none can be read in it."""
    try:
        found = _AN_ID.search(read_whole(file))
    except (InputInvalid, OSError):
        return ""
    return found[1].decode() if found else ""


def _with_links(pathway: Pathway, links: dict[str, str]) -> Pathway:
    if not any(slot.id in links for slot in pathway.links):
        return pathway
    filled = tuple(
        msgspec.structs.replace(slot, url=links[slot.id], source="this installation's configuration")
        if slot.id in links
        else slot
        for slot in pathway.links
    )
    return msgspec.structs.replace(pathway, links=filled)
