"""How a screening leaves: what its referral says, its PDFs, what is kept and logged. Knows no screen and no command.

The drawing may run in a thread; what is asked of the casebook runs where the casebook lives.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.referral.content.annex import alone, as_text_sent, with_annex
from ce_tui.core.referral.content.content import Imprint, file_name, referral
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.referral.content.shapes import Referral
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.records import FORM
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten, check_target
from ce_tui.session.session import Draft
from ce_tui.session.to_do import ToDo, still_due

if TYPE_CHECKING:
    from ce_tui.core.pathway.outcome.outcome import Outcome
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.core.vault.casebook.referrals import Document
    from ce_tui.files.outlet import Outlet


class Key(NamedTuple):
    """What a rendered PDF belongs to. `recorded`: how many actions it knows. `before`: the screening before, if any.

    `answering`: whether to expect an answer, of each of the area's services.
    """

    ref: str
    revision: int
    version: int
    state: str
    recorded: int
    before: str
    answering: tuple[str, ...]


class WrittenFrom(NamedTuple):
    """What a referral says as it was written for `key`. `due`: what the annex is of."""

    key: Key
    referral: Referral
    due: Outcome


class DrawnFrom(NamedTuple):
    """The PDF that leaves, first, and what is kept with it. `key`: what they belong to; there may be more by now."""

    pdfs: dict[Document, bytes]
    key: Key

    @property
    def document(self) -> Document:
        """Which one leaves."""
        return next(iter(self.pdfs))

    @property
    def pdf(self) -> bytes:
        """That one, as it is before it is closed."""
        return self.pdfs[self.document]


class Exporter:
    """The referral of one screening, in Review and at the command line alike. `renderer` is asked for when a PDF is.

    `annex`: whether what leaves has the pages for the referrer; not before it is asked for.
    """

    def __init__(
        self, draft: Draft, renderer: Callable[[], Renderer], marking: str, *, annex: bool = False
    ) -> None:
        self.draft = draft
        self._renderer = renderer
        self._marking = marking
        self.annex = annex
        self.to_do = ToDo(draft)
        self._ahead: dict[Document, tuple[Key, bytes]] = {}
        self._written: WrittenFrom | None = None
        self._kept: dict[Document, tuple[Key, bytes | None]] = {}
        self._one_at_a_time = Lock()

    @property
    def key(self) -> Key:
        """What a rendered PDF belongs to: another version or state needs another, and so does what was recorded since,
        an office that opened or closed, or another screening before: which one it is, is looked up anew. Raises
        VaultError.
        """
        draft, screening = self.draft, self.draft.screening
        recorded = len(draft.casebook.actions.of(screening.ref))
        draft.before.forget()
        return Key(
            screening.ref,
            screening.revision,
            screening.version,
            screening.state,
            recorded,
            draft.before.key,
            tuple(each.state for each in draft.outcome.contacts),
        )

    @property
    def sent(self) -> Document:
        """Which document leaves as the referral."""
        return "sent with annex" if self.annex else "sent"

    @property
    def exported(self) -> tuple[Document, ...]:
        """What an export makes: what leaves, then the annex, which is kept beside it where it is not in it."""
        return (self.sent,) if self.annex else (self.sent, "annex")

    def document(self, document: Document) -> Referral:
        """What a document says of the screening as it is now; all of them agree. Raises VaultError."""
        now = self._now()
        return self._as(document, now.referral, now.due)

    def as_text_sent(self) -> Referral:
        """What the plain text says: whom to call, or the whole annex where that is chosen. Raises VaultError."""
        now = self._now()
        return as_text_sent(now.referral, now.due, self.draft.pathway, annex=self.annex)

    def shown(self) -> Referral:
        """What is read of a screening that does not leave: all of it, without the log's head. Raises VaultError."""
        now = self._write(self.key, leaves=False)
        return with_annex(now.referral, now.due, self.draft.pathway)

    def what_to_do(self) -> Referral:
        """The annex by itself as of this minute: whom to phone changes with the hour. Raises VaultError."""
        now = self._write(self.key)
        return alone(now.referral, now.due, self.draft.pathway)

    def _as(self, document: Document, made: Referral, outcome: Outcome) -> Referral:
        if document == "sent":
            return made
        make = alone if document == "annex" else with_annex
        return make(made, outcome, self.draft.pathway)

    def _now(self) -> WrittenFrom:
        """Written once for what `key` says, so that reading, printing and keeping agree."""
        key = self.key
        if self._written is None or self._written.key != key:
            self._written = self._write(key)
        return self._written

    def _write(self, key: Key, *, leaves: bool = True) -> WrittenFrom:
        draft, screening = self.draft, self.draft.screening
        referrals = draft.casebook.referrals
        imprint = Imprint(
            at=draft.clock(),
            known=screening.updated,
            ref=screening.ref,
            revision=screening.revision,
            state=screening.state,
            audit_head=referrals.audit_head(screening.ref, screening.revision) if leaves else "",
            marking=self._marking,
            recorded=tuple(draft.casebook.actions.of(screening.ref)),
            comparison=draft.comparison,
        )
        return WrittenFrom(
            key, referral(draft.answers, draft.outcome, draft.pathway, imprint), still_due(draft)
        )

    def text(self) -> str:
        """The referral as plain text. Raises VaultError."""
        return as_text(self.as_text_sent())

    def preview(self) -> str:
        """What the PDF says, as text; as it was written last, where the store cannot be read now."""
        try:
            self._now()
        except VaultError:
            if self._written is None:
                raise
        assert self._written is not None
        return as_text(self._as(self.sent, self._written.referral, self._written.due))

    def kept(self, document: Document) -> bytes | None:
        """The PDF that the store keeps of a completed revision; None where there is none.

        One of an earlier form of documents does not go out again: what is attached to it says a no that nobody gave.
        Nor does one since which something was recorded, or that is compared with another. Raises VaultError.
        """
        screening = self.draft.screening
        if screening.state != "completed" or screening.form < FORM:
            return None
        key, found = self.key, self._kept.get(document)
        if found is None or found[0] != key:  # each look is logged
            kept = self.draft.casebook.referrals.kept
            pdf = kept(screening.ref, screening.revision, document, key.before)
            found = self._kept[document] = (key, pdf)
        return found[1]

    def to_draw(self, *documents: Document) -> Callable[[], DrawnFrom]:
        """What documents say now; what it gives draws their PDFs. That takes its time: for a thread.

        Raises VaultError at once, what it gives PdfUnavailable, RenderFailed.
        """
        now = self._now()
        written = {each: self._as(each, now.referral, now.due) for each in documents}

        def draw() -> DrawnFrom:
            with self._one_at_a_time:
                for document, words in written.items():
                    ahead = self._ahead.get(document)
                    if ahead is None or ahead[0] != now.key:
                        self._ahead[document] = (now.key, self._renderer().render(words))
                return DrawnFrom({each: self._ahead[each][1] for each in written}, now.key)

        return draw

    def draw_now(self, written: Referral) -> bytes:
        """The PDF of what was just written, which nothing keeps. For a thread. Raises as what `to_draw` gives."""
        with self._one_at_a_time:
            return self._renderer().render(written)

    def ahead(self) -> Callable[[], None] | None:
        """What draws the PDFs of an export before it is asked for, in a thread; None: there is nothing to draw.

        What goes wrong is said when it is asked for.
        """
        try:
            if self.kept(self.sent) is not None:
                return None
            draw = self.to_draw(*self.exported)
        except VaultError:
            return None

        def ahead() -> None:
            with suppress(PdfUnavailable, RenderFailed):
                draw()

        return ahead

    def record(self, drawn: DrawnFrom | None = None) -> None:
        """Keep the PDFs, as they are before they are closed, and log that it left; None: as plain text.

        To be done before the file stands, so that neither is without the other. Raises VaultError.
        """
        if drawn is None:
            self.note("text", self.sent)
            return
        for document, pdf in drawn.pdfs.items():
            key, screening = drawn.key, self.draft.screening
            self.draft.casebook.referrals.keep(screening, pdf, document, key.recorded, key.before)
        self.note("pdf", drawn.document)

    def note(self, how: str, document: Document = "annex") -> None:
        """Log that it left, and how; of the referral, whether the annex went with it. Raises VaultError."""
        how = f"{how} with annex" if document == "sent with annex" else how
        self.draft.casebook.referrals.note_export(self.draft.screening.ref, how)

    def file_name(self, ending: str = "pdf", document: Document = "sent") -> str:
        """With the reference, never with a name."""
        screening = self.draft.screening
        return file_name(
            screening.ref,
            screening.revision,
            draft=screening.state != "completed",
            ending=ending,
            what="ce-what-to-do" if document == "annex" else "ce-referral",
        )

    def names_the_child(self, target: Path) -> bool:
        """Whether a file's name holds a part of the child's name."""
        words = self.draft.answers.child.name.casefold().split()
        return any(len(word) > 2 and word in target.name.casefold() for word in words)


def export_folder(outlet: Outlet) -> Path:
    """Where files are proposed: as the deployment says, else the folder that the app was started in, else home.

    Never where they could not be: in a folder of the app's own.
    """
    if outlet.folder is not None:
        return outlet.folder
    try:
        here = Path.cwd()
        check_target(here / ".ce-tui-probe", outlet)
        str(here).encode()  # a name that is no text can be shown nowhere
    except (NotWritten, OSError, UnicodeEncodeError):
        return _home_folder()
    return here


def _home_folder() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # this account has none
        return Path("/")


def printer() -> str:
    """The program that prints, or empty where there is none."""
    return shutil.which("lp", path="/usr/bin:/usr/local/bin:/bin") or ""


def print_pdf(pdf: bytes, title: str) -> str:
    """Send a PDF to the default printer: empty when it was taken, else why not in words. For a thread."""
    program = printer()
    if not program:
        return "There is no printing on this machine: the program lp is missing."
    try:
        done = subprocess.run(
            [program, "-t", title],
            input=pdf,
            capture_output=True,
            timeout=60,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "The printer did not answer. Nothing was printed."
    if done.returncode == 0:
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0][:200]
    return f"Not printed: {said or 'lp refused it'}."
