"""How a screening leaves: its referral, its PDFs, the phone script, what is kept and logged. Knows no front end.

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

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.actions.follow_up_summary import police_step
from ce_tui.core.pathway.answers.danger import WITH_CONSENT, SafetyName
from ce_tui.core.pathway.outcome.following import without_forms
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.pathway.outcome.phone_script import CONSENT, DANGER, read_on_the_phone
from ce_tui.core.referral.content.content import (
    ReferralContext,
    alone,
    as_text_sent,
    file_name,
    referral,
    with_annex,
)
from ce_tui.core.referral.content.shapes import Referral, as_text
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.records import FORM
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.still_to_do import NOT_KNOWN, ReferralLeft, StepTicks, still_to_do
from ce_tui.files.private_file import NotWritten, check_target
from ce_tui.session.draft import Draft
from ce_tui.session.words.sharing import NOT_LOGGED

if TYPE_CHECKING:
    from ce_tui.core.referral.worker import Renderer
    from ce_tui.core.vault.casebook.referrals import Document
    from ce_tui.files.own_files import FileOutlet


def form_sent(draft: Draft) -> str:
    """ "Done 25 November 2026, 14:05: ": that the area's own form was sent, as far as is recorded.

    By the same rule as a step of what is still to be done; empty: it is not known to be.
    """
    return _ticks(draft).of_form() if draft.outcome.forms_due else ""


def police_told(draft: Draft) -> str:
    """ "Done 25 November 2026, 14:05: ": that the police were told, if that is a step of red; else empty."""
    return _ticks(draft).of_police() if police_step(draft.outcome) else ""


def still_due(draft: Draft) -> Outcome:
    """The outcome of the open draft, without a form that was sent."""
    return without_forms(draft.outcome) if form_sent(draft) else draft.outcome


def _ticks(draft: Draft) -> StepTicks:
    outcome, pathway = draft.outcome, draft.pathway
    return StepTicks(draft.answers, outcome, area_of(outcome, pathway), _recorded(draft))


def _recorded(draft: Draft) -> list[Recorded]:
    """The recorded actions; none if they cannot be read now: then nothing is known to be done."""
    try:
        return draft.casebook.actions.of(draft.screening.ref)
    except VaultError:
        return []


class PdfKey(NamedTuple):
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


class WrittenReferral(NamedTuple):
    """A referral as it was written for `key`. `due`: what the annex is of."""

    key: PdfKey
    referral: Referral
    due: Outcome


class DrawnPdfs(NamedTuple):
    """The PDF that leaves, first, and what is kept with it. `key`: what they belong to; there may be more by now."""

    pdfs: dict[Document, bytes]
    key: PdfKey

    @property
    def pdf(self) -> bytes:
        """The PDF that leaves, before it is closed."""
        return next(iter(self.pdfs.values()))


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
        self._left: ReferralLeft | None = None
        self._is_to_do_new = False
        self._ahead: dict[Document, tuple[PdfKey, bytes]] = {}
        self._written: WrittenReferral | None = None
        self._kept: dict[Document, tuple[PdfKey, bytes | None]] = {}
        self._one_at_a_time = Lock()

    @property
    def key(self) -> PdfKey:
        """What a rendered PDF belongs to: another version or state needs another, and so does what was recorded since,
        an office that opened or closed, or another screening before: which one it is, is looked up anew. Raises
        VaultError.
        """
        draft, screening = self.draft, self.draft.screening
        recorded = len(draft.casebook.actions.of(screening.ref))
        draft.before.forget()
        return PdfKey(
            screening.ref,
            screening.revision,
            screening.version,
            screening.state,
            recorded,
            draft.before.key,
            tuple(each.state for each in draft.outcome.contacts),
        )

    def show_to_do(self, left: ReferralLeft | None = None) -> None:
        """Show from now on what is still to be done: as of a referral that was just written, else of the one before."""
        self._left, self._is_to_do_new = left or self._left or NOT_KNOWN, True

    def is_to_do_new(self) -> bool:
        """Whether the list is to be read now: once for each time that it was to be shown."""
        new, self._is_to_do_new = self._is_to_do_new, False
        return new

    def to_do(self) -> list[str]:
        """What is still to be done, as of this hour, without numbers; empty before it is to be shown."""
        draft, left = self.draft, self._left
        if left is None:
            return []
        return still_to_do(draft.answers, draft.outcome, draft.pathway, left, _recorded(draft))

    @property
    def sent(self) -> Document:
        """The document that leaves as the referral."""
        return "sent with annex" if self.annex else "sent"

    @property
    def exported(self) -> tuple[Document, ...]:
        """The documents that an export makes: what leaves, then the annex if it is not in it."""
        return (self.sent,) if self.annex else (self.sent, "annex")

    def document(self, document: Document) -> Referral:
        """A document of the screening as it is now; all of them agree. Raises VaultError."""
        return self._as(document, self._now())

    def as_text_sent(self) -> Referral:
        """The referral for plain text: with whom to call, or the whole annex if that is chosen. Raises VaultError."""
        now = self._now()
        return as_text_sent(now.referral, now.due, self.draft.pathway, annex=self.annex)

    def shown(self) -> Referral:
        """The whole screening to be read, if it does not leave: without the log's head. Raises VaultError."""
        return self._as("sent with annex", self._write(self.key, leaves=False))

    def what_to_do(self) -> Referral:
        """The annex by itself as of this minute: whom to phone changes with the hour. Raises VaultError."""
        return self._as("annex", self._write(self.key))

    def _as(self, document: Document, written: WrittenReferral) -> Referral:
        if document == "sent":
            return written.referral
        make = alone if document == "annex" else with_annex
        return make(written.referral, written.due, self.draft.pathway)

    def _now(self) -> WrittenReferral:
        """The referral, written once for a `key`, so that reading, printing and keeping agree."""
        key = self.key
        if self._written is None or self._written.key != key:
            self._written = self._write(key)
        return self._written

    def _write(self, key: PdfKey, *, leaves: bool = True) -> WrittenReferral:
        draft, screening = self.draft, self.draft.screening
        referrals = draft.casebook.referrals
        imprint = ReferralContext(
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
        return WrittenReferral(
            key, referral(draft.answers, draft.outcome, draft.pathway, imprint), still_due(draft)
        )

    def text(self) -> str:
        """The referral as plain text. Raises VaultError."""
        return as_text(self.as_text_sent())

    def preview(self) -> str:
        """The text of the PDF; as it was written last, if the store cannot be read now."""
        try:
            written = self._now()
        except VaultError:
            if self._written is None:
                raise
            written = self._written
        return as_text(self._as(self.sent, written))

    def kept(self, document: Document) -> bytes | None:
        """The PDF that the store keeps of a completed revision; None if there is none.

        One of an earlier form of documents does not go out again: what is attached to it says a no that nobody gave.
        Nor does one since which something was recorded, or that is compared with another. Raises VaultError.
        """
        screening = self.draft.screening
        if screening.state != "completed" or screening.form < FORM:
            return None
        key, found = self.key, self._kept.get(document)
        if found is None or found[0] != key:  # each look is logged
            kept = self.draft.casebook.referrals.kept
            found = key, kept(screening.ref, screening.revision, document, key.before)
            self._kept[document] = found
        return found[1]

    def to_draw(self, *documents: Document) -> Callable[[], DrawnPdfs]:
        """What documents say now; what it gives draws their PDFs. That takes its time: for a thread.

        The annex alone is written and drawn as of this minute, and nothing keeps it: whom to phone changes with the
        hour. Raises VaultError at once, what it gives PdfUnavailable, RenderFailed.
        """
        is_annex = documents == ("annex",)
        now, drawn = (self._write(self.key), {}) if is_annex else (self._now(), self._ahead)
        written = {each: self._as(each, now) for each in documents}

        def draw() -> DrawnPdfs:
            with self._one_at_a_time:
                for document, words in written.items():
                    ahead = drawn.get(document)
                    if ahead is None or ahead[0] != now.key:
                        drawn[document] = (now.key, self._renderer().render(words))
                return DrawnPdfs({each: drawn[each][1] for each in written}, now.key)

        return draw

    def ahead(self) -> Callable[[], None] | None:
        """The job that draws an export's PDFs before it is asked for, in a thread; None: there is nothing to draw.

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

    def record(self, drawn: DrawnPdfs | None = None) -> None:
        """Keep the PDFs, before they are closed, and log that the screening left; None: as plain text.

        To be done before the file stands, so that neither is without the other. Raises VaultError.
        """
        if drawn is None:
            self.note("text", self.sent)
            return
        keep, screening, key = self.draft.casebook.referrals.keep, self.draft.screening, drawn.key
        for document, pdf in drawn.pdfs.items():
            keep(screening, pdf, document, key.recorded, key.before)
        self.note("pdf", next(iter(drawn.pdfs)))

    def note(self, how: str, document: Document = "annex") -> None:
        """Log that a document left, and how; of the referral, whether the annex went with it. Raises VaultError."""
        how = f"{how} with annex" if document == "sent with annex" else how
        self.draft.casebook.referrals.note_export(self.draft.screening.ref, how)

    def file_name(self, ending: str = "pdf", document: Document = "sent") -> str:
        """The name of the file: with the reference, never with a name."""
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


def export_folder(outlet: FileOutlet) -> Path:
    """The folder that is proposed for files: the deployment's, else where the app was started, else home.

    Never where they could not be: in a folder of the app's own.
    """
    if outlet.folder is not None:
        return outlet.folder
    try:
        here = Path.cwd()
        check_target(here / ".ce-tui-probe", outlet)
        str(here).encode()  # a name that is no text can be shown nowhere
    except (NotWritten, OSError, UnicodeEncodeError):
        with suppress(RuntimeError):  # this account may have none
            return Path.home()
        return Path("/")
    return here


def printer() -> str:
    """The path of the program that prints; empty: there is none."""
    return shutil.which("lp", path="/usr/bin:/usr/local/bin:/bin") or ""


def print_pdf(pdf: bytes, title: str) -> str:
    """Send a PDF to the default printer. Empty: it was taken; else why not, in words. For a thread."""
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


ANSWERED_BELOW = (DANGER, CONSENT)
"""The headings below which what is not answered can be answered, in order."""


def to_answer(draft: Draft, heading: str) -> list[SafetyName]:
    """The questions that can be answered below a heading during the call; the family's at consent."""
    return [name for name in draft.outcome.not_answered if draft.editable and heading_of(name) == heading]


def heading_of(name: SafetyName) -> str:
    """The heading that a question is answered below."""
    return CONSENT if name in WITH_CONSENT else DANGER


def script_of(draft: Draft) -> list[tuple[str, list[str]]]:
    """What to say on the phone, by what is answered and recorded now.

    Headings with their lines, in the order in which a call taker asks. If nothing can be answered here, and something
    is open, it says why not.
    """
    outcome = still_due(draft)
    parts = read_on_the_phone(draft.answers, outcome, draft.pathway, draft.screening.ref, draft.comparison)
    why = draft.why_closed if draft.outcome.not_answered else ""
    return [(heading, [*said, why] if why and heading == DANGER else said) for heading, said in parts]


def log_phone_reading(draft: Draft) -> str:
    """Log that the script is read out on the phone. Why that is not logged; empty: it is.

    The screening before is looked up anew.
    """
    if draft.editable:
        draft.flush()
    draft.before.forget()
    _ = draft.before.screened  # looked up first: that somebody else's is read is logged
    try:
        draft.casebook.referrals.note_export(draft.screening.ref, "phone")
    except VaultError as error:
        return f"Not noted in the audit: {error.words}"
    return NOT_LOGGED if draft.casebook.read_only else ""
