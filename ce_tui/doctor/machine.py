"""Checks of the program, terminal, configuration, lock, clock, memory and PDF of this machine."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import sys
import time
from contextlib import redirect_stdout, suppress
from datetime import date
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ce_tui import __version__
from ce_tui.core.pathway.document import localities
from ce_tui.core.referral.fonts import BOLD, PACKAGES, font_file, machines_left_alone
from ce_tui.core.referral.unavailable import COMMAND, without_library_search
from ce_tui.core.words.plain import say_seconds
from ce_tui.doctor.finding import Findings, good, lacks, note, sound_config, wrong
from ce_tui.settings import fault_log
from ce_tui.settings.config import Config, ConfigInvalid, home, load_config
from ce_tui.terminal.character_set import ASCII, UTF_8, character_set


def encryption() -> Findings:
    """Whether a store can be opened at all."""
    try:
        import sqlcipher3.dbapi2
        from cryptography.hazmat.primitives.hpke import KEM

        connection = sqlcipher3.dbapi2.connect(":memory:")
        version = connection.execute("PRAGMA cipher_version").fetchone()
        connection.close()
    except (ImportError, OSError):
        version = None
    if not version or not hasattr(KEM, "MLKEM768_X25519"):
        yield lacks(
            "The encryption does not start here, so no store can be opened.", "Install the app again."
        )
    else:
        yield good(f"The store is encrypted with SQLCipher {version[0]}.")


def pdf() -> Findings:
    """Whether Pango is there, which draws the text of a PDF."""
    # Without it WeasyPrint prints, and the answer may be JSON.
    with without_library_search(), machines_left_alone(), redirect_stdout(StringIO()):
        try:
            import weasyprint
        except OSError:
            yield lacks(
                "Pango is missing, so no referral PDF can be made. Everything else works, plain text too.",
                f"On Debian or Ubuntu, as root: {COMMAND}",
            )
            return
    yield good(f"Referral PDFs can be made (WeasyPrint {weasyprint.__version__}).")


def fonts() -> Findings:
    """Whether the typefaces of the referral are there: none of the machine's own is used."""

    def is_there(name: str) -> bool:
        try:
            return font_file(name).is_file()
        except (FileNotFoundError, ImportError):
            return False

    missing = ", ".join(name for name in (*PACKAGES, BOLD) if not is_there(name))
    if missing:
        yield lacks(
            f"Typefaces of the referral are missing: {missing}.", "Install the app again: they come with it."
        )
    else:
        yield good(f"The referral's {len(PACKAGES) + 1} typefaces are there.")


def printing() -> Findings:
    """Whether a referral can be printed from the app."""
    if shutil.which("lp"):
        yield good("Referrals can be printed with lp.")
    else:
        yield note("There is no lp on this machine, so the app offers no printing.", "Install CUPS' client.")


def faults() -> Findings:
    """Whether faults of the app were noted."""
    folder = fault_log.folder()
    if folder is not None and os.access(file := folder / fault_log.FILE, os.R_OK):
        yield note(f"Faults of the app were noted in {file}, without anything that was typed.")


_DERIVATION = 128 * 1024  # KiB of memory that one unlock needs


def memory() -> Findings:
    """Whether somebody can sign in now."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return
    if free < 2 * _DERIVATION:
        yield lacks(f"{free // 1024} MiB of memory are free; one sign-in needs 128.", "Close something.")


def swap() -> Findings:
    """Whether what is in memory can be written to a disk in the clear."""
    try:
        areas = [line.split()[0] for line in Path("/proc/swaps").read_text("utf-8").splitlines()[1:]]
    except (OSError, IndexError):
        return
    plain = ", ".join(area for area in areas if not _stays_closed(Path(area)))
    if plain:
        yield note(
            f"This machine swaps memory to {plain}, unencrypted as far as can be told: what was on the screen can stay "
            "there.",
            "Use an encrypted swap area, zram, or none: swapoff -a, and take it out of /etc/fstab.",
        )
    else:
        yield good("No memory is swapped to a disk in the clear.")


def _stays_closed(area: Path) -> bool:
    """Whether a swap area is in memory (zram) or goes through dm-crypt, at some depth."""
    if area.name.startswith("zram"):
        return True
    with suppress(OSError):
        return _is_encrypted(Path("/sys/class/block") / area.resolve(strict=True).name)
    return False


def _is_encrypted(device: Path) -> bool:
    with suppress(OSError):
        if (device / "dm/uuid").read_text("utf-8").startswith("CRYPT-"):
            return True
    with suppress(OSError):
        below = list((device / "slaves").iterdir())
        return bool(below) and all(map(_is_encrypted, below))
    return False


_DAY = 86_400  # seconds


def clock() -> Findings:
    """Whether the zone is known, the clock has gone back, and something keeps it right."""
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield lacks("The time zone Europe/London is not known here.", "Install the package tzdata.")
    else:
        yield good("Opening hours are judged by the clock of Europe/London.")
    with suppress(OSError):
        if (home() / "store.db").stat().st_mtime - time.time() > _DAY:
            yield lacks(
                "The clock is wrong: the store was last changed on a day that has not come yet.",
                "Set the clock before anybody signs in: what is due by date and the audit depend on it.",
            )
    kept = _kept_right()
    if kept:
        yield good("The clock is kept right over the network.")
    elif kept is False:
        yield note(
            "Nothing keeps the clock right: the hours of offices and the times in the audit are as good as it is.",
            "Use NTP, such as systemd-timesyncd or chrony: timedatectl set-ntp true. On a machine without a network "
            "look at the clock each month.",
        )


def _kept_right() -> bool | None:
    """Whether the kernel calls the clock right, as `timedatectl` asks it: ntp_adjtime(2). None: it says nothing."""
    if not sys.platform.startswith("linux"):
        return None

    unsynchronised, error = 0x0040, 5  # STA_UNSYNC, TIME_ERROR
    room = (ctypes.c_byte * 256)()  # struct timex, all zero: nothing is changed
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(room))
    except (OSError, AttributeError):
        return None
    status = ctypes.c_int.from_buffer(room, 5 * ctypes.sizeof(ctypes.c_long)).value
    return None if state < 0 else state != error and not status & unsynchronised


_TIME_TO_ANSWER = 20.0
"""Seconds that people need at least to press a key after a warning (WCAG 2.2.1)."""


def lock() -> Findings:
    """When it locks by itself, warns before, and ends. An account's own choice comes before the first."""
    if (config := sound_config()) is None:
        return
    times = config.lock
    if times.idle:
        yield good(
            f"Locks by itself {say_seconds(times.idle)} after the last key, unless an account has chosen another time.",
        )
    else:
        yield note(
            "Does not lock by itself: idle under [lock] is 0.",
            "On a terminal that several people use, set it to 180 seconds: whoever needs longer can choose so.",
        )
    if (on_call := times.on_call.idle) != times.idle:
        late = f"{say_seconds(on_call)} after the last key" if on_call else "not by itself"
        yield good(f"While somebody phones it locks {late}.")
    if times.idle and times.idle - times.quiet < _TIME_TO_ANSWER:
        yield note(
            f"Warns only {say_seconds(times.idle - times.quiet)} before it locks, which is too short for some people.",
            "Set warn under [lock] to 30 seconds, and idle to more than that.",
        )
    if times.end:
        yield good(f"Locked, it signs out after {say_seconds(times.end)} without a key.")
    else:
        yield note(
            "Locked, it never signs out by itself: end under [lock] is 0.",
            "Set it to 900 seconds: only the end of the process takes a case out of the machine's memory.",
        )


def program() -> Findings:
    """Which version runs on what."""
    yield good(f"ce-tui {__version__} with Python {platform.python_version()} on {platform.system()}.")


def terminal() -> Findings:
    """Whether this terminal shows the full screen, and how large it is."""
    term = os.environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield note("This is not run on a terminal, so nothing can be said about it.")
        return
    if term in ("dumb", "unknown"):
        yield note(
            f"The terminal calls itself {term} and cannot move its cursor, so the app opens a line at a time.",
            "For the full screen set TERM to what the terminal really is.",
        )
        return
    columns, lines = shutil.get_terminal_size()
    size = f"The terminal ({term or 'no TERM'}) has {columns} columns and {lines} lines"
    if columns < 80 or lines < 24:
        yield note(f"{size}; 80 by 24 or more is comfortable.", "Make the window larger.")
    else:
        yield good(f"{size}.")
    if os.environ.get("NO_COLOR"):
        yield good("NO_COLOR is set: the app draws without colour. Every state is a word anyway.")


def language() -> Findings:
    """Which characters are written here, and why; whether they are all that a name may have."""
    encoding, why = character_set()
    if encoding == UTF_8:
        yield good(f"UTF-8 is written here: {why}. Names in every script can be typed and shown.")
    else:
        alone = "ASCII alone" if encoding == ASCII else f"{encoding} alone"
        yield note(
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
        yield wrong(error.words, "Mend the file, or take CE_TUI_CONFIG away.")
        return
    yield good(f"The configuration is {config.file}." if config.file else "There is no configuration file.")
    yield from (note(words) for words in config.gone)
    yield from findings


def _pathway(config: Config) -> Findings:
    found = config.readable_pathways
    if found.lacks_current:
        return  # said with the pathways
    pathway = found.current
    areas = ", ".join(locality.name for locality in pathway.localities)
    yield good(
        f"The pathway is {pathway.title}, {pathway.edition} ({len(pathway.factors)} factors; {areas}).",
    )
    lost = [slot.id for slot in pathway.links if not slot.url]
    if lost:
        yield note(
            f"{len(lost)} links of the document have no address in the copy used: {', '.join(lost)}.",
            "Once confirmed, put each address into the configuration under [links].",
        )
    until = localities.known_until()
    if localities.runs_out_soon(date.today()):
        yield note(f"Bank holidays are known until {until.isoformat()} only.", "Install a newer version.")
    else:
        yield good(f"Bank holidays in England are known until {until.isoformat()}.")
