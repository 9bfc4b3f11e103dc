"""How a file's name ends: what is written under it is what its ending says, or the name is refused in words."""

from __future__ import annotations

from pathlib import Path

from ce_tui.files.shown import shown

PDF, TEXT = ".pdf", ".txt"
_WRITTEN = {PDF: "a PDF", TEXT: "plain text"}
_OTHERS = {
    ".csv", ".doc", ".docx", ".eml", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".json", ".log", ".md", ".msg", ".odt",
    ".png", ".ps", ".rtf", ".xls", ".xlsx", ".xml", ".zip",
}  # fmt: skip


def wrong_ending(path: Path, wanted: str) -> str:
    """What is wrong with a name under which a file of the `wanted` ending is to be written; empty: nothing is.

    Only PDF and plain text are looked at: what else is written has a name of its own. An ending that nobody knows is
    none: "minutes.2".
    """
    found = path.suffix.lower()
    if wanted not in _WRITTEN or found == wanted or found not in {*_WRITTEN, *_OTHERS}:
        return ""
    return (
        f"This is {_WRITTEN[wanted]}, and the name ends in {shown(path.suffix)}: whoever gets the file could not open "
        f"it. Nothing was written. Let the name end in {wanted}."
    )


def with_ending(path: Path, wanted: str) -> Path:
    """The path with the ending that says what it is; with one already, as it is."""
    if wanted not in _WRITTEN or not path.name or path.suffix.lower() == wanted:
        return path
    return path.with_name(f"{path.name}{wanted}")


def is_text(name: str) -> bool:
    """Whether a name asks for plain text."""
    return Path(name).suffix.lower() == TEXT


def has_no_ending(name: str) -> bool:
    """Whether a name does not say what is written under it."""
    return Path(name).suffix.lower() not in {*_WRITTEN, *_OTHERS}


def other_than_pdf_or_text(name: str) -> str:
    """What is wrong with a name whose ending says neither of both; empty: nothing is."""
    suffix = Path(name).suffix
    if suffix.lower() not in _OTHERS:
        return ""
    return (
        f"The name ends in {shown(suffix)}, and only a PDF or plain text can be written. Nothing was written. Let it "
        f"end in {PDF} or {TEXT}."
    )
