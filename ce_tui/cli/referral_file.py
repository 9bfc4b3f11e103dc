"""Writes a referral under the name that a person gave: as an encrypted PDF, an open PDF, or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from ce_tui import exit_codes
from ce_tui.cli.files import output_file, read_first_line
from ce_tui.cli.output import tell
from ce_tui.cli.patience import patiently
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.referral.content.shapes import Referral
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.referral.pdf.protect import encrypt, new_password, too_long_for_some
from ce_tui.core.referral.worker.worker import Renderer
from ce_tui.core.words.passphrases import HYPHENS, REFUSED_BY_SOME
from ce_tui.core.words.still_to_do import STILL_TO_DO, Written, numbered
from ce_tui.exit_codes import Stop
from ce_tui.files.endings import has_no_ending, is_text, other_than_pdf_or_text
from ce_tui.files.shown import shown
from ce_tui.settings.sections import ReferralSettings

if TYPE_CHECKING:
    from ce_tui.session.exporting import Exporter


class Goal(msgspec.Struct, frozen=True):
    """Where a referral goes and how it is protected. Neither password nor `open`: a passphrase is made up."""

    out: str
    force: bool = False
    password_file: str | None = None
    open: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the referral is written as plain text."""
        return is_text(self.out)

    @property
    def written(self) -> Written:
        """How it stands there, for what is still to be done."""
        return Written("text" if self.is_text else "pdf", self.out, not (self.is_text or self.open))


def target(
    settings: ReferralSettings, out: str, force: bool, password_file: str | None, no_password: bool
) -> Goal:
    """The target that the options ask for, before anything is done. Raises Stop 2 where they contradict each other.

    A deployment may have switched encryption off; a password file asks for it all the same.
    """
    if no_password and password_file is not None:
        raise Stop(exit_codes.USAGE, "Give either --password-file or --no-password, not both.")
    asked = Goal(
        out, force, password_file, open=no_password or (not settings.encrypt and password_file is None)
    )
    if asked.is_text and password_file is not None:
        raise Stop(
            exit_codes.USAGE, "A text file cannot be encrypted. Leave --password-file out, or write a PDF."
        )
    return asked


def write(
    referral: Referral, target: Goal, to_do: Sequence[str] = (), exporter: Exporter | None = None
) -> None:
    """Write the referral; a passphrase that is made up is printed on standard error before the file stands.

    `to_do`: what is still to be done then, said before the passphrase, which is the last line. `exporter`: has the PDF
    drawn, and keeps and logs what leaves before the file stands; what it raises leaves no file. None: it is of no
    stored screening. Raises Stop, PdfUnavailable, RenderFailed.
    """
    with output_file(target.out, target.force) as output:
        _look_at_ending(target)
        made_up, drawn = "", None
        if target.is_text:
            output.write(as_text(referral).encode("utf-8"))
        else:
            password = (
                None if target.password_file is None else read_first_line(target.password_file, "password")
            )
            with patiently("Making the PDF."):
                if exporter is not None:
                    drawn = exporter.to_draw(*exporter.exported)()
                    pdf = drawn.pdf
                else:
                    with Renderer() as renderer:
                        pdf = renderer.render(referral)
            if characters := unprintable(as_text(referral)):
                tell(
                    "Some characters cannot be printed, since no font at hand has them; the PDF names them instead: "
                    + " ".join(f"U+{ord(character):04X}" for character in characters)
                )
            if password and too_long_for_some(password):
                tell(REFUSED_BY_SOME)
            made_up = "" if target.open or password else new_password()
            output.write(pdf if target.open else encrypt(pdf, password or made_up))
        if exporter is not None:
            exporter.record(drawn)
        if to_do:
            tell(f"{STILL_TO_DO}:", *numbered(to_do))
        if made_up:
            tell(
                "The PDF is encrypted. Its passphrase is shown only now; send it by another route than the file. "
                + HYPHENS
            )
            tell(made_up)


def _look_at_ending(target: Goal) -> None:
    """A name says what is written under it: nobody could open a PDF called .docx. Raises Stop 2."""
    if wrong := other_than_pdf_or_text(target.out):
        raise Stop(exit_codes.USAGE, wrong)
    if has_no_ending(target.out):
        tell(f"{shown(target.out)} is a PDF, though its name does not end in .pdf.")
