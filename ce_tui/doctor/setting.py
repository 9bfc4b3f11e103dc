"""The program itself, the terminal it is seen on, the locale, the configuration."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from datetime import date

from ce_tui import __version__
from ce_tui.core.pathway.document import bank_holidays
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.settings.config import Config, ConfigInvalid, load_config
from ce_tui.terminal.character_set import ASCII, UTF_8, character_set


def program() -> Findings:
    """Which version runs on what."""
    yield Finding(
        "good", f"ce-tui {__version__} with Python {platform.python_version()} on {platform.system()}."
    )


def terminal() -> Findings:
    """Whether this terminal shows the full screen, and how large it is."""
    term = os.environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("note", "This is not run on a terminal, so nothing can be said about it.")
        return
    if term in ("dumb", "unknown"):
        yield Finding(
            "note",
            f"The terminal calls itself {term} and cannot move its cursor, so the app opens a line at a time.",
            "For the full screen set TERM to what the terminal really is.",
        )
        return
    columns, lines = shutil.get_terminal_size()
    size = f"The terminal ({term or 'no TERM'}) has {columns} columns and {lines} lines"
    if columns < 80 or lines < 24:
        yield Finding("note", f"{size}; 80 by 24 or more is comfortable.", "Make the window larger.")
    else:
        yield Finding("good", f"{size}.")
    if os.environ.get("NO_COLOR"):
        yield Finding("good", "NO_COLOR is set: the app draws without colour. Every state is a word anyway.")


def language() -> Findings:
    """Which characters are written here, and why; whether they are all that a name may have."""
    encoding, why = character_set()
    if encoding == UTF_8:
        yield Finding("good", f"UTF-8 is written here: {why}. Names in every script can be typed and shown.")
    else:
        alone = "ASCII alone" if encoding == ASCII else f"{encoding} alone"
        yield Finding(
            "note",
            f"{alone} is written here: {why}. Other letters are shown without their accents or as question marks; "
            "they are kept, and go into files, as they were typed.",
            "If this terminal shows UTF-8, set LANG to a UTF-8 locale, such as C.UTF-8 or en_GB.UTF-8.",
        )


def configuration() -> Findings:
    """Whether the configuration is sound, and what its pathway has."""
    try:
        config = load_config()
        findings = list(_pathway(config))
    except ConfigInvalid as error:
        yield Finding("wrong", error.words, "Mend the file, or take CE_TUI_CONFIG away.")
        return
    yield Finding(
        "good", f"The configuration is {config.file}." if config.file else "There is no configuration file."
    )
    yield from (Finding("note", words) for words in config.gone)
    yield from findings


def _pathway(config: Config) -> Findings:
    found = config.readable_pathways()
    if found.lacks_current:
        return  # said with the pathways
    pathway = found.current
    areas = ", ".join(locality.name for locality in pathway.localities)
    yield Finding(
        "good",
        f"The pathway is {pathway.title}, {pathway.edition} ({len(pathway.factors)} factors; {areas}).",
    )
    lost = [slot.id for slot in pathway.links if not slot.url]
    if lost:
        yield Finding(
            "note",
            f"{len(lost)} links of the document have no address in the copy used: {', '.join(lost)}.",
            "Once confirmed, put each address into the configuration under [links].",
        )
    until = bank_holidays.known_until()
    if bank_holidays.runs_out_soon(date.today()):
        yield Finding(
            "note", f"Bank holidays are known until {until.isoformat()} only.", "Install a newer version."
        )
    else:
        yield Finding("good", f"Bank holidays in England are known until {until.isoformat()}.")
