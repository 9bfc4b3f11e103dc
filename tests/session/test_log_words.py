"""What an entry of the log says, in a sentence that a lead can read."""

from __future__ import annotations

import pytest
from msgspec import structs

from ce_tui.core.vault.casebook.audit_log import AuditLine
from ce_tui.core.vault.log.audit import Kind
from ce_tui.session.words.log import entry_words, said_of

ENTRY = AuditLine(
    seq=7,
    at="2026-07-01T09:05:06.000+00:00",
    by="Ada Example",
    kind="keeping",
    ref="CE-7K3M-2Q",
    revision=1,
    version=4,
    detail="kept until 2026-08-01T22:30:00.000+00:00.",
)


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        ("sign-in", "", "signed in"),
        ("refusal", "", "was refused"),
        (
            "refusal",
            "wrong tries: 2 at tty1, in the name of Ben, the first on 2026-08-01T22:30:00+00:00, the last on "
            "2026-08-01T22:31:00+00:00",
            "signed in after wrong tries: 2 at tty1, in the name of Ben, the first on 1 August 2026 at 23:30, the "
            "last on 1 August 2026 at 23:31",
        ),
        ("view", "", "looked at a screening"),
        ("export", "pdf", "exported a referral: pdf"),
        ("export", "text with annex", "exported a referral: text with annex"),
        ("export", "annex as pdf", "exported what to do now: pdf"),
        ("print", "", "printed a referral"),
        ("print", "print of the annex", "printed what to do now"),
        ("phone", "", "read a referral on the phone"),
        ("taken over", "", "took a screening over"),
        ("words", "kept beside it", "left words beside a screening that were not saved"),
        ("words", "taken into the notes", "took words beside a screening into its notes"),
        ("words", "dismissed", "dismissed words beside a screening"),
        ("sign-in", "at terminal tty3", "signed in: at terminal tty3"),
        ("sign-in", "unlock; at terminal tty3", "unlocked the terminal: at terminal tty3"),
        ("account", "Ben suspended", "changed an account: Ben suspended"),
        ("backup", "restored", "restored a backup"),
        ("backup", "not made", "could not make a backup"),
        ("deletion", "deleted", "deleted a screening"),
        ("sign-in", "unlock", "unlocked the terminal"),
        ("backup", "taken, 3 screenings", "made a backup: 3 screenings"),
        ("deletion", "marked: it was made twice", "marked a screening for deletion: it was made twice"),
        ("deletion", "undone", "took a deletion back"),
        (
            "deletion",
            "kept PDF taken away: it quoted CE-7K3M-2Q",
            "took away a kept PDF of a screening: it quoted CE-7K3M-2Q",
        ),
        ("deletion", "looked at", "decided on deleting a screening: looked at"),
        ("keeping", "marked so", "decided on keeping a screening: marked so"),
    ],
)
def test_what_was_done_is_said_by_its_kind_and_how_its_detail_begins(
    kind: Kind, detail: str, words: str
) -> None:
    assert said_of(structs.replace(ENTRY, kind=kind, detail=detail)) == words


def test_an_entry_is_a_sentence_with_its_moments_as_people_write_them() -> None:
    assert entry_words(ENTRY) == (
        "Entry 7, CE-7K3M-2Q, version 4, 1 July 2026 at 10:05:06: Ada Example decided on keeping a screening: "
        "kept until 1 August 2026 at 23:30."
    )
    bare = structs.replace(ENTRY, at="once", kind="sign-out", ref="", version=0, detail="")
    assert entry_words(bare) == "Entry 7, at a time not known: Ada Example signed out."
