"""An export in Review and one by the command leave the same: what is logged, what is kept, what the file says.

Where the two ways differ, that stands here too. The command opens a screening each time, which is logged, and draws a
PDF anew each time; Review sends what is kept of a completed revision, and logs that it was looked at, once.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.referral.content.content import ReferralContext, attachment
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session import exporting
from ce_tui.session.asker import at_once
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import export_pdf, export_text, print_referral, take_what_to_do
from ce_tui.session.reviewing import UnconfirmedPassphrases
from support.people.asker import Answers
from support.people.cli import answers
from support.people.cli_people import WORDS, Hub
from support.people.screens import NOON
from support.people.station import station_of

OWN, WHY = "slate gargoyle thimble orchard", "Ben is on leave"
AT = f"{NOON:%Y-%m-%dT%H:%M}Z"
Left = tuple[list[tuple[str, str]], set[str]]
"""What is logged, as kind and detail, and which documents were kept."""

BY_COMMAND: dict[str, tuple[str, str, set[str]]] = {
    "closed.pdf": ("", "pdf", {"sent", "annex"}),
    "own.pdf": ("--password-file", "pdf", {"sent", "annex"}),
    "open.pdf": ("--no-password", "pdf", {"sent", "annex"}),
    "annex.pdf": ("--no-password --annex", "pdf with annex", {"sent with annex"}),
    "plain.txt": ("", "text", set()),
    "annex.txt": ("--annex", "text with annex", set()),
}
IN_REVIEW: dict[str, tuple[tuple[str, str], set[str]]] = {
    "closed.pdf": (("export", "pdf"), {"sent", "annex"}),
    "open.pdf": (("export", "pdf"), {"sent", "annex"}),
    "plain.txt": (("export", "text"), set()),
    "paper": (("print", "print"), set()),
    "now.pdf": (("export", "annex as pdf"), set()),
    "now.txt": (("export", "annex as text"), set()),
    "now paper": (("print", "print of the annex"), set()),
    "annex.pdf": (("export", "pdf with annex"), {"sent with annex"}),
    "annex.txt": (("export", "text with annex"), set()),
    "annex paper": (("print", "print with annex"), set()),
}


class Exports:
    """One screening, of Ben's, that leaves in many ways."""

    def __init__(self, hub: Hub, renderer: Renderer) -> None:
        self.hub = hub
        self.renderer = renderer
        [self.ref] = hub.imports("Ben", answers())

    def entered(self, name: str) -> Casebook:
        return sign_in(self.hub.home, name, WORDS[name])

    def all_by_command(self, name: str, *reason: str) -> dict[str, Left]:
        """Each way of the command, one after the other. An own password is in a file beside it."""
        own = self.hub.folder / "own"
        own.write_text(OWN)
        left, looking = {}, self.entered("Cy")
        for file, (options, *_) in BY_COMMAND.items():
            given = options.replace("file", f"file {own}").split()
            before = self._state(looking)
            ended = self.hub.run(
                name, "export", self.ref, "-o", self.hub.folder / file, "--at", AT, *given, *reason
            )
            assert (ended.code, ended.out) == (0, "")
            left[file] = self._since(looking, before)
            passphrase = {"closed.pdf": ended.err.splitlines()[-1], "own.pdf": OWN}.get(file, "")
            if file.endswith("pdf"):
                self.says(self.hub.folder / file, passphrase)
        looking.close()
        return left

    def all_in_review(self, name: str, reason: str = "") -> dict[str, Left]:
        """Each way that Review offers, in one session. A passphrase is not confirmed, so it waits."""
        station = station_of(self.entered(name), self.hub.home, renderer=lambda: self.renderer)
        casebook, folder = station.session.casebook, self.hub.folder / "review"
        folder.mkdir()
        exporter = Exporter(
            station.session.open(self.ref, reason), station.renderer, station.config.referral.marking
        )
        left = {}
        for file in IN_REVIEW:
            before = self._state(casebook)
            path, exporter.annex = str(folder / file), file.startswith("annex")
            asker = Answers(*([True] if "paper" in file else [path, *([False] if "closed" in file else [])]))
            if file.startswith("now"):
                asker = Answers(*(["print", True] if "paper" in file else [file[-3:], path]))
                at_once(take_what_to_do(asker, station, exporter))
            elif "paper" in file:
                at_once(print_referral(asker, exporter))
            elif file.endswith("pdf"):
                at_once(export_pdf(asker, station, exporter, protect="closed" in file))
            else:
                at_once(export_text(asker, station, exporter))
            left[file] = self._since(casebook, before)
        [waiting] = UnconfirmedPassphrases(casebook, self.ref).all()
        for file, passphrase in (("closed.pdf", waiting.passphrase), ("open.pdf", ""), ("annex.pdf", "")):
            self.says(folder / file, passphrase)
        station.session.close()
        return left

    def says(self, file: Path, passphrase: str) -> None:
        """The attachment says what the screening says; of a draft the log's head is that of the moment."""
        reader = PdfReader(file, password=passphrase or None)
        assert reader.is_encrypted is bool(passphrase), file
        said = json.loads(reader.attachments["referral.json"][0])
        looking = self.entered("Ben")
        screening = looking.screenings.read(self.ref)
        outcome = evaluate(
            screening.answers, station_of(looking, self.hub.home).session.pathways.current, NOON
        )
        looking.close()
        imprint = ReferralContext(at=NOON, ref=self.ref, revision=1, audit_head=said["audit_head"])
        assert said == json.loads(attachment(screening.answers, outcome, imprint))

    def _state(self, casebook: Casebook) -> tuple[list[tuple[str, str]], dict[str, str]]:
        store = casebook._desk.store
        logged = [
            (each.entry.kind, each.entry.detail) for each in store.log.entries() if each.entry.ref == self.ref
        ]
        return logged, {each.kind: each.made for each in store.kept.attached(self.ref, "")}

    def _since(self, casebook: Casebook, before: tuple[list[tuple[str, str]], dict[str, str]]) -> Left:
        logged, kept = self._state(casebook)
        return logged[len(before[0]) :], {each for each in kept if kept[each] != before[1].get(each)}


@pytest.fixture
def exports(staffed: Hub, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> Exports:
    monkeypatch.setattr(exporting, "printer", lambda: "lp")
    monkeypatch.setattr(exporting, "print_pdf", lambda pdf, title: "")
    return Exports(staffed, renderer)


def test_what_a_draft_of_ones_own_leaves(exports: Exports) -> None:
    assert exports.all_by_command("Ben") == {
        file: ([("view", ""), ("export", how)], {f"draft {each}" for each in kept})
        for file, (_, how, kept) in BY_COMMAND.items()
    }
    assert exports.all_in_review("Ben") == {
        file: ([logged], {f"draft {each}" for each in kept}) for file, (logged, kept) in IN_REVIEW.items()
    }


def test_what_a_completed_one_of_a_colleague_leaves_to_a_lead(exports: Exports) -> None:
    ben = exports.entered("Ben")
    ben.screenings.leave(ben.screenings.complete(ben.screenings.open(exports.ref)))
    ben.close()
    assert exports.all_by_command("Lea", "--reason", WHY) == {
        file: ([("view", WHY), ("export", how)], kept) for file, (_, how, kept) in BY_COMMAND.items()
    }
    looked_at = {
        "closed.pdf": [("view", "referral of revision 1")],
        "annex.pdf": [("view", "referral with annex of revision 1")],
    }
    assert exports.all_in_review("Lea", WHY) == {
        file: ([*looked_at.get(file, []), logged], kept - {"annex"})
        for file, (logged, kept) in IN_REVIEW.items()
    }
