"""The help of each screen and section: plain words, with what the document itself says where it answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

import msgspec

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.resources import DATA

FOLDER = DATA / "help"


class HelpEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question or matter. `quotes` are sentences of the document, shown as such after `text`."""

    heading: str
    text: str = ""
    quotes: tuple[str, ...] = ()


class HelpText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The help of one screen or section. The keys are not in it: they come from the commands themselves."""

    title: str
    summary: str
    entries: tuple[HelpEntry, ...] = ()


@cache
def topics() -> tuple[str, ...]:
    """Every topic there is, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def help_for(topic: str) -> HelpText:
    """The help on a topic ("sign-in" and "sign_in" are one); KeyError if there is none.

    Raises msgspec.ValidationError for a file of the wrong shape.
    """
    topic = topic.replace("-", "_")
    if topic not in topics():
        raise KeyError(topic)
    return msgspec.convert(tomllib.loads((FOLDER / f"{topic}.toml").read_text(encoding="utf-8")), HelpText)


def help_lines(topic: str, pathway: Pathway | None = None) -> list[str]:
    """The help on a topic as lines of plain text, a paragraph a line, blank ones between. KeyError if there is none.

    With a pathway, sentences that its document does not hold are left out: another partnership's has its own.
    """
    help = help_for(topic)
    lines = [help.title, "", help.summary]
    said = None if pathway is None else "\n".join(_texts(msgspec.to_builtins(pathway)))
    for entry in help.entries:
        quotes = [quote for quote in entry.quotes if said is None or quote in said]
        if entry.text or quotes:
            lines += ["", entry.heading]
        lines += [entry.text] if entry.text else []
        lines += [f'The document: "{quote}"' for quote in quotes]
    return lines


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
