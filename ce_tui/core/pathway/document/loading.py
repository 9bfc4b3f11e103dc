"""Reads pathways from their files and checks them. A file that is not sound is refused whole, with every fault.

A pathway file lists its localities and its notices as files, relative to itself. The only module of `core.pathway`
(with `help_texts` and the bank holidays of `localities`) that reads files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.document.document import EditionNames, Pathway, naming
from ce_tui.core.pathway.document.document_checks import (
    document_faults,
    locality_faults,
    unnamed,
    with_tier_names,
)
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.document.toml_reading import (
    MAX_BYTES,
    PlacedTable,
    Table,
    UniqueTexts,
    empty,
    read_toml,
    unshowable,
)
from ce_tui.core.pathway.shape import Fault, InputInvalid, shaped
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.files.shown import shown
from ce_tui.resources import DATA

DEFAULT = DATA / "pathways" / "set-2026-06.toml"
_MOST_BESIDE = 1_000
_NEVER_EMPTY = frozenset(
    {
        "id", "key", "text", "title", "name", "heading", "result", "words", "about", "edition", "publisher", "intro",
        "none_result", "notes_title", "notes_hint", "details_intro", "leave_blank", "yours", "child",
    }
)  # fmt: skip


def load_pathway(file: Path) -> Pathway:
    """The pathway of a file. Raises InputInvalid with every fault and its place, OSError if it cannot be read."""
    return _build(read_whole(file), file.parent)


@cache
def default_pathway() -> Pathway:
    """The pathway that comes with the app."""
    return load_pathway(DEFAULT)


def check_file(content: str | bytes, folder: Path) -> list[Fault]:
    """Every fault of a pathway file, whose other files lie relative to `folder`. Empty: it is sound."""
    try:
        _build(content, folder)
    except InputInvalid as error:
        return error.faults
    return []


def files_of(file: Path) -> list[Path]:
    """A pathway file and the files that it names, sound, there or not.

    If it cannot be read: all that look like a pathway's files beside it, which it may name.
    """
    try:
        raw = read_toml(read_whole(file))
    except (OSError, InputInvalid):
        return [file, *_beside(file)]
    localities = raw.get("localities")
    named = [*(localities if isinstance(localities, list) else ()), raw.get("notices")]
    return [file, *(file.parent / name for name in named if isinstance(name, str))]


def _beside(file: Path) -> list[Path]:
    """The TOML files in a file's folder, and in the folders in it and next to it."""
    try:
        folders = (file.parent, *file.parent.glob("*/"), *file.parent.parent.glob("*/"))
        return list(islice((each for folder in folders for each in folder.glob("*.toml")), _MOST_BESIDE))
    except OSError:
        return []


def remarks(pathway: Pathway) -> list[str]:
    """What is sound but worth knowing before a pathway goes live, one sentence each. Not faults."""
    said = []
    if not any(factor.known_to_authorities for factor in pathway.factors.values()):
        said.append(
            "known_to_authorities is set for no factor: which entries the document prints in black is not known "
            'here. No flag never means "not known".'
        )
    unknown = (slot.id for slot in pathway.links if not slot.url)
    said += [f"links.{link}: no address known; fill it in by configuration." for link in unknown]
    for locality in pathway.localities:
        confirm = [step.confirm for outcome in OUTCOMES for step in locality.procedure.steps(outcome)]
        found = list(dict.fromkeys(filter(None, (*confirm, *(form.confirm for form in locality.forms)))))
        if not locality.escalation and locality.id != ELSEWHERE:
            found.append(
                "the stages of taking a disagreement further are not filled in; the app makes none up."
            )
        if not locality.tells_police:
            found.append("no step of red is with the police alone, so telling them is never due.")
        said += [f"{locality.name}: {words}" for words in found]
        for contact in locality.contacts:
            where = f"{locality.name}, {contact.name}"
            if contact.disputed:
                said.append(f"{where}: disputed. {contact.disputed}")
            if contact.phone and not (contact.opening or contact.always or contact.when_closed):
                said.append(f"{where}: no hours known, so the app never calls it open.")
    return said


def pathway_source(pathway: Pathway) -> bytes:
    """A whole pathway as the store keeps it, with localities and notices: so an edition stays readable."""
    return msgspec.json.encode(pathway)


def pathway_from_source(source: bytes) -> Pathway:
    """The pathway that `pathway_source` wrote. Raises InputInvalid for anything else."""
    try:
        return parse_as(source, Pathway)
    except NotJson as error:
        raise InputInvalid([Fault("", "is not a pathway that this software kept")]) from error


def _build(content: str | bytes, folder: Path) -> Pathway:
    """Reads the parts together, then checks them as one: places tell in which file a fault is."""
    raw = read_toml(content)
    faults: list[Fault] = []
    files = _read_localities(raw, folder, faults) | _read_notices(raw, folder, faults)
    whole = PlacedTable(raw)
    for shared in ("localities", "notices"):
        if shared in raw:
            raw[shared] = with_tier_names(raw[shared], whole)
    pathway, found = shaped(raw, Pathway)
    found += (*empty(raw, _NEVER_EMPTY), *unshowable(raw), *document_faults(whole))
    found += unnamed(raw.get("localities"), "localities")
    links = {slot.text("id") for slot in whole.tables("links")}
    once = UniqueTexts("id")
    for locality in whole.tables("localities"):
        found += (*once.see_key(locality, "id"), *locality_faults(locality, links))
    faults += [_in_file(fault, files) for fault in found]
    if faults or pathway is None:
        raise InputInvalid(list(dict.fromkeys(faults)))
    return pathway


def _read_localities(raw: Table, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Puts the localities into the place of their files' names. Gives the file of each place (`localities[1]`)."""
    names = raw.get("localities")
    if not isinstance(names, list) or not names:
        faults.append(Fault("localities", "is missing", "a list of files, relative to this one"))
        raw.pop("localities", None)
        return {}
    read = [(name, _read_part(name, f"localities[{at}]", folder, faults)) for at, name in enumerate(names)]
    found = [(name, part) for name, part in read if part is not None]
    raw["localities"] = [part for _, part in found]
    return {f"localities[{at}]": name for at, (name, _) in enumerate(found)}


def _read_notices(raw: Table, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Puts the notices into the place of their file's name. A pathway may have none."""
    name = raw.pop("notices", None)
    part = None if name is None else _read_part(name, "notices", folder, faults)
    if part is None:
        return {}
    faults += [Fault(f"{name}: {key}", "unknown key", "notices") for key in part if key != "notices"]
    raw["notices"] = part.get("notices", [])
    return {"notices": name}


def _read_part(name: Any, where: str, folder: Path, faults: list[Fault]) -> Table | None:
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        faults.append(Fault(where, "is of the wrong kind", "a file, relative to this one"))
        return None
    try:
        return read_toml(read_whole(folder / name))
    except OSError:
        faults.append(Fault(where, "cannot be read", "a file, relative to this one"))
    except InputInvalid as error:
        faults += [
            replace(fault, where=f"{name}: {fault.where}" if fault.where else name) for fault in error.faults
        ]
    return None


def _in_file(fault: Fault, files: dict[str, str]) -> Fault:
    """The fault with its place in the file that it is in: `../localities/essex.toml: contacts[0].phone`."""
    for place, file in files.items():
        if place == "notices" and fault.where.startswith("notices"):
            return replace(fault, where=f"{file}: {fault.where}")
        if fault.where == place or fault.where.startswith(f"{place}."):
            inner = fault.where.removeprefix(place).lstrip(".")
            what = fault.what.replace(f"{place}.", "")  # "the same id as contacts[1].id"
            return Fault(f"{file}: {inner}" if inner else file, what, fault.expected)
    return fault


def read_whole(file: Path) -> bytes:
    """The bytes of a file of the configuration. Raises InputInvalid if it is too large, OSError."""
    if file.stat().st_size > MAX_BYTES:
        raise InputInvalid([Fault("", "is too large", f"at most {MAX_BYTES // 1_000_000} MB")])
    return file.read_bytes()


LINKS = "[links] of the configuration"
_AN_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([a-z0-9-]{1,80})["']""", re.MULTILINE)


class UnsoundFile(msgspec.Struct, frozen=True):
    """A pathway file of the configuration that cannot be used; `id` is empty if it cannot be read."""

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
        self.unsound: tuple[UnsoundFile, ...] = ()
        loaded = self._read(files, readable) if files else {"": default_pathway()}
        self.files = {str(file): loaded[str(file)].id if str(file) in loaded else "" for file in files}
        slots = {slot.id for pathway in loaded.values() for slot in pathway.links}
        faults = [
            Fault(f"links.{slot}", "unknown link", "the id of a link that a pathway in use has")
            for slot in self._links
            if slot not in slots
        ]
        if faults and not readable:
            raise InputInvalid(faults)
        if faults and not self.unsound:
            self.unsound = (UnsoundFile(LINKS, "", tuple(faults)),)
        self._pathways = {pathway.id: self.with_links(pathway) for pathway in loaded.values()}

    def _read(self, files: Sequence[Path], readable: bool) -> dict[str, Pathway]:
        """The sound pathways by their files."""
        loaded: dict[str, Pathway] = {}
        once = UniqueTexts("id")
        for number, file in enumerate(files):
            try:
                pathway = load_pathway(file)
                if twice := list(once.see(pathway.id, f"pathways[{number}]")):
                    raise InputInvalid(twice)
                loaded[str(file)] = pathway
            except (InputInvalid, OSError) as error:
                if not readable:
                    raise
                if isinstance(error, InputInvalid):
                    found = error.faults
                else:
                    found = [Fault("", f"cannot be read: {(error.strerror or 'unknown').lower()}")]
                self.unsound += (UnsoundFile(str(file), _id_in(file), tuple(found)),)
        return loaded

    def get(self, pathway_id: str) -> Pathway:
        """The pathway of that id; KeyError if there is none."""
        return self._pathways[pathway_id]

    def source(self, pathway_id: str) -> bytes:
        """The pathway of that id as the store keeps it; KeyError if there is none."""
        if pathway_id not in self._sources:
            self._sources[pathway_id] = pathway_source(self._pathways[pathway_id])
        return self._sources[pathway_id]

    def with_links(self, pathway: Pathway) -> Pathway:
        """A pathway with the addresses of the configuration."""
        links = list(pathway.links)
        for at, slot in enumerate(links):
            if slot.id in self._links:
                url, source = self._links[slot.id], "this installation's configuration"
                links[at] = replace(slot, url=url, source=source)
        return pathway if links == [*pathway.links] else replace(pathway, links=tuple(links))

    @property
    def current(self) -> Pathway:
        """The pathway that a new screening uses, if the first file is sound (`lacks_current`)."""
        return next(iter(self._pathways.values()))

    @property
    def lacks_current(self) -> bool:
        """Whether the first file is not sound."""
        return bool(self.files) and not next(iter(self.files.values()))

    @property
    def to_call(self) -> Pathway:
        """The pathway whose contacts and document are open to everyone, whatever the configuration says."""
        return next(iter(self._pathways.values()), default_pathway())

    at_hand = to_call  # before anybody is signed in

    @property
    def naming(self) -> EditionNames:
        """The names of the editions and areas in a list."""
        return naming(self.to_call, self._pathways.values())

    @property
    def stand_in(self) -> str:
        """What to say if another pathway stands in for the one in use; else nothing."""
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


def _id_in(file: Path) -> str:
    """The id that a file which is not sound gives itself; empty if none can be read in it."""
    try:
        found = _AN_ID.search(read_whole(file))
    except (InputInvalid, OSError):
        return ""
    return found[1].decode() if found else ""
