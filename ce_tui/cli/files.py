"""Files that commands read and write: `-` is standard input, outputs are private and appear whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ce_tui import exit_codes
from ce_tui.cli.running import say_on_stderr, while_it_takes
from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import MISSING_WORDS, NOT_FILLED_IN_WORDS
from ce_tui.core.referral.content.shapes import Referral, as_text
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.words.outcomes import HYPHENS, REFUSED_BY_SOME
from ce_tui.core.words.still_to_do import STILL_TO_DO, ReferralLeft, numbered
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.private_file import NotRead, NotWritten, UnfinishedFile, opened_to_read, private_file
from ce_tui.files.shown import has_no_ending, is_text, other_than_pdf_or_text, shown
from ce_tui.settings.config import home, load_config
from ce_tui.settings.fault_log import own_files

if TYPE_CHECKING:
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.exporting import Exporter


LARGEST_INPUT = 64 * 1024 * 1024  # bytes


def read_input(name: str) -> bytes:
    """The content of a FILE; `-` is standard input. Raises Stop: 66 if it cannot be read, 65 if it is too large."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            with opened_input(name) as file:
                content = file.read(LARGEST_INPUT + 1)
    except OSError as error:
        raise Stop(exit_codes.INPUT_UNREADABLE, f"{shown(name)} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_INPUT:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)} is too large; expected at most 64 MiB.")
    return content


def opened_input(name: str) -> BinaryIO:
    """A file, open to be read. Raises Stop 66."""
    try:
        return opened_to_read(Path(name))
    except NotRead as error:
        raise Stop(exit_codes.INPUT_UNREADABLE, error.words) from error


def read_first_line(name: str, what: str) -> str:
    """The first line of a passphrase or password file, without its line end. Raises Stop 66 or 65."""
    first = read_input(name).partition(b"\n")[0].removesuffix(b"\r")
    try:
        line = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)}: the {what} is not UTF-8 text.") from error
    if not line:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)}: the first line is empty; expected the {what}.")
    return line


def one_standard_input(*names: str | None) -> None:
    """Standard input can be one file, not two. Raises Stop 2."""
    if names.count("-") > 1:
        raise Misuse("Standard input (-) can stand for one file only.")


@contextmanager
def output_file(name: str, force: bool) -> Iterator[UnfinishedFile]:
    """A file of mode 0600 that has its name once the block ended well. Raises Stop 73.

    Where it cannot be made or exists already, that is said before the block, so that nothing is done in vain.
    """
    with output_refusals(), private_file(Path(name), own_files_here(), replace=force) as file:
        yield file


@contextmanager
def output_refusals() -> Iterator[None]:
    """Why a file is not made, as the end of a command. Raises Stop 73."""
    try:
        yield
    except NotWritten as refused:
        how = " It was left as it is. To replace it: --force" if refused.exists else ""
        raise Stop(exit_codes.OUTPUT_REFUSED, f"{refused.words}{how}") from refused


def own_files_here() -> OwnFiles:
    """The app's own files, as the environment says, which no file replaces. Raises ConfigInvalid."""
    return own_files(load_config(), home())


def tell_missing(outcome: Outcome) -> None:
    """Say a line for each thing that is missing, then for each that was not filled in.

    Each begins with the name in the contract.
    """
    for name in outcome.missing:
        say_on_stderr(f"missing: {name}: {MISSING_WORDS[name]}")
    for name in outcome.not_filled_in:
        if name not in outcome.missing:
            say_on_stderr(f"not filled in: {name}: {NOT_FILLED_IN_WORDS[name]}")


def in_pathway(pathway: Pathway, typed: str) -> Locality:
    """The locality of that id, in any case. Raises Stop 2 with those that there are."""
    try:
        return pathway.locality(typed.strip().lower())
    except KeyError as error:
        known = ", ".join(locality.id for locality in pathway.localities)
        raise Misuse(f"There is no such locality in the pathway; expected one of: {known}") from error


def one_screening(file: str, pathways: Pathways, at: datetime) -> tuple[Answers, Pathway]:
    """The answers of the one screening in FILE, and their pathway.

    No day in them is after today, or after `at` if that is later. Raises InputInvalid, Stop.
    """
    latest = max(datetime.now(LONDON), at).astimezone(LONDON).date()
    read = read_answers(read_input(file), pathways, latest)
    answers = as_from_file(read.one)
    say_on_stderr(*read.remarks)
    return answers, pathways.get(answers.pathway)


class ReferralGoal(msgspec.Struct, frozen=True):
    """Where a referral goes and how it is protected. Neither password nor `open`: a passphrase is made up."""

    out: str
    force: bool
    password_file: str | None = None
    open: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the referral is written as plain text."""
        return is_text(self.out)

    @property
    def written(self) -> ReferralLeft:
        """How it stands there, for what is still to be done."""
        return ReferralLeft("text" if self.is_text else "pdf", self.out, not (self.is_text or self.open))


def write(
    referral: Referral, target: ReferralGoal, to_do: Sequence[str] = (), exporter: Exporter | None = None
) -> None:
    """Write the referral; a passphrase that is made up is printed on standard error before the file stands.

    `to_do`: what is still to be done then, said before the passphrase, which is the last line. `exporter`: has the PDF
    drawn, and keeps and logs what leaves before the file stands; what it raises leaves no file. None: it is of no
    stored screening. Raises Stop, PdfUnavailable, RenderFailed.
    """
    from ce_tui.core.referral.pdf.pdf import encrypt, new_password, too_long_for_some  # loads pikepdf

    with output_file(target.out, target.force) as output:
        # A name says what is written under it: nobody could open a PDF called .docx.
        if wrong := other_than_pdf_or_text(target.out):
            raise Misuse(wrong)
        if has_no_ending(target.out):
            say_on_stderr(f"{shown(target.out)} is a PDF, though its name does not end in .pdf.")
        made_up, drawn = "", None
        if target.is_text:
            output.write(as_text(referral).encode("utf-8"))
        else:
            password = (
                None if target.password_file is None else read_first_line(target.password_file, "password")
            )
            with while_it_takes("Making the PDF."):
                if exporter is not None:
                    drawn = exporter.to_draw(*exporter.exported)()
                    pdf = drawn.pdf
                else:
                    with Renderer() as renderer:
                        pdf = renderer.render(referral)
            if characters := unprintable(as_text(referral)):
                say_on_stderr(
                    "Some characters cannot be printed, since no font at hand has them; the PDF names them instead: "
                    + " ".join(f"U+{ord(character):04X}" for character in characters)
                )
            if password and too_long_for_some(password):
                say_on_stderr(REFUSED_BY_SOME)
            made_up = "" if target.open or password else new_password()
            output.write(pdf if target.open else encrypt(pdf, password or made_up))
        if exporter is not None:
            exporter.record(drawn)
        if to_do:
            say_on_stderr(f"{STILL_TO_DO}:", *numbered(to_do))
        if made_up:
            say_on_stderr(
                "The PDF is encrypted. Its passphrase is shown only now; send it by another route than the file. "
                + HYPHENS
            )
            say_on_stderr(made_up)
