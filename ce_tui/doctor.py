"""What this machine, terminal, locale and configuration can and cannot do, in words, with what to do about it.

Each check is a function that gives findings; none changes anything on the machine.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from ce_tui import __version__, exit_codes
from ce_tui.config import Config, ConfigInvalid, home, load_config

Kind = Literal["good", "note", "lacks", "wrong"]
_ROOM = 200 * 1024 * 1024  # bytes free below which a store may soon be full
_DERIVATION = 128 * 1024  # KiB of memory that one unlock needs


class Finding(msgspec.Struct, frozen=True):
    """One line. `lacks`: something does not work here; `wrong`: the configuration; `note`: worth knowing."""

    kind: Kind
    words: str
    remedy: str = ""


Findings = Iterator[Finding]


def examine() -> list[Finding]:
    """Everything, in the order in which a person would ask."""
    checks: tuple[Callable[[], Findings], ...] = (
        _program,
        _terminal,
        _locale,
        _configuration,
        _clock,
        _encryption,
        _memory,
        _store_folder,
        _pdf,
        _printing,
        _faults,
    )
    return [finding for check in checks for finding in check()]


def exit_code(findings: list[Finding]) -> int:
    """The code that the findings amount to: 78 for the configuration, 69 where something needed is missing."""
    kinds = {finding.kind for finding in findings}
    if "wrong" in kinds:
        return exit_codes.CONFIGURATION
    return exit_codes.MISSING_HERE if "lacks" in kinds else exit_codes.DONE


def _program() -> Findings:
    yield Finding(
        "good", f"ce-tui {__version__} with Python {platform.python_version()} on {platform.system()}."
    )


def _terminal() -> Findings:
    term = os.environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("note", "This is not run on a terminal, so nothing can be said about it.")
        return
    if term in ("dumb", "unknown"):
        yield Finding(
            "lacks",
            f"The terminal calls itself {term} and cannot move its cursor, so the full screen cannot be shown.",
            "Set TERM to what the terminal really is, or use the commands.",
        )
        return
    columns, lines = shutil.get_terminal_size()
    size = f"The terminal ({term or 'no TERM'}) has {columns} columns and {lines} lines"
    if columns < 80 or lines < 24:
        yield Finding("note", f"{size}; 80 by 24 or more is comfortable.", "Make the window larger.")
    else:
        yield Finding("good", f"{size}.")
    if "NO_COLOR" in os.environ:
        yield Finding("good", "NO_COLOR is set: the app draws without colour. Every state is a word anyway.")


def _locale() -> Findings:
    encoding = locale.getencoding().lower()
    if encoding in ("utf-8", "utf8"):
        yield Finding("good", "The locale writes UTF-8: names in every script can be typed and shown.")
    else:
        yield Finding(
            "note",
            f"The locale writes {encoding}: letters outside it are shown as question marks, and stay whole in the "
            "store.",
            "Set LANG to a UTF-8 locale, such as C.UTF-8 or en_GB.UTF-8.",
        )


def _configuration() -> Findings:
    try:
        config = load_config()
        findings = list(_pathway(config))
    except ConfigInvalid as error:
        yield Finding("wrong", error.words, "Mend the file, or take CE_TUI_CONFIG away.")
        return
    yield Finding(
        "good", f"The configuration is {config.file}." if config.file else "There is no configuration file."
    )
    yield from findings


def _pathway(config: Config) -> Findings:
    from ce_tui.core.pathway import bank_holidays

    pathway = config.pathways().current
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


def _clock() -> Findings:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield Finding(
            "lacks", "The time zone Europe/London is not known here.", "Install the package tzdata."
        )
    else:
        yield Finding("good", "Opening hours are judged by the clock of Europe/London.")


def _encryption() -> Findings:
    try:
        import sqlcipher3.dbapi2
        from cryptography.hazmat.primitives.hpke import KEM

        connection = sqlcipher3.dbapi2.connect(":memory:")
        version = connection.execute("PRAGMA cipher_version").fetchone()
        connection.close()
    except (ImportError, OSError):
        version = None
    if not version or not hasattr(KEM, "MLKEM768_X25519"):
        yield Finding(
            "lacks",
            "The encryption does not start here, so no store can be opened.",
            "Install the app again.",
        )
        return
    yield Finding("good", f"The store is encrypted with SQLCipher {version[0]}.")


def _memory() -> Findings:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
        swapping = len(Path("/proc/swaps").read_text("ascii").splitlines()) > 1
    except (OSError, StopIteration, ValueError):
        return
    if free < 2 * _DERIVATION:
        yield Finding(
            "lacks", f"{free // 1024} MiB of memory are free; one sign-in needs 128.", "Close something."
        )
    if swapping:
        yield Finding(
            "note",
            "This machine swaps memory to a disk, where what was on the screen can stay.",
            "Use an encrypted swap area, or none.",
        )


def _store_folder() -> Findings:
    from ce_tui.core.vault.filesystems import network_kind

    folder = home()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if kind := network_kind(nearest):
        yield Finding(
            "lacks",
            f"The folder of the store, {folder}, lies on a network file system ({kind}) and can lose what was saved.",
            "Set CE_TUI_HOME to a folder on a local disk.",
        )
    if not os.access(nearest, os.W_OK):
        yield Finding(
            "lacks", f"The folder of the store, {folder}, cannot be written to.", "Set CE_TUI_HOME."
        )
    elif not (folder / "store.db").exists():
        yield Finding(
            "note", f"There is no store yet; it will be in {folder}.", "Start ce-tui to set one up."
        )
    else:
        yield Finding("good", f"The store is in {folder}.")
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            yield Finding(
                "note", "Others on this machine can look into the store's folder.", f"chmod 700 '{folder}'"
            )
    free = shutil.disk_usage(nearest).free
    if free < _ROOM:
        yield Finding("note", f"{free // (1024 * 1024)} MiB are free on the store's disk.", "Make room.")


def _pdf() -> Findings:
    from ce_tui.core.referral.unavailable import COMMAND, without_library_search

    with without_library_search():
        try:
            import weasyprint
        except OSError:
            yield Finding(
                "lacks",
                "Pango is missing, so no referral PDF can be made. Everything else works, plain text too.",
                f"On Debian or Ubuntu, as root: {COMMAND}",
            )
            return
    yield Finding("good", f"Referral PDFs can be made (WeasyPrint {weasyprint.__version__}).")


def _printing() -> Findings:
    if shutil.which("lp"):
        yield Finding("good", "Referrals can be printed with lp.")
    else:
        yield Finding(
            "note", "There is no lp on this machine, so the app offers no printing.", "Install CUPS' client."
        )


def _faults() -> Findings:
    from ce_tui import fault_log

    file = fault_log.folder() / fault_log.FILE
    if file.exists():
        yield Finding("note", f"Faults of the app were noted in {file}, without anything that was typed.")
