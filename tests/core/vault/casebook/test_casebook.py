"""What a signed-in person may do with screenings, and what they are told when they may not."""

from __future__ import annotations

import threading
from inspect import isfunction
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Consent, Decision, Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookPart, PathwayRules
from ce_tui.core.vault.casebook.records import from_document
from ce_tui.core.vault.errors import (
    CannotComplete,
    Conflict,
    NotFound,
    NotPermitted,
    ReasonNeeded,
    StoreUnreadable,
    TakenOver,
    VaultError,
)
from support.stores.vault import ADA, BEN, CHILD, CLEO, OTHER, answers, entered, new_store, with_people


def changed(screening: Screening, **changes: object) -> Screening:
    return msgspec.structs.replace(screening, answers=msgspec.structs.replace(screening.answers, **changes))


def kinds(casebook: Casebook) -> list[str]:
    return [each.kind for each in casebook.log.entries()]


def test_a_draft_comes_back_as_it_was_left(home: Path) -> None:
    casebook, _ = new_store(home)
    begun = casebook.screenings.begin(answers(marks={"A3": "suspected"}))
    left = casebook.screenings.save(
        msgspec.structs.replace(
            changed(begun, notes="A3: seen twice"),
            unfinished={"child.date_of_birth": "31 feb"},
        )
    )
    casebook.close()
    again = entered(home)
    assert again.screenings.open(left.ref.lower()) == left
    assert (left.version, left.revision, left.state, left.owner) == (2, 1, "draft", ADA)
    again.close()


def test_the_store_decides_what_is_not_the_callers_to_change(casebook: Casebook) -> None:
    begun = casebook.screenings.begin(answers())
    forged = msgspec.structs.replace(
        begun, owner=BEN, state="completed", revision=9, created="", completed="now"
    )
    saved = casebook.screenings.save(forged)
    assert (saved.owner, saved.state, saved.revision, saved.completed) == (ADA, "draft", 1, "")
    assert saved.created == begun.created
    assert casebook.screenings.open(saved.ref) == saved


def test_a_practitioner_opens_their_own_only_and_is_told_nothing_of_anothers(home: Path) -> None:
    ada = with_people(home)
    hers = ada.screenings.begin(answers())
    ben = entered(home, BEN, OTHER)
    words = set()
    for ref in (hers.ref, "CE-7K3M-2Q", "CE-7K3M-2R", "nonsense", ""):
        with pytest.raises(NotFound) as refused:
            ben.screenings.open(ref, reason="curiosity")
        words.add((refused.value.words, refused.value.exit_code))
    assert len(words) == 1
    assert words.pop()[1] == 77
    for forbidden in (
        lambda: ben.screenings.save(changed(hers, notes="mine now")),
        lambda: ben.screenings.complete(hers),
        lambda: ben.referrals.kept(hers.ref, 1),
        lambda: ben.referrals.keep(hers, b"%PDF"),
        lambda: ben.referrals.note_export(hers.ref, "pdf"),
        lambda: ben.referrals.audit_head(hers.ref, 1),
    ):
        with pytest.raises(NotFound):
            forbidden()
    assert ben.index.all() == []
    assert ben.index.search(CHILD.split()[0]) == []
    assert kinds(ada).count("refusal") == 11
    ben.close()
    ada.close()


def test_a_lead_opens_anothers_with_a_reason_that_is_logged(home: Path) -> None:
    ada = with_people(home)
    ben = entered(home, BEN, OTHER)
    his = ben.screenings.begin(answers(notes="seen"))
    with pytest.raises(ReasonNeeded) as needed:
        ada.screenings.open(his.ref)
    assert needed.value.exit_code == 77
    with pytest.raises(ReasonNeeded):
        ada.screenings.open(his.ref, " \n")
    assert ada.screenings.open(his.ref, "supervision,\nmonthly").answers.notes == "seen"
    assert [each.detail for each in ada.log.entries() if each.kind == "view"] == ["supervision, monthly"]
    ada.screenings.open(his.ref)  # again, in the same session
    ben.close()
    ada.close()


def test_a_leads_list_shows_the_hubs_screenings_without_other_peoples_children(home: Path) -> None:
    ada = with_people(home)
    hers = ada.screenings.begin(answers())
    ben = entered(home, BEN, OTHER)
    his = ben.screenings.begin(answers())
    assert {(each.ref, each.owner, each.child, each.mine) for each in ada.index.all()} == {
        (hers.ref, ADA, CHILD, True),
        (his.ref, BEN, "", False),
    }
    assert [each.ref for each in ben.index.all()] == [his.ref]
    assert kinds(ada).count("list") == 1
    assert ada.index.search("zephyrine")[0].ref == hers.ref
    assert len(ada.index.search("zephyrine")) == 1
    ben.close()
    ada.close()


def test_an_administrator_alone_reads_no_case(home: Path) -> None:
    ada = with_people(home)
    hers = ada.screenings.begin(answers())
    cleo = entered(home, CLEO, OTHER)
    with pytest.raises(NotFound):
        cleo.screenings.open(hers.ref, "administration")
    for forbidden in (
        lambda: cleo.screenings.begin(answers()),
        lambda: cleo.screenings.import_answers([answers()]),
    ):
        with pytest.raises(NotPermitted):
            forbidden()
    assert cleo.index.all() == []
    assert cleo.index.search(CHILD) == []
    assert cleo.log.verify().sound
    cleo.close()
    ada.close()


def test_the_second_writer_is_told_who_and_since_when_and_overwrites_nothing(home: Path) -> None:
    ada = with_people(home)
    ben = entered(home, BEN, OTHER)
    his = ben.screenings.begin(answers())
    seen = ada.screenings.open(his.ref, "supervision")
    saved = ben.screenings.save(changed(his, notes="Ben's words"))
    with pytest.raises(Conflict) as conflict:
        ada.screenings.save(changed(seen, notes="Ada's words"))
    assert (conflict.value.who, conflict.value.since) == (BEN, saved.updated)
    assert BEN in conflict.value.words
    assert ada.screenings.open(his.ref).answers.notes == "Ben's words"
    with pytest.raises(Conflict):
        ada.screenings.complete(seen)
    with pytest.raises(TakenOver):  # he has it open still
        ada.screenings.save(changed(ada.screenings.open(his.ref), notes="Ben's words and Ada's"))
    ada.presence.take_over_after = 0.0
    ada.screenings.save(changed(ada.screenings.take_over(his.ref), notes="Ben's words and Ada's"))
    with pytest.raises(Conflict) as conflict:
        ben.screenings.save(changed(saved, notes="Ben again"))
    assert conflict.value.who == ADA
    ben.close()
    ada.close()


def test_an_older_version_of_ones_own_is_a_conflict_too(casebook: Casebook) -> None:
    begun = casebook.screenings.begin(answers())
    casebook.screenings.save(changed(begun, notes="newer"))
    with pytest.raises(Conflict):
        casebook.screenings.save(changed(begun, notes="older"))


def test_every_public_method_of_a_part_holds_the_lock_but_these(casebook: Casebook) -> None:
    parts = [type(each) for each in vars(casebook).values() if isinstance(each, CasebookPart)]
    assert len(parts) == 22
    assert {
        f"{part.__name__}.{name}"
        for part in parts
        for name, method in vars(part).items()
        if isfunction(method) and not name.startswith("_") and not hasattr(method, "__wrapped__")
    } == {"Backups.make", "Revoking.revoke", "Revoking.finish", "Revoking.when_alone", "Screenings.ended"}


def test_two_who_write_at_once_lose_nothing(home: Path) -> None:
    """Each adds their own numbers to one screening, which they take over again and again."""
    ada = with_people(home)
    ref = ada.screenings.begin(answers()).ref
    other = entered(home)
    conflicts = []

    def write(casebook: Casebook, name: str) -> None:
        for number in range(25):
            for _ in range(100_000):
                try:
                    screening = casebook.screenings.take_over(ref)
                    casebook.screenings.save(
                        changed(screening, notes=f"{screening.answers.notes} {name}{number}")
                    )
                except Conflict:
                    conflicts.append(name)
                else:
                    break
            else:
                raise AssertionError("never had its turn")

    writers = [threading.Thread(target=write, args=each) for each in ((ada, "a"), (other, "b"))]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    final = ada.screenings.open(ref)
    assert sorted(final.answers.notes.split()) == sorted(f"{name}{n}" for name in "ab" for n in range(25))
    assert final.version == 51
    assert ada.log.verify().sound
    other.close()
    ada.close()


def test_a_casebook_may_be_called_from_several_threads(casebook: Casebook) -> None:
    screening = casebook.screenings.begin(answers(notes="to be found"))
    found = []
    searching = [
        threading.Thread(target=lambda: found.append(len(casebook.index.search("found")))) for _ in range(8)
    ]
    for each in searching:
        each.start()
    for number in range(20):
        screening = casebook.screenings.save(changed(screening, notes=f"to be found {number}"))
    for each in searching:
        each.join()
    assert found == [1] * 8


def test_completion_is_held_up_with_all_the_words(casebook: Casebook) -> None:
    begun = casebook.screenings.begin(answers(marks={"A3": "suspected"}))
    with pytest.raises(CannotComplete) as held:
        casebook.screenings.complete(begun)
    assert held.value.words == "The screening cannot be completed yet. Amber marks need a narrative."
    assert casebook.screenings.open(begun.ref) == begun


def test_a_completed_screening_is_read_only_until_it_is_reopened_as_the_next_revision(
    casebook: Casebook,
) -> None:
    begun = casebook.screenings.begin(answers(marks={"A3": "suspected"}))
    done = casebook.screenings.complete(changed(begun, notes="A3: seen twice"))
    assert (done.state, done.revision, done.version) == ("completed", 1, 2)
    assert done.completed
    with pytest.raises(NotPermitted, match="Reopen"):
        casebook.screenings.save(changed(done, notes="more"))
    with pytest.raises(NotPermitted):
        casebook.screenings.complete(done)
    again = casebook.screenings.reopen(done)
    assert (again.state, again.revision, again.completed) == ("reopened", 2, "")
    with pytest.raises(NotPermitted, match="Only a completed"):
        casebook.screenings.reopen(again)
    casebook.screenings.complete(casebook.screenings.save(changed(again, notes="A3: seen three times")))
    first, second = casebook._desk.store.kept.revisions(begun.ref)
    notes = [from_document(each.document).answers.notes for each in (first, second)]
    assert notes == ["A3: seen twice", "A3: seen three times"]
    assert (first.revision, first.actor, first.outcome) == (1, casebook.account.id, "amber")
    assert (
        str(first.head)
        == casebook.referrals.audit_head(begun.ref, 1)
        != casebook.referrals.audit_head(begun.ref, 2)
    )
    assert [each.state for each in casebook.index.all()] == ["completed"]
    assert casebook.screenings.read(begun.ref).revision == 2


def test_the_list_says_what_the_marks_indicate(casebook: Casebook) -> None:
    screening = casebook.screenings.begin(answers())
    assert casebook.index.all()[0].outcome == "none"
    screening = casebook.screenings.save(
        changed(screening, marks={"R2": "suspected"}, screened_on="2026-11-25")
    )
    summary = casebook.index.all()[0]
    assert (summary.outcome, summary.screened_on, summary.updated) == ("red", "2026-11-25", screening.updated)


def test_a_search_finds_what_someone_remembers_and_shows_where(casebook: Casebook) -> None:
    child = Child(name="Łucja Ångström-Made", date_of_birth="2010-04-03", phone="01632 960123")
    ref = casebook.screenings.begin(
        answers(child=child, notes="first line\n" * 30 + "seen at the arcade on Friday")
    ).ref
    casebook.screenings.begin(answers(notes="nothing of that"))
    for typed in ("angstrom", "ARCADE fri", "3 april 2010", "2010-04-03", "960123", ref):
        assert [each.ref for each in casebook.index.search(typed)] == [ref], typed
    assert "arcade" in casebook.index.search("arcade")[0].excerpt
    assert len(casebook.index.search("arcade")[0].excerpt) <= 84


def test_a_search_is_logged_without_its_words(casebook: Casebook) -> None:
    casebook.index.search("Quillfeather")
    (logged,) = (each for each in casebook.log.entries() if each.kind == "search")
    assert "quill" not in str(logged).lower()
    assert logged.detail == "0 found"


def test_an_import_is_all_or_nothing(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    references = casebook.screenings.import_answers([answers(notes=f"number {n}") for n in range(30)])
    assert len(set(references)) == 30
    assert [casebook.screenings.open(ref).answers.notes for ref in references[:3]] == [
        "number 0",
        "number 1",
        "number 2",
    ]
    monkeypatch.setattr(
        "ce_tui.core.vault.casebook.records.new_reference",
        iter([references[0], "CE-0000-00"] * 50).__next__,
    )
    with pytest.raises(VaultError, match="Nothing was saved"):
        casebook.screenings.import_answers([answers(), answers()])
    assert len(casebook.index.all()) == 30
    assert kinds(casebook).count("imported") == 30


def test_a_reference_that_is_taken_is_not_given_out_again(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = casebook.screenings.begin(answers()).ref
    monkeypatch.setattr(
        "ce_tui.core.vault.casebook.records.new_reference", iter([first, "CE-7K3M-2Q"]).__next__
    )
    assert casebook.screenings.begin(answers()).ref == "CE-7K3M-2Q"


def test_the_editions_source_is_pinned_once_at_its_first_use(casebook: Casebook) -> None:
    casebook.screenings.begin(answers())
    casebook.screenings.begin(answers())
    casebook.screenings.begin(answers(pathway="other"))
    editions = casebook._desk.store.editions
    assert [(pathway, editions.source(sha256)) for pathway, sha256 in editions.pinned()] == [
        ("made-up", b"id = 'made-up'"),
        ("other", b"id = 'other'"),
    ]


def test_an_edition_that_this_installation_lacks_is_said_in_words(home: Path) -> None:
    casebook, _ = new_store(home, rules=PathwayRules())
    with pytest.raises(StoreUnreadable, match="edition"):
        casebook.screenings.begin(answers())
    assert casebook.index.all() == []
    casebook.close()


def test_a_referral_is_kept_per_revision(casebook: Casebook) -> None:
    screening = casebook.screenings.begin(answers())
    assert casebook.referrals.kept(screening.ref, 1) is None
    casebook.referrals.keep(screening, b"%PDF draft")
    done = casebook.screenings.complete(screening)
    casebook.referrals.keep(done, b"%PDF completed")
    again = casebook.screenings.reopen(done)
    casebook.referrals.keep(again, b"%PDF second")
    assert casebook.referrals.kept(screening.ref, 1) == b"%PDF completed"
    assert casebook.referrals.kept(screening.ref, 2) is None, "a draft's goes out in no completed one's place"
    casebook.referrals.keep(casebook.screenings.complete(again), b"%PDF second")
    assert casebook.referrals.kept(screening.ref, 2) == b"%PDF second"
    assert casebook.referrals.kept(screening.ref, 1) == b"%PDF completed"
    assert casebook.log.verify().faults == []


def test_what_is_sent_and_its_annex_are_kept_apart_and_a_look_at_either_is_logged(casebook: Casebook) -> None:
    done = casebook.screenings.complete(casebook.screenings.begin(answers()))
    for document in ("sent", "annex", "sent with annex"):
        assert casebook.referrals.kept(done.ref, 1, document) is None  # type: ignore[arg-type]
        casebook.referrals.keep(done, f"%PDF {document}".encode(), document)  # type: ignore[arg-type]
    assert casebook.referrals.kept(done.ref, 1) == b"%PDF sent"
    assert casebook.referrals.kept(done.ref, 1, "annex") == b"%PDF annex"
    assert casebook.referrals.kept(done.ref, 1, "sent with annex") == b"%PDF sent with annex"
    looks = [entry.detail for entry in casebook.log.entries() if entry.kind == "view"]
    assert looks[-3:] == [
        "referral of revision 1",
        "annex of revision 1",
        "referral with annex of revision 1",
    ]


def test_a_copy_kept_while_every_referral_had_its_annex_stays_and_does_not_go_out(casebook: Casebook) -> None:
    done = casebook.screenings.complete(casebook.screenings.begin(answers()))
    casebook._desk.store.kept.attach(done.ref, 1, "referral", b"%PDF of then", "then", [])
    assert casebook.referrals.kept(done.ref, 1) is None
    casebook.referrals.keep(done, b"%PDF of now")
    assert casebook._desk.store.kept.attachment(done.ref, 1, "referral") == b"%PDF of then"


def test_preferences_are_each_accounts_own(home: Path) -> None:
    ada = with_people(home)
    ada.preferences.set("theme", "dark")
    ben = entered(home, BEN, OTHER)
    assert ada.preferences.get("theme") == "dark"
    assert ben.preferences.get("theme") == ""
    ben.close()
    ada.close()


def test_the_hub_is_named_by_an_administrator(home: Path) -> None:
    ada = with_people(home)
    ada.people.set_hub("Another made-up hub", "thurrock")
    assert ada.people.hub.name == "Another made-up hub"
    ben = entered(home, BEN, OTHER)
    assert ben.people.hub.locality == "thurrock"
    with pytest.raises(NotPermitted):
        ben.people.set_hub("Ben's", "")
    ben.close()
    ada.close()


def test_the_log_tells_spells_of_editing_and_not_each_save(home: Path) -> None:
    casebook, _ = new_store(home)
    screening = casebook.screenings.begin(answers())
    for number in range(5):
        screening = casebook.screenings.save(changed(screening, notes=str(number)))
    casebook.screenings.leave(screening)
    screening = casebook.screenings.save(changed(casebook.screenings.open(screening.ref), notes="again"))
    casebook.close()
    again = entered(home)
    logged = [
        (each.kind, each.version, each.detail) for each in again.log.entries() if "editing" in each.kind
    ]
    assert logged == [
        ("editing began", 1, ""),
        ("editing ended", 6, "from version 1 to 6"),
        ("editing began", 6, ""),
        ("editing ended", 7, "from version 6 to 7"),
    ]
    again.close()


def test_the_log_tells_decisions_consent_and_every_way_out(casebook: Casebook) -> None:
    screening = casebook.screenings.begin(answers())
    screening = casebook.screenings.save(
        changed(screening, decision=Decision("amber", "because of the child's words"))
    )
    screening = casebook.screenings.save(changed(screening, decision=Decision("none")))
    screening = casebook.screenings.save(
        changed(screening, consent=Consent(status="refused", reason="would not say"))
    )
    for kind in ("pdf", "text", "print", "phone"):
        casebook.referrals.note_export(screening.ref, kind)
    done = casebook.screenings.complete(screening)
    casebook.screenings.reopen(done)
    logged = [(each.kind, each.detail) for each in casebook.log.entries() if each.kind != "editing began"]
    assert logged[4:] == [
        ("decision", "from nothing to amber"),
        ("decision", "from amber to no action under this pathway"),
        ("consent", "from nothing to refused"),
        ("export", "pdf"),
        ("export", "text"),
        ("print", "print"),
        ("phone", "phone"),
        ("editing ended", "from version 1 to 5"),
        ("completed", ""),
        ("reopened", ""),
    ]
    assert all(each.by == ADA and each.at.endswith("+00:00") for each in casebook.log.entries())


def test_closing_twice_is_harmless(home: Path) -> None:
    casebook, _ = new_store(home)
    casebook.close()
    casebook.close()
