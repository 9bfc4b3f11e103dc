"""The review queue, legal holds, the lead's decisions: who may, what follows, and that nothing is deleted by a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.reasons import names_the_child
from ce_tui.core.vault.errors import Busy, Damaged, NotFound, NotPermitted, Refused, ToBeDeleted
from ce_tui.core.vault.retention_rules import Retention, Rule
from support.stores.vault import ADA, BEN, CHILD, CLEO, OTHER, answers, entered, new_store

LEA = "Lea Example"
RULES = Retention(drafts=Rule(after="90 days"), completed=Rule(after="6 years", birthday=25))


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def ada(home: Path, time: Time) -> Iterator[Casebook]:
    """Ada, who has all roles; beside her Ben, practitioner, Cleo, administrator, and Lea, lead."""
    casebook, _ = new_store(home, clock=time)
    for name, role in ((BEN, "practitioner"), (CLEO, "administrator"), (LEA, "lead")):
        casebook.add_account(name, OTHER, [role])
    yield casebook
    assert casebook.check() == []
    casebook.close()


def as_(home: Path, name: str, time: Time) -> Casebook:
    return entered(home, name, OTHER, clock=time)


def put_away(casebook: Casebook, **given: object) -> Screening:
    """A draft of this person that nobody has open."""
    made = casebook.begin(answers(**given))
    casebook.leave(made)
    return made


def kinds(casebook: Casebook, ref: str) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for each in casebook.audit_entries(ref=ref)]


def test_without_rules_nothing_is_ever_due(ada: Casebook, time: Time) -> None:
    put_away(ada)
    time.pass_(days=365 * 50)
    assert ada.due() == []


def test_a_draft_is_due_on_its_day_and_stays_until_a_lead_decides(ada: Casebook, time: Time) -> None:
    ada.set_retention(RULES)
    made = put_away(ada)
    time.pass_(days=89)
    assert ada.due() == []
    time.pass_(days=1)
    (due,) = ada.due()
    assert (due.ref, due.owner, due.state, due.since) == (made.ref, ADA, "draft", "2026-04-01")
    time.pass_(days=3650)
    assert ada.purge_due() == []
    assert [each.ref for each in ada.list()] == [made.ref]


def test_a_completed_screening_is_due_by_the_childs_age(ada: Casebook, time: Time) -> None:
    ada.set_retention(RULES)
    made = ada.begin(answers(child=Child(name=CHILD, date_of_birth="2016-06-01")))
    ada.leave(ada.complete(made))
    time.pass_(days=365 * 7)
    assert ada.due() == []
    time.now = datetime(2041, 6, 1, 12, tzinfo=UTC)
    (due,) = ada.due()
    assert due.ref == made.ref and due.since == "2041-06-01"
    assert "25th birthday" in due.why and "2016" not in due.why


def test_the_configurations_rules_hold_until_the_administrator_sets_others(home: Path, time: Time) -> None:
    configured = Retention(drafts=Rule(after="1 day"))
    casebook, _ = new_store(home, clock=time, retention=configured)
    put_away(casebook)
    time.pass_(days=2)
    assert (len(casebook.due()), casebook.sets_retention()) == (1, False)
    casebook.set_retention(Retention())
    assert (casebook.due(), casebook.sets_retention()) == ([], True)
    casebook.set_retention(None)
    assert (len(casebook.due()), casebook.retention()) == (1, configured)
    said = [each.detail for each in casebook.audit_entries() if each.kind == "rule"]
    assert len(said) == 2 and "retention: drafts: kept until someone decides" in said[0]
    with pytest.raises(Refused):
        casebook.set_retention(Retention(drafts=Rule(after="for a while")))
    casebook.close()


def test_the_administrator_sets_rules_and_decides_nothing_the_lead_decides_and_sets_no_rules(
    ada: Casebook, home: Path, time: Time
) -> None:
    made = put_away(ada)
    cleo, lea, ben = (as_(home, name, time) for name in (CLEO, LEA, BEN))
    cleo.set_retention(RULES)
    for refused in (
        lambda: cleo.decide(made.ref, "delete", "why not"),
        lambda: cleo.hold(made.ref, "why not"),
        lambda: cleo.due(),
        lambda: lea.set_retention(Retention()),
        lambda: ben.decide(made.ref, "delete", "why not"),
        lambda: ben.undo(made.ref),
        lambda: ben.release(made.ref, "why not"),
        lambda: ben.purge_due(),
    ):
        with pytest.raises(NotPermitted):
            refused()
    lea.hold(made.ref, "the police asked")
    for casebook in (cleo, lea, ben):
        casebook.close()
    refusals = [each for each in ada.audit_entries() if each.kind == "refusal"]
    assert len(refusals) == 8


def test_what_is_kept_until_a_day_is_due_again_then_with_the_reason(ada: Casebook, time: Time) -> None:
    ada.set_retention(RULES)
    made = put_away(ada)
    time.pass_(days=100)
    ada.decide(made.ref, "keep until", "proceedings are pending", date(2026, 12, 1))
    assert ada.due() == []
    time.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    (due,) = ada.due()
    assert due.since == "2026-12-01"
    assert "kept until 1 December 2026: proceedings are pending" in due.why
    with pytest.raises(Refused, match="a day to come"):
        ada.decide(made.ref, "keep until", "longer", date(2026, 12, 1))
    with pytest.raises(Refused, match="a day to come"):
        ada.decide(made.ref, "keep until", "longer")
    assert kinds(ada, made.ref)[-1] == ("keeping", "keep until 1 December 2026: proceedings are pending")


def test_nothing_deletes_what_is_on_hold(ada: Casebook, time: Time) -> None:
    ada.set_retention(RULES)
    made = put_away(ada)
    time.pass_(days=100)
    ada.decide(made.ref, "delete", "no longer needed")
    ada.hold(made.ref.lower(), "the police asked")
    time.pass_(days=100)
    assert (ada.purge_due(), ada.due(), ada.deletions()) == ([], [], [])
    (held,) = ada.holds()
    assert (held.ref, held.by, held.owner, held.reason) == (made.ref, ADA, ADA, "the police asked")
    with pytest.raises(NotPermitted, match="on hold"):
        ada.decide(made.ref, "delete", "no longer needed")
    assert [each.ref for each in ada.list()] == [made.ref]
    ada.release(made.ref, "the case is closed")
    with pytest.raises(Refused, match="not on hold"):
        ada.release(made.ref, "the case is closed")
    assert [each.ref for each in ada.due()] == [made.ref]
    assert [kind for kind, _ in kinds(ada, made.ref)][-4:] == ["deletion", "keeping", "deletion", "keeping"]
    assert kinds(ada, made.ref)[-2:] == [
        ("deletion", "undone by the hold"),
        ("keeping", "hold ended: the case is closed"),
    ]


def test_a_marked_screening_leaves_every_list_and_its_owner_is_told(
    ada: Casebook, home: Path, time: Time
) -> None:
    ben = as_(home, BEN, time)
    made = put_away(ben, notes="Xylophone")
    assert ben.marked_words() == ""
    ada.decide(made.ref, "delete", "made twice")
    assert (ben.list(), ben.search("Xylophone"), ada.list()) == ([], [], [])
    assert made.ref in ben.marked_words() and ADA in ben.marked_words()
    assert "2 January 2026 at 12:00" in ben.marked_words()
    (seen,) = ben.deletions()
    assert (seen.ref, seen.reason) == (made.ref, "")
    (seen,) = ada.deletions()
    assert (seen.owner, seen.by, seen.reason) == (BEN, ADA, "made twice")
    with pytest.raises(ToBeDeleted):
        ben.open(made.ref)
    ada.undo(made.ref, "it was not")
    assert ben.open(made.ref).answers.notes == "Xylophone"
    assert [each.ref for each in ben.search("Xylophone")] == [made.ref]
    assert ben.marked_words() == ""
    with pytest.raises(Refused, match="not marked"):
        ada.undo(made.ref)
    ben.close()


def test_a_lead_looks_at_what_is_marked_and_nobody_changes_it(ada: Casebook) -> None:
    made = put_away(ada, notes="as it was")
    ada.decide(made.ref, "delete", "made twice")
    opened = ada.open(made.ref)
    assert ada.is_marked(made.ref)
    changed = msgspec.structs.replace(opened, answers=answers(notes="changed"))
    for change in (ada.save, ada.complete):
        with pytest.raises(ToBeDeleted):
            change(changed)
    with pytest.raises(ToBeDeleted):
        ada.take_over(made.ref)
    ada.leave(opened)
    ada.undo(made.ref)
    assert ada.open(made.ref).answers.notes == "as it was"


def test_what_someone_has_open_is_not_marked_under_their_hands(ada: Casebook, home: Path, time: Time) -> None:
    ben = as_(home, BEN, time)
    made = ben.begin(answers())
    with pytest.raises(Busy, match=BEN):
        ada.decide(made.ref, "delete", "made twice")
    ben.close()
    opened = ada.open(made.ref, "supervision")
    with pytest.raises(Busy, match="yourself"):
        ada.decide(made.ref, "delete", "made twice")
    ada.leave(opened)
    ada.decide(made.ref, "delete", "made twice")
    assert [each.ref for each in ada.deletions()] == [made.ref]


@pytest.mark.parametrize(
    "reason", ["", "  \n ", "about Zephyrine", "the QUILLFEATHER case", "Quillfeather's"]
)
def test_a_reason_is_needed_and_the_childs_name_is_not_logged_in_it(ada: Casebook, reason: str) -> None:
    made = put_away(ada)
    before = len(ada.audit_entries())
    for act in (
        lambda: ada.decide(made.ref, "delete", reason),
        lambda: ada.decide(made.ref, "keep until", reason, date(2030, 1, 1)),
        lambda: ada.hold(made.ref, reason),
        lambda: ada.release(made.ref, reason),
    ):
        with pytest.raises(Refused):
            act()
    assert len(ada.audit_entries()) == before


def test_the_reason_for_opening_anothers_screening_does_not_name_the_child_either(
    ada: Casebook, home: Path, time: Time
) -> None:
    made = put_away(ada)
    lea = as_(home, LEA, time)
    with pytest.raises(Refused, match="child's name"):
        lea.open(made.ref, "Zephyrine was seen again")
    assert lea.open(made.ref, "seen again").ref == made.ref
    lea.close()


@pytest.mark.parametrize(
    ("text", "child", "named"),
    [
        ("his parents will ask", "Will Example", False),
        ("Will was seen", "Will Example", True),
        ("will was seen", "will example", True),
        ("an example", "Will Example", False),
        ("Al and Jo", "Al Jo", False),  # two letters say nothing
        ("nothing of it", "", False),
    ],
)
def test_a_word_of_the_name_is_told_from_the_same_word_in_a_sentence(
    text: str, child: str, named: bool
) -> None:
    assert names_the_child(text, child) is named


@pytest.mark.parametrize("ref", ["CE-0000-00", "nonsense", ""])
def test_an_unknown_reference_is_not_found(ada: Casebook, ref: str) -> None:
    for act in (
        lambda: ada.decide(ref, "delete", "why not"),
        lambda: ada.hold(ref, "why not"),
        lambda: ada.release(ref, "why not"),
        lambda: ada.undo(ref),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_decision_that_cannot_be_read_is_said_to_be_damage(home: Path, time: Time) -> None:
    casebook, _ = new_store(home, clock=time)
    made = put_away(casebook)
    casebook.hold(made.ref, "the police asked")
    casebook._store._db.execute("UPDATE keeping SET content = x'ff00'")
    with pytest.raises(Damaged):
        casebook.holds()
    assert any("is not of the version" in words for words in casebook.check())
    casebook.close()
