"""What the machine brings: encryption, the PDF's libraries and typefaces, a printer; and faults that were noted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from ce_tui.core.referral.fonts import BOLD, PACKAGES, font_file, machines_left_alone
from ce_tui.core.referral.unavailable import COMMAND, without_library_search
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.settings import fault_log


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
        yield Finding(
            "lacks",
            "The encryption does not start here, so no store can be opened.",
            "Install the app again.",
        )
        return
    yield Finding("good", f"The store is encrypted with SQLCipher {version[0]}.")


def pdf() -> Findings:
    """Whether Pango is there. What WeasyPrint prints where it is not goes nowhere: the answer may be JSON."""
    with without_library_search(), machines_left_alone(), redirect_stdout(StringIO()):
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


def fonts() -> Findings:
    """Whether the typefaces of the referral are there: none of the machine's own is used."""
    missing = [name for name in (*PACKAGES, BOLD) if not _is_there(font_file, name)]
    if missing:
        yield Finding(
            "lacks",
            f"Typefaces of the referral are missing: {', '.join(missing)}.",
            "Install the app again: they come with it.",
        )
    else:
        yield Finding("good", f"The referral's {len(PACKAGES) + 1} typefaces are there.")


def _is_there(font_file: Callable[[str], Path], name: str) -> bool:
    try:
        return font_file(name).is_file()
    except (FileNotFoundError, ImportError):
        return False


def printing() -> Findings:
    """Whether a referral can be printed from the app."""
    if shutil.which("lp"):
        yield Finding("good", "Referrals can be printed with lp.")
    else:
        yield Finding(
            "note", "There is no lp on this machine, so the app offers no printing.", "Install CUPS' client."
        )


def faults() -> Findings:
    """Whether faults of the app were noted."""
    folder = fault_log.folder()
    if folder is not None and os.access(file := folder / fault_log.FILE, os.R_OK):
        yield Finding("note", f"Faults of the app were noted in {file}, without anything that was typed.")
