"""Reads pathways from their files and checks them. A file that is not sound is refused whole, with every fault.

A pathway file lists its localities and its notices as files, relative to itself. The only module of `core.pathway`
(with `help_texts` and `bank_holidays`) that reads files.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from ce_tui.core.pathway.document.checking import Once, Table, empty, tables, text, unshowable
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.document_checks import document_faults, unnamed, with_tier_names
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality
from ce_tui.core.pathway.document.locality_checks import locality_faults
from ce_tui.core.pathway.document.toml_reading import MAX_BYTES, read_toml
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.shape import shaped
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.strict_json import NotJson, parse_as
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
    """A pathway file and the files that it names, whether they are sound, or there, or not.

    Of one that cannot be read: all that look like a pathway's files beside it, which it may name.
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
    said += [
        f"links.{slot.id}: no address known; fill it in by configuration."
        for slot in pathway.links
        if not slot.url
    ]
    for locality in pathway.localities:
        said += _locality_remarks(locality)
    return said


def _locality_remarks(locality: Locality) -> list[str]:
    said = []
    confirm = [step.confirm for outcome in OUTCOMES for step in locality.procedure.steps(outcome)]
    confirm += [form.confirm for form in locality.forms]
    said += [f"{locality.name}: {words}" for words in dict.fromkeys(confirm) if words]
    if not locality.escalation and locality.id != ELSEWHERE:
        said.append(
            f"{locality.name}: the stages of taking a disagreement further are not filled in; the app makes none up."
        )
    if not locality.tells_police:
        said.append(
            f"{locality.name}: no step of red is with the police alone, so telling them is never due."
        )
    for contact in locality.contacts:
        if contact.disputed:
            said.append(f"{locality.name}, {contact.name}: disputed. {contact.disputed}")
        if contact.phone and not (contact.opening or contact.always or contact.when_closed):
            said.append(f"{locality.name}, {contact.name}: no hours known, so the app never calls it open.")
    return said


def pathway_source(pathway: Pathway) -> bytes:
    """A pathway whole, localities and notices within: what the store keeps so that an edition stays readable."""
    return msgspec.json.encode(pathway)


def pathway_from_source(source: bytes) -> Pathway:
    """The pathway that `pathway_source` wrote. Raises InputInvalid if it is none."""
    try:
        return parse_as(source, Pathway)
    except NotJson as error:
        raise InputInvalid([Fault("", "is not a pathway that this software kept")]) from error


def _build(content: str | bytes, folder: Path) -> Pathway:
    """Reads the parts together, then checks them as one: places tell in which file a fault is."""
    raw = read_toml(content)
    faults: list[Fault] = []
    files = {
        **_read_localities(raw, folder, faults),
        **_read_notices(raw, folder, faults),
    }
    for shared in ("localities", "notices"):
        if shared in raw:
            raw[shared] = with_tier_names(raw[shared], raw)
    pathway, found = shaped(raw, Pathway)
    found += _unsound(raw)
    faults += [_in_file(fault, files) for fault in found]
    if faults or pathway is None:
        raise InputInvalid(list(dict.fromkeys(faults)))
    return pathway


def _unsound(raw: Table) -> list[Fault]:
    """The faults beyond the shape, in the order of the file."""
    faults = [*empty(raw, _NEVER_EMPTY), *unshowable(raw), *document_faults(raw)]
    faults += unnamed(raw.get("localities"), "localities")
    links = {text(slot, "id") for _, slot in tables(raw, "links")}
    once = Once("id")
    for where, locality in tables(raw, "localities"):
        faults += once.see(text(locality, "id"), f"{where}.id")
        faults += locality_faults(locality, links, where)
    return faults


def _read_localities(raw: Table, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Puts the localities into the place of their files' names. Gives the file of each place (`localities[1]`)."""
    names = raw.get("localities")
    if not isinstance(names, list) or not names:
        faults.append(Fault("localities", "is missing", "a list of files, relative to this one"))
        raw.pop("localities", None)
        return {}
    parts: list[Table] = []
    files = {}
    for number, name in enumerate(names):
        part = _read_part(name, f"localities[{number}]", folder, faults)
        if part is not None:
            files[f"localities[{len(parts)}]"] = name
            parts.append(part)
    raw["localities"] = parts
    return files


def _read_notices(raw: Table, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Puts the notices into the place of their file's name. A pathway may have none."""
    name = raw.pop("notices", None)
    if name is None:
        return {}
    part = _read_part(name, "notices", folder, faults)
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
            msgspec.structs.replace(fault, where=f"{name}: {fault.where}" if fault.where else name)
            for fault in error.faults
        ]
    return None


def _in_file(fault: Fault, files: dict[str, str]) -> Fault:
    """The fault with its place in the file that it is in: `../localities/essex.toml: contacts[0].phone`."""
    for place, file in files.items():
        if place == "notices" and fault.where.startswith("notices"):
            return msgspec.structs.replace(fault, where=f"{file}: {fault.where}")
        if fault.where == place or fault.where.startswith(f"{place}."):
            inner = fault.where.removeprefix(place).lstrip(".")
            what = fault.what.replace(f"{place}.", "")  # "the same id as contacts[1].id"
            return Fault(f"{file}: {inner}" if inner else file, what, fault.expected)
    return fault


def read_whole(file: Path) -> bytes:
    """A file of the configuration, if it is not too large. Raises InputInvalid, OSError."""
    if file.stat().st_size > MAX_BYTES:
        raise InputInvalid([Fault("", "is too large", f"at most {MAX_BYTES // 1_000_000} MB")])
    return file.read_bytes()
